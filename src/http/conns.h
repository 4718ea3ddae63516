/*
 * The open connections of a server, each with the moment by which it must have
 * moved on; one thread drops those that have not, but for what they have sent
 * and none of our threads has read yet. Private to this room.
 *
 *	opened ── waiting ── receiving ── working ── sending ── waiting …
 *	          header_ms   by size      no limit   by size    + idle_ms
 */
#ifndef WASL_HTTP_CONNS_H
#define WASL_HTTP_CONNS_H

#include "http/message.h"

#include <pthread.h>

struct wasl_http_server;

struct http_conn {
	struct http_conns *all;
	struct http_conn *prev;
	struct http_conn *next;
	int fd;
	bool waiting;	   /* for a handshake or a request's headers */
	bool reading;	   /* these, or a body: it owes us bytes */
	uint64_t since;	   /* when it began to wait, ms */
	uint64_t deadline; /* ms; HTTP_NO_DEADLINE */
	struct wasl_http_peer peer;
};

#define HTTP_NO_DEADLINE UINT64_MAX

struct http_conns {
	struct wasl_http_server *server;
	pthread_mutex_t lock;
	pthread_cond_t stop_wanted;
	pthread_t thread;
	bool started;
	bool stopping;
	struct http_conn *first;
	unsigned n;
	unsigned cap;
	unsigned header_ms;
	unsigned idle_ms;
	unsigned min_rate; /* bytes a second */
};

/** In: the limits are set. Err: NO_MEMORY when no thread can be had. */
wasl_status http_conns_start(struct http_conns *all,
			     struct wasl_err *err) WASL_MUST_USE;
/** Every connection has been closed before. No-op if it was not started. */
void http_conns_stop(struct http_conns *all);

/**
 * A new connection on `fd`. When there are too many, the one that has been
 * waiting longest is dropped; if none waits, or without memory, this one.
 * NULL then.
 */
struct http_conn *http_conn_open(struct http_conns *all, int fd);
void http_conn_close(struct http_conn *conn);

/** Now receiving, or sending, `n` bytes. */
void http_conn_receives(struct http_conn *conn, uint64_t n);
void http_conn_sends(struct http_conn *conn, uint64_t n);
/** Now at our hands. */
void http_conn_works(struct http_conn *conn);
/** Now waiting for the next request. */
void http_conn_waits(struct http_conn *conn);

#endif
