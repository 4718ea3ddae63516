/* A target that parses is its own decoding: encoded again it parses the same.
 */
#include "base/bytes.h"
#include "http/uri.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Everything but letters and digits percent-encoded. */
static size_t encode(char *out, wasl_text in)
{
	size_t n = 0;

	for (size_t i = 0; i < in.n; i++)
		n += (size_t)snprintf(out + n, 4, "%%%02X", (uint8_t)in.p[i]);
	return n;
}

static size_t write_again(char *out, const struct wasl_http_uri *uri)
{
	size_t n = 0;

	if (uri->segments_n == 0)
		out[n++] = '/';
	for (size_t i = 0; i < uri->segments_n; i++) {
		out[n++] = '/';
		n += encode(out + n, uri->segments[i]);
	}
	for (size_t i = 0; i < uri->query_n; i++) {
		out[n++] = i == 0 ? '?' : '&';
		n += encode(out + n, uri->query[i].name);
		out[n++] = '=';
		n += encode(out + n, uri->query[i].value);
	}
	return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char again[4 * WASL_HTTP_URI_MAX];
	static struct wasl_http_uri a;
	static struct wasl_http_uri b;
	size_t n;

	if (wasl_http_uri_parse(&a, wasl_bytes_of(data, size), NULL) != WASL_OK)
		return 0;
	n = write_again(again, &a);
	if (n > WASL_HTTP_URI_MAX)
		return 0;
	if (wasl_http_uri_parse(&b, wasl_bytes_of(again, n), NULL) != WASL_OK)
		abort();
	if (!wasl_text_eq(a.path, b.path) || a.segments_n != b.segments_n ||
	    a.query_n != b.query_n)
		abort();
	for (size_t i = 0; i < a.segments_n; i++)
		if (!wasl_text_eq(a.segments[i], b.segments[i]) ||
		    memchr(a.segments[i].p, '/', a.segments[i].n) != NULL)
			abort();
	for (size_t i = 0; i < a.query_n; i++)
		if (!wasl_text_eq(a.query[i].value, b.query[i].value))
			abort();
	return 0;
}
