/* The duty roster: who answers for which role, when, in which languages. */
#ifndef WASL_DESK_DUTY_H
#define WASL_DESK_DUTY_H

#include "base/arena.h"
#include "desk/user.h"

/* As long as the duty card of the line's dossier takes them (docs/spec §7). */
#define WASL_DUTY_FUNCTION_MAX	120
#define WASL_DUTY_TELEPHONE_MAX 40
#define WASL_DUTY_LANGUAGES_MAX 8
/* Entries of one answer. */
#define WASL_DUTIES_MAX 1000

struct wasl_duty {
	int64_t id;
	const char *officer; /* name */
	enum wasl_role role; /* of the chain in which he is called */
	const char *function;
	const char *languages; /* "ar,fr" */
	const char *telephone;
	int64_t from_at, until_at; /* Unix seconds */
	int64_t place;		   /* who is called first of several, from 1 */
};

/**
 * Put an officer on duty.
 *
 * In:   duty  id is ignored
 * Err:  NOT_FOUND  no such officer
 *       SCHEMA     naming the member: function, telephone, languages (ISO
 *	            639-1 with commas), until before from or already over
 *       RULE       the officer has not the role
 */
wasl_status wasl_duty_add(struct store_tx *tx, int64_t *id,
			  const struct wasl_duty *duty, int64_t now,
			  struct wasl_err *err) WASL_MUST_USE;

/** Err: NOT_FOUND */
wasl_status wasl_duty_remove(struct store_tx *tx, int64_t id,
			     struct wasl_err *err) WASL_MUST_USE;

/** What of the roster is wanted. */
struct wasl_duty_when {
	int64_t from, until; /* entries that touch this time */
	const char *role;    /* "" for all */
};

/** By beginning, then place; texts live in the arena. */
wasl_status wasl_duty_list(struct store_reader *r, struct wasl_arena *arena,
			   struct wasl_duty **out, size_t *n,
			   const struct wasl_duty_when *when,
			   struct wasl_err *err) WASL_MUST_USE;

/** A time in which nobody is on duty. */
struct wasl_duty_gap {
	int64_t from, until;
};

/**
 * Where entries (by beginning) leave a time uncovered. Pure.
 *
 * Out:  gaps  space for n + 1
 */
void wasl_duty_gaps(struct wasl_duty_gap *gaps, size_t *n_gaps,
		    const struct wasl_duty *duties, size_t n, int64_t from,
		    int64_t until);

#endif
