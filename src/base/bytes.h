/* Slices of bytes, space to fill, and a cursor to read through. */
#ifndef WASL_BASE_BYTES_H
#define WASL_BASE_BYTES_H

#include "base/status.h"

#include <stdint.h>
#include <string.h>

/** Borrowed bytes: whoever made the slice keeps them alive. {NULL, 0} is empty.
 */
typedef struct wasl_bytes {
	const uint8_t *p;
	size_t n;
} wasl_bytes;

/** Borrowed text: UTF-8 that has been checked (base/text.h). */
typedef struct wasl_text {
	const char *p;
	size_t n;
} wasl_text;

/* A slice over an array or a literal. */
#define WASL_BYTES(array)  ((wasl_bytes){(array), sizeof(array)})
#define WASL_TEXT(literal) ((wasl_text){(literal), sizeof(literal) - 1})

static inline wasl_bytes wasl_bytes_of(const void *p, size_t n)
{
	return (wasl_bytes){p, n};
}

static inline wasl_text wasl_text_of(const char *s)
{
	return (wasl_text){s, strlen(s)};
}

static inline wasl_bytes wasl_text_bytes(wasl_text t)
{
	return (wasl_bytes){(const uint8_t *)t.p, t.n};
}

bool wasl_bytes_eq(wasl_bytes a, wasl_bytes b);
bool wasl_text_eq(wasl_text a, wasl_text b);
bool wasl_text_is(wasl_text a, const char *literal);
/** Bytewise order, shorter first on a common start; as memcmp. */
int wasl_bytes_cmp(wasl_bytes a, wasl_bytes b);

/**
 * Caller's space to fill. Writing past the end sets `over` once and for all
 * and writes nothing more, so callers check once, at the end.
 */
struct wasl_buf {
	uint8_t *p;
	size_t n;   /* filled */
	size_t cap; /* usable */
	bool over;
};

#define WASL_BUF(array)                                                        \
	((struct wasl_buf){.p = (array), .n = 0, .cap = sizeof(array)})

void wasl_buf_put(struct wasl_buf *buf, const void *p, size_t n);
void wasl_buf_put_u8(struct wasl_buf *buf, uint8_t v);
void wasl_buf_put_u16(struct wasl_buf *buf, uint16_t v); /* big-endian */
void wasl_buf_put_u32(struct wasl_buf *buf, uint32_t v); /* big-endian */
void wasl_buf_put_u64(struct wasl_buf *buf, uint64_t v); /* big-endian */
void wasl_buf_put_text(struct wasl_buf *buf, const char *s);
/** Reserve `n` bytes to be written by the caller; NULL once over. */
uint8_t *wasl_buf_take(struct wasl_buf *buf, size_t n);

static inline wasl_bytes wasl_buf_bytes(const struct wasl_buf *buf)
{
	return (wasl_bytes){buf->p, buf->n};
}

/**
 * Reading through a slice. The first failure sticks: later reads yield zero,
 * and wasl_cursor_finish reports it together with any trailing bytes.
 */
struct wasl_cursor {
	const uint8_t *p;
	size_t n; /* left */
	bool bad;
};

struct wasl_cursor wasl_cursor_init(wasl_bytes in);
wasl_bytes wasl_cursor_take(struct wasl_cursor *c, size_t n);
uint8_t wasl_cursor_u8(struct wasl_cursor *c);
uint16_t wasl_cursor_u16(struct wasl_cursor *c); /* big-endian */
uint32_t wasl_cursor_u32(struct wasl_cursor *c); /* big-endian */
uint64_t wasl_cursor_u64(struct wasl_cursor *c); /* big-endian */
/** OK only if nothing failed and nothing is left; MALFORMED otherwise. */
wasl_status wasl_cursor_finish(const struct wasl_cursor *c,
			       struct wasl_err *err) WASL_MUST_USE;

static inline void wasl_store_u64(uint8_t out[static 8], uint64_t v)
{
	for (int i = 7; i >= 0; i--, v >>= 8)
		out[i] = (uint8_t)(v & 0xff);
}

#endif
