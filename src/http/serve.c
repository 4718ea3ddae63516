/*
 * One request through the library's callbacks:
 *
 *	target ── begin ── (body) receive … ── finish ── completed
 *	             └── refuse: answered before the body, connection closed
 */
#include "http/feed.h"

#include "base/alloc.h"
#include "kind/fault.h"

#include "base/banned.h"

struct exchange {
	struct wasl_http_server *server;
	struct http_conn *conn;
	char *target; /* as it came */
	struct wasl_http_request req;
	bool begun;
	bool too_many_lines;
	/* Not OK: the body is read no further, this is answered at its end. */
	wasl_status failed;
	struct wasl_err err;
};

static struct http_conn *conn_of(struct MHD_Connection *mhd)
{
	return MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT)
		->socket_context;
}

void *http_serve_target(void *cls, const char *uri, struct MHD_Connection *mhd)
{
	struct http_conn *conn = conn_of(mhd);
	struct exchange *ex;

	if (conn == NULL)
		return NULL;
	ex = wasl_alloc(1, sizeof(*ex));
	if (ex == NULL)
		return NULL;
	ex->server = cls;
	ex->conn = conn;
	ex->req.peer = &conn->peer;
	ex->target = wasl_strndup(uri, strlen(uri));
	return ex;
}

void http_serve_completed(void *cls, struct MHD_Connection *mhd, void **req_cls,
			  enum MHD_RequestTerminationCode how)
{
	struct exchange *ex = *req_cls;

	(void)cls;
	(void)mhd;
	(void)how;
	if (ex == NULL)
		return;
	atomic_fetch_sub(&ex->server->bodies, ex->req.body_cap);
	http_conn_waits(ex->conn);
	http_request_deinit(&ex->req);
	wasl_free(ex->target);
	wasl_free(ex);
	*req_cls = NULL;
}

static void free_body(void *p)
{
	wasl_free(p);
}

/* What is asked for at once; a chunk of a sealed file and more. */
#define STREAM_BLOCK (256 * 1024)

static ssize_t read_source(void *cls, uint64_t at, char *out, size_t max)
{
	const struct wasl_http_source *source = cls;
	size_t n = source->read(source->ctx, (uint8_t *)out, max);

	(void)at;
	return n == 0 ? MHD_CONTENT_READER_END_WITH_ERROR : (ssize_t)n;
}

static void end_source(void *cls)
{
	http_source_end(cls);
}

static struct MHD_Response *make_stream(struct wasl_http_response *res)
{
	struct MHD_Response *out = MHD_create_response_from_callback(
		res->size, STREAM_BLOCK, read_source, res->source, end_source);

	if (out != NULL)
		res->source = NULL;
	return out;
}

static struct MHD_Response *make_feed(struct exchange *ex,
				      struct MHD_Connection *mhd,
				      struct wasl_http_response *res)
{
	struct MHD_Response *out = http_stream_make(res->stream, mhd, ex->conn);

	if (out != NULL)
		res->stream = NULL;
	return out;
}

static struct MHD_Response *make(struct exchange *ex,
				 struct MHD_Connection *mhd,
				 struct wasl_http_response *res)
{
	/* raw: the library's type has no const; it only reads. */
	void *p = (void *)(uintptr_t)res->bytes.p;
	struct MHD_Response *out;

	if (res->stream != NULL)
		return make_feed(ex, mhd, res);
	if (res->source != NULL)
		return make_stream(res);
	if (res->own == NULL)
		return MHD_create_response_from_buffer(res->bytes.n, p,
						       MHD_RESPMEM_PERSISTENT);
	out = MHD_create_response_from_buffer_with_free_callback(
		res->bytes.n, res->own, free_body);
	if (out != NULL)
		res->own = NULL;
	return out;
}

static bool add_headers(struct MHD_Response *out,
			const struct wasl_http_response *res,
			const char *const *always, bool close)
{
	bool ok = true;

	if (res->type != NULL)
		ok = MHD_add_response_header(out, "Content-Type", res->type);
	for (size_t i = 0; ok && i < res->headers_n; i++)
		ok = MHD_add_response_header(out, res->headers[i].name,
					     res->headers[i].value);
	for (; ok && always != NULL && *always != NULL; always += 2)
		ok = MHD_get_response_header(out, always[0]) != NULL ||
		     MHD_add_response_header(out, always[0], always[1]);
	if (ok && close)
		ok = MHD_add_response_header(out, "Connection", "close");
	return ok;
}

/* Ends `res`. MHD_NO: the connection is cut. */
static enum MHD_Result answer(struct exchange *ex, struct MHD_Connection *mhd,
			      struct wasl_http_response *res, bool close)
{
	enum MHD_Result queued = MHD_NO;
	struct MHD_Response *out;
	uint64_t n = res->source != NULL ? res->size : res->bytes.n;
	unsigned status =
		res->status == 0 ? MHD_HTTP_NO_CONTENT : (unsigned)res->status;

	out = make(ex, mhd, res);
	if (out != NULL) {
		if (add_headers(out, res, ex->server->o.answer_headers, close))
			queued = MHD_queue_response(mhd, status, out);
		MHD_destroy_response(out);
	}
	http_response_deinit(res);
	http_conn_sends(ex->conn, n);
	return queued;
}

static enum MHD_Result answer_error(struct exchange *ex,
				    struct MHD_Connection *mhd,
				    struct wasl_http_response *res,
				    wasl_status status, bool close)
{
	const struct wasl_http_server_options *o = &ex->server->o;

	/* A handler may fail without saying more. */
	if (ex->err.status != status)
		wasl_fail(&ex->err, status, "%s", "");
	if ((o->refuse != NULL
		     ? o->refuse(o->ctx, &ex->req, res, &ex->err)
		     : http_respond_problem(res, &ex->err)) != WASL_OK) {
		http_response_deinit(res);
		return MHD_NO;
	}
	return answer(ex, mhd, res, close);
}

static enum MHD_Result take_line(void *cls, enum MHD_ValueKind kind,
				 const char *name, size_t name_n,
				 const char *value, size_t value_n)
{
	struct exchange *ex = cls;

	(void)kind;
	if (ex->req.lines_n == WASL_HTTP_HEADERS_MAX) {
		ex->too_many_lines = true;
		return MHD_NO;
	}
	ex->req.lines[ex->req.lines_n++] = (struct wasl_http_header_line){
		.name = wasl_bytes_of(name, name_n),
		.value = wasl_bytes_of(value, value == NULL ? 0 : value_n),
	};
	return MHD_YES;
}

static wasl_status check_message(struct exchange *ex,
				 struct wasl_http_framing *framing,
				 struct MHD_Connection *mhd,
				 const char *version)
{
	const struct wasl_http_server_options *o = &ex->server->o;
	struct wasl_err *err = &ex->err;

	if (strcmp(version, MHD_HTTP_VERSION_1_1) != 0)
		return wasl_fail(err, WASL_MALFORMED, "not HTTP/1.1");
	MHD_get_connection_values_n(mhd, MHD_HEADER_KIND, take_line, ex);
	if (ex->too_many_lines)
		return wasl_fail(err, WASL_TOO_BIG, "too many headers");
	WASL_TRY(wasl_http_headers_check(framing, ex->req.lines,
					 ex->req.lines_n, o->headers, err));
	return wasl_http_uri_parse(
		&ex->req.uri, wasl_bytes_of(ex->target, strlen(ex->target)),
		err);
}

static wasl_status check_peer(struct exchange *ex)
{
	const struct wasl_http_server_options *o = &ex->server->o;

	if (o->tls == NULL || o->pinned == NULL)
		return WASL_OK;
	if (ex->conn->peer.pinned && o->pinned(o->ctx, ex->conn->peer.pin))
		return WASL_OK;
	return wasl_fail(&ex->err, WASL_DENIED, "this key is not pinned");
}

/* The media type alone, without parameters. */
static wasl_bytes media_type(wasl_bytes value)
{
	const uint8_t *end =
		value.n == 0 ? NULL : memchr(value.p, ';', value.n);

	if (end != NULL)
		value.n = (size_t)(end - value.p);
	while (value.n > 0 && value.p[value.n - 1] == ' ')
		value.n--;
	return value;
}

static wasl_status check_type(const struct wasl_http_request *req,
			      struct wasl_err *err)
{
	const char *const *wanted = req->match.route->types;
	const char *const *type = wanted;
	const struct wasl_http_header_line *line = wasl_http_headers_find(
		req->lines, req->lines_n, "content-type");

	if (type == NULL)
		return WASL_OK;
	wasl_assert(wanted[0] != NULL);
	for (; line != NULL && *type != NULL; type++)
		if (wasl_http_is_same(media_type(line->value), *type))
			return WASL_OK;
	return wasl_fault_of(err, WASL_BAD_TYPE, "", "content-type",
			     WASL_FAULT_T("type", wasl_text_of(wanted[0])));
}

static wasl_status check_route(struct exchange *ex,
			       const struct wasl_http_framing *framing,
			       const char *method)
{
	const struct wasl_http_server_options *o = &ex->server->o;
	struct wasl_http_request *req = &ex->req;
	size_t max;

	switch (http_route_find(&req->match, o->routes, o->routes_n, method,
				&req->uri)) {
	case HTTP_NO_PATH:
		return wasl_fault(&ex->err, WASL_NOT_FOUND, "", "path-none");
	case HTTP_NO_METHOD:
		return wasl_fail(&ex->err, WASL_BAD_METHOD, "%s", "");
	case HTTP_FOUND:
		break;
	}
	req->method = req->match.route->method;
	max = req->match.route->max_body;
	WASL_TRY(http_query_check(req->match.route, &req->uri, &ex->err));
	if (framing->size > max || (framing->chunked && max == 0))
		return wasl_fault_of(&ex->err, WASL_TOO_BIG, "", "body-max",
				     WASL_FAULT_N("max", max));
	if (framing->chunked || framing->size > 0)
		WASL_TRY(check_type(req, &ex->err));
	return WASL_OK;
}

/* RFC 9110 §15.5.6: 405 comes with Allow. */
static wasl_status say_allow(struct exchange *ex,
			     struct wasl_http_response *res)
{
	const struct wasl_http_server_options *o = &ex->server->o;
	uint8_t space[128] = {0};
	struct wasl_buf list = {.p = space, .cap = sizeof(space) - 1};

	http_route_methods(&list, o->routes, o->routes_n, &ex->req.uri);
	wasl_assert(!list.over);
	return wasl_http_respond_header(res, "Allow", (const char *)space,
					NULL);
}

static enum MHD_Result begin(struct exchange *ex, struct MHD_Connection *mhd,
			     const char *method, const char *version)
{
	struct wasl_http_framing framing;
	struct wasl_http_response res = {0};
	wasl_status status = check_message(ex, &framing, mhd, version);

	ex->begun = true;
	if (status == WASL_OK)
		status = check_peer(ex);
	if (status == WASL_OK)
		status = check_route(ex, &framing, method);
	if (status == WASL_BAD_METHOD && say_allow(ex, &res) != WASL_OK)
		return MHD_NO;
	if (status != WASL_OK)
		return answer_error(ex, mhd, &res, status, true);
	http_conn_receives(ex->conn, framing.chunked
					     ? ex->req.match.route->max_body
					     : framing.size);
	return MHD_YES;
}

static wasl_status keep(struct exchange *ex, const char *p, size_t n)
{
	struct wasl_http_server *s = ex->server;
	struct wasl_http_request *req = &ex->req;
	size_t before = req->body_cap;
	size_t cap;

	if (n > req->match.route->max_body - req->body_n)
		return wasl_fault_of(
			&ex->err, WASL_TOO_BIG, "", "body-max",
			WASL_FAULT_N("max", req->match.route->max_body));
	if (!wasl_grow(&req->body, &req->body_cap, req->body_n + n, 1))
		return wasl_fail(&ex->err, WASL_NO_MEMORY, "out of memory");
	cap = req->body_cap - before;
	if (atomic_fetch_add(&s->bodies, cap) + cap > s->o.bodies_max)
		return wasl_fail(&ex->err, WASL_NO_MEMORY,
				 "too many bodies at once");
	memcpy(req->body + req->body_n, p, n);
	req->body_n += n;
	return WASL_OK;
}

static enum MHD_Result finish(struct exchange *ex, struct MHD_Connection *mhd)
{
	const struct wasl_http_server_options *o = &ex->server->o;
	struct wasl_http_response res = {.streams = &ex->server->streams};
	wasl_status status = ex->failed;

	if (status != WASL_OK)
		return answer_error(ex, mhd, &res, status, true);
	http_conn_works(ex->conn);
	status = ex->req.match.route->handle(o->ctx, &ex->req, &res, &ex->err);
	if (status != WASL_OK)
		return answer_error(ex, mhd, &res, status, false);
	return answer(ex, mhd, &res, false);
}

enum MHD_Result http_serve(void *cls, struct MHD_Connection *mhd,
			   const char *url, const char *method,
			   const char *version, const char *upload,
			   size_t *upload_n, void **req_cls)
{
	struct exchange *ex = *req_cls;

	(void)cls;
	(void)url;
	if (ex == NULL || ex->target == NULL)
		return MHD_NO;
	if (!ex->begun)
		return begin(ex, mhd, method, version);
	if (*upload_n == 0)
		return finish(ex, mhd);
	if (ex->failed == WASL_OK)
		ex->failed = keep(ex, upload, *upload_n);
	*upload_n = 0;
	return MHD_YES;
}
