/* One call of the API: what a handler is given and what it leaves. */
#ifndef WASL_API_CALL_H
#define WASL_API_CALL_H

#include "http/message.h"
#include "kind/json.h"
#include "node/config.h"
#include "node/node.h"
#include "node/signin.h"
#include "node/token.h"

/* All that one call may hold: the acts of a long dossier. */
#define API_ARENA_MAX ((size_t)64 * 1024 * 1024)

struct wasl_api;
struct api_events;
struct api_session;
struct api_site;

/* How the node knows who calls. */
enum api_via {
	API_BY_NOBODY,	/* a route that is open */
	API_BY_SOCKET,	/* the kernel */
	API_BY_SESSION, /* a cookie */
	API_BY_TOKEN,	/* of a program */
};

struct api_call {
	struct wasl_node *node;
	struct wasl_api *api;
	const struct wasl_http_request *req;
	struct wasl_user actor; /* has the right that the route needs */
	enum api_via via;
	struct wasl_session session; /* with API_BY_SESSION … */
	struct wasl_secret key;	     /* … and its key, or a token's */
	struct wasl_token token;     /* with API_BY_TOKEN */
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
struct api_events *api_events_of(struct wasl_api *api);

/** An answer was given that its Idempotency-Key will not find again. */
void api_count_unkept(struct wasl_api *api);
uint64_t api_unkept(const struct wasl_api *api);

/** What browsers know the node by; origin "" where it has no screens. */
const struct api_site *api_site_of(const struct wasl_api *api);

/** A handler: decode, call the node, encode. */
typedef wasl_status (*api_handler)(struct api_call *call, struct wasl_err *err);

struct api_page;
struct wasl_home_page;

/** Pages of records that a side keeps to itself (desk/home.h): one row more is
 * read than the page has. Err: SCHEMA. */
wasl_status api_home_page(struct api_page *page, struct wasl_home_page *from,
			  const struct wasl_http_request *req,
			  struct wasl_err *err) WASL_MUST_USE;

/** Add `cases` to an answer about a dossier that the actor may read. */
wasl_status api_add_cases(struct api_call *call,
			  const uint8_t dossier[static 16],
			  struct wasl_err *err) WASL_MUST_USE;

/* One a route, by the table of routes.def. */
#define X(handler, method, pattern, right, body, query)                        \
	wasl_status api_##handler(struct api_call *call, struct wasl_err *err) \
		WASL_MUST_USE;
#include "api/routes.def"
#undef X
#define X(handler, method, pattern, body)                                      \
	wasl_status api_##handler(struct api_call *call, struct wasl_err *err) \
		WASL_MUST_USE;
#include "api/open.def"
#undef X

#endif
