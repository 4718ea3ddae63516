/* Finding the route of a target; private to this room. */
#ifndef WASL_HTTP_MATCH_H
#define WASL_HTTP_MATCH_H

#include "http/route.h"
#include "http/uri.h"

struct http_match {
	const struct wasl_http_route *route;
	struct wasl_http_pair params[WASL_HTTP_PARAMS_MAX + 1];
	size_t params_n;
};

enum http_found { HTTP_NO_PATH, HTTP_NO_METHOD, HTTP_FOUND };

/** Out: out only with HTTP_FOUND; points into `uri` and `routes`. */
enum http_found http_route_find(struct http_match *out,
				const struct wasl_http_route *routes, size_t n,
				const char *method,
				const struct wasl_http_uri *uri);

/**
 * The methods that routes have for a path, as an Allow header says them
 * (RFC 9110 §10.2.1).
 */
void http_route_methods(struct wasl_buf *out,
			const struct wasl_http_route *routes, size_t n,
			const struct wasl_http_uri *uri);

/** Err: MALFORMED  a query name that the route does not list. */
wasl_status http_query_check(const struct wasl_http_route *route,
			     const struct wasl_http_uri *uri,
			     struct wasl_err *err) WASL_MUST_USE;

#endif
