/* A mapping, a zero byte, and a table read by it; without the zero, a table
 * whose headings are field names. */
#include "watch_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct wasl_mapping mapping;
	const uint8_t *end = size > 0 ? memchr(data, 0, size) : NULL;
	size_t n = end != NULL ? (size_t)(end - data) : 0;

	if (end == NULL)
		return fuzz_reader(WASL_READER_CSV, NULL, data, size);
	if (wasl_mapping_parse(&mapping, wasl_bytes_of(data, n), NULL) !=
	    WASL_OK)
		return 0;
	demand(mapping.n > 0 && mapping.n <= WASL_CSV_COLUMNS_MAX);
	return fuzz_reader(WASL_READER_CSV, &mapping, end + 1, size - n - 1);
}
