/* Between the parts of node/known.h. */
#ifndef WASL_NODE_KNOWN_INNER_H
#define WASL_NODE_KNOWN_INNER_H

#include "node/known.h"
#include "node/state.h"

#include <pthread.h>
#include <stdatomic.h>

/* Dossiers whose keys are unwrapped in one exchange with keyd. */
#define KNOWN_BATCH 256

struct node_known {
	struct wasl_node *node;
	pthread_t thread;
	bool started;

	pthread_mutex_t lock; /* guards what follows, to `swap` */
	pthread_cond_t wake;  /* something was committed, or stop */
	pthread_cond_t moved; /* `position` rose, or the state changed */
	bool woken;
	bool building;
	bool ready; /* it was complete once */
	bool from_snapshot;
	int64_t position;
	uint64_t begun_ms, ready_ms;
	uint64_t snapshot_size;
	char fault[WASL_ERR_TEXT_MAX];

	pthread_rwlock_t swap; /* held for reading while `persons` is used */
	struct wasl_persons *persons;
	struct wasl_persons *open; /* of these, those of open dossiers */

	/* Of the thread alone, but `stop`. */
	volatile bool stop;
	struct wasl_persons_entry *entry;
	struct wasl_secret *keys[KNOWN_BATCH];
	struct wasl_secret_pool *pool;
	size_t changed;	     /* persons since the last snapshot */
	bool reading_all;    /* nobody is told who was known before */
	bool destroyed;	     /* a snapshot holds what must be gone */
	uint64_t written_ms; /* of the last snapshot, or try */
	uint64_t pause_ms;   /* until the next, where little changed */
	uint32_t bucket;     /* of the snapshot that is there; 0: none */
};

/** Tell how far it has come. */
void known_move(struct node_known *known, int64_t position);
/** GONE if it is to stop. */
wasl_status known_pause(const struct node_known *known,
			struct wasl_err *err) WASL_MUST_USE;

/**
 * Take in what changed after `position`, some of it.
 *
 * Out:  more  there may be others
 * Err:  GONE  the feed does not reach back so far, or the node stops
 */
wasl_status known_follow(struct node_known *known, bool *more,
			 struct wasl_err *err) WASL_MUST_USE;
/** Those of open dossiers, as the database has it, out of the persons. */
wasl_status known_read_open(struct node_known *known,
			    struct wasl_err *err) WASL_MUST_USE;
/** Everybody, into the empty persons; leaves the position. */
wasl_status known_read_all(struct node_known *known, int64_t *position,
			   struct wasl_err *err) WASL_MUST_USE;

/**
 * A dossier has come that was not known before: tell the desk if somebody of it
 * is known elsewhere.
 *
 * In:   d  id, key and kind are set; its persons are in memory
 */
wasl_status known_note(struct node_known *known, struct store_reader *r,
		       const struct node_dossier *d,
		       struct wasl_err *err) WASL_MUST_USE;

/** Put other persons in place of those that are there, nobody of them yet in
 * an open dossier. Err: NO_MEMORY: `persons` are freed. */
wasl_status known_swap(struct node_known *known, struct wasl_persons *persons,
		       struct wasl_err *err) WASL_MUST_USE;

/**
 * Load the snapshot into fresh persons.
 *
 * Err:  any: there is none that is of use
 */
wasl_status known_load(struct node_known *known, struct wasl_persons **out,
		       int64_t *position, struct wasl_err *err) WASL_MUST_USE;
/** Write one, under a key of its own; the older key is destroyed. */
wasl_status known_save(struct node_known *known,
		       struct wasl_err *err) WASL_MUST_USE;

#endif
