#include "calendar/civil.h"

#include <stdio.h>

#define DAY_S 86400

/* Days from 1970-01-01 to 0000-03-01, where a 400-year era begins: counting
 * years from March puts the leap day at a year's end. */
#define ERA_SHIFT 719468
#define ERA_DAYS  146097

int64_t wasl_civil_days(int32_t year, int32_t month, int32_t day)
{
	int64_t y = month <= 2 ? (int64_t)year - 1 : year;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t yoe = y - era * 400;
	int64_t doy =
		(153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
	int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

	return era * ERA_DAYS + doe - ERA_SHIFT;
}

int64_t wasl_civil_seconds(const struct wasl_civil *civil)
{
	int64_t day = wasl_civil_days(civil->year, civil->month, civil->day);

	return day * DAY_S + civil->hour * 3600 + civil->minute * 60 +
	       civil->second;
}

struct wasl_civil wasl_civil_of(int64_t seconds)
{
	int64_t days = seconds / DAY_S - (seconds % DAY_S < 0);
	int32_t left = (int32_t)(seconds - days * DAY_S);
	int64_t z = days + ERA_SHIFT;
	int64_t era = (z >= 0 ? z : z - (ERA_DAYS - 1)) / ERA_DAYS;
	int64_t doe = z - era * ERA_DAYS;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;
	int32_t month = (int32_t)(mp < 10 ? mp + 3 : mp - 9);

	return (struct wasl_civil){
		.year = (int32_t)(yoe + era * 400 + (month <= 2)),
		.month = month,
		.day = (int32_t)(doy - (153 * mp + 2) / 5 + 1),
		.hour = left / 3600,
		.minute = left / 60 % 60,
		.second = left % 60,
	};
}

int32_t wasl_civil_weekday(int64_t days)
{
	/* 1970-01-01 was a Thursday. */
	int64_t w = (days + 3) % 7;

	return (int32_t)(w < 0 ? w + 7 : w) + 1;
}

int32_t wasl_civil_month_days(int32_t year, int32_t month)
{
	static const int8_t days[] = {31, 28, 31, 30, 31, 30,
				      31, 31, 30, 31, 30, 31};
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return month == 2 && leap ? 29 : days[month - 1];
}

/* Reading text of fixed form: the first misfit sticks. */
struct reader {
	const char *p;
	size_t n;
	bool bad;
};

static int32_t digits(struct reader *r, size_t count)
{
	int32_t v = 0;

	for (size_t i = 0; i < count; i++) {
		if (r->n == 0 || *r->p < '0' || *r->p > '9') {
			r->bad = true;
			return 0;
		}
		v = v * 10 + (*r->p - '0');
		r->p++;
		r->n--;
	}
	return v;
}

static bool take(struct reader *r, char c)
{
	if (r->n == 0 || *r->p != c)
		return false;
	r->p++;
	r->n--;
	return true;
}

static void expect(struct reader *r, char c)
{
	if (!take(r, c))
		r->bad = true;
}

static bool day_exists(const struct wasl_civil *c)
{
	return c->year >= WASL_YEAR_MIN && c->month >= 1 && c->month <= 12 &&
	       c->day >= 1 &&
	       c->day <= wasl_civil_month_days(c->year, c->month);
}

bool wasl_date_valid(wasl_text in)
{
	struct reader r = {in.p, in.n, false};
	struct wasl_civil c = {.month = 1, .day = 1};

	c.year = digits(&r, 4);
	if (r.n > 0) {
		expect(&r, '-');
		c.month = digits(&r, 2);
	}
	if (r.n > 0) {
		expect(&r, '-');
		c.day = digits(&r, 2);
	}
	return !r.bad && r.n == 0 && day_exists(&c);
}

bool wasl_date_parse(int64_t *days, wasl_text in)
{
	struct reader r = {in.p, in.n, false};
	struct wasl_civil c = {0};

	c.year = digits(&r, 4);
	expect(&r, '-');
	c.month = digits(&r, 2);
	expect(&r, '-');
	c.day = digits(&r, 2);
	if (r.bad || r.n != 0 || !day_exists(&c))
		return false;
	*days = wasl_civil_days(c.year, c.month, c.day);
	return true;
}

bool wasl_date_period(int64_t *from, int64_t *until, wasl_text in)
{
	struct reader r = {in.p, in.n, false};
	struct wasl_civil c = {.month = 1, .day = 1};
	int64_t days = 1;

	if (!wasl_date_valid(in))
		return false;
	c.year = digits(&r, 4);
	if (r.n == 0)
		days = wasl_civil_days(c.year, 12, 31) -
		       wasl_civil_days(c.year, 1, 1) + 1;
	if (r.n > 0) {
		expect(&r, '-');
		c.month = digits(&r, 2);
		days = wasl_civil_month_days(c.year, c.month);
	}
	if (r.n > 0) {
		expect(&r, '-');
		c.day = digits(&r, 2);
		days = 1;
	}
	*from = wasl_civil_seconds(&c);
	*until = *from + days * 86400;
	return true;
}

bool wasl_month_parse(int64_t *from, int64_t *until, wasl_text in)
{
	return in.n == 7 && wasl_date_period(from, until, in);
}

/* RFC 3339 §5.6 time-offset, in seconds east. */
static int32_t read_offset(struct reader *r)
{
	int32_t sign = 1;
	int32_t hours;
	int32_t minutes;

	if (take(r, 'Z'))
		return 0;
	if (take(r, '-'))
		sign = -1;
	else
		expect(r, '+');
	hours = digits(r, 2);
	expect(r, ':');
	minutes = digits(r, 2);
	if (hours > 23 || minutes > 59)
		r->bad = true;
	return sign * (hours * 3600 + minutes * 60);
}

bool wasl_instant_parse(int64_t *seconds, wasl_text in)
{
	struct reader r = {in.p, in.n, false};
	struct wasl_civil c = {0};
	int64_t at;

	c.year = digits(&r, 4);
	expect(&r, '-');
	c.month = digits(&r, 2);
	expect(&r, '-');
	c.day = digits(&r, 2);
	expect(&r, 'T');
	c.hour = digits(&r, 2);
	expect(&r, ':');
	c.minute = digits(&r, 2);
	expect(&r, ':');
	c.second = digits(&r, 2);
	if (r.bad || !day_exists(&c) || c.hour > 23 || c.minute > 59 ||
	    c.second > 59)
		return false;
	at = wasl_civil_seconds(&c) - read_offset(&r);
	if (r.bad || r.n != 0)
		return false;
	*seconds = at;
	return true;
}

/* "2026-11-23T14:30:00" */
#define BARE_LEN 19
static void write_bare(char out[static BARE_LEN + 1], int64_t seconds)
{
	struct wasl_civil c = wasl_civil_of(seconds);

	wasl_assert(c.year >= 0 && c.year <= WASL_YEAR_MAX);
	snprintf(out, BARE_LEN + 1, "%04d-%02d-%02dT%02d:%02d:%02d",
		 (int)(uint16_t)c.year % 10000, (int)(uint8_t)c.month % 100,
		 (int)(uint8_t)c.day % 100, (int)(uint8_t)c.hour % 100,
		 (int)(uint8_t)c.minute % 100, (int)(uint8_t)c.second % 100);
}

void wasl_instant_write(char out[static WASL_INSTANT_LEN + 1], int64_t seconds)
{
	write_bare(out, seconds);
	memcpy(out + BARE_LEN, "Z", 2);
}

void wasl_instant_write_local(char out[static WASL_INSTANT_LOCAL_LEN + 1],
			      int64_t seconds, int32_t offset_s)
{
	unsigned minutes = (unsigned)(offset_s < 0 ? -offset_s : offset_s) / 60;

	write_bare(out, seconds + offset_s);
	snprintf(out + BARE_LEN, 7, "%c%02u:%02u", offset_s < 0 ? '-' : '+',
		 minutes / 60 % 100, minutes % 60);
}
