/* Typed reads over wasl_cbor_next: what the schema of a format asks for. */
#include "cbor/cbor.h"

/* Read the next item, which must be of this type; zero on failure. */
static struct wasl_cbor_item take(struct wasl_cbor *c, enum wasl_cbor_type type,
				  const char *rule)
{
	struct wasl_cbor_item item;

	if (!wasl_cbor_next(c, &item) || item.type == type)
		return item;
	wasl_cbor_fail(c, rule);
	return (struct wasl_cbor_item){.type = WASL_CBOR_NONE};
}

uint64_t wasl_cbor_uint(struct wasl_cbor *c)
{
	return take(c, WASL_CBOR_UINT, "not an unsigned integer").n;
}

int64_t wasl_cbor_int(struct wasl_cbor *c)
{
	struct wasl_cbor_item item;

	if (!wasl_cbor_next(c, &item))
		return 0;
	if (item.type != WASL_CBOR_UINT && item.type != WASL_CBOR_NINT) {
		wasl_cbor_fail(c, "not an integer");
		return 0;
	}
	if (item.n > INT64_MAX) {
		wasl_cbor_fail(c, "an integer beyond 64 bits");
		return 0;
	}
	return item.type == WASL_CBOR_UINT ? (int64_t)item.n
					   : -1 - (int64_t)item.n;
}

wasl_bytes wasl_cbor_bytes(struct wasl_cbor *c)
{
	struct wasl_cbor_item item =
		take(c, WASL_CBOR_BYTES, "not a byte string");

	return wasl_bytes_of(item.p, (size_t)item.n);
}

wasl_text wasl_cbor_text(struct wasl_cbor *c)
{
	struct wasl_cbor_item item = take(c, WASL_CBOR_TEXT, "not a text");

	return (wasl_text){(const char *)item.p, (size_t)item.n};
}

bool wasl_cbor_bool(struct wasl_cbor *c)
{
	return take(c, WASL_CBOR_BOOL, "neither false nor true").n == 1;
}

void wasl_cbor_copy(struct wasl_cbor *c, uint8_t *out, size_t n)
{
	wasl_bytes in = wasl_cbor_bytes(c);

	memset(out, 0, n);
	if (c->rule == NULL && in.n != n)
		wasl_cbor_fail(c, "a byte string of another length");
	if (c->rule == NULL && in.p != NULL)
		memcpy(out, in.p, n);
}

bool wasl_cbor_null(struct wasl_cbor *c)
{
	struct wasl_cbor_item item;

	return wasl_cbor_peek(c) == WASL_CBOR_NULL && wasl_cbor_next(c, &item);
}

size_t wasl_cbor_enter_array(struct wasl_cbor *c)
{
	return (size_t)take(c, WASL_CBOR_ARRAY, "not an array").n;
}

size_t wasl_cbor_enter_map(struct wasl_cbor *c)
{
	return (size_t)take(c, WASL_CBOR_MAP, "not a map").n;
}

void wasl_cbor_expect_array(struct wasl_cbor *c, size_t items)
{
	if (wasl_cbor_enter_array(c) != items)
		wasl_cbor_fail(c, "another number of items");
}

void wasl_cbor_expect_map(struct wasl_cbor *c, size_t pairs)
{
	if (wasl_cbor_enter_map(c) != pairs)
		wasl_cbor_fail(c, "another number of pairs");
}

void wasl_cbor_expect_tag(struct wasl_cbor *c, uint64_t tag)
{
	if (take(c, WASL_CBOR_TAG, "not a tag").n != tag)
		wasl_cbor_fail(c, "another tag");
}

void wasl_cbor_expect_int(struct wasl_cbor *c, int64_t v)
{
	if (wasl_cbor_int(c) != v)
		wasl_cbor_fail(c, "another number");
}

void wasl_cbor_expect_bytes(struct wasl_cbor *c, wasl_bytes v)
{
	if (!wasl_bytes_eq(wasl_cbor_bytes(c), v))
		wasl_cbor_fail(c, "other bytes");
}

void wasl_cbor_expect_text(struct wasl_cbor *c, const char *v)
{
	if (!wasl_text_is(wasl_cbor_text(c), v))
		wasl_cbor_fail(c, "another text");
}
