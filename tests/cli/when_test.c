#include "check.h"

#include "cli/when.h"

static void test_cli_when__instants_are_read_by_people(void **s)
{
	char out[CLI_TIME_MAX];
	(void)s;
	assert_string_equal(cli_time(out, "2026-11-23T14:59:07Z"),
			    "2026-11-23 14:59 UTC");
	assert_string_equal(cli_time(out, ""), "-");
	assert_string_equal(cli_time(out, "soon"), "soon");
}

static void test_cli_when__distance_has_two_units(void **s)
{
	static const struct {
		int64_t from;
		const char *text;
	} cases[] = {
		{0, "in 0 min"},
		{59, "in 0 min"},
		{60, "in 1 min"},
		{3 * 3600 + 61, "in 3 h 1 min"},
		{26 * 3600, "in 1 d 2 h"},
		{-90, "1 min ago"},
		{-(49 * 3600), "2 d 1 h ago"},
	};
	const int64_t due = 1790000000; /* 2026-09-21T14:13:20Z */
	char out[CLI_TIME_MAX];
	(void)s;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_string_equal(cli_distance(out, "2026-09-21T14:13:20Z",
						 due - cases[i].from),
				    cases[i].text);
	assert_string_equal(cli_distance(out, "-", due), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cli_when__instants_are_read_by_people),
		cmocka_unit_test(test_cli_when__distance_has_two_units),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
