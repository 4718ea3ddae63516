/* What a watch hands over, composed. Instants are RFC 3339; due ones also on
 * the clocks of both sides. For node/relief.c. */
#ifndef WASL_NODE_RELIEF_SHEET_H
#define WASL_NODE_RELIEF_SHEET_H

#include "node/relief.h"
#include "node/state.h"

/**
 * Compose a sheet of what the officer may see. Not on the writer's thread.
 *
 * In:   until  not 0
 * Out:  out    a new reference, on failure too
 */
wasl_status node_relief_compose(struct wasl_node *node,
				struct wasl_arena *arena, json_t **out,
				int64_t now, int64_t until,
				const struct wasl_user *actor,
				struct wasl_err *err) WASL_MUST_USE;

/** The end of the watch that begins now, by the roster. */
wasl_status node_relief_until(struct wasl_node *node, struct wasl_arena *arena,
			      int64_t *until, int64_t now,
			      struct wasl_err *err) WASL_MUST_USE;

#endif
