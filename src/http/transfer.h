/* One request of libcurl's; private to this room. */
#ifndef WASL_HTTP_TRANSFER_H
#define WASL_HTTP_TRANSFER_H

#include "http/client.h"
#include "http/tls_key.h"

#include <curl/curl.h>

struct http_transfer {
	struct http_transfer *next;
	CURL *easy;
	struct curl_slist *headers;
	uint8_t *body; /* of the request */
	size_t answer_max;
	size_t answer_cap;
	bool (*sink)(void *ctx, wasl_bytes part);
	void *sink_ctx;
	uint64_t sink_left;
	bool sink_full; /* it took no more */
	bool too_big;
	bool no_memory;
	struct wasl_http_answer answer;
	wasl_http_done done;
	void *ctx;
	char text[CURL_ERROR_SIZE];
};

/** Before anything else of libcurl's, any number of times. */
void http_transfer_init(void);

/**
 * Everything copied, ready to run.
 *
 * In:   own_url  of http_tls_url_take, or "" for no client certificate
 * Out:  out      caller ends it with http_transfer_free
 */
wasl_status http_transfer_new(struct http_transfer **out,
			      const struct wasl_http_target *target,
			      const struct wasl_http_ask *ask,
			      const char *own_url,
			      struct wasl_err *err) WASL_MUST_USE;
void http_transfer_free(struct http_transfer *t);

/** Out: t->answer complete on OK, empty otherwise. */
wasl_status http_transfer_result(struct http_transfer *t, CURLcode code,
				 struct wasl_err *err) WASL_MUST_USE;

#endif
