/* What a handler is given and what it answers with. */
#ifndef WASL_HTTP_MESSAGE_H
#define WASL_HTTP_MESSAGE_H

#include "base/bytes.h"
#include "http/tls.h"

#include <sys/types.h>

/** Who is at the other end, as the kernel and TLS say. */
struct wasl_http_peer {
	bool local; /* a Unix socket: uid, gid and pid are the process's */
	uid_t uid;
	gid_t gid;
	pid_t pid;
	bool pinned; /* `pin` was accepted by the server's pin callback */
	uint8_t pin[WASL_TLS_PIN_LEN];
	char address[48]; /* "" for a Unix socket */
};

/* A request that has passed every check; borrowed for the handler's call. */
struct wasl_http_request;

/** "GET" or "POST"…; HEAD arrives as GET. */
const char *wasl_http_method(const struct wasl_http_request *req);
/** The decoded path, for logs. */
wasl_text wasl_http_path(const struct wasl_http_request *req);
/** A {name} of the route's pattern, decoded UTF-8; no such name is a bug. */
wasl_text wasl_http_param(const struct wasl_http_request *req,
			  const char *name);
/** A query value, decoded UTF-8; false if it was not given. */
bool wasl_http_query(const struct wasl_http_request *req, const char *name,
		     wasl_text *out);
/** A header's value, name in any case; false if it was not given. */
bool wasl_http_header(const struct wasl_http_request *req, const char *name,
		      wasl_text *out);
/** One value of the Cookie header; false if it was not given. */
bool wasl_http_cookie(const struct wasl_http_request *req, const char *name,
		      wasl_text *out);
/** The whole body, at most the route's max_body. */
wasl_bytes wasl_http_body(const struct wasl_http_request *req);
const struct wasl_http_peer *
wasl_http_peer_get(const struct wasl_http_request *req);

/* An answer in the making; a handler that sets nothing answers 204. */
struct wasl_http_response;

/** Status (100 < status < 600), type and a copy of the body. */
wasl_status wasl_http_respond(struct wasl_http_response *res, int status,
			      const char *type, wasl_bytes body,
			      struct wasl_err *err) WASL_MUST_USE;
/** The same, taking ownership of memory that wasl_alloc made, also on error. */
wasl_status wasl_http_respond_take(struct wasl_http_response *res, int status,
				   const char *type, uint8_t *body, size_t n,
				   struct wasl_err *err) WASL_MUST_USE;
/** The same, for bytes that outlive the server. */
wasl_status wasl_http_respond_static(struct wasl_http_response *res, int status,
				     const char *type, wasl_bytes body,
				     struct wasl_err *err) WASL_MUST_USE;
/**
 * A body that is made while it is sent, and never whole in memory.
 *
 * `read` fills up to `max` bytes (at least 32 KiB) and returns how many, 0 when
 * something failed: the connection is then cut, so that the receiver knows.
 * `end` is called once, whatever becomes of the answer. Both on a server
 * thread.
 */
struct wasl_http_source {
	size_t (*read)(void *ctx, uint8_t *out, size_t max);
	void (*end)(void *ctx);
	void *ctx;
};

/** As wasl_http_respond, with a body of exactly `size` bytes; copied. */
wasl_status wasl_http_respond_stream(struct wasl_http_response *res, int status,
				     const char *type, uint64_t size,
				     const struct wasl_http_source *source,
				     struct wasl_err *err) WASL_MUST_USE;

/**
 * A body without an end, in chunks, that holds no thread while there is nothing
 * to send. It ends when `read` says so, when the server stops, and when the
 * other end is gone or takes it more slowly than the server allows; `end` is
 * called once, whatever becomes of the answer. Both on a server thread.
 */
struct wasl_http_feed {
	/**
	 * Fill up to `max` bytes (at least 64) and return how many; 0: nothing
	 * now, to be asked again after wasl_http_stream_wake, or `*over` set.
	 */
	size_t (*read)(void *ctx, uint8_t *out, size_t max, bool *over);
	void (*end)(void *ctx);
	void *ctx;
};

struct wasl_http_stream;

/**
 * Answer 200 with a feed; copied.
 *
 * Out:  stream  to wake it; valid until its `end` returns
 * Err:  NO_MEMORY  `end` has been called
 */
wasl_status wasl_http_respond_feed(struct wasl_http_response *res,
				   const char *type,
				   const struct wasl_http_feed *feed,
				   struct wasl_http_stream **stream,
				   struct wasl_err *err) WASL_MUST_USE;

/** There is something to read. Any thread, but not from `read` or `end`. */
void wasl_http_stream_wake(struct wasl_http_stream *stream);

/**
 * One more header. Name and value come from us: a name that is no token or a
 * value with control characters is a bug.
 */
wasl_status wasl_http_respond_header(struct wasl_http_response *res,
				     const char *name, const char *value,
				     struct wasl_err *err) WASL_MUST_USE;

#define WASL_HTTP_PROBLEM_TYPE "application/problem+json"
/* The longest problem document: every character of the error escaped. */
#define WASL_HTTP_PROBLEM_MAX 4096

/**
 * An error as a problem document (RFC 9457): type "about:blank", title (the
 * status's text), status, code (its name), detail (err->text), and pointer
 * (err->field) where there is one. What a server answers when a handler fails.
 */
void wasl_http_problem_write(struct wasl_buf *out, const struct wasl_err *err);

#endif
