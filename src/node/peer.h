/* Partners: from the database and keyd into memory. */
#ifndef WASL_NODE_PEER_H
#define WASL_NODE_PEER_H

#include "dossier/deadline.h"
#include "node/state.h"

/** Every partner of the database; at the start, before other threads run. */
wasl_status node_peers_load(struct wasl_node *node,
			    struct wasl_err *err) WASL_MUST_USE;

/**
 * A partner whose row was just committed: into memory, and open its line. The
 * machine is not started.
 *
 * In:   id, card, name  of the row
 */
wasl_status node_peer_add(struct wasl_node *node, int64_t id, wasl_bytes card,
			  wasl_text name, struct node_peer **out,
			  struct wasl_err *err) WASL_MUST_USE;

/**
 * Whom a word means: a partner's name, or a side that has one service only.
 *
 * Err:  NOT_FOUND  at "/to"
 * Thread: any that holds node->lock, or the writer's.
 */
wasl_status node_peer_meant(struct wasl_node *node, wasl_text word,
			    struct node_peer **out,
			    struct wasl_err *err) WASL_MUST_USE;

/** The two logs in use of a line, in one snapshot of the database. */
struct node_logs {
	int64_t own; /* rows of `log` */
	int64_t mirror;
	uint32_t epoch;
	char mirror_origin[WASL_ORIGIN_MAX + 1];
};

/**
 * Which logs are in use: what other threads than the writer's go by, as those
 * in the peer are of another epoch from one moment to the next.
 *
 * In:   peer  its row alone is used
 * Err:  CORRUPT
 * Thread: any.
 */
wasl_status node_logs_read(struct node_logs *out, struct store_reader *r,
			   const struct node_peer *peer,
			   struct wasl_err *err) WASL_MUST_USE;

/** Sizes of both logs as the database has them; also after an undone group. */
wasl_status node_peer_sizes(struct store_reader *r, struct node_peer *peer,
			    struct wasl_err *err) WASL_MUST_USE;

/** The logs in use, their sizes and receipts, as the database has them. */
wasl_status node_peer_logs(struct store_reader *r, struct node_peer *peer,
			   struct wasl_err *err) WASL_MUST_USE;

/** Keys, line dossier and heads of the epoch that keyd has opened; the logs of
 * the database are those of it. */
wasl_status node_peer_enter(struct wasl_node *node, struct store_reader *r,
			    struct node_peer *peer,
			    struct wasl_err *err) WASL_MUST_USE;

/** Compare with keyd, fold the line dossier; the machine is not started. */
wasl_status node_peer_open(struct wasl_node *node, struct node_peer *peer,
			   struct wasl_err *err) WASL_MUST_USE;

/**
 * A later card of the partner: keyd checks that it follows the pinned one, then
 * its pins and endpoint hold.
 *
 * Err:  as wasl_keyd_line_keys
 */
wasl_status node_peer_card(struct wasl_node *node, struct store_tx *tx,
			   struct node_peer *peer, wasl_bytes card,
			   struct wasl_err *err) WASL_MUST_USE;

/** When the line was suspended, in `arena`. Thread: the writer. */
wasl_status node_peer_suspended(const struct node_peer *peer,
				struct wasl_arena *arena,
				struct wasl_suspended *out,
				struct wasl_err *err) WASL_MUST_USE;

void node_peer_free(struct wasl_node *node, struct node_peer *peer);

#endif
