#include "bench.h"

#include "dossier/deadline.h"

#define A WASL_ORIGIN_FIRST
#define B WASL_ORIGIN_SECOND

static const struct wasl_bound_facts all = {
	.own = A, .epoch = 1, .receipted = 99, .bound = 99};

static struct wasl_act timed(uint32_t number, int64_t time, uint32_t clock,
			     int64_t at)
{
	static struct wasl_due due[4];
	static unsigned turn;
	struct wasl_due *one = &due[turn++ % 4];
	struct wasl_act act = bench_act(number, NULL);

	*one = (struct wasl_due){.clock = clock, .at = at};
	act.time = time;
	act.due = one;
	act.n_due = clock == 0 ? 0 : 1;
	return act;
}

/* Taken at 1000; the reply is due at 4600. */
static struct wasl_dossier taken(void)
{
	struct wasl_dossier_id id = bench_id(false, false);
	struct wasl_dossier d;

	wasl_dossier_init(&d, bench_library(), &id);
	bench_add(&d, A, 0, 0, bench_act(TINY_OPEN, bench_kind("tiny", 1)));
	bench_add(&d, B, 0, 1, timed(TINY_TAKE, 1000, 1, 4600));
	return d;
}

static void
test_dossier_deadline__late_is_a_matter_of_the_readers_time(void **state)
{
	struct wasl_dossier d = taken();
	struct wasl_deadline out[2];

	(void)state;
	assert_int_equal(wasl_deadlines(out, &d, &all, 4600, NULL, 0), 1);
	assert_string_equal(out[0].def->name, "reply");
	assert_int_equal(out[0].def->duty, WASL_PARTNER);
	assert_int_equal(out[0].due, 4600);
	assert_false(out[0].late);
	assert_int_equal(wasl_deadlines(out, &d, &all, 4601, NULL, 0), 1);
	assert_true(out[0].late);
	wasl_dossier_deinit(&d);
}

static void
test_dossier_deadline__a_suspended_line_stops_it_as_a_view(void **state)
{
	const struct wasl_suspension over[] = {{500, 1100}, {2000, 3000}};
	const struct wasl_suspension still[] = {{2000, 0}};
	struct wasl_dossier d = taken();
	struct wasl_deadline out[2];

	(void)state;
	/* 100 s and 1000 s since it was started. */
	wasl_deadlines(out, &d, &all, 5000, over, 2);
	assert_int_equal(out[0].due, 5700);
	assert_int_equal(out[0].due_sent, 4600);
	assert_false(out[0].late || out[0].stopped);
	wasl_deadlines(out, &d, &all, 9000, still, 1);
	assert_true(out[0].stopped);
	assert_false(out[0].late);
	assert_int_equal(out[0].due, 4600 + 7000);
	wasl_dossier_deinit(&d);
}

static void test_dossier_deadline__custody_stands_for_nothing(void **state)
{
	const struct wasl_suspension still[] = {{2000, 0}};
	struct wasl_dossier d = taken();
	struct wasl_deadline out[2];

	(void)state;
	bench_add(&d, B, 1, 1, timed(TINY_HOLD, 1500, 2, 8000));
	assert_int_equal(wasl_deadlines(out, &d, &all, 8001, still, 1), 2);
	assert_string_equal(out[1].def->name, "custody");
	assert_int_equal(out[1].due, 8000);
	assert_false(out[1].stopped);
	assert_true(out[1].late);
	wasl_dossier_deinit(&d);
}

static void test_dossier_deadline__a_clarification_pauses_it(void **state)
{
	struct wasl_dossier d = taken();
	struct wasl_deadline out[2];

	(void)state;
	bench_add(&d, B, 1, 1, timed(TINY_ASK, 2000, 0, 0));
	assert_int_equal(wasl_deadlines(out, &d, &all, 9000, NULL, 0), 1);
	assert_true(out[0].paused);
	assert_false(out[0].late);
	bench_add(&d, A, 1, 2, timed(TINY_TELL, 2500, 1, 5100));
	wasl_deadlines(out, &d, &all, 5101, NULL, 0);
	assert_false(out[0].paused);
	assert_int_equal(out[0].due, 5100);
	assert_true(out[0].late);
	wasl_dossier_deinit(&d);
}

static void
test_dossier_deadline__what_is_not_binding_stops_nothing(void **state)
{
	const struct wasl_bound_facts half = {.own = A, .epoch = 1, .bound = 1};
	struct wasl_dossier d = taken();
	struct wasl_deadline out[2];

	(void)state;
	bench_add(&d, A, 1, 1, timed(TINY_WITHDRAW, 2000, 0, 0));
	assert_int_equal(wasl_deadlines(out, &d, &half, 4601, NULL, 0), 1);
	assert_true(out[0].stopping);
	assert_true(out[0].late);
	assert_int_equal(out[0].due, 4600);
	assert_int_equal(wasl_deadlines(out, &d, &all, 4601, NULL, 0), 0);
	wasl_dossier_deinit(&d);
}

static void test_dossier_deadline__an_unopened_dossier_has_none(void **state)
{
	struct wasl_dossier_id id = bench_id(false, false);
	struct wasl_dossier d;

	(void)state;
	wasl_dossier_init(&d, bench_library(), &id);
	assert_int_equal(wasl_deadlines(NULL, &d, &all, 0, NULL, 0), 0);
	wasl_dossier_deinit(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_dossier_deadline__late_is_a_matter_of_the_readers_time),
		cmocka_unit_test(
			test_dossier_deadline__a_suspended_line_stops_it_as_a_view),
		cmocka_unit_test(
			test_dossier_deadline__custody_stands_for_nothing),
		cmocka_unit_test(
			test_dossier_deadline__a_clarification_pauses_it),
		cmocka_unit_test(
			test_dossier_deadline__what_is_not_binding_stops_nothing),
		cmocka_unit_test(
			test_dossier_deadline__an_unopened_dossier_has_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
