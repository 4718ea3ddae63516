/*
 * Any bytes as If-Match or If-None-Match: what is found in a list stands in it,
 * and what is put behind any list is found there, strong or weak.
 */
#include "api/etag.h"

#include <stdlib.h>

#define TAG "\"0123456789abcdef0123456789abcdef\""

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool behind(wasl_text list, const char *end)
{
	size_t n = strlen(end);
	char *text = malloc(list.n + n);
	bool in;

	if (text == NULL)
		abort();
	memcpy(text, list.p, list.n);
	memcpy(text + list.n, end, n);
	in = api_etag_in((wasl_text){text, list.n + n}, TAG);
	free(text);
	return in;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	wasl_text list = {(const char *)data, size};

	if (size == 0)
		return 0;
	if (api_etag_in(list, TAG) && memchr(data, '*', size) == NULL &&
	    memmem(data, size, TAG, sizeof(TAG) - 1) == NULL)
		abort();
	if (!behind(list, "," TAG) || !behind(list, " , W/" TAG))
		abort();
	return 0;
}
