/* Where a listener listens, as wasl.json writes it. */
#ifndef WASL_NODE_LISTEN_H
#define WASL_NODE_LISTEN_H

#include "base/bytes.h"

/* "[", an IPv6 address in text, "]", ":" and a port. */
#define WASL_LISTEN_MAX		53
#define WASL_LISTEN_ADDRESS_MAX 45

/**
 * "0.0.0.0:8443" or "[::]:8443" into address and port.
 *
 * Out:  address  numeric, without brackets; undefined where it returns false
 *       port     0 where it says so
 */
bool wasl_listen_split(char address[static WASL_LISTEN_ADDRESS_MAX + 1],
		       uint16_t *port, wasl_text listen);

/** 127.0.0.0/8 or ::1. In: address  as split. */
bool wasl_listen_is_loopback(const char *address);

#endif
