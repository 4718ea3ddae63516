/*
 * Answers without an end (wasl_http_respond_feed), none of which holds a
 * thread. Private to this room.
 *
 *	        read: bytes ┌──┐
 *	queued ── reading ◄─┘  │  each time its deadline moves (conns.h)
 *	            │   ▲      │
 *	  read: 0   ▼   │ wake │
 *	          asleep       │  suspended in the library, no deadline
 *	                       ▼
 *	                     over: read said so, the server stops, or the
 *	                           connection broke
 */
#ifndef WASL_HTTP_FEED_H
#define WASL_HTTP_FEED_H

#include "http/server_impl.h"

void http_streams_init(struct http_streams *all);
/** Before the library is stopped: wake all, none sleeps again. */
void http_streams_stop(struct http_streams *all);
void http_streams_deinit(struct http_streams *all);

/**
 * The library's answer of a feed; NULL without memory. Otherwise it takes
 * `stream`, which ends with the answer.
 */
struct MHD_Response *http_stream_make(struct wasl_http_stream *stream,
				      struct MHD_Connection *mhd,
				      struct http_conn *conn);

#endif
