#include "bench.h"

#include "dossier/deadline.h"

#define A WASL_ORIGIN_FIRST
#define B WASL_ORIGIN_SECOND

#define LINE(suspensions)                                                      \
	(struct wasl_suspended)                                                \
	{                                                                      \
		suspensions, sizeof(suspensions) / sizeof((suspensions)[0])    \
	}

static const struct wasl_suspended never = {NULL, 0};

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
	assert_int_equal(wasl_deadlines(out, &d, &all, 4600, never), 1);
	assert_string_equal(out[0].def->name, "reply");
	assert_int_equal(out[0].def->duty, WASL_PARTNER);
	assert_int_equal(out[0].due, 4600);
	assert_false(out[0].late);
	assert_int_equal(wasl_deadlines(out, &d, &all, 4601, never), 1);
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
	wasl_deadlines(out, &d, &all, 5000, LINE(over));
	assert_int_equal(out[0].due, 5700);
	assert_int_equal(out[0].due_sent, 4600);
	assert_false(out[0].late || out[0].stopped);
	wasl_deadlines(out, &d, &all, 9000, LINE(still));
	assert_true(out[0].stopped);
	assert_false(out[0].late);
	assert_int_equal(out[0].due, 4600 + 7000);
	assert_int_equal(out[0].stood, 7000);
	wasl_dossier_deinit(&d);
}

/* The clarification from 2000 to 2500 is in the due instant already. */
static void
test_dossier_deadline__no_second_stands_for_two_reasons(void **state)
{
	const struct wasl_suspension over[] = {{1900, 2600}, {3000, 3100}};
	struct wasl_dossier d = taken();
	struct wasl_clock_due due[1];

	(void)state;
	bench_add(&d, B, 1, 1, timed(TINY_ASK, 2000, 0, 0));
	assert_int_equal(wasl_clock_dues(due, &d, 0, 2400, LINE(over)), 1);
	assert_true(due[0].paused && due[0].stands);
	assert_int_equal(due[0].stood, 100);
	bench_add(&d, A, 1, 2, timed(TINY_TELL, 2500, 1, 5100));
	assert_int_equal(wasl_clock_dues(due, &d, 0, 4000, LINE(over)), 1);
	assert_false(due[0].paused || due[0].stands);
	assert_int_equal(due[0].due, 5100);
	assert_int_equal(due[0].stood, 100 + 100 + 100);
	wasl_dossier_deinit(&d);
}

/* Of a clarification from 2000 to 5000 the due instant took up 500 s, as the
 * profile allows no more. What the line was suspended beyond them is no delay
 * of anybody. */
static void
test_dossier_deadline__beyond_its_allowance_a_pause_is_no_excuse(void **state)
{
	const struct wasl_suspension over[] = {
		{1900, 2600}, {3000, 3100}, {4900, 5200}};
	struct wasl_dossier d = taken();
	struct wasl_clock_due due[1];
	struct wasl_stood stood;

	(void)state;
	bench_add(&d, B, 1, 1, timed(TINY_ASK, 2000, 0, 0));
	bench_add(&d, A, 1, 2, timed(TINY_TELL, 5000, 1, 5100));
	assert_int_equal(wasl_clock_dues(due, &d, 0, 6000, LINE(over)), 1);
	assert_int_equal(due[0].due, 5100);
	/* 1900–2000, 2500–2600, 3000–3100, 4900–5000, 5000–5200 */
	assert_int_equal(due[0].stood, 600);
	stood = wasl_clock_stood(&d, d.n, 1, 6000, LINE(over));
	assert_int_equal(stood.later, 600);
	assert_int_equal(stood.in_pauses, 300);
	wasl_dossier_deinit(&d);
}

/* The third clarification puts nothing off. */
static void
test_dossier_deadline__a_pause_that_counts_nothing_stands_if_the_line_does(
	void **state)
{
	const struct wasl_suspension over[] = {{1500, 1700}, {2000, 2100}};
	struct wasl_dossier d = taken();
	struct wasl_stood stood;

	(void)state;
	bench_add(&d, B, 1, 1, timed(TINY_ASK, 1400, 0, 0));
	/* While it is asked the answer is not awaited. */
	stood = wasl_clock_stood(&d, d.n, 1, 1800, LINE(over));
	assert_int_equal(stood.later, 0);
	bench_add(&d, A, 1, 2, timed(TINY_TELL, 1900, 1, 4600));
	stood = wasl_clock_stood(&d, d.n, 1, 3000, LINE(over));
	assert_int_equal(stood.later, 300);
	assert_int_equal(stood.in_pauses, 200);
	wasl_dossier_deinit(&d);
}

/* The other side put it off to an instant: what stood before is in that. */
static void
test_dossier_deadline__an_extension_starts_the_count_anew(void **state)
{
	const struct wasl_suspension over[] = {{2000, 3000}, {6000, 6200}};
	const struct wasl_kind *kind = bench_kind("information", 1);
	struct wasl_dossier_id id = bench_id(false, false);
	const uint32_t reply = 101;
	struct wasl_dossier d;
	struct wasl_act act = bench_act(1, kind);
	static const struct wasl_due due[] = {{101, 9000}};
	static const struct wasl_due later[] = {{101, 20000}};

	(void)state;
	wasl_dossier_init(&d, bench_library(), &id);
	act.due = due;
	act.n_due = 1;
	bench_add(&d, A, 0, 0, act);
	bench_add(&d, B, 0, 1, timed(110, 1500, 0, 0));
	assert_int_equal(
		wasl_clock_stood(&d, d.n, reply, 5000, LINE(over)).later, 1000);
	act = timed(122, 5000, 0, 0);
	act.due = later;
	act.n_due = 1;
	bench_add(&d, A, 1, 1, act);
	assert_int_equal(
		wasl_clock_stood(&d, d.n, reply, 5500, LINE(over)).later, 0);
	assert_int_equal(
		wasl_clock_stood(&d, d.n, reply, 7000, LINE(over)).later, 200);
	wasl_dossier_deinit(&d);
}

/* A correction from either side has a clock of its own, on the other side,
 * until that names it; no suspension stops it. */
static void
test_dossier_deadline__each_correction_runs_until_it_is_applied(void **state)
{
	const struct wasl_suspension still[] = {{1200, 0}};
	const struct wasl_kind *kind = bench_kind("information", 1);
	struct wasl_dossier_id id = bench_id(false, false);
	static const uint8_t of_one[] = {0xa1, 0x18, 0x87, 0x01};
	static const uint8_t of_two[] = {0xa1, 0x18, 0x87, 0x02};
	struct wasl_deadline *out;
	struct wasl_clock_due dues[2];
	struct wasl_dossier d;
	struct wasl_act act;
	size_t k = 0, n, found = 0;

	(void)state;
	while (strcmp(kind->clocks[k].name, "apply") != 0)
		k++;
	wasl_dossier_init(&d, bench_library(), &id);
	bench_add(&d, A, 0, 0, bench_act(1, kind));
	bench_add(&d, A, 1, 0, timed(103, 1100, 104, 8100));
	bench_add(&d, B, 0, 2, timed(103, 1200, 104, 8200));
	bench_add(&d, A, 2, 1, timed(103, 1300, 104, 8300));
	assert_int_equal(wasl_clock_dues_max(&d, k), 3);
	out = test_calloc(wasl_deadlines_max(&d), sizeof(*out));
	n = wasl_deadlines(out, &d, &all, 9000, LINE(still));
	for (size_t i = 0; i < n; i++)
		if (out[i].def == &d.kind->clocks[k]) {
			assert_false(out[i].stopped);
			assert_true(out[i].late);
			found++;
		}
	assert_int_equal(found, 3);
	test_free(out);
	/* Its own side's word answers nothing, and neither does another entry.
	 */
	act = timed(104, 1400, 0, 0);
	act.fields = WASL_BYTES(of_one);
	bench_add(&d, A, 3, 1, act);
	act.fields = wasl_bytes_of(of_two, sizeof(of_two));
	assert_int_equal(d.stands.n_asked, 3);
	bench_add(&d, B, 1, 3, act);
	assert_int_equal(d.stands.n_asked, 2);
	act.fields = WASL_BYTES(of_one);
	bench_add(&d, B, 2, 3, act);
	assert_int_equal(d.stands.n_asked, 1);
	n = wasl_clock_dues(dues, &d, k, 9000, never);
	assert_int_equal(n, 1);
	assert_int_equal(dues[0].due, 8200);
	assert_int_equal(dues[0].duty, WASL_OPENER);
	wasl_dossier_deinit(&d);
}

/* Somebody is held while his identity is asked for. */
static void
test_dossier_deadline__custody_at_the_askers_stands_for_nothing(void **state)
{
	const struct wasl_suspension still[] = {{1200, 0}};
	const struct wasl_kind *kind = bench_kind("identity", 1);
	struct wasl_dossier_id id = bench_id(false, false);
	struct wasl_clock_due due[1];
	struct wasl_dossier d;
	struct wasl_act act = bench_act(1, kind);
	const struct wasl_due at = {1, 5000};
	size_t k = 0;

	(void)state;
	while (strcmp(kind->clocks[k].name, "custody") != 0)
		k++;
	wasl_dossier_init(&d, bench_library(), &id);
	act.due = &at;
	act.n_due = 1;
	bench_add(&d, A, 0, 0, act);
	assert_int_equal(wasl_clock_dues(due, &d, k, 6000, LINE(still)), 1);
	assert_int_equal(due[0].due, 5000);
	assert_int_equal(due[0].stood, 0);
	assert_false(due[0].stands);
	assert_int_equal(due[0].duty, WASL_OPENER);
	wasl_dossier_deinit(&d);
	/* Nobody is held: it does not run, and nothing was started. */
	wasl_dossier_init(&d, bench_library(), &id);
	bench_add(&d, A, 0, 0, bench_act(1, kind));
	assert_int_equal(wasl_clock_dues(due, &d, k, 6000, never), 0);
	assert_int_equal(d.past[k].started, 0);
	wasl_dossier_deinit(&d);
}

static void test_dossier_deadline__custody_stands_for_nothing(void **state)
{
	const struct wasl_suspension still[] = {{2000, 0}};
	struct wasl_dossier d = taken();
	struct wasl_deadline out[2];

	(void)state;
	bench_add(&d, B, 1, 1, timed(TINY_HOLD, 1500, 2, 8000));
	assert_int_equal(wasl_deadlines(out, &d, &all, 8001, LINE(still)), 2);
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
	assert_int_equal(wasl_deadlines(out, &d, &all, 9000, never), 1);
	assert_true(out[0].paused);
	assert_false(out[0].late);
	bench_add(&d, A, 1, 2, timed(TINY_TELL, 2500, 1, 5100));
	wasl_deadlines(out, &d, &all, 5101, never);
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
	assert_int_equal(wasl_deadlines(out, &d, &half, 4601, never), 1);
	assert_true(out[0].stopping);
	assert_true(out[0].late);
	assert_int_equal(out[0].due, 4600);
	assert_int_equal(wasl_deadlines(out, &d, &all, 4601, never), 0);
	wasl_dossier_deinit(&d);
}

static void test_dossier_deadline__an_unopened_dossier_has_none(void **state)
{
	struct wasl_dossier_id id = bench_id(false, false);
	struct wasl_dossier d;

	(void)state;
	wasl_dossier_init(&d, bench_library(), &id);
	assert_int_equal(wasl_deadlines(NULL, &d, &all, 0, never), 0);
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
			test_dossier_deadline__no_second_stands_for_two_reasons),
		cmocka_unit_test(
			test_dossier_deadline__beyond_its_allowance_a_pause_is_no_excuse),
		cmocka_unit_test(
			test_dossier_deadline__a_pause_that_counts_nothing_stands_if_the_line_does),
		cmocka_unit_test(
			test_dossier_deadline__an_extension_starts_the_count_anew),
		cmocka_unit_test(
			test_dossier_deadline__each_correction_runs_until_it_is_applied),
		cmocka_unit_test(
			test_dossier_deadline__custody_at_the_askers_stands_for_nothing),
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
