/* Any bytes: a name within the limits, the same again when read back. */
#include "names/normalise.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t text[WASL_NAME_WRITTEN_MAX];
	uint8_t again[WASL_NAME_WRITTEN_MAX];
	struct wasl_buf out = WASL_BUF(text);
	struct wasl_buf twice = WASL_BUF(again);
	struct wasl_name name;

	if (wasl_name_parse(&name, wasl_bytes_of(data, size), NULL) != WASL_OK)
		return 0;
	wasl_assert(name.n > 0 && name.n <= WASL_NAME_WORDS_MAX);
	for (size_t w = 0; w < name.n; w++)
		wasl_assert(name.word[w].n > name.word[w].core);
	wasl_name_write(&out, &name);
	wasl_assert(!out.over);
	wasl_assert(wasl_name_parse(&name, wasl_buf_bytes(&out), NULL) ==
		    WASL_OK);
	wasl_name_write(&twice, &name);
	wasl_assert(
		wasl_bytes_eq(wasl_buf_bytes(&out), wasl_buf_bytes(&twice)));
	return 0;
}
