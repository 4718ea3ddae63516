#include "desk/relief.h"

#include "kind/fault.h"

const char *wasl_relief_state_name(wasl_relief_state state)
{
	switch (state) {
	case WASL_RELIEF_OFFERED:
		return "offered";
	case WASL_RELIEF_TAKEN:
		return "taken";
	case WASL_RELIEF_WITHDRAWN:
		return "withdrawn";
	}
	return "";
}

/* --- the watch ------------------------------------------------------------ */

static wasl_status check_one(struct store_reader *r, int64_t officer,
			     struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	wasl_status status =
		wasl_store_one(&row, r, WASL_SQL_RELIEF_OPEN_OF, err,
			       WASL_ARGS(wasl_arg_int(officer)));

	if (status == WASL_NOT_FOUND)
		return WASL_OK;
	WASL_TRY(status);
	return wasl_fault_of(err, WASL_CONFLICT, "", "watch-offered",
			     WASL_FAULT_N("n", wasl_rows_int(&row, "id")));
}

static wasl_status add_form(struct store_tx *tx, int64_t relief,
			    int64_t *number, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};

	WASL_TRY(wasl_store_one(&row, &tx->reader, WASL_SQL_FORM_INSERT, err,
				WASL_ARGS(wasl_arg_int(relief))));
	*number = wasl_rows_int(&row, "number");
	return wasl_rows_finish(&row, err);
}

static wasl_status insert(struct store_tx *tx, struct wasl_relief *relief,
			  struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};

	WASL_TRY(wasl_store_one(
		&row, &tx->reader, WASL_SQL_RELIEF_INSERT, err,
		WASL_ARGS(wasl_arg_bytes(WASL_BYTES(relief->uid)),
			  wasl_arg_int(relief->officer_id),
			  wasl_arg_int(relief->offered_at),
			  wasl_arg_int(relief->at),
			  wasl_arg_int(relief->until_at),
			  relief->form == 0 ? wasl_arg_null()
					    : wasl_arg_int(relief->form),
			  wasl_arg_bytes(wasl_hash_bytes(&relief->digest)),
			  wasl_arg_bytes(relief->sealed))));
	relief->id = wasl_rows_int(&row, "id");
	return wasl_rows_finish(&row, err);
}

wasl_status wasl_relief_add(struct store_tx *tx, struct wasl_relief *relief,
			    struct wasl_err *err)
{
	WASL_TRY(check_one(&tx->reader, relief->officer_id, err));
	if (relief->form != 0)
		WASL_TRY(wasl_form_blank(&tx->reader, relief->form, err));
	WASL_TRY(insert(tx, relief, err));
	for (int i = 0; i < WASL_RELIEF_FORMS; i++) {
		WASL_TRY(add_form(tx, relief->id, &relief->form_last, err));
		if (i == 0)
			relief->form_first = relief->form_last;
	}
	return WASL_OK;
}

wasl_status wasl_relief_end(struct store_tx *tx,
			    const struct wasl_relief *relief, int64_t officer,
			    bool taken, int64_t now, struct wasl_err *err)
{
	if (relief->state != WASL_RELIEF_OFFERED)
		return wasl_fault_of(err, WASL_CONFLICT, "",
				     relief->state == WASL_RELIEF_TAKEN
					     ? "relief-taken"
					     : "relief-withdrawn",
				     WASL_FAULT_N("n", relief->id));
	if (taken && officer == relief->officer_id)
		return wasl_fault(err, WASL_DENIED, "", "relieve-self");
	if (!taken && officer != relief->officer_id)
		return wasl_fault_of(
			err, WASL_DENIED, "", "offer-of",
			WASL_FAULT_T("officer", wasl_text_of(relief->officer)));
	return wasl_store_exec(tx, WASL_SQL_RELIEF_END_INSERT, err,
			       WASL_ARGS(wasl_arg_int(relief->id),
					 wasl_arg_int(relief->officer_id),
					 wasl_arg_int(officer),
					 wasl_arg_bool(taken),
					 wasl_arg_int(now)));
}

static wasl_status sign_insert(struct store_tx *tx,
			       const struct wasl_relief *relief,
			       const struct wasl_relief_sign *sign,
			       struct wasl_err *err)
{
	uint8_t space[WASL_PASSKEY_COSE_MAX];
	struct wasl_buf key = {.p = space, .cap = sizeof(space)};

	wasl_passkey_key_write(&key, &sign->key);
	wasl_assert(!key.over);
	return wasl_store_exec(tx, WASL_SQL_RELIEF_SIGN_INSERT, err,
			       WASL_ARGS(wasl_arg_int(relief->id),
					 wasl_arg_int(sign->officer_id),
					 wasl_arg_int(sign->at),
					 wasl_arg_bytes(wasl_buf_bytes(&key)),
					 wasl_arg_bytes(sign->proof.data),
					 wasl_arg_bytes(sign->proof.client),
					 wasl_arg_bytes(sign->proof.sig)));
}

wasl_status wasl_relief_signed(struct store_tx *tx, struct wasl_relief *relief,
			       const struct wasl_relief_sign *sign,
			       struct wasl_err *err)
{
	bool *has =
		sign->officer_id == relief->officer_id ? &relief->officer_signed
		: sign->officer_id == relief->second_id ? &relief->second_signed
							: NULL;

	if (relief->state == WASL_RELIEF_WITHDRAWN)
		return wasl_fault_of(err, WASL_CONFLICT, "", "relief-withdrawn",
				     WASL_FAULT_N("n", relief->id));
	if (has == NULL)
		return wasl_fault(err, WASL_DENIED, "", "relief-signs");
	if (*has)
		return wasl_fault_of(err, WASL_EXISTS, "", "relief-signed",
				     WASL_FAULT_N("n", relief->id));
	WASL_TRY(sign_insert(tx, relief, sign, err));
	*has = true;
	return WASL_OK;
}

static struct wasl_relief take_row(struct wasl_rows *rows,
				   struct wasl_arena *arena)
{
	struct wasl_relief out = {
		.id = wasl_rows_int(rows, "id"),
		.officer_id = wasl_rows_int(rows, "officer_id"),
		.officer =
			wasl_arena_text(arena, wasl_rows_text(rows, "officer")),
		.offered_at = wasl_rows_int(rows, "offered_at"),
		.at = wasl_rows_int(rows, "at"),
		.until_at = wasl_rows_int(rows, "until_at"),
		.form = wasl_rows_int(rows, "form"),
		.sealed =
			wasl_arena_copy(arena, wasl_rows_bytes(rows, "sealed")),
		.second_id = wasl_rows_int(rows, "second_id"),
		.second =
			wasl_arena_text(arena, wasl_rows_text(rows, "second")),
		.ended_at = wasl_rows_int(rows, "ended_at"),
		.form_first = wasl_rows_int(rows, "form_first"),
		.form_last = wasl_rows_int(rows, "form_last"),
		.officer_signed = wasl_rows_bool(rows, "officer_signed"),
		.second_signed = wasl_rows_bool(rows, "second_signed"),
	};

	wasl_rows_copy(rows, "uid", out.uid, sizeof(out.uid));
	wasl_rows_copy(rows, "digest", out.digest.b, sizeof(out.digest.b));
	if (out.ended_at != 0)
		out.state = wasl_rows_bool(rows, "taken")
				    ? WASL_RELIEF_TAKEN
				    : WASL_RELIEF_WITHDRAWN;
	return out;
}

wasl_status wasl_relief_get(struct store_reader *r, struct wasl_arena *arena,
			    struct wasl_relief *out, int64_t id,
			    struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	wasl_status status = WASL_NOT_FOUND;

	if (id > 0 && id < INT64_MAX)
		status = wasl_store_one(&row, r, WASL_SQL_RELIEF_LIST, err,
					WASL_ARGS(wasl_arg_int(id + 1),
						  wasl_arg_int(1),
						  wasl_arg_bool(true)));
	if (status == WASL_OK) {
		*out = take_row(&row, arena);
		WASL_TRY(wasl_rows_finish(&row, err));
		WASL_TRY(wasl_arena_check(arena, err));
	}
	if (status == WASL_NOT_FOUND || (status == WASL_OK && out->id != id))
		return wasl_fault(err, WASL_NOT_FOUND, "", "relief-none");
	return status;
}

wasl_status wasl_relief_list(struct store_reader *r, struct wasl_arena *arena,
			     struct wasl_relief **out, size_t *n,
			     int64_t before, uint32_t limit,
			     struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	struct wasl_relief *list;
	size_t count = 0;

	if (limit > WASL_RELIEFS_MAX)
		limit = WASL_RELIEFS_MAX;
	list = wasl_arena_take(arena, limit, sizeof(*list));
	WASL_TRY(wasl_arena_check(arena, err));
	WASL_TRY(wasl_store_query(&rows, r, WASL_SQL_RELIEF_LIST, err,
				  WASL_ARGS(wasl_arg_int(before),
					    wasl_arg_int(limit),
					    wasl_arg_bool(false))));
	while (count < limit && wasl_rows_next(&rows))
		list[count++] = take_row(&rows, arena);
	WASL_TRY(wasl_rows_finish(&rows, err));
	*out = list;
	*n = count;
	return wasl_arena_check(arena, err);
}

/* --- forms ---------------------------------------------------------------- */

wasl_status wasl_form_blank(struct store_reader *r, int64_t number,
			    struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	wasl_status status = wasl_store_one(&row, r, WASL_SQL_FORM_USED, err,
					    WASL_ARGS(wasl_arg_int(number)));
	int64_t used;

	if (status == WASL_NOT_FOUND)
		return wasl_fault_of(err, WASL_NOT_FOUND, "/form",
				     "form-unprinted",
				     WASL_FAULT_N("n", number));
	WASL_TRY(status);
	used = wasl_rows_int(&row, "n");
	WASL_TRY(wasl_rows_finish(&row, err));
	if (used > 0)
		return wasl_fault_of(err, WASL_CONFLICT, "/form",
				     "form-entered", WASL_FAULT_N("n", number));
	return WASL_OK;
}

static struct wasl_form take_form(struct wasl_rows *rows,
				  struct wasl_arena *arena)
{
	struct wasl_form out = {
		.number = wasl_rows_int(rows, "number"),
		.relief = wasl_rows_int(rows, "relief_id"),
		.printed_at = wasl_rows_int(rows, "printed_at"),
		.for_relief = wasl_rows_int(rows, "for_relief"),
		.officer =
			wasl_arena_text(arena, wasl_rows_text(rows, "officer")),
		.at = wasl_rows_int(rows, "at"),
		.entered_at = wasl_rows_int(rows, "entered_at"),
		.ref = wasl_arena_text(arena, wasl_rows_text(rows, "ref")),
		.sealed =
			wasl_arena_copy(arena, wasl_rows_bytes(rows, "sealed")),
	};

	if (out.entered_at != 0)
		wasl_rows_copy(rows, "uid", out.uid, sizeof(out.uid));
	return out;
}

wasl_status wasl_form_list(struct store_reader *r, struct wasl_arena *arena,
			   struct wasl_form **out, size_t *n, int64_t before,
			   uint32_t limit, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	struct wasl_form *list;
	size_t count = 0;

	if (limit > WASL_RELIEFS_MAX)
		limit = WASL_RELIEFS_MAX;
	list = wasl_arena_take(arena, limit, sizeof(*list));
	WASL_TRY(wasl_arena_check(arena, err));
	WASL_TRY(wasl_store_query(
		&rows, r, WASL_SQL_FORM_LIST, err,
		WASL_ARGS(wasl_arg_int(before), wasl_arg_int(limit))));
	while (count < limit && wasl_rows_next(&rows))
		list[count++] = take_form(&rows, arena);
	WASL_TRY(wasl_rows_finish(&rows, err));
	*out = list;
	*n = count;
	return wasl_arena_check(arena, err);
}

wasl_status wasl_late_add(struct store_tx *tx, const struct wasl_late *late,
			  struct wasl_err *err)
{
	WASL_TRY(wasl_form_blank(&tx->reader, late->form, err));
	return wasl_store_exec(tx, WASL_SQL_LATE_ENTRY_INSERT, err,
			       WASL_ARGS(wasl_arg_int(late->form),
					 wasl_arg_bytes(WASL_BYTES(late->uid)),
					 wasl_arg_int(late->officer_id),
					 wasl_arg_int(late->at),
					 wasl_arg_int(late->entered_at),
					 wasl_arg_bytes(late->dossier),
					 wasl_arg_bytes(late->sealed)));
}
