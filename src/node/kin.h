/*
 * Which dossiers belong together on one line: the one that this belongs to, and
 * those that belong to it (docs/spec §12 Parent). Rows, nothing personal; what
 * the officer may not read is counted, not named. Calls from any thread.
 */
#ifndef WASL_NODE_KIN_H
#define WASL_NODE_KIN_H

#include "node/node.h"

/* Children that one answer names; the others are counted as hidden. */
#define WASL_NODE_KIN_MAX 200

/**
 * Open ones first, the next deadline first.
 *
 * In:   dossier  its id
 * Out:  out  {"parent": row or null, "children": [row…], "hidden": n}, a new
 *            reference; the row is what docs/api.md says of `kin`
 * Err:  NO_MEMORY, and those of the store
 */
wasl_status wasl_node_kin(struct wasl_node *node, json_t **out,
			  const uint8_t dossier[static 16],
			  const struct wasl_user *actor,
			  struct wasl_err *err) WASL_MUST_USE;

#endif
