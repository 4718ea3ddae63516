#include "cbor/cbor.h"

/* The major types of RFC 8949 §3.1. */
enum major { UINT, NINT, BYTES, TEXT, ARRAY, MAP, TAG, SIMPLE };

/* spec §1: "Shortest integers and lengths." */
static void put_head(struct wasl_buf *buf, enum major major, uint64_t v)
{
	uint8_t lead = (uint8_t)(major << 5);

	if (v < 24) {
		wasl_buf_put_u8(buf, (uint8_t)(lead | v));
	} else if (v <= UINT8_MAX) {
		wasl_buf_put_u8(buf, lead | 24);
		wasl_buf_put_u8(buf, (uint8_t)v);
	} else if (v <= UINT16_MAX) {
		wasl_buf_put_u8(buf, lead | 25);
		wasl_buf_put_u16(buf, (uint16_t)v);
	} else if (v <= UINT32_MAX) {
		wasl_buf_put_u8(buf, lead | 26);
		wasl_buf_put_u32(buf, (uint32_t)v);
	} else {
		wasl_buf_put_u8(buf, lead | 27);
		wasl_buf_put_u64(buf, v);
	}
}

void wasl_cbor_put_uint(struct wasl_buf *buf, uint64_t v)
{
	put_head(buf, UINT, v);
}

void wasl_cbor_put_nint(struct wasl_buf *buf, uint64_t n)
{
	put_head(buf, NINT, n);
}

void wasl_cbor_put_int(struct wasl_buf *buf, int64_t v)
{
	if (v >= 0)
		put_head(buf, UINT, (uint64_t)v);
	else
		put_head(buf, NINT, ~(uint64_t)v);
}

void wasl_cbor_put_bytes_head(struct wasl_buf *buf, size_t n)
{
	put_head(buf, BYTES, n);
}

void wasl_cbor_put_bytes(struct wasl_buf *buf, wasl_bytes v)
{
	put_head(buf, BYTES, v.n);
	wasl_buf_put(buf, v.p, v.n);
}

void wasl_cbor_put_text(struct wasl_buf *buf, wasl_text v)
{
	put_head(buf, TEXT, v.n);
	wasl_buf_put(buf, v.p, v.n);
}

void wasl_cbor_put_bool(struct wasl_buf *buf, bool v)
{
	put_head(buf, SIMPLE, v ? 21 : 20);
}

void wasl_cbor_put_null(struct wasl_buf *buf)
{
	put_head(buf, SIMPLE, 22);
}

void wasl_cbor_put_array(struct wasl_buf *buf, size_t n)
{
	put_head(buf, ARRAY, n);
}

void wasl_cbor_put_map(struct wasl_buf *buf, size_t n)
{
	put_head(buf, MAP, n);
}

void wasl_cbor_put_tag(struct wasl_buf *buf, uint64_t tag)
{
	put_head(buf, TAG, tag);
}

void wasl_cbor_written(const struct wasl_buf *buf, size_t at)
{
	if (buf->over)
		return;
	wasl_assert(at <= buf->n);
	wasl_assert(wasl_cbor_check(wasl_bytes_of(buf->p + at, buf->n - at),
				    NULL) == WASL_OK);
}
