/* Dossiers that an officer put aside until a day: for himself, at home. */
#ifndef WASL_NODE_ASIDE_H
#define WASL_NODE_ASIDE_H

#include "node/node.h"

/* The farthest day that one may choose, in seconds from now. */
#define WASL_NODE_ASIDE_MAX ((int64_t)366 * 86400)

/**
 * Put a dossier aside, or (until 0) bring it back now. It comes back by itself
 * at that time, and at once when the partner acts in it: what a row says.
 * Reads nothing of it and is no access. Any thread.
 *
 * In:   until  Unix seconds, later than now and within WASL_NODE_ASIDE_MAX; 0
 * Err:  NOT_FOUND, DENIED; SCHEMA  at "/until"
 */
wasl_status wasl_node_aside(struct wasl_node *node, wasl_text ref,
			    int64_t until, const struct wasl_user *actor,
			    struct wasl_err *err) WASL_MUST_USE;

#endif
