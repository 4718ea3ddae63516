/* The kinds and profiles a node holds, of every version, by hash. */
#ifndef WASL_KIND_LIBRARY_H
#define WASL_KIND_LIBRARY_H

#include "kind/kind.h"
#include "kind/profile.h"

/**
 * Entries are never removed and never move, so what is looked up stays valid
 * until _deinit. Thread: add from one thread, while nobody looks up.
 */
struct wasl_library {
	struct wasl_kind **kinds;
	size_t n_kinds;
	size_t cap_kinds;
	struct wasl_profile **profiles;
	size_t n_profiles;
	size_t cap_profiles;
	json_t **common; /* files that a kind's `with` may name */
	size_t n_common;
	size_t cap_common;
	struct wasl_label_file *labels; /* beside those that ship */
	size_t n_labels;
	size_t cap_labels;
};

/** Labels of one file in one language (kind/label.h). */
struct wasl_label_file {
	char *name; /* "tow.fr.ftl" */
	wasl_bytes text;
};

void wasl_library_init(struct wasl_library *library);
void wasl_library_deinit(struct wasl_library *library);

/** The kinds that ship with the program (kinds/), among them `line`. */
wasl_status wasl_library_add_builtin(struct wasl_library *library,
				     struct wasl_err *err) WASL_MUST_USE;

/**
 * Add a file of `kinds.d` or of an `offer`: a kind, or a common file, which
 * must come before the kinds that name it.
 *
 * Out:  out  borrowed from the library; NULL for a common file; may be NULL.
 *            A kind whose hash is held already is that one.
 * Err:  as wasl_kind_new; EXISTS for a second common file of one name; DENIED
 *       for another kind of the line dossier, which spec §7 fixes.
 */
wasl_status wasl_library_add_kind(const struct wasl_kind **out,
				  struct wasl_library *library,
				  struct wasl_findings *findings,
				  wasl_bytes file,
				  struct wasl_err *err) WASL_MUST_USE;

/** Is it a common file: one to add before those that are not? Any bytes. */
bool wasl_library_is_common(wasl_bytes file);

/**
 * Add the labels of a kind or common file that does not ship with the program;
 * wasl_caption then finds them.
 *
 * In:   name  "tow.fr.ftl"
 *       text  copied; what is no line `id = text` in it is passed over
 * Err:  MALFORMED  not UTF-8; EXISTS  labels of that name are there already;
 *       NO_MEMORY
 */
wasl_status wasl_library_add_labels(struct wasl_library *library,
				    const char *name, wasl_bytes text,
				    struct wasl_err *err) WASL_MUST_USE;

/** Add a profile; as wasl_library_add_kind. */
wasl_status wasl_library_add_profile(const struct wasl_profile **out,
				     struct wasl_library *library,
				     struct wasl_findings *findings,
				     wasl_bytes file,
				     struct wasl_err *err) WASL_MUST_USE;

/** What is held now ships or stands in kinds.d: of one name and version it has
 * the name before what an `offer` brought or an earlier program shipped. */
void wasl_library_prefer(struct wasl_library *library);

/* Borrowed; NULL if not held. By name: the highest version, of these a
 * preferred one, of these the one added last. */
const struct wasl_kind *wasl_library_kind(const struct wasl_library *library,
					  const struct wasl_hash *hash);
const struct wasl_kind *
wasl_library_kind_named(const struct wasl_library *library, const char *name);
const struct wasl_profile *
wasl_library_profile(const struct wasl_library *library,
		     const struct wasl_hash *hash);

#endif
