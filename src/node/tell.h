/*
 * What the partner sees of this side's escalation of a threat to life: each
 * rung, as the kind's act `rung` if it has one, else as a service note; once
 * the chain was called in vain, a telephone number. No person is named: who was
 * reached is a function of the roster.
 */
#ifndef WASL_NODE_TELL_H
#define WASL_NODE_TELL_H

#include "node/state.h"

/** One rung; what comes after `in_vain` is for node_tell_rung to fill. */
struct node_told {
	struct wasl_dossier_id dossier;
	int64_t peer_id; /* row */
	int64_t at;
	enum wasl_role role;
	size_t k;     /* from 0 */
	bool in_vain; /* the whole chain was called once */

	bool done;  /* it is an act now */
	bool waits; /* for the line, which does not take acts at present */
};

/**
 * Tell of a rung, in the writer's transaction. What may not leave now, or does
 * not fit the kind, is not told: `done` stays false.
 */
wasl_status node_tell_rung(struct wasl_node *node, struct store_tx *tx,
			   struct node_told *told,
			   struct wasl_err *err) WASL_MUST_USE;

#endif
