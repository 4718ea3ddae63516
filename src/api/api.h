/*
 * The node's API (docs/api.md): HTTP/1.1 with JSON on a Unix socket and, for
 * browsers, on TCP. This room only authenticates, decodes, calls the node and
 * encodes.
 */
#ifndef WASL_API_API_H
#define WASL_API_API_H

#include "node/node.h"

/* The socket's name in the node's directory. */
#define WASL_API_SOCKET "api.sock"

struct wasl_api;

/* A link to enrol with, as text. */
#define WASL_API_LINK_MAX 400

/**
 * Listen on `dir`/api.sock, and for browsers where the configuration says so,
 * and serve until wasl_api_stop.
 *
 * In:   node  running; borrowed
 *       dir   the node's directory; borrowed
 * Err:  CONFLICT  another node listens there, or the port is taken
 *       NOT_FOUND, MALFORMED  its certificate
 *       IO, NO_MEMORY
 */
wasl_status wasl_api_start(struct wasl_api **out, struct wasl_node *node,
			   const char *dir, struct wasl_err *err) WASL_MUST_USE;

/** What browsers call it: "http://127.0.0.1:8440"; "" without screens. */
const char *wasl_api_origin(const struct wasl_api *api);

/**
 * The link with which the first administrator sets his password: once, for a
 * day.
 *
 * Err:  NOT_FOUND  no screens, or somebody has signed in before
 */
wasl_status wasl_api_first_link(struct wasl_api *api,
				char out[static WASL_API_LINK_MAX],
				struct wasl_user *who,
				struct wasl_err *err) WASL_MUST_USE;

/** Waits for running calls. NULL is a no-op. */
void wasl_api_stop(struct wasl_api *api);

#endif
