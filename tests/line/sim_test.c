#include "check.h"
#include "sim.h"

#include <stdlib.h>

#define STEPS 400

/* The long suite tries many more. */
static uint64_t seeds(void)
{
	return getenv("WASL_LONG") == NULL ? 3000 : 200000;
}

static void
test_line_sim__every_released_act_is_receipted_once_the_net_heals(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= seeds(); seed++) {
		struct sim *sim = sim_new(seed, SIM_RESTORES_NONE);

		sim_disturb(sim, STEPS);
		if (!sim_heal(sim))
			fail_msg("seed %llu does not come to rest",
				 (unsigned long long)seed);
		sim_check(sim);
		sim_free(sim);
	}
}

static void
test_line_sim__a_side_restored_from_an_old_backup_heals_or_stops(void **state)
{
	unsigned lost = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= seeds(); seed++) {
		struct sim *sim = sim_new(~seed, SIM_RESTORES_FIRST);
		bool healed;

		sim_disturb(sim, STEPS);
		healed = sim_heal(sim);
		if (healed)
			sim_check(sim);
		else if (sim_lost(sim))
			lost++;
		else
			fail_msg("seed %llu neither heals nor stops",
				 (unsigned long long)seed);
		sim_free(sim);
	}
	/* Both ends are reached: most heal, some cannot. */
	assert_in_range(lost, 1, seeds() / 2);
}

static void
test_line_sim__lost_on_both_sides_both_begin_the_same_epoch_and_go_on(
	void **state)
{
	unsigned changed = 0;
	unsigned again = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= seeds(); seed++) {
		struct sim *sim = sim_new(seed, SIM_RESTORES_BOTH);

		sim_disturb(sim, STEPS);
		for (unsigned round = 0; round < 2; round++) {
			if (!sim_heal(sim))
				fail_msg("seed %llu does not come together",
					 (unsigned long long)seed);
			sim_check(sim);
			sim_go_on(sim);
		}
		changed += sim_epoch(sim) > 1;
		again += sim_epoch(sim) > 2;
		sim_free(sim);
	}
	/* Many lines change epoch, some more than once. */
	assert_in_range(changed, seeds() / 10, seeds());
	assert_in_range(again, 1, changed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_line_sim__every_released_act_is_receipted_once_the_net_heals),
		cmocka_unit_test(
			test_line_sim__a_side_restored_from_an_old_backup_heals_or_stops),
		cmocka_unit_test(
			test_line_sim__lost_on_both_sides_both_begin_the_same_epoch_and_go_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
