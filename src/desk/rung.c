#include "desk/rung.h"

#define DAY 86400

const char *wasl_chain_name(enum wasl_chain chain)
{
	static const char *const names[WASL_CHAINS] = {"percent", "u0", "warn"};

	return names[chain];
}

int64_t wasl_rung_at(const struct wasl_rungs *rungs, int64_t started,
		     int64_t due, size_t k)
{
	int64_t span = due > started ? due - started : 0;
	int64_t period;

	if (rungs->chain == WASL_CHAIN_PERCENT)
		return k < rungs->n
			       ? due - span + span / 100 * rungs->at[k].at +
					 span % 100 * rungs->at[k].at / 100
			       : INT64_MAX;
	if (rungs->chain == WASL_CHAIN_WARN)
		return k < rungs->n ? due - (int64_t)rungs->at[k].at * DAY
				    : INT64_MAX;
	if (k >= rungs->n * WASL_RUNG_ROUNDS_MAX)
		return INT64_MAX;
	period = (int64_t)rungs->at[rungs->n - 1].at + WASL_RUNG_ROUND_SECONDS;
	return started + (int64_t)(k / rungs->n) * period +
	       rungs->at[k % rungs->n].at;
}

size_t wasl_rungs_reached(const struct wasl_rungs *rungs, int64_t started,
			  int64_t due, int64_t now)
{
	size_t k = 0;

	while (wasl_rung_at(rungs, started, due, k) <= now)
		k++;
	return k;
}
