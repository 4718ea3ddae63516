/* Bodies of the line: read → write → read is identity. The first byte says
 * which body. */
#include "base/alloc.h"
#include "line/wire.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void same(const struct wasl_buf *buf, wasl_bytes body)
{
	if (buf->over || !wasl_bytes_eq(wasl_buf_bytes(buf), body))
		abort();
}

static void head(wasl_bytes body, struct wasl_buf *buf)
{
	struct wasl_wire_head head;

	if (wasl_wire_head_parse(&head, body, NULL) != WASL_OK)
		return;
	wasl_wire_head_write(buf, &head);
	same(buf, body);
}

static void epoch(wasl_bytes body, struct wasl_buf *buf)
{
	struct wasl_wire_epoch epoch;

	if (wasl_wire_epoch_parse(&epoch, body, NULL) != WASL_OK)
		return;
	wasl_wire_epoch_write(buf, &epoch);
	same(buf, body);
}

static void blob(wasl_bytes body, struct wasl_buf *buf)
{
	struct wasl_wire_blob blob;

	if (wasl_wire_blob_parse(&blob, body, NULL) != WASL_OK)
		return;
	wasl_wire_blob_write(buf, &blob);
	same(buf, body);
}

static uint32_t put_items(struct wasl_buf *buf, struct wasl_wire_items items)
{
	struct wasl_wire_item item;
	uint32_t n = 0;

	while (wasl_wire_items_next(&items, &item)) {
		wasl_wire_item_write(buf, &item);
		n++;
	}
	return n;
}

static void append(wasl_bytes body, struct wasl_buf *buf)
{
	struct wasl_wire_append append;

	if (wasl_wire_append_parse(&append, body, NULL) != WASL_OK)
		return;
	wasl_wire_append_begin(buf, append.origin, append.first, append.count);
	if (put_items(buf, append.items) != append.count)
		abort();
	wasl_wire_append_end(buf, append.note);
	same(buf, body);
}

static void acts(wasl_bytes body, struct wasl_buf *buf)
{
	struct wasl_wire_items items;

	if (wasl_wire_acts_parse(&items, body, NULL) != WASL_OK)
		return;
	wasl_wire_acts_begin(buf, items.left);
	put_items(buf, items);
	same(buf, body);
}

static void regrants(wasl_bytes body, struct wasl_buf *buf, bool answer)
{
	struct wasl_wire_regrants regrants;
	struct wasl_wire_regrant one;
	wasl_status status =
		answer ? wasl_wire_regrant_answer_parse(&regrants, body, NULL)
		       : wasl_wire_regrant_ask_parse(&regrants, body, NULL);

	if (status != WASL_OK)
		return;
	wasl_wire_regrants_begin(buf, regrants.left);
	while (wasl_wire_regrants_next(&regrants, &one))
		if (answer)
			wasl_wire_regrant_answer_write(buf, one.id, one.grant);
		else
			wasl_wire_regrant_ask_write(buf, one.id);
	same(buf, body);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	wasl_autofree uint8_t *space = wasl_alloc(size + 1, 1);
	struct wasl_buf buf = {.p = space, .cap = size};
	wasl_bytes body;

	if (size == 0 || space == NULL)
		return 0;
	body = wasl_bytes_of(data + 1, size - 1);
	switch (data[0] % 7) {
	case 0:
		head(body, &buf);
		break;
	case 1:
		append(body, &buf);
		break;
	case 2:
		acts(body, &buf);
		break;
	case 5:
		epoch(body, &buf);
		break;
	case 6:
		blob(body, &buf);
		break;
	default:
		regrants(body, &buf, data[0] % 7 == 3);
		break;
	}
	return 0;
}
