/*
 * A batch from the partner: from the listener's thread through keyd and the
 * line machine to one transaction, and back as the answer.
 *
 *	listener: parse, hash ── job ──► writer: compare, keyd checks ── APPEND
 *	   waits                           MIRROR_BATCH: one transaction
 *	   answers ◄── ANSWER ◄── COSIGN ◄── MIRRORED
 */
#ifndef WASL_NODE_INTAKE_H
#define WASL_NODE_INTAKE_H

#include "node/state.h"

/**
 * Take in the body of `POST append`; blocks until the machine has answered.
 *
 * In:   peer    found by the pinned key of the connection
 * Out:  status  HTTP status; with 200, 409 and 422 the head is in `answer`
 *       answer  at least NODE_HEAD_MAX bytes
 * Err:  NOT_READY, NO_MEMORY  nothing was handed in
 * Thread: any but the writer's.
 */
wasl_status node_intake(struct wasl_node *node, struct node_peer *peer,
			wasl_bytes body, int *status, struct wasl_buf *answer,
			struct wasl_err *err) WASL_MUST_USE;

#define NODE_HEAD_MAX (WASL_KEYD_NOTE_MAX + 64)

/** The head of our mirror of the partner's log, as the partner may ask it. */
void node_head_write(struct wasl_buf *out, const struct node_peer *peer);

/** The body being taken in; {NULL, 0} if there is none. Writer's thread. */
wasl_bytes node_intake_body(const struct node_peer *peer);

/* Effects of the line machine; writer's thread. */
void node_intake_mirror(struct wasl_node *node, struct node_peer *peer,
			const struct wasl_line_effect *effect);
void node_intake_answer(struct wasl_node *node, struct node_peer *peer,
			uint64_t request, int status);

#endif
