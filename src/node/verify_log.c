#include "node/verify.h"

#include "crypto/envelope.h"
#include "node/change.h"

/* --- one entry ----------------------------------------------------------- */

/* Gone is right only where both sides have erased (spec §10). */
static wasl_status check_gone(struct verify_log *log, struct wasl_rows *row,
			      struct wasl_err *err)
{
	const struct wasl_known all = WASL_KNOWN_ALL;
	struct wasl_dossier_id id;

	/* It came as its hash alone: the partner had erased it before. */
	if (wasl_rows_null(row, "dossier_id"))
		return WASL_OK;
	wasl_rows_copy(row, "dossier_id", id.b, sizeof(id.b));
	if (wasl_linestate_erased(&log->line->state, &all, &id))
		return WASL_OK;
	return wasl_fail(err, WASL_CORRUPT, "its envelope is missing");
}

/* What the columns say of the envelope is what its header says. */
static wasl_status check_header(struct wasl_rows *row, wasl_bytes bytes,
				struct wasl_err *err)
{
	struct wasl_envelope env;
	struct wasl_dossier_id id = {0};

	WASL_TRY(wasl_envelope_parse(&env, bytes, err));
	if (!wasl_rows_null(row, "dossier_id"))
		wasl_rows_copy(row, "dossier_id", id.b, sizeof(id.b));
	if (!wasl_dossier_id_eq(&id, &env.dossier))
		return wasl_fail(err, WASL_CORRUPT,
				 "it is filed under another dossier");
	if (wasl_rows_u64(row, "seen") != env.seen)
		return wasl_fail(err, WASL_CORRUPT,
				 "its `seen` is not that of its envelope");
	return WASL_OK;
}

static wasl_status check_envelope(struct verify_log *log, struct wasl_rows *row,
				  const struct wasl_hash *hash,
				  struct wasl_err *err)
{
	wasl_bytes bytes;
	struct wasl_hash is;

	if (wasl_rows_null(row, "envelope"))
		return check_gone(log, row, err);
	bytes = wasl_rows_bytes(row, "envelope");
	is = wasl_sha256(bytes);
	if (!wasl_hash_eq(&is, hash))
		return wasl_fail(err, WASL_CORRUPT,
				 "its envelope is not the one of its hash");
	/* A rejected act may be of any form. */
	return wasl_rows_int(row, "reject") == 0 ? check_header(row, bytes, err)
						 : WASL_OK;
}

/* spec §3: `seen` "never decreases. Reject a `seen` larger than the largest own
 * checkpoint ever released." */
static wasl_status check_seen(struct verify_log *log, struct wasl_rows *row,
			      struct wasl_err *err)
{
	uint64_t seen = wasl_rows_u64(row, "seen");
	uint64_t before = log->seen;
	bool stands = wasl_rows_int(row, "reject") == 0;

	log->seen = seen;
	if (seen < before && (log->own || stands))
		return wasl_fail(
			err, WASL_CORRUPT, "its `seen` is %llu, after %llu",
			(unsigned long long)seen, (unsigned long long)before);
	/* Of an epoch that is over, entries that were seen may be lost. */
	if (!log->own && !log->over && stands && seen > log->other)
		return wasl_fail(err, WASL_CORRUPT,
				 "it has seen %llu of our %llu entries",
				 (unsigned long long)seen,
				 (unsigned long long)log->other);
	return WASL_OK;
}

static wasl_status check_entry(struct verify_log *log, struct wasl_rows *row,
			       struct wasl_err *err)
{
	uint64_t index = log->tree.size;
	struct wasl_hash hash;
	struct wasl_hash leaf;
	wasl_status status;

	if (wasl_rows_u64(row, "idx") != index)
		return wasl_fail(err, WASL_CORRUPT, "entry %llu: is missing",
				 (unsigned long long)index);
	wasl_rows_copy(row, "hash", hash.b, sizeof(hash.b));
	status = check_envelope(log, row, &hash, err);
	if (status == WASL_OK)
		status = check_seen(log, row, err);
	if (status != WASL_OK) {
		wasl_err_prefix(err, "entry %llu", (unsigned long long)index);
		return status;
	}
	wasl_leaf(&leaf, &hash);
	wasl_tree_append(&log->tree, &leaf);
	status = verify_epoch_entry(
		log, wasl_rows_int(row, "reject") == NODE_ENTRY_LOST, err);
	if (status != WASL_OK)
		wasl_err_prefix(err, "entry %llu", (unsigned long long)index);
	return status;
}

/* --- the tree ------------------------------------------------------------ */

/* keyd signs and cosigns only what was committed: it is never ahead. */
static wasl_status check_head(const struct verify_log *log,
			      const struct wasl_hash *root,
			      struct wasl_err *err)
{
	if (log->head == NULL || log->head->size != log->tree.size ||
	    log->head->size == 0 || wasl_hash_eq(&log->head->root, root))
		return WASL_OK;
	return wasl_fail(err, WASL_FORK,
			 "the first %llu entries are not those that keyd %s",
			 (unsigned long long)log->head->size,
			 log->own ? "signed" : "cosigned");
}

/* Every note of the size that the tree has now; `notes` stands on the next. */
static wasl_status check_notes(struct verify_log *log, struct wasl_rows *notes,
			       bool *more, struct wasl_err *err)
{
	bool at_head = log->head != NULL && log->head->size == log->tree.size;
	bool at_note = *more && wasl_rows_u64(notes, "size") <= log->tree.size;
	struct wasl_hash root;

	if (!at_head && !at_note)
		return WASL_OK;
	wasl_tree_root(&root, &log->tree);
	for (; *more && wasl_rows_u64(notes, "size") <= log->tree.size;
	     *more = wasl_rows_next(notes)) {
		WASL_TRY(verify_note(log, notes, &root, err));
		log->noted = log->tree.size;
	}
	WASL_TRY(check_head(log, &root, err));
	if (!log->own && at_head && log->noted != log->head->size)
		return wasl_fail(err, WASL_CORRUPT,
				 "note of size %llu: is missing, yet keyd has "
				 "cosigned it",
				 (unsigned long long)log->head->size);
	return WASL_OK;
}

/* One snapshot: entries from the tree's end to `upto`, and their notes. */
static wasl_status walk_chunk(struct verify_log *log, uint64_t upto,
			      struct wasl_err *err)
{
	struct verify_run *run = log->line->run;
	struct wasl_arg id = wasl_arg_int(log->id);
	/* Notes of size n stand behind n entries; 0 before all. */
	struct wasl_arg from =
		wasl_arg_u64(log->tree.size == 0 ? 0 : log->tree.size + 1);
	wasl_autoreader struct store_reader r = {0};
	wasl_autorows struct wasl_rows rows = {0};
	wasl_autorows struct wasl_rows notes = {0};
	bool more;

	WASL_TRY(wasl_store_read(&r, run->node->store, err));
	WASL_TRY(wasl_store_query(&notes, &r, WASL_SQL_CHECKPOINT_RANGE, err,
				  WASL_ARGS(id, from, wasl_arg_u64(upto))));
	WASL_TRY(wasl_store_query(&rows, &r, WASL_SQL_ENTRY_RANGE, err,
				  WASL_ARGS(id, wasl_arg_u64(log->tree.size),
					    wasl_arg_u64(upto))));
	more = wasl_rows_next(&notes);
	if (log->tree.size == 0)
		WASL_TRY(check_notes(log, &notes, &more, err));
	while (wasl_rows_next(&rows)) {
		WASL_TRY(check_entry(log, &rows, err));
		WASL_TRY(check_notes(log, &notes, &more, err));
		atomic_fetch_add(&run->progress->steps, 1);
		log->out->entries++;
	}
	WASL_TRY(wasl_rows_finish(&notes, err));
	WASL_TRY(wasl_rows_finish(&rows, err));
	if (log->tree.size != upto)
		return wasl_fail(err, WASL_CORRUPT, "entry %llu: is missing",
				 (unsigned long long)log->tree.size);
	return WASL_OK;
}

/* What no entry can tell: where the log ends. */
static wasl_status check_end(const struct verify_log *log, struct wasl_err *err)
{
	if (log->head != NULL && log->head->size > log->size)
		return wasl_fail(err, WASL_ROLLBACK,
				 "keyd %s %llu entries, the database holds "
				 "%llu",
				 log->own ? "signed" : "cosigned",
				 (unsigned long long)log->head->size,
				 (unsigned long long)log->size);
	if (log->over && log->size < log->end)
		return wasl_fail(err, WASL_ROLLBACK,
				 "%llu entries of this epoch count, the "
				 "database holds %llu",
				 (unsigned long long)log->end,
				 (unsigned long long)log->size);
	/* A batch is stored together with its note. */
	if (!log->own && log->noted != log->size)
		return wasl_fail(err, WASL_CORRUPT,
				 "entries from %llu on stand under no note",
				 (unsigned long long)log->noted);
	return WASL_OK;
}

/* A note beyond the end: entries were cut off. */
static wasl_status check_beyond(struct verify_log *log, struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_autorows struct wasl_rows end = {0};
	uint64_t size = 0;
	uint64_t noted;

	WASL_TRY(wasl_store_read(&r, log->line->run->node->store, err));
	WASL_TRY(wasl_store_one(&end, &r, WASL_SQL_LOG_END, err,
				WASL_ARGS(wasl_arg_int(log->id))));
	size = wasl_rows_u64(&end, "size");
	noted = wasl_rows_u64(&end, "noted");
	WASL_TRY(wasl_rows_finish(&end, err));
	if (noted > size)
		return wasl_fail(err, WASL_ROLLBACK,
				 "note of size %llu: the log ends at %llu",
				 (unsigned long long)noted,
				 (unsigned long long)size);
	return WASL_OK;
}

wasl_status verify_log(struct verify_log *log, struct wasl_err *err)
{
	WASL_TRY(check_beyond(log, err));
	do {
		uint64_t left = log->size - log->tree.size;

		WASL_TRY(verify_pause(log->line->run, err));
		WASL_TRY(walk_chunk(log,
				    log->tree.size + (left < VERIFY_CHUNK
							      ? left
							      : VERIFY_CHUNK),
				    err));
	} while (log->tree.size < log->size);
	return check_end(log, err);
}
