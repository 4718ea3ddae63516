#include "api/api.h"

#include "api/auth.h"
#include "api/call.h"
#include "api/encode.h"
#include "api/etag.h"
#include "api/event.h"
#include "api/once.h"
#include "api/say.h"
#include "api/session.h"
#include "api/sign.h"
#include "api/site.h"
#include "api/static.h"
#include "base/alloc.h"
#include "base/file.h"
#include "http/server.h"
#include "kind/fault.h"
#include "node/config.h"
#include "node/log.h"

#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

/* Passwords may wait for each other, and nobody else for them. */
#define WEB_THREADS 16
/* Two hundred browsers, each with a stream and the six that it keeps. */
#define WEB_CONNECTIONS 2048
/* A certificate with its chain, or a key, in PEM. */
#define PEM_MAX (64 * 1024)

struct wasl_api {
	struct wasl_node *node;
	struct api_session *session;
	pthread_mutex_t changing; /* what a guard guards */
	struct api_events *events;
	struct wasl_http_server *server; /* the socket */
	struct wasl_http_server *web;	 /* for browsers, or NULL */
	struct api_site site;
	atomic_bool ready; /* `site` is there: it waits for the port */
	_Atomic uint64_t unkept;
};

struct api_session *api_session_of(struct wasl_api *api)
{
	return api->session;
}

const struct api_site *api_site_of(const struct wasl_api *api)
{
	return &api->site;
}

void api_count_unkept(struct wasl_api *api)
{
	atomic_fetch_add(&api->unkept, 1);
}

uint64_t api_unkept(const struct wasl_api *api)
{
	return atomic_load(&api->unkept);
}

struct api_events *api_events_of(struct wasl_api *api)
{
	return api->events;
}

/* Who calls, and may he take this route at all. */
static wasl_status authenticate(struct api_call *call, wasl_right right,
				struct wasl_err *err)
{
	if (!wasl_http_peer_get(call->req)->local &&
	    !atomic_load(&call->api->ready))
		return wasl_fault(err, WASL_NOT_READY, "", "node-starts");
	if (right == WASL_RIGHT_COUNT)
		return api_admit(call, err);
	WASL_TRY(api_authenticate(call, err));
	return api_need(call, right, err);
}

static wasl_status respond(struct wasl_http_response *res, int http,
			   const char *type, const json_t *body,
			   struct wasl_err *err)
{
	uint8_t *text;
	size_t n;
	WASL_TRY(api_dump(&text, &n, body, err));
	return wasl_http_respond_take(res, http, type, text, n, err);
}

/* What was asked for, with its tag; 304 to one who has just that. */
static wasl_status respond_found(const struct api_call *call,
				 struct wasl_err *err)
{
	char etag[API_ETAG_MAX];
	wasl_text has = {NULL, 0};
	uint8_t *text;
	size_t n;
	WASL_TRY(api_dump(&text, &n, call->answer, err));
	api_etag_write(etag, wasl_bytes_of(text, n));
	if (wasl_http_header(call->req, "If-None-Match", &has) &&
	    api_etag_in(has, etag)) {
		wasl_free(text);
		WASL_TRY(wasl_http_respond_static(call->res, 304, NULL,
						  (wasl_bytes){NULL, 0}, err));
	} else {
		WASL_TRY(wasl_http_respond_take(
			call->res, 200, "application/json", text, n, err));
	}
	return wasl_http_respond_header(call->res, "ETag", etag, err);
}

static wasl_status respond_done(const struct api_call *call,
				struct wasl_err *err)
{
	int http = call->http ? call->http : 200;
	api_say(call, call->answer);
	if (http == 200 && strcmp(wasl_http_method(call->req), "GET") == 0)
		return respond_found(call, err);
	return respond(call->res, http, "application/json", call->answer, err);
}

/* A failure with all its findings, where http would tell only the first. */
static wasl_status respond_problem(struct wasl_http_response *res,
				   const struct api_call *call,
				   struct wasl_err *err)
{
	wasl_autojson *problem = api_problem(err, &call->findings);
	api_say_problem(call, problem);
	return respond(res, wasl_status_http(err->status),
		       WASL_HTTP_PROBLEM_TYPE, problem, err);
}

/* What reached no handler. */
static wasl_status refuse(void *ctx, const struct wasl_http_request *req,
			  struct wasl_http_response *res, struct wasl_err *err)
{
	const struct wasl_api *api = ctx;
	const struct api_call call = {.node = api->node, .req = req};

	return respond_problem(res, &call, err);
}

/* What two may change at once is changed one after the other. */
static wasl_status perform(struct api_call *call, api_handler handle,
			   struct wasl_err *err)
{
	const struct api_guard *guard = api_guard_of(handle);
	wasl_status status;
	if (!guard)
		return api_once(call, handle, err);
	pthread_mutex_lock(&call->api->changing);
	status = api_guard_check(call, guard, err);
	if (status == WASL_OK)
		status = api_once(call, handle, err);
	pthread_mutex_unlock(&call->api->changing);
	return status;
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
		status = perform(&call, handle, &why);
	if (status == WASL_OK && call.streamed) {
		wasl_arena_deinit(&call.arena);
		wasl_secret_wipe(&call.key);
		return WASL_OK;
	}
	if (status != WASL_OK) {
		why.status = status;
		status = respond_problem(res, &call, &why);
	} else {
		status = respond_done(&call, &why);
	}
	if (status != WASL_OK && err)
		*err = why;
	json_decref(call.answer);
	wasl_arena_deinit(&call.arena);
	wasl_secret_wipe(&call.key);
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

/* Open to whoever has not signed in. */
#define X(handler, method, pattern, body)                                      \
	static wasl_status route_##handler(                                    \
		void *ctx, const struct wasl_http_request *req,                \
		struct wasl_http_response *res, struct wasl_err *err)          \
	{                                                                      \
		return run(ctx, req, res, err, WASL_RIGHT_COUNT,               \
			   api_##handler);                                     \
	}
#include "api/open.def"
#undef X

#define ALLOWED                                                                \
	("camera=(), display-capture=(), geolocation=(), "                     \
	 "microphone=(), payment=(), usb=()")
#define SECURE                                                                 \
	"Content-Security-Policy", API_POLICY("'self'"),                       \
		"X-Content-Type-Options", "nosniff", "X-Frame-Options",        \
		"DENY", "Referrer-Policy", "no-referrer",                      \
		"Cross-Origin-Opener-Policy", "same-origin",                   \
		"Cross-Origin-Resource-Policy", "same-origin",                 \
		"Cross-Origin-Embedder-Policy", "require-corp",                \
		"Permissions-Policy", ALLOWED, "Cache-Control", "no-store"
static const char *const answer_headers[] = {"Cache-Control", "no-store", NULL};
static const char *const web_headers[] = {SECURE, NULL};
static const char *const tls_headers[] = {SECURE, "Strict-Transport-Security",
					  "max-age=31536000", NULL};
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
#define X(handler, verb, path, body)                                           \
	{.method = (verb),                                                     \
	 .pattern = (path),                                                    \
	 .handle = route_##handler,                                            \
	 .max_body = (body),                                                   \
	 .types = json_types},
#include "api/open.def"
#undef X
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
		.refuse = refuse,
		.answer_headers = answer_headers,
	};
	snprintf(path, sizeof(path), "%s/" WASL_API_SOCKET, dir);
	return wasl_http_server_start(&api->server, &options, err);
}

/* --- for browsers --------------------------------------------------------- */

/* A file in PEM; a key does not stay behind. */
struct pem {
	uint8_t *p;
	size_t n;
};

static void pem_free(struct pem *pem)
{
	if (pem->p != NULL)
		explicit_bzero(pem->p, pem->n);
	wasl_free(pem->p);
}
#define autopem __attribute__((cleanup(pem_free))) struct pem

static wasl_status web_start(struct wasl_api *api,
			     const struct wasl_http_config *config,
			     struct wasl_err *err)
{
	autopem cert = {0}, key = {0};
	bool tls = config->cert[0] != '\0';
	/* Behind a proxy, and on this machine, all come from one address. */
	bool one = config->proxy || wasl_listen_is_loopback(config->address);
	struct wasl_http_server_options options = {
		.address = config->address,
		.port = config->port,
		.connections = WEB_CONNECTIONS,
		.connections_per_ip = one ? UINT_MAX : WEB_CONNECTIONS / 2,
		.routes = routes,
		.routes_n = sizeof(routes) / sizeof(routes[0]),
		.ctx = api,
		.refuse = refuse,
		.threads = WEB_THREADS,
	};

	if (tls) {
		WASL_TRY(wasl_file_read(&cert.p, &cert.n, config->cert, PEM_MAX,
					err));
		WASL_TRY(wasl_file_read(&key.p, &key.n, config->key, PEM_MAX,
					err));
		options.pem_cert = (const char *)cert.p;
		options.pem_key = (const char *)key.p;
	}
	api_site_init(&api->site, config, config->port);
	options.answer_headers = api->site.secure ? tls_headers : web_headers;
	WASL_TRY(wasl_http_server_start(&api->web, &options, err));
	/* Now the port is known. */
	api_site_init(&api->site, config, wasl_http_server_port(api->web));
	atomic_store(&api->ready, true);
	return WASL_OK;
}

static wasl_status listen_web(struct wasl_api *api, struct wasl_err *err)
{
	const struct wasl_http_config *config =
		&wasl_node_config_get(api->node)->http;
	wasl_status status;

	if (config->address[0] == '\0')
		return WASL_OK;
	status = web_start(api, config, err);
	if (status != WASL_OK)
		wasl_err_prefix(err, "\"http\" of wasl.json");
	else
		node_log(web_listening, NODE_T("origin", api->site.origin),
			 NODE_T("listen", api->site.listen));
	return status;
}

wasl_status wasl_api_start(struct wasl_api **out, struct wasl_node *node,
			   const char *dir, struct wasl_err *err)
{
	struct wasl_api *api = wasl_alloc(1, sizeof(*api));
	if (!api)
		return wasl_fail(err, WASL_NO_MEMORY, "the API");
	api->node = node;
	pthread_mutex_init(&api->changing, NULL);
	wasl_status status = api_session_new(&api->session, dir, err);
	if (status == WASL_OK)
		status = api_events_new(&api->events, api, node, err);
	if (status == WASL_OK)
		status = listen_web(api, err);
	if (status == WASL_OK)
		status = listen_on(api, dir, err);
	if (status != WASL_OK)
		wasl_api_stop(api);
	else
		*out = api;
	return status;
}

const char *wasl_api_origin(const struct wasl_api *api)
{
	return api->site.origin;
}

wasl_status wasl_api_first_link(struct wasl_api *api,
				char out[static WASL_API_LINK_MAX],
				struct wasl_user *who, struct wasl_err *err)
{
	wasl_autosecret token = {0};
	if (!api->web)
		return wasl_fault(err, WASL_NOT_FOUND, "", "no-screens");
	WASL_TRY(wasl_node_first_link(api->node, &token, who, err));
	api_link_write(out, &api->site, &token);
	return WASL_OK;
}

void wasl_api_stop(struct wasl_api *api)
{
	if (!api)
		return;
	api_events_stop(api->events);
	wasl_http_server_stop(api->web);
	wasl_http_server_stop(api->server);
	api_events_free(api->events);
	api_session_free(api->session);
	pthread_mutex_destroy(&api->changing);
	wasl_free(api);
}
