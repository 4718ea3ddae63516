/* Any text as a reference: refused, or written as it was read. */
#include "desk/reference.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	wasl_text in = {(const char *)data, size};
	char again[WASL_REFERENCE_MAX + 1];
	struct wasl_reference ref;

	if (wasl_reference_parse(&ref, in, NULL) != WASL_OK)
		return 0;
	wasl_reference_write(again, &ref);
	if (!wasl_text_is(in, again))
		abort();
	return 0;
}
