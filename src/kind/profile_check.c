#include "kind/profile_check.h"

#include "base/text.h"
#include "calendar/civil.h"
#include "calendar/workdays.h"
#include "kind/profile_word.h"

struct check {
	struct wasl_findings *findings;
	const json_t *root;
};

/* What a member must look like; `wanted` completes "… must be". */
static void demand(const struct check *c, bool good, const char *pointer,
		   const char *wanted)
{
	if (!good)
		wasl_findings_add(c->findings, WASL_SEVERITY_ERROR, pointer,
				  "profile", "profile", "T04", "%s must be %s",
				  pointer == NULL ? "" : pointer, wanted);
}

static const char *member_of(const struct check *c, const char *pointer,
			     const char *name)
{
	return wasl_pointer_member(c->findings->arena, pointer,
				   wasl_text_of(name));
}

static bool is_between(const json_t *v, json_int_t min, json_int_t max)
{
	return json_is_integer(v) && json_integer_value(v) >= min &&
	       json_integer_value(v) <= max;
}

/* A figure that the treaty may leave open. */
static bool is_figure(const json_t *v, json_int_t max)
{
	return json_is_null(v) || is_between(v, 0, max);
}

/* --- lists and tables ----------------------------------------------------- */

static void check_words(const struct check *c, const json_t *v,
			const char *pointer, bool (*is_word)(wasl_text),
			const char *wanted)
{
	demand(c, json_is_array(v) && json_array_size(v) > 0, pointer,
	       "a list with something in it");
	for (size_t i = 0; i < json_array_size(v); i++)
		demand(c, is_word(wasl_json_text(json_array_get(v, i))),
		       wasl_pointer_item(c->findings->arena, pointer, i),
		       wanted);
}

typedef void check_fn(const struct check *c, const json_t *v,
		      const char *pointer);

/* Every member of an object and what it is called. */
static void check_each(const struct check *c, const json_t *v,
		       const char *pointer, bool (*is_word)(wasl_text),
		       const char *wanted, check_fn *check)
{
	const char *name;
	json_t *member;

	demand(c, json_is_object(v), pointer, "an object");
	json_object_foreach((json_t *)(uintptr_t)v, name, member)
	{
		const char *at = member_of(c, pointer, name);

		demand(c, is_word(wasl_text_of(name)), at, wanted);
		check(c, member, at);
	}
}

static void check_table(const struct check *c, const json_t *v,
			const char *pointer, check_fn *check)
{
	check_each(c, v, pointer, wasl_word_is_name,
		   "named by lower-case letters, digits, - and _", check);
}

static void check_days(const struct check *c, const json_t *v,
		       const char *pointer)
{
	demand(c, is_figure(v, 36600), pointer, "a number of days or null");
}

/* --- members -------------------------------------------------------------- */

static void check_name(const struct check *c, const json_t *v,
		       const char *pointer)
{
	demand(c, wasl_word_is_name(wasl_json_text(v)), pointer, "a name");
}

static void check_version(const struct check *c, const json_t *v,
			  const char *pointer)
{
	demand(c, is_between(v, 1, 1000000), pointer, "a version from 1 on");
}

static void check_sides(const struct check *c, const json_t *v,
			const char *pointer)
{
	wasl_text a = wasl_json_text(json_array_get(v, 0));
	wasl_text b = wasl_json_text(json_array_get(v, 1));

	demand(c,
	       json_array_size(v) == 2 && wasl_word_is_side(a) &&
		       wasl_word_is_side(b) && !wasl_text_eq(a, b),
	       pointer, "two ISO 3166 alpha-2 codes");
}

static void check_languages(const struct check *c, const json_t *v,
			    const char *pointer)
{
	check_words(c, v, pointer, wasl_word_is_language, "an ISO 639-1 code");
}

static void check_kind_hash(const struct check *c, const json_t *v,
			    const char *pointer)
{
	demand(c, json_is_null(v) || wasl_word_is_hash(wasl_json_text(v)),
	       pointer, "a kind hash of 64 lower-case hex digits");
}

static void check_kinds(const struct check *c, const json_t *v,
			const char *pointer)
{
	check_table(c, v, pointer, check_kind_hash);
}

static void check_line(const struct check *c, const json_t *v,
		       const char *pointer)
{
	demand(c, wasl_line_valid(wasl_json_text(v), WASL_BASIS_NAME_MAX),
	       pointer, "a line of text of at most 300 bytes");
}

/* What people call a basis: in each language of the line, and in others. */
static void check_basis_name(const struct check *c, const json_t *v,
			     const char *pointer)
{
	const json_t *languages = json_object_get(c->root, "languages");

	check_each(c, v, pointer, wasl_word_is_language,
		   "named by an ISO 639-1 code", check_line);
	for (size_t i = 0; i < json_array_size(languages); i++) {
		const char *language =
			json_string_value(json_array_get(languages, i));

		if (language != NULL)
			demand(c, json_object_get(v, language) != NULL,
			       member_of(c, pointer, language),
			       "there, as each language of the line");
	}
}

static void check_basis(const struct check *c, const json_t *v,
			const char *pointer)
{
	const char *name;
	json_t *member;

	demand(c, json_is_object(v), pointer, "an object");
	check_words(c, json_object_get(v, "kinds"),
		    member_of(c, pointer, "kinds"), wasl_word_is_name,
		    "the name of a kind");
	json_object_foreach((json_t *)(uintptr_t)v, name, member)
	{
		const char *at = member_of(c, pointer, name);

		demand(c, wasl_word_is_name(wasl_text_of(name)), at,
		       "named as a value");
		if (strcmp(name, "name") == 0)
			check_basis_name(c, member, at);
		else if (strcmp(name, "kinds") != 0)
			demand(c,
			       json_is_boolean(member) ||
				       json_is_string(member) ||
				       is_figure(member, 1000000),
			       at, "a number, a text, true, false or null");
	}
}

static void check_bases(const struct check *c, const json_t *v,
			const char *pointer)
{
	check_table(c, v, pointer, check_basis);
}

static void check_custody_days(const struct check *c, const json_t *v,
			       const char *pointer)
{
	demand(c, json_is_null(v) || is_between(v, 1, 366), pointer,
	       "a number of days from 1 on, or null");
}

static void check_ceiling(const struct check *c, const json_t *v,
			  const char *pointer)
{
	wasl_text t = wasl_json_text(v);

	demand(c, t.n == 2 && t.p[0] == 'H' && t.p[1] >= '0' && t.p[1] <= '3',
	       pointer, "a handling code H0 to H3");
}

static bool ends_with(wasl_text t, const char *end)
{
	size_t n = strlen(end);

	return t.n > n && memcmp(t.p + t.n - n, end, n) == 0;
}

static void check_deadline(const struct check *c, const json_t *v,
			   const char *pointer)
{
	const char *name;
	json_t *member;

	demand(c, json_is_object(v), pointer, "an object");
	json_object_foreach((json_t *)(uintptr_t)v, name, member)
	{
		const char *at = member_of(c, pointer, name);
		wasl_text t = wasl_text_of(name);
		json_int_t max = ends_with(t, "_working_days")
					 ? WASL_WORKING_DAYS_MAX
					 : 1000000;

		demand(c,
		       ends_with(t, "_minutes") || ends_with(t, "_hours") ||
			       ends_with(t, "_days"),
		       at, "named …_minutes, _hours, _days or _working_days");
		demand(c, json_is_null(member) || is_between(member, 1, max),
		       at, "a number from 1 on, or null");
	}
}

static void check_deadlines(const struct check *c, const json_t *v,
			    const char *pointer)
{
	const char *name;
	json_t *member;

	demand(c, json_is_object(v), pointer, "an object");
	json_object_foreach((json_t *)(uintptr_t)v, name, member)
	{
		const char *at = member_of(c, pointer, name);

		demand(c,
		       strlen(name) == 2 && name[0] == 'U' && name[1] >= '0' &&
			       name[1] <= '3',
		       at, "named U0 to U3");
		check_deadline(c, member, at);
	}
}

static void check_refusals(const struct check *c, const json_t *v,
			   const char *pointer)
{
	check_words(c, v, pointer, wasl_word_is_refusal,
		    "a refusal code like R01");
}

static void check_retention(const struct check *c, const json_t *v,
			    const char *pointer)
{
	check_table(c, v, pointer, check_days);
}

/* Exactly the named figures, none else. */
static void check_figures(const struct check *c, const json_t *v,
			  const char *pointer, const char *const *names,
			  size_t n)
{
	demand(c, json_is_object(v) && json_object_size(v) == n, pointer,
	       "an object of the figures that spec §11 names");
	for (size_t i = 0; i < n; i++)
		demand(c, is_figure(json_object_get(v, names[i]), 1000000),
		       member_of(c, pointer, names[i]), "a number or null");
}

static void check_clarify(const struct check *c, const json_t *v,
			  const char *pointer)
{
	static const char *const names[] = {"times", "total_days"};

	check_figures(c, v, pointer, names, 2);
}

static void check_budget(const struct check *c, const json_t *v,
			 const char *pointer)
{
	static const char *const names[] = {"per_unit_per_day"};

	check_figures(c, v, pointer, names, 1);
}

static void check_budgets(const struct check *c, const json_t *v,
			  const char *pointer)
{
	check_table(c, v, pointer, check_budget);
}

static void check_hours(const struct check *c, const json_t *v,
			const char *pointer)
{
	int32_t opens = wasl_word_hour(wasl_json_text(json_array_get(v, 0)));
	int32_t closes = wasl_word_hour(wasl_json_text(json_array_get(v, 1)));

	demand(c, json_array_size(v) == 2 && opens >= 0 && closes > opens,
	       pointer, "two times \"HH:MM\", the second later");
}

static void check_week(const struct check *c, const json_t *v,
		       const char *pointer)
{
	size_t n = json_array_size(v);

	demand(c, n >= 1 && n <= 7, pointer, "a list of 1 to 7 weekdays");
	for (size_t i = 0; i < n; i++)
		demand(c, is_between(json_array_get(v, i), 1, 7),
		       wasl_pointer_item(c->findings->arena, pointer, i),
		       "a weekday from 1 (Monday) to 7");
}

static void check_holidays(const struct check *c, const json_t *v,
			   const char *pointer)
{
	demand(c, json_is_array(v), pointer, "a list of dates");
	for (size_t i = 0; i < json_array_size(v); i++) {
		int64_t day;

		demand(c,
		       wasl_date_parse(&day,
				       wasl_json_text(json_array_get(v, i))),
		       wasl_pointer_item(c->findings->arena, pointer, i),
		       "a date YYYY-MM-DD");
	}
}

static void check_zone(const struct check *c, const json_t *v,
		       const char *pointer)
{
	demand(c, wasl_word_is_zone(wasl_json_text(v)), pointer,
	       "the name of a time zone");
}

struct member {
	const char *name;
	bool need;
	check_fn *check;
};

static void check_members(const struct check *c, const json_t *v,
			  const char *pointer, const struct member *members,
			  size_t n)
{
	const char *name;
	json_t *member;

	for (size_t i = 0; i < n; i++) {
		const char *at = member_of(c, pointer, members[i].name);
		const json_t *value = json_object_get(v, members[i].name);

		if (value != NULL)
			members[i].check(c, value, at);
		else
			demand(c, !members[i].need, at, "there");
	}
	json_object_foreach((json_t *)(uintptr_t)v, name, member)
	{
		size_t i = 0;

		while (i < n && strcmp(members[i].name, name) != 0)
			i++;
		demand(c, i < n, member_of(c, pointer, name),
		       "a member that spec §11 names");
	}
}

static void check_calendar(const struct check *c, const json_t *v,
			   const char *pointer)
{
	static const struct member members[] = {
		{"zone", true, check_zone},
		{"week", true, check_week},
		{"hours", true, check_hours},
		{"holidays", true, check_holidays},
	};

	demand(c, json_is_object(v), pointer, "an object");
	check_members(c, v, pointer, members,
		      sizeof(members) / sizeof(*members));
}

/* Of which side a member is. */
static void demand_side(const struct check *c, const char *name, const char *at)
{
	const json_t *sides = json_object_get(c->root, "sides");

	demand(c,
	       wasl_json_is(json_array_get(sides, 0), name) ||
		       wasl_json_is(json_array_get(sides, 1), name),
	       at, "of one of the sides");
}

/* An object with one such member a side. */
static void check_each_side(const struct check *c, const json_t *v,
			    const char *pointer,
			    void (*check)(const struct check *c,
					  const json_t *v, const char *pointer))
{
	const char *name;
	json_t *member;

	demand(c, json_is_object(v), pointer, "an object");
	json_object_foreach((json_t *)(uintptr_t)v, name, member)
	{
		const char *at = member_of(c, pointer, name);

		demand_side(c, name, at);
		check(c, member, at);
	}
}

static void check_calendars(const struct check *c, const json_t *v,
			    const char *pointer)
{
	check_each_side(c, v, pointer, check_calendar);
}

static void check_code(const struct check *c, const json_t *v,
		       const char *pointer)
{
	demand(c, wasl_word_is_code(wasl_json_text(v)), pointer, "a code");
}

/* Per side, the code of the basis on which its data leave. */
static void check_transfer(const struct check *c, const json_t *v,
			   const char *pointer)
{
	check_each_side(c, v, pointer, check_code);
}

static void check_minutes(const struct check *c, const json_t *v,
			  const char *pointer)
{
	demand(c, json_is_null(v) || is_between(v, 1, 1000000), pointer,
	       "a number of minutes from 1 on, or null");
}

static void check_value(const struct check *c, const json_t *v,
			const char *pointer)
{
	demand(c,
	       json_is_boolean(v) || json_is_string(v) || is_figure(v, 1000000),
	       pointer, "a number, a text, true, false or null");
}

static void check_values(const struct check *c, const json_t *v,
			 const char *pointer)
{
	check_table(c, v, pointer, check_value);
}

static void check_weekday(const struct check *c, const json_t *v,
			  const char *pointer)
{
	demand(c, is_between(v, 1, 7), pointer, "1 (Monday) to 7");
}

static void check_hour(const struct check *c, const json_t *v,
		       const char *pointer)
{
	demand(c, is_between(v, 0, 23), pointer, "an hour from 0 to 23");
}

/* The weekly drill of the warning chain, on the clock of who sends it. */
static void check_drill(const struct check *c, const json_t *v,
			const char *pointer)
{
	static const struct member members[] = {
		{"weekday", true, check_weekday},
		{"hour", true, check_hour},
	};

	if (json_is_null(v))
		return;
	demand(c, json_is_object(v), pointer, "an object, or null");
	check_members(c, v, pointer, members,
		      sizeof(members) / sizeof(*members));
}

/* One that this node speaks: an agreed profile names one that both do. */
static void check_spoken(const struct check *c, const json_t *v,
			 const char *pointer)
{
	demand(c, is_between(v, 1, WASL_FIGURES_VERSION), pointer,
	       "a version of the figures that this node speaks, 1 or more");
}

static void check_flag(const struct check *c, const json_t *v,
		       const char *pointer)
{
	demand(c, json_is_boolean(v), pointer, "true or false");
}

/* How second persons approve. */
static void check_approval(const struct check *c, const json_t *v,
			   const char *pointer)
{
	static const struct member members[] = {
		{"passkey", true, check_flag},
	};

	demand(c, json_is_object(v), pointer, "an object");
	check_members(c, v, pointer, members,
		      sizeof(members) / sizeof(*members));
}

void wasl_profile_check(struct wasl_findings *findings, const json_t *root)
{
	static const struct member members[] = {
		{"profile", true, check_name},
		{"v", true, check_version},
		{"sides", true, check_sides},
		{"languages", true, check_languages},
		{"kinds", true, check_kinds},
		{"bases", true, check_bases},
		{"provisional_arrest_days", false, check_custody_days},
		{"ceiling", true, check_ceiling},
		{"deadlines", true, check_deadlines},
		{"refusals", true, check_refusals},
		{"retention_days", false, check_retention},
		{"erase_silence_days", false, check_days},
		{"clarify", false, check_clarify},
		{"budgets", false, check_budgets},
		{"calendars", false, check_calendars},
		{"second_minutes", false, check_minutes},
		{"approval", false, check_approval},
		{"drill", false, check_drill},
		{"figures", false, check_spoken},
		{"transfer", false, check_transfer},
		{"values", false, check_values},
	};
	const struct check c = {findings, root};

	demand(&c, json_is_object(root), "", "an object");
	check_members(&c, root, "", members,
		      sizeof(members) / sizeof(*members));
}
