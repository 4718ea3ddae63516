/*
 * Kinds and treaty profiles that the node keeps, by hash: what came in acts of
 * the line, and each kind that a kept profile names. Dossiers hold on to the
 * version they began with, so it must outlive the program that shipped it and
 * the file in kinds.d.
 */
#ifndef WASL_NODE_HELD_H
#define WASL_NODE_HELD_H

#include "node/apply.h"

/** Everything the node holds, into its library. At the start, before threads.
 */
wasl_status node_held_load(struct wasl_node *node,
			   struct wasl_err *err) WASL_MUST_USE;

/** Then: keep the kinds that the profiles name. Writer's thread. */
wasl_status node_held_start(struct wasl_node *node, struct store_tx *tx,
			    struct wasl_err *err) WASL_MUST_USE;

/**
 * A kind or a profile came: into the library, and kept. Writer's thread.
 * Err:  as wasl_library_add_kind and wasl_library_add_profile.
 */
wasl_status node_held_add(struct wasl_node *node, struct store_tx *tx,
			  bool as_kind, wasl_bytes file,
			  struct wasl_err *err) WASL_MUST_USE;

#endif
