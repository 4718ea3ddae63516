/* What the writer's transactions do with a generation. */
#include "watch/import_impl.h"

#include "base/alloc.h"
#include "kind/fault.h"

#include <stdio.h>

/* Rows that one transaction sweeps. */
#define SWEEP 500

const char *wasl_import_state_word(wasl_import_state state)
{
	static const char *const words[] = {"running", "waiting", "in-force",
					    "dropped"};

	return words[state];
}

/* --- chunks -------------------------------------------------------------- */

static wasl_status write_op(struct store_tx *tx, const struct wasl_import *im,
			    const struct import_op *op, struct wasl_err *err)
{
	if (op->end_id != 0)
		WASL_TRY(wasl_store_exec(tx, WASL_SQL_WATCH_RECORD_END, err,
					 WASL_ARGS(wasl_arg_int(op->end_id),
						   wasl_arg_int(im->next))));
	if (!op->insert)
		return WASL_OK;
	return wasl_store_exec(
		tx, WASL_SQL_WATCH_RECORD_INSERT, err,
		WASL_ARGS(wasl_arg_int(im->list_id),
			  wasl_arg_bytes(WASL_BYTES(op->ref)),
			  wasl_arg_int(im->next),
			  wasl_arg_bytes(WASL_BYTES(op->hash)),
			  wasl_arg_int(op->expires_at),
			  wasl_arg_bytes(wasl_bytes_of(im->sealed.p + op->at,
						       op->n))));
}

wasl_status wasl_import_write(struct store_tx *tx, struct wasl_import *im,
			      struct wasl_err *err)
{
	for (size_t i = 0; i < im->n_ops; i++)
		WASL_TRY(write_op(tx, im, &im->ops[i], err));
	return WASL_OK;
}

void wasl_import_written(struct wasl_import *im)
{
	wasl_store_read_end(&im->r);
	im->n_ops = 0;
	im->sealed.n = 0;
}

/* --- coming into force --------------------------------------------------- */

struct switch_to {
	int64_t list_id, generation, records;
	const char *source, *basis;
	int64_t retention_at;
	int64_t import_id;
};

static wasl_status switch_list(struct store_tx *tx, const struct switch_to *to,
			       int64_t now, struct wasl_err *err)
{
	struct wasl_change change = {.at = now,
				     .what = WASL_CHANGE_LIST,
				     .list_id = to->list_id,
				     .generation = to->generation};

	WASL_TRY(wasl_store_exec(
		tx, WASL_SQL_WATCH_LIST_SWITCH, err,
		WASL_ARGS(wasl_arg_int(to->list_id),
			  wasl_arg_int(to->generation),
			  wasl_arg_int(to->records), wasl_arg_int(now),
			  wasl_arg_str(to->source), wasl_arg_str(to->basis),
			  wasl_arg_int(to->retention_at))));
	WASL_TRY(wasl_store_exec(tx, WASL_SQL_WATCH_IMPORT_BLANK, err,
				 WASL_ARGS(wasl_arg_int(to->list_id),
					   wasl_arg_int(to->import_id))));
	return wasl_change_add(tx, &change, err);
}

static wasl_status close_row(struct store_tx *tx, const struct wasl_import *im,
			     wasl_import_state state, int64_t now,
			     struct wasl_err *err)
{
	const struct wasl_import_counts *c = &im->counts;
	wasl_autofree uint8_t *space = NULL;
	struct wasl_buf sealed = {0};

	WASL_TRY(import_report_seal(&sealed, im, err));
	space = sealed.p;
	return wasl_store_exec(
		tx, WASL_SQL_WATCH_IMPORT_FINISH, err,
		WASL_ARGS(wasl_arg_int(im->id), wasl_arg_int(state),
			  wasl_arg_int(now), wasl_arg_u64(c->records),
			  wasl_arg_u64(c->added), wasl_arg_u64(c->changed),
			  wasl_arg_u64(c->unchanged), wasl_arg_u64(c->removed),
			  wasl_arg_u64(c->skipped),
			  wasl_arg_bytes(wasl_bytes_of(space, sealed.n))));
}

wasl_status wasl_import_finish(struct store_tx *tx, struct wasl_import *im,
			       int64_t now, struct wasl_err *err)
{
	struct switch_to to = {
		.list_id = im->list_id,
		.generation = im->next,
		.records = (int64_t)im->counts.records,
		.source = im->source,
		.basis = im->basis,
		.retention_at = im->retention_at,
		.import_id = im->id,
	};

	wasl_assert(im->n_ops == 0);
	WASL_TRY(close_row(
		tx, im, im->waits ? WASL_IMPORT_WAITING : WASL_IMPORT_IN_FORCE,
		now, err));
	return im->waits ? WASL_OK : switch_list(tx, &to, now, err);
}

wasl_status wasl_import_drop(struct store_tx *tx, struct wasl_import *im,
			     int64_t now, struct wasl_err *err)
{
	return close_row(tx, im, WASL_IMPORT_DROPPED, now, err);
}

static wasl_status waiting_row(struct store_tx *tx, struct wasl_arena *arena,
			       struct wasl_import_row *out, int64_t list_id,
			       struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	wasl_status status =
		wasl_store_one(&rows, &tx->reader, WASL_SQL_WATCH_IMPORT_OPEN,
			       err, WASL_ARGS(wasl_arg_int(list_id)));

	if (status == WASL_NOT_FOUND ||
	    (status == WASL_OK &&
	     wasl_rows_int(&rows, "state") != WASL_IMPORT_WAITING))
		return wasl_fault(err, WASL_NOT_FOUND, "", "import-none");
	WASL_TRY(status);
	*out = import_row(&rows, arena);
	WASL_TRY(wasl_rows_finish(&rows, err));
	return wasl_arena_check(arena, err);
}

static wasl_status decide(struct store_tx *tx, int64_t import_id,
			  wasl_import_state state, struct wasl_arg second,
			  int64_t now, struct wasl_err *err)
{
	return wasl_store_exec(tx, WASL_SQL_WATCH_IMPORT_DECIDE, err,
			       WASL_ARGS(wasl_arg_int(import_id),
					 wasl_arg_int(state), second,
					 wasl_arg_int(now)));
}

wasl_status wasl_import_approve(struct store_tx *tx, int64_t list_id,
				int64_t officer_id, int64_t now,
				struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init(4096);
	struct wasl_import_row row;
	struct switch_to to;

	WASL_TRY(waiting_row(tx, &arena, &row, list_id, err));
	if (row.officer_id == officer_id)
		return wasl_fault(err, WASL_DENIED, "", "import-second");
	if (row.retention_at <= now)
		return wasl_fault(err, WASL_CONFLICT, "", "list-over");
	to = (struct switch_to){.list_id = list_id,
				.generation = row.generation,
				.records = (int64_t)row.counts.records,
				.source = row.source,
				.basis = row.basis,
				.retention_at = row.retention_at,
				.import_id = row.id};
	WASL_TRY(decide(tx, row.id, WASL_IMPORT_IN_FORCE,
			wasl_arg_int(officer_id), now, err));
	return switch_list(tx, &to, now, err);
}

wasl_status wasl_import_return(struct store_tx *tx, int64_t list_id,
			       int64_t officer_id, int64_t now,
			       struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init(4096);
	struct wasl_import_row row;

	WASL_TRY(waiting_row(tx, &arena, &row, list_id, err));
	return decide(tx, row.id, WASL_IMPORT_DROPPED,
		      row.officer_id == officer_id ? wasl_arg_null()
						   : wasl_arg_int(officer_id),
		      now, err);
}

wasl_status wasl_import_recover(struct store_tx *tx, int64_t now,
				struct wasl_err *err)
{
	return wasl_store_exec(tx, WASL_SQL_WATCH_IMPORT_LOST, err,
			       WASL_ARGS(wasl_arg_int(now)));
}

/* --- the end of a list --------------------------------------------------- */

/* The key leaves the database; what is left is rows to delete. */
static wasl_status drop_list(struct store_tx *tx, int64_t list_id,
			     struct wasl_err *err)
{
	char name[32];

	snprintf(name, sizeof(name), "#%lld", (long long)list_id);
	return wasl_store_exec(
		tx, WASL_SQL_WATCH_LIST_DROP, err,
		WASL_ARGS(wasl_arg_int(list_id), wasl_arg_str(name)));
}

wasl_status wasl_watch_remove(struct store_tx *tx, int64_t list_id, int64_t now,
			      struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	struct wasl_change change = {
		.at = now, .what = WASL_CHANGE_LIST_GONE, .list_id = list_id};
	wasl_status status =
		wasl_store_one(&row, &tx->reader, WASL_SQL_WATCH_IMPORT_OPEN,
			       err, WASL_ARGS(wasl_arg_int(list_id)));

	if (status == WASL_OK &&
	    wasl_rows_int(&row, "state") == WASL_IMPORT_RUNNING)
		return wasl_fault(err, WASL_CONFLICT, "", "import-runs");
	if (status != WASL_OK && status != WASL_NOT_FOUND)
		return status;
	wasl_rows_end(&row);
	WASL_TRY(drop_list(tx, list_id, err));
	return wasl_change_add(tx, &change, err);
}

wasl_status wasl_watch_shred(struct wasl_watch *watch, int64_t list_id,
			     struct wasl_err *err)
{
	return watch_key_drop(watch, list_id, err);
}

/* --- sweeping ------------------------------------------------------------ */

wasl_status wasl_watch_sweeps(struct store_reader *r,
			      int64_t ids[static WASL_WATCH_LISTS_MAX],
			      size_t *n, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	*n = 0;
	WASL_TRY(wasl_store_query(&rows, r, WASL_SQL_WATCH_LIST_ALL, err,
				  WASL_NO_ARGS));
	while (*n < WASL_WATCH_LISTS_MAX && wasl_rows_next(&rows))
		ids[(*n)++] = wasl_rows_int(&rows, "id");
	return wasl_rows_finish(&rows, err);
}

/* Everything, then the list itself; the key is gone before its row is. */
static wasl_status sweep_gone(struct store_tx *tx, struct wasl_watch *watch,
			      int64_t list_id, bool *more, struct wasl_err *err)
{
	struct wasl_arg id = wasl_arg_int(list_id);

	WASL_TRY(wasl_store_exec(tx, WASL_SQL_WATCH_SWEEP_ALL, err,
				 WASL_ARGS(id, wasl_arg_int(SWEEP))));
	*more = wasl_store_changed(tx) > 0;
	if (*more)
		return WASL_OK;
	WASL_TRY(watch_key_drop(watch, list_id, err));
	WASL_TRY(wasl_store_exec(tx, WASL_SQL_WATCH_IMPORT_DELETE, err,
				 WASL_ARGS(id)));
	return wasl_store_exec(tx, WASL_SQL_WATCH_LIST_DELETE, err,
			       WASL_ARGS(id));
}

static wasl_status sweep_step(struct store_tx *tx, unsigned sql,
			      int64_t list_id, int64_t generation, bool *more,
			      struct wasl_err *err)
{
	WASL_TRY(wasl_store_exec(tx, sql, err,
				 WASL_ARGS(wasl_arg_int(list_id),
					   wasl_arg_int(generation),
					   wasl_arg_int(SWEEP))));
	*more = wasl_store_changed(tx) > 0;
	return WASL_OK;
}

static wasl_status sweep_held(struct store_tx *tx, int64_t list_id,
			      int64_t generation, bool open, bool *more,
			      struct wasl_err *err)
{
	static const struct {
		unsigned sql;
		bool next; /* touches what an open import has written */
	} steps[] = {
		{WASL_SQL_WATCH_SWEEP_BORN, true},
		{WASL_SQL_WATCH_SWEEP_UNEND, true},
		{WASL_SQL_WATCH_SWEEP_BLANK, false},
		{WASL_SQL_WATCH_SWEEP_TOMBS, false},
	};

	*more = false;
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]) && !*more; i++)
		if (!steps[i].next || !open)
			WASL_TRY(sweep_step(tx, steps[i].sql, list_id,
					    generation, more, err));
	return WASL_OK;
}

static wasl_status is_open(struct store_tx *tx, int64_t list_id, bool *open,
			   struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	wasl_status status =
		wasl_store_one(&row, &tx->reader, WASL_SQL_WATCH_IMPORT_OPEN,
			       err, WASL_ARGS(wasl_arg_int(list_id)));

	*open = status == WASL_OK;
	return status == WASL_NOT_FOUND ? WASL_OK : status;
}

wasl_status wasl_watch_sweep(struct store_tx *tx, struct wasl_watch *watch,
			     int64_t list_id, bool *more, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	int64_t generation;
	wasl_status status;
	bool gone, open;

	*more = false;
	status = wasl_store_one(&row, &tx->reader, WASL_SQL_WATCH_LIST_BY_ID,
				err, WASL_ARGS(wasl_arg_int(list_id)));
	if (status == WASL_NOT_FOUND)
		return WASL_OK;
	WASL_TRY(status);
	gone = wasl_rows_null(&row, "wrapped");
	generation = wasl_rows_int(&row, "generation");
	WASL_TRY(wasl_rows_finish(&row, err));
	if (gone)
		return sweep_gone(tx, watch, list_id, more, err);
	WASL_TRY(is_open(tx, list_id, &open, err));
	if (generation > 0 || open)
		return sweep_held(tx, list_id, generation, open, more, err);
	*more = true; /* it never came into force */
	return drop_list(tx, list_id, err);
}
