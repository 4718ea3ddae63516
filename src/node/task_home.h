/* Tasks out of what stays at home: remembered refusals, files of persons who
 * ask, true grounds, budgets. */
#ifndef WASL_NODE_TASK_HOME_H
#define WASL_NODE_TASK_HOME_H

#include "desk/task.h"
#include "node/node.h"

/** Who asks, and where tasks go. */
struct node_home_tasks {
	struct wasl_node *node;
	struct store_reader *r;
	struct wasl_arena *arena;
	const struct wasl_user *actor;
	int64_t now;
	wasl_status (*add)(void *ctx, const struct wasl_task *task,
			   struct wasl_err *err);
	void *ctx;
};

/** Hand out those that the actor may see. */
wasl_status node_task_home(const struct node_home_tasks *home,
			   struct wasl_err *err) WASL_MUST_USE;

#endif
