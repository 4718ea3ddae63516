#include "check.h"

#include "line/judge.h"

#include <string.h>

/* An act nothing speaks against. */
static struct wasl_judge_facts good(void)
{
	return (struct wasl_judge_facts){
		.read = WASL_JUDGE_READ,
		.seen = 5,
		.released = 5,
		.seen_last = 5,
		.seen_floor = 5,
	};
}

static void test_line_judge__a_sound_act_deserves_no_reject(void **state)
{
	struct wasl_judge_facts facts = good();

	(void)state;
	assert_int_equal(wasl_judge(&facts), WASL_REJECT_NONE);
}

static void test_line_judge__how_far_it_reads_names_the_code(void **state)
{
	static const struct {
		enum wasl_judge_read read;
		enum wasl_reject code;
	} rows[] = {
		{WASL_JUDGE_TOO_BIG, WASL_REJECT_T05},
		{WASL_JUDGE_NO_LAYOUT, WASL_REJECT_T04},
		{WASL_JUDGE_VERSION, WASL_REJECT_T11},
		{WASL_JUDGE_NOT_OPENED, WASL_REJECT_T03},
		{WASL_JUDGE_NO_KIND, WASL_REJECT_T13},
		{WASL_JUDGE_BAD_RECORD, WASL_REJECT_T04},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct wasl_judge_facts facts = good();

		facts.read = rows[i].read;
		assert_int_equal(wasl_judge(&facts), rows[i].code);
	}
}

static void test_line_judge__positions_that_cannot_be_deserve_t12(void **state)
{
	struct wasl_judge_facts facts = good();

	(void)state;
	facts.released = 4;
	assert_int_equal(wasl_judge(&facts), WASL_REJECT_T12);
	facts = good();
	facts.seen_last = 6;
	assert_int_equal(wasl_judge(&facts), WASL_REJECT_T12);
	facts = good();
	facts.seen_floor = 6;
	assert_int_equal(wasl_judge(&facts), WASL_REJECT_T12);
	facts = good();
	facts.wrong_half = true;
	assert_int_equal(wasl_judge(&facts), WASL_REJECT_NONE);
	facts.opening = true;
	assert_int_equal(wasl_judge(&facts), WASL_REJECT_T12);
}

static void test_line_judge__positions_are_judged_unopened(void **state)
{
	struct wasl_judge_facts facts = good();

	(void)state;
	facts.read = WASL_JUDGE_NOT_OPENED;
	facts.seen_last = 6;
	assert_int_equal(wasl_judge(&facts), WASL_REJECT_T12);
	facts = good();
	facts.read = WASL_JUDGE_NOT_OPENED;
	facts.erased = true;
	assert_int_equal(wasl_judge(&facts), WASL_REJECT_T14);
}

static void test_line_judge__the_line_lets_through_what_it_may(void **state)
{
	static const struct {
		enum wasl_judge_line line;
		bool opening;
		bool always;
		bool line_dossier;
		bool no_profile;
		enum wasl_reject code;
	} rows[] = {
		{WASL_JUDGE_ACTIVE, true, false, false, false, 0},
		{WASL_JUDGE_ACTIVE, true, false, false, true, WASL_REJECT_T08},
		{WASL_JUDGE_ACTIVE, false, false, false, true, 0},
		{WASL_JUDGE_RESTRICTED, true, false, false, false,
		 WASL_REJECT_T08},
		{WASL_JUDGE_RESTRICTED, true, true, false, false, 0},
		{WASL_JUDGE_RESTRICTED, false, false, false, false, 0},
		{WASL_JUDGE_SUSPENDED, false, false, false, false,
		 WASL_REJECT_T08},
		{WASL_JUDGE_SUSPENDED, false, true, false, false, 0},
		{WASL_JUDGE_SUSPENDED, true, true, false, false, 0},
		{WASL_JUDGE_SUSPENDED, true, true, false, true,
		 WASL_REJECT_T08},
		{WASL_JUDGE_SUSPENDED, false, false, true, true, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct wasl_judge_facts facts = good();

		facts.line = rows[i].line;
		facts.opening = rows[i].opening;
		facts.always = rows[i].always;
		facts.line_dossier = rows[i].line_dossier;
		facts.no_profile = rows[i].no_profile;
		assert_int_equal(wasl_judge(&facts), rows[i].code);
	}
}

static void
test_line_judge__handling_above_the_ceiling_deserves_t09(void **state)
{
	struct wasl_judge_facts facts = good();

	(void)state;
	facts.above = true;
	assert_int_equal(wasl_judge(&facts), WASL_REJECT_T09);
}

static void test_line_judge__codes_have_the_names_of_the_spec(void **state)
{
	(void)state;
	assert_string_equal(wasl_reject_name(WASL_REJECT_T03), "T03");
	assert_string_equal(wasl_reject_text(WASL_REJECT_T14),
			    "erased dossier");
	assert_null(wasl_reject_name(WASL_REJECT_NONE));
	assert_null(wasl_reject_text((enum wasl_reject)7));
	assert_int_equal(wasl_reject_find(WASL_TEXT("T12")), WASL_REJECT_T12);
	assert_int_equal(wasl_reject_find(WASL_TEXT("T07")), WASL_REJECT_NONE);
}

/* The own log of the rejecting side, in order: `seen` of each entry, and
 * whether it is a reject of partner index 3. */
static bool void_after(const uint64_t *seen, size_t n, uint64_t i)
{
	struct wasl_reject_walk walk = {0};

	for (size_t k = 0; k < n; k++)
		wasl_reject_walk_past(&walk, seen[k]);
	return wasl_reject_void(&walk, i);
}

static void test_line_judge__a_reject_that_comes_late_is_void(void **state)
{
	const uint64_t before[] = {0, 2, 3};
	const uint64_t after[] = {0, 2, 4};

	(void)state;
	assert_false(void_after(before, 3, 3));
	assert_true(void_after(after, 3, 3));
	assert_false(void_after(after, 0, 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_line_judge__a_sound_act_deserves_no_reject),
		cmocka_unit_test(
			test_line_judge__how_far_it_reads_names_the_code),
		cmocka_unit_test(
			test_line_judge__positions_that_cannot_be_deserve_t12),
		cmocka_unit_test(
			test_line_judge__positions_are_judged_unopened),
		cmocka_unit_test(
			test_line_judge__the_line_lets_through_what_it_may),
		cmocka_unit_test(
			test_line_judge__handling_above_the_ceiling_deserves_t09),
		cmocka_unit_test(
			test_line_judge__codes_have_the_names_of_the_spec),
		cmocka_unit_test(
			test_line_judge__a_reject_that_comes_late_is_void),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
