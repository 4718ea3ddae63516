/* Rows of dossiers: what a list shows of each, without opening it. */
#ifndef WASL_NODE_INBOX_H
#define WASL_NODE_INBOX_H

#include "desk/task.h"
#include "node/state.h"

/* due_at where no clock runs, in the database. */
#define NODE_INBOX_NEVER INT64_MAX

/** One list in the making; zeroed but for the first four. */
struct node_inbox {
	struct wasl_node *node;
	struct store_reader *r;
	struct wasl_arena *arena;
	const struct wasl_user *actor;
	/* Found out once a list: our log of each partner, and its receipts. */
	struct {
		int64_t peer_id; /* 0: free */
		int64_t log_id;
		uint64_t receipted;
	} lines[WASL_PEERS_MAX];
};

/**
 * A row of the statement dossier_get. Under the library's lock.
 *
 * Out:  out  in the arena
 */
wasl_status node_inbox_row(struct node_inbox *in, struct wasl_node_row *out,
			   struct wasl_rows *row,
			   struct wasl_err *err) WASL_MUST_USE;

/** Add WASL_TASK_APPROVE to `tasks` where a draft of the dossier waits for the
 * officer. */
wasl_status node_inbox_drafts(struct node_inbox *in, uint32_t *tasks,
			      const uint8_t id[static 16],
			      struct wasl_err *err) WASL_MUST_USE;

/** The officer has seen the dossier up to here. In the writer's hands. */
wasl_status node_inbox_read(struct store_tx *tx, const struct wasl_user *actor,
			    const struct wasl_dossier_id *id, uint64_t heard,
			    struct wasl_err *err) WASL_MUST_USE;

#endif
