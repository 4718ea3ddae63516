/* Randomness that repeats: the same seed, the same bytes. For tests alone. */
#ifndef WASL_TESTS_SUPPORT_RANDOM_H
#define WASL_TESTS_SUPPORT_RANDOM_H

#include "base/io.h"

/* xorshift64*; `state` must not be 0. */
static inline void random_fill_repeat(void *ctx, void *out, size_t n)
{
	uint64_t *state = ctx;
	uint8_t *p = out;

	for (size_t i = 0; i < n; i++) {
		*state ^= *state >> 12;
		*state ^= *state << 25;
		*state ^= *state >> 27;
		p[i] = (uint8_t)((*state * 0x2545f4914f6cdd1du) >> 56);
	}
}

static inline struct wasl_random random_repeat(uint64_t *state)
{
	return (struct wasl_random){random_fill_repeat, state};
}

#endif
