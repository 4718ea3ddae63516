/* Effects come into the pure rooms through these; nothing else does I/O there.
 */
#ifndef WASL_BASE_IO_H
#define WASL_BASE_IO_H

#include "base/bytes.h"

/** The wall clock and a clock that never goes back. */
struct wasl_clock {
	/** Unix seconds, UTC. */
	int64_t (*now)(void *ctx);
	/** Milliseconds since some fixed moment of this process. */
	uint64_t (*monotonic_ms)(void *ctx);
	void *ctx;
};

/** Unpredictable bytes; never fails (a node without them must not run). */
struct wasl_random {
	void (*fill)(void *ctx, void *out, size_t n);
	void *ctx;
};

static inline int64_t wasl_clock_now(const struct wasl_clock *clock)
{
	return clock->now(clock->ctx);
}

static inline uint64_t wasl_clock_ms(const struct wasl_clock *clock)
{
	return clock->monotonic_ms(clock->ctx);
}

static inline void wasl_random_fill(const struct wasl_random *random, void *out,
				    size_t n)
{
	random->fill(random->ctx, out, n);
}

#endif
