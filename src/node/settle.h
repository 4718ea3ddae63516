/* The end of a freeze after a fork alarm: two persons decide (spec §7). */
#ifndef WASL_NODE_SETTLE_H
#define WASL_NODE_SETTLE_H

#include "node/state.h"

/** What one person said about either log of a line no longer counts. */
wasl_status node_settle_forget(struct store_tx *tx,
			       const struct node_peer *peer,
			       struct wasl_err *err) WASL_MUST_USE;

#endif
