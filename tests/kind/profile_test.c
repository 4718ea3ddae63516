#include "kinds.h"

static char text[64 * 1024];
static size_t text_n;

static int setup(void **state)
{
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	wasl_autojson *file = load_json("examples/profile-ma-fr.json");
	wasl_bytes jcs = wasl_jcs_write(&arena, file);

	(void)state;
	text_n = jcs.n;
	memcpy(text, jcs.p, jcs.n);
	text[jcs.n] = '\0';
	return 0;
}

static wasl_status make(struct wasl_profile **out, struct wasl_findings *f,
			const char *from, const char *to)
{
	static char space[64 * 1024];
	const char *at = strstr(text, from);
	int n;

	if (at == NULL)
		fail_msg("no %s", from);
	n = snprintf(space, sizeof(space), "%.*s%s%s", (int)(at - text), text,
		     to, at + strlen(from));
	return wasl_profile_new(out, f, wasl_bytes_of(space, (size_t)n), NULL);
}

static void test_kind_profile__values_are_found_by_path(void **state)
{
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	struct wasl_findings f = wasl_findings_init(&arena);
	const wasl_text basis = WASL_TEXT("extradition-2008");
	const wasl_text none = {NULL, 0};
	struct wasl_profile *p;

	(void)state;
	check_ok(make(&p, &f, "\"v\":1", "\"v\":1"));
	assert_string_equal(p->name, "ma-fr-example");
	assert_string_equal(p->sides[0], "MA");
	assert_int_equal(wasl_profile_figures(p), WASL_FIGURES_VERSION);
	assert_int_equal(json_integer_value(wasl_profile_get(
				 p, none, "$profile/deadlines/U1/ack_minutes")),
			 30);
	assert_int_equal(json_integer_value(wasl_profile_get(
				 p, basis, "$basis/min_penalty_months")),
			 24);
	assert_null(wasl_profile_get(p, none, "$basis/min_penalty_months"));
	assert_null(wasl_profile_get(p, WASL_TEXT("other"), "$basis/kinds"));
	assert_null(wasl_profile_get(p, none, "$profile/kinds/line"));
	assert_null(wasl_profile_get(p, none, "$profile/v/x"));
	assert_null(wasl_profile_get(p, none, "$profile/deadlines/U9/x"));
	assert_true(wasl_profile_lists(p, "$profile/bases", basis));
	assert_false(
		wasl_profile_lists(p, "$profile/bases", WASL_TEXT("basis")));
	assert_true(
		wasl_profile_lists(p, "$profile/refusals", WASL_TEXT("R27")));
	assert_false(
		wasl_profile_lists(p, "$profile/refusals", WASL_TEXT("R26")));
	assert_string_equal(wasl_profile_zone(p, "MA"), "Africa/Casablanca");
	assert_null(wasl_profile_zone(p, "ES"));
	wasl_profile_free(p);
}

static void test_kind_profile__it_may_want_passkeys_of_second_persons(void **s)
{
	static const struct {
		const char *to;
		bool wants;
	} cases[] = {
		{"\"v\":1", false},
		{"\"v\":1,\"approval\":{\"passkey\":false}", false},
		{"\"v\":1,\"approval\":{\"passkey\":true}", true},
	};

	(void)s;
	assert_false(wasl_profile_passkeys(NULL));
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
		struct wasl_findings f = wasl_findings_init(&arena);
		struct wasl_profile *p;

		check_ok(make(&p, &f, "\"v\":1", cases[i].to));
		assert_int_equal(wasl_profile_passkeys(p), cases[i].wants);
		wasl_profile_free(p);
	}
}

static void test_kind_profile__the_calendar_of_a_side_is_read(void **state)
{
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	struct wasl_findings f = wasl_findings_init(&arena);
	struct wasl_calendar c;
	struct wasl_profile *p;

	(void)state;
	check_ok(make(&p, &f, "\"2026-01-01\",\"2026-04-06\"",
		      "\"2026-04-06\",\"2026-01-01\""));
	check_ok(wasl_profile_calendar(&c, p, "FR", NULL, NULL));
	assert_int_equal(c.week, 0x3e);
	assert_int_equal(c.opens_s, 9 * 3600);
	assert_int_equal(c.closes_s, 18 * 3600);
	assert_int_equal(c.n_holidays, 11);
	for (size_t i = 1; i < c.n_holidays; i++)
		assert_true(c.holidays[i - 1] < c.holidays[i]);
	check_status(wasl_profile_calendar(&c, p, "ES", NULL, NULL),
		     WASL_NOT_FOUND);
	wasl_profile_free(p);
}

static void test_kind_profile__the_hash_is_of_what_it_says(void **state)
{
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	struct wasl_findings f = wasl_findings_init(&arena);
	struct wasl_profile *one;
	struct wasl_profile *same;
	struct wasl_profile *other;

	(void)state;
	check_ok(make(&one, &f, "\"v\":1", "\"v\":1"));
	check_ok(make(&same, &f, "\"v\":1", "\n \"v\" : 1 "));
	check_ok(make(&other, &f, "\"v\":1", "\"v\":2"));
	assert_true(wasl_hash_eq(&one->hash, &same->hash));
	assert_true(wasl_bytes_eq(one->file, same->file));
	assert_false(wasl_hash_eq(&one->hash, &other->hash));
	wasl_profile_free(one);
	wasl_profile_free(same);
	wasl_profile_free(other);
}

static void
test_kind_profile__what_spec_11_does_not_say_is_refused(void **state)
{
	static const struct {
		const char *from, *to, *pointer;
	} bad[] = {
		{"\"v\":1", "\"v\":1,\"approval\":true", "/approval"},
		{"\"v\":1", "\"v\":1,\"approval\":{}", "/approval/passkey"},
		{"\"v\":1", "\"v\":1,\"approval\":{\"passkey\":1}",
		 "/approval/passkey"},
		{"\"v\":1", "\"v\":1,\"approval\":{\"passkey\":true,\"x\":1}",
		 "/approval/x"},
		{"\"v\":1", "\"v\":0", "/v"},
		{"\"v\":1", "\"v\":\"1\"", "/v"},
		{"\"v\":1", "\"v\":1,\"provisional_arest_days\":18",
		 "/provisional_arest_days"},
		{"\"profile\":\"ma-fr-example\",", "", "/profile"},
		{"\"ma-fr-example\"", "\"MA FR\"", "/profile"},
		{"\"sides\":[\"MA\",\"FR\"]", "\"sides\":[\"MA\"]", "/sides"},
		{"\"sides\":[\"MA\",\"FR\"]", "\"sides\":[\"MA\",\"MA\"]",
		 "/sides"},
		{"\"sides\":[\"MA\",\"FR\"]", "\"sides\":[\"MA\",\"fr\"]",
		 "/sides"},
		{"\"sides\":[\"MA\",\"FR\"]", "\"sides\":[\"MA\",\"ES\"]",
		 "/calendars/FR"},
		{"\"languages\":[\"ar\",\"fr\"]", "\"languages\":[]",
		 "/languages"},
		{"\"languages\":[\"ar\",\"fr\"]", "\"languages\":[\"arabic\"]",
		 "/languages/0"},
		{"\"line\":null", "\"line\":\"xyz\"", "/kinds/line"},
		{"\"line\":null", "\"Line\":null", "/kinds/Line"},
		{"\"kinds\":[\"arrest\"],", "",
		 "/bases/extradition-2008/kinds"},
		{"\"min_penalty_months\":24", "\"min_penalty_months\":-1",
		 "/bases/extradition-2008/min_penalty_months"},
		{"\"min_penalty_months\":24", "\"min_penalty_months\":[24]",
		 "/bases/extradition-2008/min_penalty_months"},
		{"\"name\":{\"ar\"", "\"name\":{\"AR\"",
		 "/bases/action-plan-2025/name/AR"},
		{"\"name\":{\"ar\"", "\"name\":{\"es\"",
		 "/bases/action-plan-2025/name/ar"},
		{"\"en\":\"Joint", "\"en\":\"\\u202eJoint",
		 "/bases/action-plan-2025/name/en"},
		{"\"en\":\"Joint", "\"en\":\"Joint\\n",
		 "/bases/action-plan-2025/name/en"},
		{"\"en\":\"Joint", "\"en\":7,\"de\":\"Joint",
		 "/bases/action-plan-2025/name/en"},
		{"\"name\":{", "\"name\":7,\"x\":{",
		 "/bases/action-plan-2025/name"},
		{"\"provisional_arrest_days\":40",
		 "\"provisional_arrest_days\":0", "/provisional_arrest_days"},
		{"\"provisional_arrest_days\":40",
		 "\"provisional_arrest_days\":367", "/provisional_arrest_days"},
		{"\"ceiling\":\"H2\"", "\"ceiling\":\"H4\"", "/ceiling"},
		{"\"ceiling\":\"H2\",", "", "/ceiling"},
		{"\"ack_minutes\":30", "\"ack_minutes\":0",
		 "/deadlines/U1/ack_minutes"},
		{"\"ack_minutes\":30", "\"ack_weeks\":1",
		 "/deadlines/U1/ack_weeks"},
		{"\"ack_working_days\":1", "\"ack_working_days\":1001",
		 "/deadlines/U3/ack_working_days"},
		{"\"U0\":{", "\"U4\":{", "/deadlines/U4"},
		{"\"R01\"", "\"R1\"", "/refusals/0"},
		{"\"erase_silence_days\":30", "\"erase_silence_days\":true",
		 "/erase_silence_days"},
		{"\"total_days\":5", "\"total_days\":\"5\"",
		 "/clarify/total_days"},
		{"\"times\":2,", "", "/clarify"},
		{"\"per_unit_per_day\":50", "\"per_day\":50",
		 "/budgets/information/per_unit_per_day"},
		{"\"second_minutes\":120", "\"second_minutes\":0",
		 "/second_minutes"},
		{"\"figures\":2", "\"figures\":3", "/figures"},
		{"\"FR\":\"LED37\"", "\"DE\":\"LED37\"", "/transfer/DE"},
		{"\"FR\":\"LED37\"", "\"FR\":\"art. 37\"", "/transfer/FR"},
		{"\"FR\":\"LED37\"", "\"FR\":null", "/transfer/FR"},
		{"\"figures\":2", "\"figures\":0", "/figures"},
		{"\"figures\":2", "\"figures\":null", "/figures"},
		{"\"Europe/Paris\"", "\"../../etc/passwd\"",
		 "/calendars/FR/zone"},
		{"\"Europe/Paris\"", "\"/Europe/Paris\"", "/calendars/FR/zone"},
		{",\"zone\":\"Europe/Paris\"", "", "/calendars/FR/zone"},
		{"[1,2,3,4,5]", "[0,1,2]", "/calendars/FR/week/0"},
		{"[1,2,3,4,5]", "[]", "/calendars/FR/week"},
		{"[\"09:00\",\"18:00\"]", "[\"18:00\",\"09:00\"]",
		 "/calendars/FR/hours"},
		{"[\"09:00\",\"18:00\"]", "[\"9:00\",\"18:00\"]",
		 "/calendars/FR/hours"},
		{"[\"09:00\",\"18:00\"]", "[\"09:00\",\"24:01\"]",
		 "/calendars/FR/hours"},
		{"\"2026-04-06\"", "\"2026-04-31\"",
		 "/calendars/FR/holidays/1"},
		{"\"2026-04-06\"", "\"2026-04\"", "/calendars/FR/holidays/1"},
		{"\"minutes_days\":30", "\"minutes_days\":[]",
		 "/values/minutes_days"},
		{"\"minutes_days\":30", "\"X\":1", "/values/X"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
		struct wasl_findings f = wasl_findings_init(&arena);
		struct wasl_profile *p;

		if (make(&p, &f, bad[i].from, bad[i].to) != WASL_SCHEMA)
			fail_msg("accepted: %s", bad[i].to);
		assert_null(p);
		if (!has_finding(&f, "profile", bad[i].pointer)) {
			print_findings(&f);
			fail_msg("%s: nothing at %s", bad[i].to,
				 bad[i].pointer);
		}
	}
}

static void test_kind_profile__figures_may_be_left_open(void **state)
{
	static const char *const open[][2] = {
		{"\"provisional_arrest_days\":40",
		 "\"provisional_arrest_days\":null"},
		{"\"provisional_arrest_days\":40,", ""},
		{"\"min_penalty_months\":24", "\"min_penalty_months\":null"},
		{"\"ack_minutes\":30", "\"ack_minutes\":null"},
		{"\"second_minutes\":120", "\"second_minutes\":null"},
		{"\"arrest\":1825", "\"arrest\":null"},
		{"\"minutes_days\":30", "\"x\":null,\"y\":\"z\""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(open) / sizeof(*open); i++) {
		wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
		struct wasl_findings f = wasl_findings_init(&arena);
		struct wasl_profile *p;

		if (make(&p, &f, open[i][0], open[i][1]) != WASL_OK) {
			print_findings(&f);
			fail_msg("refused: %s", open[i][1]);
		}
		wasl_profile_free(p);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kind_profile__values_are_found_by_path),
		cmocka_unit_test(
			test_kind_profile__it_may_want_passkeys_of_second_persons),
		cmocka_unit_test(
			test_kind_profile__the_calendar_of_a_side_is_read),
		cmocka_unit_test(
			test_kind_profile__the_hash_is_of_what_it_says),
		cmocka_unit_test(
			test_kind_profile__what_spec_11_does_not_say_is_refused),
		cmocka_unit_test(test_kind_profile__figures_may_be_left_open),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
