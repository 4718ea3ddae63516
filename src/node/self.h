/*
 * Acts that the node itself makes, as their author: rungs of an escalation,
 * drills and their results. No person is named in them. Writer's thread.
 */
#ifndef WASL_NODE_SELF_H
#define WASL_NODE_SELF_H

#include "node/put.h"

/**
 * Make the act and let it leave, in the writer's transaction. What may not
 * leave now, or does not fit the kind, does not: `done` stays false.
 *
 * In:   m       peer, kind, profile, def, and the dossier: NULL with the
 *               opening of a new one; the rest is filled here
 *       fields  as JSON, borrowed
 *       at      its time, Unix seconds
 * Out:  done    it is an act now
 *       waits   for the line, which takes no acts at present
 * Err:  NO_MEMORY, and of the store and keyd
 */
wasl_status node_self_act(struct wasl_node *node, struct store_tx *tx,
			  struct node_making *m, const json_t *fields,
			  int64_t at, bool *done, bool *waits,
			  struct wasl_err *err) WASL_MUST_USE;

#endif
