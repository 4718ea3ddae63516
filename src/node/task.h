/* Tasks and the duty roster, as officers use them. Calls from any thread. */
#ifndef WASL_NODE_TASK_H
#define WASL_NODE_TASK_H

#include "desk/duty.h"
#include "desk/task.h"
#include "node/node.h"

struct wasl_node;

/* Tasks of one answer. */
#define WASL_NODE_TASKS_MAX 2000
/* Late clocks are counted up to here. */
#define WASL_NODE_LATE_MAX 1000

struct wasl_node_task_ask {
	enum wasl_node_whose whose;
	uint32_t limit; /* 1 to WASL_NODE_TASKS_MAX */
	bool behind;	/* only what stands behind `after` */
	struct wasl_task_place after;
	bool no_clocks;	   /* the others alone */
	wasl_text dossier; /* of this one alone, by its reference; empty: all */
};

struct wasl_node_tasks {
	struct wasl_task *tasks; /* in the arena */
	size_t n;
	bool more; /* behind `next`; the page may be short all the same */
	struct wasl_task_place next; /* its key in the arena, or static */
	size_t late; /* clocks that ran out, of all that he may see */
};

/**
 * What waits for somebody, soonest due first. No more is read than the page
 * needs: of each source its next WASL_NODE_TASKS_MAX rows at most.
 *
 * Err:  NOT_FOUND, DENIED  the dossier that is asked for
 */
wasl_status wasl_node_task_list(struct wasl_node *node,
				struct wasl_arena *arena,
				struct wasl_node_tasks *out,
				const struct wasl_node_task_ask *ask,
				const struct wasl_user *actor,
				struct wasl_err *err) WASL_MUST_USE;

/**
 * Set a task aside that no act ends (desk/task.h).
 *
 * In:   id    as the list has it
 * Err:  NOT_FOUND  none of the actor's tasks
 *       CONFLICT, SCHEMA  as wasl_task_done
 */
wasl_status wasl_node_task_done(struct wasl_node *node, wasl_text id,
				wasl_text note, const struct wasl_user *actor,
				struct wasl_err *err) WASL_MUST_USE;

/* For the node's other parts: whom tasks out of acts are for; 0: their author.
 * Pure. */
uint32_t node_task_roles(wasl_task_sort sort);

/* --- duty ---------------------------------------------------------------- */

/** Put an officer on duty; id, and officers with the right DUTY. */
wasl_status wasl_node_duty_add(struct wasl_node *node, int64_t *id,
			       const struct wasl_duty *duty,
			       const struct wasl_user *actor,
			       struct wasl_err *err) WASL_MUST_USE;
wasl_status wasl_node_duty_remove(struct wasl_node *node, int64_t id,
				  const struct wasl_user *actor,
				  struct wasl_err *err) WASL_MUST_USE;

/** The roster of a time, and where nobody is on duty in one of its roles. */
struct wasl_node_roster {
	struct wasl_duty *duties;
	size_t n;
	struct wasl_duty_gap *gaps; /* of `role`; none where it is "" */
	size_t n_gaps;
};

wasl_status wasl_node_roster_get(struct wasl_node *node,
				 struct wasl_arena *arena,
				 struct wasl_node_roster *out,
				 const struct wasl_duty_when *when,
				 const struct wasl_user *actor,
				 struct wasl_err *err) WASL_MUST_USE;

#endif
