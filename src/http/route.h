/* Which handler answers which method and path. */
#ifndef WASL_HTTP_ROUTE_H
#define WASL_HTTP_ROUTE_H

#include "http/message.h"

/**
 * Runs on a server thread; may block, but a blocked thread serves nobody else.
 *
 * Ret:  OK: `res` is sent. Anything else: a problem document from `err`, with
 *       wasl_status_http(status); what was put in `res` is dropped, its
 *       headers are kept (a cookie may be deleted on refusal).
 */
typedef wasl_status (*wasl_http_handler)(void *ctx,
					 const struct wasl_http_request *req,
					 struct wasl_http_response *res,
					 struct wasl_err *err);

/* Segments of a path, {names} of a pattern and pairs of a query, at most. */
#define WASL_HTTP_SEGMENTS_MAX 16
#define WASL_HTTP_PARAMS_MAX   6
#define WASL_HTTP_QUERY_MAX    16

struct wasl_http_route {
	const char *method;
	/*
	 * "/line/v1/blob/{hash}/{n}": a segment is literal or one name. A last
	 * segment {rest*} takes one or more segments, joined by slashes.
	 * Literal segments win over names; the table's order decides the rest.
	 */
	const char *pattern;
	wasl_http_handler handle;
	/* Bytes of body; 0: none allowed. */
	size_t max_body;
	/* Content types that a body may have, NULL-ended; NULL: any. */
	const char *const *types;
	/* Query names that are allowed, NULL-ended; NULL: none. */
	const char *const *query;
};

#endif
