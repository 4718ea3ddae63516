/* INTERPOL notices, JSON. */
#include "watch_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_reader(WASL_READER_INTERPOL, NULL, data, size);
}
