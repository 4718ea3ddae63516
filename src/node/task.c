#include "node/task.h"

#include "base/encode.h"
#include "dossier/linestate.h"
#include "kind/fault.h"
#include "node/feed.h"
#include "node/need.h"
#include "node/put.h"
#include "node/task_home.h"
#include "node/task_page.h"

#include <inttypes.h>

#define DAY 86400
/* Returned drafts older than this wait for nobody any more. */
#define RETURNED_DAYS 90
#define ROLE(name)    WASL_ROLE_BIT(WASL_ROLE_##name)

static const char *text(struct node_task_page *l, struct wasl_rows *rows,
			const char *column)
{
	return wasl_arena_text(l->arena, wasl_rows_text(rows, column));
}

/* What rows about a dossier share. */
static struct wasl_task of_dossier(struct node_task_page *l,
				   struct wasl_rows *rows, wasl_task_sort sort)
{
	wasl_bytes id = wasl_arena_copy(l->arena, wasl_rows_bytes(rows, "id"));

	return (struct wasl_task){
		.sort = sort,
		.dossier = id.n == 16 ? id.p : NULL,
		.ref = text(l, rows, "ref"),
		.kind = text(l, rows, "kind"),
		.peer = text(l, rows, "peer"),
		.urgency = text(l, rows, "urgency"),
		.what = "",
		.person = "",
	};
}

static const char *hex(char out[33], const struct wasl_task *task)
{
	wasl_hex_write(out, wasl_bytes_of(task->dossier, 16));
	return out;
}

/* --- what there is ------------------------------------------------------- */

/* Whoever an escalation has reached has the task as well, also by the kind's
 * own wish. */
static uint32_t reached(const struct node_task_page *l,
			const struct wasl_task *task, int64_t stood,
			wasl_text called)
{
	const struct wasl_desk_config *desk = &l->node->config->desk;
	const struct wasl_rungs rungs = {WASL_CHAIN_PERCENT, desk->rungs,
					 desk->n_rungs};
	uint32_t roles = 0;

	if (called.n == 0 || wasl_roles_parse(&roles, called, NULL) != WASL_OK)
		roles = 0;
	for (size_t i = 0; i < desk->n_rungs; i++)
		if (wasl_rung_at(&rungs, task->since, task->due_at - stood,
				 i) <= l->now - stood)
			roles |= WASL_ROLE_BIT(desk->rungs[i].role);
	return roles;
}

static wasl_status add_clock(struct node_task_page *l, struct wasl_rows *rows,
			     struct wasl_err *err)
{
	struct wasl_task task = of_dossier(l, rows, WASL_TASK_CLOCK);
	int64_t due = wasl_rows_int(rows, "due_at");
	int64_t stood = wasl_rows_int(rows, "stood");
	uint8_t profile[32];
	char id[33];

	task.what = text(l, rows, "name");
	task.since = wasl_rows_int(rows, "started_at");
	task.due_at = due + stood;
	task.rung = wasl_rows_int(rows, "rungs");
	wasl_rows_copy(rows, "profile_hash", profile, sizeof(profile));
	node_local(l->node, task.local, profile, task.due_at);
	task.roles = wasl_rows_bool(rows, "ours")
			     ? reached(l, &task, stood,
				       wasl_rows_text(rows, "called"))
			     : ROLE(OPERATOR) | ROLE(DUTY);
	wasl_task_name(&task, "%s/%" PRId64 "/%" PRId64, hex(id, &task),
		       wasl_rows_int(rows, "number"), due);
	return node_task_add(l, &task, err);
}

/* Arguments of the need-to-know that the statements share. */
#define SEEN_BY(l)                                                             \
	wasl_arg_bool((l)->all), wasl_arg_str((l)->actor->unit),               \
		wasl_arg_int((l)->actor->id), wasl_arg_int((l)->now)
/* Of which dossiers. */
#define AMONG(l)                                                               \
	wasl_arg_bytes(wasl_dossier_id_bytes(&(l)->of)),                       \
		wasl_arg_bytes(wasl_dossier_id_bytes(&(l)->to))

static wasl_status query_clocks(struct node_task_page *l,
				struct wasl_rows *rows, struct wasl_err *err)
{
	if (l->only)
		return wasl_store_query(
			rows, &l->r, WASL_SQL_TASK_CLOCKS_OF, err,
			WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(&l->of)),
				  wasl_arg_int(WASL_NODE_TASKS_MAX)));
	return wasl_store_query(rows, &l->r, WASL_SQL_TASK_CLOCKS, err,
				WASL_ARGS(SEEN_BY(l),
					  wasl_arg_int(WASL_NODE_TASKS_MAX),
					  wasl_arg_int(node_task_from_due(l))));
}

static wasl_status add_clocks(struct node_task_page *l, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(query_clocks(l, &rows, err));
	node_task_begin(l, true);
	while (node_task_next(l, &rows))
		WASL_TRY(add_clock(l, &rows, err));
	node_task_end(l);
	return wasl_rows_finish(&rows, err);
}

/* For whom tasks out of acts are, where they are not their author's. */
uint32_t node_task_roles(wasl_task_sort sort)
{
	switch (sort) {
	case WASL_TASK_CONFIRM:
	case WASL_TASK_PERMISSION:
		return ROLE(VALIDATOR);
	case WASL_TASK_PROSECUTE:
		return ROLE(JUDICIAL) | ROLE(VALIDATOR);
	case WASL_TASK_DRILL:
		return ROLE(VALIDATOR) | ROLE(DIRECTOR);
	case WASL_TASK_APPLY:
	case WASL_TASK_REMOVE:
		return ROLE(OPERATOR) | ROLE(DUTY) | ROLE(VALIDATOR);
	case WASL_TASK_APPROVE:
	case WASL_TASK_BATCH:
	case WASL_TASK_BUDGET:
	case WASL_TASK_CASE:
	case WASL_TASK_CLOCK:
	case WASL_TASK_CROSSED:
	case WASL_TASK_DECISION:
	case WASL_TASK_KNOWN:
	case WASL_TASK_LIST:
	case WASL_TASK_REFUSED:
	case WASL_TASK_REJECTED:
	case WASL_TASK_RETENTION:
	case WASL_TASK_RETURNED:
	case WASL_TASK_REVIEW:
	case WASL_TASK_SUBJECT:
	case WASL_TASK_TRIAGE:
	case WASL_TASKS:
		return 0;
	}
	return 0;
}

static wasl_status add_todo(struct node_task_page *l, struct wasl_rows *rows,
			    struct wasl_err *err)
{
	uint64_t sort = wasl_rows_u64(rows, "sort");
	struct wasl_task task = of_dossier(l, rows, (wasl_task_sort)sort);
	char id[33];

	if (sort >= WASL_TASKS)
		return wasl_fail(err, WASL_CORRUPT, "a task's sort");
	task.what = text(l, rows, "act");
	task.since = wasl_rows_int(rows, "since");
	task.roles = node_task_roles(task.sort);
	if (task.roles == 0)
		task.person = text(l, rows, "author");
	wasl_task_name(&task, "%s/%d/%" PRIu64 "/%" PRIu64, hex(id, &task),
		       wasl_rows_bool(rows, "own"),
		       wasl_rows_u64(rows, "epoch"),
		       wasl_rows_u64(rows, "idx"));
	return node_task_add(l, &task, err);
}

static wasl_status add_todos(struct node_task_page *l, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_query(
		&rows, &l->r, WASL_SQL_TASK_TODOS, err,
		WASL_ARGS(SEEN_BY(l), wasl_arg_str(l->actor->pseudonym),
			  wasl_arg_int(WASL_NODE_TASKS_MAX),
			  wasl_arg_int(node_task_from_since(l)), AMONG(l))));
	node_task_begin(l, true);
	while (node_task_next(l, &rows))
		WASL_TRY(add_todo(l, &rows, err));
	node_task_end(l);
	return wasl_rows_finish(&rows, err);
}

static wasl_status add_triage(struct node_task_page *l, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	char id[33];

	if (!node_triage(l->node, l->actor))
		return WASL_OK;
	WASL_TRY(wasl_store_query(
		&rows, &l->r, WASL_SQL_TASK_TRIAGE, err,
		WASL_ARGS(wasl_arg_int(WASL_NODE_TASKS_MAX),
			  wasl_arg_int(node_task_from_since(l)), AMONG(l))));
	node_task_begin(l, true);
	while (node_task_next(l, &rows)) {
		struct wasl_task task = of_dossier(l, &rows, WASL_TASK_TRIAGE);

		task.since = wasl_rows_int(&rows, "opened_at");
		task.roles = ROLE(OPERATOR) | ROLE(DUTY);
		wasl_task_name(&task, "%s", hex(id, &task));
		WASL_TRY(node_task_add(l, &task, err));
	}
	node_task_end(l);
	return wasl_rows_finish(&rows, err);
}

/* Known? Already asked? Whoever works on it looks, as he may. */
static wasl_status add_known(struct node_task_page *l, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	char id[33];

	WASL_TRY(wasl_store_query(
		&rows, &l->r, WASL_SQL_TASK_KNOWN, err,
		WASL_ARGS(SEEN_BY(l), wasl_arg_int(WASL_NODE_TASKS_MAX),
			  wasl_arg_int(node_task_from_since(l)), AMONG(l))));
	node_task_begin(l, true);
	while (node_task_next(l, &rows)) {
		struct wasl_task task = of_dossier(l, &rows, WASL_TASK_KNOWN);
		bool lists = wasl_rows_int(&rows, "lists") > 0;
		bool dossiers = wasl_rows_int(&rows, "dossiers") > 0;

		task.what = lists && dossiers ? "list, dossier"
			    : lists	      ? "list"
					      : "dossier";
		task.since = wasl_rows_int(&rows, "at");
		task.roles = ROLE(OPERATOR) | ROLE(DUTY) | ROLE(VALIDATOR);
		/* One that comes again is not done yet. */
		wasl_task_name(&task, "%s/%" PRId64, hex(id, &task),
			       task.since);
		WASL_TRY(node_task_add(l, &task, err));
	}
	node_task_end(l);
	return wasl_rows_finish(&rows, err);
}

/* A table of persons that came with faults: somebody asks the partner. */
static wasl_status add_batches(struct node_task_page *l, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_query(&rows, &l->r, WASL_SQL_TASK_BATCHES, err,
				  WASL_ARGS(SEEN_BY(l),
					    wasl_arg_int(WASL_NODE_TASKS_MAX),
					    AMONG(l))));
	node_task_begin(l, false);
	while (node_task_next(l, &rows)) {
		struct wasl_task task = of_dossier(l, &rows, WASL_TASK_BATCH);
		char hash[65];

		wasl_hex_write(hash, wasl_rows_bytes(&rows, "hash"));
		task.since = wasl_rows_int(&rows, "checked_at");
		task.roles = ROLE(OPERATOR) | ROLE(DUTY);
		wasl_task_name(&task, "%s", hash);
		WASL_TRY(node_task_add(l, &task, err));
	}
	return wasl_rows_finish(&rows, err);
}

static wasl_status add_draft(struct node_task_page *l,
			     const struct wasl_node_draft *d,
			     struct wasl_err *err)
{
	struct wasl_task task = {
		.sort = WASL_TASK_APPROVE,
		.dossier = d->draft.dossier_id,
		.ref = d->ref,
		.kind = d->draft.kind,
		.peer = d->peer,
		.urgency = "",
		.what = d->draft.act,
		.person = "",
		.roles = d->draft.roles,
		.since = d->draft.created_at,
		.draft = d->draft.id,
	};

	if (wasl_act_may_approve(d->draft.author_id, l->actor->id,
				 l->actor->roles, d->draft.roles,
				 NULL) != WASL_OK)
		return WASL_OK;
	wasl_task_name(&task, "%" PRId64, d->draft.id);
	return node_task_add(l, &task, err);
}

static wasl_status add_returned(struct node_task_page *l, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_query(
		&rows, &l->r, WASL_SQL_TASK_RETURNED, err,
		WASL_ARGS(wasl_arg_int(l->actor->id),
			  wasl_arg_int(l->now - (int64_t)RETURNED_DAYS * DAY),
			  wasl_arg_int(WASL_NODE_TASKS_MAX), AMONG(l))));
	node_task_begin(l, false);
	while (node_task_next(l, &rows)) {
		wasl_bytes id = wasl_arena_copy(
			l->arena, wasl_rows_bytes(&rows, "dossier_id"));
		struct wasl_task task = {
			.sort = WASL_TASK_RETURNED,
			.dossier = id.n == 16 ? id.p : NULL,
			.ref = text(l, &rows, "ref"),
			.kind = text(l, &rows, "kind"),
			.peer = text(l, &rows, "peer"),
			.urgency = text(l, &rows, "urgency"),
			.what = text(l, &rows, "act"),
			.person = l->actor->pseudonym,
			.since = wasl_rows_int(&rows, "decided_at"),
			.draft = wasl_rows_int(&rows, "draft"),
		};

		wasl_task_name(&task, "%" PRId64, task.draft);
		WASL_TRY(node_task_add(l, &task, err));
	}
	return wasl_rows_finish(&rows, err);
}

/* --- retention ----------------------------------------------------------- */

/* Days that the profile keeps a closed dossier of this kind; -1: it does not
 * say. */
static int64_t days_of(const struct node_task_page *l, struct wasl_rows *rows,
		       const char *kind)
{
	const struct wasl_profile *profile;
	const json_t *days;
	struct wasl_hash hash;
	char path[96];

	wasl_rows_copy(rows, "profile_hash", hash.b, sizeof(hash.b));
	profile = wasl_library_profile(&l->node->library, &hash);
	if (profile == NULL)
		return -1;
	snprintf(path, sizeof(path), "$profile/retention_days/%s", kind);
	days = wasl_profile_get(profile, (wasl_text){"", 0}, path);
	return json_is_integer(days) ? json_integer_value(days) : -1;
}

static wasl_status add_closed(struct node_task_page *l, struct wasl_rows *rows,
			      struct wasl_err *err)
{
	struct wasl_task task = of_dossier(l, rows, WASL_TASK_RETENTION);
	int64_t days = days_of(l, rows, task.kind);
	char id[33];

	task.since = wasl_rows_int(rows, "changed_at");
	task.due_at = task.since + days * DAY;
	task.roles = ROLE(DPO);
	if (days < 0 || task.due_at > l->now)
		return WASL_OK;
	wasl_task_name(&task, "%s/%" PRId64, hex(id, &task), task.due_at);
	return node_task_add(l, &task, err);
}

static wasl_status add_retention(struct node_task_page *l, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	if ((l->actor->roles & ROLE(DPO)) == 0)
		return WASL_OK;
	WASL_TRY(wasl_store_query(&rows, &l->r, WASL_SQL_TASK_CLOSED, err,
				  WASL_ARGS(wasl_arg_int(l->now),
					    wasl_arg_int(WASL_NODE_TASKS_MAX),
					    AMONG(l))));
	node_task_begin(l, false);
	while (node_task_next(l, &rows))
		WASL_TRY(add_closed(l, &rows, err));
	return wasl_rows_finish(&rows, err);
}

struct hold_job {
	struct node_job job;
	struct node_task_page *l;
};

/* Does a hold of either side keep the dossier? */
static bool is_held(struct wasl_node *node, const struct wasl_task *task,
		    int64_t now)
{
	const struct wasl_known all = WASL_KNOWN_ALL;
	struct node_peer *peer =
		node_peer_named(node, wasl_text_of(task->peer));
	struct wasl_dossier_id id;
	struct wasl_erasure e;

	if (peer == NULL)
		return false;
	memcpy(id.b, task->dossier, sizeof(id.b));
	e = wasl_linestate_erasure(&peer->state, &all, &id);
	return e.hold_until[0] > now || e.hold_until[1] > now;
}

/* What is held needs no erasure yet; only the writer knows. */
static wasl_status hold_run(struct wasl_node *node, struct store_tx *tx,
			    struct node_job *job)
{
	struct node_task_page *l = ((struct hold_job *)job)->l;
	size_t kept = 0;

	(void)tx;
	for (size_t i = 0; i < l->n; i++)
		if (l->tasks[i].sort != WASL_TASK_RETENTION ||
		    !is_held(node, &l->tasks[i], l->now))
			l->tasks[kept++] = l->tasks[i];
	l->n = kept;
	return WASL_OK;
}

/* --- all of them --------------------------------------------------------- */

static wasl_status add_home(void *ctx, const struct wasl_task *task,
			    struct wasl_err *err)
{
	return node_task_add(ctx, task, err);
}

/* What is due at no instant, behind all that is. */
static wasl_status add_undated(struct node_task_page *l,
			       const struct wasl_node_draft *drafts, size_t n,
			       struct wasl_err *err)
{
	node_task_begin(l, false);
	for (size_t i = 0; i < n; i++)
		WASL_TRY(add_draft(l, &drafts[i], err));
	WASL_TRY(add_todos(l, err));
	WASL_TRY(add_triage(l, err));
	WASL_TRY(add_known(l, err));
	WASL_TRY(add_batches(l, err));
	return add_returned(l, err);
}

/* Of which dossiers: of one, or of all. */
static wasl_status find_dossier(struct node_task_page *l, struct wasl_err *err)
{
	struct node_peer *peer;

	l->only = l->ask->dossier.n > 0;
	if (!l->only) {
		memset(l->of.b, 0x00, sizeof(l->of.b));
		memset(l->to.b, 0xff, sizeof(l->to.b));
		return WASL_OK;
	}
	WASL_TRY(node_find_ref(l->node, &l->r, l->ask->dossier, &peer, &l->of,
			       err));
	l->to = l->of;
	return node_need_check(l->node, &l->r, &l->of, l->actor, err);
}

static wasl_status count_late(struct node_task_page *l, size_t *out,
			      struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};

	WASL_TRY(wasl_store_one(&row, &l->r, WASL_SQL_TASK_LATE, err,
				WASL_ARGS(SEEN_BY(l), wasl_arg_int(l->now),
					  wasl_arg_int(WASL_NODE_LATE_MAX))));
	*out = wasl_rows_u64(&row, "n");
	return wasl_rows_finish(&row, err);
}

/* Everything that one snapshot tells. */
static wasl_status collect(struct node_task_page *l,
			   const struct wasl_node_draft *drafts, size_t n,
			   struct wasl_err *err)
{
	const struct node_home_tasks home = {
		l->node, &l->r, l->arena, l->actor, l->now, add_home, l};
	wasl_status status = WASL_OK;
	bool page;

	pthread_rwlock_rdlock(&l->node->lock);
	node_task_begin(l, true);
	if (!l->ask->no_clocks)
		status = add_clocks(l, err);
	page = node_task_is_page(l);
	if (status == WASL_OK)
		status = add_retention(l, err);
	pthread_rwlock_unlock(&l->node->lock);
	WASL_TRY(status);
	node_task_begin(l, false);
	WASL_TRY(node_task_home(&home, err));
	return page ? WASL_OK : add_undated(l, drafts, n, err);
}

static wasl_status read_tasks(struct node_task_page *l, size_t *late,
			      struct wasl_err *err)
{
	struct hold_job hold = {.job = {.run = hold_run}, .l = l};
	struct wasl_node_draft *drafts = NULL;
	size_t n = 0;
	wasl_status status;

	/* The writer's own, before and after the snapshot. */
	WASL_TRY(wasl_node_draft_list(l->node, l->arena, &drafts, &n, l->actor,
				      err));
	WASL_TRY(wasl_store_read(&l->r, l->node->store, err));
	status = find_dossier(l, err);
	if (status == WASL_OK)
		status = collect(l, drafts, n, err);
	if (status == WASL_OK)
		status = count_late(l, late, err);
	wasl_store_read_end(&l->r);
	WASL_TRY(status);
	if ((l->actor->roles & ROLE(DPO)) == 0)
		return WASL_OK;
	return node_writer_call(l->node->writer, &hold.job, err);
}

wasl_status wasl_node_task_list(struct wasl_node *node,
				struct wasl_arena *arena,
				struct wasl_node_tasks *out,
				const struct wasl_node_task_ask *ask,
				const struct wasl_user *actor,
				struct wasl_err *err)
{
	struct node_task_page l = {
		.node = node,
		.arena = arena,
		.actor = actor,
		.ask = ask,
		.now = wasl_clock_now(&node->clock),
		.all = node_triage(node, actor),
	};

	*out = (struct wasl_node_tasks){0};
	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_STATUS, err));
	WASL_TRY(read_tasks(&l, &out->late, err));
	node_task_cut(&l, out);
	return wasl_arena_check(arena, err);
}

/* --- setting one aside --------------------------------------------------- */

struct done_job {
	struct node_job job;
	const struct wasl_task *task;
	const struct wasl_user *actor;
	wasl_text note;
};

static wasl_status done_run(struct wasl_node *node, struct store_tx *tx,
			    struct node_job *job)
{
	struct done_job *done = (struct done_job *)job;

	WASL_TRY(wasl_task_done(tx, done->task, done->actor->id, done->note,
				wasl_clock_now(&node->clock), &job->err));
	return node_feed_done(node, tx, done->task, &job->err);
}

wasl_status wasl_node_task_done(struct wasl_node *node, wasl_text id,
				wasl_text note, const struct wasl_user *actor,
				struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init((size_t)16 * 1024 * 1024);
	struct done_job job = {
		.job = {.run = done_run}, .actor = actor, .note = note};
	const struct wasl_node_task_ask ask = {.limit = WASL_NODE_TASKS_MAX,
					       .no_clocks = true};
	struct wasl_node_tasks of;

	WASL_TRY(wasl_node_task_list(node, &arena, &of, &ask, actor, err));
	for (size_t i = 0; i < of.n; i++)
		if (wasl_text_is(id, of.tasks[i].id))
			job.task = &of.tasks[i];
	if (job.task == NULL)
		return wasl_fault_of(err, WASL_NOT_FOUND, "", "task-none",
				     WASL_FAULT_T("id", id));
	if (job.task->person[0] != '\0' &&
	    strcmp(job.task->person, actor->pseudonym) != 0)
		return wasl_fault_of(
			err, WASL_DENIED, "", "task-other",
			WASL_FAULT_T("officer",
				     wasl_text_of(job.task->person)));
	return node_writer_call(node->writer, &job.job, err);
}
