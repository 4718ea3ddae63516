#include "calendar/civil.h"
#include "calendar/workdays.h"
#include "zonefile.h"

static struct wasl_zone *paris;
static struct wasl_zone *casablanca;
static int64_t holidays[2];

static int setup(void **state)
{
	(void)state;
	paris = zone_named("Europe/Paris");
	casablanca = zone_named("Africa/Casablanca");
	holidays[0] = wasl_civil_days(2026, 5, 1);
	holidays[1] = wasl_civil_days(2026, 7, 14);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	wasl_zone_free(paris);
	wasl_zone_free(casablanca);
	return 0;
}

/* Monday to Friday, 09:00 to 18:00. */
static struct wasl_calendar office(const struct wasl_zone *zone)
{
	return (struct wasl_calendar){
		.zone = zone,
		.week = 0x3e,
		.opens_s = 9 * 3600,
		.closes_s = 18 * 3600,
		.holidays = holidays,
		.n_holidays = 2,
	};
}

static int64_t at(const char *text)
{
	int64_t seconds;

	assert_true(wasl_instant_parse(&seconds, wasl_text_of(text)));
	return seconds;
}

static void
test_calendar_workdays__weekends_and_holidays_are_not_worked(void **state)
{
	struct wasl_calendar c = office(paris);

	(void)state;
	assert_true(wasl_calendar_works(&c, wasl_civil_days(2026, 4, 30)));
	assert_false(wasl_calendar_works(&c, wasl_civil_days(2026, 5, 1)));
	assert_false(wasl_calendar_works(&c, wasl_civil_days(2026, 5, 2)));
	assert_false(wasl_calendar_works(&c, wasl_civil_days(2026, 5, 3)));
	assert_true(wasl_calendar_works(&c, wasl_civil_days(2026, 5, 4)));
	assert_false(wasl_calendar_works(&c, wasl_civil_days(2026, 7, 14)));
}

static void
test_calendar_workdays__the_day_of_arrival_is_not_counted(void **state)
{
	struct wasl_calendar c = office(paris);

	(void)state;
	/* Thursday; Friday is a holiday, so Monday, at closing time. */
	assert_int_equal(
		wasl_calendar_add_days(&c, at("2026-04-30T06:00:00Z"), 1),
		at("2026-05-04T16:00:00Z"));
	assert_int_equal(
		wasl_calendar_add_days(&c, at("2026-04-30T06:00:00Z"), 2),
		at("2026-05-05T16:00:00Z"));
	/* On a Saturday the count begins with Monday all the same. */
	assert_int_equal(
		wasl_calendar_add_days(&c, at("2026-05-02T06:00:00Z"), 1),
		at("2026-05-04T16:00:00Z"));
}

static void
test_calendar_workdays__the_local_day_counts_not_the_utc_day(void **state)
{
	struct wasl_calendar c = office(paris);

	(void)state;
	/* 22:30 UTC on Sunday is Monday in Paris: Tuesday is day one. */
	assert_int_equal(
		wasl_calendar_add_days(&c, at("2026-05-03T22:30:00Z"), 1),
		at("2026-05-05T16:00:00Z"));
}

static void
test_calendar_workdays__closing_time_follows_summer_time(void **state)
{
	struct wasl_calendar c = office(paris);

	(void)state;
	assert_int_equal(
		wasl_calendar_add_days(&c, at("2026-03-26T10:00:00Z"), 1),
		at("2026-03-27T17:00:00Z"));
	assert_int_equal(
		wasl_calendar_add_days(&c, at("2026-03-27T10:00:00Z"), 1),
		at("2026-03-30T16:00:00Z"));
}

static void test_calendar_workdays__closing_time_follows_ramadan(void **state)
{
	struct wasl_calendar c = office(casablanca);

	(void)state;
	/* Clocks go back on Sunday, 23 February 2025. */
	assert_int_equal(
		wasl_calendar_add_days(&c, at("2025-02-20T10:00:00Z"), 1),
		at("2025-02-21T17:00:00Z"));
	assert_int_equal(
		wasl_calendar_add_days(&c, at("2025-02-21T10:00:00Z"), 1),
		at("2025-02-24T18:00:00Z"));
}

static void
test_calendar_workdays__working_minutes_stand_still_out_of_hours(void **state)
{
	struct wasl_calendar c = office(paris);

	(void)state;
	/* Inside one day. */
	assert_int_equal(
		wasl_calendar_add_minutes(&c, at("2026-05-05T08:00:00Z"), 90),
		at("2026-05-05T09:30:00Z"));
	/* 17:30 local + 60: half an hour today, half an hour tomorrow. */
	assert_int_equal(
		wasl_calendar_add_minutes(&c, at("2026-05-05T15:30:00Z"), 60),
		at("2026-05-06T07:30:00Z"));
	/* Before opening, after closing, over a holiday and a weekend. */
	assert_int_equal(
		wasl_calendar_add_minutes(&c, at("2026-05-05T03:00:00Z"), 1),
		at("2026-05-05T07:01:00Z"));
	assert_int_equal(
		wasl_calendar_add_minutes(&c, at("2026-04-30T17:00:00Z"), 1),
		at("2026-05-04T07:01:00Z"));
	/* To the very minute of closing, and no minute at all. */
	assert_int_equal(
		wasl_calendar_add_minutes(&c, at("2026-05-05T07:00:00Z"), 540),
		at("2026-05-05T16:00:00Z"));
	assert_int_equal(
		wasl_calendar_add_minutes(&c, at("2026-05-02T03:00:00Z"), 0),
		at("2026-05-02T03:00:00Z"));
}

static void
test_calendar_workdays__a_calendar_that_never_works_ends_at_once(void **state)
{
	struct wasl_calendar c = office(paris);
	int64_t t = at("2026-05-05T08:00:00Z");

	(void)state;
	c.week = 0;
	assert_int_equal(wasl_calendar_add_days(&c, t, 3), t);
	assert_int_equal(wasl_calendar_add_minutes(&c, t, 3), t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_calendar_workdays__weekends_and_holidays_are_not_worked),
		cmocka_unit_test(
			test_calendar_workdays__the_day_of_arrival_is_not_counted),
		cmocka_unit_test(
			test_calendar_workdays__the_local_day_counts_not_the_utc_day),
		cmocka_unit_test(
			test_calendar_workdays__closing_time_follows_summer_time),
		cmocka_unit_test(
			test_calendar_workdays__closing_time_follows_ramadan),
		cmocka_unit_test(
			test_calendar_workdays__working_minutes_stand_still_out_of_hours),
		cmocka_unit_test(
			test_calendar_workdays__a_calendar_that_never_works_ends_at_once),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
