#include "node/deskconfig.h"

#include "base/text.h"

#include <stdio.h>

/* Largest numbers, each in the unit of its member. */
#define U0_SECONDS_MAX 86400
#define PERCENT_MAX    1000
#define DAYS_MAX       36600

static wasl_status fail(struct wasl_err *err, const char *at, const char *text)
{
	return wasl_fail_at(err, WASL_SCHEMA, at, "%s", text);
}

/* --- rungs --------------------------------------------------------------- */

static void set_rung(struct wasl_rung *rung, uint32_t at, enum wasl_role role)
{
	*rung = (struct wasl_rung){.at = at, .role = role};
}

void wasl_desk_config_init(struct wasl_desk_config *out)
{
	*out = (struct wasl_desk_config){
		.n_rungs = 3,
		.n_u0 = 4,
		.wake_timeout = 10,
		.wake_gap = 20,
		.refusal_days = 5 * 365,
		.refusal_review_days = 365,
		.subject_days = 30,
		.case_days = 365,
		.pair_percent = 50,
	};
	set_rung(&out->rungs[0], 50, WASL_ROLE_VALIDATOR);
	set_rung(&out->rungs[1], 80, WASL_ROLE_LIAISON);
	set_rung(&out->rungs[2], 100, WASL_ROLE_DIRECTOR);
	set_rung(&out->u0[0], 0, WASL_ROLE_DUTY);
	set_rung(&out->u0[1], 60, WASL_ROLE_VALIDATOR);
	set_rung(&out->u0[2], 120, WASL_ROLE_LIAISON);
	set_rung(&out->u0[3], 180, WASL_ROLE_DIRECTOR);
}

static wasl_status read_wake(struct wasl_rung *rung, const json_t *v,
			     const char *at, struct wasl_err *err)
{
	size_t n = json_array_size(v), used = 0;

	if (!json_is_array(v) || n == 0 || n > WASL_WAKE_WORDS_MAX)
		return fail(err, at,
			    "a wake command is a list of 1 to 8 words");
	for (size_t i = 0; i < n; i++) {
		wasl_text word = wasl_json_text(json_array_get(v, i));

		if (word.n == 0 || used + word.n + 1 > WASL_WAKE_MAX ||
		    memchr(word.p, '\0', word.n))
			return fail(err, at,
				    "words of a wake command are texts, at "
				    "most 256 bytes in all");
		memcpy(rung->wake + used, word.p, word.n);
		used += word.n + 1;
	}
	if (rung->wake[0] != '/')
		return fail(err, at, "a wake command begins with a full path");
	rung->wake_n = n;
	return WASL_OK;
}

struct rung_form {
	const char *unit; /* member that says when: "percent", "seconds" */
	json_int_t max;
};

static wasl_status read_rung(struct wasl_rung *rung, const json_t *v,
			     const struct rung_form *form, const char *at,
			     struct wasl_err *err)
{
	const json_t *when = json_object_get(v, form->unit);
	const json_t *wake = json_object_get(v, "wake");
	json_int_t n = json_integer_value(when);
	wasl_text role = wasl_json_text(json_object_get(v, "role"));

	*rung = (struct wasl_rung){0};
	if (!json_is_object(v) ||
	    json_object_size(v) != (size_t)(wake == NULL ? 2 : 3))
		return wasl_fail_at(err, WASL_SCHEMA, at,
				    "a rung has %s, role and perhaps wake",
				    form->unit);
	if (!json_is_integer(when) || n < 0 || n > form->max)
		return wasl_fail_at(err, WASL_SCHEMA, at,
				    "%s is a number from 0 to %d", form->unit,
				    (int)form->max);
	if (role.n == 0 || !wasl_role_find(&rung->role, role))
		return fail(err, at, "no such role");
	rung->at = (uint32_t)n;
	return wake == NULL ? WASL_OK : read_wake(rung, wake, at, err);
}

static wasl_status read_rungs(struct wasl_rung *rungs, size_t *n,
			      const json_t *v, const struct rung_form *form,
			      const char *pointer, struct wasl_err *err)
{
	size_t count = json_array_size(v);

	if (!json_is_array(v) || count == 0 || count > WASL_RUNGS_MAX)
		return fail(err, pointer, "a list of 1 to 8 rungs");
	for (size_t i = 0; i < count; i++) {
		char at[64];

		snprintf(at, sizeof(at), "%s/%zu", pointer, i);
		WASL_TRY(read_rung(&rungs[i], json_array_get(v, i), form, at,
				   err));
		if (i > 0 && rungs[i].at <= rungs[i - 1].at)
			return fail(err, at,
				    "each rung is later than the one "
				    "before");
	}
	*n = count;
	return WASL_OK;
}

static wasl_status read_percent_rungs(struct wasl_desk_config *c,
				      const json_t *v, const char *at,
				      struct wasl_err *err)
{
	static const struct rung_form form = {"percent", PERCENT_MAX};

	return read_rungs(c->rungs, &c->n_rungs, v, &form, at, err);
}

static wasl_status read_u0(struct wasl_desk_config *c, const json_t *v,
			   const char *at, struct wasl_err *err)
{
	static const struct rung_form form = {"seconds", U0_SECONDS_MAX};

	return read_rungs(c->u0, &c->n_u0, v, &form, at, err);
}

/* --- the rest ------------------------------------------------------------ */

static wasl_status read_triage(struct wasl_desk_config *c, const json_t *v,
			       const char *at, struct wasl_err *err)
{
	size_t n = json_array_size(v);

	if (!json_is_array(v) || n > WASL_DESK_TRIAGE_MAX)
		return fail(err, at, "a list of at most 16 units");
	memset(c->triage, 0, sizeof(c->triage));
	for (size_t i = 0; i < n; i++) {
		wasl_text unit = wasl_json_text(json_array_get(v, i));

		if (!wasl_unit_valid(unit))
			return fail(err, at,
				    "a unit is A-Z and 0-9, first a "
				    "letter, 2 to 12");
		memcpy(c->triage[i], unit.p, unit.n);
	}
	c->n_triage = n;
	return WASL_OK;
}

static wasl_status read_text(char *out, size_t max, const json_t *v,
			     const char *at, struct wasl_err *err)
{
	wasl_text text = wasl_json_text(v);

	if (!json_is_string(v) || text.n == 0 || text.n > max ||
	    memchr(text.p, '\0', text.n))
		return wasl_fail_at(err, WASL_SCHEMA, at,
				    "a text of 1 to %zu bytes", max);
	memset(out, 0, max + 1);
	memcpy(out, text.p, text.n);
	return WASL_OK;
}

static wasl_status read_answer(struct wasl_desk_config *c, const json_t *v,
			       const char *at, struct wasl_err *err)
{
	return read_text(c->subject_answer, WASL_DESK_ANSWER_MAX, v, at, err);
}

static wasl_status read_appeal(struct wasl_desk_config *c, const json_t *v,
			       const char *at, struct wasl_err *err)
{
	return read_text(c->appeal, WASL_DESK_APPEAL_MAX, v, at, err);
}

static wasl_status read_checks(struct wasl_desk_config *c, const json_t *v,
			       const char *at, struct wasl_err *err)
{
	if (!json_is_boolean(v))
		return fail(err, at, "true or false");
	c->checks = json_is_true(v);
	return WASL_OK;
}

static wasl_status read_passkeys(struct wasl_desk_config *c, const json_t *v,
				 const char *at, struct wasl_err *err)
{
	if (!json_is_boolean(v))
		return fail(err, at, "true or false");
	c->passkeys = json_is_true(v);
	return WASL_OK;
}

static const struct {
	const char *name;
	size_t offset;
	json_int_t min, max;
} numbers[] = {
#define N(member, min, max)                                                    \
	{                                                                      \
#member, offsetof(struct wasl_desk_config, member), (min),     \
			(max)                                                  \
	}
	N(wake_timeout, 1, 600),      N(wake_gap, 1, 3600),
	N(refusal_days, 1, DAYS_MAX), N(refusal_review_days, 1, DAYS_MAX),
	N(subject_days, 1, 366),      N(case_days, 1, 36600),
	N(pair_percent, 1, 100),
#undef N
};

static const struct {
	const char *name;
	wasl_status (*read)(struct wasl_desk_config *c, const json_t *v,
			    const char *at, struct wasl_err *err);
} members[] = {
	{"triage", read_triage},
	{"rungs", read_percent_rungs},
	{"u0", read_u0},
	{"subject_answer", read_answer},
	{"appeal", read_appeal},
	{"checks", read_checks},
	{"passkeys", read_passkeys},
};

static wasl_status read_number(struct wasl_desk_config *c, size_t i,
			       const json_t *v, const char *at,
			       struct wasl_err *err)
{
	json_int_t n = json_integer_value(v);
	unsigned value = (unsigned)n;

	if (!json_is_integer(v) || n < numbers[i].min || n > numbers[i].max)
		return wasl_fail_at(err, WASL_SCHEMA, at,
				    "a number from %d to %d",
				    (int)numbers[i].min, (int)numbers[i].max);
	memcpy((char *)c + numbers[i].offset, &value, sizeof(value));
	return WASL_OK;
}

static wasl_status read_member(struct wasl_desk_config *c, const char *name,
			       const json_t *v, struct wasl_err *err)
{
	char at[WASL_ERR_FIELD_MAX];

	snprintf(at, sizeof(at), "/desk/%.32s", name);
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		if (strcmp(members[i].name, name) == 0)
			return members[i].read(c, v, at, err);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if (strcmp(numbers[i].name, name) == 0)
			return read_number(c, i, v, at, err);
	return fail(err, at, "unknown member");
}

wasl_status wasl_desk_config_read(struct wasl_desk_config *out, const json_t *v,
				  struct wasl_err *err)
{
	const char *name;
	json_t *member;

	if (!json_is_object(v))
		return fail(err, "/desk", "not an object");
	json_object_foreach((json_t *)(uintptr_t)v, name, member)
		WASL_TRY(read_member(out, name, member, err));
	return WASL_OK;
}
