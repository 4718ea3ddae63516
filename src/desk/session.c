#include "desk/session.h"

#include "kind/fault.h"

const char *wasl_session_how_text(wasl_session_how how)
{
	static const char *const texts[] = {
		[WASL_SESSION_PASSWORD] = "password",
		[WASL_SESSION_CODE] = "code",
		[WASL_SESSION_PASSKEY] = "passkey",
		[WASL_SESSION_LINK] = "link",
	};

	return texts[how];
}

int64_t wasl_session_expires(const struct wasl_session *session)
{
	int64_t idle = session->used_at + WASL_SESSION_IDLE_S;
	int64_t life = session->began_at + WASL_SESSION_LIFE_S;

	return idle < life ? idle : life;
}

wasl_status wasl_session_holds(const struct wasl_session *session, int64_t now,
			       struct wasl_err *err)
{
	if (now >= wasl_session_expires(session))
		return wasl_fault(err, WASL_SIGN_IN, "", "session-over");
	if (session->roles != session->user.roles)
		return wasl_fault(err, WASL_SIGN_IN, "", "roles-changed");
	if (wasl_user_active(&session->user, now, NULL) != WASL_OK)
		return wasl_fault(err, WASL_SIGN_IN, "", "out-of-service");
	return WASL_OK;
}

wasl_status wasl_session_add(struct store_tx *tx, struct wasl_session *session,
			     const struct wasl_hash *key, int64_t now,
			     struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	char roles[WASL_ROLES_TEXT_MAX];

	session->roles = session->user.roles;
	session->began_at = session->used_at = now;
	wasl_roles_write(roles, session->roles);
	WASL_TRY(wasl_store_exec(
		tx, WASL_SQL_SESSION_EXPIRE, err,
		WASL_ARGS(wasl_arg_int(now - WASL_SESSION_IDLE_S),
			  wasl_arg_int(now - WASL_SESSION_LIFE_S))));
	WASL_TRY(wasl_store_one(
		&rows, &tx->reader, WASL_SQL_SESSION_INSERT, err,
		WASL_ARGS(wasl_arg_bytes(wasl_hash_bytes(key)),
			  wasl_arg_int(session->user.id), wasl_arg_str(roles),
			  wasl_arg_int(session->how),
			  wasl_arg_str(session->address), wasl_arg_int(now))));
	session->id = wasl_rows_int(&rows, "id");
	WASL_TRY(wasl_rows_finish(&rows, err));
	return wasl_store_exec(tx, WASL_SQL_SESSION_DELETE_SURPLUS, err,
			       WASL_ARGS(wasl_arg_int(session->user.id),
					 wasl_arg_int(WASL_SESSIONS_EACH_MAX)));
}

static wasl_status read_row(struct wasl_session *out, struct wasl_rows *rows,
			    struct wasl_err *err)
{
	struct wasl_session s = {
		.id = wasl_rows_int(rows, "session_id"),
		.began_at = wasl_rows_int(rows, "began_at"),
		.used_at = wasl_rows_int(rows, "used_at"),
	};
	int64_t how = wasl_rows_int(rows, "how");
	wasl_text address = wasl_rows_text(rows, "address");

	if (how < WASL_SESSION_PASSWORD || how > WASL_SESSION_LINK ||
	    address.n > WASL_ADDRESS_MAX ||
	    wasl_roles_parse(&s.roles, wasl_rows_text(rows, "roles_then"),
			     err) != WASL_OK)
		return wasl_fail(err, WASL_CORRUPT, "session %lld",
				 (long long)s.id);
	s.how = (wasl_session_how)how;
	memcpy(s.address, address.p, address.n);
	WASL_TRY(wasl_user_read(&s.user, rows, err));
	*out = s;
	return WASL_OK;
}

wasl_status wasl_session_get(struct store_reader *r, struct wasl_session *out,
			     const struct wasl_hash *key, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	wasl_status status =
		wasl_store_one(&rows, r, WASL_SQL_SESSION_GET, err,
			       WASL_ARGS(wasl_arg_bytes(wasl_hash_bytes(key))));

	if (status == WASL_NOT_FOUND)
		return wasl_fault(err, WASL_SIGN_IN, "", "session-none");
	if (status != WASL_OK)
		return status;
	WASL_TRY(read_row(out, &rows, err));
	return wasl_rows_finish(&rows, err);
}

wasl_status wasl_session_list(struct store_reader *r, struct wasl_arena *arena,
			      struct wasl_session **out, size_t *n,
			      int64_t officer_id, int64_t now,
			      struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	struct wasl_session *list =
		wasl_arena_take(arena, WASL_SESSIONS_MAX, sizeof(*list));
	size_t count = 0;

	WASL_TRY(wasl_arena_check(arena, err));
	WASL_TRY(wasl_store_query(
		&rows, r, WASL_SQL_SESSION_LIST, err,
		WASL_ARGS(wasl_arg_int(officer_id),
			  wasl_arg_int(now - WASL_SESSION_IDLE_S),
			  wasl_arg_int(now - WASL_SESSION_LIFE_S),
			  wasl_arg_int(WASL_SESSIONS_MAX))));
	while (wasl_rows_next(&rows))
		WASL_TRY(read_row(&list[count++], &rows, err));
	WASL_TRY(wasl_rows_finish(&rows, err));
	*out = list;
	*n = count;
	return WASL_OK;
}

wasl_status wasl_session_used(struct store_tx *tx, int64_t id, int64_t now,
			      struct wasl_err *err)
{
	return wasl_store_exec(tx, WASL_SQL_SESSION_USED, err,
			       WASL_ARGS(wasl_arg_int(id), wasl_arg_int(now)));
}

wasl_status wasl_session_drop(struct store_tx *tx, int64_t id,
			      int64_t officer_id, struct wasl_err *err)
{
	WASL_TRY(wasl_store_exec(
		tx, WASL_SQL_SESSION_DELETE, err,
		WASL_ARGS(wasl_arg_int(id), wasl_arg_int(officer_id))));
	return wasl_store_changed(tx) > 0
		       ? WASL_OK
		       : wasl_fault(err, WASL_NOT_FOUND, "", "session-none");
}

wasl_status wasl_session_drop_all(struct store_tx *tx, int64_t officer_id,
				  int64_t but, struct wasl_err *err)
{
	return wasl_store_exec(
		tx, WASL_SQL_SESSION_DELETE_ALL, err,
		WASL_ARGS(wasl_arg_int(officer_id), wasl_arg_int(but)));
}
