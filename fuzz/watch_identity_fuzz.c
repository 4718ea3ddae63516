/* Any bytes as a sealed record's text: refused, or written again the same. */
#include "watch/identity.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct wasl_identity who;
	static uint8_t space[WASL_IDENTITY_MAX];
	struct wasl_buf out = WASL_BUF(space);

	if (wasl_identity_read(&who, wasl_bytes_of(data, size), NULL) !=
	    WASL_OK)
		return 0;
	wasl_identity_write(&out, &who);
	if (out.over ||
	    !wasl_bytes_eq(wasl_buf_bytes(&out), wasl_bytes_of(data, size)))
		abort();
	return 0;
}
