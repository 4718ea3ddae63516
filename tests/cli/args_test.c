#include "check.h"

#include "cli/args.h"

#include <string.h>

enum { FILE_, YES };
static const struct cli_opt opts[] = {
	[FILE_] = {"file", "FILE", CLI_MSG_NONE},
	[YES] = {"yes", NULL, CLI_MSG_NONE},
	{NULL, NULL, CLI_MSG_NONE},
};

#define PARSE(line, err, ...)                                                  \
	cli_args_parse(line, opts,                                             \
		       sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *), \
		       (const char *[]){__VA_ARGS__}, err)

static void test_cli_args__takes_values_as_next_word_or_after_equals(void **s)
{
	struct cli_line line = {0};
	(void)s;
	check_ok(PARSE(&line, NULL, "arrest", "--file", "a.json", "--yes"));
	assert_string_equal(line.args.opt[FILE_], "a.json");
	assert_string_equal(line.args.opt[YES], "");
	assert_int_equal(line.args.n, 1);
	check_ok(PARSE(&line, NULL, "--file=b=c", "--json"));
	assert_string_equal(line.args.opt[FILE_], "b=c");
	assert_null(line.args.opt[YES]);
	assert_non_null(line.common.opt[CLI_COMMON_JSON]);
}

static void test_cli_args__everything_after_two_dashes_is_an_operand(void **s)
{
	struct cli_line line = {0};
	(void)s;
	check_ok(PARSE(&line, NULL, "--", "--file", "-x"));
	assert_int_equal(line.args.n, 2);
	assert_string_equal(line.args.operand[0], "--file");
	assert_string_equal(line.args.operand[1], "-x");
	assert_null(line.args.opt[FILE_]);
}

static void test_cli_args__a_single_dash_is_an_operand(void **s)
{
	struct cli_line line = {0};
	(void)s;
	check_ok(PARSE(&line, NULL, "--file", "-", "-"));
	assert_string_equal(line.args.opt[FILE_], "-");
	assert_string_equal(line.args.operand[0], "-");
}

static void test_cli_args__refuses_what_the_table_does_not_hold(void **s)
{
	static const struct {
		const char *argv[10];
		const char *text;
	} bad[] = {
		{{"--fil", "x"}, "unknown option --fil"},
		{{"--filex=1"}, "unknown option --filex"},
		{{"-f"}, "unknown option -f"},
		{{"--file"}, "--file needs its FILE"},
		{{"--yes=1"}, "--yes takes no value"},
		{{"--yes", "--yes"}, "--yes is given twice"},
		{{"--file", "a", "--file=b"}, "--file is given twice"},
		{{"--json", "--json"}, "--json is given twice"},
	};
	(void)s;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct cli_line line = {.args.n = 77};
		struct wasl_err err;
		size_t n = 0;
		while (n < 10 && bad[i].argv[n])
			n++;
		check_status(cli_args_parse(&line, opts, n, bad[i].argv, &err),
			     WASL_USAGE);
		assert_string_equal(err.text, bad[i].text);
		assert_int_equal(line.args.n, 77);
	}
}

static void test_cli_args__more_words_than_any_verb_has_are_refused(void **s)
{
	const char *argv[CLI_OPERANDS_MAX + 1];
	struct cli_line line = {0};
	(void)s;
	for (size_t i = 0; i <= CLI_OPERANDS_MAX; i++)
		argv[i] = "word";
	check_ok(cli_args_parse(&line, NULL, CLI_OPERANDS_MAX, argv, NULL));
	check_status(
		cli_args_parse(&line, NULL, CLI_OPERANDS_MAX + 1, argv, NULL),
		WASL_USAGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_cli_args__takes_values_as_next_word_or_after_equals),
		cmocka_unit_test(
			test_cli_args__everything_after_two_dashes_is_an_operand),
		cmocka_unit_test(test_cli_args__a_single_dash_is_an_operand),
		cmocka_unit_test(
			test_cli_args__refuses_what_the_table_does_not_hold),
		cmocka_unit_test(
			test_cli_args__more_words_than_any_verb_has_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
