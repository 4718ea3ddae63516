#include "desk/need.h"

#include "kind/fault.h"

const char *wasl_need_text(wasl_need_why why)
{
	static const char *const texts[] = {
		[WASL_NEED_OPENED] = "opened",
		[WASL_NEED_ASSIGNED] = "assigned",
		[WASL_NEED_GLASS] = "glass",
	};
	return (size_t)why < sizeof(texts) / sizeof(texts[0]) ? texts[why] : "";
}

wasl_status wasl_need_put(struct store_tx *tx, wasl_bytes dossier,
			  const struct wasl_need *need, struct wasl_err *err)
{
	return wasl_store_exec(
		tx, WASL_SQL_NEED_PUT, err,
		WASL_ARGS(wasl_arg_bytes(dossier), wasl_arg_str(need->unit),
			  wasl_arg_int(need->officer_id),
			  wasl_arg_int(need->why), wasl_arg_int(need->given_by),
			  wasl_arg_int(need->at),
			  wasl_arg_int(need->until_at)));
}

wasl_status wasl_need_hand_over(struct store_tx *tx, wasl_bytes dossier,
				const struct wasl_need *keep,
				struct wasl_err *err)
{
	return wasl_store_exec(tx, WASL_SQL_NEED_END, err,
			       WASL_ARGS(wasl_arg_bytes(dossier),
					 wasl_arg_int(WASL_NEED_ASSIGNED),
					 wasl_arg_str(keep->unit),
					 wasl_arg_int(keep->officer_id)));
}

/* Is there a row? Its columns do not matter. */
static wasl_status exists(struct store_reader *r, bool *out, unsigned sql,
			  struct wasl_args args, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	wasl_status status = wasl_store_one(&rows, r, sql, err, args);

	*out = status == WASL_OK;
	return status == WASL_NOT_FOUND ? WASL_OK : status;
}

wasl_status wasl_need_may(struct store_reader *r, bool *may, wasl_bytes dossier,
			  const struct wasl_user *user, int64_t now,
			  struct wasl_err *err)
{
	return exists(r, may, WASL_SQL_NEED_MAY,
		      WASL_ARGS(wasl_arg_bytes(dossier),
				wasl_arg_str(user->unit),
				wasl_arg_int(user->id), wasl_arg_int(now)),
		      err);
}

static struct wasl_need take_row(struct wasl_rows *rows,
				 struct wasl_arena *arena)
{
	return (struct wasl_need){
		.unit = wasl_arena_text(arena, wasl_rows_text(rows, "unit")),
		.officer =
			wasl_arena_text(arena, wasl_rows_text(rows, "officer")),
		.why = (wasl_need_why)wasl_rows_int(rows, "why"),
		.giver = wasl_arena_text(arena,
					 wasl_rows_text(rows, "given_by")),
		.at = wasl_rows_int(rows, "given_at"),
		.until_at = wasl_rows_int(rows, "until_at"),
	};
}

wasl_status wasl_need_list(struct store_reader *r, struct wasl_arena *arena,
			   struct wasl_need **out, size_t *n,
			   wasl_bytes dossier, int64_t now,
			   struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	struct wasl_need *list =
		wasl_arena_take(arena, WASL_NEEDS_MAX, sizeof(*list));
	size_t count = 0;

	WASL_TRY(wasl_arena_check(arena, err));
	WASL_TRY(wasl_store_query(
		&rows, r, WASL_SQL_NEED_LIST, err,
		WASL_ARGS(wasl_arg_bytes(dossier), wasl_arg_int(now))));
	while (count < WASL_NEEDS_MAX && wasl_rows_next(&rows))
		list[count++] = take_row(&rows, arena);
	WASL_TRY(wasl_rows_finish(&rows, err));
	*out = list;
	*n = count;
	return wasl_arena_check(arena, err);
}

wasl_status wasl_need_whom(struct store_reader *r, struct wasl_arena *arena,
			   struct wasl_need *need, wasl_text word,
			   struct wasl_err *err)
{
	struct wasl_user user;
	bool known = false;

	need->unit = "";
	need->officer_id = 0;
	if (wasl_user_name_valid(word)) {
		WASL_TRY(wasl_user_by_name(r, &user, word, err));
		need->officer_id = user.id;
		return WASL_OK;
	}
	if (wasl_unit_valid(word))
		WASL_TRY(exists(r, &known, WASL_SQL_UNIT_KNOWN,
				WASL_ARGS(wasl_arg_text(word)), err));
	if (!known)
		return wasl_fault_of(err, WASL_NOT_FOUND, "/to",
				     "nobody-called",
				     WASL_FAULT_T("name", word));
	need->unit = wasl_arena_text(arena, word);
	return wasl_arena_check(arena, err);
}

/* --- desk states --------------------------------------------------------- */

static const char *const states[WASL_DESK_STATES] = {
	[WASL_DESK_TRIAGE] = "triage",
	[WASL_DESK_ASSIGNED] = "assigned",
	[WASL_DESK_EXECUTING] = "executing",
	[WASL_DESK_AWAITING_AUTHORITY] = "awaiting-authority",
	[WASL_DESK_REPLY_DRAFT] = "reply-draft",
};

const char *wasl_desk_state_text(wasl_desk_state state)
{
	return (size_t)state < WASL_DESK_STATES ? states[state] : "";
}

wasl_status wasl_desk_state_parse(wasl_desk_state *out, wasl_text word,
				  struct wasl_err *err)
{
	for (int i = 0; i < WASL_DESK_STATES; i++)
		if (wasl_text_is(word, states[i])) {
			*out = (wasl_desk_state)i;
			return WASL_OK;
		}
	return wasl_fault(err, WASL_SCHEMA, "/state", "desk-state");
}

wasl_status wasl_desk_state_put(struct store_tx *tx, wasl_bytes dossier,
				wasl_desk_state state, int64_t user_id,
				int64_t now, struct wasl_err *err)
{
	WASL_TRY(wasl_store_exec(
		tx, WASL_SQL_DESK_STATE_PUT, err,
		WASL_ARGS(wasl_arg_bytes(dossier), wasl_arg_int(state),
			  wasl_arg_int(user_id), wasl_arg_int(now))));
	return wasl_store_exec(tx, WASL_SQL_DOSSIER_LOOKED, err,
			       WASL_ARGS(wasl_arg_bytes(dossier)));
}

wasl_status wasl_desk_state_get(struct store_reader *r,
				struct wasl_arena *arena,
				struct wasl_desk_at *out, wasl_bytes dossier,
				struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	wasl_status status =
		wasl_store_one(&row, r, WASL_SQL_DESK_STATE_GET, err,
			       WASL_ARGS(wasl_arg_bytes(dossier)));

	*out = (struct wasl_desk_at){.officer = ""};
	if (status == WASL_NOT_FOUND)
		return WASL_OK;
	WASL_TRY(status);
	out->state = (wasl_desk_state)wasl_rows_int(&row, "state");
	out->officer = wasl_arena_text(arena, wasl_rows_text(&row, "officer"));
	out->since = wasl_rows_int(&row, "since");
	WASL_TRY(wasl_rows_finish(&row, err));
	return wasl_arena_check(arena, err);
}
