#include "node/relief_sheet.h"

#include "desk/right.h"
#include "node/card.h"
#include "node/need.h"
#include "node/task.h"
#include "node/told.h"

/* A watch that ends sooner than this is the one that is over. */
#define SOON_S 3600

/** A sheet in the making. */
struct making {
	struct wasl_node *node;
	struct store_reader *r;
	struct wasl_arena *arena;
	const struct wasl_user *actor;
	int64_t now, until;
	json_t *out;
	size_t left_out;
};

#define TEXT(column) node_told_text(rows, column)

/* Arguments of the need-to-know that the statements share. */
#define SEEN_BY(m)                                                             \
	wasl_arg_bool(node_triage((m)->node, (m)->actor)),                     \
		wasl_arg_str((m)->actor->unit), wasl_arg_int((m)->actor->id),  \
		wasl_arg_int((m)->now)

/* --- parts ---------------------------------------------------------------- */

static json_t *open_row(struct making *m, struct wasl_rows *rows)
{
	static const char *const waits[] = {"", "theirs", "ours"};
	int64_t due = wasl_rows_int(rows, "due_at");
	int64_t waiting = wasl_rows_int(rows, "waits");

	return json_pack("{s:o, s:o, s:o, s:b, s:o, s:o, s:o, s:o, s:o, s:o, "
			 "s:o, s:s}",
			 "reference", TEXT("ref"), "kind", TEXT("kind"), "peer",
			 TEXT("peer"), "own", wasl_rows_bool(rows, "own"),
			 "urgency", TEXT("urgency"), "handling",
			 TEXT("handling"), "state", TEXT("state"), "opened_at",
			 node_told_instant(wasl_rows_int(rows, "opened_at")),
			 "due", TEXT("due_name"), "due_at",
			 node_told_instant(due), "due_local",
			 node_told_local(m->node, rows, due), "waits",
			 waiting >= 0 && waiting < 3 ? waits[waiting] : "");
}

static json_t *clock_row(struct making *m, struct wasl_rows *rows)
{
	int64_t due = wasl_rows_int(rows, "ends_at");

	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:b, s:b, s:o, s:o, s:b, "
			 "s:I}",
			 "reference", TEXT("ref"), "kind", TEXT("kind"), "peer",
			 TEXT("peer"), "urgency", TEXT("urgency"), "clock",
			 TEXT("name"), "ours", wasl_rows_bool(rows, "ours"),
			 "suspended", wasl_rows_bool(rows, "stands"), "due_at",
			 node_told_instant(due), "due_local",
			 node_told_local(m->node, rows, due), "overdue",
			 due < m->now, "rung",
			 (json_int_t)wasl_rows_int(rows, "rungs"));
}

/* One more than fits is read, to know that there are more. */
static wasl_status
add_rows(struct making *m, const char *name, struct wasl_rows *rows,
	 json_t *(*row)(struct making *m, struct wasl_rows *rows),
	 struct wasl_err *err)
{
	json_t *list = json_array();

	json_object_set_new(m->out, name, list);
	while (wasl_rows_next(rows)) {
		if (json_array_size(list) == WASL_RELIEF_ROWS_MAX)
			m->left_out++;
		else
			json_array_append_new(list, row(m, rows));
	}
	return wasl_rows_finish(rows, err);
}

static wasl_status add_open(struct making *m, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_query(
		&rows, m->r, WASL_SQL_RELIEF_OPEN, err,
		WASL_ARGS(SEEN_BY(m), wasl_arg_int(2 * WASL_RELIEF_ROWS_MAX))));
	return add_rows(m, "open", &rows, open_row, err);
}

static wasl_status add_clocks(struct making *m, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_query(
		&rows, m->r, WASL_SQL_RELIEF_CLOCKS, err,
		WASL_ARGS(SEEN_BY(m), wasl_arg_int(m->until),
			  wasl_arg_int(2 * WASL_RELIEF_ROWS_MAX))));
	return add_rows(m, "clocks", &rows, clock_row, err);
}

static json_t *task_row(const struct wasl_task *t, int64_t now)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:b}",
			 "id", t->id, "sort", wasl_task_text(t->sort),
			 "reference", t->ref, "kind", t->kind, "peer", t->peer,
			 "urgency", t->urgency, "what", t->what, "person",
			 t->person, "due_at", node_told_instant(t->due_at),
			 "overdue", t->due_at != 0 && t->due_at < now);
}

/* Beside the clocks, which have a part of their own. */
static wasl_status add_tasks(struct making *m, struct wasl_err *err)
{
	json_t *list = json_array();
	const struct wasl_node_task_ask ask = {.limit = WASL_NODE_TASKS_MAX,
					       .no_clocks = true};
	struct wasl_node_tasks of;

	json_object_set_new(m->out, "tasks", list);
	WASL_TRY(wasl_node_task_list(m->node, m->arena, &of, &ask, m->actor,
				     err));
	for (size_t i = 0; i < of.n; i++) {
		if (of.tasks[i].due_at > m->until)
			continue;
		if (json_array_size(list) == WASL_RELIEF_ROWS_MAX)
			m->left_out++;
		else
			json_array_append_new(list,
					      task_row(&of.tasks[i], m->now));
	}
	return WASL_OK;
}

static wasl_status add_duty(struct making *m, struct wasl_err *err)
{
	const struct wasl_duty_when when = {m->now, m->until, ""};
	json_t *list = json_array();
	struct wasl_duty *duties;
	size_t n;

	json_object_set_new(m->out, "duty", list);
	WASL_TRY(wasl_duty_list(m->r, m->arena, &duties, &n, &when, err));
	for (size_t i = 0; i < n; i++) {
		const struct wasl_duty *d = &duties[i];

		if (json_array_size(list) == WASL_RELIEF_ROWS_MAX) {
			m->left_out++;
			continue;
		}
		json_array_append_new(
			list, json_pack("{s:s, s:s, s:s, s:s, s:s, s:o, s:o}",
					"officer", d->officer, "role",
					wasl_role_name(d->role), "function",
					d->function, "languages", d->languages,
					"telephone", d->telephone, "from",
					node_told_instant(d->from_at), "until",
					node_told_instant(d->until_at)));
	}
	return WASL_OK;
}

static json_t *line_row(const struct wasl_node_line *line, int64_t heard_at)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:b, s:b, s:I, s:o, s:o}",
			 "peer", line->peer, "side", line->side, "state",
			 line->state, "phase", line->phase, "ready",
			 line->ready, "frozen",
			 line->own_frozen || line->mirror_frozen, "waiting",
			 (json_int_t)line->waiting, "receipt_at",
			 node_told_instant(line->receipted_at), "heard_at",
			 node_told_instant(heard_at));
}

struct heard_job {
	struct node_job job;
	const struct wasl_node_status *status;
	int64_t *at; /* of each line; 0: not since the start */
};

/* When the partner last called: only the line's machine knows. */
static wasl_status heard_run(struct wasl_node *node, struct store_tx *tx,
			     struct node_job *job)
{
	struct heard_job *heard = (struct heard_job *)job;
	int64_t now = wasl_clock_now(&node->clock);
	uint64_t ms = wasl_clock_ms(&node->clock);

	(void)tx;
	for (size_t i = 0; i < heard->status->n_lines; i++) {
		const struct node_peer *peer = node_peer_named(
			node, wasl_text_of(heard->status->lines[i].peer));

		heard->at[i] = 0;
		if (peer != NULL && peer->line.heard_ms != 0 &&
		    peer->line.heard_ms <= ms)
			heard->at[i] =
				now -
				(int64_t)((ms - peer->line.heard_ms) / 1000);
	}
	return WASL_OK;
}

static wasl_status add_lines(struct making *m, struct wasl_err *err)
{
	struct wasl_node_status status;
	struct heard_job heard = {.job = {.run = heard_run}, .status = &status};
	json_t *list = json_array();

	json_object_set_new(m->out, "lines", list);
	WASL_TRY(wasl_node_status_get(m->node, m->arena, &status, err));
	heard.at =
		wasl_arena_take(m->arena, status.n_lines + 1, sizeof(int64_t));
	WASL_TRY(wasl_arena_check(m->arena, err));
	WASL_TRY(node_writer_call(m->node->writer, &heard.job, err));
	for (size_t i = 0; i < status.n_lines; i++)
		json_array_append_new(list,
				      line_row(&status.lines[i], heard.at[i]));
	return WASL_OK;
}

static wasl_status add_cards(struct making *m, struct wasl_err *err)
{
	json_t *cards;
	wasl_status status = wasl_node_cards(m->node, &cards, m->actor, err);

	json_object_set_new(m->out, "cards",
			    cards != NULL ? cards : json_array());
	return status;
}

/* --- what cannot wait ------------------------------------------------------
 */

static wasl_status add_vital(struct making *m, struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_read(&r, m->node->store, err));
	WASL_TRY(wasl_store_query(
		&rows, &r, WASL_SQL_RELIEF_VITAL, err,
		WASL_ARGS(SEEN_BY(m), wasl_arg_int(WASL_RELIEF_ROWS_MAX))));
	return add_rows(m, "vital", &rows, clock_row, err);
}

wasl_status wasl_node_vital(struct wasl_node *node, json_t **out,
			    const struct wasl_user *actor, struct wasl_err *err)
{
	struct making m = {.node = node,
			   .actor = actor,
			   .now = wasl_clock_now(&node->clock)};
	wasl_status status;

	*out = NULL;
	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_LIST, err));
	m.out = json_object();
	if (m.out == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "threats to life");
	*out = m.out;
	pthread_rwlock_rdlock(&node->lock);
	status = add_vital(&m, err);
	pthread_rwlock_unlock(&node->lock);
	return status;
}

/* --- all of it ------------------------------------------------------------ */

/* What one snapshot tells. */
static wasl_status collect(struct making *m, struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_status status;

	WASL_TRY(wasl_store_read(&r, m->node->store, err));
	m->r = &r;
	pthread_rwlock_rdlock(&m->node->lock);
	status = add_open(m, err);
	if (status == WASL_OK)
		status = add_clocks(m, err);
	pthread_rwlock_unlock(&m->node->lock);
	if (status == WASL_OK)
		status = add_duty(m, err);
	m->r = NULL;
	return status;
}

wasl_status node_relief_compose(struct wasl_node *node,
				struct wasl_arena *arena, json_t **out,
				int64_t now, int64_t until,
				const struct wasl_user *actor,
				struct wasl_err *err)
{
	struct making m = {.node = node,
			   .arena = arena,
			   .actor = actor,
			   .now = now,
			   .until = until};

	*out = m.out = json_pack("{s:s, s:s, s:s, s:o, s:o, s:s, s:[]}", "node",
				 node->config->node, "side", node->config->side,
				 "officer", actor->name, "at",
				 node_told_instant(now), "until",
				 node_told_instant(until), "text", "", "notes");
	if (m.out == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "a sheet");
	WASL_TRY(collect(&m, err));
	WASL_TRY(add_tasks(&m, err));
	WASL_TRY(add_lines(&m, err));
	WASL_TRY(add_cards(&m, err));
	json_object_set_new(m.out, "left_out",
			    json_integer((json_int_t)m.left_out));
	return WASL_OK;
}

wasl_status node_relief_until(struct wasl_node *node, struct wasl_arena *arena,
			      int64_t *until, int64_t now, struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	const struct wasl_duty_when when = {now + SOON_S, now + SOON_S + 1,
					    wasl_role_name(WASL_ROLE_DUTY)};
	struct wasl_duty *duties;
	size_t n;

	*until = now + WASL_WATCH_SECONDS;
	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(wasl_duty_list(&r, arena, &duties, &n, &when, err));
	for (size_t i = 0; i < n; i++)
		if (i == 0 || duties[i].until_at < *until)
			*until = duties[i].until_at;
	if (*until > now + WASL_WATCH_SECONDS_MAX)
		*until = now + WASL_WATCH_SECONDS_MAX;
	return WASL_OK;
}
