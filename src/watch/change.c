#include "watch/change.h"

/* Rows that one transaction forgets. */
#define PRUNE 1000

wasl_status wasl_change_add(struct store_tx *tx,
			    const struct wasl_change *change,
			    struct wasl_err *err)
{
	return wasl_store_exec(
		tx, WASL_SQL_CHANGE_INSERT, err,
		WASL_ARGS(wasl_arg_int(change->at), wasl_arg_int(change->what),
			  wasl_arg_int(change->list_id),
			  wasl_arg_int(change->generation),
			  wasl_arg_int(change->number),
			  change->of_dossier
				  ? wasl_arg_bytes(wasl_dossier_id_bytes(
					    &change->dossier_id))
				  : wasl_arg_null()));
}

static wasl_status ends(struct store_reader *r, int64_t *first, int64_t *last,
			struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_one(&rows, r, WASL_SQL_CHANGE_ENDS, err,
				WASL_NO_ARGS));
	*first = wasl_rows_int(&rows, "first");
	*last = wasl_rows_int(&rows, "last");
	return wasl_rows_finish(&rows, err);
}

wasl_status wasl_change_last(struct store_reader *r, int64_t *id,
			     struct wasl_err *err)
{
	int64_t first;

	return ends(r, &first, id, err);
}

static void read_row(struct wasl_change *out, struct wasl_rows *rows)
{
	*out = (struct wasl_change){
		.id = wasl_rows_int(rows, "id"),
		.at = wasl_rows_int(rows, "at"),
		.what = (wasl_change_what)wasl_rows_int(rows, "what"),
		.list_id = wasl_rows_int(rows, "list_id"),
		.generation = wasl_rows_int(rows, "generation"),
		.number = wasl_rows_int(rows, "number"),
		.of_dossier = !wasl_rows_null(rows, "dossier_id"),
	};
	if (out->of_dossier)
		wasl_rows_copy(rows, "dossier_id", out->dossier_id.b,
			       sizeof(out->dossier_id.b));
}

wasl_status wasl_change_since(struct store_reader *r, struct wasl_arena *arena,
			      struct wasl_change **out, size_t *n,
			      int64_t after, size_t limit, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	int64_t first, last;

	wasl_assert(limit > 0 && limit <= WASL_CHANGES_MAX);
	*n = 0;
	WASL_TRY(ends(r, &first, &last, err));
	if (first > 0 && after + 1 < first)
		return wasl_fail(err, WASL_GONE,
				 "changes before %lld are not kept",
				 (long long)first);
	*out = wasl_arena_take(arena, limit, sizeof(**out));
	WASL_TRY(wasl_arena_check(arena, err));
	WASL_TRY(wasl_store_query(
		&rows, r, WASL_SQL_CHANGE_SINCE, err,
		WASL_ARGS(wasl_arg_int(after), wasl_arg_u64(limit))));
	while (*n < limit && wasl_rows_next(&rows))
		read_row(&(*out)[(*n)++], &rows);
	return wasl_rows_finish(&rows, err);
}

wasl_status wasl_change_prune(struct store_tx *tx, bool *more, int64_t now,
			      struct wasl_err *err)
{
	WASL_TRY(
		wasl_store_exec(tx, WASL_SQL_CHANGE_PRUNE, err,
				WASL_ARGS(wasl_arg_int(now - WASL_CHANGES_KEPT),
					  wasl_arg_int(PRUNE))));
	*more = wasl_store_changed(tx) == PRUNE;
	return WASL_OK;
}
