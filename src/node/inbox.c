#include "node/inbox.h"

#include "node/need.h"
#include "node/peer.h"
#include "node/task.h"

#define LIST_MAX 500
/* Units and officers, sorts of tasks, drafts that one row shows. */
#define ROW_MAX 16
/* "None runs", in the database. */
#define NEVER INT64_MAX

/* --- what stands beside a dossier ----------------------------------------- */

static wasl_status read_line(struct node_inbox *in, int64_t peer_id, size_t i,
			     struct wasl_err *err)
{
	const struct node_peer *peer = node_peer_by_id(in->node, peer_id);
	wasl_autorows struct wasl_rows row = {0};
	struct node_logs logs;

	if (peer == NULL)
		return wasl_fail(err, WASL_CORRUPT, "a dossier of no partner");
	WASL_TRY(node_logs_read(&logs, in->r, peer, err));
	WASL_TRY(wasl_store_one(&row, in->r, WASL_SQL_INBOX_RECEIPTED, err,
				WASL_ARGS(wasl_arg_int(logs.own))));
	in->lines[i].peer_id = peer_id;
	in->lines[i].log_id = logs.own;
	in->lines[i].receipted = wasl_rows_u64(&row, "size");
	return wasl_rows_finish(&row, err);
}

static wasl_status line_of(struct node_inbox *in, int64_t peer_id, size_t *i,
			   struct wasl_err *err)
{
	for (*i = 0; *i < WASL_PEERS_MAX; (*i)++) {
		if (in->lines[*i].peer_id == peer_id)
			return WASL_OK;
		if (in->lines[*i].peer_id == 0)
			return read_line(in, peer_id, *i, err);
	}
	return wasl_fail(err, WASL_CORRUPT, "a dossier of no partner");
}

static wasl_status take_given(struct node_inbox *in, struct wasl_node_row *out,
			      struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	out->given = wasl_arena_take(in->arena, ROW_MAX, sizeof(*out->given));
	WASL_TRY(wasl_arena_check(in->arena, err));
	WASL_TRY(wasl_store_query(&rows, in->r, WASL_SQL_INBOX_ASSIGNED, err,
				  WASL_ARGS(wasl_arg_bytes(WASL_BYTES(out->id)),
					    wasl_arg_int(WASL_NEED_ASSIGNED),
					    wasl_arg_int(ROW_MAX))));
	while (out->n_given < ROW_MAX && wasl_rows_next(&rows))
		out->given[out->n_given++] = (struct wasl_node_given){
			wasl_arena_text(in->arena,
					wasl_rows_text(&rows, "unit")),
			wasl_arena_text(in->arena,
					wasl_rows_text(&rows, "officer")),
		};
	return wasl_rows_finish(&rows, err);
}

static wasl_status take_todo(struct node_inbox *in, struct wasl_node_row *out,
			     struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_query(&rows, in->r, WASL_SQL_INBOX_TODO, err,
				  WASL_ARGS(wasl_arg_bytes(WASL_BYTES(out->id)),
					    wasl_arg_int(ROW_MAX))));
	while (wasl_rows_next(&rows)) {
		uint64_t sort = wasl_rows_u64(&rows, "sort");
		uint32_t roles;

		if (sort >= WASL_TASKS)
			return wasl_fail(err, WASL_CORRUPT, "a task's sort");
		roles = node_task_roles((wasl_task_sort)sort);
		if (roles == 0 ? wasl_text_is(wasl_rows_text(&rows, "author"),
					      in->actor->pseudonym)
			       : (roles & in->actor->roles) != 0)
			out->tasks |= UINT32_C(1) << sort;
	}
	return wasl_rows_finish(&rows, err);
}

static wasl_status take_drafts(struct node_inbox *in, struct wasl_node_row *out,
			       struct wasl_err *err)
{
	const struct wasl_user *actor = in->actor;
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_query(&rows, in->r, WASL_SQL_INBOX_DRAFTS, err,
				  WASL_ARGS(wasl_arg_bytes(WASL_BYTES(out->id)),
					    wasl_arg_int(ROW_MAX))));
	while (wasl_rows_next(&rows)) {
		uint32_t roles;

		WASL_TRY(wasl_roles_parse(&roles,
					  wasl_rows_text(&rows, "roles"), err));
		if (wasl_act_may_approve(wasl_rows_int(&rows, "author_id"),
					 actor->id, actor->roles, roles,
					 NULL) == WASL_OK)
			out->tasks |= UINT32_C(1) << WASL_TASK_APPROVE;
	}
	return wasl_rows_finish(&rows, err);
}

static wasl_status take_more(struct node_inbox *in, struct wasl_node_row *out,
			     struct wasl_rows *of, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	int64_t desk;
	size_t i;

	WASL_TRY(line_of(in, wasl_rows_int(of, "peer_id"), &i, err));
	WASL_TRY(wasl_store_one(
		&row, in->r, WASL_SQL_INBOX_MORE, err,
		WASL_ARGS(wasl_arg_bytes(WASL_BYTES(out->id)),
			  wasl_arg_int(in->lines[i].log_id),
			  wasl_arg_int(in->actor->id),
			  wasl_arg_u64(wasl_rows_u64(of, "heard")))));
	out->aside = wasl_rows_int(&row, "aside");
	desk = wasl_rows_int(&row, "desk");
	out->desk = desk >= 0 && desk < WASL_DESK_STATES
			    ? wasl_desk_state_text((wasl_desk_state)desk)
			    : "";
	out->receipted =
		wasl_rows_u64(&row, "waiting") == 0 &&
		wasl_rows_u64(&row, "own_size") <= in->lines[i].receipted;
	out->unread = wasl_rows_u64(&row, "seen") < wasl_rows_u64(of, "heard");
	WASL_TRY(wasl_rows_finish(&row, err));
	if (!out->own && !out->closed && desk < 0 &&
	    node_triage(in->node, in->actor))
		out->tasks |= UINT32_C(1) << WASL_TASK_TRIAGE;
	WASL_TRY(take_todo(in, out, err));
	WASL_TRY(take_drafts(in, out, err));
	return take_given(in, out, err);
}

/* --- a row ---------------------------------------------------------------- */

wasl_status node_inbox_row(struct node_inbox *in, struct wasl_node_row *out,
			   struct wasl_rows *row, struct wasl_err *err)
{
	const struct {
		const char **to;
		const char *column;
	} texts[] = {
		{&out->ref, "ref"},	      {&out->kind, "kind"},
		{&out->peer, "peer"},	      {&out->state, "state"},
		{&out->outcome, "outcome"},   {&out->urgency, "urgency"},
		{&out->sector, "sector"},     {&out->due, "due_name"},
		{&out->handling, "handling"}, {&out->unit, "unit"},
	};
	uint8_t profile[32];

	*out = (struct wasl_node_row){0};
	wasl_rows_copy(row, "id", out->id, sizeof(out->id));
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		*texts[i].to = wasl_arena_text(
			in->arena, wasl_rows_text(row, texts[i].column));
	out->own = wasl_rows_bool(row, "own");
	out->closed = wasl_rows_bool(row, "closed");
	out->crossed = (uint32_t)wasl_rows_u64(row, "crossed");
	out->opened_at = wasl_rows_int(row, "opened_at");
	out->changed_at = wasl_rows_int(row, "changed_at");
	out->due_sort = wasl_rows_int(row, "due_at");
	out->due_at = out->due_sort == NEVER ? 0 : out->due_sort;
	out->due_since = wasl_rows_int(row, "due_since");
	wasl_rows_copy(row, "profile_hash", profile, sizeof(profile));
	node_local(in->node, out->local, profile, out->due_at);
	return take_more(in, out, row, err);
}

/* --- a list --------------------------------------------------------------- */

/* For whom: need-to-know, or what was given to somebody even of those who may
 * see it all. */
struct scope {
	bool all;	    /* he sees everything; then the rest is not read */
	const char *unit;   /* "": none */
	int64_t officer_id; /* 0: none */
	bool assigned;	    /* only what he works on */
};

static struct scope scope_of(const struct wasl_node *node,
			     const struct wasl_node_filter *f,
			     const struct wasl_user *actor)
{
	return (struct scope){
		.all = f->whose == WASL_NODE_ALL_TASKS &&
		       (node_triage(node, actor) ||
			wasl_roles_may(actor->roles, WASL_RIGHT_SEE)),
		.unit = f->whose == WASL_NODE_MINE ? "" : actor->unit,
		.officer_id = f->whose == WASL_NODE_UNIT ? 0 : actor->id,
		.assigned = f->whose != WASL_NODE_ALL_TASKS,
	};
}

/* Of everybody's statements; inbox_given takes more. */
#define ARGS_ALL 7

/* Whoever was given more than this is not given a list out of all of it: the
 * list is walked in its order, and each asked for, so many rows at most. */
#define GIVEN_MANY 4000
#define WALK_MAX   2500

/* The ids of the list's rows; everybody's up to `limit`. */
static wasl_status query(struct node_inbox *in, struct wasl_rows *rows,
			 const struct wasl_node_filter *f,
			 const struct scope *s, uint32_t limit,
			 struct wasl_err *err)
{
	int64_t at = f->after_at == 0 && !f->soonest ? INT64_MAX : f->after_at;
	unsigned sql = f->soonest  ? WASL_SQL_INBOX_SOONEST
		       : f->closed ? WASL_SQL_INBOX_CLOSED
				   : WASL_SQL_INBOX_NEWEST;
	struct wasl_args args = WASL_ARGS(
		wasl_arg_text(f->kind), wasl_arg_text(f->state),
		wasl_arg_text(f->peer), wasl_arg_int(f->side - 1),
		wasl_arg_int(s->all || f->soonest ? at : -at),
		wasl_arg_bytes(WASL_BYTES(f->after_id)), wasl_arg_int(limit),
		wasl_arg_str(s->unit), wasl_arg_int(s->officer_id),
		wasl_arg_int(wasl_clock_now(&in->node->clock)),
		wasl_arg_bool(s->assigned), wasl_arg_int(WASL_NEED_ASSIGNED),
		wasl_arg_bool(!f->soonest), wasl_arg_bool(f->closed));

	if (s->all)
		args.n = ARGS_ALL;
	else
		sql = WASL_SQL_INBOX_GIVEN;
	return wasl_store_query(rows, in->r, sql, err, args);
}

static wasl_status take_row(struct node_inbox *in, struct wasl_node_row *out,
			    const uint8_t id[static 16], struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};

	WASL_TRY(wasl_store_one(
		&row, in->r, WASL_SQL_DOSSIER_GET, err,
		WASL_ARGS(wasl_arg_bytes(wasl_bytes_of(id, 16)))));
	WASL_TRY(node_inbox_row(in, out, &row, err));
	return wasl_rows_finish(&row, err);
}

static wasl_status take_rows(struct node_inbox *in, struct wasl_node_row *out,
			     size_t *n, const struct wasl_node_filter *filter,
			     const struct scope *s, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	uint8_t id[16];

	WASL_TRY(query(in, &rows, filter, s, filter->limit, err));
	while (*n < filter->limit && wasl_rows_next(&rows)) {
		wasl_rows_copy(&rows, "id", id, sizeof(id));
		WASL_TRY(take_row(in, &out[(*n)++], id, err));
	}
	return wasl_rows_finish(&rows, err);
}

/* --- what a large unit was given ------------------------------------------ */

static wasl_status is_many(struct node_inbox *in, bool *out,
			   const struct scope *s, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};

	*out = false;
	if (s->all || s->unit[0] == '\0')
		return WASL_OK;
	WASL_TRY(wasl_store_one(&row, in->r, WASL_SQL_INBOX_GIVEN_COUNT, err,
				WASL_ARGS(wasl_arg_str(s->unit),
					  wasl_arg_int(GIVEN_MANY + 1))));
	*out = wasl_rows_int(&row, "n") > GIVEN_MANY;
	return wasl_rows_finish(&row, err);
}

static wasl_status is_given(struct node_inbox *in, bool *out,
			    const uint8_t id[static 16], const struct scope *s,
			    struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	wasl_status status = wasl_store_one(
		&row, in->r, WASL_SQL_INBOX_IS_GIVEN, err,
		WASL_ARGS(wasl_arg_bytes(wasl_bytes_of(id, 16)),
			  wasl_arg_str(s->unit), wasl_arg_int(s->officer_id),
			  wasl_arg_int(wasl_clock_now(&in->node->clock)),
			  wasl_arg_bool(s->assigned),
			  wasl_arg_int(WASL_NEED_ASSIGNED)));

	*out = status == WASL_OK;
	return status == WASL_NOT_FOUND ? WASL_OK : status;
}

/* Everybody's list, of which what was given is kept. done: either the page is
 * full, or the list ended. */
static wasl_status walk(struct node_inbox *in, struct wasl_node_row *out,
			size_t *n, bool *done,
			const struct wasl_node_filter *filter,
			const struct scope *s, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	struct scope everybody = *s;
	uint32_t seen = 0;
	uint8_t id[16];
	bool given;

	everybody.all = true;
	WASL_TRY(query(in, &rows, filter, &everybody, WALK_MAX, err));
	while (*n < filter->limit && wasl_rows_next(&rows)) {
		seen++;
		wasl_rows_copy(&rows, "id", id, sizeof(id));
		WASL_TRY(is_given(in, &given, id, s, err));
		if (given)
			WASL_TRY(take_row(in, &out[(*n)++], id, err));
	}
	*done = *n == filter->limit || seen < WALK_MAX;
	return wasl_rows_finish(&rows, err);
}

static wasl_status take_list(struct node_inbox *in, struct wasl_node_row *out,
			     size_t *n, const struct wasl_node_filter *filter,
			     struct wasl_err *err)
{
	const struct scope s = scope_of(in->node, filter, in->actor);
	bool many, done = false;

	WASL_TRY(is_many(in, &many, &s, err));
	if (many)
		WASL_TRY(walk(in, out, n, &done, filter, &s, err));
	if (done)
		return WASL_OK;
	*n = 0;
	return take_rows(in, out, n, filter, &s, err);
}

wasl_status wasl_node_list(struct wasl_node *node, struct wasl_arena *arena,
			   struct wasl_node_row **out, size_t *n,
			   const struct wasl_node_filter *filter,
			   const struct wasl_user *actor, struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	struct node_inbox in = {node, &r, arena, actor, {{0}}};
	wasl_status status;

	*n = 0;
	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_LIST, err));
	if (filter->limit < 1 || filter->limit > LIST_MAX)
		return wasl_fail_at(err, WASL_SCHEMA, "/limit",
				    "a limit is 1 to %d", LIST_MAX);
	*out = wasl_arena_take(arena, filter->limit, sizeof(**out));
	WASL_TRY(wasl_arena_check(arena, err));
	WASL_TRY(wasl_store_read(&r, node->store, err));
	pthread_rwlock_rdlock(&node->lock);
	status = take_list(&in, *out, n, filter, err);
	pthread_rwlock_unlock(&node->lock);
	WASL_TRY(status);
	return wasl_arena_check(arena, err);
}

wasl_status node_inbox_read(struct store_tx *tx, const struct wasl_user *actor,
			    const struct wasl_dossier_id *id, uint64_t heard,
			    struct wasl_err *err)
{
	return wasl_store_exec(
		tx, WASL_SQL_READ_MARK_PUT, err,
		WASL_ARGS(wasl_arg_int(actor->id),
			  wasl_arg_bytes(wasl_dossier_id_bytes(id)),
			  wasl_arg_u64(heard)));
}
