/* Listening sockets; private to this room. */
#ifndef WASL_HTTP_LISTEN_H
#define WASL_HTTP_LISTEN_H

#include "base/bytes.h"

/**
 * Out:  fd    listening, close-on-exec, not blocking; caller closes it
 *       port  that was bound
 * Err:  USAGE, CONFLICT, IO as wasl_http_server_start
 */
wasl_status http_listen_tcp(int *fd, uint16_t *port, const char *address,
			    uint16_t wanted,
			    struct wasl_err *err) WASL_MUST_USE;

/** A Unix socket of mode 0660; a socket that nobody listens on is replaced. */
wasl_status http_listen_unix(int *fd, const char *path,
			     struct wasl_err *err) WASL_MUST_USE;

#endif
