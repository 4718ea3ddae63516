/* Acts and the files they refer to. */
#include "kind/fault.h"
#include "node/blob.h"

#include "base/alloc.h"
#include "node/apply.h"
#include "node/batch.h"
#include "node/blobs.h"
#include "node/put.h"

/* A record, while its references are read. */
#define RECORD_ARENA_MAX (2 * 1024 * 1024)

/* --- rows ----------------------------------------------------------------- */

void node_blob_row_read(struct wasl_rows *rows, struct node_blob_row *out)
{
	wasl_bytes ref = wasl_rows_bytes(rows, "ref");

	out->own = wasl_rows_bool(rows, "own");
	out->used = wasl_rows_bool(rows, "used");
	out->there = wasl_rows_bool(rows, "there");
	out->bytes = wasl_rows_u64(rows, "bytes");
	out->ref_n = ref.n <= sizeof(out->ref) ? ref.n : 0;
	memcpy(out->ref, ref.p, out->ref_n);
}

wasl_status node_blob_row(struct store_reader *r, struct node_blob_row *out,
			  int64_t peer_id, const struct wasl_hash *sealed,
			  struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_one(
		&rows, r, WASL_SQL_BLOB_GET, err,
		WASL_ARGS(wasl_arg_int(peer_id),
			  wasl_arg_bytes(wasl_hash_bytes(sealed)))));
	wasl_rows_copy(&rows, "dossier_id", out->dossier.b,
		       sizeof(out->dossier.b));
	node_blob_row_read(&rows, out);
	return wasl_rows_finish(&rows, err);
}

static struct wasl_cell cell_of(const struct wasl_hash *sealed)
{
	return (struct wasl_cell){
		.table = WASL_TEXT("blob"),
		.column = WASL_TEXT("ref"),
		.row = wasl_hash_bytes(sealed),
	};
}

void node_blob_ref_seal(struct wasl_node *node, struct wasl_buf *out,
			const struct wasl_secret *key,
			const struct wasl_blob_ref *ref)
{
	struct wasl_cell cell = cell_of(&ref->sealed);
	uint8_t space[WASL_BLOB_REF_MAX];
	struct wasl_buf plain = WASL_BUF(space);

	wasl_blob_ref_write(&plain, ref);
	wasl_assert(!plain.over);
	wasl_rest_seal(out, &node->random, key, &cell, wasl_buf_bytes(&plain));
}

wasl_status node_blob_ref_open(struct wasl_blob_ref *out,
			       struct wasl_buf *space,
			       const struct wasl_secret *key,
			       const struct wasl_hash *sealed, wasl_bytes in,
			       struct wasl_err *err)
{
	struct wasl_cell cell = cell_of(sealed);

	WASL_TRY(wasl_rest_open(space, key, &cell, in, err));
	return wasl_blob_ref_parse(out, wasl_buf_bytes(space), err);
}

wasl_status node_blob_key(struct wasl_node *node, struct store_reader *r,
			  const struct wasl_dossier_id *id,
			  struct wasl_secret *key, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	struct wasl_keyd_dossier ask = {.id = *id, .key = key};

	WASL_TRY(wasl_store_one(
		&row, r, WASL_SQL_DOSSIER_GET, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(id)))));
	ask.status = WASL_NOT_READY;
	if (!wasl_rows_null(&row, "wrapped")) {
		wasl_rows_copy(&row, "wrapped", ask.wrapped.b,
			       sizeof(ask.wrapped.b));
		WASL_TRY(wasl_keyd_unwrap(node->keyd, &ask, 1, err));
	}
	WASL_TRY(wasl_rows_finish(&row, err));
	return ask.status == WASL_OK
		       ? WASL_OK
		       : wasl_fault(err, WASL_NOT_READY, "", "key-not-here");
}

/* --- what a fold meets ---------------------------------------------------- */

void node_blob_notes_free(struct node_blob_notes *notes)
{
	for (size_t i = 0; i < notes->n; i++)
		wasl_free(notes->all[i].ref);
	wasl_free(notes->all);
	*notes = (struct node_blob_notes){0};
}

static wasl_status add_note(struct node_blob_notes *notes,
			    const struct wasl_blob_ref *ref, bool own,
			    const struct node_batch_ref *batch,
			    struct wasl_err *err)
{
	uint8_t space[WASL_BLOB_REF_MAX];
	struct wasl_buf buf = WASL_BUF(space);
	struct node_blob_note *note;

	for (size_t i = 0; i < notes->n; i++)
		if (wasl_hash_eq(&notes->all[i].sealed, &ref->sealed))
			return WASL_OK;
	if (!wasl_grow(&notes->all, &notes->cap, notes->n + 1,
		       sizeof(*notes->all)))
		return wasl_fail(err, WASL_NO_MEMORY, "files");
	wasl_blob_ref_write(&buf, ref);
	wasl_assert(!buf.over);
	note = &notes->all[notes->n];
	*note = (struct node_blob_note){
		.sealed = ref->sealed, .size = ref->size, .own = own};
	if (wasl_hash_eq(&batch->table.sealed, &ref->sealed))
		note->persons = batch->persons;
	note->ref = wasl_alloc(buf.n, 1);
	if (note->ref == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "files");
	memcpy(note->ref, space, buf.n);
	note->ref_n = buf.n;
	notes->n++;
	return WASL_OK;
}

wasl_status node_blob_note(struct node_dossier *d,
			   const struct node_entry *entry, struct wasl_err *err)
{
	const struct wasl_kind *kind = d->fold.kind ? d->fold.kind : d->kind;
	const struct wasl_act_def *def =
		kind == NULL ? NULL : wasl_kind_act(kind, entry->act->number);
	struct node_batch_ref batch = {.persons = 0};
	struct wasl_record record;
	struct wasl_blob_ref ref;
	wasl_status status = WASL_OK;

	if (entry->out || def == NULL || !wasl_shape_has_blob(&def->shape))
		return WASL_OK;
	{
		wasl_autoarena arena = wasl_arena_init(RECORD_ARENA_MAX);

		/* What does not read is judged, and rejected, elsewhere. */
		if (wasl_record_parse(&record, &arena, &def->shape, NULL,
				      entry->act->fields, NULL) != WASL_OK)
			return wasl_arena_check(&arena, err);
		(void)node_batch_find(&batch, kind, def, &record);
		for (size_t i = 0;
		     status == WASL_OK && wasl_record_blob(&record, i, &ref);
		     i++)
			status = add_note(&d->files, &ref, entry->own, &batch,
					  err);
	}
	return status;
}

static wasl_status put_row(struct wasl_node *node, struct store_tx *tx,
			   const struct node_dossier *d,
			   const struct node_blob_note *note,
			   struct wasl_err *err)
{
	uint8_t space[WASL_BLOB_REF_MAX + WASL_REST_OVERHEAD];
	struct wasl_buf sealed = WASL_BUF(space);
	struct wasl_blob_ref ref;

	WASL_TRY(wasl_blob_ref_parse(
		&ref, wasl_bytes_of(note->ref, note->ref_n), err));
	node_blob_ref_seal(node, &sealed, d->key, &ref);
	return wasl_store_exec(
		tx, WASL_SQL_BLOB_USED, err,
		WASL_ARGS(wasl_arg_int(d->peer->id),
			  wasl_arg_bytes(wasl_hash_bytes(&note->sealed)),
			  wasl_arg_bytes(wasl_dossier_id_bytes(&d->id)),
			  wasl_arg_bool(note->own),
			  wasl_arg_u64(wasl_blob_sealed_size(note->size)),
			  wasl_arg_bytes(wasl_buf_bytes(&sealed)),
			  wasl_arg_int(wasl_clock_now(&node->clock))));
}

static wasl_status put_batch(struct wasl_node *node, struct store_tx *tx,
			     const struct node_dossier *d,
			     const struct node_blob_note *note,
			     struct wasl_err *err)
{
	return wasl_store_exec(
		tx, WASL_SQL_BATCH_PUT, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(&d->id)),
			  wasl_arg_bytes(wasl_hash_bytes(&note->sealed)),
			  wasl_arg_int(d->peer->id), wasl_arg_bool(note->own),
			  wasl_arg_int(note->persons),
			  wasl_arg_int(wasl_clock_now(&node->clock))));
}

wasl_status node_blob_flush(struct wasl_node *node, struct store_tx *tx,
			    struct node_dossier *d, struct wasl_err *err)
{
	for (; d->files.written < d->files.n && d->key != NULL;
	     d->files.written++) {
		const struct node_blob_note *note =
			&d->files.all[d->files.written];

		WASL_TRY(put_row(node, tx, d, note, err));
		if (note->persons > 0)
			WASL_TRY(put_batch(node, tx, d, note, err));
	}
	return WASL_OK;
}

/* --- acts in the making --------------------------------------------------- */

/* Is it what was uploaded to this dossier, or came in it? */
static bool is_here(struct wasl_node *node, struct store_reader *r,
		    const struct node_making *m,
		    const struct wasl_blob_ref *ref)
{
	uint8_t space[WASL_BLOB_REF_MAX + WASL_REST_OVERHEAD];
	struct wasl_buf opened = WASL_BUF(space);
	struct node_blob_row row;
	struct wasl_blob_ref held;
	int fd;

	if (m->dossier == NULL || m->dossier->key == NULL ||
	    node_blob_row(r, &row, m->peer->id, &ref->sealed, NULL) !=
		    WASL_OK ||
	    !wasl_dossier_id_eq(&row.dossier, &m->dossier->id) ||
	    node_blob_ref_open(&held, &opened, m->dossier->key, &ref->sealed,
			       wasl_bytes_of(row.ref, row.ref_n),
			       NULL) != WASL_OK)
		return false;
	held.name = ref->name;
	return wasl_blob_ref_eq(&held, ref) &&
	       node_blobs_dir(node, m->peer->id, m->peer->keys.partner, &fd,
			      NULL) == WASL_OK &&
	       node_blob_come(fd, &ref->sealed, row.bytes).whole;
}

wasl_status node_blob_check(struct wasl_node *node, struct store_reader *r,
			    struct node_making *m, struct wasl_err *err)
{
	struct wasl_blob_ref ref;

	for (size_t i = 0; wasl_record_blob(&m->record, i, &ref); i++) {
		if (!is_here(node, r, m, &ref))
			wasl_findings_schema(
				m->findings, "", "file",
				"the file \"%.*s\" was not uploaded to this "
				"dossier: wasl attach",
				(int)ref.name.n, ref.name.p);
	}
	return wasl_findings_status(m->findings, WASL_RULE, err);
}

wasl_status node_blob_drafted(struct store_tx *tx, const struct node_making *m,
			      int64_t draft, struct wasl_err *err)
{
	struct wasl_blob_ref ref;

	for (size_t i = 0; wasl_record_blob(&m->record, i, &ref); i++)
		WASL_TRY(wasl_store_exec(
			tx, WASL_SQL_BLOB_DRAFT_PUT, err,
			WASL_ARGS(
				wasl_arg_int(draft), wasl_arg_int(m->peer->id),
				wasl_arg_bytes(wasl_hash_bytes(&ref.sealed)))));
	return WASL_OK;
}

wasl_status node_blob_leaves(struct wasl_node *node, struct store_tx *tx,
			     const struct node_making *m, int64_t draft,
			     struct wasl_err *err)
{
	struct node_blob_note note = {.own = true};
	uint8_t space[WASL_BLOB_REF_MAX];
	struct wasl_blob_ref ref;

	for (size_t i = 0; wasl_record_blob(&m->record, i, &ref); i++) {
		struct wasl_buf buf = WASL_BUF(space);

		wasl_blob_ref_write(&buf, &ref);
		note.sealed = ref.sealed;
		note.size = ref.size;
		note.ref = space;
		note.ref_n = buf.n;
		WASL_TRY(put_row(node, tx, m->dossier, &note, err));
	}
	return draft == 0 ? WASL_OK
			  : wasl_store_exec(tx, WASL_SQL_BLOB_DRAFT_CLEAR, err,
					    WASL_ARGS(wasl_arg_int(draft)));
}

wasl_status node_blob_undraft(struct store_tx *tx, int64_t draft, bool drop,
			      struct wasl_err *err)
{
	if (drop)
		WASL_TRY(wasl_store_exec(tx, WASL_SQL_BLOB_DRAFT_DROP, err,
					 WASL_ARGS(wasl_arg_int(draft))));
	return wasl_store_exec(tx, WASL_SQL_BLOB_DRAFT_CLEAR, err,
			       WASL_ARGS(wasl_arg_int(draft)));
}

wasl_status node_blob_purge(struct store_tx *tx,
			    const struct wasl_dossier_id *id,
			    struct wasl_err *err)
{
	WASL_TRY(wasl_store_exec(
		tx, WASL_SQL_BATCH_DROP, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(id)))));
	return wasl_store_exec(
		tx, WASL_SQL_BLOB_DROP, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(id))));
}
