#include "base/arena.h"

#include "base/alloc.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>

/* Under AddressSanitizer every piece is a chunk, so that it sees an overrun. */
#define CHUNK_MIN 4096
#if defined(__SANITIZE_ADDRESS__)
#define PIECE_IS_CHUNK true
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define PIECE_IS_CHUNK true
#endif
#endif
#ifndef PIECE_IS_CHUNK
#define PIECE_IS_CHUNK false
#endif

struct wasl_arena_chunk {
	struct wasl_arena_chunk *before;
	size_t used;
	size_t cap;
	alignas(max_align_t) uint8_t space[];
};

struct wasl_arena wasl_arena_init(size_t cap)
{
	return (struct wasl_arena){.cap = cap};
}

void wasl_arena_deinit(struct wasl_arena *a)
{
	struct wasl_arena_chunk *chunk = a->last;

	while (chunk != NULL) {
		struct wasl_arena_chunk *before = chunk->before;

		wasl_free(chunk);
		chunk = before;
	}
	*a = (struct wasl_arena){.cap = a->cap};
}

static bool new_chunk(struct wasl_arena *a, size_t need)
{
	size_t cap = need < CHUNK_MIN && !PIECE_IS_CHUNK ? CHUNK_MIN : need;
	struct wasl_arena_chunk *chunk;

	chunk = wasl_alloc(1, sizeof(*chunk) + cap);
	if (chunk == NULL)
		return false;
	chunk->before = a->last;
	chunk->cap = cap;
	a->last = chunk;
	return true;
}

void *wasl_arena_take(struct wasl_arena *a, size_t n, size_t size)
{
	const size_t align = alignof(max_align_t);
	size_t bytes;
	void *at;

	if (a->over || !wasl_size_mul(&bytes, n, size) ||
	    !wasl_size_add(&bytes, bytes, align - 1))
		goto over;
	bytes -= bytes % align;
	if (bytes > a->cap - a->used)
		goto over;
	if (a->last == NULL || bytes > a->last->cap - a->last->used ||
	    PIECE_IS_CHUNK)
		if (!new_chunk(a, bytes))
			goto over;
	at = a->last->space + a->last->used;
	a->last->used += bytes;
	a->used += bytes;
	return at;
over:
	a->over = true;
	return NULL;
}

char *wasl_arena_text(struct wasl_arena *a, wasl_text t)
{
	char *copy = t.n == SIZE_MAX ? NULL : wasl_arena_take(a, t.n + 1, 1);

	if (copy != NULL && t.n > 0)
		memcpy(copy, t.p, t.n);
	return copy;
}

wasl_bytes wasl_arena_copy(struct wasl_arena *a, wasl_bytes in)
{
	uint8_t *copy = wasl_arena_take(a, in.n == 0 ? 1 : in.n, 1);

	if (copy == NULL)
		return (wasl_bytes){NULL, 0};
	if (in.n > 0)
		memcpy(copy, in.p, in.n);
	return (wasl_bytes){copy, in.n};
}

char *wasl_arena_format(struct wasl_arena *a, const char *fmt, ...)
{
	va_list ap;
	va_list again;
	char *text;
	int n;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	text = n < 0 ? NULL : wasl_arena_take(a, (size_t)n + 1, 1);
	if (text != NULL)
		vsnprintf(text, (size_t)n + 1, fmt, again);
	va_end(again);
	return text;
}

wasl_status wasl_arena_check(const struct wasl_arena *a, struct wasl_err *err)
{
	if (!a->over)
		return WASL_OK;
	return wasl_fail(err, WASL_NO_MEMORY, "more than %zu bytes needed",
			 a->cap);
}
