/* Entries on their way into the database, and the roots kept of them. */
#ifndef WASL_NODE_ENTRY_H
#define WASL_NODE_ENTRY_H

#include "node/state.h"
#include "tlog/tree.h"

/* A tile is the root of so many entries: 2^12, a batch. */
#define NODE_TILE_LEVEL 12
#define NODE_TILE	(UINT64_C(1) << NODE_TILE_LEVEL)

/** An entry as it is stored. */
struct node_stored {
	int64_t log_id;
	uint64_t index;
	struct wasl_hash hash;
	wasl_bytes envelope;		       /* {NULL, 0}: erased */
	const struct wasl_dossier_id *dossier; /* NULL: its header is unread */
	uint64_t seen; /* at least that of the entry before */
	uint32_t act;
	uint32_t reject; /* code, or 0 */
};

/** Store it; the last of a tile with the tile. Writer's thread. */
wasl_status node_entry_store(struct wasl_node *node, struct store_tx *tx,
			     const struct node_stored *entry,
			     struct wasl_err *err) WASL_MUST_USE;

/**
 * Read on until the tree has `size` leaves: whole tiles where they are kept,
 * entries elsewhere.
 *
 * Err:  CORRUPT    an entry is gone
 *       NOT_FOUND  the log has fewer entries
 */
wasl_status node_entries_read(struct store_reader *r, struct wasl_tree *tree,
			      int64_t log_id, uint64_t size,
			      struct wasl_err *err) WASL_MUST_USE;

#endif
