/* Lists as officers see and decide them. */
#include "node/lists.h"

#include "base/text.h"
#include "desk/access.h"
#include "desk/right.h"
#include "kind/fault.h"
#include "node/decision.h"
#include "node/importer.h"
#include "node/listed.h"

#include <stdio.h>

/* --- what stands there --------------------------------------------------- */

static wasl_status name_of(struct store_reader *r, struct wasl_arena *arena,
			   const char **out, int64_t officer_id,
			   struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};

	*out = "";
	if (officer_id == 0)
		return WASL_OK;
	WASL_TRY(wasl_store_one(&row, r, WASL_SQL_OFFICER_BY_ID, err,
				WASL_ARGS(wasl_arg_int(officer_id))));
	*out = wasl_arena_text(arena, wasl_rows_text(&row, "name"));
	return wasl_rows_finish(&row, err);
}

static wasl_status add_names(struct store_reader *r, struct wasl_arena *arena,
			     struct wasl_node_list *out, struct wasl_err *err)
{
	out->officers = wasl_arena_take(arena, out->n_imports, sizeof(char *));
	out->seconds = wasl_arena_take(arena, out->n_imports, sizeof(char *));
	WASL_TRY(wasl_arena_check(arena, err));
	for (size_t i = 0; i < out->n_imports; i++) {
		WASL_TRY(name_of(r, arena, &out->officers[i],
				 out->imports[i].officer_id, err));
		WASL_TRY(name_of(r, arena, &out->seconds[i],
				 out->imports[i].second_id, err));
	}
	return WASL_OK;
}

static wasl_status add_history(struct store_reader *r, struct wasl_arena *arena,
			       struct wasl_node_list *out, size_t limit,
			       int64_t now, struct wasl_err *err)
{
	out->expired = out->list.retention_at <= now;
	WASL_TRY(wasl_import_history(r, arena, &out->imports, &out->n_imports,
				     out->list.id, limit, err));
	out->waits = out->n_imports > 0 &&
		     out->imports[0].state == WASL_IMPORT_WAITING;
	return add_names(r, arena, out, err);
}

wasl_status wasl_node_lists(struct wasl_node *node, struct wasl_arena *arena,
			    struct wasl_node_list **out, size_t *n,
			    const struct wasl_user *actor, struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	struct wasl_watch_list *lists;
	int64_t now = wasl_clock_now(&node->clock);

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_LIST, err));
	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(wasl_watch_lists(&r, arena, &lists, n, err));
	*out = wasl_arena_take(arena, *n, sizeof(**out));
	WASL_TRY(wasl_arena_check(arena, err));
	for (size_t i = 0; i < *n; i++) {
		(*out)[i].list = lists[i];
		WASL_TRY(add_history(&r, arena, &(*out)[i], 1, now, err));
	}
	return WASL_OK;
}

wasl_status wasl_node_list_get(struct wasl_node *node, struct wasl_arena *arena,
			       struct wasl_node_list *out, wasl_text name,
			       const struct wasl_user *actor,
			       struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_status status;

	*out = (struct wasl_node_list){0};
	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_LIST, err));
	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(wasl_watch_list_named(&r, arena, &out->list, name, err));
	WASL_TRY(add_history(&r, arena, out, WASL_NODE_HISTORY_MAX,
			     wasl_clock_now(&node->clock), err));
	wasl_store_read_end(&r);
	/* References are the list's content: for those who import it. */
	if (out->n_imports == 0 ||
	    !wasl_roles_may(actor->roles, WASL_RIGHT_IMPORT))
		return WASL_OK;
	status = wasl_import_report_get(node->watch, &out->report, out->list.id,
					out->imports[0].id, err);
	return status == WASL_NOT_FOUND ? WASL_OK : status;
}

/* The alarm of a list past its retention is a view, not an event. */
static bool alarm_of(struct wasl_node_alarm *out,
		     const struct wasl_node_list *list,
		     struct wasl_arena *arena)
{
	if (!list->expired && !list->waits)
		return false;
	*out = (struct wasl_node_alarm){
		.peer = "",
		.code = list->expired ? "list-expired" : "list-waits",
		.fact = wasl_arena_format(
			arena,
			list->expired
				? "the list %s is past its retention and not "
				  "searched: import it anew or remove it"
				: "an import of the list %s waits for a second "
				  "person",
			list->list.name),
		.raised_at = list->expired ? list->list.retention_at
					   : list->imports[0].ended_at,
	};
	return true;
}

wasl_status node_list_alarms(struct wasl_node *node, struct store_reader *r,
			     struct wasl_arena *arena,
			     struct wasl_node_alarm *out, size_t *n, size_t max,
			     struct wasl_err *err)
{
	struct wasl_watch_list *lists;
	int64_t now = wasl_clock_now(&node->clock);
	size_t n_lists;

	WASL_TRY(wasl_watch_lists(r, arena, &lists, &n_lists, err));
	for (size_t i = 0; i < n_lists && *n < max; i++) {
		struct wasl_node_list list = {.list = lists[i]};

		WASL_TRY(add_history(r, arena, &list, 1, now, err));
		if (alarm_of(&out[*n], &list, arena))
			(*n)++;
	}
	return wasl_arena_check(arena, err);
}

/* --- decisions ----------------------------------------------------------- */

struct list_job {
	struct node_job job;
	wasl_text name;
	const struct wasl_user *actor;
	const char *what; /* for the access log */
	wasl_status (*decide)(struct store_tx *tx, int64_t list_id,
			      const struct wasl_user *actor, int64_t now,
			      struct wasl_err *err);
	int64_t list_id; /* out */
};

static wasl_status decide_run(struct wasl_node *node, struct store_tx *tx,
			      struct node_job *job)
{
	struct list_job *j = (struct list_job *)job;
	wasl_autoarena arena = wasl_arena_init(4096);
	int64_t now = wasl_clock_now(&node->clock);
	char purpose[WASL_ACCESS_PURPOSE_MAX];
	struct wasl_access access = {.at = now,
				     .user_id = j->actor->id,
				     .what = WASL_ACCESS_LIST,
				     .purpose = purpose};
	struct wasl_watch_list list;

	WASL_TRY(wasl_watch_list_named(&tx->reader, &arena, &list, j->name,
				       &job->err));
	j->list_id = list.id;
	snprintf(purpose, sizeof(purpose), "%s %s", j->what, list.name);
	WASL_TRY(j->decide(tx, list.id, j->actor, now, &job->err));
	return wasl_access_add(tx, &access, &job->err);
}

static wasl_status decide(struct wasl_node *node, struct list_job *job,
			  wasl_right right, struct wasl_err *err)
{
	WASL_TRY(wasl_roles_need(job->actor->roles, right, err));
	job->job.run = decide_run;
	WASL_TRY(node_writer_call(node->writer, &job->job, err));
	node_importer_sweep(node->importer);
	return WASL_OK;
}

static wasl_status approve(struct store_tx *tx, int64_t list_id,
			   const struct wasl_user *actor, int64_t now,
			   struct wasl_err *err)
{
	return wasl_import_approve(tx, list_id, actor->id, now, err);
}

wasl_status wasl_node_list_approve(struct wasl_node *node, wasl_text name,
				   const struct wasl_user *actor,
				   struct wasl_err *err)
{
	struct list_job job = {.name = name,
			       .actor = actor,
			       .what = "approval of list",
			       .decide = approve};

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_APPROVE, err));
	return decide(node, &job, WASL_RIGHT_IMPORT, err);
}

static wasl_status give_back(struct store_tx *tx, int64_t list_id,
			     const struct wasl_user *actor, int64_t now,
			     struct wasl_err *err)
{
	return wasl_import_return(tx, list_id, actor->id, now, err);
}

wasl_status wasl_node_list_return(struct wasl_node *node, wasl_text name,
				  const struct wasl_user *actor,
				  struct wasl_err *err)
{
	struct list_job job = {.name = name,
			       .actor = actor,
			       .what = "return of list",
			       .decide = give_back};

	return decide(node, &job, WASL_RIGHT_IMPORT, err);
}

static wasl_status destroy(struct store_tx *tx, int64_t list_id,
			   const struct wasl_user *actor, int64_t now,
			   struct wasl_err *err)
{
	(void)actor;
	WASL_TRY(node_decision_drop_list(tx, list_id, err));
	WASL_TRY(node_listed_drop(tx, list_id, err));
	return wasl_watch_remove(tx, list_id, now, err);
}

wasl_status wasl_node_list_remove(struct wasl_node *node, wasl_text name,
				  const struct wasl_user *actor,
				  struct wasl_err *err)
{
	struct list_job job = {.name = name,
			       .actor = actor,
			       .what = "end of list",
			       .decide = destroy};

	WASL_TRY(decide(node, &job, WASL_RIGHT_SHRED, err));
	/* Should this fail, the sweep does it, and is told again at a start. */
	return wasl_watch_shred(node->watch, job.list_id, err);
}

/* --- records -------------------------------------------------------------- */

struct record_job {
	struct node_job job;
	wasl_text name, purpose;
	const wasl_text *refs;
	size_t n;
	const struct wasl_user *actor;
	int64_t list_id;
};

/* Each of them is an access of its own. */
static wasl_status log_run(struct wasl_node *node, struct store_tx *tx,
			   struct node_job *job)
{
	struct record_job *j = (struct record_job *)job;
	wasl_autoarena arena = wasl_arena_init(4096);
	char purpose[WASL_ACCESS_PURPOSE_MAX + 1];
	uint8_t subject[WASL_HASH_LEN];
	struct wasl_access access = {.at = wasl_clock_now(&node->clock),
				     .user_id = j->actor->id,
				     .what = WASL_ACCESS_LIST,
				     .purpose = purpose,
				     .subject = WASL_BYTES(subject)};
	struct wasl_watch_list list;

	WASL_TRY(wasl_watch_list_named(&tx->reader, &arena, &list, j->name,
				       &job->err));
	j->list_id = list.id;
	snprintf(purpose, sizeof(purpose), "%.*s", (int)j->purpose.n,
		 j->purpose.p);
	for (size_t i = 0; i < j->n; i++) {
		WASL_TRY(wasl_watch_subject(node->watch, &tx->reader, subject,
					    list.id, j->refs[i], &job->err));
		WASL_TRY(wasl_access_add(tx, &access, &job->err));
	}
	return WASL_OK;
}

static wasl_status check_purpose(const struct wasl_user *actor,
				 wasl_text purpose, struct wasl_err *err)
{
	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_READ, err));
	if (purpose.n == 0 || purpose.n > WASL_ACCESS_PURPOSE_MAX)
		return wasl_fault_of(
			err, WASL_SCHEMA, "/purpose", "purpose",
			WASL_FAULT_N("max", WASL_ACCESS_PURPOSE_MAX));
	return WASL_OK;
}

wasl_status wasl_node_list_record(struct wasl_node *node, wasl_text name,
				  wasl_text ref, wasl_text purpose,
				  wasl_watch_visit visit, void *ctx,
				  const struct wasl_user *actor,
				  struct wasl_err *err)
{
	struct record_job job = {.job = {.run = log_run},
				 .name = name,
				 .refs = &ref,
				 .n = 1,
				 .purpose = purpose,
				 .actor = actor};

	WASL_TRY(check_purpose(actor, purpose, err));
	WASL_TRY(node_writer_call(node->writer, &job.job, err));
	return wasl_watch_open_ref(node->watch, job.list_id, ref,
				   wasl_clock_now(&node->clock), visit, ctx,
				   err);
}

/* What was visited, to be logged. */
struct opened {
	wasl_watch_visit visit;
	void *ctx;
	struct wasl_arena *arena;
	wasl_text refs[WASL_NODE_RECORDS_MAX];
	size_t n;
};

static wasl_status note(void *ctx, const struct wasl_watch_row *row,
			struct wasl_err *err)
{
	struct opened *o = ctx;
	wasl_text ref = row->who->ref;

	o->refs[o->n++] = (wasl_text){
		wasl_arena_text(o->arena, ref),
		ref.n,
	};
	WASL_TRY(wasl_arena_check(o->arena, err));
	return o->visit(o->ctx, row, err);
}

wasl_status wasl_node_list_records(struct wasl_node *node, wasl_text name,
				   struct wasl_node_records_page *page,
				   wasl_watch_visit visit, void *ctx,
				   const struct wasl_user *actor,
				   struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init(256 * 1024);
	wasl_autoreader struct store_reader r = {0};
	struct opened o = {.visit = visit, .ctx = ctx, .arena = &arena};
	struct record_job job = {.job = {.run = log_run},
				 .name = name,
				 .refs = o.refs,
				 .purpose = page->purpose,
				 .actor = actor};
	struct wasl_watch_list list;

	wasl_assert(page->limit > 0 && page->limit <= WASL_NODE_RECORDS_MAX);
	WASL_TRY(check_purpose(actor, page->purpose, err));
	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(wasl_watch_list_named(&r, &arena, &list, name, err));
	wasl_store_read_end(&r);
	WASL_TRY(wasl_watch_page(node->watch, list.id,
				 page->behind ? &page->after : NULL,
				 page->limit, wasl_clock_now(&node->clock),
				 note, &o, &page->last, &page->more, err));
	job.n = o.n;
	return node_writer_call(node->writer, &job.job, err);
}
