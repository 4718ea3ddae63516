/* Paris and Rabat as the two sides of each test, made before and ended after
 * it. */
#ifndef WASL_TESTS_KEYD_BOTH_H
#define WASL_TESTS_KEYD_BOTH_H

#include "pair.h"

static struct side paris, rabat;

/** Each with its keys, card and line; they have not met. */
static inline int both_alone(void **state)
{
	(void)state;
	paris = side_paris();
	rabat = side_rabat();
	side_make(&paris);
	side_make(&rabat);
	return 0;
}

/** The ceremony is held, the line open. */
static inline int both_met(void **state)
{
	(void)state;
	pair_make(&paris, &rabat);
	return 0;
}

static inline int both_end(void **state)
{
	(void)state;
	side_end(&paris);
	side_end(&rabat);
	return 0;
}

#endif
