/* One reader of lists on any bytes, in pieces: what comes out may enter a list
 * or is refused, and means the same after its encoding. */
#ifndef WASL_FUZZ_WATCH_READER_H
#define WASL_FUZZ_WATCH_READER_H

#include "watch/mapping.h"
#include "watch/reader.h"

#include <stdlib.h>

static inline void demand(bool good)
{
	if (!good)
		abort();
}

static wasl_status take(void *ctx, const struct wasl_identity *who,
			uint64_t line, struct wasl_err *err)
{
	static uint8_t one[WASL_IDENTITY_MAX], two[WASL_IDENTITY_MAX];
	static struct wasl_identity back;
	struct wasl_buf first = WASL_BUF(one), second = WASL_BUF(two);

	(void)ctx;
	(void)line;
	if (wasl_identity_check(who, err) != WASL_OK)
		return WASL_OK;
	wasl_identity_write(&first, who);
	demand(!first.over);
	demand(wasl_identity_read(&back, wasl_buf_bytes(&first), NULL) ==
	       WASL_OK);
	wasl_identity_write(&second, &back);
	demand(wasl_bytes_eq(wasl_buf_bytes(&first), wasl_buf_bytes(&second)));
	return WASL_OK;
}

static void refused(void *ctx, uint64_t line, const struct wasl_err *why)
{
	(void)ctx;
	demand(line > 0 && why->status != WASL_OK);
}

/* The first byte chooses the pieces' size; 0: all at once. */
static inline int fuzz_reader(wasl_reader_format format,
			      const struct wasl_mapping *mapping,
			      const uint8_t *data, size_t size)
{
	const struct wasl_reader_sink sink = {NULL, take, refused};
	struct wasl_reader *reader;
	wasl_status status = WASL_OK;
	size_t step = size > 0 && data[0] != 0 ? data[0] : 65536;

	if (size == 0 ||
	    wasl_reader_new(&reader, format, mapping, &sink, NULL) != WASL_OK)
		return 0;
	for (size_t at = 1; at < size && status == WASL_OK; at += step)
		status = wasl_reader_feed(
			reader,
			wasl_bytes_of(data + at,
				      size - at < step ? size - at : step),
			NULL);
	if (status == WASL_OK)
		(void)!wasl_reader_finish(reader, NULL);
	wasl_reader_free(reader);
	return 0;
}

#endif
