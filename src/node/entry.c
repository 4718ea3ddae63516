#include "node/entry.h"

static wasl_status read_leaves(struct store_reader *r, struct wasl_tree *tree,
			       int64_t log_id, uint64_t first, uint64_t end,
			       struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	struct wasl_hash envelope;
	struct wasl_hash leaf;
	uint64_t next = first;

	WASL_TRY(wasl_store_query(&rows, r, WASL_SQL_ENTRY_HASHES, err,
				  WASL_ARGS(wasl_arg_int(log_id),
					    wasl_arg_u64(first),
					    wasl_arg_u64(end))));
	while (wasl_rows_next(&rows)) {
		if (wasl_rows_u64(&rows, "idx") != next)
			return wasl_fail(err, WASL_CORRUPT,
					 "entry %llu is gone",
					 (unsigned long long)next);
		wasl_rows_copy(&rows, "hash", envelope.b, sizeof(envelope.b));
		wasl_leaf(&leaf, &envelope);
		wasl_tree_append(tree, &leaf);
		next++;
	}
	WASL_TRY(wasl_rows_finish(&rows, err));
	if (next < end)
		return wasl_fail(err, WASL_NOT_FOUND, "the log ends at %llu",
				 (unsigned long long)next);
	return WASL_OK;
}

/* Up to the first that is not kept: databases are older than tiles. */
static wasl_status read_tiles(struct store_reader *r, struct wasl_tree *tree,
			      int64_t log_id, uint64_t size,
			      struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	struct wasl_hash root;

	if (tree->size % NODE_TILE != 0)
		return WASL_OK;
	WASL_TRY(
		wasl_store_query(&rows, r, WASL_SQL_TILE_LIST, err,
				 WASL_ARGS(wasl_arg_int(log_id),
					   wasl_arg_u64(tree->size / NODE_TILE),
					   wasl_arg_u64(size / NODE_TILE))));
	while (wasl_rows_next(&rows)) {
		if (wasl_rows_u64(&rows, "idx") != tree->size / NODE_TILE)
			continue;
		wasl_rows_copy(&rows, "hash", root.b, sizeof(root.b));
		wasl_tree_append_full(tree, NODE_TILE_LEVEL, &root);
	}
	return wasl_rows_finish(&rows, err);
}

wasl_status node_entries_read(struct store_reader *r, struct wasl_tree *tree,
			      int64_t log_id, uint64_t size,
			      struct wasl_err *err)
{
	WASL_TRY(read_tiles(r, tree, log_id, size, err));
	return read_leaves(r, tree, log_id, tree->size, size, err);
}

static wasl_status keep_tile(struct store_tx *tx, int64_t log_id,
			     uint64_t number, struct wasl_err *err)
{
	struct wasl_tree tree = {0};
	struct wasl_hash root;

	WASL_TRY(read_leaves(&tx->reader, &tree, log_id, number * NODE_TILE,
			     (number + 1) * NODE_TILE, err));
	wasl_tree_root(&root, &tree);
	return wasl_store_exec(
		tx, WASL_SQL_TILE_INSERT, err,
		WASL_ARGS(wasl_arg_int(log_id), wasl_arg_u64(number),
			  wasl_arg_bytes(wasl_hash_bytes(&root))));
}

wasl_status node_entry_store(struct wasl_node *node, struct store_tx *tx,
			     const struct node_stored *entry,
			     struct wasl_err *err)
{
	const struct wasl_arg none = wasl_arg_null();

	WASL_TRY(wasl_store_exec(
		tx, WASL_SQL_ENTRY_INSERT, err,
		WASL_ARGS(wasl_arg_int(entry->log_id),
			  wasl_arg_u64(entry->index),
			  wasl_arg_bytes(wasl_hash_bytes(&entry->hash)),
			  entry->envelope.p == NULL
				  ? none
				  : wasl_arg_bytes(entry->envelope),
			  entry->dossier == NULL
				  ? none
				  : wasl_arg_bytes(wasl_dossier_id_bytes(
					    entry->dossier)),
			  wasl_arg_u64(entry->seen), wasl_arg_int(entry->act),
			  wasl_arg_int(entry->reject),
			  wasl_arg_int(wasl_clock_now(&node->clock)))));
	if ((entry->index + 1) % NODE_TILE != 0)
		return WASL_OK;
	return keep_tile(tx, entry->log_id, entry->index / NODE_TILE, err);
}
