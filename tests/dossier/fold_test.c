#include "bench.h"

#include "snapshot.h"

#define A WASL_ORIGIN_FIRST
#define B WASL_ORIGIN_SECOND

static struct wasl_dossier opened(void)
{
	struct wasl_dossier_id id = bench_id(false, false);
	struct wasl_dossier d;

	wasl_dossier_init(&d, bench_library(), &id);
	bench_add(&d, A, 0, 0, bench_act(TINY_OPEN, bench_kind("tiny", 1)));
	return d;
}

static struct wasl_act act(uint32_t number)
{
	return bench_act(number, NULL);
}

static const struct wasl_dossier_act *last(const struct wasl_dossier *d)
{
	return &d->acts[d->n - 1];
}

static void test_dossier_fold__acts_lead_from_state_to_state(void **state)
{
	struct wasl_dossier d = opened();

	(void)state;
	assert_string_equal(wasl_dossier_state(&d), "sent");
	assert_string_equal(wasl_dossier_reference(&d), "MA-2026-TNY-000001");
	bench_add(&d, B, 0, 1, act(TINY_TAKE));
	bench_add(&d, B, 1, 1, act(TINY_ANSWER));
	assert_string_equal(wasl_dossier_state(&d), "answered");
	assert_false(wasl_dossier_closed(&d));
	bench_add(&d, A, 1, 2, act(TINY_CLOSE));
	assert_true(wasl_dossier_closed(&d));
	assert_int_equal(d.crossed, 0);
	wasl_dossier_deinit(&d);
}

static void test_dossier_fold__without_an_opening_all_is_void(void **state)
{
	struct wasl_dossier_id id = bench_id(false, false);
	struct wasl_dossier d;

	(void)state;
	wasl_dossier_init(&d, bench_library(), &id);
	assert_string_equal(wasl_dossier_state(&d), "");
	/* Not an opening; then one by the side whose id it is not. */
	bench_add(&d, B, 0, 0, act(TINY_TAKE));
	bench_add(&d, B, 1, 0, bench_act(TINY_OPEN, bench_kind("tiny", 1)));
	/* By the right side, but not the kind's opening act. */
	bench_add(&d, A, 0, 2, bench_act(TINY_NOTE, bench_kind("tiny", 1)));
	for (size_t i = 0; i < d.n; i++)
		assert_int_equal(d.acts[i].effect, WASL_EFFECT_VOID);
	assert_null(d.kind);
	wasl_dossier_deinit(&d);
}

static void test_dossier_fold__the_first_opening_counts(void **state)
{
	struct wasl_dossier d = opened();

	(void)state;
	bench_add(&d, A, 1, 0, bench_act(TINY_OPEN, bench_kind("tiny", 2)));
	assert_int_equal(last(&d)->effect, WASL_EFFECT_LAPSED);
	assert_ptr_equal(d.kind, bench_kind("tiny", 1));
	/* Rejected, the second one stands; but it was read by another kind. */
	check_status(wasl_dossier_out(&d, A, 1, 0, NULL), WASL_CONFLICT);
	wasl_dossier_deinit(&d);
}

static void test_dossier_fold__a_rejected_opening_voids_all(void **state)
{
	struct wasl_dossier d = opened();

	(void)state;
	bench_add(&d, B, 0, 1, act(TINY_TAKE));
	check_ok(wasl_dossier_out(&d, A, 1, 0, NULL));
	assert_int_equal(d.acts[0].effect, WASL_EFFECT_OUT);
	assert_int_equal(d.acts[1].effect, WASL_EFFECT_VOID);
	assert_string_equal(wasl_dossier_state(&d), "");
	assert_string_equal(wasl_dossier_reference(&d), "");
	/* Said twice it is the same; of an act that is not there, an error. */
	check_ok(wasl_dossier_out(&d, A, 1, 0, NULL));
	check_status(wasl_dossier_out(&d, A, 1, 9, NULL), WASL_NOT_FOUND);
	wasl_dossier_deinit(&d);
}

static void test_dossier_fold__an_unknown_kind_is_an_error(void **state)
{
	struct wasl_dossier_id id = bench_id(false, false);
	const struct wasl_place place = {.epoch = 1};
	struct wasl_act opening = bench_act(TINY_OPEN, bench_kind("tiny", 1));
	struct wasl_dossier d;

	(void)state;
	opening.opening.profile.b[0] ^= 1;
	wasl_dossier_init(&d, bench_library(), &id);
	check_status(wasl_dossier_add(&d, &place, &opening, NULL),
		     WASL_NOT_FOUND);
	wasl_dossier_deinit(&d);
}

static void test_dossier_fold__a_place_is_taken_once(void **state)
{
	struct wasl_dossier d = opened();
	const struct wasl_place place = {.epoch = 1};
	const struct wasl_act note = act(TINY_NOTE);

	(void)state;
	check_status(wasl_dossier_add(&d, &place, &note, NULL), WASL_EXISTS);
	assert_int_equal(d.n, 1);
	wasl_dossier_deinit(&d);
}

static void test_dossier_fold__a_side_does_only_its_own_acts(void **state)
{
	struct wasl_dossier d = opened();

	(void)state;
	bench_add(&d, A, 1, 0, act(TINY_TAKE));
	assert_int_equal(last(&d)->effect, WASL_EFFECT_VOID);
	bench_add(&d, A, 2, 0, act(99));
	assert_int_equal(last(&d)->effect, WASL_EFFECT_VOID);
	assert_string_equal(wasl_dossier_state(&d), "sent");
	wasl_dossier_deinit(&d);
}

/* withdraw × answer: the kind says answered, whoever sorts first. */
static void test_dossier_fold__crossed_acts_end_as_the_kind_says(void **state)
{
	(void)state;
	for (unsigned tie = 0; tie < 2; tie++) {
		struct wasl_dossier_id id = bench_id(false, tie == 1);
		struct wasl_dossier d;

		wasl_dossier_init(&d, bench_library(), &id);
		bench_add(&d, A, 0, 0,
			  bench_act(TINY_OPEN, bench_kind("tiny", 1)));
		bench_add(&d, B, 0, 1, act(TINY_TAKE));
		/* Keys 1 + 1 and 1 + 1: a tie. */
		bench_add(&d, A, 1, 1, act(TINY_WITHDRAW));
		bench_add(&d, B, 1, 1, act(TINY_ANSWER));
		assert_string_equal(wasl_dossier_state(&d), "answered");
		assert_int_equal(d.crossed, 1);
		assert_int_equal(last(&d)->place.origin, tie == 1 ? A : B);
		assert_int_equal(last(&d)->effect,
				 tie == 1 ? WASL_EFFECT_LAPSED
					  : WASL_EFFECT_CROSSED);
		assert_int_equal(last(&d)->standing, 2);
		wasl_dossier_deinit(&d);
	}
}

static void test_dossier_fold__an_act_out_of_turn_lapses(void **state)
{
	struct wasl_dossier d = opened();

	(void)state;
	/* Its author had seen all there is: nothing crossed it. */
	bench_add(&d, B, 0, 1, act(TINY_ANSWER));
	assert_int_equal(last(&d)->effect, WASL_EFFECT_LAPSED);
	assert_int_equal(last(&d)->standing, WASL_ACT_NONE);
	assert_string_equal(wasl_dossier_state(&d), "sent");
	wasl_dossier_deinit(&d);
}

static void test_dossier_fold__a_fact_of_custody_is_never_void(void **state)
{
	struct wasl_dossier d = opened();
	const struct wasl_due due = {.clock = 2, .at = 9000};
	struct wasl_act hold = act(TINY_HOLD);

	(void)state;
	hold.due = &due;
	hold.n_due = 1;
	/* Withdrawn and closed; then, long seen, a person is held. */
	bench_add(&d, A, 1, 0, act(TINY_WITHDRAW));
	bench_add(&d, A, 2, 0, act(TINY_CLOSE));
	bench_add(&d, B, 0, 3, hold);
	assert_int_equal(last(&d)->effect, WASL_EFFECT_CROSSED);
	assert_string_equal(wasl_dossier_state(&d), "closed");
	assert_int_equal(d.runs[1].due, 9000);
	wasl_dossier_deinit(&d);
}

static void test_dossier_fold__a_late_act_takes_its_place(void **state)
{
	struct wasl_dossier d = opened();

	(void)state;
	bench_add(&d, A, 1, 0, act(TINY_WITHDRAW));
	bench_add(&d, A, 2, 0, act(TINY_CLOSE));
	assert_string_equal(wasl_dossier_state(&d), "closed");
	/* Written before it knew of either. */
	bench_add(&d, B, 0, 1, act(TINY_TAKE));
	assert_int_equal(d.acts[1].number, TINY_WITHDRAW);
	assert_int_equal(d.acts[2].number, TINY_TAKE);
	assert_int_equal(d.acts[2].effect, WASL_EFFECT_LAPSED);
	assert_int_equal(d.acts[2].standing, 1);
	assert_string_equal(wasl_dossier_state(&d), "closed");
	wasl_dossier_deinit(&d);
}

static void
test_dossier_fold__marks_are_those_of_the_last_that_has_them(void **state)
{
	static const uint8_t yes[] = {0xa1, 0x01, 0x63, 'Y', 'E', 'S'};
	struct wasl_dossier d = opened();
	struct wasl_act answer = act(TINY_ANSWER);

	(void)state;
	assert_string_equal(d.marks[WASL_MARK_OUTCOME], "");
	bench_add(&d, B, 0, 1, act(TINY_TAKE));
	answer.fields = WASL_BYTES(yes);
	bench_add(&d, B, 1, 1, answer);
	assert_string_equal(d.marks[WASL_MARK_OUTCOME], "YES");
	bench_add(&d, A, 1, 2, act(TINY_CLOSE));
	assert_string_equal(d.marks[WASL_MARK_OUTCOME], "YES");
	/* Taken out, it leaves no mark. */
	check_ok(wasl_dossier_out(&d, B, 1, 1, NULL));
	assert_string_equal(d.marks[WASL_MARK_OUTCOME], "");
	wasl_dossier_deinit(&d);
}

static void test_dossier_fold__both_sides_rebase_or_none(void **state)
{
	const struct wasl_kind *v2 = bench_kind("tiny", 2);
	struct wasl_dossier d = opened();

	(void)state;
	bench_add(&d, B, 0, 1, act(TINY_TAKE));
	bench_add(&d, A, 1, 1, bench_act(TINY_REBASE, v2));
	assert_ptr_equal(d.kind, bench_kind("tiny", 1));
	bench_add(&d, B, 1, 2, bench_act(TINY_REBASE, v2));
	assert_ptr_equal(d.kind, v2);
	assert_string_equal(wasl_dossier_state(&d), "taken");
	/* An act of the new version. */
	bench_add(&d, B, 2, 2, act(11));
	assert_int_equal(last(&d)->effect, WASL_EFFECT_TOOK);
	wasl_dossier_deinit(&d);
}

static void
test_dossier_fold__an_epoch_sorts_behind_the_one_before(void **state)
{
	struct wasl_dossier d = opened();
	const struct wasl_place place = {.origin = B, .epoch = 2};
	const struct wasl_act take = act(TINY_TAKE);

	(void)state;
	bench_add(&d, A, 8, 8, act(TINY_NOTE));
	check_ok(wasl_dossier_add(&d, &place, &take, NULL));
	assert_int_equal(last(&d)->number, TINY_TAKE);
	assert_string_equal(wasl_dossier_state(&d), "taken");
	wasl_dossier_deinit(&d);
}

static uint32_t draw(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

/* Any acts at all, as they come or all in order: the same bytes. */
static void test_dossier_fold__as_they_come_is_all_at_once(void **state)
{
	uint32_t seed = 7;

	(void)state;
	for (unsigned round = 0; round < 2000; round++) {
		struct wasl_dossier_id id =
			bench_id(false, (draw(&seed) & 1) != 0);
		struct wasl_dossier live = opened();
		struct wasl_dossier whole;
		uint64_t next[2] = {1, 0};
		uint64_t seen[2] = {0, 0};

		live.id = id;
		for (unsigned i = 0; i < 8; i++) {
			enum wasl_origin o = (draw(&seed) & 1) != 0 ? A : B;

			seen[o] += draw(&seed) % 3;
			bench_add(&live, o, next[o]++, seen[o],
				  act(2 + draw(&seed) % 8));
		}
		wasl_dossier_init(&whole, bench_library(), &id);
		for (size_t i = 0; i < live.n; i++)
			bench_add(&whole, live.acts[i].place.origin,
				  live.acts[i].place.index,
				  live.acts[i].place.seen,
				  bench_act(live.acts[i].number,
					    live.acts[i].kind == NULL
						    ? NULL
						    : bench_kind("tiny", 1)));
		assert_true(wasl_bytes_eq(bench_snapshot(&live),
					  bench_snapshot(&whole)));
		wasl_dossier_deinit(&live);
		wasl_dossier_deinit(&whole);
	}
}

static void test_dossier_fold__effects_have_names(void **state)
{
	(void)state;
	assert_string_equal(wasl_effect_name(WASL_EFFECT_TOOK), "took");
	assert_string_equal(wasl_effect_name(WASL_EFFECT_CROSSED), "crossed");
	assert_string_equal(wasl_effect_name(WASL_EFFECT_LAPSED), "lapsed");
	assert_string_equal(wasl_effect_name(WASL_EFFECT_VOID), "void");
	assert_string_equal(wasl_effect_name(WASL_EFFECT_OUT), "out");
}

#define CASE(claim) cmocka_unit_test(test_dossier_fold__##claim)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(acts_lead_from_state_to_state),
		CASE(without_an_opening_all_is_void),
		CASE(the_first_opening_counts),
		CASE(a_rejected_opening_voids_all),
		CASE(an_unknown_kind_is_an_error),
		CASE(a_place_is_taken_once),
		CASE(a_side_does_only_its_own_acts),
		CASE(crossed_acts_end_as_the_kind_says),
		CASE(an_act_out_of_turn_lapses),
		CASE(a_fact_of_custody_is_never_void),
		CASE(a_late_act_takes_its_place),
		CASE(marks_are_those_of_the_last_that_has_them),
		CASE(both_sides_rebase_or_none),
		CASE(an_epoch_sorts_behind_the_one_before),
		CASE(as_they_come_is_all_at_once),
		CASE(effects_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
