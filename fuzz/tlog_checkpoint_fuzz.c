/* Checkpoints: parse, write, and the same bytes are there again. */
#include "tlog/checkpoint.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t space[WASL_CHECKPOINT_MAX];
	struct wasl_buf buf = WASL_BUF(space);
	struct wasl_origin_parts origin;
	char text[WASL_ORIGIN_MAX + 1];
	struct wasl_checkpoint c;

	if (wasl_checkpoint_parse(&c, wasl_bytes_of(data, size), NULL) !=
	    WASL_OK)
		return 0;
	wasl_checkpoint_write(&buf, &c);
	wasl_assert(!buf.over && buf.n == size &&
		    memcmp(space, data, size) == 0);
	wasl_assert(wasl_origin_parse(&origin, c.origin, NULL) == WASL_OK);
	wasl_origin_write(text, &origin);
	wasl_assert(wasl_text_is(c.origin, text));
	return 0;
}
