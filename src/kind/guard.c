#include "kind/guard.h"

/* Recursion ends at WASL_GUARD_DEPTH_MAX, which compiling held to. */
bool wasl_guard_holds(const struct wasl_guard *guard,
		      const struct wasl_guard_facts *facts)
{
	bool all = guard->op != WASL_GUARD_ANY;

	switch (guard->op) {
	case WASL_GUARD_NOT:
		return !wasl_guard_holds(&guard->parts[0], facts);
	case WASL_GUARD_ALL:
	case WASL_GUARD_ANY:
		for (size_t i = 0; i < guard->n_parts; i++)
			if (wasl_guard_holds(&guard->parts[i], facts) != all)
				return !all;
		return all;
	case WASL_GUARD_EVERY:
	case WASL_GUARD_SOME:
	case WASL_GUARD_AGREED:
	case WASL_GUARD_DONE:
	case WASL_GUARD_CONFIRMED:
	case WASL_GUARD_IS:
	case WASL_GUARD_OPENED:
		break;
	}
	return facts->ask(facts->facts, guard);
}

bool wasl_guard_is_shared(const struct wasl_guard *guard)
{
	for (size_t i = 0; i < guard->n_parts; i++)
		if (wasl_guard_is_shared(&guard->parts[i]))
			return true;
	return guard->n_parts == 0 && guard->op != WASL_GUARD_IS &&
	       guard->op != WASL_GUARD_OPENED;
}
