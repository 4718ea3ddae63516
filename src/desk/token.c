#include "desk/token.h"

#include "kind/fault.h"

#define R(right) (UINT32_C(1) << WASL_RIGHT_##right)

bool wasl_token_may(wasl_right right)
{
	const uint32_t persons = R(APPROVE) | R(GRANT) | R(SECOND) | R(LINE) |
				 R(PEERS) | R(CLEAR) | R(GLASS) | R(RELIEVE);

	return (persons & UINT32_C(1) << right) == 0;
}

wasl_status wasl_token_add(struct store_tx *tx, struct wasl_token *token,
			   const struct wasl_hash *hash, int64_t now,
			   struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	wasl_autoarena arena = wasl_arena_init((size_t)1 << 20);
	struct wasl_token *list;
	size_t n;

	token->made_at = now;
	WASL_TRY(wasl_store_exec(tx, WASL_SQL_TOKEN_EXPIRE, err,
				 WASL_ARGS(wasl_arg_int(now))));
	WASL_TRY(wasl_token_list(&tx->reader, &arena, &list, &n, token->user.id,
				 now, err));
	if (n >= WASL_TOKENS_EACH_MAX)
		return wasl_fault_of(err, WASL_CONFLICT, "", "tokens-many",
				     WASL_FAULT_N("max", WASL_TOKENS_EACH_MAX));
	WASL_TRY(wasl_store_one(&rows, &tx->reader, WASL_SQL_TOKEN_INSERT, err,
				WASL_ARGS(wasl_arg_int(token->user.id),
					  wasl_arg_bytes(wasl_hash_bytes(hash)),
					  wasl_arg_str(token->name),
					  wasl_arg_int(token->rights),
					  wasl_arg_bool(token->reads),
					  wasl_arg_int(now),
					  wasl_arg_int(token->expires_at))));
	token->id = wasl_rows_int(&rows, "id");
	return wasl_rows_finish(&rows, err);
}

static wasl_status read_row(struct wasl_token *out, struct wasl_rows *rows,
			    struct wasl_err *err)
{
	struct wasl_token t = {
		.id = wasl_rows_int(rows, "token_id"),
		.reads = wasl_rows_bool(rows, "reads"),
		.made_at = wasl_rows_int(rows, "made_at"),
		.expires_at = wasl_rows_int(rows, "expires_at"),
		.used_at = wasl_rows_int(rows, "used_at"),
	};
	uint64_t rights = wasl_rows_u64(rows, "rights");
	wasl_text name = wasl_rows_text(rows, "token_name");

	if (rights > UINT32_MAX || name.n > WASL_TOKEN_NAME_MAX)
		return wasl_fail(err, WASL_CORRUPT, "token %lld",
				 (long long)t.id);
	t.rights = (uint32_t)rights;
	memcpy(t.name, name.p, name.n);
	WASL_TRY(wasl_user_read(&t.user, rows, err));
	*out = t;
	return WASL_OK;
}

wasl_status wasl_token_get(struct store_reader *r, struct wasl_token *out,
			   const struct wasl_hash *hash, int64_t now,
			   struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	wasl_status status =
		wasl_store_one(&rows, r, WASL_SQL_TOKEN_GET, err,
			       WASL_ARGS(wasl_arg_bytes(wasl_hash_bytes(hash)),
					 wasl_arg_int(now)));

	if (status == WASL_NOT_FOUND)
		return wasl_fault(err, WASL_SIGN_IN, "", "token-over");
	if (status != WASL_OK)
		return status;
	WASL_TRY(read_row(out, &rows, err));
	return wasl_rows_finish(&rows, err);
}

wasl_status wasl_token_list(struct store_reader *r, struct wasl_arena *arena,
			    struct wasl_token **out, size_t *n,
			    int64_t officer_id, int64_t now,
			    struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	struct wasl_token *list =
		wasl_arena_take(arena, WASL_TOKENS_MAX, sizeof(*list));
	size_t count = 0;

	WASL_TRY(wasl_arena_check(arena, err));
	WASL_TRY(wasl_store_query(&rows, r, WASL_SQL_TOKEN_LIST, err,
				  WASL_ARGS(wasl_arg_int(officer_id),
					    wasl_arg_int(now),
					    wasl_arg_int(WASL_TOKENS_MAX))));
	while (wasl_rows_next(&rows))
		WASL_TRY(read_row(&list[count++], &rows, err));
	WASL_TRY(wasl_rows_finish(&rows, err));
	*out = list;
	*n = count;
	return WASL_OK;
}

wasl_status wasl_token_used(struct store_tx *tx, int64_t id, int64_t now,
			    struct wasl_err *err)
{
	return wasl_store_exec(tx, WASL_SQL_TOKEN_USED, err,
			       WASL_ARGS(wasl_arg_int(id), wasl_arg_int(now)));
}

wasl_status wasl_token_drop(struct store_tx *tx, int64_t id, int64_t officer_id,
			    struct wasl_err *err)
{
	WASL_TRY(wasl_store_exec(
		tx, WASL_SQL_TOKEN_DELETE, err,
		WASL_ARGS(wasl_arg_int(id), wasl_arg_int(officer_id))));
	return wasl_store_changed(tx) > 0
		       ? WASL_OK
		       : wasl_fault(err, WASL_NOT_FOUND, "", "token-none");
}
