#include "desk/second.h"

#include "kind/fault.h"

static wasl_status put(struct store_tx *tx,
		       const struct wasl_second_word *second, int64_t now,
		       struct wasl_err *err)
{
	WASL_TRY(wasl_store_exec(
		tx, WASL_SQL_SECOND_EXPIRE, err,
		WASL_ARGS(wasl_arg_int(now - WASL_SECOND_WAIT_S))));
	return wasl_store_exec(tx, WASL_SQL_SECOND_PUT, err,
			       WASL_ARGS(wasl_arg_str(second->what),
					 wasl_arg_str(second->said),
					 wasl_arg_int(second->actor_id),
					 wasl_arg_int(now)));
}

/* Who has said something about it, 0 for nobody, and whether it was this. */
static wasl_status find(struct store_tx *tx, int64_t *officer, bool *same,
			const struct wasl_second_word *second, int64_t now,
			struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};

	*officer = 0;
	*same = false;
	WASL_TRY(wasl_store_query(
		&row, &tx->reader, WASL_SQL_SECOND_GET, err,
		WASL_ARGS(wasl_arg_str(second->what),
			  wasl_arg_int(now - WASL_SECOND_WAIT_S),
			  wasl_arg_int(now))));
	if (wasl_rows_next(&row)) {
		*officer = wasl_rows_int(&row, "officer_id");
		*same = wasl_text_is(wasl_rows_text(&row, "said"),
				     second->said);
	}
	return wasl_rows_finish(&row, err);
}

wasl_status wasl_second_say(struct store_tx *tx, int64_t *first,
			    const struct wasl_second_word *second, int64_t now,
			    struct wasl_err *err)
{
	int64_t officer;
	bool same;

	wasl_assert(strlen(second->what) <= WASL_SECOND_WHAT_MAX &&
		    strlen(second->said) <= WASL_SECOND_SAID_MAX);
	*first = 0;
	WASL_TRY(find(tx, &officer, &same, second, now, err));
	if (officer == 0 || (officer == second->actor_id && !same))
		return put(tx, second, now, err);
	if (officer == second->actor_id)
		return wasl_fault(err, WASL_DENIED, "", "second-other");
	if (!same)
		return wasl_fault(err, WASL_CONFLICT, "", "second-differs");
	WASL_TRY(wasl_second_forget(tx, second->what, err));
	*first = officer;
	return WASL_OK;
}

wasl_status wasl_second_forget(struct store_tx *tx, const char *what,
			       struct wasl_err *err)
{
	return wasl_store_exec(tx, WASL_SQL_SECOND_DELETE, err,
			       WASL_ARGS(wasl_arg_str(what)));
}

wasl_status wasl_second_list(struct store_reader *r, struct wasl_arena *arena,
			     struct wasl_second_row **out, size_t *n,
			     int64_t now, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	struct wasl_second_row *list =
		wasl_arena_take(arena, WASL_SECONDS_MAX, sizeof(*list));
	size_t count = 0;

	WASL_TRY(wasl_arena_check(arena, err));
	WASL_TRY(wasl_store_query(
		&rows, r, WASL_SQL_SECOND_LIST, err,
		WASL_ARGS(wasl_arg_int(now - WASL_SECOND_WAIT_S),
			  wasl_arg_int(WASL_SECONDS_MAX), wasl_arg_int(now))));
	while (wasl_rows_next(&rows))
		list[count++] = (struct wasl_second_row){
			.what = wasl_arena_text(arena,
						wasl_rows_text(&rows, "what")),
			.said = wasl_arena_text(arena,
						wasl_rows_text(&rows, "said")),
			.officer = wasl_arena_text(
				arena, wasl_rows_text(&rows, "officer")),
			.asked_at = wasl_rows_int(&rows, "asked_at"),
		};
	WASL_TRY(wasl_rows_finish(&rows, err));
	WASL_TRY(wasl_arena_check(arena, err));
	*out = list;
	*n = count;
	return WASL_OK;
}
