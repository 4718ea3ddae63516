/*
 * Screening files: chunks of persons, searched by threads of their own beside
 * everything else, handed back in the order they came.
 *
 *	start ── put, put … ──► [waiting] ── threads ──► [done] ── get, get …
 *
 * A job holds few chunks at a time: whoever puts faster than he gets is told to
 * wait. What is not asked for any more is forgotten after a while.
 */
#ifndef WASL_NODE_SCREENER_H
#define WASL_NODE_SCREENER_H

#include "node/search.h"

/* Files at a time; chunks of one that wait or are done; persons in a chunk. */
#define WASL_SCREEN_JOBS_MAX   4
#define WASL_SCREEN_CHUNKS_MAX 8
#define WASL_SCREEN_ROWS_MAX   256
/* A job that nobody asks for is forgotten after so many seconds. */
#define WASL_SCREEN_IDLE 600

/** How answers are kept until they are fetched: made by the caller's room. */
struct wasl_screen_form {
	/** One answer; `found` or, where that is NULL, what was wrong. NULL:
	 * out of memory. */
	void *(*make)(const struct wasl_node_found *found,
		      const struct wasl_err *err);
	void (*drop)(void *answer); /* NULL is a no-op */
};

/**
 * Begin a file.
 *
 * In:   reason    for all its persons, or empty: then each must be the person
 *                 of the dossier that it cites
 *       thorough  search thoroughly, at a fifth of the speed
 * Err:  NOT_READY  as many are screened already; DENIED, RULE, SCHEMA
 */
wasl_status wasl_node_screen_start(struct wasl_node *node, int64_t *id,
				   wasl_text reason, bool thorough,
				   const struct wasl_screen_form *form,
				   const struct wasl_user *actor,
				   struct wasl_err *err) WASL_MUST_USE;

/**
 * Hand in the next chunk; the texts are copied.
 *
 * Out:  chunk  its number: 0, 1, 2 …
 * Err:  NOT_FOUND  no such job of this officer; NOT_READY  get some first;
 *       TOO_BIG
 */
wasl_status wasl_node_screen_put(struct wasl_node *node, int64_t id,
				 const struct wasl_search_person *persons,
				 size_t n, int64_t *chunk,
				 const struct wasl_user *actor,
				 struct wasl_err *err) WASL_MUST_USE;

/**
 * Fetch the answers of a chunk, once: one for each person.
 *
 * Out:  answers  space for WASL_SCREEN_ROWS_MAX; the caller drops each
 *       done     false: it is being searched; ask again
 * Err:  NOT_FOUND  no such chunk: never put, or fetched already
 */
wasl_status wasl_node_screen_get(struct wasl_node *node, int64_t id,
				 int64_t chunk, void **answers, size_t *n,
				 bool *done, const struct wasl_user *actor,
				 struct wasl_err *err) WASL_MUST_USE;

/** The file is over: forget what is left of it. Err: NOT_FOUND. */
wasl_status wasl_node_screen_end(struct wasl_node *node, int64_t id,
				 const struct wasl_user *actor,
				 struct wasl_err *err) WASL_MUST_USE;

/* --- for the node --------------------------------------------------------- */

struct node_screener;

wasl_status node_screener_new(struct node_screener **out,
			      struct wasl_node *node,
			      struct wasl_err *err) WASL_MUST_USE;
/** Ends its threads. NULL is a no-op. */
void node_screener_free(struct node_screener *screener);

#endif
