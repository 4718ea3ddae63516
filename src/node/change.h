/*
 * The change of epoch (spec §7): what this side would have, what the partner
 * says, and the opening itself.
 *
 *	two persons here: `ours` ──┐
 *	                           ├─ the same ── keyd ── log rows, entry 0
 *	the partner says: `theirs`─┘
 *
 * The side whose origin sorts first opens first, when it hears just what its
 * own two persons have asked for; the other opens when it is told that the
 * first has. So one side alone decides, and no two can decide differently.
 *
 * keyd opens before the database does: a node that finds keyd an epoch ahead
 * makes its database follow, at the start or when it is told again.
 */
#ifndef WASL_NODE_CHANGE_H
#define WASL_NODE_CHANGE_H

#include "line/wire.h"
#include "node/state.h"

/* Stored as an entry's reject: it lies behind the end of its epoch. No code of
 * line/reject.def is so large. */
#define NODE_ENTRY_LOST 255

/** What this side would ask for now, from what it holds and has heard. */
wasl_status node_change_reckon(struct wasl_node *node, struct store_reader *r,
			       struct node_peer *peer, struct node_offer *out,
			       struct wasl_err *err) WASL_MUST_USE;

/** The same number and the same two ends, whatever else is signed there. */
bool node_offer_same(const struct node_offer *a, const struct node_offer *b);
/** Entries that count under a note of an offer; 0 for none. */
uint64_t node_offer_size(const uint8_t *note, size_t n);
/** Its name: SHA-256 of det-CBOR [number, own text, partner's text]. */
struct wasl_hash node_offer_digest(const struct node_offer *offer);

/** At the start: what two persons here have asked for. */
wasl_status node_change_load(struct store_reader *r, struct node_peer *peer,
			     struct wasl_err *err) WASL_MUST_USE;

/**
 * Make the database follow keyd into its epoch: entries behind the ends leave
 * the folds, new logs begin, entry 0 is the `epoch` act. In a transaction of
 * the writer; the machine is to be started after the commit. Done already: OK.
 */
wasl_status node_change_enter(struct wasl_node *node, struct store_tx *tx,
			      struct node_peer *peer,
			      struct wasl_err *err) WASL_MUST_USE;
/** After a job that may have entered: start the machine, or end the node. */
void node_change_entered(struct wasl_node *node, struct node_peer *peer,
			 const struct node_job *job);

/**
 * Answer `POST /line/v1/epoch`.
 *
 * Out:  http    200: this side has opened just that; 409: what it would have
 *       answer  at least WASL_WIRE_EPOCH_MAX bytes
 * Err:  MALFORMED, TOO_BIG; NOT_READY before the start check of the line
 * Thread: any but the writer's.
 */
wasl_status node_change_serve(struct wasl_node *node, struct node_peer *peer,
			      wasl_bytes body, int *http,
			      struct wasl_buf *answer,
			      struct wasl_err *err) WASL_MUST_USE;

/** The body that tells the partner; false if it cannot be made now. */
bool node_change_tell(struct wasl_node *node, struct node_peer *peer,
		      struct wasl_buf *body);
/** What it said to that. */
void node_change_answer(struct wasl_node *node, struct node_peer *peer,
			int http, wasl_bytes body);

#endif
