/* Lists inside the node: what its status tells of them. */
#ifndef WASL_NODE_LISTS_H
#define WASL_NODE_LISTS_H

#include "node/state.h"
#include "node/watch.h"

/**
 * Add an alarm for each list past its retention, and for each that waits for a
 * second person.
 *
 * In:   out  space for `max`; *n of them are taken already
 */
wasl_status node_list_alarms(struct wasl_node *node, struct store_reader *r,
			     struct wasl_arena *arena,
			     struct wasl_node_alarm *out, size_t *n, size_t max,
			     struct wasl_err *err) WASL_MUST_USE;

#endif
