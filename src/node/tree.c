#include "node/tree.h"

#include "base/alloc.h"
#include "line/wire.h"
#include "node/entry.h"
#include "node/receipt.h"

static int64_t log_row(const struct node_peer *peer, enum wasl_keyd_log log)
{
	return log == WASL_KEYD_OWN ? peer->own.id : peer->mirror.id;
}

static const struct wasl_keyd_head *keyd_head(const struct node_peer *peer,
					      enum wasl_keyd_log log)
{
	return log == WASL_KEYD_OWN ? &peer->signed_head : &peer->cosigned;
}

static wasl_status grow(struct wasl_node *node, struct wasl_tree *tree,
			int64_t log_id, uint64_t size, struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};

	WASL_TRY(wasl_store_read(&r, node->store, err));
	return node_entries_read(&r, tree, log_id, size, err);
}

wasl_status node_tree_load(struct wasl_node *node, const struct node_peer *peer,
			   enum wasl_keyd_log log, uint64_t size,
			   struct wasl_tree *tree, struct wasl_err *err)
{
	return grow(node, tree, log_row(peer, log), size, err);
}

wasl_status node_tree_root(struct wasl_node *node, const struct node_peer *peer,
			   enum wasl_keyd_log log, uint64_t size,
			   struct wasl_hash *root, struct wasl_err *err)
{
	const struct wasl_keyd_head *head = keyd_head(peer, log);
	struct wasl_tree tree = {0};

	if (head->size == size) {
		*root = head->root;
		return WASL_OK;
	}
	WASL_TRY(grow(node, &tree, log_row(peer, log), size, err));
	wasl_tree_root(root, &tree);
	return WASL_OK;
}

wasl_status node_tree_fit(struct wasl_node *node, const struct node_peer *peer,
			  uint64_t first, uint64_t upto, uint64_t *fit,
			  struct wasl_err *err)
{
	wasl_autofree uint32_t *lengths =
		wasl_alloc(WASL_BATCH_ITEMS_MAX, sizeof(*lengths));
	wasl_autoreader struct store_reader r = {0};
	wasl_autorows struct wasl_rows rows = {0};
	uint64_t end = upto;
	size_t n = 0;

	if (lengths == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "batch");
	if (end - first > WASL_BATCH_ITEMS_MAX)
		end = first + WASL_BATCH_ITEMS_MAX;
	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(wasl_store_query(&rows, &r, WASL_SQL_ENTRY_HASHES, err,
				  WASL_ARGS(wasl_arg_int(peer->own.id),
					    wasl_arg_u64(first),
					    wasl_arg_u64(end))));
	for (; n < end - first && wasl_rows_next(&rows); n++)
		lengths[n] = wasl_rows_null(&rows, "size")
				     ? WASL_HASH_LEN
				     : (uint32_t)wasl_rows_u64(&rows, "size");
	WASL_TRY(wasl_rows_finish(&rows, err));
	*fit = first + wasl_wire_fit(lengths, n);
	return WASL_OK;
}

/* Hashes of entries first … first + n. */
static wasl_status read_hashes(struct wasl_node *node, struct wasl_hash *out,
			       int64_t log_id, uint64_t first, size_t n,
			       struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_autorows struct wasl_rows rows = {0};
	size_t got = 0;

	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(wasl_store_query(&rows, &r, WASL_SQL_ENTRY_HASHES, err,
				  WASL_ARGS(wasl_arg_int(log_id),
					    wasl_arg_u64(first),
					    wasl_arg_u64(first + n))));
	for (; got < n && wasl_rows_next(&rows); got++)
		wasl_rows_copy(&rows, "hash", out[got].b, sizeof(out[got].b));
	WASL_TRY(wasl_rows_finish(&rows, err));
	if (got < n)
		return wasl_fail(err, WASL_CORRUPT, "entries are missing");
	return WASL_OK;
}

wasl_status node_tree_append(struct wasl_node *node, struct node_peer *peer,
			     uint64_t size, struct wasl_err *err)
{
	struct wasl_keyd_head *head = &peer->signed_head;
	wasl_autofree struct wasl_hash *hashes = NULL;

	if (head->size == size && head->note_n > 0)
		return WASL_OK;
	hashes = wasl_alloc(WASL_BATCH_ITEMS_MAX, sizeof(*hashes));
	if (hashes == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "batch");
	do {
		uint64_t n = size - head->size;

		if (n > WASL_BATCH_ITEMS_MAX)
			n = WASL_BATCH_ITEMS_MAX;
		WASL_TRY(read_hashes(node, hashes, peer->own.id, head->size, n,
				     err));
		WASL_TRY(wasl_keyd_append(node->keyd, head, peer->number,
					  head->size, hashes, n, err));
	} while (head->size < size);
	return WASL_OK;
}

/* --- the mirror ---------------------------------------------------------- */

static wasl_status note_root(struct wasl_hash *root, wasl_bytes bytes,
			     struct wasl_err *err)
{
	struct wasl_checkpoint checkpoint;
	struct wasl_note note;

	WASL_TRY(wasl_note_parse(&note, bytes, err));
	WASL_TRY(wasl_checkpoint_parse(&checkpoint, note.text, err));
	*root = checkpoint.root;
	return WASL_OK;
}

/* One stored note of the partner that keyd has not cosigned yet. */
static wasl_status cosign_note(struct wasl_node *node, struct node_peer *peer,
			       uint64_t size, wasl_bytes note,
			       struct wasl_hash *hashes, struct wasl_err *err)
{
	uint64_t first = peer->cosigned.size;
	enum wasl_keyd_verdict verdict;
	struct wasl_hash root;

	if (size - first > WASL_BATCH_ITEMS_MAX)
		return wasl_fail(err, WASL_CORRUPT, "a note is missing");
	WASL_TRY(read_hashes(node, hashes, peer->mirror.id, first, size - first,
			     err));
	WASL_TRY(note_root(&root, note, err));
	WASL_TRY(wasl_keyd_check(node->keyd, &verdict, peer->number, first,
				 hashes, size - first, note, err));
	return wasl_keyd_cosign(node->keyd, &peer->cosigned, peer->number, size,
				&root, err);
}

/* Every stored note above what keyd cosigned, up to `size`. */
static wasl_status catch_up(struct wasl_node *node, struct node_peer *peer,
			    uint64_t size, struct wasl_err *err)
{
	wasl_autofree struct wasl_hash *hashes =
		wasl_alloc(WASL_BATCH_ITEMS_MAX, sizeof(*hashes));
	wasl_autoreader struct store_reader r = {0};
	wasl_autorows struct wasl_rows rows = {0};

	if (hashes == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "batch");
	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(wasl_store_query(&rows, &r, WASL_SQL_CHECKPOINT_ABOVE, err,
				  WASL_ARGS(wasl_arg_int(peer->mirror.id),
					    wasl_arg_u64(peer->cosigned.size),
					    wasl_arg_u64(size))));
	while (wasl_rows_next(&rows))
		WASL_TRY(cosign_note(node, peer, wasl_rows_u64(&rows, "size"),
				     wasl_rows_bytes(&rows, "note"), hashes,
				     err));
	return wasl_rows_finish(&rows, err);
}

wasl_status node_tree_cosign(struct wasl_node *node, struct node_peer *peer,
			     uint64_t size, struct wasl_err *err)
{
	bool checked = peer->checked_size == size;

	if (peer->cosigned.size < size && !checked)
		WASL_TRY(catch_up(node, peer, size, err));
	else
		WASL_TRY(wasl_keyd_cosign(
			node->keyd, &peer->cosigned, peer->number, size,
			peer->cosigned.size < size ? &peer->checked
						   : &peer->cosigned.root,
			err));
	if (peer->cosigned.size != size)
		return wasl_fail(err, WASL_CORRUPT,
				 "no note for %llu entries of the mirror",
				 (unsigned long long)size);
	node_receipt_given(node, peer);
	return WASL_OK;
}

/* --- start --------------------------------------------------------------- */

static wasl_status held(struct wasl_node *node, const struct node_peer *peer,
			enum wasl_keyd_log log, uint64_t size,
			struct wasl_keyd_held *out, struct wasl_err *err)
{
	uint64_t at = keyd_head(peer, log)->size;
	struct wasl_tree tree = {0};

	out->size = size;
	/* A shorter store is keyd's to refuse. */
	if (at <= size)
		WASL_TRY(grow(node, &tree, log_row(peer, log), at, err));
	wasl_tree_root(&out->root_at_head, &tree);
	return WASL_OK;
}

wasl_status node_tree_open(struct wasl_node *node, struct node_peer *peer,
			   struct wasl_err *err)
{
	struct wasl_keyd_held own;
	struct wasl_keyd_held mirror;

	WASL_TRY(wasl_keyd_heads(node->keyd, &peer->signed_head,
				 &peer->cosigned, peer->number, err));
	WASL_TRY(held(node, peer, WASL_KEYD_OWN, peer->own.size, &own, err));
	WASL_TRY(held(node, peer, WASL_KEYD_MIRROR, peer->mirror.size, &mirror,
		      err));
	return wasl_keyd_line_open(node->keyd, peer->number, &own, &mirror,
				   err);
}
