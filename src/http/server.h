/*
 * An HTTP/1.1 server on libmicrohttpd that checks what the library lets pass.
 *
 * Refused with 400 before any handler runs, and the connection closed: two
 * Content-Length, Content-Length with Transfer-Encoding, a transfer encoding
 * other than one "chunked", no or two Host, a version other than 1.1, a header
 * name that is no token, a control character in a value, a header that the
 * listener does not name, a target that is not an absolute path of clean
 * percent-encoded UTF-8 (no ".", "..", empty segments, %00, control
 * characters), an unknown or repeated query name. Then: 404 no such path, 405
 * no such method, 413 body too long (before it is read, where it says so), 415.
 * What the library hides from us and a proxy must refuse where one matters: a
 * NUL ends the target, a folded header line arrives unfolded, a bare LF ends a
 * line.
 *
 * Slow clients: a connection must finish its handshake and headers within
 * header_ms, deliver a body and take an answer at min_rate or faster, and may
 * rest idle_ms between requests. When connections are short, the one that has
 * kept us waiting longest for its headers is dropped for the newcomer.
 */
#ifndef WASL_HTTP_SERVER_H
#define WASL_HTTP_SERVER_H

#include "http/route.h"

struct wasl_http_server;

struct wasl_http_server_options {
	/* Either a Unix socket path (made with mode 0660, replaced if stale) …
	 */
	const char *unix_path;
	/* … or a numeric IPv4 or IPv6 address and a port, 0 for any free one.
	 */
	const char *address;
	uint16_t port;

	/* NULL: plain HTTP, but see below. The struct is copied. TLS 1.3 only.
	 */
	const struct wasl_tls_identity *tls;
	/* Or a certificate chain of any kind and its key, PEM, for browsers;
	 * borrowed for the start. */
	const char *pem_cert, *pem_key;
	/*
	 * With tls: a client certificate is required and its pin is asked for
	 * here, in the handshake and again at each request, so that a key that
	 * is taken away ends at once. NULL: no client certificates.
	 */
	bool (*pinned)(void *ctx, const uint8_t pin[static WASL_TLS_PIN_LEN]);

	const struct wasl_http_route *routes; /* outlive the server */
	size_t routes_n;
	void *ctx; /* for handlers, `pinned` and `refuse` */

	/*
	 * Answers what reached no handler, or failed in one, in place of the
	 * English problem document: as a handler does, but `err` is given, and
	 * `req` may have no route. NULL: the document.
	 */
	wasl_status (*refuse)(void *ctx, const struct wasl_http_request *req,
			      struct wasl_http_response *res,
			      struct wasl_err *err);

	/* Request headers that are allowed, NULL-ended; NULL: any token. */
	const char *const *headers;
	/*
	 * Headers put on every answer that does not have its own of that name,
	 * name then value, NULL-ended; or NULL.
	 */
	const char *const *answer_headers;

	/* 0 in any of these: the default below. */
	unsigned threads;
	unsigned connections;
	unsigned connections_per_ip; /* UINT_MAX: no limit */
	unsigned header_ms;
	unsigned idle_ms;
	unsigned min_rate; /* bytes a second */
	size_t bodies_max; /* bytes of all bodies being received */
};

#define WASL_HTTP_THREADS     8
#define WASL_HTTP_CONNECTIONS 1024
#define WASL_HTTP_PER_IP      128
#define WASL_HTTP_HEADER_MS   10000
#define WASL_HTTP_IDLE_MS     75000
#define WASL_HTTP_MIN_RATE    8192
#define WASL_HTTP_BODIES_MAX  ((size_t)256 * 1024 * 1024)

/**
 * Listen and serve until wasl_http_server_stop.
 *
 * Out:  out  NULL on error
 * Err:  CONFLICT  the address or path is in use
 *       USAGE     the address does not parse, the path is too long
 *       IO        the system refuses
 */
wasl_status
wasl_http_server_start(struct wasl_http_server **out,
		       const struct wasl_http_server_options *options,
		       struct wasl_err *err) WASL_MUST_USE;

/**
 * Handshakes that begin from now on show this certificate; `tls` must outlive
 * the server as the first one must. Any thread. Err: NO_MEMORY, IO.
 */
wasl_status wasl_http_server_identity(struct wasl_http_server *server,
				      const struct wasl_tls_identity *tls,
				      struct wasl_err *err) WASL_MUST_USE;

/**
 * Stop listening, wait for running handlers, close every connection, remove
 * the Unix socket. NULL is a no-op. Not from a handler.
 */
void wasl_http_server_stop(struct wasl_http_server *server);

/** The port that was bound; 0 for a Unix socket. */
uint16_t wasl_http_server_port(const struct wasl_http_server *server);

#endif
