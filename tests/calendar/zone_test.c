#include "calendar/civil.h"
#include "calendar/posix.h"
#include "zonefile.h"

static int64_t at(const char *text)
{
	int64_t seconds;

	assert_true(wasl_instant_parse(&seconds, wasl_text_of(text)));
	return seconds;
}

static int64_t local(const char *text)
{
	char full[40];

	snprintf(full, sizeof(full), "%sZ", text);
	return at(full);
}

static void test_calendar_zone__paris_moves_in_march_and_october(void **state)
{
	struct wasl_zone *z = zone_named("Europe/Paris");

	(void)state;
	assert_int_equal(wasl_zone_offset(z, at("2026-03-29T00:59:59Z")), 3600);
	assert_int_equal(wasl_zone_offset(z, at("2026-03-29T01:00:00Z")), 7200);
	assert_int_equal(wasl_zone_offset(z, at("2026-10-25T00:59:59Z")), 7200);
	assert_int_equal(wasl_zone_offset(z, at("2026-10-25T01:00:00Z")), 3600);
	wasl_zone_free(z);
}

static void
test_calendar_zone__paris_goes_on_by_rule_after_the_last_move(void **state)
{
	struct wasl_zone *z = zone_named("Europe/Paris");

	(void)state;
	assert_int_equal(wasl_zone_offset(z, at("2099-03-29T00:59:59Z")), 3600);
	assert_int_equal(wasl_zone_offset(z, at("2099-03-29T01:00:00Z")), 7200);
	assert_int_equal(wasl_zone_offset(z, at("2099-10-25T00:59:59Z")), 7200);
	assert_int_equal(wasl_zone_offset(z, at("2099-10-25T01:00:00Z")), 3600);
	wasl_zone_free(z);
}

static void
test_calendar_zone__casablanca_sets_clocks_back_in_ramadan(void **state)
{
	struct wasl_zone *z = zone_named("Africa/Casablanca");

	(void)state;
	assert_int_equal(wasl_zone_offset(z, at("2025-02-23T01:59:59Z")), 3600);
	assert_int_equal(wasl_zone_offset(z, at("2025-02-23T02:00:00Z")), 0);
	assert_int_equal(wasl_zone_offset(z, at("2025-04-06T01:59:59Z")), 0);
	assert_int_equal(wasl_zone_offset(z, at("2025-04-06T02:00:00Z")), 3600);
	wasl_zone_free(z);
}

static void
test_calendar_zone__a_skipped_hour_is_taken_on_the_new_clock(void **state)
{
	struct wasl_zone *z = zone_named("Europe/Paris");

	(void)state;
	assert_int_equal(wasl_zone_utc(z, local("2026-03-29T02:30:00")),
			 at("2026-03-29T01:30:00Z"));
	assert_int_equal(wasl_zone_utc(z, local("2026-03-29T01:59:59")),
			 at("2026-03-29T00:59:59Z"));
	assert_int_equal(wasl_zone_utc(z, local("2026-03-29T03:00:00")),
			 at("2026-03-29T01:00:00Z"));
	wasl_zone_free(z);
}

static void
test_calendar_zone__of_a_double_hour_the_first_is_taken(void **state)
{
	struct wasl_zone *z = zone_named("Africa/Casablanca");

	(void)state;
	/* 23 February 2025: 03:00 becomes 02:00 again. */
	assert_int_equal(wasl_zone_utc(z, local("2025-02-23T02:30:00")),
			 at("2025-02-23T01:30:00Z"));
	assert_int_equal(wasl_zone_utc(z, local("2025-02-23T03:00:00")),
			 at("2025-02-23T03:00:00Z"));
	wasl_zone_free(z);
}

static void
test_calendar_zone__local_and_utc_agree_on_every_hour_of_a_decade(void **state)
{
	static const char *const names[] = {"Europe/Paris", "Africa/Casablanca",
					    "America/Sao_Paulo",
					    "Australia/Sydney"};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct wasl_zone *z = zone_named(names[i]);
		int64_t end = at("2045-01-01T00:00:00Z");

		for (int64_t t = at("2035-01-01T00:00:00Z"); t < end;
		     t += 3600) {
			int64_t back = wasl_zone_utc(z, wasl_zone_local(z, t));

			/* Only the second showing of an hour differs. */
			assert_true(back == t || back == t - 3600);
			assert_int_equal(wasl_zone_local(z, back),
					 wasl_zone_local(z, t));
		}
		wasl_zone_free(z);
	}
}

static void test_calendar_zone__rejects_every_cut(void **state)
{
	wasl_bytes file = zone_file("Europe/Paris");
	struct wasl_zone *z;

	(void)state;
	for (size_t n = 0; n < file.n; n++) {
		assert_int_not_equal(
			wasl_zone_new(&z, wasl_bytes_of(file.p, n), NULL),
			WASL_OK);
		assert_null(z);
	}
}

/* One byte of a good file changed; which rule that breaks. */
static void test_calendar_zone__rejects_what_is_not_tzif_2(void **state)
{
	static uint8_t space[WASL_ZONE_FILE_MAX + 1];
	static const struct {
		size_t at;
		uint8_t value;
		wasl_status status;
		const char *rule;
	} bad[] = {
		{0, 'X', WASL_MALFORMED, "magic"},
		{4, 0, WASL_UNSUPPORTED, "version 1 only"},
		{32, 0xff, WASL_MALFORMED, "too many moves"},
		{36, 0xff, WASL_MALFORMED, "too many types"},
		{28, 0xff, WASL_MALFORMED, "too many leap seconds"},
		{43, 0xff, WASL_MALFORMED, "length of the first block"},
	};
	wasl_bytes file = zone_file("Europe/Paris");
	struct wasl_zone *z;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		memcpy(space, file.p, file.n);
		space[bad[i].at] = bad[i].value;
		if (wasl_zone_new(&z, wasl_bytes_of(space, file.n), NULL) !=
		    bad[i].status)
			fail_msg("accepted: %s", bad[i].rule);
	}
	check_status(
		wasl_zone_new(&z, wasl_bytes_of(space, sizeof(space)), NULL),
		WASL_TOO_BIG);
}

static void test_calendar_zone__reads_every_form_of_footer(void **state)
{
	static const char *const good[] = {
		"",
		"UTC0",
		"<+01>-1",
		"CET-1CEST,M3.5.0,M10.5.0/3",
		"<-03>3<-02>,M3.5.0/-2,M10.5.0/-1",
		"EST5EDT,J60/0,J305",
		"IST-2IDT,M3.4.4/26,M10.5.0",
		"EST5EDT4,59,304/167:59:59",
	};
	static const char *const bad[] = {
		"C",
		"CET",
		"CET-25",
		"CET-1CEST",
		"CET-1CEST,M3.5.0",
		"CET-1CEST,M13.5.0,M10.5.0",
		"CET-1CEST,M3.6.0,M10.5.0",
		"CET-1CEST,M3.0.0,M10.5.0",
		"CET-1CEST,M3.5.7,M10.5.0",
		"CET-1CEST,J0,J305",
		"CET-1CEST,J366,J305",
		"CET-1CEST,366,304",
		"CET-1CEST,M3.5.0/168,M10.5.0",
		"<+01-1",
		"CET-1:60",
		"CET-00001",
		"UTC0 ",
	};
	struct wasl_posix rule;

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		if (wasl_posix_parse(&rule, wasl_text_of(good[i]), NULL) !=
		    WASL_OK)
			fail_msg("rejected %s", good[i]);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (wasl_posix_parse(&rule, wasl_text_of(bad[i]), NULL) !=
		    WASL_MALFORMED)
			fail_msg("accepted %s", bad[i]);
}

static void
test_calendar_zone__julian_days_do_not_count_29_february(void **state)
{
	struct wasl_posix julian;
	struct wasl_posix ordinal;

	(void)state;
	check_ok(wasl_posix_parse(&julian, WASL_TEXT("AAA0BBB,J60/0,J300/0"),
				  NULL));
	check_ok(wasl_posix_parse(&ordinal, WASL_TEXT("AAA0BBB,59/0,300/0"),
				  NULL));
	/* J60 is 1 March in every year; day 59 is 29 February in a leap one. */
	assert_int_equal(wasl_posix_offset(&julian, at("2024-02-29T12:00:00Z")),
			 0);
	assert_int_equal(wasl_posix_offset(&julian, at("2024-03-01T12:00:00Z")),
			 3600);
	assert_int_equal(
		wasl_posix_offset(&ordinal, at("2024-02-29T12:00:00Z")), 3600);
	assert_int_equal(
		wasl_posix_offset(&ordinal, at("2023-02-28T12:00:00Z")), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_calendar_zone__paris_moves_in_march_and_october),
		cmocka_unit_test(
			test_calendar_zone__paris_goes_on_by_rule_after_the_last_move),
		cmocka_unit_test(
			test_calendar_zone__casablanca_sets_clocks_back_in_ramadan),
		cmocka_unit_test(
			test_calendar_zone__a_skipped_hour_is_taken_on_the_new_clock),
		cmocka_unit_test(
			test_calendar_zone__of_a_double_hour_the_first_is_taken),
		cmocka_unit_test(
			test_calendar_zone__local_and_utc_agree_on_every_hour_of_a_decade),
		cmocka_unit_test(test_calendar_zone__rejects_every_cut),
		cmocka_unit_test(
			test_calendar_zone__rejects_what_is_not_tzif_2),
		cmocka_unit_test(
			test_calendar_zone__reads_every_form_of_footer),
		cmocka_unit_test(
			test_calendar_zone__julian_days_do_not_count_29_february),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
