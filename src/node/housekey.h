/*
 * Keys of this house, for what never travels: random, wrapped by keyd, one row
 * each of the table home_key, held in locked memory while the node runs.
 */
#ifndef WASL_NODE_HOUSEKEY_H
#define WASL_NODE_HOUSEKEY_H

#include "node/state.h"

/** Which key. Buckets lie above all months and below those of lists. */
struct node_housekey {
	const char *name;
	uint32_t bucket;
	bool anew; /* made anew if keyd has lost what wraps it; else an error */
};

/**
 * Take a key out of the database, or make it at the first start. Writer's
 * thread.
 *
 * In,out:  key  NULL, or taken before; wiped and freed by node_secret_give
 * Err:     NO_MEMORY; keyd's own, for one that may not be made anew
 */
wasl_status node_housekey_start(struct wasl_node *node, struct store_tx *tx,
				struct wasl_secret **key,
				const struct node_housekey *which,
				struct wasl_err *err) WASL_MUST_USE;

#endif
