#include "check.h"

#include "desk/rung.h"

static const struct wasl_rung percent[] = {{.at = 50}, {.at = 80}, {.at = 100}};
static const struct wasl_rung u0[] = {{.at = 0}, {.at = 60}, {.at = 120}};
static const struct wasl_rungs by_percent = {WASL_CHAIN_PERCENT, percent, 3};
static const struct wasl_rungs chain = {WASL_CHAIN_U0, u0, 3};

static void test_desk_rung__percents_are_of_the_clocks_time(void **state)
{
	(void)state;
	assert_int_equal(wasl_rung_at(&by_percent, 1000, 1200, 0), 1100);
	assert_int_equal(wasl_rung_at(&by_percent, 1000, 1200, 1), 1160);
	assert_int_equal(wasl_rung_at(&by_percent, 1000, 1200, 2), 1200);
	assert_int_equal(wasl_rung_at(&by_percent, 1000, 1200, 3), INT64_MAX);
}

/* Every span up to a minute: rungs rise, the last is the due instant. */
static void test_desk_rung__rungs_rise_to_the_due_instant(void **state)
{
	(void)state;
	for (int64_t span = 0; span <= 300; span++) {
		int64_t last = 0;
		for (size_t k = 0; k < 3; k++) {
			int64_t at =
				wasl_rung_at(&by_percent, 1000, 1000 + span, k);
			assert_true(at >= last);
			last = at;
		}
		assert_int_equal(last, 1000 + span);
	}
}

static void test_desk_rung__a_due_instant_in_the_past_is_reached(void **state)
{
	(void)state;
	assert_int_equal(wasl_rungs_reached(&by_percent, 1000, 900, 900), 3);
	assert_int_equal(wasl_rungs_reached(&by_percent, 1000, 900, 899), 0);
}

static void test_desk_rung__reached_counts_what_is_past(void **state)
{
	(void)state;
	assert_int_equal(wasl_rungs_reached(&by_percent, 0, 100, 49), 0);
	assert_int_equal(wasl_rungs_reached(&by_percent, 0, 100, 50), 1);
	assert_int_equal(wasl_rungs_reached(&by_percent, 0, 100, 99), 2);
	assert_int_equal(wasl_rungs_reached(&by_percent, 0, 100, 100000), 3);
}

static void test_desk_rung__the_u0_chain_begins_again_and_ends(void **state)
{
	size_t most = (size_t)3 * WASL_RUNG_ROUNDS_MAX;
	(void)state;
	assert_int_equal(wasl_rung_at(&chain, 500, 800, 0), 500);
	assert_int_equal(wasl_rung_at(&chain, 500, 800, 2), 620);
	assert_int_equal(wasl_rung_at(&chain, 500, 800, 3), 680);
	assert_int_equal(wasl_rung_at(&chain, 500, 800, 4), 740);
	assert_int_equal(wasl_rung_at(&chain, 500, 800, most), INT64_MAX);
	assert_int_equal(wasl_rungs_reached(&chain, 500, 800, INT64_MAX - 1),
			 most);
}

static void test_desk_rung__warnings_come_so_many_days_before(void **state)
{
	static const struct wasl_rung days[] = {{.at = 30}, {.at = 2}};
	static const struct wasl_rungs warn = {WASL_CHAIN_WARN, days, 2};
	const int64_t day = 86400, due = 100 * day;

	(void)state;
	assert_int_equal(wasl_rung_at(&warn, 0, due, 0), 70 * day);
	assert_int_equal(wasl_rung_at(&warn, 0, due, 1), 98 * day);
	assert_int_equal(wasl_rung_at(&warn, 0, due, 2), INT64_MAX);
	assert_int_equal(wasl_rungs_reached(&warn, 0, due, 70 * day - 1), 0);
	assert_int_equal(wasl_rungs_reached(&warn, 0, due, 98 * day), 2);
	assert_string_equal(wasl_chain_name(WASL_CHAIN_WARN), "warn");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_desk_rung__percents_are_of_the_clocks_time),
		cmocka_unit_test(test_desk_rung__rungs_rise_to_the_due_instant),
		cmocka_unit_test(
			test_desk_rung__a_due_instant_in_the_past_is_reached),
		cmocka_unit_test(test_desk_rung__reached_counts_what_is_past),
		cmocka_unit_test(
			test_desk_rung__the_u0_chain_begins_again_and_ends),
		cmocka_unit_test(
			test_desk_rung__warnings_come_so_many_days_before),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
