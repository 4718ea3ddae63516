#include "watch/birth.h"

#include "base/text.h"
#include "calendar/civil.h"

/* No date is longer, whatever its digits. */
#define WRITTEN_MAX 64

/* A run of one letter in a pattern: Y, M or D. */
static size_t run(wasl_text pattern, size_t at)
{
	size_t n = 0;

	while (at + n < pattern.n && pattern.p[at + n] == pattern.p[at])
		n++;
	return n;
}

bool wasl_birth_pattern_valid(wasl_text pattern)
{
	unsigned y = 0, m = 0, d = 0;

	if (pattern.n > WASL_BIRTH_PATTERN_MAX)
		return false;
	for (size_t at = 0; at < pattern.n;) {
		size_t n = run(pattern, at);

		if (pattern.p[at] == 'Y' && n == 4)
			y++;
		else if (pattern.p[at] == 'M' && n == 2)
			m++;
		else if (pattern.p[at] == 'D' && n == 2)
			d++;
		else if (n != 1 || !memchr("-/. ", pattern.p[at], 4))
			return false;
		at += n;
	}
	return y == 1 && m <= 1 && d <= m;
}

/* `n` digits; -1 if they are not. */
static int digits(wasl_text in, size_t at, size_t n)
{
	int v = 0;

	if (at + n > in.n)
		return -1;
	for (size_t i = at; i < at + n; i++) {
		if (in.p[i] < '0' || in.p[i] > '9')
			return -1;
		v = v * 10 + (in.p[i] - '0');
	}
	return v;
}

uint16_t wasl_birth_year(wasl_text in)
{
	int year = in.n == 4 ? digits(in, 0, 4) : -1;

	return year > 0 ? (uint16_t)year : 0;
}

struct parts {
	int year, month, day;
};

static bool read_parts(struct parts *out, wasl_text in, wasl_text pattern)
{
	size_t at = 0;

	*out = (struct parts){0};
	/* The same letters stand at the same places on both sides. */
	while (at < pattern.n && at < in.n) {
		size_t n = run(pattern, at);
		int *part = pattern.p[at] == 'Y'   ? &out->year
			    : pattern.p[at] == 'M' ? &out->month
			    : pattern.p[at] == 'D' ? &out->day
						   : NULL;

		if (part != NULL)
			*part = digits(in, at, n);
		else if (in.p[at] != pattern.p[at])
			return false;
		if (part != NULL && *part < 0)
			return false;
		at += n;
	}
	/* Cut short only behind a whole part, and not behind a mark. */
	return at == in.n && (at == pattern.n || pattern.p[0] == 'Y') &&
	       memchr("-/. ", in.p[at - 1], 4) == NULL;
}

static bool judge(struct wasl_birth *out, const struct parts *p)
{
	if (p->year < 1 || p->month > 12 || (p->month == 0 && p->day != 0))
		return false;
	if (p->day > 0 && p->day > wasl_civil_month_days(p->year, p->month))
		return false;
	*out = (struct wasl_birth){
		.precision = p->day > 0	    ? WASL_BIRTH_DAY
			     : p->month > 0 ? WASL_BIRTH_MONTH
					    : WASL_BIRTH_YEAR,
		.year = (uint16_t)p->year,
		.month = (uint8_t)p->month,
		.day = (uint8_t)p->day,
	};
	return true;
}

bool wasl_birth_parse(struct wasl_birth *out, wasl_text in, const char *pattern)
{
	const char *time = in.n > 0 ? memchr(in.p, 'T', in.n) : NULL;
	struct parts parts = {0};
	char space[WRITTEN_MAX];

	memset(out, 0, sizeof(*out));
	if (time != NULL)
		in.n = (size_t)(time - in.p);
	if (in.n == 0 || in.n > sizeof(space))
		return false;
	in = wasl_text_digits(space, sizeof(space), in);
	parts.year = wasl_birth_year(in);
	if (parts.year == 0 && !read_parts(&parts, in, wasl_text_of(pattern)))
		return false;
	return judge(out, &parts);
}
