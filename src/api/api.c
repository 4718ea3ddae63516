#include "api/api.h"

#include "api/call.h"
#include "api/encode.h"
#include "api/session.h"
#include "api/static.h"
#include "base/alloc.h"
#include "http/server.h"

#include <limits.h>
#include <stdio.h>

struct wasl_api {
	struct wasl_node *node;
	struct api_session *session;
	struct wasl_http_server *server;
};

struct api_session *api_session_of(struct wasl_api *api)
{
	return api->session;
}

/* Who calls, and may he take this route at all. */
static wasl_status authenticate(struct api_call *call, wasl_right right,
				struct wasl_err *err)
{
	const struct wasl_http_peer *peer = wasl_http_peer_get(call->req);
	char name[WASL_OFFICER_NAME_MAX + 1];
	wasl_text as = {NULL, 0};
	if (!peer->local)
		return wasl_fail(err, WASL_DENIED,
				 "only processes of this machine may call");
	(void)wasl_http_header(call->req, "Wasl-As", &as);
	WASL_TRY(api_session_officer(call->api->session, name, peer->uid, as,
				     err));
	WASL_TRY(wasl_node_officer(call->node, &call->actor, wasl_text_of(name),
				   err));
	return wasl_roles_need(call->actor.roles, right, err);
}

static wasl_status respond(struct wasl_http_response *res, int http,
			   const char *type, const json_t *body,
			   struct wasl_err *err)
{
	size_t n = body ? json_dumpb(body, NULL, 0, JSON_COMPACT) : 0;
	char *text = n > 0 ? wasl_alloc(n, 1) : NULL;
	if (!text)
		return wasl_fail(err, WASL_NO_MEMORY, "the answer");
	(void)json_dumpb(body, text, n, JSON_COMPACT);
	return wasl_http_respond_take(res, http, type, (uint8_t *)text, n, err);
}

/* A failure with all its findings, where http would tell only the first. */
static wasl_status respond_problem(struct wasl_http_response *res,
				   const struct api_call *call,
				   struct wasl_err *err)
{
	wasl_autojson *problem = api_problem(err, &call->findings);
	return respond(res, wasl_status_http(err->status),
		       WASL_HTTP_PROBLEM_TYPE, problem, err);
}

static wasl_status run(void *ctx, const struct wasl_http_request *req,
		       struct wasl_http_response *res, struct wasl_err *err,
		       wasl_right right, api_handler handle)
{
	struct wasl_api *api = ctx;
	struct api_call call = {.node = api->node,
				.api = api,
				.req = req,
				.res = res,
				.arena = wasl_arena_init(API_ARENA_MAX)};
	struct wasl_err why = {0};
	wasl_status status = authenticate(&call, right, &why);
	if (status == WASL_OK)
		status = handle(&call, &why);
	if (status == WASL_OK && call.streamed) {
		wasl_arena_deinit(&call.arena);
		return WASL_OK;
	}
	if (status != WASL_OK) {
		why.status = status;
		status = respond_problem(res, &call, &why);
	} else {
		status = respond(res, call.http ? call.http : 200,
				 "application/json", call.answer, &why);
	}
	if (status != WASL_OK && err)
		*err = why;
	json_decref(call.answer);
	wasl_arena_deinit(&call.arena);
	return status;
}

#define X(handler, method, pattern, right, body, query)                        \
	static wasl_status route_##handler(                                    \
		void *ctx, const struct wasl_http_request *req,                \
		struct wasl_http_response *res, struct wasl_err *err)          \
	{                                                                      \
		return run(ctx, req, res, err, WASL_RIGHT_##right,             \
			   api_##handler);                                     \
	}
#include "api/routes.def"
#undef X

static const char *const answer_headers[] = {"Cache-Control", "no-store", NULL};
static const char *const json_types[] = {"application/json", NULL};
/* Of the routes whose body is not JSON but a piece of a file. */
static const char *const chunk_types[] = {"application/octet-stream", NULL};

#define API_QUERY(...) ((const char *const[]){__VA_ARGS__, NULL})
static const struct wasl_http_route routes[] = {
#define X(handler, verb, path, right, body, names)                             \
	{.method = (verb),                                                     \
	 .pattern = (path),                                                    \
	 .handle = route_##handler,                                            \
	 .max_body = (body),                                                   \
	 .types = (body) == WASL_BLOB_CHUNK_MAX ? chunk_types : json_types,    \
	 .query = (names)},
#include "api/routes.def"
#undef X
	API_STATIC_ROUTES,
};

static wasl_status listen_on(struct wasl_api *api, const char *dir,
			     struct wasl_err *err)
{
	char path[PATH_MAX];
	struct wasl_http_server_options options = {
		.unix_path = path,
		.routes = routes,
		.routes_n = sizeof(routes) / sizeof(routes[0]),
		.ctx = api,
		.answer_headers = answer_headers,
	};
	snprintf(path, sizeof(path), "%s/" WASL_API_SOCKET, dir);
	return wasl_http_server_start(&api->server, &options, err);
}

wasl_status wasl_api_start(struct wasl_api **out, struct wasl_node *node,
			   const char *dir, struct wasl_err *err)
{
	struct wasl_api *api = wasl_alloc(1, sizeof(*api));
	if (!api)
		return wasl_fail(err, WASL_NO_MEMORY, "the API");
	api->node = node;
	wasl_status status = api_session_new(&api->session, dir, err);
	if (status == WASL_OK)
		status = listen_on(api, dir, err);
	if (status != WASL_OK)
		wasl_api_stop(api);
	else
		*out = api;
	return status;
}

void wasl_api_stop(struct wasl_api *api)
{
	if (!api)
		return;
	wasl_http_server_stop(api->server);
	api_session_free(api->session);
	wasl_free(api);
}
