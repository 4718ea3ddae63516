/*
 * Two persons say the same. The first one's word waits a day for the second's;
 * both give the same command, and nothing is done before the second has.
 */
#ifndef WASL_DESK_SECOND_H
#define WASL_DESK_SECOND_H

#include "base/arena.h"
#include "store/store.h"

/* A first word waits so long for the second. */
#define WASL_SECOND_WAIT_S (24 * 3600)
/* What it is about, and what is said, in bytes of ASCII. */
#define WASL_SECOND_WHAT_MAX 160
#define WASL_SECOND_SAID_MAX 256
/* That wait in one list. */
#define WASL_SECONDS_MAX 256

/** Something that two persons must say. */
struct wasl_second_word {
	const char *what; /* "officer karim": one word at a time waits on it */
	const char *said; /* "enable": what both must say; "" if only one thing
			     can be said */
	int64_t actor_id; /* who says it */
};

/**
 * Say it.
 *
 * In:   now    Unix seconds
 * Out:  first  0: it waits for another person; else who said it before, and
 *	        nothing waits any more: do it in the same transaction
 * Err:  DENIED    this person has said it: another one must
 *       CONFLICT  another person has said something else about it
 * A person who says something else takes his first word back; the word of one
 * who no longer serves is as if unsaid.
 */
wasl_status wasl_second_say(struct store_tx *tx, int64_t *first,
			    const struct wasl_second_word *second, int64_t now,
			    struct wasl_err *err) WASL_MUST_USE;

/** Nothing waits on it any more. */
wasl_status wasl_second_forget(struct store_tx *tx, const char *what,
			       struct wasl_err *err) WASL_MUST_USE;

/** What waits. */
struct wasl_second_row {
	const char *what;
	const char *said;
	const char *officer; /* name at home */
	int64_t asked_at;    /* Unix seconds */
};

/** All that waits, by `what`; the array lives in the arena. */
wasl_status wasl_second_list(struct store_reader *r, struct wasl_arena *arena,
			     struct wasl_second_row **out, size_t *n,
			     int64_t now, struct wasl_err *err) WASL_MUST_USE;

#endif
