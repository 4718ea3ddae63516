#include "check.h"

#include "base/alloc.h"
#include "cli/term.h"

#include <locale.h>
#include <stdlib.h>

/* A stream into memory; `finish` ends it. */
struct sink {
	char *text;
	size_t n;
	struct cli_term term;
};

static void sink_start(struct sink *sink, bool tty)
{
	*sink = (struct sink){0};
	sink->term = cli_term_init(open_memstream(&sink->text, &sink->n));
	sink->term.tty = tty;
}

static const char *sink_text(struct sink *sink)
{
	assert_int_equal(fflush(sink->term.f), 0);
	return sink->text;
}

static void sink_end(struct sink *sink)
{
	fclose(sink->term.f);
	free(sink->text); /* open_memstream's */
}

static void test_cli_term__partner_text_cannot_drive_the_terminal(void **s)
{
	struct sink sink;
	(void)s;
	sink_start(&sink, true);
	cli_put(&sink.term, CLI_PLAIN,
		"a\033[2Jb\xc2\x9b"
		"c\r\n\u202e"
		"d\xff");
	assert_string_equal(sink_text(&sink), "a\ufffd[2Jb\ufffd"
					      "c\ufffd\ufffd\ufffd"
					      "d\ufffd");
	sink_end(&sink);
}

static void test_cli_term__arabic_is_isolated_on_a_terminal_only(void **s)
{
	struct sink sink;
	(void)s;
	sink_start(&sink, true);
	cli_put(&sink.term, CLI_PLAIN, "وصل");
	cli_put(&sink.term, CLI_PLAIN, " wasl");
	assert_string_equal(sink_text(&sink), "\u2068وصل\u2069 wasl");
	sink_end(&sink);
	sink_start(&sink, false);
	cli_put(&sink.term, CLI_GOOD, "وصل");
	assert_string_equal(sink_text(&sink), "وصل");
	sink_end(&sink);
}

static void test_cli_term__colours_end_and_only_on_a_terminal(void **s)
{
	struct sink sink;
	(void)s;
	sink_start(&sink, true);
	cli_put(&sink.term, CLI_BAD, "x");
	assert_string_equal(sink_text(&sink), "\033[31mx\033[0m");
	sink_end(&sink);
}

static void test_cli_term__width_counts_columns_not_bytes(void **s)
{
	(void)s;
	assert_int_equal(cli_width(""), 0);
	assert_int_equal(cli_width("abc"), 3);
	assert_int_equal(cli_width("وصل"), 3);
	assert_int_equal(cli_width("وَصَلَ"), 3); /* vowel signs stand above */
	assert_int_equal(cli_width("é"), 1);
	assert_int_equal(cli_width("漢"), 2);
	assert_int_equal(cli_width("\033\xff"), 2); /* two replacements */
}

static void test_cli_term__columns_align_with_arabic_cells(void **s)
{
	struct sink sink;
	struct cli_table table = cli_table_init(2);
	(void)s;
	sink_start(&sink, false);
	cli_table_row(&table, (const char *[]){"name", "unit"});
	cli_table_row(&table, (const char *[]){"وَصَلَ", NULL});
	cli_table_row(&table, (const char *[]){"karim.b", "SPOC"});
	cli_table_print(&sink.term, &table, 1);
	assert_string_equal(sink_text(&sink), " name     unit\n"
					      " وَصَلَ      -\n"
					      " karim.b  SPOC\n");
	cli_table_deinit(&table);
	sink_end(&sink);
}

static void test_cli_term__table_says_when_memory_ran_out(void **s)
{
	struct sink sink;
	struct cli_table table = cli_table_init(1);
	(void)s;
	sink_start(&sink, false);
	wasl_alloc_fail_at(0);
	cli_table_row(&table, (const char *[]){"x"});
	wasl_alloc_fail_at(-1);
	cli_table_print(&sink.term, &table, 0);
	assert_string_equal(sink_text(&sink), "wasl: out of memory\n");
	cli_table_deinit(&table);
	sink_end(&sink);
}

static void test_cli_term__message_values_stand_where_named(void **s)
{
	struct sink sink;
	(void)s;
	sink_start(&sink, false);
	cli_say_with(&sink.term, CLI_PLAIN, CLI_MSG_FAILED_AT,
		     {"text", "bad\n"}, {"field", "/person"});
	assert_string_equal(sink_text(&sink), "wasl: /person: bad\ufffd\n");
	sink_end(&sink);
}

static void test_cli_term__progress_shows_on_a_terminal_and_goes(void **s)
{
	struct sink sink;
	const struct cli_value values[] = {{"text", "1/2"}, {NULL, NULL}};
	(void)s;
	sink_start(&sink, false);
	cli_progress(&sink.term, CLI_MSG_FAILED, values);
	cli_progress_end(&sink.term);
	assert_string_equal(sink_text(&sink), "");
	sink_end(&sink);
	sink_start(&sink, true);
	cli_progress(&sink.term, CLI_MSG_FAILED, values);
	cli_progress_end(&sink.term);
	cli_progress_end(&sink.term);
	assert_string_equal(sink_text(&sink), "\r\033[Kwasl: 1/2\r\033[K");
	sink_end(&sink);
}

static int locale_on(void **s)
{
	(void)s;
	return setlocale(LC_CTYPE, "C.UTF-8") ? 0 : -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_cli_term__partner_text_cannot_drive_the_terminal),
		cmocka_unit_test(
			test_cli_term__arabic_is_isolated_on_a_terminal_only),
		cmocka_unit_test(
			test_cli_term__colours_end_and_only_on_a_terminal),
		cmocka_unit_test(test_cli_term__width_counts_columns_not_bytes),
		cmocka_unit_test(
			test_cli_term__columns_align_with_arabic_cells),
		cmocka_unit_test(test_cli_term__table_says_when_memory_ran_out),
		cmocka_unit_test(
			test_cli_term__message_values_stand_where_named),
		cmocka_unit_test(
			test_cli_term__progress_shows_on_a_terminal_and_goes),
	};
	return cmocka_run_group_tests(tests, locale_on, NULL);
}
