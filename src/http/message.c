#include "http/message.h"

#include "base/alloc.h"
#include "base/text.h"
#include "http/exchange.h"

#include <stdio.h>

#include "base/banned.h"

const char *wasl_http_method(const struct wasl_http_request *req)
{
	return req->method;
}

wasl_text wasl_http_path(const struct wasl_http_request *req)
{
	return req->uri.path;
}

static bool find_pair(const struct wasl_http_pair *pairs, size_t n,
		      const char *name, wasl_text *out)
{
	for (size_t i = 0; i < n; i++) {
		if (!wasl_text_is(pairs[i].name, name))
			continue;
		*out = pairs[i].value;
		return true;
	}
	return false;
}

wasl_text wasl_http_param(const struct wasl_http_request *req, const char *name)
{
	wasl_text value = {NULL, 0};

	wasl_assert(find_pair(req->match.params, req->match.params_n, name,
			      &value));
	return value;
}

bool wasl_http_query(const struct wasl_http_request *req, const char *name,
		     wasl_text *out)
{
	return find_pair(req->uri.query, req->uri.query_n, name, out);
}

bool wasl_http_header(const struct wasl_http_request *req, const char *name,
		      wasl_text *out)
{
	for (size_t i = 0; i < req->lines_n; i++) {
		const struct wasl_http_header_line *line = &req->lines[i];

		if (!wasl_http_is_same(line->name, name))
			continue;
		*out = (wasl_text){(const char *)line->value.p, line->value.n};
		return true;
	}
	return false;
}

/* RFC 6265 §4.2.1: cookie-pair *( ";" SP cookie-pair ) */
bool wasl_http_cookie(const struct wasl_http_request *req, const char *name,
		      wasl_text *out)
{
	size_t name_n = strlen(name);
	wasl_text all;

	if (!wasl_http_header(req, "cookie", &all))
		return false;
	for (size_t at = 0; at < all.n;) {
		const char *start = all.p + at;
		const char *end = memchr(start, ';', all.n - at);
		size_t n = end == NULL ? all.n - at : (size_t)(end - start);

		if (n > name_n && memcmp(start, name, name_n) == 0 &&
		    start[name_n] == '=') {
			*out = (wasl_text){start + name_n + 1, n - name_n - 1};
			return true;
		}
		at += n + 1;
		if (at < all.n && all.p[at] == ' ')
			at++;
	}
	return false;
}

wasl_bytes wasl_http_body(const struct wasl_http_request *req)
{
	return (wasl_bytes){req->body, req->body_n};
}

const struct wasl_http_peer *
wasl_http_peer_get(const struct wasl_http_request *req)
{
	return req->peer;
}

/* It may hold a password. */
void http_request_deinit(struct wasl_http_request *req)
{
	if (req->body != NULL)
		explicit_bzero(req->body, req->body_n);
	wasl_free(req->body);
}

void http_source_end(struct wasl_http_source *source)
{
	if (source == NULL)
		return;
	source->end(source->ctx);
	wasl_free(source);
}

static void set(struct wasl_http_response *res, int status, const char *type,
		uint8_t *own, wasl_bytes bytes)
{
	wasl_assert(status > 100 && status < 600);
	wasl_free(res->own);
	http_source_end(res->source);
	http_stream_end(res->stream);
	res->source = NULL;
	res->stream = NULL;
	res->status = status;
	res->type = type;
	res->own = own;
	res->bytes = bytes;
}

wasl_status wasl_http_respond_take(struct wasl_http_response *res, int status,
				   const char *type, uint8_t *body, size_t n,
				   struct wasl_err *err)
{
	(void)err;
	set(res, status, type, body, wasl_bytes_of(body, n));
	return WASL_OK;
}

wasl_status wasl_http_respond_static(struct wasl_http_response *res, int status,
				     const char *type, wasl_bytes body,
				     struct wasl_err *err)
{
	(void)err;
	set(res, status, type, NULL, body);
	return WASL_OK;
}

wasl_status wasl_http_respond(struct wasl_http_response *res, int status,
			      const char *type, wasl_bytes body,
			      struct wasl_err *err)
{
	uint8_t *copy = wasl_alloc(body.n, 1);

	if (copy == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "out of memory");
	if (body.n > 0)
		memcpy(copy, body.p, body.n);
	set(res, status, type, copy, wasl_bytes_of(copy, body.n));
	return WASL_OK;
}

wasl_status wasl_http_respond_stream(struct wasl_http_response *res, int status,
				     const char *type, uint64_t size,
				     const struct wasl_http_source *source,
				     struct wasl_err *err)
{
	struct wasl_http_source *copy = wasl_alloc(1, sizeof(*copy));

	if (copy == NULL) {
		source->end(source->ctx);
		return wasl_fail(err, WASL_NO_MEMORY, "out of memory");
	}
	*copy = *source;
	set(res, status, type, NULL, (wasl_bytes){NULL, 0});
	res->source = copy;
	res->size = size;
	return WASL_OK;
}

wasl_status wasl_http_respond_feed(struct wasl_http_response *res,
				   const char *type,
				   const struct wasl_http_feed *feed,
				   struct wasl_http_stream **stream,
				   struct wasl_err *err)
{
	wasl_status status = http_stream_new(stream, res->streams, feed, err);

	if (status != WASL_OK) {
		feed->end(feed->ctx);
		return status;
	}
	set(res, 200, type, NULL, (wasl_bytes){NULL, 0});
	res->stream = *stream;
	return WASL_OK;
}

static bool is_clean(const char *value)
{
	for (; *value != '\0'; value++)
		if ((unsigned char)*value < 0x20 || *value == 0x7f)
			return false;
	return true;
}

wasl_status wasl_http_respond_header(struct wasl_http_response *res,
				     const char *name, const char *value,
				     struct wasl_err *err)
{
	char *own_name;
	char *own_value;

	wasl_assert(res->headers_n < HTTP_ANSWER_HEADERS_MAX);
	wasl_assert(wasl_http_is_token(wasl_bytes_of(name, strlen(name))));
	wasl_assert(is_clean(value));
	own_name = wasl_strndup(name, strlen(name));
	own_value = wasl_strndup(value, strlen(value));
	if (own_name == NULL || own_value == NULL) {
		wasl_free(own_name);
		wasl_free(own_value);
		return wasl_fail(err, WASL_NO_MEMORY, "out of memory");
	}
	res->headers[res->headers_n].name = own_name;
	res->headers[res->headers_n++].value = own_value;
	return WASL_OK;
}

void http_response_deinit(struct wasl_http_response *res)
{
	for (size_t i = 0; i < res->headers_n; i++) {
		wasl_free(res->headers[i].name);
		wasl_free(res->headers[i].value);
	}
	wasl_free(res->own);
	http_source_end(res->source);
	http_stream_end(res->stream);
	*res = (struct wasl_http_response){0};
}

/* RFC 8259 §7; what is not UTF-8 becomes U+FFFD. */
static void put_json(struct wasl_buf *out, const char *s)
{
	wasl_bytes in = wasl_bytes_of(s, strlen(s));

	wasl_buf_put_u8(out, '"');
	for (size_t at = 0; at < in.n;) {
		uint32_t cp = wasl_utf8_next(in, &at);
		uint8_t utf8[4];
		char escape[8];

		if (cp < 0x20) {
			snprintf(escape, sizeof(escape), "\\u%04x",
				 (unsigned)cp);
			wasl_buf_put_text(out, escape);
			continue;
		}
		if (cp == '"' || cp == '\\')
			wasl_buf_put_u8(out, '\\');
		wasl_buf_put(out, utf8, wasl_utf8_put(utf8, cp));
	}
	wasl_buf_put_u8(out, '"');
}

void wasl_http_problem_write(struct wasl_buf *out, const struct wasl_err *err)
{
	char number[16];

	snprintf(number, sizeof(number), "%d", wasl_status_http(err->status));
	wasl_buf_put_text(out, "{\"type\":\"about:blank\",\"title\":");
	put_json(out, wasl_status_text(err->status));
	wasl_buf_put_text(out, ",\"status\":");
	wasl_buf_put_text(out, number);
	wasl_buf_put_text(out, ",\"code\":");
	put_json(out, wasl_status_name(err->status));
	if (err->text[0] != '\0') {
		wasl_buf_put_text(out, ",\"detail\":");
		put_json(out, err->text);
	}
	if (err->field[0] != '\0') {
		wasl_buf_put_text(out, ",\"pointer\":");
		put_json(out, err->field);
	}
	wasl_buf_put_u8(out, '}');
}

wasl_status http_respond_problem(struct wasl_http_response *res,
				 const struct wasl_err *problem)
{
	uint8_t space[WASL_HTTP_PROBLEM_MAX];
	struct wasl_buf out = WASL_BUF(space);

	wasl_http_problem_write(&out, problem);
	wasl_assert(!out.over);
	return wasl_http_respond(res, wasl_status_http(problem->status),
				 WASL_HTTP_PROBLEM_TYPE, wasl_buf_bytes(&out),
				 NULL);
}
