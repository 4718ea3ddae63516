/*
 * Escalation of clocks that are this side's duty: as time reaches a rung
 * (desk/rung.h) it is recorded, its wake command is called, and of a threat to
 * life the partner is told. What expires is nobody's duty: its warnings are
 * recorded on both sides, and make it a task. Each instant at which runs of a
 * clock are due has rungs of its own. What was passed during an outage is
 * recorded at once. While the line is suspended no rung of a clock that then
 * stands is reached; afterwards each comes so much later.
 */
#ifndef WASL_NODE_ESCALATE_H
#define WASL_NODE_ESCALATE_H

#include "base/arena.h"
#include "desk/rung.h"
#include "dossier/deadline.h"
#include "node/cache.h"

/** A rung that was reached. */
struct wasl_node_rung {
	const char *clock;
	int64_t due_at;
	enum wasl_chain chain;
	int64_t rung; /* from 1 */
	const char *role;
	int64_t at;
	bool told;	  /* the partner was told */
	const char *woke; /* "", "called", "woke", "failed" */
};

/** The first instant at which a run of clock `i` has a rung; 0: none. */
int64_t node_escalation_first(const struct wasl_node *node,
			      const struct node_dossier *d, size_t i,
			      const struct wasl_clock_due *run);

/** The line was suspended, or is not any more: every clock of its dossiers is
 * looked at again. */
wasl_status node_clocks_again(struct store_tx *tx, const struct node_peer *peer,
			      struct wasl_err *err) WASL_MUST_USE;

/** The ticker's: hand out a job if a rung is due. Thread: the ticker. */
void node_escalation_look(struct wasl_node *node);

/** Rungs of a dossier, in their order. */
wasl_status node_escalation_list(struct store_reader *r,
				 struct wasl_arena *arena,
				 struct wasl_node_rung **out, size_t *n,
				 wasl_bytes dossier,
				 struct wasl_err *err) WASL_MUST_USE;

#endif
