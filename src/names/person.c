#include "names/person.h"

#include "names/match_inner.h"

#include <stdlib.h>

/*
 * Shares in nats: about the logarithm of how much likelier the finding is with
 * one person than with two who bear such names. They are estimates, not
 * fitted: no public set has both names and dates. docs/names.md says so.
 */
#define DAY_SAME      5.5f /* one day in some 20,000, and errors */
#define DAY_SWAPPED   3.5f /* day and month exchanged */
#define DAY_DIGIT     2.0f /* one digit of day, month or year differs */
#define YEAR_SAME     2.5f /* as much as a presumed date can say */
#define MONTH_SAME    4.0f
#define YEAR_NEAR     0.5f    /* one year apart, not exact on one side */
#define DAY_OTHER     (-2.5f) /* same year, another day */
#define YEAR_OTHER    (-4.0f) /* up to WITHIN years apart */
#define YEAR_FAR      (-6.0f)
#define WITHIN	      3
#define SEX_OTHER     (-3.5f)
#define SEX_SAME      0.5f
#define PLACE_SAME    2.0f
#define PLACE_OTHER   (-1.0f)
#define DOCUMENT_SAME 9.0f
#define DOCUMENT_NOT  (-0.5f) /* people have several */

static bool is_presumed(const struct wasl_birth *b)
{
	return b->precision == WASL_BIRTH_PRESUMED ||
	       b->precision == WASL_BIRTH_YEAR ||
	       b->precision == WASL_BIRTH_CIRCA ||
	       (b->precision == WASL_BIRTH_DAY && b->month == 1 && b->day == 1);
}

static int digits_apart(unsigned a, unsigned b)
{
	int apart = 0;

	for (; a != 0 || b != 0; a /= 10, b /= 10)
		apart += a % 10 != b % 10;
	return apart;
}

static float year_share(const struct wasl_birth *a, const struct wasl_birth *b,
			bool loose)
{
	int apart = abs((int)a->year - (int)b->year);

	if (apart == 0)
		return YEAR_SAME;
	if (loose && apart == 1)
		return YEAR_NEAR;
	return apart <= WITHIN ? YEAR_OTHER : YEAR_FAR;
}

static float day_share(const struct wasl_birth *a, const struct wasl_birth *b)
{
	int apart = digits_apart(a->year, b->year) +
		    digits_apart(a->month, b->month) +
		    digits_apart(a->day, b->day);

	if (apart == 0)
		return DAY_SAME;
	if (a->year == b->year && a->month == b->day && a->day == b->month)
		return DAY_SWAPPED;
	if (apart == 1)
		return DAY_DIGIT;
	return a->year == b->year ? DAY_OTHER : year_share(a, b, false);
}

static float birth_share(const struct wasl_birth *a, const struct wasl_birth *b)
{
	if (a->precision == WASL_BIRTH_UNKNOWN ||
	    b->precision == WASL_BIRTH_UNKNOWN)
		return 0;
	if (is_presumed(a) || is_presumed(b))
		return year_share(a, b, true);
	if (a->precision == WASL_BIRTH_MONTH ||
	    b->precision == WASL_BIRTH_MONTH) {
		if (a->year == b->year)
			return a->month == b->month ? MONTH_SAME : DAY_OTHER;
		return year_share(a, b, false);
	}
	return day_share(a, b);
}

static float place_share(const struct wasl_name *a, const struct wasl_name *b)
{
	struct wasl_match match;

	if (a == NULL || b == NULL || a->n == 0 || b->n == 0)
		return 0;
	wasl_match_names(&match, a, b);
	return match.verdict == WASL_VERDICT_NO ? PLACE_OTHER : PLACE_SAME;
}

static bool is_sign(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z');
}

/* Letters and digits alone count; case does not. */
static bool same_number(wasl_text a, wasl_text b)
{
	size_t i = 0;
	size_t j = 0;

	for (;; i++, j++) {
		while (i < a.n && !is_sign(a.p[i]))
			i++;
		while (j < b.n && !is_sign(b.p[j]))
			j++;
		if (i == a.n || j == b.n)
			return i == a.n && j == b.n;
		if ((a.p[i] | 0x20) != (b.p[j] | 0x20))
			return false;
	}
}

void wasl_match_facts(struct wasl_match *io, const struct wasl_person *a,
		      const struct wasl_person *b)
{
	float *share = io->share;

	share[WASL_FEATURE_BIRTH] = birth_share(&a->birth, &b->birth);
	share[WASL_FEATURE_PLACE] = place_share(a->place, b->place);
	if (a->sex != 0 && b->sex != 0)
		share[WASL_FEATURE_SEX] =
			a->sex == b->sex ? SEX_SAME : SEX_OTHER;
	if (a->document.n > 0 && b->document.n > 0)
		share[WASL_FEATURE_DOCUMENT] =
			same_number(a->document, b->document) ? DOCUMENT_SAME
							      : DOCUMENT_NOT;
	for (size_t f = WASL_FEATURE_BIRTH; f < WASL_FEATURES; f++)
		io->logit += share[f];
	wasl_match_conclude(io);
}

void wasl_match_persons(struct wasl_match *out, const struct wasl_person *a,
			const struct wasl_person *b)
{
	wasl_match_names(out, a->name, b->name);
	wasl_match_facts(out, a, b);
}
