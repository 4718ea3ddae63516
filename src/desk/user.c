#include "desk/user.h"

#include "kind/fault.h"

#include <stdio.h>

static bool lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

bool wasl_user_name_valid(wasl_text name)
{
	if (name.n == 0 || name.n > WASL_USER_NAME_MAX || !lower(name.p[0]))
		return false;
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];
		if (!lower(c) && !digit(c) && c != '.' && c != '-' && c != '_')
			return false;
	}
	return true;
}

bool wasl_unit_valid(wasl_text unit)
{
	if (unit.n < 2 || unit.n > WASL_UNIT_MAX || !upper(unit.p[0]))
		return false;
	for (size_t i = 0; i < unit.n; i++)
		if (!upper(unit.p[i]) && !digit(unit.p[i]))
			return false;
	return true;
}

static wasl_status check_new(const struct wasl_user_new *user, int64_t now,
			     struct wasl_err *err)
{
	if (!wasl_user_name_valid(user->name))
		return wasl_fault_of(err, WASL_SCHEMA, "/name",
				     "user-name-like",
				     WASL_FAULT_N("max", WASL_USER_NAME_MAX));
	if (!wasl_unit_valid(user->unit))
		return wasl_fault_of(err, WASL_SCHEMA, "/unit", "unit-like",
				     WASL_FAULT_N("max", WASL_UNIT_MAX));
	if (user->until != 0 && user->until <= now)
		return wasl_fault(err, WASL_SCHEMA, "/until", "end-past");
	if (user->roles == 0)
		return wasl_fault(err, WASL_SCHEMA, "/roles", "at-least-one");
	return wasl_roles_compatible(user->roles, err);
}

static wasl_status taken(struct store_reader *r, bool *out, unsigned sql,
			 wasl_text value, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	wasl_status status = wasl_store_one(&rows, r, sql, err,
					    WASL_ARGS(wasl_arg_text(value)));
	*out = status == WASL_OK;
	return status == WASL_NOT_FOUND ? WASL_OK : status;
}

/* `FR-SPOC-3f2a`: says side and unit, not who; a longer tail where the short
 * one is taken. */
static wasl_status make_pseudonym(struct store_tx *tx,
				  char out[static WASL_PSEUDONYM_MAX + 1],
				  const struct wasl_user_new *user,
				  const struct wasl_random *random,
				  struct wasl_err *err)
{
	bool is_taken = true;
	for (int tries = 0; is_taken && tries < 16; tries++) {
		uint32_t tail;
		wasl_random_fill(random, &tail, sizeof(tail));
		snprintf(out, WASL_PSEUDONYM_MAX + 1, "%.2s-%.*s-%0*x",
			 user->side.p, (int)user->unit.n, user->unit.p,
			 tries < 8 ? 4 : 8,
			 tries < 8 ? (unsigned)(tail & 0xffff)
				   : (unsigned)tail);
		WASL_TRY(taken(&tx->reader, &is_taken,
			       WASL_SQL_OFFICER_PSEUDONYM_TAKEN,
			       wasl_text_of(out), err));
	}
	if (is_taken)
		return wasl_fault(err, WASL_CONFLICT, "", "pseudonyms-out");
	return WASL_OK;
}

wasl_status wasl_user_may_add(struct store_reader *r,
			      const struct wasl_user_new *user, int64_t now,
			      struct wasl_err *err)
{
	bool is_taken;
	WASL_TRY(check_new(user, now, err));
	WASL_TRY(
		taken(r, &is_taken, WASL_SQL_OFFICER_BY_NAME, user->name, err));
	return is_taken ? wasl_fault(err, WASL_EXISTS, "/name", "user-there")
			: WASL_OK;
}

wasl_status wasl_user_add(struct store_tx *tx, struct wasl_user *out,
			  const struct wasl_user_new *user, int64_t now,
			  const struct wasl_random *random,
			  struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	struct wasl_user u = {.roles = user->roles, .until = user->until};
	char roles[WASL_ROLES_TEXT_MAX];
	wasl_assert(user->side.n == 2);
	WASL_TRY(wasl_user_may_add(&tx->reader, user, now, err));
	memcpy(u.name, user->name.p, user->name.n);
	memcpy(u.unit, user->unit.p, user->unit.n);
	WASL_TRY(make_pseudonym(tx, u.pseudonym, user, random, err));
	wasl_roles_write(roles, u.roles);
	WASL_TRY(wasl_store_one(
		&rows, &tx->reader, WASL_SQL_OFFICER_INSERT, err,
		WASL_ARGS(wasl_arg_str(u.name), wasl_arg_str(u.pseudonym),
			  wasl_arg_str(u.unit), wasl_arg_str(roles),
			  wasl_arg_int(u.until))));
	u.id = wasl_rows_int(&rows, "id");
	WASL_TRY(wasl_rows_finish(&rows, err));
	*out = u;
	return WASL_OK;
}

/* A column into a fixed field; what does not fit was never written by us. */
static bool copy(char *out, size_t max, struct wasl_rows *rows,
		 const char *column)
{
	wasl_text text = wasl_rows_text(rows, column);
	if (text.n > max)
		return false;
	memcpy(out, text.p, text.n);
	return true;
}

wasl_status wasl_user_read(struct wasl_user *out, struct wasl_rows *rows,
			   struct wasl_err *err)
{
	struct wasl_user u = {
		.id = wasl_rows_int(rows, "id"),
		.until = wasl_rows_int(rows, "until_at"),
		.disabled = wasl_rows_bool(rows, "disabled"),
	};
	wasl_text roles = wasl_rows_text(rows, "roles");
	if (!copy(u.name, WASL_USER_NAME_MAX, rows, "name") ||
	    !copy(u.pseudonym, WASL_PSEUDONYM_MAX, rows, "pseudonym") ||
	    !copy(u.unit, WASL_UNIT_MAX, rows, "unit") ||
	    wasl_roles_parse(&u.roles, roles, err) != WASL_OK)
		return wasl_fail(err, WASL_CORRUPT, "officer %lld",
				 (long long)u.id);
	*out = u;
	return WASL_OK;
}

static wasl_status get(struct store_reader *r, struct wasl_user *out,
		       unsigned sql, struct wasl_arg key, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	struct wasl_user u;
	WASL_TRY(wasl_store_one(&rows, r, sql, err, WASL_ARGS(key)));
	WASL_TRY(wasl_user_read(&u, &rows, err));
	WASL_TRY(wasl_rows_finish(&rows, err));
	*out = u;
	return WASL_OK;
}

wasl_status wasl_user_by_name(struct store_reader *r, struct wasl_user *out,
			      wasl_text name, struct wasl_err *err)
{
	wasl_status status =
		get(r, out, WASL_SQL_OFFICER_BY_NAME, wasl_arg_text(name), err);
	if (status == WASL_NOT_FOUND)
		return wasl_fault_of(err, status, "", "user-none",
				     WASL_FAULT_T("name", name));
	return status;
}

wasl_status wasl_user_by_id(struct store_reader *r, struct wasl_user *out,
			    int64_t id, struct wasl_err *err)
{
	return get(r, out, WASL_SQL_OFFICER_BY_ID, wasl_arg_int(id), err);
}

wasl_status wasl_user_list(struct store_reader *r, struct wasl_arena *arena,
			   struct wasl_user **out, size_t *n,
			   struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	struct wasl_user *list =
		wasl_arena_take(arena, WASL_USERS_MAX, sizeof(*list));
	size_t count = 0;
	WASL_TRY(wasl_arena_check(arena, err));
	WASL_TRY(wasl_store_query(&rows, r, WASL_SQL_OFFICER_LIST, err,
				  WASL_ARGS(wasl_arg_int(WASL_USERS_MAX))));
	while (wasl_rows_next(&rows))
		WASL_TRY(wasl_user_read(&list[count++], &rows, err));
	WASL_TRY(wasl_rows_finish(&rows, err));
	*out = list;
	*n = count;
	return WASL_OK;
}

wasl_status wasl_user_active(const struct wasl_user *user, int64_t now,
			     struct wasl_err *err)
{
	if (user->disabled)
		return wasl_fault_of(
			err, WASL_DENIED, "", "user-disabled",
			WASL_FAULT_T("name", wasl_text_of(user->name)));
	if (user->until != 0 && now >= user->until)
		return wasl_fault_of(
			err, WASL_DENIED, "", "user-over",
			WASL_FAULT_T("name", wasl_text_of(user->name)));
	return WASL_OK;
}

wasl_status wasl_user_disable(struct store_tx *tx, struct wasl_user *out,
			      wasl_text name, bool disabled, int64_t actor_id,
			      struct wasl_err *err)
{
	WASL_TRY(wasl_user_by_name(&tx->reader, out, name, err));
	if (out->id == actor_id)
		return wasl_fault(err, WASL_RULE, "", "service-self");
	out->disabled = disabled;
	return wasl_store_exec(
		tx, WASL_SQL_OFFICER_DISABLE, err,
		WASL_ARGS(wasl_arg_int(out->id), wasl_arg_bool(disabled)));
}

wasl_status wasl_user_roles(struct store_tx *tx, struct wasl_user *user,
			    uint32_t roles, struct wasl_err *err)
{
	char words[WASL_ROLES_TEXT_MAX];
	user->roles = roles;
	wasl_roles_write(words, roles);
	return wasl_store_exec(
		tx, WASL_SQL_OFFICER_ROLES, err,
		WASL_ARGS(wasl_arg_int(user->id), wasl_arg_str(words)));
}

wasl_status wasl_user_other(struct store_reader *r, bool *out,
			    const int64_t but[static 2], wasl_right right,
			    int64_t now, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	struct wasl_user u;
	*out = false;
	WASL_TRY(wasl_store_query(&rows, r, WASL_SQL_OFFICER_LIST, err,
				  WASL_ARGS(wasl_arg_int(WASL_USERS_MAX))));
	while (!*out && wasl_rows_next(&rows)) {
		WASL_TRY(wasl_user_read(&u, &rows, err));
		*out = u.id != but[0] && u.id != but[1] &&
		       wasl_roles_may(u.roles, right) &&
		       (now == WASL_USER_EVER ||
			wasl_user_active(&u, now, NULL) == WASL_OK);
	}
	return *out ? WASL_OK : wasl_rows_finish(&rows, err);
}
