#include "node/task_home.h"

#include "base/encode.h"
#include "node/case.h"
#include "node/decision.h"
#include "node/need.h"
#include "node/sealed.h"
#include "watch/watch.h"

#include <inttypes.h>

#define DAY 86400
/* Partners' units over their budget are told this long. */
#define BUDGET_DAYS   30
#define BUDGETS_MAX   200
#define DECISIONS_MAX 500
/* Before its retention is over, a list is a task so long. */
#define LIST_DAYS  7
#define ROLE(name) WASL_ROLE_BIT(WASL_ROLE_##name)

/* What a sealed record is a task of, for whom, until when it matters. */
static const struct {
	wasl_home_sort sort;
	wasl_task_sort task;
	wasl_right right;
	uint32_t roles;
	bool triage; /* the triage desk sees it too */
	bool due;    /* only once its due instant has come */
} kinds[] = {
	{WASL_HOME_HIT, WASL_TASK_REFUSED, WASL_RIGHT_CLEAR, ROLE(DIRECTOR),
	 true, false},
	{WASL_HOME_REFUSED, WASL_TASK_REVIEW, WASL_RIGHT_SUBJECT, ROLE(DPO),
	 false, true},
	{WASL_HOME_SUBJECT, WASL_TASK_SUBJECT, WASL_RIGHT_SUBJECT, ROLE(DPO),
	 false, false},
};

static struct wasl_task task_of(struct wasl_home *home, size_t kind)
{
	char uid[2 * WASL_HOME_UID + 1];
	struct wasl_task task = {
		.sort = kinds[kind].task,
		.dossier = home->dossier.n == 16 ? home->dossier.p : NULL,
		.ref = home->ref,
		.kind = "",
		.peer = "",
		.urgency = "",
		.what = "",
		.person = "",
		.roles = kinds[kind].roles,
		.since = home->at,
		.due_at = home->due_at,
	};

	wasl_hex_write(uid, WASL_BYTES(home->uid));
	wasl_task_name(&task, "%s", uid);
	return task;
}

/* Of one kind. */
struct adding {
	const struct node_home_tasks *h;
	size_t kind;
};

static wasl_status add_one(void *ctx, struct wasl_home *home,
			   struct wasl_err *err)
{
	const struct adding *a = ctx;
	struct wasl_task task = task_of(home, a->kind);

	if (home->state != WASL_HOME_OPEN ||
	    (kinds[a->kind].due && home->due_at > a->h->now))
		return WASL_OK;
	/* It outlives the visit. */
	task.ref = wasl_arena_text(a->h->arena, wasl_text_of(task.ref));
	task.dossier = task.dossier == NULL
			       ? NULL
			       : wasl_arena_copy(a->h->arena, home->dossier).p;
	WASL_TRY(wasl_arena_check(a->h->arena, err));
	return a->h->add(a->h->ctx, &task, err);
}

static wasl_status add_kind(const struct node_home_tasks *h, size_t kind,
			    struct wasl_err *err)
{
	struct adding a = {h, kind};

	if (!wasl_roles_may(h->actor->roles, kinds[kind].right) &&
	    !(kinds[kind].triage && node_triage(h->node, h->actor)))
		return WASL_OK;
	return wasl_home_each(h->r, kinds[kind].sort, (wasl_bytes){NULL, 0},
			      h->now, add_one, &a, err);
}

static const char *text(const struct node_home_tasks *h, struct wasl_rows *rows,
			const char *column)
{
	return wasl_arena_text(h->arena, wasl_rows_text(rows, column));
}

/* The partner's units that asked more often than the treaty has it. */
static wasl_status add_budgets(const struct node_home_tasks *h,
			       struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	if (!node_triage(h->node, h->actor))
		return WASL_OK;
	WASL_TRY(wasl_store_query(
		&rows, h->r, WASL_SQL_BUDGET_OVER, err,
		WASL_ARGS(wasl_arg_int(h->now / DAY - BUDGET_DAYS),
			  wasl_arg_int(BUDGETS_MAX))));
	while (wasl_rows_next(&rows)) {
		int64_t day = wasl_rows_int(&rows, "day");
		struct wasl_task task = {
			.sort = WASL_TASK_BUDGET,
			.ref = "",
			.kind = text(h, &rows, "kind"),
			.peer = text(h, &rows, "peer"),
			.urgency = "",
			.what = text(h, &rows, "unit"),
			.person = "",
			.roles = ROLE(VALIDATOR),
			.since = day * DAY,
		};

		wasl_task_name(&task, "%.24s/%.24s/%.40s/%" PRId64, task.peer,
			       task.kind, task.what, day);
		WASL_TRY(h->add(h->ctx, &task, err));
	}
	return wasl_rows_finish(&rows, err);
}

/* A hit of which one person has said what he thinks, or two differ. */
static struct wasl_task decision_task(const struct node_home_tasks *h,
				      struct wasl_rows *rows)
{
	enum wasl_decision_state state =
		(enum wasl_decision_state)wasl_rows_int(rows, "state");
	struct wasl_task task = {
		.sort = WASL_TASK_DECISION,
		.dossier =
			wasl_arena_copy(h->arena, wasl_rows_bytes(rows, "id"))
				.p,
		.ref = text(h, rows, "ref"),
		.kind = text(h, rows, "kind"),
		.peer = text(h, rows, "peer"),
		.urgency = text(h, rows, "urgency"),
		.what = wasl_decision_state_name(state),
		.person = "",
		.roles =
			state == WASL_DECISION_DIFFERS
				? ROLE(VALIDATOR) | ROLE(DIRECTOR)
				: ROLE(OPERATOR) | ROLE(DUTY) | ROLE(VALIDATOR),
		.since = wasl_rows_int(rows, "at"),
	};

	wasl_task_name(&task, "%" PRId64 "/%d", wasl_rows_int(rows, "decision"),
		       (int)state);
	return task;
}

static wasl_status add_decisions(const struct node_home_tasks *h,
				 struct wasl_err *err)
{
	bool settles = wasl_roles_may(h->actor->roles, WASL_RIGHT_REVIEW);
	wasl_autorows struct wasl_rows rows = {0};

	if (!wasl_roles_may(h->actor->roles, WASL_RIGHT_SEARCH))
		return WASL_OK;
	WASL_TRY(wasl_store_query(
		&rows, h->r, WASL_SQL_TASK_DECISIONS, err,
		WASL_ARGS(wasl_arg_bool(node_triage(h->node, h->actor)),
			  wasl_arg_str(h->actor->unit),
			  wasl_arg_int(h->actor->id), wasl_arg_int(h->now),
			  wasl_arg_int(DECISIONS_MAX))));
	while (wasl_rows_next(&rows)) {
		struct wasl_task task = decision_task(h, &rows);

		if (settles ||
		    wasl_rows_int(&rows, "state") != WASL_DECISION_DIFFERS)
			WASL_TRY(h->add(h->ctx, &task, err));
	}
	return wasl_rows_finish(&rows, err);
}

/* Everybody who has a right by one of his roles. */
static uint32_t roles_with(wasl_right right)
{
	uint32_t roles = 0;

	for (uint32_t role = 0; role < WASL_ROLE_COUNT; role++)
		if (wasl_roles_may(WASL_ROLE_BIT(role), right))
			roles |= WASL_ROLE_BIT(role);
	return roles;
}

/* Lists that are searched no more, or soon: import them anew or remove them.
 * Such a task ends with the list's retention, and with nothing else. */
static wasl_status add_lists(const struct node_home_tasks *h,
			     struct wasl_err *err)
{
	struct wasl_watch_list *lists;
	size_t n;

	if (!wasl_roles_may(h->actor->roles, WASL_RIGHT_IMPORT) &&
	    !wasl_roles_may(h->actor->roles, WASL_RIGHT_SHRED))
		return WASL_OK;
	WASL_TRY(wasl_watch_lists(h->r, h->arena, &lists, &n, err));
	for (size_t i = 0; i < n; i++) {
		struct wasl_task task = {
			.sort = WASL_TASK_LIST,
			.ref = "",
			.kind = "",
			.peer = "",
			.urgency = "",
			.what = lists[i].name,
			.person = "",
			.roles = roles_with(WASL_RIGHT_IMPORT) |
				 roles_with(WASL_RIGHT_SHRED),
			.since = lists[i].imported_at,
			/* The last second of its last day. */
			.due_at = lists[i].retention_at - 1,
		};

		if (task.due_at - LIST_DAYS * DAY > h->now)
			continue;
		wasl_task_name(&task, "%" PRId64 "/%" PRId64, lists[i].id,
			       task.due_at);
		WASL_TRY(h->add(h->ctx, &task, err));
	}
	return WASL_OK;
}

/* Cases that nothing keeps any more, for supervisors who may see them. */
static wasl_status add_case(const struct node_home_tasks *h,
			    const struct wasl_casefile *file,
			    struct wasl_err *err)
{
	struct wasl_task task = {
		.sort = WASL_TASK_CASE,
		.ref = "",
		.kind = file->kind,
		.peer = "",
		.urgency = "",
		.what = file->ref,
		.person = "",
		.roles = roles_with(WASL_RIGHT_APPROVE),
		.since = file->at,
	};
	struct node_case c;
	wasl_status status =
		node_case_get(h->node, h->r, h->arena, &c,
			      wasl_text_of(file->ref), h->actor, err);

	if (status == WASL_DENIED)
		return WASL_OK;
	WASL_TRY(status);
	pthread_rwlock_rdlock(&h->node->lock);
	task.due_at = node_case_kept(h->node, &c);
	pthread_rwlock_unlock(&h->node->lock);
	if (task.due_at == 0 || task.due_at > h->now)
		return WASL_OK;
	wasl_task_name(&task, "%s/%" PRId64, file->ref, task.due_at);
	return h->add(h->ctx, &task, err);
}

static wasl_status add_cases(const struct node_home_tasks *h,
			     struct wasl_err *err)
{
	struct wasl_casefile *files;
	size_t n;

	if (!wasl_roles_may(h->actor->roles, WASL_RIGHT_APPROVE))
		return WASL_OK;
	WASL_TRY(wasl_casefile_ended(h->r, h->arena, &files, &n, err));
	for (size_t i = 0; i < n; i++)
		WASL_TRY(add_case(h, &files[i], err));
	return WASL_OK;
}

wasl_status node_task_home(const struct node_home_tasks *h,
			   struct wasl_err *err)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		WASL_TRY(add_kind(h, i, err));
	WASL_TRY(add_budgets(h, err));
	WASL_TRY(add_decisions(h, err));
	WASL_TRY(add_lists(h, err));
	return add_cases(h, err);
}
