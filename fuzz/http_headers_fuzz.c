/*
 * Header lines, "name:value" ended by LF as a library would hand them over:
 * what passes has one Host and at most one way to say the body's length.
 */
#include "base/bytes.h"
#include "http/headers.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t split(struct wasl_http_header_line *lines, wasl_bytes in)
{
	size_t n = 0;

	while (in.n > 0 && n < WASL_HTTP_HEADERS_MAX) {
		const uint8_t *end = memchr(in.p, '\n', in.n);
		size_t line = end == NULL ? in.n : (size_t)(end - in.p);
		const uint8_t *colon = memchr(in.p, ':', line);
		size_t name = colon == NULL ? line : (size_t)(colon - in.p);
		size_t skip = colon == NULL ? line : name + 1;

		lines[n].name = wasl_bytes_of(in.p, name);
		lines[n++].value = wasl_bytes_of(in.p + skip, line - skip);
		if (end == NULL)
			break;
		in = wasl_bytes_of(end + 1, in.n - line - 1);
	}
	return n;
}

static size_t times(const struct wasl_http_header_line *lines, size_t n,
		    const char *name)
{
	size_t found = 0;

	for (size_t i = 0; i < n; i++)
		found += wasl_http_is_same(lines[i].name, name);
	return found;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct wasl_http_header_line lines[WASL_HTTP_HEADERS_MAX] = {0};
	size_t n = split(lines, wasl_bytes_of(data, size));
	struct wasl_http_framing f;
	size_t lengths;
	size_t encodings;

	if (wasl_http_headers_check(&f, lines, n, NULL, NULL) != WASL_OK)
		return 0;
	lengths = times(lines, n, "content-length");
	encodings = times(lines, n, "transfer-encoding");
	if (times(lines, n, "host") != 1 || lengths + encodings > 1 ||
	    f.sized != (lengths == 1) || f.chunked != (encodings == 1))
		abort();
	for (size_t i = 0; i < n; i++)
		if (!wasl_http_is_token(lines[i].name) ||
		    (lines[i].value.n > 0 &&
		     memchr(lines[i].value.p, '\r', lines[i].value.n) != NULL))
			abort();
	return 0;
}
