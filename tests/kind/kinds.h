/* The built-in kinds and example files, for tests. */
#ifndef WASL_TESTS_KIND_KINDS_H
#define WASL_TESTS_KIND_KINDS_H

#include "base/alloc.h"
#include "check.h"
#include "kind/builtin.h"
#include "kind/library.h"

#include <stdio.h>
#include <stdlib.h>

#define TEST_ARENA (4 * 1024 * 1024)

static inline void print_findings(const struct wasl_findings *f)
{
	for (size_t i = 0; i < f->n; i++)
		print_message("  %s [%s] %s: %s\n", f->items[i].pointer,
			      f->items[i].rule, f->items[i].source,
			      f->items[i].text);
}

/** The built-in kinds; fails with their findings. */
static inline void open_library(struct wasl_library *library)
{
	struct wasl_err err = {0};

	wasl_library_init(library);
	if (wasl_library_add_builtin(library, &err) != WASL_OK)
		fail_msg("%s: %s", err.field, err.text);
}

/** A file below the source folder, parsed; the caller decrefs. */
static inline json_t *load_json(const char *path)
{
	static char space[256 * 1024];
	struct wasl_err err = {0};
	char full[512];
	json_t *v;
	size_t n;
	FILE *f;

	snprintf(full, sizeof(full), "%s/%s", WASL_SOURCE_DIR, path);
	f = fopen(full, "rb");
	if (f == NULL)
		fail_msg("cannot open %s", path);
	n = fread(space, 1, sizeof(space), f);
	fclose(f);
	if (wasl_json_parse(&v, wasl_bytes_of(space, n), sizeof(space), &err) !=
	    WASL_OK)
		fail_msg("%s: %s", path, err.text);
	return v;
}

/** A JSON literal, parsed; the caller decrefs. */
static inline json_t *json_of(const char *text)
{
	struct wasl_err err = {0};
	json_t *v;

	if (wasl_json_parse(&v, wasl_bytes_of(text, strlen(text)),
			    WASL_KIND_FILE_MAX, &err) != WASL_OK)
		fail_msg("%s: %s", text, err.text);
	return v;
}

/** Is there a finding of this rule at this pointer? */
static inline bool has_finding(const struct wasl_findings *f, const char *rule,
			       const char *pointer)
{
	for (size_t i = 0; i < f->n; i++)
		if (strcmp(f->items[i].rule, rule) == 0 &&
		    strcmp(f->items[i].pointer, pointer) == 0)
			return true;
	return false;
}

#endif
