#include "bench.h"

#define A WASL_ORIGIN_FIRST
#define B WASL_ORIGIN_SECOND

/* A opens, B takes, A withdraws unseen by B's answer. */
static struct wasl_dossier crossed(void)
{
	struct wasl_dossier_id id = bench_id(false, false);
	struct wasl_dossier d;

	wasl_dossier_init(&d, bench_library(), &id);
	bench_add(&d, A, 0, 0, bench_act(TINY_OPEN, bench_kind("tiny", 1)));
	bench_add(&d, B, 0, 1, bench_act(TINY_TAKE, NULL));
	bench_add(&d, A, 1, 1, bench_act(TINY_WITHDRAW, NULL));
	bench_add(&d, B, 1, 1, bench_act(TINY_ANSWER, NULL));
	return d;
}

static void test_dossier_bound__an_own_act_goes_from_sent_to_bound(void **state)
{
	struct wasl_dossier d = crossed();
	struct wasl_bound_facts facts = {.own = A, .epoch = 1};

	(void)state;
	assert_int_equal(wasl_bound_act(&d, &facts, 2), WASL_BINDING_SENT);
	facts.receipted = 2;
	assert_int_equal(wasl_bound_act(&d, &facts, 2), WASL_BINDING_RECEIPTED);
	facts.bound = 2;
	assert_int_equal(wasl_bound_act(&d, &facts, 2), WASL_BINDING_BOUND);
	wasl_dossier_deinit(&d);
}

static void
test_dossier_bound__what_follows_an_open_act_is_not_binding(void **state)
{
	struct wasl_dossier d = crossed();
	struct wasl_bound_facts facts = {.own = A, .epoch = 1, .bound = 1};

	(void)state;
	assert_int_equal(wasl_bound_prefix(&d, &facts), 2);
	assert_string_equal(wasl_bound_state(&d, &facts), "taken");
	assert_int_equal(wasl_bound_act(&d, &facts, 1), WASL_BINDING_FINAL);
	assert_int_equal(wasl_bound_act(&d, &facts, 3), WASL_BINDING_PLACED);
	facts.bound = 2;
	assert_int_equal(wasl_bound_prefix(&d, &facts), 4);
	assert_string_equal(wasl_bound_state(&d, &facts), "answered");
	assert_int_equal(wasl_bound_act(&d, &facts, 3), WASL_BINDING_FINAL);
	/* The partner sees its own answer as the last open one. */
	facts = (struct wasl_bound_facts){.own = B, .epoch = 1, .bound = 1};
	assert_int_equal(wasl_bound_prefix(&d, &facts), 3);
	assert_string_equal(wasl_bound_state(&d, &facts), "withdrawn");
	wasl_dossier_deinit(&d);
}

static void test_dossier_bound__only_binding_acts_close(void **state)
{
	struct wasl_dossier d = crossed();
	struct wasl_bound_facts facts = {.own = A, .epoch = 1, .bound = 2};

	(void)state;
	bench_add(&d, A, 2, 2, bench_act(TINY_CLOSE, NULL));
	assert_true(wasl_dossier_closed(&d));
	assert_false(wasl_bound_closed(&d, &facts));
	facts.bound = 3;
	assert_true(wasl_bound_closed(&d, &facts));
	wasl_dossier_deinit(&d);
}

static void test_dossier_bound__an_earlier_epoch_is_settled(void **state)
{
	struct wasl_dossier d = crossed();
	const struct wasl_bound_facts facts = {.own = A, .epoch = 2};

	(void)state;
	assert_int_equal(wasl_bound_prefix(&d, &facts), 4);
	wasl_dossier_deinit(&d);
}

static void test_dossier_bound__nothing_binds_before_the_first_act(void **state)
{
	struct wasl_dossier_id id = bench_id(false, false);
	const struct wasl_bound_facts facts = {.own = A, .epoch = 1};
	struct wasl_dossier d;

	(void)state;
	wasl_dossier_init(&d, bench_library(), &id);
	assert_string_equal(wasl_bound_state(&d, &facts), "");
	assert_false(wasl_bound_closed(&d, &facts));
	assert_string_equal(wasl_binding_name(WASL_BINDING_SENT), "sent");
	assert_string_equal(wasl_binding_name(WASL_BINDING_RECEIPTED),
			    "receipted");
	assert_string_equal(wasl_binding_name(WASL_BINDING_BOUND), "bound");
	assert_string_equal(wasl_binding_name(WASL_BINDING_PLACED), "placed");
	assert_string_equal(wasl_binding_name(WASL_BINDING_FINAL), "final");
	wasl_dossier_deinit(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_dossier_bound__an_own_act_goes_from_sent_to_bound),
		cmocka_unit_test(
			test_dossier_bound__what_follows_an_open_act_is_not_binding),
		cmocka_unit_test(test_dossier_bound__only_binding_acts_close),
		cmocka_unit_test(
			test_dossier_bound__an_earlier_epoch_is_settled),
		cmocka_unit_test(
			test_dossier_bound__nothing_binds_before_the_first_act),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
