/* Granting dossier keys again (spec §3, §7): asking, allowing, accepting. */
#ifndef WASL_NODE_REGRANT_H
#define WASL_NODE_REGRANT_H

#include "line/wire.h"
#include "node/state.h"

/* Dossiers in one question; the rest is asked for next. */
#define NODE_REGRANTS_MAX	256
#define NODE_REGRANT_ANSWER_MAX (64 + NODE_REGRANTS_MAX * (WASL_GRANT_LEN + 32))
/* spec §3: "while two persons there allow it (24 h)". */
#define NODE_REGRANT_ALLOWED_S (24 * 3600)

/** Count the dossiers with acts but no key, and tell the line's machine. */
void node_regrant_look(struct wasl_node *node, struct node_peer *peer);

/** The question: dossiers with acts but no key. False if there is none. */
bool node_regrant_ask(struct wasl_node *node, struct node_peer *peer,
		      struct wasl_buf *body);

/** The partner's answer: each key that opens a held act's commitment is kept.
 */
void node_regrant_answer(struct wasl_node *node, struct node_peer *peer,
			 int status, wasl_bytes body);

/**
 * The partner's question: a grant for each dossier that a `regrant` act of the
 * last 24 hours names, null for the others.
 *
 * Err:  MALFORMED, TOO_BIG
 * Thread: any but the writer's.
 */
wasl_status node_regrant_serve(struct wasl_node *node, struct node_peer *peer,
			       wasl_bytes body, struct wasl_buf *out,
			       struct wasl_err *err) WASL_MUST_USE;

/**
 * Does an act of the batch wait for a key that must be granted again? One of a
 * dossier that never opened does not: it is rejected.
 */
bool node_regrant_needed(struct wasl_node *node, struct node_peer *peer,
			 const struct wasl_wire_items *items);

#endif
