/* Read one item and write it again: for the tests that encoding is unique. */
#ifndef WASL_TESTS_SUPPORT_CBOR_COPY_H
#define WASL_TESTS_SUPPORT_CBOR_COPY_H

#include "cbor/cbor.h"

static inline void copy_cbor_item(struct wasl_buf *out,
				  const struct wasl_cbor_item *item)
{
	switch (item->type) {
	case WASL_CBOR_UINT:
		wasl_cbor_put_uint(out, item->n);
		break;
	case WASL_CBOR_NINT:
		wasl_cbor_put_nint(out, item->n);
		break;
	case WASL_CBOR_BYTES:
		wasl_cbor_put_bytes(out,
				    wasl_bytes_of(item->p, (size_t)item->n));
		break;
	case WASL_CBOR_TEXT:
		wasl_cbor_put_text(out, (wasl_text){(const char *)item->p,
						    (size_t)item->n});
		break;
	case WASL_CBOR_ARRAY:
		wasl_cbor_put_array(out, (size_t)item->n);
		break;
	case WASL_CBOR_MAP:
		wasl_cbor_put_map(out, (size_t)item->n);
		break;
	case WASL_CBOR_TAG:
		wasl_cbor_put_tag(out, item->n);
		break;
	case WASL_CBOR_BOOL:
		wasl_cbor_put_bool(out, item->n == 1);
		break;
	case WASL_CBOR_NULL:
		wasl_cbor_put_null(out);
		break;
	case WASL_CBOR_NONE:
		break;
	}
}

/* Copy all of `in` item by item; the status is that of reading it. */
static inline wasl_status copy_cbor(struct wasl_buf *out, wasl_bytes in,
				    struct wasl_err *err)
{
	struct wasl_cbor c = wasl_cbor_init(in);
	struct wasl_cbor_item item;

	do {
		if (c.depth > 0 && !wasl_cbor_more(&c))
			wasl_cbor_leave(&c);
		else if (wasl_cbor_next(&c, &item))
			copy_cbor_item(out, &item);
	} while (c.depth > 0 && c.rule == NULL);
	return wasl_cbor_finish(&c, err);
}

#endif
