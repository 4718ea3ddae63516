/* Calls that make something and carry an Idempotency-Key (docs/api.md). */
#ifndef WASL_API_ONCE_H
#define WASL_API_ONCE_H

#include "api/call.h"

/* Characters of a key, visible ones of ASCII. */
#define API_ONCE_KEY_MAX 64

/**
 * Call the handler, or give the answer that the same call got before.
 *
 * Err:  SCHEMA  the key; and as wasl_node_once_begin, and the handler's
 */
wasl_status api_once(struct api_call *call, api_handler handle,
		     struct wasl_err *err) WASL_MUST_USE;

#endif
