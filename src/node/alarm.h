/* Alarms: kept until they are over, so that a person sees them (spec §7). */
#ifndef WASL_NODE_ALARM_H
#define WASL_NODE_ALARM_H

#include "node/state.h"

void node_alarm_raise(struct wasl_node *node, struct node_peer *peer,
		      enum wasl_line_alarm code, uint64_t a, uint64_t b);
void node_alarm_clear(struct wasl_node *node, struct node_peer *peer,
		      enum wasl_line_alarm code);

/* Longest text of an alarm, with its zero. */
#define NODE_FACT_MAX 256

/**
 * One of several alarms about one matter stands, the last that was raised.
 *
 * In:      code      NULL: it stays as it is; static
 * In-out:  standing  which does
 */
void node_alarm_stands(struct wasl_node *node, struct node_peer *peer,
		       const char **standing, const char *code,
		       const char *fact);

/**
 * Own acts no longer count, in the dossiers of those references ("": nothing);
 * stands until persons have seen it.
 */
wasl_status node_alarm_lost(struct wasl_node *node, struct store_tx *tx,
			    struct node_peer *peer, const char *references,
			    struct wasl_err *err) WASL_MUST_USE;

/**
 * A fork: have keyd freeze the log, and keep the proof: both notes and the
 * batch or answer that showed it.
 */
void node_alarm_freeze(struct wasl_node *node, struct node_peer *peer,
		       enum wasl_line_log log);

#endif
