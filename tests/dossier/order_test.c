#include "bench.h"

#include "dossier/order.h"

static struct wasl_place at(enum wasl_origin origin, uint64_t index,
			    uint64_t seen)
{
	return (struct wasl_place){
		.origin = origin, .epoch = 1, .index = index, .seen = seen};
}

/* The example of spec §8. */
static void test_dossier_order__the_second_bit_breaks_ties(void **state)
{
	const struct wasl_place p0 = at(WASL_ORIGIN_FIRST, 0, 0);
	const struct wasl_place p1 = at(WASL_ORIGIN_FIRST, 1, 1);
	const struct wasl_place r0 = at(WASL_ORIGIN_SECOND, 0, 0);
	const struct wasl_dossier_id plain = bench_id(false, false);
	const struct wasl_dossier_id turned = bench_id(false, true);

	(void)state;
	assert_true(wasl_order_cmp(&plain, &p0, &r0) < 0);
	assert_true(wasl_order_cmp(&plain, &r0, &p1) < 0);
	assert_true(wasl_order_cmp(&turned, &r0, &p0) < 0);
	assert_true(wasl_order_cmp(&turned, &p0, &p1) < 0);
	assert_int_equal(wasl_order_cmp(&plain, &p1, &p1), 0);
}

static void test_dossier_order__an_epoch_comes_before_any_sum(void **state)
{
	struct wasl_place late = at(WASL_ORIGIN_FIRST, 900, 900);
	struct wasl_place early = at(WASL_ORIGIN_SECOND, 0, 0);
	const struct wasl_dossier_id id = bench_id(false, false);

	(void)state;
	early.epoch = 2;
	assert_true(wasl_order_cmp(&id, &late, &early) < 0);
}

static void test_dossier_order__a_forged_seen_does_not_wrap(void **state)
{
	const struct wasl_place forged =
		at(WASL_ORIGIN_FIRST, 2, UINT64_MAX - 1);
	const struct wasl_place honest = at(WASL_ORIGIN_SECOND, 5, 5);
	const struct wasl_dossier_id id = bench_id(false, false);

	(void)state;
	assert_true(wasl_order_cmp(&id, &honest, &forged) < 0);
}

/* What an author had seen sorts before what it wrote, always. */
static void test_dossier_order__it_extends_causality(void **state)
{
	(void)state;
	for (unsigned bits = 0; bits < 4; bits++) {
		const struct wasl_dossier_id id =
			bench_id((bits & 1) != 0, (bits & 2) != 0);

		/* R at j, written when its mirror held sr; P at i sees it, so
		 * i >= sr and P's mirror held at least j + 1. */
		for (uint64_t j = 0; j < 4; j++)
			for (uint64_t sr = 0; sr < 4; sr++)
				for (uint64_t i = sr; i < 6; i++)
					for (uint64_t sp = j + 1; sp < 6;
					     sp++) {
						const struct wasl_place r =
							at(WASL_ORIGIN_SECOND,
							   j, sr);
						const struct wasl_place p =
							at(WASL_ORIGIN_FIRST, i,
							   sp);

						assert_true(
							wasl_order_saw(&p, &r));
						assert_true(
							wasl_order_cmp(&id, &r,
								       &p) < 0);
					}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_dossier_order__the_second_bit_breaks_ties),
		cmocka_unit_test(
			test_dossier_order__an_epoch_comes_before_any_sum),
		cmocka_unit_test(
			test_dossier_order__a_forged_seen_does_not_wrap),
		cmocka_unit_test(test_dossier_order__it_extends_causality),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
