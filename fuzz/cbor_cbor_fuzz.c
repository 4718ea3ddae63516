/* Whatever the reader accepts is written again byte for byte; skipping and
 * reading item by item agree. */
#include "cbor_copy.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static uint8_t space[128 * 1024];
	struct wasl_buf out = WASL_BUF(space);
	wasl_bytes in = wasl_bytes_of(data, size);
	struct wasl_err a;
	struct wasl_err b;
	wasl_status status = copy_cbor(&out, in, &a);

	if (size > sizeof(space))
		return 0;
	if (wasl_cbor_check(in, &b) != status)
		abort();
	if (status != WASL_OK ? strcmp(a.text, b.text) != 0
			      : !wasl_bytes_eq(wasl_buf_bytes(&out), in))
		abort();
	return 0;
}
