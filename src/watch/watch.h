/*
 * Lists of persons at rest: who stands in them now, and what changed.
 *
 * Records are sealed under one key a list, which keyd wraps under a bucket of
 * its own; destroying that makes the list unreadable wherever copies lie. Only
 * the generation in force is seen here; import.h writes the next beside it.
 *
 * Thread: any, with one handle; keys of lists lie in locked memory. Besides
 * what each call names: the statuses of store/store.h and of keyd/client.h,
 * and BAD_SEAL, MALFORMED or SCHEMA for a row that was damaged.
 */
#ifndef WASL_WATCH_WATCH_H
#define WASL_WATCH_WATCH_H

#include "keyd/client.h"
#include "store/store.h"
#include "watch/identity.h"

struct wasl_watch;

/** All borrowed for its life. Err: NO_MEMORY. */
wasl_status wasl_watch_new(struct wasl_watch **out, struct wasl_store *store,
			   struct wasl_keyd *keyd,
			   const struct wasl_random *random,
			   struct wasl_err *err) WASL_MUST_USE;
/** Wipes the keys. NULL is a no-op. */
void wasl_watch_free(struct wasl_watch *watch);

/* --- lists --------------------------------------------------------------- */

struct wasl_watch_list {
	int64_t id;
	const char *name;
	const char *source;   /* where it comes from */
	const char *basis;    /* on which legal ground it is held */
	int64_t retention_at; /* Unix seconds: not searched from then on */
	int64_t generation;   /* in force; 0: none yet */
	int64_t records;      /* of it */
	int64_t imported_at;  /* of it; 0: never */
};

/** Every list, by name. Texts live in the arena. */
wasl_status wasl_watch_lists(struct store_reader *r, struct wasl_arena *arena,
			     struct wasl_watch_list **out, size_t *n,
			     struct wasl_err *err) WASL_MUST_USE;
/** Err: NOT_FOUND. */
wasl_status wasl_watch_list_named(struct store_reader *r,
				  struct wasl_arena *arena,
				  struct wasl_watch_list *out, wasl_text name,
				  struct wasl_err *err) WASL_MUST_USE;
/** Err: NOT_FOUND. */
wasl_status wasl_watch_list_get(struct store_reader *r,
				struct wasl_arena *arena,
				struct wasl_watch_list *out, int64_t id,
				struct wasl_err *err) WASL_MUST_USE;

/* --- records ------------------------------------------------------------- */

/** One record of a list, opened. */
struct wasl_watch_row {
	int64_t id; /* never given twice; a changed record has a new one */
	int64_t list_id;
	const struct wasl_identity *who; /* borrowed for the visit */
};

/** Any status but OK ends the walk and is returned by it. */
typedef wasl_status (*wasl_watch_visit)(void *ctx,
					const struct wasl_watch_row *row,
					struct wasl_err *err);

/**
 * Visit what is in force in all lists and not past its retention, in order of
 * row ids. To copy everything: note wasl_change_last, walk with `after` from 0
 * until nothing is left, then follow the changes behind the noted position.
 * What those bring again is then held already: adding it twice, or taking out
 * what is not held, must be nothing.
 *
 * In:   after   row id; in steps, so that no snapshot is held for long
 *       limit   rows of this step, 1 to WASL_WATCH_PAGE_MAX
 *       now     Unix seconds, for retention
 * Out:  *after  of the last row that was visited
 *       *more   false: the walk is at its end
 */
wasl_status wasl_watch_walk(struct wasl_watch *watch, int64_t *after,
			    bool *more, size_t limit, int64_t now,
			    wasl_watch_visit visit, void *ctx,
			    struct wasl_err *err) WASL_MUST_USE;
#define WASL_WATCH_PAGE_MAX 4096

/**
 * Visit just these rows, in this order. Those that have ended or are past
 * their retention are left out: nobody is told of them, whatever a copy in
 * memory still holds.
 */
wasl_status wasl_watch_open(struct wasl_watch *watch, const int64_t *ids,
			    size_t n, int64_t now, wasl_watch_visit visit,
			    void *ctx, struct wasl_err *err) WASL_MUST_USE;

/**
 * Visit the record of one list by the list's own number.
 *
 * Err:  NOT_FOUND  none in force
 */
wasl_status wasl_watch_open_ref(struct wasl_watch *watch, int64_t list_id,
				wasl_text ref, int64_t now,
				wasl_watch_visit visit, void *ctx,
				struct wasl_err *err) WASL_MUST_USE;

/* A record's place among those of its list. */
#define WASL_WATCH_PLACE 16
struct wasl_watch_place {
	uint8_t b[WASL_WATCH_PLACE];
};

/**
 * Visit what is in force in one list and not past its retention, in an order of
 * its own in which a record keeps its place as long as the list has its number.
 *
 * In:   after  NULL: from the first
 *       limit  rows, 1 to WASL_WATCH_PAGE_MAX
 * Out:  last   place of the last row that was visited
 *       more   rows stand behind it
 */
wasl_status wasl_watch_page(struct wasl_watch *watch, int64_t list_id,
			    const struct wasl_watch_place *after, size_t limit,
			    int64_t now, wasl_watch_visit visit, void *ctx,
			    struct wasl_watch_place *last, bool *more,
			    struct wasl_err *err) WASL_MUST_USE;

/**
 * The keyed id of a record for the access log: tells that it was the same one,
 * and nothing once the list is destroyed. Err: NOT_FOUND.
 */
wasl_status wasl_watch_subject(struct wasl_watch *watch, struct store_reader *r,
			       uint8_t out[static 32], int64_t list_id,
			       wasl_text ref,
			       struct wasl_err *err) WASL_MUST_USE;

/* --- what a generation changed (WASL_CHANGE_LIST) ------------------------ */

/** Visit the rows that it brought and that still stand; as wasl_watch_walk. */
wasl_status wasl_watch_added(struct wasl_watch *watch, int64_t list_id,
			     int64_t generation, int64_t *after, bool *more,
			     size_t limit, wasl_watch_visit visit, void *ctx,
			     struct wasl_err *err) WASL_MUST_USE;

/** Ids of rows that it ended: space for `limit`; *n < limit at the end. */
wasl_status wasl_watch_ended(struct store_reader *r, int64_t list_id,
			     int64_t generation, int64_t after, int64_t *ids,
			     size_t *n, size_t limit,
			     struct wasl_err *err) WASL_MUST_USE;

#endif
