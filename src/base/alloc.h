/* Heap memory with checked sizes; the only place that calls malloc. */
#ifndef WASL_BASE_ALLOC_H
#define WASL_BASE_ALLOC_H

#include "base/status.h"

#include <stdint.h>

/**
 * Zeroed memory for `n` things of `size` bytes.
 *
 * Ret:  caller owns it, frees with wasl_free; NULL when out of memory, when
 *       n * size overflows, or when an installed failure says so (tests).
 * Thread: any.
 */
void *wasl_alloc(size_t n, size_t size) WASL_MUST_USE;

/**
 * Grow `*p` to hold at least `need` things of `size` bytes, doubling; `*cap`
 * counts things. New space is not cleared.
 *
 * Ret:  false leaves `*p` and `*cap` as they were.
 */
bool wasl_grow(void *p, size_t *cap, size_t need, size_t size) WASL_MUST_USE;

/** A zero-ended copy of `n` bytes; NULL when out of memory. */
char *wasl_strndup(const char *s, size_t n) WASL_MUST_USE;

void wasl_free(void *p);

/**
 * For tests: make the `nth` following allocation of this thread fail (0 the
 * next one), once. A negative number ends it.
 */
void wasl_alloc_fail_at(long nth);

/* Sums and products of sizes; false on overflow, `*out` then 0. */
bool wasl_size_add(size_t *out, size_t a, size_t b) WASL_MUST_USE;
bool wasl_size_mul(size_t *out, size_t a, size_t b) WASL_MUST_USE;

/* Free a pointer when it leaves scope: `wasl_autofree char *s = …`. */
#define wasl_autofree __attribute__((cleanup(wasl_free_scope_)))
void wasl_free_scope_(void *p);

#endif
