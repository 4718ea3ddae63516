#include "base/bytes.h"

bool wasl_bytes_eq(wasl_bytes a, wasl_bytes b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool wasl_text_eq(wasl_text a, wasl_text b)
{
	return wasl_bytes_eq(wasl_text_bytes(a), wasl_text_bytes(b));
}

bool wasl_text_is(wasl_text a, const char *literal)
{
	return wasl_text_eq(a, wasl_text_of(literal));
}

int wasl_bytes_cmp(wasl_bytes a, wasl_bytes b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n == 0 ? 0 : memcmp(a.p, b.p, n);

	if (order != 0)
		return order;
	return (a.n > b.n) - (a.n < b.n);
}

uint8_t *wasl_buf_take(struct wasl_buf *buf, size_t n)
{
	uint8_t *at;

	if (buf->over || n > buf->cap - buf->n) {
		buf->over = true;
		return NULL;
	}
	at = buf->p + buf->n;
	buf->n += n;
	return at;
}

void wasl_buf_put(struct wasl_buf *buf, const void *p, size_t n)
{
	uint8_t *at = wasl_buf_take(buf, n);

	if (at != NULL && n > 0)
		memcpy(at, p, n);
}

/* The low `width` bytes of `v`, most significant first. */
static void put_be(struct wasl_buf *buf, uint64_t v, size_t width)
{
	uint8_t all[8];

	wasl_store_u64(all, v);
	wasl_buf_put(buf, all + 8 - width, width);
}

void wasl_buf_put_u8(struct wasl_buf *buf, uint8_t v)
{
	put_be(buf, v, 1);
}

void wasl_buf_put_u16(struct wasl_buf *buf, uint16_t v)
{
	put_be(buf, v, 2);
}

void wasl_buf_put_u32(struct wasl_buf *buf, uint32_t v)
{
	put_be(buf, v, 4);
}

void wasl_buf_put_u64(struct wasl_buf *buf, uint64_t v)
{
	put_be(buf, v, 8);
}

void wasl_buf_put_text(struct wasl_buf *buf, const char *s)
{
	wasl_buf_put(buf, s, strlen(s));
}

struct wasl_cursor wasl_cursor_init(wasl_bytes in)
{
	return (struct wasl_cursor){.p = in.p, .n = in.n, .bad = false};
}

wasl_bytes wasl_cursor_take(struct wasl_cursor *c, size_t n)
{
	wasl_bytes out = {c->p, n};

	if (c->bad || n > c->n) {
		c->bad = true;
		return (wasl_bytes){NULL, 0};
	}
	c->p += n;
	c->n -= n;
	return out;
}

static uint64_t take_be(struct wasl_cursor *c, size_t width)
{
	wasl_bytes in = wasl_cursor_take(c, width);
	uint64_t v = 0;

	for (size_t i = 0; i < in.n; i++)
		v = v << 8 | in.p[i];
	return v;
}

uint8_t wasl_cursor_u8(struct wasl_cursor *c)
{
	return (uint8_t)take_be(c, 1);
}

uint16_t wasl_cursor_u16(struct wasl_cursor *c)
{
	return (uint16_t)take_be(c, 2);
}

uint32_t wasl_cursor_u32(struct wasl_cursor *c)
{
	return (uint32_t)take_be(c, 4);
}

uint64_t wasl_cursor_u64(struct wasl_cursor *c)
{
	return take_be(c, 8);
}

wasl_status wasl_cursor_finish(const struct wasl_cursor *c,
			       struct wasl_err *err)
{
	if (c->bad)
		return wasl_fail(err, WASL_MALFORMED, "cut short");
	if (c->n > 0)
		return wasl_fail(err, WASL_MALFORMED, "%zu trailing bytes",
				 c->n);
	return WASL_OK;
}
