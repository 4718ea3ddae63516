/* One call of the API: what a handler is given and what it leaves. */
#ifndef WASL_API_CALL_H
#define WASL_API_CALL_H

#include "http/message.h"
#include "kind/json.h"
#include "node/node.h"

/* All that one call may hold: the acts of a long dossier. */
#define API_ARENA_MAX ((size_t)64 * 1024 * 1024)

struct wasl_api;
struct api_session;

struct api_call {
	struct wasl_node *node;
	struct wasl_api *api;
	const struct wasl_http_request *req;
	struct wasl_user actor; /* has the right that the route needs */
	struct wasl_arena arena;
	/* The handler fills these. */
	int http;	/* 200, 201 or 202; 0 is 200 */
	json_t *answer; /* a new reference */
	/* … or it has put another answer there, and says so. */
	struct wasl_http_response *res;
	bool streamed;
	/* Told with a failure, where `n` is not 0. */
	struct wasl_findings findings;
};

/** The sessions of an API. */
struct api_session *api_session_of(struct wasl_api *api);

/** A handler: decode, call the node, encode. */
typedef wasl_status (*api_handler)(struct api_call *call, struct wasl_err *err);

/* One a route, by the table of routes.def. */
#define X(handler, method, pattern, right, body, query)                        \
	wasl_status api_##handler(struct api_call *call, struct wasl_err *err) \
		WASL_MUST_USE;
#include "api/routes.def"
#undef X

#endif
