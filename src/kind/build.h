/*
 * Compiling a kind file, one section a file. Not for others.
 *
 *   merge.c   `with`: the common files are merged in
 *   shape.c   codes, blocks, fields
 *   acts.c    states and acts
 *   items.c   what gets an answer each
 *   agrees.c  what both approve, second persons, parents
 *   guards.c  `if` and `then` of acts
 *   clocks.c  clocks
 *   rules.c   rules and crossings
 *   check.c   what the whole must satisfy
 */
#ifndef WASL_KIND_BUILD_H
#define WASL_KIND_BUILD_H

#include "kind/clock.h"
#include "kind/kind.h"
#include "kind/rule.h"

struct wasl_build {
	struct wasl_kind *kind;
	struct wasl_arena *arena; /* the kind's */
	struct wasl_findings *findings;
	const json_t *root; /* merged file */
	struct wasl_block *blocks;
	size_t n_blocks;
	struct wasl_shape fields; /* all of the file's "fields", by number */
	size_t surplus; /* errors that name unknown members, passed over */
	size_t before;	/* other errors, when the section began */
};

/** Is the section without a fault so far, but for unknown members? */
bool wasl_build_whole(const struct wasl_build *b);

/**
 * A copy of `file` without `with`, with the sections of the common files that
 * it names; a new reference. NULL after a finding or when out of memory.
 */
json_t *wasl_build_merge(struct wasl_findings *findings, const json_t *file,
			 json_t *const *common, size_t n_common);

/* Each reads its sections of `root` into the kind; faults become findings. */
void wasl_build_codes(struct wasl_build *b);
void wasl_build_blocks(struct wasl_build *b);
void wasl_build_fields(struct wasl_build *b);
void wasl_build_states(struct wasl_build *b);
void wasl_build_acts(struct wasl_build *b);
void wasl_build_items(struct wasl_build *b);
void wasl_build_agrees(struct wasl_build *b);
void wasl_build_confirm(struct wasl_build *b);
void wasl_build_parent(struct wasl_build *b);
void wasl_build_guards(struct wasl_build *b);
void wasl_build_rules(struct wasl_build *b);
void wasl_build_clocks(struct wasl_build *b);
void wasl_build_crossings(struct wasl_build *b);

/** Fields of a section `{name: definition}`, by number; in the arena. */
struct wasl_shape wasl_build_shape(struct wasl_build *b, const json_t *in,
				   const char *pointer);

/** What only the whole can show; the kind must be without findings. */
void wasl_build_check(struct wasl_findings *findings,
		      const struct wasl_kind *kind);

/* --- helpers of the sections ---------------------------------------------- */

/** A finding "kind-file" at `pointer`. Ret: false, for `return wasl_…`. */
bool wasl_build_fault(struct wasl_findings *findings, const char *pointer,
		      const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/** Only members in the NULL-ended list are allowed. */
void wasl_build_members(struct wasl_build *b, const json_t *in,
			const char *pointer, const char *const *names);

/** An integer member between `min` and `max`, or `other` if it is absent. */
int64_t wasl_build_int(struct wasl_build *b, const json_t *in,
		       const char *pointer, const char *name, int64_t min,
		       int64_t max, int64_t other);
/** A member true or false; false if it is absent. */
bool wasl_build_flag(struct wasl_build *b, const json_t *in,
		     const char *pointer, const char *name);
/** A number that is there, 1 … WASL_KIND_NUMBER_MAX; 0 after a finding. */
uint32_t wasl_build_number(struct wasl_build *b, const json_t *in,
			   const char *pointer);
/** A copy in the kind's arena; "" once that is over, for then all is void. */
const char *wasl_build_copy(struct wasl_build *b, wasl_text text);
/** A text member, copied; NULL if it is absent or after a finding. */
const char *wasl_build_text(struct wasl_build *b, const json_t *in,
			    const char *pointer, const char *name);
/** [a-z][a-z0-9_]*, at most WASL_KIND_NAME_MAX: fields, acts, states. */
bool wasl_build_name(struct wasl_build *b, const char *name,
		     const char *pointer);
/** An act by its name; NULL after a finding. */
const struct wasl_act_def *
wasl_build_act_named(struct wasl_build *b, const char *pointer, wasl_text name);
/** A member that is a role or a list of them, as a set; a finding if it is
 * empty. */
uint32_t wasl_build_roles(struct wasl_build *b, const json_t *in,
			  const char *pointer, const char *member);
/** The words from the `from`th on as codes of a list; false after a finding. */
bool wasl_build_code_set(struct wasl_build *b, struct wasl_code_set *out,
			 const struct wasl_codes *of, const json_t *in,
			 size_t from, const char *pointer);
/** A state by name; WASL_STATE_REFUSED after a finding. */
uint8_t wasl_build_state(struct wasl_build *b, const char *pointer,
			 wasl_text name);
/** How many words there are in a member that is a word or a list of words. */
size_t wasl_build_words(const json_t *v);
/** The `i`th of them; {NULL, 0} if it is no text. */
wasl_text wasl_build_word(const json_t *v, size_t i);

#endif
