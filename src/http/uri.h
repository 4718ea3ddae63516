/* The target of a request: path segments and query pairs, decoded once. */
#ifndef WASL_HTTP_URI_H
#define WASL_HTTP_URI_H

#include "base/bytes.h"
#include "http/route.h"

#define WASL_HTTP_URI_MAX 2048

struct wasl_http_pair {
	wasl_text name;
	wasl_text value;
};

struct wasl_http_uri {
	wasl_text path;				    /* decoded */
	wasl_text segments[WASL_HTTP_SEGMENTS_MAX]; /* "/" has none */
	size_t segments_n;
	struct wasl_http_pair query[WASL_HTTP_QUERY_MAX];
	size_t query_n;
	char space[WASL_HTTP_URI_MAX + 1]; /* what the slices point into */
};

/**
 * Parse "/path?query" strictly, so that one resource has one spelling:
 * RFC 3986 characters only, no fragment, no empty, "." or ".." segment, valid
 * percent-encoding of UTF-8 without control characters, no encoded slash in a
 * path. In a query "+" is a space; a pair is name=value, names are
 * [A-Za-z0-9_.-]+ and not repeated.
 *
 * In:   in   any bytes
 * Out:  out  points into itself: do not copy
 * Err:  MALFORMED, TOO_BIG (too long, too many parts)
 */
wasl_status wasl_http_uri_parse(struct wasl_http_uri *out, wasl_bytes in,
				struct wasl_err *err) WASL_MUST_USE;

#endif
