#include "calendar/posix.h"

#include "calendar/civil.h"

struct reader {
	const char *p;
	size_t n;
	bool bad;
};

static char look(const struct reader *r)
{
	return r->n > 0 ? *r->p : '\0';
}

static bool take(struct reader *r, char c)
{
	if (r->n == 0 || *r->p != c)
		return false;
	r->p++;
	r->n--;
	return true;
}

static int32_t number(struct reader *r, int32_t max)
{
	int32_t v = 0;
	size_t count = 0;

	while (look(r) >= '0' && look(r) <= '9' && count++ < 4) {
		v = v * 10 + (*r->p - '0');
		r->p++;
		r->n--;
	}
	if (count == 0 || count > 4 || v > max)
		r->bad = true;
	return v;
}

static bool is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* A name of three letters or more, or quoted as <+01>. */
static void skip_name(struct reader *r)
{
	bool quoted = take(r, '<');
	size_t count = 0;

	while (is_letter(look(r)) ||
	       (quoted && (look(r) == '+' || look(r) == '-' ||
			   (look(r) >= '0' && look(r) <= '9')))) {
		r->p++;
		r->n--;
		count++;
	}
	if (count < 3 || (quoted && !take(r, '>')))
		r->bad = true;
}

/* [+-]hh[:mm[:ss]] in seconds. */
static int32_t time_of(struct reader *r, int32_t hours_max)
{
	int32_t sign = take(r, '-') ? -1 : 1;
	int32_t v;

	if (sign == 1)
		take(r, '+');
	v = number(r, hours_max) * 3600;
	if (take(r, ':'))
		v += number(r, 59) * 60;
	if (take(r, ':'))
		v += number(r, 59);
	return sign * v;
}

static struct wasl_posix_move move_of(struct reader *r)
{
	struct wasl_posix_move m = {.time = 2 * 3600};

	if (!take(r, ','))
		r->bad = true;
	if (take(r, 'J')) {
		m.form = WASL_POSIX_JULIAN;
		m.day = number(r, 365);
		r->bad = r->bad || m.day < 1;
	} else if (take(r, 'M')) {
		m.form = WASL_POSIX_WEEKDAY;
		m.month = number(r, 12);
		r->bad = !take(r, '.') || r->bad;
		m.week = number(r, 5);
		r->bad = !take(r, '.') || r->bad;
		m.day = number(r, 6);
		r->bad = r->bad || m.month < 1 || m.week < 1;
	} else {
		m.form = WASL_POSIX_ORDINAL;
		m.day = number(r, 365);
	}
	if (take(r, '/'))
		m.time = time_of(r, 167);
	return m;
}

wasl_status wasl_posix_parse(struct wasl_posix *out, wasl_text in,
			     struct wasl_err *err)
{
	struct reader r = {in.p, in.n, false};
	struct wasl_posix rule = {.present = in.n > 0};

	*out = (struct wasl_posix){0};
	if (!rule.present)
		return WASL_OK;
	skip_name(&r);
	/* POSIX counts west, everything else east. */
	rule.standard_s = -time_of(&r, 24);
	if (r.n > 0) {
		rule.summer = true;
		skip_name(&r);
		rule.summer_s = rule.standard_s + 3600;
		if (r.n > 0 && look(&r) != ',')
			rule.summer_s = -time_of(&r, 24);
		rule.start = move_of(&r);
		rule.end = move_of(&r);
	}
	if (r.bad || r.n > 0)
		return wasl_fail(err, WASL_MALFORMED,
				 "TZif footer is no time zone rule");
	*out = rule;
	return WASL_OK;
}

/* The local second of the year `year` at which the clocks move. */
static int64_t move_at(const struct wasl_posix_move *m, int32_t year)
{
	int64_t first = wasl_civil_days(year, 1, 1);
	int64_t day = 0;

	switch (m->form) {
	case WASL_POSIX_JULIAN:
		day = first + m->day - 1;
		if (m->day >= 60 && wasl_civil_month_days(year, 2) == 29)
			day++;
		break;
	case WASL_POSIX_ORDINAL:
		day = first + m->day;
		break;
	case WASL_POSIX_WEEKDAY: {
		int64_t one = wasl_civil_days(year, m->month, 1);
		int32_t weekday = wasl_civil_weekday(one) % 7;
		int32_t step = (m->day - weekday + 7) % 7 + 7 * (m->week - 1);

		while (step >= wasl_civil_month_days(year, m->month))
			step -= 7;
		day = one + step;
		break;
	}
	}
	return day * 86400 + m->time;
}

int32_t wasl_posix_offset(const struct wasl_posix *rule, int64_t utc)
{
	int32_t year;
	int64_t start;
	int64_t end;
	bool summer;

	if (!rule->summer)
		return rule->standard_s;
	year = wasl_civil_of(utc + rule->standard_s).year;
	start = move_at(&rule->start, year) - rule->standard_s;
	end = move_at(&rule->end, year) - rule->summer_s;
	/* In the south summer runs over the year's end. */
	summer = start < end ? utc >= start && utc < end
			     : utc >= start || utc < end;
	return summer ? rule->summer_s : rule->standard_s;
}
