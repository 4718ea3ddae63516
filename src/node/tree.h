/* Between the entries in the database and the trees in keyd. */
#ifndef WASL_NODE_TREE_H
#define WASL_NODE_TREE_H

#include "node/state.h"
#include "tlog/tree.h"

/**
 * Root of the first `size` entries of a log: known for the size keyd holds,
 * otherwise made of tiles (node/entry.h).
 *
 * Err:  NOT_FOUND  the log has fewer entries
 */
wasl_status node_tree_root(struct wasl_node *node, const struct node_peer *peer,
			   enum wasl_keyd_log log, uint64_t size,
			   struct wasl_hash *root,
			   struct wasl_err *err) WASL_MUST_USE;

/** The tree of the first `size` entries, onto `tree`, which may be empty. */
wasl_status node_tree_load(struct wasl_node *node, const struct node_peer *peer,
			   enum wasl_keyd_log log, uint64_t size,
			   struct wasl_tree *tree,
			   struct wasl_err *err) WASL_MUST_USE;

/** The largest end of a batch from `first`, at most `upto` (line/wire.h). */
wasl_status node_tree_fit(struct wasl_node *node, const struct node_peer *peer,
			  uint64_t first, uint64_t upto, uint64_t *fit,
			  struct wasl_err *err) WASL_MUST_USE;

/** Have keyd append own entries up to `size` and sign; none: sign again. */
wasl_status node_tree_append(struct wasl_node *node, struct node_peer *peer,
			     uint64_t size, struct wasl_err *err) WASL_MUST_USE;

/**
 * Have keyd cosign the mirror at `size`, from the notes in the database: after
 * a crash between commit and cosignature it may be behind by a batch. The
 * cosigned note goes to the database with the next transaction.
 */
wasl_status node_tree_cosign(struct wasl_node *node, struct node_peer *peer,
			     uint64_t size, struct wasl_err *err) WASL_MUST_USE;

/**
 * At the start: compare both logs with keyd's heads, and open the line there.
 *
 * Err:  ROLLBACK  the database is older than what keyd signed
 *       CORRUPT   entries were changed
 */
wasl_status node_tree_open(struct wasl_node *node, struct node_peer *peer,
			   struct wasl_err *err) WASL_MUST_USE;

#endif
