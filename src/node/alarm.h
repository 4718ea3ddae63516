/* Alarms: kept until they are over, so that a person sees them (spec §7). */
#ifndef WASL_NODE_ALARM_H
#define WASL_NODE_ALARM_H

#include "node/state.h"

void node_alarm_raise(struct wasl_node *node, struct node_peer *peer,
		      enum wasl_line_alarm code, uint64_t a, uint64_t b);
void node_alarm_clear(struct wasl_node *node, struct node_peer *peer,
		      enum wasl_line_alarm code);

/**
 * A fork: have keyd freeze the log, and keep the proof: both notes and the
 * batch or answer that showed it.
 */
void node_alarm_freeze(struct wasl_node *node, struct node_peer *peer,
		       enum wasl_line_log log);

#endif
