/*
 * Any bytes in any pieces are the same file; any bytes become a valid name; any
 * bytes as a chunk are refused or open.
 */
#include "blob/name.h"
#include "blob/sniff.h"
#include "blob/stream.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The first byte says where the bytes are cut. */
static void sniff(const uint8_t *data, size_t size, wasl_text name)
{
	struct wasl_sniff whole = {0};
	struct wasl_sniff cut = {0};
	struct wasl_sniffed a, b;
	size_t at = size < 8 ? size : 8 + data[0] % (size - 7);

	wasl_sniff_put(&whole, wasl_bytes_of(data, size));
	wasl_sniff_put(&cut, wasl_bytes_of(data, at));
	wasl_sniff_put(&cut, wasl_bytes_of(data + at, size - at));
	a = wasl_sniff_finish(&whole, name);
	b = wasl_sniff_finish(&cut, name);
	if (strcmp(a.type, b.type) != 0 || a.dangers != b.dangers ||
	    a.fits != b.fits)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct wasl_secret key = {{1}};
	static const uint8_t id[WASL_BLOB_ID_LEN] = {2};
	char name[WASL_BLOB_NAME_BYTES_MAX + 1];
	struct wasl_blob_stream s;
	uint8_t out[256];

	if (size == 0 || size > sizeof(out))
		return 0;
	(void)wasl_blob_name_clean(name, wasl_bytes_of(data, size));
	if (!wasl_blob_name_valid(wasl_text_of(name)))
		abort();
	sniff(data, size, wasl_text_of(name));
	wasl_blob_stream_init(&s, &key, id, data[0]);
	if (wasl_blob_open(&s, out, 0, wasl_bytes_of(data + 1, size - 1),
			   NULL) == WASL_OK)
		abort();
	return 0;
}
