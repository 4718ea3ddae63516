#include "desk/duty.h"

#include "base/text.h"
#include "kind/fault.h"

static bool text_between(const char *text, size_t max)
{
	wasl_text t = wasl_text_of(text);

	return t.n > 0 && t.n <= max && wasl_utf8_valid(wasl_text_bytes(t));
}

static bool lower(char c)
{
	return c >= 'a' && c <= 'z';
}

/* Two letters each, with commas between. */
static bool languages_valid(const char *text)
{
	size_t n = strlen(text);

	if (n % 3 != 2 || n > 3 * WASL_DUTY_LANGUAGES_MAX - 1)
		return false;
	for (size_t i = 0; i < n; i++)
		if (i % 3 == 2 ? text[i] != ',' : !lower(text[i]))
			return false;
	return true;
}

/* A number as people dial it; nothing else goes on a card. */
static bool telephone_valid(const char *text)
{
	size_t digits = 0;

	if (!text_between(text, WASL_DUTY_TELEPHONE_MAX))
		return false;
	for (size_t i = 0; text[i] != '\0'; i++) {
		if (text[i] >= '0' && text[i] <= '9')
			digits++;
		else if (text[i] != ' ' && text[i] != '-' &&
			 !(text[i] == '+' && i == 0))
			return false;
	}
	return digits >= 3;
}

static wasl_status check(const struct wasl_duty *duty, int64_t now,
			 struct wasl_err *err)
{
	if (!text_between(duty->function, WASL_DUTY_FUNCTION_MAX))
		return wasl_fault_of(
			err, WASL_SCHEMA, "/function", "text-range",
			WASL_FAULT_N("max", WASL_DUTY_FUNCTION_MAX));
	if (!languages_valid(duty->languages))
		return wasl_fault_of(
			err, WASL_SCHEMA, "/languages", "languages-like",
			WASL_FAULT_N("max", WASL_DUTY_LANGUAGES_MAX));
	if (!telephone_valid(duty->telephone))
		return wasl_fault_of(
			err, WASL_SCHEMA, "/telephone", "telephone-like",
			WASL_FAULT_N("max", WASL_DUTY_TELEPHONE_MAX));
	if (duty->until_at <= duty->from_at || duty->until_at <= now)
		return wasl_fault(err, WASL_SCHEMA, "/until", "duty-end");
	if (duty->place < 1 || duty->place > 99)
		return wasl_fault_of(err, WASL_SCHEMA, "/place", "number-to",
				     WASL_FAULT_N("max", 99));
	return WASL_OK;
}

wasl_status wasl_duty_add(struct store_tx *tx, int64_t *id,
			  const struct wasl_duty *duty, int64_t now,
			  struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	struct wasl_user user;
	int64_t given;

	WASL_TRY(check(duty, now, err));
	WASL_TRY(wasl_user_by_name(&tx->reader, &user,
				   wasl_text_of(duty->officer), err));
	WASL_TRY(wasl_user_active(&user, now, err));
	if (!(user.roles & WASL_ROLE_BIT(duty->role)))
		return wasl_fault_of(
			err, WASL_RULE, "/officer", "role-not-his",
			WASL_FAULT_T("officer", wasl_text_of(user.name)),
			WASL_FAULT_T("role",
				     wasl_text_of(wasl_role_name(duty->role))));
	WASL_TRY(wasl_store_one(
		&rows, &tx->reader, WASL_SQL_DUTY_INSERT, err,
		WASL_ARGS(wasl_arg_int(user.id),
			  wasl_arg_str(wasl_role_name(duty->role)),
			  wasl_arg_str(duty->function),
			  wasl_arg_str(duty->languages),
			  wasl_arg_str(duty->telephone),
			  wasl_arg_int(duty->from_at),
			  wasl_arg_int(duty->until_at),
			  wasl_arg_int(duty->place))));
	given = wasl_rows_int(&rows, "id");
	WASL_TRY(wasl_rows_finish(&rows, err));
	*id = given;
	return WASL_OK;
}

wasl_status wasl_duty_remove(struct store_tx *tx, int64_t id,
			     struct wasl_err *err)
{
	WASL_TRY(wasl_store_exec(tx, WASL_SQL_DUTY_DELETE, err,
				 WASL_ARGS(wasl_arg_int(id))));
	if (wasl_store_changed(tx) == 0)
		return wasl_fault_of(err, WASL_NOT_FOUND, "", "roster-none",
				     WASL_FAULT_N("n", id));
	return WASL_OK;
}

static wasl_status take_row(struct wasl_duty *out, struct wasl_rows *rows,
			    struct wasl_arena *arena, struct wasl_err *err)
{
	*out = (struct wasl_duty){
		.id = wasl_rows_int(rows, "id"),
		.officer =
			wasl_arena_text(arena, wasl_rows_text(rows, "officer")),
		.function = wasl_arena_text(arena,
					    wasl_rows_text(rows, "function")),
		.languages = wasl_arena_text(arena,
					     wasl_rows_text(rows, "languages")),
		.telephone = wasl_arena_text(arena,
					     wasl_rows_text(rows, "telephone")),
		.from_at = wasl_rows_int(rows, "from_at"),
		.until_at = wasl_rows_int(rows, "until_at"),
		.place = wasl_rows_int(rows, "place"),
	};
	if (!wasl_role_find(&out->role, wasl_rows_text(rows, "role")))
		return wasl_fail(err, WASL_CORRUPT, "duty %lld",
				 (long long)out->id);
	return wasl_arena_check(arena, err);
}

wasl_status wasl_duty_list(struct store_reader *r, struct wasl_arena *arena,
			   struct wasl_duty **out, size_t *n,
			   const struct wasl_duty_when *when,
			   struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	struct wasl_duty *list =
		wasl_arena_take(arena, WASL_DUTIES_MAX, sizeof(*list));
	size_t count = 0;

	WASL_TRY(wasl_arena_check(arena, err));
	WASL_TRY(wasl_store_query(&rows, r, WASL_SQL_DUTY_LIST, err,
				  WASL_ARGS(wasl_arg_int(when->from),
					    wasl_arg_int(when->until),
					    wasl_arg_str(when->role),
					    wasl_arg_int(WASL_DUTIES_MAX))));
	while (wasl_rows_next(&rows))
		WASL_TRY(take_row(&list[count++], &rows, arena, err));
	WASL_TRY(wasl_rows_finish(&rows, err));
	*out = list;
	*n = count;
	return WASL_OK;
}

void wasl_duty_gaps(struct wasl_duty_gap *gaps, size_t *n_gaps,
		    const struct wasl_duty *duties, size_t n, int64_t from,
		    int64_t until)
{
	size_t count = 0;

	for (size_t i = 0; i < n && from < until; i++) {
		if (duties[i].from_at > from)
			gaps[count++] = (struct wasl_duty_gap){
				from, duties[i].from_at < until
					      ? duties[i].from_at
					      : until};
		if (duties[i].until_at > from)
			from = duties[i].until_at;
	}
	if (from < until)
		gaps[count++] = (struct wasl_duty_gap){from, until};
	*n_gaps = count;
}
