/* The header policy: what may be said, and what it says about the body. */
#ifndef WASL_HTTP_HEADERS_H
#define WASL_HTTP_HEADERS_H

#include "base/bytes.h"

/* Header lines of one request. A browser sends some twenty. */
#define WASL_HTTP_HEADERS_MAX 64

/** One header line as the library found it: not yet checked. */
struct wasl_http_header_line {
	wasl_bytes name;
	wasl_bytes value;
};

/** What the headers say about the body. */
struct wasl_http_framing {
	bool chunked;
	bool sized; /* Content-Length was given */
	uint64_t size;
};

/**
 * Check every line, RFC 9110 §5 and RFC 9112 §6: names are tokens, values are
 * without control characters but tab, exactly one Host, at most one
 * Content-Length (digits only) and not with Transfer-Encoding, which is one
 * "chunked". Other fields are not repeated either.
 *
 * In:   allowed  names in lower case, NULL-ended; NULL: any token
 * Err:  MALFORMED
 */
wasl_status wasl_http_headers_check(struct wasl_http_framing *out,
				    const struct wasl_http_header_line *lines,
				    size_t n, const char *const *allowed,
				    struct wasl_err *err) WASL_MUST_USE;

/** The first line of that name, in any case; NULL if there is none. */
const struct wasl_http_header_line *
wasl_http_headers_find(const struct wasl_http_header_line *lines, size_t n,
		       const char *name);

/** RFC 9110 §5.6.2. */
bool wasl_http_is_token(wasl_bytes in);

/** `in` is `lower` in any case of ASCII letters. */
bool wasl_http_is_same(wasl_bytes in, const char *lower);

#endif
