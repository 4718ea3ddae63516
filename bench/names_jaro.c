#include "names_bench.h"

#include "base/alloc.h"

#include <stdio.h>
#include <string.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#define UNITS 256

struct plain {
	size_t n;
	char c[UNITS];
};

/* Arabic-Latin, then ASCII and lower case; a transliterator opened once. */
static void make_plain(struct plain *out, const char *text)
{
	static const UChar id[] =
		u"Any-Latin; Latin-ASCII; Lower; [^a-z ] Remove";
	static UTransliterator *t;
	UErrorCode error = U_ZERO_ERROR;
	UChar buf[UNITS];
	int32_t n = 0;
	int32_t limit;

	if (t == NULL)
		t = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &error);
	(void)u_strFromUTF8(buf, UNITS, &n, text, -1, &error);
	limit = n;
	utrans_transUChars(t, buf, &n, UNITS, 0, &limit, &error);
	check(U_SUCCESS(error) ? WASL_OK : WASL_UNSUPPORTED);
	out->n = (size_t)n;
	for (size_t i = 0; i < out->n; i++)
		out->c[i] = (char)buf[i];
}

void plain_write(FILE *out, const char *text, char end)
{
	struct plain p;

	make_plain(&p, text);
	(void)fprintf(out, "%.*s%c", (int)p.n, p.c, end);
}

static double jaro_winkler(const struct plain *a, const struct plain *b)
{
	bool taken[UNITS] = {false};
	char met[UNITS];
	size_t longest = a->n > b->n ? a->n : b->n;
	size_t window = longest / 2 > 0 ? longest / 2 - 1 : 0;
	size_t m = 0;
	size_t turned = 0;
	size_t start = 0;

	for (size_t i = 0; i < a->n; i++)
		for (size_t j = i > window ? i - window : 0;
		     j < b->n && j <= i + window; j++)
			if (!taken[j] && a->c[i] == b->c[j]) {
				taken[j] = true;
				met[m++] = a->c[i];
				break;
			}
	if (m == 0)
		return 0;
	for (size_t j = 0, k = 0; j < b->n; j++)
		if (taken[j])
			turned += met[k++] != b->c[j];
	double d = (double)m;
	double jaro = (d / (double)a->n + d / (double)b->n +
		       (d - (double)turned / 2) / d) /
		      3;
	while (start < 4 && start < a->n && start < b->n &&
	       a->c[start] == b->c[start])
		start++;
	return jaro + 0.1 * (double)start * (1 - jaro);
}

static struct plain *plain;
static size_t cap;

void jaro_begin(const struct population *pool)
{
	wasl_assert(wasl_grow(&plain, &cap, pool->n, sizeof *plain));
	for (size_t i = 0; i < pool->n; i++)
		make_plain(&plain[i], pool->text[i]);
}

size_t jaro_rank(const struct population *pool, const char *query,
		 const char *truth)
{
	struct plain q;
	struct plain t;
	size_t above = 0;
	size_t equal = 0;

	make_plain(&q, query);
	make_plain(&t, truth);
	double score = jaro_winkler(&q, &t);
	for (size_t i = 0; i < pool->n; i++) {
		double s = jaro_winkler(&q, &plain[i]);

		above += s > score;
		equal += s == score;
	}
	return above + equal / 2;
}
