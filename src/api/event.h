/*
 * Event streams (docs/api.md, Events): one a browser, each an answer without an
 * end that holds no thread. A stream is a place in the node's feed and nothing
 * more: whoever reads slowly is cut by the server, and nothing waits for him.
 */
#ifndef WASL_API_EVENT_H
#define WASL_API_EVENT_H

#include "api/auth.h"

/* Streams in all, and of one officer: one more ends his oldest. */
#define API_EVENTS_MAX	       512
#define API_EVENTS_OFFICER_MAX 8

wasl_status api_events_new(struct api_events **out, struct wasl_api *api,
			   struct wasl_node *node,
			   struct wasl_err *err) WASL_MUST_USE;
/** Streams that are open now. Any thread. */
size_t api_events_open(struct api_events *all);
/** Before the server is stopped. NULL is a no-op. */
void api_events_stop(struct api_events *all);
/** After it. NULL is a no-op. */
void api_events_free(struct api_events *all);

#endif
