/* What a person types to be kept at home: a reason, a note, a name. */
#ifndef WASL_NODE_TYPED_H
#define WASL_NODE_TYPED_H

#include "base/status.h"
#include "base/text.h"

/**
 * Is it text of 1 to `most` bytes?
 *
 * In:   at  the member it came in: "/reason". Pure; any thread.
 * Err:  SCHEMA  at that member
 */
wasl_status node_typed(wasl_text text, size_t most, const char *at,
		       struct wasl_err *err) WASL_MUST_USE;

#endif
