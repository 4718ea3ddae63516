#include "check.h"

#include <string.h>

static void test_base_status__names_and_values_find_each_other(void **state)
{
	wasl_status found;

	(void)state;
	assert_string_equal(wasl_status_name(WASL_BAD_SIG), "BAD_SIG");
	assert_true(wasl_status_find(&found, "FORK"));
	assert_int_equal(found, WASL_FORK);
	assert_false(wasl_status_find(&found, "fork"));
	assert_int_equal(wasl_status_http(WASL_NOT_READY), 503);
}

static void test_base_status__an_error_gains_prefixes_as_it_climbs(void **state)
{
	struct wasl_err err;

	(void)state;
	check_status(wasl_fail_at(&err, WASL_SCHEMA, "/person/born", "%s: %d",
				  "not a date", 13),
		     WASL_SCHEMA);
	wasl_err_prefix(&err, "entry %d", 7);
	wasl_err_prefix(&err, "batch");
	assert_string_equal(err.text, "batch: entry 7: not a date: 13");
	assert_string_equal(err.field, "/person/born");
}

static void test_base_status__a_long_text_is_cut_not_overrun(void **state)
{
	struct wasl_err err;
	char fact[2 * WASL_ERR_TEXT_MAX];

	(void)state;
	memset(fact, 'x', sizeof(fact) - 1);
	fact[sizeof(fact) - 1] = '\0';
	check_status(wasl_fail(&err, WASL_IO, "%s", fact), WASL_IO);
	assert_int_equal(strlen(err.text), WASL_ERR_TEXT_MAX - 1);
	wasl_err_prefix(&err, "%s", fact);
	assert_int_equal(strlen(err.text), WASL_ERR_TEXT_MAX - 1);
}

static void test_base_status__details_are_optional(void **state)
{
	(void)state;
	check_status(wasl_fail(NULL, WASL_IO, "no one listens"), WASL_IO);
	wasl_err_prefix(NULL, "still no one");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_base_status__names_and_values_find_each_other),
		cmocka_unit_test(
			test_base_status__an_error_gains_prefixes_as_it_climbs),
		cmocka_unit_test(
			test_base_status__a_long_text_is_cut_not_overrun),
		cmocka_unit_test(test_base_status__details_are_optional),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
