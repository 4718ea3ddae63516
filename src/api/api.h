/*
 * The node's API (docs/api.md): HTTP/1.1 with JSON on a Unix socket. This room
 * only authenticates, decodes, calls the node and encodes.
 */
#ifndef WASL_API_API_H
#define WASL_API_API_H

#include "node/node.h"

/* The socket's name in the node's directory. */
#define WASL_API_SOCKET "api.sock"

struct wasl_api;

/**
 * Listen on `dir`/api.sock and serve until wasl_api_stop.
 *
 * In:   node  running; borrowed
 *       dir   the node's directory; borrowed
 * Err:  CONFLICT  another node listens there
 *       IO, NO_MEMORY
 */
wasl_status wasl_api_start(struct wasl_api **out, struct wasl_node *node,
			   const char *dir, struct wasl_err *err) WASL_MUST_USE;

/** Waits for running calls. NULL is a no-op. */
void wasl_api_stop(struct wasl_api *api);

#endif
