/* A page of tasks in the making: of each source only what the page needs. */
#ifndef WASL_NODE_TASK_PAGE_H
#define WASL_NODE_TASK_PAGE_H

#include "crypto/id.h"
#include "node/task.h"

/** Zeroed but for node, arena, actor, ask, now and all. */
struct node_task_page {
	struct wasl_node *node;
	struct store_reader r;
	struct wasl_arena *arena;
	const struct wasl_user *actor;
	const struct wasl_node_task_ask *ask;
	int64_t now;
	bool all;		   /* sees every dossier */
	bool only;		   /* of one dossier, that he may see: */
	struct wasl_dossier_id of; /* the least of all ids otherwise … */
	struct wasl_dossier_id to; /* … and the greatest */
	struct wasl_task *tasks;
	size_t n, room;
	/* Of the source that is read. In order: once it has given more than the
	 * page holds, what it has later is not wanted. */
	struct wasl_task_place last;
	size_t scanned, taken;
	bool in_order, enough;
	/* A source was not read to its end: the page ends here at the latest.
	 */
	bool cut;
	struct wasl_task_place edge;
};

/** A source follows; in_order: by its due instant, then its beginning. */
void node_task_begin(struct node_task_page *l, bool in_order);

/** Has the source one more row, and does the page want it? */
bool node_task_next(struct node_task_page *l, struct wasl_rows *rows);

/** The source's rows, WASL_NODE_TASKS_MAX at most, are read. */
void node_task_end(struct node_task_page *l);

/** The source that was read fills the page: it needs nothing later. */
bool node_task_is_page(const struct node_task_page *l);

/** From where a source in order of its due instant begins. */
int64_t node_task_from_due(const struct node_task_page *l);

/** The same of one without due instants, in order of its beginning. */
int64_t node_task_from_since(const struct node_task_page *l);

/** Take it if it stands behind the page before, is not done and is asked for.
 */
wasl_status node_task_add(struct node_task_page *l,
			  const struct wasl_task *task,
			  struct wasl_err *err) WASL_MUST_USE;

/** In order, as far as the page goes; where the next one begins. */
void node_task_cut(struct node_task_page *l, struct wasl_node_tasks *out);

#endif
