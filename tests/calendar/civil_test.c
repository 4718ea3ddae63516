#include "calendar/civil.h"
#include "check.h"

static void
test_calendar_civil__every_day_of_four_centuries_comes_back(void **state)
{
	int64_t day = wasl_civil_days(1600, 1, 1);

	(void)state;
	for (int32_t y = 1600; y < 2001; y++)
		for (int32_t m = 1; m <= 12; m++)
			for (int32_t d = 1; d <= wasl_civil_month_days(y, m);
			     d++, day++) {
				struct wasl_civil c;

				assert_int_equal(wasl_civil_days(y, m, d), day);
				c = wasl_civil_of(day * 86400 + 3661);
				assert_int_equal(c.year, y);
				assert_int_equal(c.month, m);
				assert_int_equal(c.day, d);
				assert_int_equal(c.hour, 1);
				assert_int_equal(c.minute, 1);
				assert_int_equal(c.second, 1);
			}
}

static void test_calendar_civil__knows_weekdays(void **state)
{
	(void)state;
	assert_int_equal(wasl_civil_weekday(0), 4); /* Thursday */
	assert_int_equal(wasl_civil_weekday(-1), 3);
	assert_int_equal(wasl_civil_weekday(wasl_civil_days(2026, 11, 23)), 1);
	assert_int_equal(wasl_civil_weekday(wasl_civil_days(2024, 2, 29)), 4);
}

static void test_calendar_civil__dates_are_strict(void **state)
{
	static const char *const good[] = {"1987",	 "1987-03",
					   "1987-03-02", "2024-02-29",
					   "0001-01-01", "9999-12-31"};
	static const char *const bad[] = {
		"",	      "87",	     "1987-",	   "1987-3",
		"1987-13",    "1987-00",     "1987-02-30", "1900-02-29",
		"0000-01-01", "1987-03-02 ", " 1987",	   "1987-03-00",
		"1987/03/02", "1987-03-2x",  "19870302",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		if (!wasl_date_valid(wasl_text_of(good[i])))
			fail_msg("rejected %s", good[i]);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (wasl_date_valid(wasl_text_of(bad[i])))
			fail_msg("accepted %s", bad[i]);
}

static void test_calendar_civil__instants_are_strict(void **state)
{
	static const struct {
		const char *text;
		int64_t at;
	} good[] = {
		{"1970-01-01T00:00:00Z", 0},
		{"2026-11-23T14:30:00Z", 1795444200},
		{"2026-11-23T15:30:00+01:00", 1795444200},
		{"2026-11-23T09:00:00-05:30", 1795444200},
	};
	static const char *const bad[] = {
		"2026-11-23",
		"2026-11-23T14:30Z",
		"2026-11-23t14:30:00Z",
		"2026-11-23T14:30:00",
		"2026-11-23T14:30:00z",
		"2026-11-23T14:30:00.5Z",
		"2026-11-23T24:00:00Z",
		"2026-11-23T23:59:60Z",
		"2026-02-29T00:00:00Z",
		"2026-11-23T14:30:00+24:00",
		"2026-11-23T14:30:00+0100",
		"2026-11-23T14:30:00Zx",
	};
	int64_t at;

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		assert_true(
			wasl_instant_parse(&at, wasl_text_of(good[i].text)));
		assert_int_equal(at, good[i].at);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (wasl_instant_parse(&at, wasl_text_of(bad[i])))
			fail_msg("accepted %s", bad[i]);
}

static void test_calendar_civil__instants_write_as_they_read(void **state)
{
	char text[WASL_INSTANT_LEN + 1];

	(void)state;
	wasl_instant_write(text, 1795444200);
	assert_string_equal(text, "2026-11-23T14:30:00Z");
	wasl_instant_write(text, 253402300799);
	assert_string_equal(text, "9999-12-31T23:59:59Z");
}

static void test_calendar_civil__local_clocks_say_their_offset(void **state)
{
	char text[WASL_INSTANT_LOCAL_LEN + 1];

	(void)state;
	wasl_instant_write_local(text, 1795444200, 3600);
	assert_string_equal(text, "2026-11-23T15:30:00+01:00");
	wasl_instant_write_local(text, 1795444200, -19800);
	assert_string_equal(text, "2026-11-23T09:00:00-05:30");
	wasl_instant_write_local(text, 1795444200, 0);
	assert_string_equal(text, "2026-11-23T14:30:00+00:00");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_calendar_civil__every_day_of_four_centuries_comes_back),
		cmocka_unit_test(test_calendar_civil__knows_weekdays),
		cmocka_unit_test(test_calendar_civil__dates_are_strict),
		cmocka_unit_test(test_calendar_civil__instants_are_strict),
		cmocka_unit_test(
			test_calendar_civil__instants_write_as_they_read),
		cmocka_unit_test(
			test_calendar_civil__local_clocks_say_their_offset),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
