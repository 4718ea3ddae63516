/*
 * Carries out what the line machines say (line/line.h): calls to the partner,
 * requests to keyd, jobs for the writer. Writer's thread only, and never inside
 * a transaction: machines are stepped after commits.
 */
#ifndef WASL_NODE_RUNNER_H
#define WASL_NODE_RUNNER_H

#include "node/state.h"

/** Give the machine its START from what database and keyd hold. */
void node_line_start(struct wasl_node *node, struct node_peer *peer);

/** One event of the given type with no further facts. */
void node_line_say(struct wasl_node *node, struct node_peer *peer,
		   enum wasl_line_event_type type);

/** One event; times and jitter are filled in here. */
void node_line_event(struct wasl_node *node, struct node_peer *peer,
		     const struct wasl_line_event *event);

/** Own acts got an index in the transaction that was just committed. */
void node_line_committed(struct wasl_node *node, struct node_peer *peer);

/** The sizes as they are now, for COMMITTED and MIRRORED. */
void node_line_sizes(struct wasl_line_event *event,
		     const struct node_peer *peer);

/** Start, stop the thread that gives machines their TIMER. */
wasl_status node_ticker_start(struct wasl_node *node,
			      struct wasl_err *err) WASL_MUST_USE;
void node_ticker_stop(struct wasl_node *node);

#endif
