#include "node/task_home.h"

#include "base/encode.h"
#include "node/need.h"
#include "node/sealed.h"

#include <inttypes.h>

#define DAY 86400
/* Partners' units over their budget are told this long. */
#define BUDGET_DAYS 30
#define BUDGETS_MAX 200
#define ROLE(name)  WASL_ROLE_BIT(WASL_ROLE_##name)

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

static wasl_status add_kind(const struct node_home_tasks *h, size_t kind,
			    struct wasl_err *err)
{
	struct wasl_home *homes;
	size_t n;

	if (!wasl_roles_may(h->actor->roles, kinds[kind].right) &&
	    !(kinds[kind].triage && node_triage(h->node, h->actor)))
		return WASL_OK;
	WASL_TRY(wasl_home_list(h->r, h->arena, &homes, &n, kinds[kind].sort,
				(wasl_bytes){NULL, 0}, h->now, err));
	for (size_t i = 0; i < n; i++) {
		struct wasl_task task = task_of(&homes[i], kind);

		if (homes[i].state != WASL_HOME_OPEN ||
		    (kinds[kind].due && homes[i].due_at > h->now))
			continue;
		WASL_TRY(h->add(h->ctx, &task, err));
	}
	return WASL_OK;
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
			.kind = wasl_arena_text(h->arena,
						wasl_rows_text(&rows, "kind")),
			.peer = wasl_arena_text(h->arena,
						wasl_rows_text(&rows, "peer")),
			.urgency = "",
			.what = wasl_arena_text(h->arena,
						wasl_rows_text(&rows, "unit")),
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

wasl_status node_task_home(const struct node_home_tasks *h,
			   struct wasl_err *err)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		WASL_TRY(add_kind(h, i, err));
	return add_budgets(h, err);
}
