/*
 * Calls with a key are done once: whoever lost the answer sends the same again
 * and is given the answer of the first.
 *
 *	begin ── (nothing known) ── the call ── end: its answer, sealed
 *	  └──── known ── the answer, or CONFLICT
 *
 * The row is there before the call is made. One that stays without an answer,
 * after a crash in between, is refused: nothing is ever done twice.
 */
#ifndef WASL_NODE_ONCE_H
#define WASL_NODE_ONCE_H

#include "crypto/hash.h"
#include "node/node.h"

/* How long an answer is kept, and how many of one officer. */
#define WASL_ONCE_SECONDS  86400
#define WASL_ONCE_EACH_MAX 10000

struct wasl_node_once {
	int64_t officer_id;
	struct wasl_hash key;	  /* of what the caller named it */
	struct wasl_hash request; /* of method, path and body */
};

/**
 * Out:  answer  a new reference to the answer of the first call; NULL: it is
 *	         the first, and node_once_end must follow
 *       http    its status
 * Err:  CONFLICT  the key was used for another call; or the first is under way,
 *	           or nobody knows what became of it
 *       TOO_MANY  WASL_ONCE_EACH_MAX keys in a day
 */
wasl_status wasl_node_once_begin(struct wasl_node *node,
				 const struct wasl_node_once *once,
				 json_t **answer, int *http,
				 struct wasl_err *err) WASL_MUST_USE;

/**
 * The call has ended. In: answer  NULL: it was refused, and may be sent again
 */
wasl_status wasl_node_once_end(struct wasl_node *node,
			       const struct wasl_node_once *once, int http,
			       const json_t *answer,
			       struct wasl_err *err) WASL_MUST_USE;

#endif
