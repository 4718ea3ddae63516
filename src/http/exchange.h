/* The insides of a request and its answer; private to this room. */
#ifndef WASL_HTTP_EXCHANGE_H
#define WASL_HTTP_EXCHANGE_H

#include "http/headers.h"
#include "http/match.h"

#include <pthread.h>

/* Headers that one answer may carry besides those of every answer. */
#define HTTP_ANSWER_HEADERS_MAX 16

struct wasl_http_request {
	const char *method;
	const struct wasl_http_peer *peer;
	struct wasl_http_uri uri;
	struct http_match match;
	struct wasl_http_header_line lines[WASL_HTTP_HEADERS_MAX];
	size_t lines_n;
	uint8_t *body;
	size_t body_n;
	size_t body_cap;
};

struct wasl_http_response {
	int status;
	const char *type;
	uint8_t *own;			 /* the body, if it is ours to free */
	wasl_bytes bytes;		 /* the body */
	struct wasl_http_source *source; /* or where it comes from … */
	uint64_t size;			 /* … and how long it is */
	struct http_streams *streams;	 /* of the server */
	struct wasl_http_stream *stream; /* or one without an end */
	struct {
		char *name;
		char *value;
	} headers[HTTP_ANSWER_HEADERS_MAX];
	size_t headers_n;
};

void http_request_deinit(struct wasl_http_request *req);
/** End and free it. NULL is a no-op. */
void http_source_end(struct wasl_http_source *source);

/* The streams of a server (feed.h). */
struct http_streams {
	pthread_mutex_t lock;
	struct wasl_http_stream *first;
	bool stopping;
};

/** Err: NO_MEMORY  `feed` has not ended */
wasl_status http_stream_new(struct wasl_http_stream **out,
			    struct http_streams *all,
			    const struct wasl_http_feed *feed,
			    struct wasl_err *err) WASL_MUST_USE;
/** End and free it. NULL is a no-op. */
void http_stream_end(struct wasl_http_stream *stream);

void http_response_deinit(struct wasl_http_response *res);

/** Put a problem document in place of what was there; headers stay. */
wasl_status http_respond_problem(struct wasl_http_response *res,
				 const struct wasl_err *problem) WASL_MUST_USE;

#endif
