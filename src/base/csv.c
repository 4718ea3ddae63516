#include "base/csv.h"

#include "base/text.h"

/*
 *	state    separator   quote     line end   other
 *	START    new field   QUOTED    row        PLAIN
 *	PLAIN    START       fault     row        keep
 *	QUOTED   keep        CLOSED    keep       keep
 *	CLOSED   START       QUOTED    row        fault    (a quote is two)
 *	SKIP     -           -         START      -        (after a fault)
 */
enum { START, PLAIN, QUOTED, CLOSED, SKIP };

static const uint8_t order_mark[3] = {0xef, 0xbb, 0xbf};

void wasl_csv_feed(struct wasl_csv *csv, wasl_bytes in)
{
	wasl_assert(csv->fed.n == 0 && !csv->finished);
	csv->fed = in;
}

void wasl_csv_finish(struct wasl_csv *csv)
{
	csv->finished = true;
}

static enum wasl_csv_step fail(struct wasl_csv *csv, const char *fault)
{
	csv->fault = fault;
	csv->open = false;
	csv->state = SKIP;
	csv->n = 0;
	csv->used = 0;
	return WASL_CSV_BAD;
}

static bool keep(struct wasl_csv *csv, uint8_t c)
{
	if (csv->used == sizeof(csv->text))
		return false;
	csv->text[csv->used++] = (char)c;
	return true;
}

static void begin_row(struct wasl_csv *csv)
{
	csv->open = true;
	csv->line = csv->lines + 1;
	csv->n = 1;
	csv->used = 0;
	csv->from[0] = 0;
}

static bool is_separator(struct wasl_csv *csv, uint8_t c)
{
	if (csv->separator == 0 && (c == ',' || c == ';' || c == '\t'))
		csv->separator = (char)c;
	return csv->separator != 0 && c == (uint8_t)csv->separator;
}

/* The row is whole: its fields become texts. */
static enum wasl_csv_step end_row(struct wasl_csv *csv)
{
	csv->open = false;
	csv->state = START;
	for (size_t i = 0; i < csv->n; i++) {
		size_t to = i + 1 < csv->n ? csv->from[i + 1] : csv->used;

		csv->field[i] = (wasl_text){csv->text + csv->from[i],
					    to - csv->from[i]};
	}
	if (wasl_utf8_valid(wasl_bytes_of(csv->text, csv->used)))
		return WASL_CSV_ROW;
	(void)fail(csv, "utf8");
	csv->state = START;
	return WASL_CSV_BAD;
}

/* A character of a row; MORE if the row goes on. */
static enum wasl_csv_step take(struct wasl_csv *csv, uint8_t c)
{
	bool quoted = csv->state == QUOTED;

	if (c == 0)
		return fail(csv, "zero-byte");
	if (!quoted && is_separator(csv, c)) {
		if (csv->n == WASL_CSV_COLUMNS_MAX)
			return fail(csv, "columns-many");
		csv->from[csv->n++] = csv->used;
		csv->state = START;
		return WASL_CSV_MORE;
	}
	if (c == '"') {
		if (csv->state == PLAIN)
			return fail(csv, "quote-inside");
		if (csv->state != CLOSED) {
			csv->state = quoted ? CLOSED : QUOTED;
			return WASL_CSV_MORE;
		}
		csv->state = QUOTED;
	} else if (csv->state == CLOSED) {
		return fail(csv, "quote-after");
	} else if (!quoted) {
		csv->state = PLAIN;
	}
	return keep(csv, c) ? WASL_CSV_MORE : fail(csv, "row-long");
}

/* CR LF is one end. */
static bool is_end(struct wasl_csv *csv, uint8_t c)
{
	bool second = csv->cr && c == '\n';

	csv->cr = c == '\r';
	if ((c == '\n' || c == '\r') && !second)
		csv->lines++;
	return c == '\n' || c == '\r';
}

static enum wasl_csv_step step(struct wasl_csv *csv, uint8_t c)
{
	bool second = csv->cr && c == '\n';
	bool end = is_end(csv, c);

	if (csv->state == SKIP) {
		if (end)
			csv->state = START;
		return WASL_CSV_MORE;
	}
	if (end && csv->state != QUOTED)
		return csv->open ? end_row(csv) : WASL_CSV_MORE;
	if (!csv->open)
		begin_row(csv);
	if (end && second) /* inside quotes: kept as one LF */
		return WASL_CSV_MORE;
	if (take(csv, end ? '\n' : c) == WASL_CSV_MORE)
		return WASL_CSV_MORE;
	if (end)
		csv->state = START;
	return WASL_CSV_BAD;
}

/* Over a byte order mark; a part of one is a row's beginning. */
static enum wasl_csv_step step_mark(struct wasl_csv *csv, uint8_t c)
{
	enum wasl_csv_step got = WASL_CSV_MORE;
	size_t seen = csv->mark;

	if (c == order_mark[seen]) {
		csv->mark++;
		return WASL_CSV_MORE;
	}
	csv->mark = sizeof(order_mark);
	for (size_t i = 0; i < seen && got == WASL_CSV_MORE; i++)
		got = step(csv, order_mark[i]);
	return got == WASL_CSV_MORE ? step(csv, c) : got;
}

static enum wasl_csv_step at_end(struct wasl_csv *csv)
{
	if (!csv->finished)
		return WASL_CSV_MORE;
	if (!csv->open)
		return WASL_CSV_END;
	if (csv->state == QUOTED)
		return fail(csv, "quote-open");
	return end_row(csv);
}

enum wasl_csv_step wasl_csv_next(struct wasl_csv *csv)
{
	while (csv->fed.n > 0) {
		uint8_t c = csv->fed.p[0];
		enum wasl_csv_step got;

		csv->fed = wasl_bytes_of(csv->fed.p + 1, csv->fed.n - 1);
		got = csv->mark < sizeof(order_mark) ? step_mark(csv, c)
						     : step(csv, c);
		if (got != WASL_CSV_MORE)
			return got;
	}
	return at_end(csv);
}

void wasl_csv_put(struct wasl_buf *out, wasl_text field)
{
	bool quote = false;

	for (size_t i = 0; i < field.n && !quote; i++)
		quote = memchr(",;\t\"\r\n", field.p[i], 6) != NULL;
	if (!quote) {
		wasl_buf_put(out, field.p, field.n);
		return;
	}
	wasl_buf_put_u8(out, '"');
	for (size_t i = 0; i < field.n; i++) {
		if (field.p[i] == '"')
			wasl_buf_put_u8(out, '"');
		wasl_buf_put_u8(out, (uint8_t)field.p[i]);
	}
	wasl_buf_put_u8(out, '"');
}
