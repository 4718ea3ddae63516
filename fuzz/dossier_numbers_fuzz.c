/* Numbers in running text: never more than there is room for, each within its
 * limit, the same again, and none lost when text without digits is put before.
 */
#include "base/text.h"
#include "dossier/numbers.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int64_t found[WASL_NUMBERS_MAX];
	int64_t again[WASL_NUMBERS_MAX];
	uint8_t space[4096];
	struct wasl_buf longer = WASL_BUF(space);
	wasl_bytes in = wasl_bytes_of(data, size);
	size_t n;

	if (size > 2048 || !wasl_utf8_valid(in))
		return 0;
	n = wasl_numbers_find(found, (wasl_text){(const char *)data, size});
	if (n > WASL_NUMBERS_MAX)
		abort();
	for (size_t i = 0; i < n; i++)
		if (found[i] < 0 || found[i] > INT64_C(1) << 53)
			abort();
	wasl_buf_put(&longer, (const uint8_t *)"x: ", 3);
	wasl_buf_put(&longer, data, size);
	if (wasl_numbers_find(
		    again, (wasl_text){(const char *)space, longer.n}) != n ||
	    memcmp(found, again, n * sizeof(*found)) != 0)
		abort();
	return 0;
}
