/*
 * Labels of kind files: what officers read, in Fluent files beside the kind,
 * one for each language (docs/spec §12). They enter no hash.
 */
#ifndef WASL_KIND_LABEL_H
#define WASL_KIND_LABEL_H

#include "kind/finding.h"
#include "kind/json.h"

/* A file of labels: twice what a kind file may be. */
#define WASL_LABEL_FILE_MAX (2 * WASL_KIND_FILE_MAX)

/** Ids of labels, each once: "act-open", "done-open", "code-urgency-U1", … */
struct wasl_labels {
	const char **items;
	size_t n;
	size_t cap;
};

/**
 * The labels that a kind or common file must have: a name for each state,
 * field, block, code, rule, clock, kind of items and agreement that it brings
 * itself, and two for each act: "act-refuse" says what to do, "done-refuse"
 * what was done. Countries and languages have their names from the reader's
 * system.
 *
 * In:   file    as parsed; a file that is no kind has what can be read of it
 *       common  the files its `with` may name
 * Out:  out     pieces in `arena`
 * Err:  NO_MEMORY.
 */
wasl_status wasl_labels_of(struct wasl_labels *out, struct wasl_arena *arena,
			   const json_t *file, json_t *const *common,
			   size_t n_common, struct wasl_err *err) WASL_MUST_USE;

/**
 * Compare with a Fluent file of lines `id = text`, `#` comments and empty
 * lines: an error for each label that is missing, unknown, twice or empty.
 *
 * In:   name  of the file, the pointer of the findings
 */
void wasl_labels_check(struct wasl_findings *findings,
		       const struct wasl_labels *labels, wasl_text text,
		       const char *name);

#endif
