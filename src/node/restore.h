/*
 * A node that was restored from an old backup fetches its own acts back before
 * it signs anything (spec §7 Start).
 */
#ifndef WASL_NODE_RESTORE_H
#define WASL_NODE_RESTORE_H

#include "node/state.h"

/* Own acts lost since the backup, in bytes; more needs a newer backup. */
#define NODE_RESTORE_MAX ((size_t)1024 * 1024 * 1024)

/** Keep an `acts` answer; how many items it has, 0 if it is not sound. */
uint32_t node_restore_aside(struct node_peer *peer, wasl_bytes body);

/**
 * The effect RESTORE: when all are there, check them against the root that the
 * partner cosigned, store them at once, and say RESTORED.
 */
void node_restore_step(struct wasl_node *node, struct node_peer *peer,
		       uint64_t first, uint32_t count, uint64_t upto);

void node_restore_free(struct node_restore *restore);

#endif
