/*
 * HTTP requests to a pinned partner or to a Unix socket, on libcurl. TLS 1.3
 * only; no redirects, proxies, cookies, other protocols or HTTP versions. What
 * it sends of its own: Host, Accept, Content-Type, Content-Length and, from a
 * mebibyte of body on, Expect: 100-continue.
 */
#ifndef WASL_HTTP_CLIENT_H
#define WASL_HTTP_CLIENT_H

#include "http/tls.h"

/* Keys a partner may show: the present one and those a card announces. */
#define WASL_HTTP_PINS_MAX 8

/** Where to and how; plain values, copied with what they point to. */
struct wasl_http_target {
	/* "https://host:port" or, with unix_path, "http://localhost". */
	const char *base;
	const char *unix_path; /* or NULL */
	/* https: the partner's pins one behind the other, at least one. */
	const uint8_t *pins; /* pins_n * WASL_TLS_PIN_LEN bytes */
	size_t pins_n;
};

struct wasl_http_ask {
	const char *method; /* "GET", "POST", "PUT", "DELETE" */
	const char *path;   /* "/line/v1/head?origin=…", already encoded */
	const char *type;   /* of the body; NULL: no body */
	wasl_bytes body;
	/* The body is not copied: it stays until `done`, or the call's end. */
	bool body_stays;
	/* More headers, name then value, NULL-ended; or NULL. */
	const char *const *headers;
	size_t answer_max; /* bytes; more is TOO_BIG */
	/*
	 * The body of a 200 goes there as it comes and not into the answer; at
	 * most sink_max bytes. NULL: none. It may run on the client's thread;
	 * false ends the transfer with IO.
	 */
	bool (*sink)(void *ctx, wasl_bytes part);
	void *sink_ctx;
	uint64_t sink_max;
	unsigned connect_ms; /* 0: WASL_HTTP_CONNECT_MS */
	unsigned total_ms;   /* 0: WASL_HTTP_TOTAL_MS */
	/* Not 0: the answer has no end and no speed; so many seconds without a
	 * byte are TIMEOUT. */
	unsigned silence_s;
};

#define WASL_HTTP_CONNECT_MS 10000
#define WASL_HTTP_TOTAL_MS   120000
/* Slower than this for WASL_HTTP_SLOW_S seconds is TIMEOUT. */
#define WASL_HTTP_SLOW_RATE 512
#define WASL_HTTP_SLOW_S    20

/** What came back. */
struct wasl_http_answer {
	int status;    /* HTTP status, 200 … 599 */
	char type[96]; /* media type without parameters, or "" */
	long retry_s;  /* Retry-After in seconds, or -1 */
	uint8_t *body; /* wasl_alloc'ed */
	size_t n;
};

void wasl_http_answer_deinit(struct wasl_http_answer *a);

#define wasl_autoanswer                                                        \
	__attribute__((                                                        \
		cleanup(wasl_http_answer_deinit))) struct wasl_http_answer

/**
 * One request, waited for; any thread. For the command line.
 *
 * In:   own  client certificate; NULL: none
 * Err:  GONE      cannot connect, or the connection broke
 *       IO        the sink did not take it
 *       TIMEOUT   a time or rate limit
 *       DENIED    the partner's key is not pinned (that it refuses ours looks
 *                 like a broken connection: GONE)
 *       TOO_BIG   the answer exceeds answer_max
 *       MALFORMED the answer is not HTTP/1.1
 * An HTTP error status is OK here: `out->status` says it.
 */
wasl_status wasl_http_call(struct wasl_http_answer *out,
			   const struct wasl_http_target *target,
			   const struct wasl_http_ask *ask,
			   const struct wasl_tls_identity *own,
			   struct wasl_err *err) WASL_MUST_USE;

/* One thread that runs many requests and keeps connections open. */
struct wasl_http_client;

/** In: own  copied; NULL: no client certificate. Err: NO_MEMORY, IO. */
wasl_status wasl_http_client_start(struct wasl_http_client **out,
				   const struct wasl_tls_identity *own,
				   struct wasl_err *err) WASL_MUST_USE;

/**
 * Called once for each request that was accepted, on the client's thread; must
 * not block. `answer` is borrowed (its body may be taken: set it NULL); its
 * status is 0 unless `status` is OK.
 */
typedef void (*wasl_http_done)(void *ctx, wasl_status status,
			       struct wasl_http_answer *answer,
			       const struct wasl_err *err);

/**
 * Start a request; everything is copied, `done` may come before this returns.
 * Any thread, also from `done`. Statuses for `done` as wasl_http_call.
 *
 * Err:  NO_MEMORY  `done` will not be called
 *       NOT_READY  WASL_HTTP_QUEUE_MAX requests wait already
 *       GONE       the client is stopping
 */
wasl_status wasl_http_client_send(struct wasl_http_client *client,
				  const struct wasl_http_target *target,
				  const struct wasl_http_ask *ask,
				  wasl_http_done done, void *ctx,
				  struct wasl_err *err) WASL_MUST_USE;

#define WASL_HTTP_QUEUE_MAX 1024

/** Requests that start from now on show this certificate. Err: NO_MEMORY. */
wasl_status wasl_http_client_identity(struct wasl_http_client *client,
				      const struct wasl_tls_identity *own,
				      struct wasl_err *err) WASL_MUST_USE;

/** Cancel what runs (`done` with GONE), end the thread. NULL is a no-op. */
void wasl_http_client_stop(struct wasl_http_client *client);

#endif
