/*
 * Who is known to this node: the persons of dossiers and lists in memory
 * (watch/persons.h), kept as the database has them.
 *
 *	snapshot ──► persons ◄── change feed, after each commit
 *	    ▲           │
 *	    └───────────┘  when much changed, or a minute after little did; at
 *once after something was destroyed
 *
 * One thread follows the feed. Whoever searches is told up to which change the
 * copy is complete. Without a usable snapshot everybody is read again.
 *
 * Those of open dossiers stand a second time by themselves, so that many can be
 * looked for among these few (node/listed.h). They have no form on disk.
 */
#ifndef WASL_NODE_KNOWN_H
#define WASL_NODE_KNOWN_H

#include "kind/record.h"
#include "store/store.h"
#include "watch/persons.h"

struct wasl_node;
struct node_known;

/* Name of the snapshot in the node's directory. */
#define NODE_KNOWN_FILE "persons.idx"
/* Memory of the copy at most: some forty million names. */
#define NODE_KNOWN_BYTES_MAX ((size_t)4 * 1024 * 1024 * 1024)
/* A search waits so long for changes that are being read. */
#define NODE_KNOWN_WAIT_MS 2000

wasl_status node_known_new(struct node_known **out, struct wasl_node *node,
			   struct wasl_err *err) WASL_MUST_USE;
/** The thread; the writer runs. Err: NO_MEMORY. */
wasl_status node_known_start(struct node_known *known,
			     struct wasl_err *err) WASL_MUST_USE;
/** Ends the thread. NULL is a no-op. */
void node_known_free(struct node_known *known);

/** Something was committed. Any thread; NULL is a no-op. */
void node_known_wake(struct node_known *known);

/** Dossiers that were erased before there were marks are erased here, too: the
 * line tells of them. In the writer's first transaction. */
wasl_status node_known_start_erased(struct wasl_node *node, struct store_tx *tx,
				    struct wasl_err *err) WASL_MUST_USE;

/**
 * A side has erased a dossier (spec §10): nobody of it is known here any more,
 * nor is it told of anybody. In a transaction of the writer; again, or of a
 * dossier that is not this partner's, is nothing.
 *
 * In:   erased  the act of the line dossier
 */
wasl_status node_known_erase(struct wasl_node *node, struct store_tx *tx,
			     int64_t peer_id, const struct wasl_record *erased,
			     struct wasl_err *err) WASL_MUST_USE;

/** How far the copy has come. */
struct node_known_state {
	int64_t position; /* of the change feed: complete up to here … */
	int64_t head;	  /* … of so many, when it was asked */
	bool complete;	  /* nothing is missing, up to `head` */
};

/**
 * The persons, to be searched until node_known_done. Waits a moment for what
 * was committed before the call.
 *
 * Out:  state  tells whether something is still missing
 */
wasl_status node_known_get(struct node_known *known,
			   struct wasl_persons **persons,
			   struct node_known_state *state,
			   struct wasl_err *err) WASL_MUST_USE;
void node_known_done(struct node_known *known);

/** Of those, the persons of open dossiers, their drafts and batches alone;
 * until node_known_done. */
struct wasl_persons *node_known_open(struct node_known *known);

/** For the status of the node. */
struct node_known_status {
	struct wasl_persons_size size;
	struct node_known_state state;
	bool building;		/* everybody is being read again */
	uint64_t ready_ms;	/* from the start to its first completeness */
	bool from_snapshot;	/* … which began with a snapshot */
	uint64_t snapshot_size; /* bytes of the last one; 0: none */
	char fault[WASL_ERR_TEXT_MAX]; /* why it does not go on; "" */
};
wasl_status node_known_status(struct node_known *known,
			      struct node_known_status *out,
			      struct wasl_err *err) WASL_MUST_USE;

#endif
