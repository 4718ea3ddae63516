#include "node/task_page.h"

#include "desk/need.h"

/* --- as far as a page needs ----------------------------------------------- */

void node_task_begin(struct node_task_page *l, bool in_order)
{
	l->scanned = l->taken = 0;
	l->in_order = in_order;
	l->enough = false;
}

bool node_task_next(struct node_task_page *l, struct wasl_rows *rows)
{
	if (l->enough || !wasl_rows_next(rows))
		return false;
	l->scanned++;
	return true;
}

/* The statement gave as much as it was asked for. Of so many at one time, those
 * behind are seen when these are done. */
void node_task_end(struct node_task_page *l)
{
	const struct wasl_task_place edge = {l->last.at, l->last.then, ""};
	const struct wasl_task_place *after = &l->ask->after;

	if (!l->in_order || l->enough || l->scanned < WASL_NODE_TASKS_MAX ||
	    (l->ask->behind && edge.at == after->at &&
	     edge.then == after->then) ||
	    (l->cut && wasl_task_place_cmp(&l->edge, &edge) <= 0))
		return;
	l->edge = edge;
	l->cut = true;
}

bool node_task_is_page(const struct node_task_page *l)
{
	return l->enough || l->cut;
}

int64_t node_task_from_due(const struct node_task_page *l)
{
	return l->ask->behind ? l->ask->after.at : 0;
}

int64_t node_task_from_since(const struct node_task_page *l)
{
	return l->ask->behind && l->ask->after.at == INT64_MAX
		       ? l->ask->after.then
		       : 0;
}

/* --- whose it is --------------------------------------------------------- */

/* Is a dossier given to him, or (whose: UNIT) to his unit? */
static wasl_status given(struct node_task_page *l, bool *out,
			 const struct wasl_task *task, struct wasl_err *err)
{
	bool unit = l->ask->whose == WASL_NODE_UNIT;
	wasl_autorows struct wasl_rows row = {0};
	wasl_status status;

	*out = false;
	if (task->dossier == NULL)
		return WASL_OK;
	status = wasl_store_one(
		&row, &l->r, WASL_SQL_TASK_GIVEN, err,
		WASL_ARGS(wasl_arg_bytes(wasl_bytes_of(task->dossier, 16)),
			  wasl_arg_int(l->actor->id),
			  wasl_arg_str(unit ? l->actor->unit : ""),
			  wasl_arg_int(WASL_NEED_GLASS), wasl_arg_int(l->now)));
	*out = status == WASL_OK;
	return status == WASL_NOT_FOUND ? WASL_OK : status;
}

static bool is_person(const struct node_task_page *l,
		      const struct wasl_task *task)
{
	return strcmp(task->person, l->actor->pseudonym) == 0 ||
	       strcmp(task->person, l->actor->name) == 0;
}

static wasl_status wanted(struct node_task_page *l, bool *out,
			  const struct wasl_task *task, struct wasl_err *err)
{
	enum wasl_node_whose whose = l->ask->whose;

	*out = whose == WASL_NODE_ALL_TASKS || is_person(l, task) ||
	       (whose == WASL_NODE_MINE && task->person[0] == '\0' &&
		(task->roles & l->actor->roles) != 0);
	return *out ? WASL_OK : given(l, out, task, err);
}

static wasl_status append(struct node_task_page *l,
			  const struct wasl_task *task, struct wasl_err *err)
{
	if (l->n == l->room) {
		struct wasl_task *wider;

		l->room = l->room == 0 ? 64 : 4 * l->room;
		wider = wasl_arena_take(l->arena, l->room, sizeof(*wider));
		WASL_TRY(wasl_arena_check(l->arena, err));
		if (l->n > 0)
			memcpy(wider, l->tasks, l->n * sizeof(*wider));
		l->tasks = wider;
	}
	l->tasks[l->n++] = *task;
	l->taken++;
	return WASL_OK;
}

wasl_status node_task_add(struct node_task_page *l,
			  const struct wasl_task *task, struct wasl_err *err)
{
	const struct wasl_task_place here = wasl_task_place_of(task);
	bool done, is_wanted, later;

	if (l->only && (task->dossier == NULL ||
			memcmp(task->dossier, l->of.b, sizeof(l->of.b)) != 0))
		return WASL_OK;
	later = here.at != l->last.at || here.then != l->last.then;
	if (l->in_order && l->taken > l->ask->limit && later)
		l->enough = true;
	l->last = here;
	if (l->enough ||
	    (l->ask->behind && wasl_task_place_cmp(&here, &l->ask->after) <= 0))
		return WASL_OK;
	WASL_TRY(wasl_task_is_done(&l->r, &done, task, err));
	WASL_TRY(wanted(l, &is_wanted, task, err));
	return done || !is_wanted ? WASL_OK : append(l, task, err);
}

void node_task_cut(struct node_task_page *l, struct wasl_node_tasks *out)
{
	struct wasl_task_place last = l->ask->after;

	wasl_task_sort_list(l->tasks, l->n);
	out->tasks = l->tasks;
	for (out->n = 0; out->n < l->n; out->n++) {
		struct wasl_task_place here =
			wasl_task_place_of(&l->tasks[out->n]);

		out->more = out->n == l->ask->limit;
		if (out->more) {
			out->next = last;
			return;
		}
		if (l->cut && wasl_task_place_cmp(&here, &l->edge) >= 0)
			break;
		last = here;
	}
	out->more = l->cut;
	out->next = l->edge;
}
