/* Two names with a zero byte between: symmetric, bounded, explained. */
#include "names/explain.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static uint8_t text[WASL_EXPLAIN_MAX];
	struct wasl_buf out = WASL_BUF(text);
	const uint8_t *cut = size == 0 ? NULL : memchr(data, 0, size);
	struct wasl_name a;
	struct wasl_name b;
	struct wasl_match x;
	struct wasl_match y;

	if (cut == NULL)
		return 0;
	size_t n = (size_t)(cut - data);
	if (wasl_name_parse(&a, wasl_bytes_of(data, n), NULL) != WASL_OK ||
	    wasl_name_parse(&b, wasl_bytes_of(cut + 1, size - n - 1), NULL) !=
		    WASL_OK)
		return 0;
	wasl_match_names(&x, &a, &b);
	wasl_match_names(&y, &b, &a);
	wasl_assert(x.logit == y.logit);
	wasl_assert(x.probability >= 0 && x.probability <= 1);
	wasl_match_write(&out, &x, &a, &b);
	wasl_assert(!out.over);
	return 0;
}
