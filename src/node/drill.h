/*
 * Drills of the warning chain (docs/spec §11 `drill`, kinds/drill.json): once a
 * week, at the hour that the treaty profile names on this side's clock, the
 * node begins one; an officer may at any time (wasl duty drill). At the
 * partner's everything goes as with a threat to life, under a kind and a
 * reference that say DRILL. When a person there has acknowledged it, or an hour
 * is over, the node that began it tells both sides the result. A result that is
 * not in time is a task, and an alarm until a later drill is answered in time.
 *
 * `drill` is a projection of the dossiers and can be made again from them.
 */
#ifndef WASL_NODE_DRILL_H
#define WASL_NODE_DRILL_H

#include "node/state.h"

/* A drill that nobody acknowledged for so long was missed. */
#define NODE_DRILL_MISSED_SECONDS 3600

/** Of a drill whose row is written: what is known of it, and the alarm. */
wasl_status node_drill_write(struct wasl_node *node, struct store_tx *tx,
			     const struct node_dossier *d,
			     struct wasl_err *err) WASL_MUST_USE;

/** Something changed that may begin or end one. Writer's thread. */
void node_drill_wake(struct wasl_node *node);

/** The ticker's: hand out a job if one may be due. Thread: the ticker. */
void node_drill_look(struct wasl_node *node);

#endif
