/*
 * Our own later cards (spec §2): a `keys` act carries one; its keys count once
 * the act is bound, and what it replaced goes once the partner has seen it.
 */
#ifndef WASL_NODE_KEYS_H
#define WASL_NODE_KEYS_H

#include "node/state.h"

/** May this card of ours be the next? Err: as wasl_keyd_line_own. */
wasl_status node_keys_check(struct wasl_node *node, struct node_peer *peer,
			    wasl_text card, struct wasl_err *err) WASL_MUST_USE;

/** A `keys` act of ours is in the own log. */
void node_keys_note(struct node_peer *peer, uint64_t index);

/** After a receipt, a batch or a start: has a card of ours come into force? */
void node_keys_look(struct wasl_node *node, struct node_peer *peer);

#endif
