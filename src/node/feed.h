/*
 * What changed, for those who follow it as it happens (event streams): the
 * newest rows of the change feed in memory, each with who may be told of it.
 * Nothing personal is in it.
 *
 *	writer ── commit ── wake ──► thread: reads rows, tells the listener
 *	                                        │
 *	stream of an officer ◄── next(position) ┘
 */
#ifndef WASL_NODE_FEED_H
#define WASL_NODE_FEED_H

#include "desk/draft.h"
#include "desk/task.h"
#include "desk/user.h"
#include "watch/change.h"

struct wasl_node;
struct node_feed;

/* Changes held in memory; whoever is behind all of them reads everything. */
#define WASL_FEED_MAX 2048
/* How often the listener is told that nothing happened, in seconds. */
#define WASL_FEED_BEAT_S 15
/* A dossier's or a partner's name, a list's. */
#define WASL_FEED_NAME_MAX 127

struct wasl_node_event {
	int64_t seq;
	/* "dossier", "draft", "task", "line", "list", "duty", "session" */
	const char *what;
	/* Of the dossier; the partner's or the list's name; "" if none. */
	char reference[WASL_FEED_NAME_MAX + 1];
	int64_t draft; /* its number; 0 */
};

/** How far the feed has been read. Any thread. */
int64_t wasl_node_feed_end(struct wasl_node *node);

/**
 * The next change that the officer may know of.
 *
 * In:   position  where he stands; a position ahead of the feed is lost
 * Out:  position  behind the event, or at the feed's end
 *       out       filled on true
 *       lost      what lies behind `position` is not all held any more: he has
 *	           to read everything; position is the feed's end then
 * Ret:  false  nothing for him, or lost
 * Thread: any; takes no lock but the feed's own, reads no database.
 */
bool wasl_node_feed_next(struct wasl_node *node, struct wasl_node_event *out,
			 int64_t *position, bool *lost,
			 const struct wasl_user *actor);

/**
 * Be told, on the feed's thread, after new changes and on each beat. One
 * listener; NULL: none, and the last call has returned.
 */
typedef void (*wasl_node_heard)(void *ctx, bool beat);
void wasl_node_feed_listen(struct wasl_node *node, wasl_node_heard heard,
			   void *ctx);

/* --- for the node's other parts ------------------------------------------ */

wasl_status node_feed_new(struct node_feed **out, struct wasl_node *node,
			  struct wasl_err *err) WASL_MUST_USE;
/** Err: NO_MEMORY, and those of the store. */
wasl_status node_feed_start(struct node_feed *feed,
			    struct wasl_err *err) WASL_MUST_USE;
/** Something was committed. NULL is a no-op. Any thread. */
void node_feed_wake(struct node_feed *feed);
/** NULL is a no-op. */
void node_feed_free(struct node_feed *feed);

/** Write a change about a partner, an officer, or (0) the roster. */
wasl_status node_feed_note(struct wasl_node *node, struct store_tx *tx,
			   wasl_change_what what, int64_t number,
			   struct wasl_err *err) WASL_MUST_USE;
wasl_status node_feed_draft(struct wasl_node *node, struct store_tx *tx,
			    const struct wasl_draft *draft,
			    struct wasl_err *err) WASL_MUST_USE;
/** Who works on a dossier, or what waits there for somebody. */
wasl_status node_feed_task(struct wasl_node *node, struct store_tx *tx,
			   const struct wasl_dossier_id *id,
			   struct wasl_err *err) WASL_MUST_USE;
/** A task was set aside. */
wasl_status node_feed_done(struct wasl_node *node, struct store_tx *tx,
			   const struct wasl_task *task,
			   struct wasl_err *err) WASL_MUST_USE;

#endif
