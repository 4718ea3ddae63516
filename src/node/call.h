/* Calls to the partner: one under way a line (spec §7). */
#ifndef WASL_NODE_CALL_H
#define WASL_NODE_CALL_H

#include "node/state.h"

/*
 * Each starts a call; its answer comes back to the line machine as an event in
 * the writer's thread. Whatever keeps a call from starting is told as GONE.
 */
void node_call_head(struct wasl_node *node, struct node_peer *peer,
		    uint64_t call);
void node_call_acts(struct wasl_node *node, struct node_peer *peer,
		    uint64_t call, uint64_t first, uint32_t count);
/** Items first … first + count and the note in `peer->post_note`. */
void node_call_append(struct wasl_node *node, struct node_peer *peer,
		      uint64_t call, uint64_t first, uint32_t count);
/** Ask for the keys of the dossiers whose acts cannot be opened. */
void node_call_regrant(struct wasl_node *node, struct node_peer *peer,
		       uint64_t call);

/** Tell the partner of the next epoch (node/change.h). */
void node_call_epoch(struct wasl_node *node, struct node_peer *peer,
		     uint64_t call);

/**
 * Check a head answer of the partner (spec §6, §7): its note by keyd, its root
 * against the own log.
 *
 * In:   body  untrusted
 * Out:  head  for the machine; note BAD if anything does not parse or verify
 */
void node_head_check(struct wasl_node *node, struct node_peer *peer,
		     struct wasl_line_head *head, wasl_bytes body);

#endif
