/* Any bytes are read to their end, alike however they are cut; and what is read
 * is read back once it was written. */
#include "base/csv.h"
#include "base/text.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct wasl_csv one, other, again;

static enum wasl_csv_step next(struct wasl_csv *csv, wasl_bytes *rest,
			       size_t chunk)
{
	enum wasl_csv_step got;

	while ((got = wasl_csv_next(csv)) == WASL_CSV_MORE) {
		size_t n = rest->n < chunk ? rest->n : chunk;

		if (n == 0)
			wasl_csv_finish(csv);
		else
			wasl_csv_feed(csv, wasl_bytes_of(rest->p, n));
		*rest = wasl_bytes_of(rest->p + n, rest->n - n);
	}
	return got;
}

static void same(const struct wasl_csv *a, const struct wasl_csv *b)
{
	if (a->line != b->line || a->n != b->n)
		abort();
	for (size_t i = 0; i < a->n; i++)
		if (!wasl_text_eq(a->field[i], b->field[i]))
			abort();
}

static void read_back(const struct wasl_csv *row)
{
	static uint8_t space[3 * WASL_CSV_ROW_MAX];
	struct wasl_buf out = WASL_BUF(space);
	wasl_bytes rest;

	for (size_t i = 0; i < row->n; i++) {
		if (i > 0)
			wasl_buf_put_u8(&out, ',');
		wasl_csv_put(&out, row->field[i]);
	}
	if (out.over || row->n < 2)
		return;
	memset(&again, 0, sizeof(again));
	again.mark = 3;
	again.separator = ',';
	rest = wasl_buf_bytes(&out);
	if (next(&again, &rest, rest.n) != WASL_CSV_ROW || again.n != row->n)
		abort();
	for (size_t i = 0; i < row->n; i++)
		if (!wasl_text_eq(again.field[i], row->field[i]))
			abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	wasl_bytes whole = {data, size};
	wasl_bytes cut = whole;
	enum wasl_csv_step got;

	memset(&one, 0, sizeof(one));
	memset(&other, 0, sizeof(other));
	do {
		got = next(&one, &whole, size);
		if (next(&other, &cut, 7) != got)
			abort();
		if (got != WASL_CSV_END)
			same(&one, &other);
		if (got == WASL_CSV_ROW)
			read_back(&one);
	} while (got != WASL_CSV_END);
	return 0;
}
