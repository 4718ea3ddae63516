/*
 * A card that says a key was compromised: "a compromise may not reach below the
 * largest size whose receipt its owner held when announcing it" (spec §2).
 */
#ifndef WASL_NODE_COMPROMISE_H
#define WASL_NODE_COMPROMISE_H

#include "node/state.h"

/**
 * Does a later card take back a signature that its owner stands by? Of the
 * notes kept here, in the logs of the epoch in force, none up to the two sizes
 * may be left without the key that signed or cosigned it.
 *
 * In:   own     the card is ours
 *       card    the next one, untrusted; what else it breaks is told elsewhere
 *       log     of its owner's log: up to here its owner held receipts
 *       mirror  of the log its owner holds: up to here its owner held acts
 * Err:  CONFLICT  it reaches too far back: key and size are in the text
 *       MALFORMED, BAD_SIG, UNKNOWN_KEY: no card
 */
wasl_status node_compromise_check(struct wasl_node *node,
				  struct store_reader *r,
				  struct node_peer *peer, bool own,
				  wasl_bytes card, uint64_t log,
				  uint64_t mirror,
				  struct wasl_err *err) WASL_MUST_USE;

/**
 * Up to which size of its log the partner held receipts when it wrote an act
 * that has seen so many of our entries, as far as both logs show it: what the
 * last of these had seen. A receipt that no act followed shows in no log.
 */
wasl_status node_compromise_floor(struct store_reader *r,
				  const struct node_peer *peer, uint64_t seen,
				  uint64_t *size,
				  struct wasl_err *err) WASL_MUST_USE;

#endif
