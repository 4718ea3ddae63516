/*
 * The one thread that changes things.
 *
 *	submit ─┐             ┌─ run ─┐
 *	submit ─┼─ take all ──┼─ run ─┼─ commit ── after, after, after
 *	submit ─┘             └─ run ─┘
 *
 * It takes whatever waits, runs it in one transaction and commits once: the
 * group is as large as the last commit was slow, with nothing to tune. Only
 * after the commit may anything leave the house.
 *
 * A job that fails before it wrote is answered alone. One that fails after it
 * wrote spoils the group: the transaction is undone, memory is read again from
 * the database, and the jobs run once more, each in a transaction of its own.
 */
#ifndef WASL_NODE_WRITER_H
#define WASL_NODE_WRITER_H

#include "base/status.h"
#include "store/store.h"

#include <stdint.h>

struct wasl_node;
struct node_writer;
struct node_job;

/* Jobs that may wait at once; more are answered NOT_READY. */
#define NODE_JOBS_MAX 16384
/* Jobs in one transaction: bounds how long a group can take. */
#define NODE_GROUP_MAX 4096

struct node_job {
	/**
	 * Read, decide, then write; may run twice. Returns the job's outcome,
	 * which `after` is given. Any outcome but OK means: nothing written, or
	 * the group is undone (the writer finds out by itself). NULL: the job
	 * needs no transaction, only its turn.
	 */
	wasl_status (*run)(struct wasl_node *node, struct store_tx *tx,
			   struct node_job *job);
	/**
	 * Once, in the writer's thread, after the commit or the failure. It may
	 * free the job: the writer does not touch it again.
	 */
	void (*after)(struct wasl_node *node, struct node_job *job);
	bool internal; /* of the node's own: not refused when many wait */
	struct wasl_node *node; /* for threads that only have the job */
	wasl_status status;
	struct wasl_err err;
	struct node_job *next;
};

/** What the writer needs of the node. */
struct node_writer_ops {
	/** Write what the group's jobs left in memory; before the commit. */
	wasl_status (*flush)(struct wasl_node *node, struct store_tx *tx,
			     struct wasl_err *err);
	/** It is durable: whoever follows the changes may look. */
	void (*committed)(struct wasl_node *node);
	/** A group was undone: read memory again from the database. */
	wasl_status (*reload)(struct wasl_node *node, struct wasl_err *err);
	/** That failed too: nothing runs any more (crash only). */
	void (*dead)(struct wasl_node *node, const struct wasl_err *err);
};

/** Start the thread. Err: NO_MEMORY. */
wasl_status node_writer_start(struct node_writer **out, struct wasl_node *node,
			      struct wasl_store *store,
			      const struct node_writer_ops *ops,
			      struct wasl_err *err) WASL_MUST_USE;

/**
 * Run what waits, then end the thread; from then on jobs are refused, so that
 * other threads may still hand them in until they have ended too. NULL is a
 * no-op.
 */
void node_writer_stop(struct node_writer *writer);
/** After the last thread that could hand in a job. NULL is a no-op. */
void node_writer_free(struct node_writer *writer);

/**
 * Hand in a job; the writer calls `after` exactly once.
 *
 * Err:  NOT_READY  too many wait, or stopping; `after` is not called
 * Thread: any.
 */
wasl_status node_writer_submit(struct node_writer *writer, struct node_job *job,
			       struct wasl_err *err) WASL_MUST_USE;

/** Jobs that wait. Any thread. */
size_t node_writer_waiting(struct node_writer *writer);

/**
 * Hand in a job on the caller's stack and wait for its outcome. `job->after`
 * may be NULL, and must not free the job. Not from the writer's own thread.
 */
wasl_status node_writer_call(struct node_writer *writer, struct node_job *job,
			     struct wasl_err *err) WASL_MUST_USE;

#endif
