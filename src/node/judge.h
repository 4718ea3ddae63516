/* The partner's acts, one by one: opened, judged, stored, folded (spec §7). */
#ifndef WASL_NODE_JUDGE_H
#define WASL_NODE_JUDGE_H

#include "line/judge.h"
#include "line/wire.h"
#include "node/state.h"

struct node_refusal {
	uint64_t index;
	enum wasl_reject code;
};

/** The batch under judgement; zero it, set `peer`, then one item a call. */
struct node_judged {
	struct node_peer *peer;
	uint64_t index;
	const struct wasl_hash *hash;
	const struct wasl_wire_item *item;
	bool judge; /* false: judged before a restore, see node_line_rejects */
	struct node_refusal *refusals; /* owned until node_judge_finish */
	size_t n;
	size_t cap;
};

/** Store and fold the item as the mirror's entry `index`. */
wasl_status node_judge_item(struct wasl_node *node, struct store_tx *tx,
			    struct node_judged *judged,
			    struct wasl_err *err) WASL_MUST_USE;

/** One more entry that is rejected. */
wasl_status node_judge_add(struct node_judged *judged, uint64_t index,
			   enum wasl_reject code,
			   struct wasl_err *err) WASL_MUST_USE;

/**
 * The reject act itself.
 *
 * In:   origin  of the log that it is about
 *       first   at the start of an epoch: it waits for nothing
 */
wasl_status node_judge_tell(struct wasl_node *node, struct store_tx *tx,
			    struct node_judged *judged, const char *origin,
			    bool first, struct wasl_err *err) WASL_MUST_USE;

/**
 * Give the rejects that the batch deserves their index, in one act of the line
 * dossier: "the rejects they deserve get their index there, before the answer".
 *
 * In:   status  how the items went; anything but OK only frees
 */
wasl_status node_judge_finish(struct wasl_node *node, struct store_tx *tx,
			      struct node_judged *judged, wasl_status status,
			      struct wasl_err *err) WASL_MUST_USE;

#endif
