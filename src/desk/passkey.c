#include "desk/passkey.h"

#include "kind/fault.h"

wasl_status wasl_passkey_add(struct store_tx *tx, struct wasl_passkey *passkey,
			     struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	wasl_autoarena arena = wasl_arena_init((size_t)1 << 20);
	uint8_t space[WASL_PASSKEY_COSE_MAX];
	struct wasl_buf cose = WASL_BUF(space);
	struct wasl_passkey *list;
	size_t n;

	WASL_TRY(wasl_passkey_list(&tx->reader, &arena, &list, &n,
				   passkey->officer_id, err));
	if (n == WASL_PASSKEYS_MAX)
		return wasl_fault_of(err, WASL_CONFLICT, "", "passkeys-many",
				     WASL_FAULT_N("max", WASL_PASSKEYS_MAX));
	wasl_passkey_key_write(&cose, &passkey->key);
	WASL_TRY(wasl_store_one(&rows, &tx->reader, WASL_SQL_PASSKEY_INSERT,
				err,
				WASL_ARGS(wasl_arg_int(passkey->officer_id),
					  wasl_arg_bytes(passkey->credential),
					  wasl_arg_bytes(wasl_buf_bytes(&cose)),
					  wasl_arg_str(passkey->name),
					  wasl_arg_int(passkey->counter),
					  wasl_arg_int(passkey->made_at))));
	passkey->id = wasl_rows_int(&rows, "id");
	return wasl_rows_finish(&rows, err);
}

static wasl_status read_row(struct wasl_passkey *out, struct wasl_arena *arena,
			    struct wasl_rows *rows, struct wasl_err *err)
{
	struct wasl_passkey p = {
		.id = wasl_rows_int(rows, "id"),
		.officer_id = wasl_rows_int(rows, "officer_id"),
		.made_at = wasl_rows_int(rows, "made_at"),
		.used_at = wasl_rows_int(rows, "used_at"),
	};
	uint64_t counter = wasl_rows_u64(rows, "counter");

	p.counter = (uint32_t)counter;
	p.name = wasl_arena_text(arena, wasl_rows_text(rows, "name"));
	p.credential =
		wasl_arena_copy(arena, wasl_rows_bytes(rows, "credential"));
	if (counter > UINT32_MAX ||
	    wasl_passkey_key_parse(&p.key, wasl_rows_bytes(rows, "cose"),
				   err) != WASL_OK)
		return wasl_fail(err, WASL_CORRUPT, "passkey %lld",
				 (long long)p.id);
	*out = p;
	return wasl_arena_check(arena, err);
}

wasl_status wasl_passkey_get(struct store_reader *r, struct wasl_arena *arena,
			     struct wasl_passkey *out, wasl_bytes credential,
			     struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_one(&rows, r, WASL_SQL_PASSKEY_GET, err,
				WASL_ARGS(wasl_arg_bytes(credential))));
	WASL_TRY(read_row(out, arena, &rows, err));
	return wasl_rows_finish(&rows, err);
}

wasl_status wasl_passkey_list(struct store_reader *r, struct wasl_arena *arena,
			      struct wasl_passkey **out, size_t *n,
			      int64_t officer_id, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	struct wasl_passkey *list =
		wasl_arena_take(arena, WASL_PASSKEYS_MAX, sizeof(*list));
	size_t count = 0;

	WASL_TRY(wasl_arena_check(arena, err));
	WASL_TRY(wasl_store_query(&rows, r, WASL_SQL_PASSKEY_LIST, err,
				  WASL_ARGS(wasl_arg_int(officer_id),
					    wasl_arg_int(WASL_PASSKEYS_MAX))));
	while (wasl_rows_next(&rows))
		WASL_TRY(read_row(&list[count++], arena, &rows, err));
	WASL_TRY(wasl_rows_finish(&rows, err));
	*out = list;
	*n = count;
	return WASL_OK;
}

wasl_status wasl_passkey_used(struct store_tx *tx,
			      const struct wasl_passkey *passkey,
			      uint32_t counter, int64_t now,
			      struct wasl_err *err)
{
	WASL_TRY(wasl_store_exec(tx, WASL_SQL_PASSKEY_USED, err,
				 WASL_ARGS(wasl_arg_int(passkey->id),
					   wasl_arg_int(counter),
					   wasl_arg_int(now))));
	return wasl_store_changed(tx) > 0
		       ? WASL_OK
		       : wasl_fault(err, WASL_BAD_SIG, "", "passkey-counter");
}

wasl_status wasl_passkey_drop(struct store_tx *tx, int64_t id,
			      int64_t officer_id, struct wasl_err *err)
{
	WASL_TRY(wasl_store_exec(
		tx, WASL_SQL_PASSKEY_DELETE, err,
		WASL_ARGS(wasl_arg_int(id), wasl_arg_int(officer_id))));
	return wasl_store_changed(tx) > 0
		       ? WASL_OK
		       : wasl_fault(err, WASL_NOT_FOUND, "", "passkey-none");
}
