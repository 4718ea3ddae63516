/* Memory for one request: many pieces, one end, one cap. */
#ifndef WASL_BASE_ARENA_H
#define WASL_BASE_ARENA_H

#include "base/bytes.h"

/**
 * Pieces live until wasl_arena_deinit or a rollback past them. Over the cap
 * (or out of memory) `over` sticks and every later piece is NULL, so callers
 * may check once. In builds with AddressSanitizer each piece is its own
 * allocation, so that an overrun is seen.
 */
struct wasl_arena {
	struct wasl_arena_chunk *last;
	size_t used;
	size_t cap;
	bool over;
};

struct wasl_arena wasl_arena_init(size_t cap);
void wasl_arena_deinit(struct wasl_arena *a);
/** Zeroed, aligned for any type; NULL once over. Borrowed from the arena. */
void *wasl_arena_take(struct wasl_arena *a, size_t n, size_t size);
/** A zero-ended copy of text; NULL once over. */
char *wasl_arena_text(struct wasl_arena *a, wasl_text t);
/** A copy of bytes; {NULL, 0} once over. */
wasl_bytes wasl_arena_copy(struct wasl_arena *a, wasl_bytes in);
/** Formatted text; NULL once over. */
char *wasl_arena_format(struct wasl_arena *a, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/** OK, or NO_MEMORY if any piece could not be had. */
wasl_status wasl_arena_check(const struct wasl_arena *a,
			     struct wasl_err *err) WASL_MUST_USE;

#define wasl_autoarena                                                         \
	__attribute__((cleanup(wasl_arena_deinit))) struct wasl_arena

#endif
