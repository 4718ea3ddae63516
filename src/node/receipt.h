/*
 * Receipts (spec §6): those the partner gave us, those we gave, and what they
 * mean for binding (spec §8). They are stored with the next transaction.
 */
#ifndef WASL_NODE_RECEIPT_H
#define WASL_NODE_RECEIPT_H

#include "node/state.h"

/** Keep the receipt in `peer->answer`, a head answer that was checked. */
void node_receipt_keep(struct wasl_node *node, struct node_peer *peer,
		       uint64_t size, uint64_t time, uint64_t partner_size);

/** Keep the receipt that we gave: `peer->cosigned`. */
void node_receipt_given(struct wasl_node *node, struct node_peer *peer);

/**
 * A note of ours with first < size <= fit, to `peer->post_note`; keyd has
 * signed beyond and signs nothing smaller.
 *
 * Err:  NOT_FOUND
 */
wasl_status node_receipt_within(struct wasl_node *node, struct node_peer *peer,
				uint64_t first, uint64_t fit, uint64_t *size,
				struct wasl_err *err) WASL_MUST_USE;

/**
 * The `seen` that a partner's act at `index` must at least have: "A partner act
 * at an index ≥ that size with a smaller `seen` than the size it answered is
 * rejected (T12)" (spec §8).
 */
uint64_t node_receipt_floor(const struct node_peer *peer, uint64_t index);

/**
 * At the start, from the database: newest receipt and those whose partner size
 * the mirror has not reached.
 */
wasl_status node_receipt_load(struct store_reader *r, struct node_peer *peer,
			      struct wasl_err *err) WASL_MUST_USE;

#endif
