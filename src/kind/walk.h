/* A kind's table as text, for people and for tests: what leads where. */
#ifndef WASL_KIND_WALK_H
#define WASL_KIND_WALK_H

#include "kind/kind.h"

/* Every state, side and act of the largest kind, with room for `then`. */
#define WASL_WALK_MAX (1024 * 1024)

/**
 * A line for each act: the roles of which an officer needs one, "+second" if a
 * second person approves it, "+later" if one may after, "always" if it passes a
 * suspended line. Then one for each state and side, "-" before the opening:
 *
 *   withdraw by: validator +second always
 *   sent opener: remind withdraw>withdrawn
 *   accepted partner: answer>partial|answered? …
 *
 * An act alone stays in the state; "|" parts what its `then` can lead to; "?"
 * says that it has an `if`. See buf->over.
 */
void wasl_kind_walk(struct wasl_buf *buf, const struct wasl_kind *kind);

#endif
