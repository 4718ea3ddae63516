/* Own acts: from a plaintext to an entry of the own log. */
#ifndef WASL_NODE_SEND_H
#define WASL_NODE_SEND_H

#include "node/state.h"

/** An own act on its way: its plaintext is final, index and `seen` are not. */
struct node_send {
	struct node_dossier *dossier;
	wasl_bytes plain; /* padded (kind/act.h) */
	wasl_bytes grant; /* of an opening, else empty */
	bool first;	  /* entry 0 of an epoch: it waits for nothing */
	uint64_t index;	  /* out, if it was given one */
	bool waits;	  /* out: it stands in the outbox */
};

/**
 * Give the act its index, seal it, store it, fold it; or, while the line is not
 * ready, leave it sealed in the outbox (spec §7 Start). Inside a transaction of
 * the writer.
 *
 * Err:  TOO_BIG  the plaintext does not fit an envelope
 */
wasl_status node_send(struct wasl_node *node, struct store_tx *tx,
		      struct node_send *send,
		      struct wasl_err *err) WASL_MUST_USE;

/**
 * An act of the line dossier that the node itself makes (a reject).
 *
 * In:   first  at the start of an epoch: it waits for nothing
 */
wasl_status node_send_line(struct wasl_node *node, struct store_tx *tx,
			   struct node_peer *peer, uint32_t number,
			   const struct wasl_record *record, bool first,
			   struct wasl_err *err) WASL_MUST_USE;

/** The place that an act in the outbox is sealed to. */
struct wasl_cell node_outbox_cell(const struct node_dossier *dossier);

/** The line is ready: what waits in the outbox goes, in its order. */
void node_outbox_drain(struct wasl_node *node, struct node_peer *peer);

#endif
