/* The thread that reads a file: each record against what is in force. */
#include "watch/import_impl.h"

#include "base/alloc.h"
#include "kind/fault.h"

/* --- life ---------------------------------------------------------------- */

static bool make_room(struct wasl_import *im)
{
	im->sealed = (struct wasl_buf){.p = wasl_alloc(IMPORT_SEALED_MAX, 1),
				       .cap = IMPORT_SEALED_MAX};
	im->plain = (struct wasl_buf){.p = wasl_alloc(WASL_IDENTITY_MAX, 1),
				      .cap = WASL_IDENTITY_MAX};
	im->report = json_pack("{s:[], s:[], s:[], s:[]}", "added", "changed",
			       "removed", "refused");
	return im->sealed.p != NULL && im->plain.p != NULL &&
	       im->report != NULL;
}

void wasl_import_free(struct wasl_import *import)
{
	if (import == NULL)
		return;
	wasl_store_read_end(&import->r);
	watch_keys_wipe(&import->keys);
	if (import->plain.p != NULL)
		memset(import->plain.p, 0, import->plain.cap);
	wasl_free(import->plain.p);
	wasl_free(import->sealed.p);
	wasl_free(import->seen);
	json_decref(import->report);
	wasl_free(import);
}

int64_t wasl_import_id(const struct wasl_import *import)
{
	return import->id;
}

int64_t wasl_import_list(const struct wasl_import *import)
{
	return import->list_id;
}

bool wasl_import_waits(const struct wasl_import *import)
{
	return import->waits;
}

const struct wasl_import_counts *
wasl_import_counts_get(const struct wasl_import *import)
{
	return &import->counts;
}

json_t *wasl_import_report(const struct wasl_import *import)
{
	return import->report;
}

/* --- begin --------------------------------------------------------------- */

static bool name_valid(wasl_text name)
{
	if (name.n == 0 || name.n > WASL_WATCH_NAME_MAX || name.p[0] == '-')
		return false;
	for (size_t i = 0; i < name.n; i++)
		if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789-",
			    name.p[i]) ||
		    name.p[i] == '\0')
			return false;
	return true;
}

static wasl_status term(char *out, wasl_text given, const char *standing,
			const char *pointer, struct wasl_err *err)
{
	if (given.n == 0 && standing != NULL)
		given = wasl_text_of(standing);
	if (given.n == 0)
		return wasl_fault(err, WASL_SCHEMA, pointer, "list-needs");
	if (given.n > WASL_WATCH_SOURCE_MAX)
		return wasl_fault_of(
			err, WASL_SCHEMA, pointer, "long-max",
			WASL_FAULT_N("max", WASL_WATCH_SOURCE_MAX));
	memcpy(out, given.p, given.n);
	out[given.n] = '\0';
	return WASL_OK;
}

/* The terms that hold, and whether they are others than the list's. */
static wasl_status set_terms(struct wasl_import *im,
			     const struct wasl_import_terms *terms,
			     const struct wasl_watch_list *list, int64_t now,
			     struct wasl_err *err)
{
	WASL_TRY(term(im->source, terms->source, list ? list->source : NULL,
		      "/source", err));
	WASL_TRY(term(im->basis, terms->basis, list ? list->basis : NULL,
		      "/basis", err));
	im->retention_at = terms->retention_at == 0 && list != NULL
				   ? list->retention_at
				   : terms->retention_at;
	if (im->retention_at <= now)
		return wasl_fault(err, WASL_SCHEMA, "/retention",
				  "list-retention");
	im->waits = list == NULL || list->generation == 0 ||
		    strcmp(im->source, list->source) != 0 ||
		    strcmp(im->basis, list->basis) != 0 ||
		    im->retention_at != list->retention_at;
	return WASL_OK;
}

static wasl_status none_open(struct store_tx *tx, int64_t list_id,
			     struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	wasl_status status =
		wasl_store_one(&row, &tx->reader, WASL_SQL_WATCH_IMPORT_OPEN,
			       err, WASL_ARGS(wasl_arg_int(list_id)));

	if (status == WASL_NOT_FOUND)
		return WASL_OK;
	WASL_TRY(status);
	return wasl_fault(err, WASL_CONFLICT, "",
			  wasl_rows_int(&row, "state") == WASL_IMPORT_WAITING
				  ? "import-waits"
				  : "import-runs");
}

/* The next generation has one number: nothing of a dropped one may bear it. */
static wasl_status none_left(struct store_tx *tx,
			     const struct wasl_watch_list *list,
			     struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};

	WASL_TRY(wasl_store_one(&row, &tx->reader, WASL_SQL_WATCH_RECORD_LEFT,
				err,
				WASL_ARGS(wasl_arg_int(list->id),
					  wasl_arg_int(list->generation))));
	if (wasl_rows_u64(&row, "n") > 0)
		return wasl_fault(err, WASL_NOT_READY, "", "import-swept");
	return wasl_rows_finish(&row, err);
}

static wasl_status room_for_list(struct store_tx *tx, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};

	WASL_TRY(wasl_store_one(&row, &tx->reader, WASL_SQL_WATCH_LIST_COUNT,
				err, WASL_NO_ARGS));
	if (wasl_rows_u64(&row, "n") >= WASL_WATCH_LISTS_MAX)
		return wasl_fault_of(err, WASL_TOO_BIG, "", "lists-many",
				     WASL_FAULT_N("max", WASL_WATCH_LISTS_MAX));
	return wasl_rows_finish(&row, err);
}

static wasl_status new_list(struct store_tx *tx, struct wasl_import *im,
			    wasl_text name, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	struct wasl_wrapped wrapped;
	uint8_t uid[16];

	WASL_TRY(room_for_list(tx, err));
	wasl_random_fill(im->watch->random, uid, sizeof(uid));
	WASL_TRY(wasl_store_one(
		&row, &tx->reader, WASL_SQL_WATCH_LIST_INSERT, err,
		WASL_ARGS(wasl_arg_bytes(WASL_BYTES(uid)), wasl_arg_text(name),
			  wasl_arg_str(im->source), wasl_arg_str(im->basis),
			  wasl_arg_int(im->retention_at))));
	im->list_id = wasl_rows_int(&row, "id");
	WASL_TRY(wasl_rows_finish(&row, err));
	WASL_TRY(watch_key_make(im->watch, im->list_id, uid, &wrapped, err));
	return wasl_store_exec(
		tx, WASL_SQL_WATCH_LIST_KEY, err,
		WASL_ARGS(wasl_arg_int(im->list_id),
			  wasl_arg_bytes(wasl_bytes_of(wrapped.b,
						       sizeof(wrapped.b)))));
}

static wasl_status new_row(struct store_tx *tx, struct wasl_import *im,
			   const char *format, int64_t officer_id, int64_t now,
			   struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};

	WASL_TRY(wasl_store_one(
		&row, &tx->reader, WASL_SQL_WATCH_IMPORT_INSERT, err,
		WASL_ARGS(wasl_arg_int(im->list_id), wasl_arg_int(im->next),
			  wasl_arg_int(officer_id), wasl_arg_str(format),
			  wasl_arg_str(im->source), wasl_arg_str(im->basis),
			  wasl_arg_int(im->retention_at), wasl_arg_int(now))));
	im->id = wasl_rows_int(&row, "id");
	return wasl_rows_finish(&row, err);
}

static wasl_status begin(struct wasl_import *im, struct store_tx *tx,
			 const struct wasl_import_terms *terms,
			 int64_t officer_id, int64_t now, struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init(4096);
	struct wasl_watch_list list;
	wasl_status status;

	if (!name_valid(terms->name))
		return wasl_fault_of(err, WASL_SCHEMA, "/name", "list-name",
				     WASL_FAULT_N("max", WASL_WATCH_NAME_MAX));
	status = wasl_watch_list_named(&tx->reader, &arena, &list, terms->name,
				       err);
	if (status == WASL_NOT_FOUND) {
		WASL_TRY(set_terms(im, terms, NULL, now, err));
		WASL_TRY(new_list(tx, im, terms->name, err));
	} else {
		WASL_TRY(status);
		WASL_TRY(none_open(tx, list.id, err));
		WASL_TRY(none_left(tx, &list, err));
		WASL_TRY(set_terms(im, terms, &list, now, err));
		im->list_id = list.id;
		im->base = list.generation;
		im->base_records = (uint64_t)list.records;
	}
	im->next = im->base + 1;
	WASL_TRY(watch_key_get(im->watch, &im->keys, &tx->reader, im->list_id,
			       err));
	return new_row(tx, im, terms->format, officer_id, now, err);
}

wasl_status wasl_import_begin(struct wasl_import **out, struct store_tx *tx,
			      struct wasl_watch *watch,
			      const struct wasl_import_terms *terms,
			      int64_t officer_id, int64_t now,
			      struct wasl_err *err)
{
	struct wasl_import *im = wasl_alloc(1, sizeof(*im));
	wasl_status status;

	wasl_import_free(*out);
	*out = NULL;
	if (im == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "import");
	im->watch = watch;
	status = make_room(im) ? begin(im, tx, terms, officer_id, now, err)
			       : wasl_fail(err, WASL_NO_MEMORY, "import");
	if (status == WASL_OK)
		*out = im;
	else
		wasl_import_free(im);
	return status;
}

/* --- records ------------------------------------------------------------- */

/* False if it was marked before. */
static wasl_status mark_seen(struct wasl_import *im, int64_t id, bool *first,
			     struct wasl_err *err)
{
	size_t word = (size_t)id / 64;
	uint64_t bit = UINT64_C(1) << (id % 64);

	if (word >= im->seen_n) {
		if (!wasl_grow(&im->seen, &im->seen_cap, word + 1,
			       sizeof(*im->seen)))
			return wasl_fail(err, WASL_NO_MEMORY, "import");
		memset(im->seen + im->seen_n, 0,
		       (im->seen_cap - im->seen_n) * sizeof(*im->seen));
		im->seen_n = im->seen_cap;
	}
	*first = (im->seen[word] & bit) == 0;
	im->seen[word] |= bit;
	return WASL_OK;
}

static bool was_seen(const struct wasl_import *im, int64_t id)
{
	size_t word = (size_t)id / 64;

	return word < im->seen_n && (im->seen[word] >> (id % 64) & 1);
}

static wasl_status look(struct wasl_import *im, struct wasl_err *err)
{
	return im->r.conn != NULL
		       ? WASL_OK
		       : wasl_store_read(&im->r, im->watch->store, err);
}

/* What is held under a reference. */
struct found {
	int64_t id; /* in force; 0: none */
	bool same;  /* its content is the same */
	bool twice; /* the file named it before */
};

static wasl_status find(struct wasl_import *im, const struct import_op *op,
			struct found *out, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	*out = (struct found){0};
	for (size_t i = 0; i < im->n_ops; i++)
		if (im->ops[i].insert &&
		    memcmp(im->ops[i].ref, op->ref, WATCH_TAG) == 0)
			out->twice = true;
	WASL_TRY(look(im, err));
	WASL_TRY(wasl_store_query(&rows, &im->r, WASL_SQL_WATCH_RECORD_FIND,
				  err,
				  WASL_ARGS(wasl_arg_int(im->list_id),
					    wasl_arg_bytes(WASL_BYTES(op->ref)),
					    wasl_arg_int(im->base))));
	while (wasl_rows_next(&rows)) {
		if (wasl_rows_int(&rows, "born") == im->next) {
			out->twice = true;
			continue;
		}
		out->id = wasl_rows_int(&rows, "id");
		out->same = wasl_bytes_eq(wasl_rows_bytes(&rows, "hash"),
					  WASL_BYTES(op->hash));
	}
	return wasl_rows_finish(&rows, err);
}

static void push(struct wasl_import *im, struct import_op *op,
		 const struct found *found)
{
	size_t at = im->sealed.n;

	op->insert = true;
	op->end_id = found->id;
	watch_seal(&im->sealed, im->watch->random, &im->keys, op->ref, im->next,
		   wasl_buf_bytes(&im->plain));
	wasl_assert(!im->sealed.over);
	op->at = at;
	op->n = im->sealed.n - at;
	im->ops[im->n_ops++] = *op;
}

static wasl_status take(struct wasl_import *im, const struct wasl_identity *who,
			struct import_op *op, struct wasl_err *err)
{
	struct found found;
	bool first = true;

	WASL_TRY(find(im, op, &found, err));
	if (!found.twice && found.id != 0)
		WASL_TRY(mark_seen(im, found.id, &first, err));
	if (found.twice || !first)
		return wasl_fault(err, WASL_EXISTS, "/ref", "twice");
	im->counts.records++;
	if (found.same) {
		im->counts.unchanged++;
		return WASL_OK;
	}
	push(im, op, &found);
	if (found.id != 0)
		im->counts.changed++;
	else
		im->counts.added++;
	import_name(im, found.id != 0 ? "changed" : "added", who->ref);
	return WASL_OK;
}

wasl_status wasl_import_add(struct wasl_import *im,
			    const struct wasl_identity *who,
			    struct wasl_err *err)
{
	struct import_op op = {.expires_at = who->expires_at};

	wasl_assert(!wasl_import_full(im));
	WASL_TRY(wasl_identity_check(who, err));
	if (im->counts.records >= WASL_WATCH_RECORDS_MAX)
		return wasl_fault_of(
			err, WASL_TOO_BIG, "", "records-many",
			WASL_FAULT_N("max", WASL_WATCH_RECORDS_MAX));
	im->plain.n = 0;
	wasl_identity_write(&im->plain, who);
	wasl_assert(!im->plain.over);
	watch_tag(op.ref, &im->keys, "ref", wasl_text_bytes(who->ref));
	watch_tag(op.hash, &im->keys, "content", wasl_buf_bytes(&im->plain));
	return take(im, who, &op, err);
}

bool wasl_import_full(const struct wasl_import *im)
{
	return im->n_ops == WASL_IMPORT_CHUNK ||
	       im->sealed.n + WASL_IDENTITY_MAX + WASL_REST_OVERHEAD >
		       im->sealed.cap;
}

/* --- what the file did not name ------------------------------------------ */

/* The list's own number of a row, for the report. */
static wasl_status name_removed(struct wasl_import *im, struct wasl_rows *row,
				struct wasl_err *err)
{
	struct wasl_identity *who;
	wasl_status status;

	if (im->counts.removed > WASL_IMPORT_NAMED_MAX)
		return WASL_OK;
	who = wasl_alloc(1, sizeof(*who));
	if (who == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "import");
	im->plain.n = 0;
	status =
		watch_unseal(&im->plain, &im->keys, wasl_rows_bytes(row, "ref"),
			     wasl_rows_int(row, "born"),
			     wasl_rows_bytes(row, "sealed"), err);
	if (status == WASL_OK)
		status = wasl_identity_read(who, wasl_buf_bytes(&im->plain),
					    err);
	if (status == WASL_OK)
		import_name(im, "removed", who->ref);
	wasl_free(who);
	return status;
}

static wasl_status end_missing(struct wasl_import *im, struct wasl_rows *row,
			       struct wasl_err *err)
{
	int64_t id = wasl_rows_int(row, "id");

	im->missing_after = id;
	if (was_seen(im, id))
		return WASL_OK;
	im->counts.removed++;
	im->ops[im->n_ops++] = (struct import_op){.end_id = id};
	return name_removed(im, row, err);
}

wasl_status wasl_import_missing(struct wasl_import *im, bool *more,
				struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	size_t n = 0;

	*more = false;
	if (im->counts.changed + im->counts.unchanged + im->counts.removed ==
	    im->base_records)
		return WASL_OK;
	WASL_TRY(look(im, err));
	WASL_TRY(wasl_store_query(
		&rows, &im->r, WASL_SQL_WATCH_RECORD_CURRENT, err,
		WASL_ARGS(wasl_arg_int(im->list_id),
			  wasl_arg_int(im->missing_after),
			  wasl_arg_int(im->base),
			  wasl_arg_int(WASL_WATCH_PAGE_MAX))));
	while (im->n_ops < WASL_IMPORT_CHUNK && wasl_rows_next(&rows)) {
		WASL_TRY(end_missing(im, &rows, err));
		n++;
	}
	*more = n > 0;
	return wasl_rows_finish(&rows, err);
}
