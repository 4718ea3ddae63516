#include "check.h"

#include "base/alloc.h"
#include "base/csv.h"

#include <stdio.h>

/* Everything a reader says of `in`, given `chunk` bytes at a time: rows as
 * "line:field|field", faults as "line!fault", one a line. */
static char *read_all(wasl_bytes in, size_t chunk)
{
	struct wasl_csv *csv = wasl_alloc(1, sizeof(*csv));
	size_t cap = 4096 + 4 * in.n;
	char *out = wasl_alloc(cap, 1);
	size_t n = 0;
	size_t at = 0;
	enum wasl_csv_step got;

	assert_non_null(csv);
	assert_non_null(out);
	while ((got = wasl_csv_next(csv)) != WASL_CSV_END) {
		unsigned long long line = csv->line;

		if (got == WASL_CSV_MORE) {
			size_t k = in.n - at < chunk ? in.n - at : chunk;

			if (k == 0)
				wasl_csv_finish(csv);
			else
				wasl_csv_feed(csv, wasl_bytes_of(in.p + at, k));
			at += k;
			continue;
		}
		if (got == WASL_CSV_BAD) {
			n += (size_t)snprintf(out + n, cap - n, "%llu!%s\n",
					      line, csv->fault);
			continue;
		}
		n += (size_t)snprintf(out + n, cap - n, "%llu:", line);
		for (size_t i = 0; i < csv->n; i++)
			n += (size_t)snprintf(
				out + n, cap - n, "%s%.*s", i > 0 ? "|" : "",
				(int)csv->field[i].n, csv->field[i].p);
		n += (size_t)snprintf(out + n, cap - n, "\n");
	}
	wasl_free(csv);
	return out;
}

/* The same however it is cut. */
static void check_read(const char *in, size_t n, const char *want)
{
	for (size_t chunk = 1; chunk <= n + 1; chunk++) {
		char *got = read_all(wasl_bytes_of(in, n), chunk);

		if (strcmp(got, want) != 0)
			fail_msg("%s: by %zu: %s", want, chunk, got);
		wasl_free(got);
	}
}

static void test_base_csv__good_tables_are_read(void **state)
{
	static const struct {
		const char *in, *want;
	} good[] = {
		{"", ""},
		{"\n\n", ""},
		{"a", "1:a\n"},
		{"a,b\n1,2\n", "1:a|b\n2:1|2\n"},
		{"a,b\r\n1,2", "1:a|b\n2:1|2\n"},
		{"a,b\r1,2\r", "1:a|b\n2:1|2\n"},
		{"a;b\n1,5;2\n", "1:a|b\n2:1,5|2\n"},
		{"a\tb\n1\t2\n", "1:a|b\n2:1|2\n"},
		{"\xef\xbb\xbf"
		 "a,b\n",
		 "1:a|b\n"},
		{"a,b\n\n,\n", "1:a|b\n3:|\n"},
		{"\"a,\"\"x\"\"\",b\n", "1:a,\"x\"|b\n"},
		{"a,\"b\r\nc\"\nd,e\n", "1:a|b\nc\n3:d|e\n"},
		{"\"\",\"\"\n", "1:|\n"},
		{"الاسم,b\n", "1:الاسم|b\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		check_read(good[i].in, strlen(good[i].in), good[i].want);
}

static void test_base_csv__bad_rows_are_named_and_passed_over(void **state)
{
#define BAD(in, want)                                                          \
	{                                                                      \
		in, sizeof(in) - 1, want                                       \
	}
	static const struct {
		const char *in;
		size_t n;
		const char *want;
	} bad[] = {
		BAD("a,b\nx\"y,2\n3,4\n", "1:a|b\n2!quote-inside\n3:3|4\n"),
		BAD("a,b\n\"x\"y,2\n3,4\n", "1:a|b\n2!quote-after\n3:3|4\n"),
		BAD("a,b\n\"x,2\n", "1:a|b\n2!quote-open\n"),
		BAD("a\n\xff\nb\n", "1:a\n2!utf8\n3:b\n"),
		BAD("a\nx\0y\nb\n", "1:a\n2!zero-byte\n3:b\n"),
		BAD("\xff\xfe"
		    "a\0",
		    "1!zero-byte\n"),
	};
#undef BAD

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		check_read(bad[i].in, bad[i].n, bad[i].want);
}

static void test_base_csv__limits_end_a_row_not_the_table(void **state)
{
	static char in[WASL_CSV_ROW_MAX + 64];
	char *got;
	size_t n = 0;

	(void)state;
	in[n++] = 'a';
	in[n++] = '\n';
	memset(in + n, 'x', WASL_CSV_ROW_MAX + 1);
	n += WASL_CSV_ROW_MAX + 1;
	memcpy(in + n, "\nb\n", 3);
	got = read_all(wasl_bytes_of(in, n + 3), 4096);
	assert_string_equal(got, "1:a\n2!row-long\n3:b\n");
	wasl_free(got);

	memset(in, ',', WASL_CSV_COLUMNS_MAX);
	memcpy(in + WASL_CSV_COLUMNS_MAX, "\nb\n", 3);
	got = read_all(wasl_bytes_of(in, WASL_CSV_COLUMNS_MAX + 3), 4096);
	assert_string_equal(got, "1!columns-many\n2:b\n");
	wasl_free(got);
}

static void test_base_csv__what_is_put_is_read_back(void **state)
{
	static const char *const fields[] = {
		"",	     "plain", "a,b",	"\"q\"",
		"two\nrows", ";",     "tab\t.", "الحموشي, عبد اللطيف"};
	uint8_t space[256];
	struct wasl_buf out = WASL_BUF(space);
	struct wasl_csv *csv = wasl_alloc(1, sizeof(*csv));
	const size_t n = sizeof(fields) / sizeof(fields[0]);

	(void)state;
	assert_non_null(csv);
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			wasl_buf_put_u8(&out, ',');
		wasl_csv_put(&out, wasl_text_of(fields[i]));
	}
	assert_int_equal(wasl_csv_next(csv), WASL_CSV_MORE);
	wasl_csv_feed(csv, wasl_buf_bytes(&out));
	assert_int_equal(wasl_csv_next(csv), WASL_CSV_MORE);
	wasl_csv_finish(csv);
	assert_int_equal(wasl_csv_next(csv), WASL_CSV_ROW);
	assert_int_equal(csv->n, n);
	for (size_t i = 0; i < n; i++)
		assert_true(wasl_text_is(csv->field[i], fields[i]));
	assert_int_equal(wasl_csv_next(csv), WASL_CSV_END);
	wasl_free(csv);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_base_csv__good_tables_are_read),
		cmocka_unit_test(
			test_base_csv__bad_rows_are_named_and_passed_over),
		cmocka_unit_test(test_base_csv__limits_end_a_row_not_the_table),
		cmocka_unit_test(test_base_csv__what_is_put_is_read_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
