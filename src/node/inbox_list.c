/* Lists of dossiers: one statement gives ids in order, from an index; what the
 * statement cannot ask is asked of each. */
#include "kind/fault.h"
#include "node/inbox.h"
#include "node/list.h"
#include "node/need.h"

#include <string.h>

#define LIST_MAX 500

/* Whoever was given more than this is not given a list out of all of it: the
 * list is walked in its order, and each asked for, so many rows at most. */
#define GIVEN_MANY 4000
#define WALK_MAX   WASL_NODE_WALK_MAX

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

/* A list in the making. */
struct page {
	struct node_inbox in;
	const struct wasl_node_filter *filter;
	struct scope scope;
	int64_t now;
	struct wasl_node_row *rows; /* NULL: only counted */
	size_t n, due;
	struct wasl_node_more
		cut; /* not all was looked at: the last that was */
};

/* --- what is asked -------------------------------------------------------- */

/* Statements by what is asked of open dossiers; how many arguments each takes,
 * and whether it gives everybody's. */
static const struct {
	unsigned sql;
	size_t args;
} asked[] = {
	[WASL_WHICH_ANY] = {WASL_SQL_INBOX_SOONEST, 9},
	[WASL_WHICH_STANDING] = {WASL_SQL_INBOX_SOONEST, 9},
	[WASL_WHICH_TRIAGE] = {WASL_SQL_INBOX_TRIAGE, 7},
	[WASL_WHICH_APPROVE] = {WASL_SQL_INBOX_APPROVE, 7},
	[WASL_WHICH_CROSSED] = {WASL_SQL_INBOX_CROSSED, 7},
	[WASL_WHICH_ASIDE] = {WASL_SQL_INBOX_ASIDE, 9},
};
/* Of the other orders. */
#define ARGS_ORDER 7

/* Everybody's, in order. */
static wasl_status query_all(struct page *p, struct wasl_rows *rows,
			     uint32_t limit, struct wasl_err *err)
{
	const struct wasl_node_filter *f = p->filter;
	int64_t at = f->after_at == 0 && !f->soonest ? INT64_MAX : f->after_at;
	struct wasl_args args = WASL_ARGS(
		wasl_arg_text(f->kind), wasl_arg_text(f->state),
		wasl_arg_text(f->peer), wasl_arg_int(f->side - 1),
		wasl_arg_int(at), wasl_arg_bytes(WASL_BYTES(f->after_id)),
		wasl_arg_int(limit),
		wasl_arg_int(f->which == WASL_WHICH_ANY ? 0 : p->in.actor->id),
		wasl_arg_int(p->now));

	args.n = f->soonest ? asked[f->which].args : ARGS_ORDER;
	return wasl_store_query(rows, p->in.r,
				f->soonest  ? asked[f->which].sql
				: f->closed ? WASL_SQL_INBOX_CLOSED
					    : WASL_SQL_INBOX_NEWEST,
				err, args);
}

/* Out of what he or his unit was given. */
static wasl_status query_given(struct page *p, struct wasl_rows *rows,
			       struct wasl_err *err)
{
	const struct wasl_node_filter *f = p->filter;
	const struct scope *s = &p->scope;
	int64_t at = f->after_at == 0 && !f->soonest ? INT64_MAX : f->after_at;

	return wasl_store_query(
		rows, p->in.r, WASL_SQL_INBOX_GIVEN, err,
		WASL_ARGS(wasl_arg_text(f->kind), wasl_arg_text(f->state),
			  wasl_arg_text(f->peer), wasl_arg_int(f->side - 1),
			  wasl_arg_int(f->soonest ? at : -at),
			  wasl_arg_bytes(WASL_BYTES(f->after_id)),
			  wasl_arg_int(f->limit), wasl_arg_str(s->unit),
			  wasl_arg_int(s->officer_id), wasl_arg_int(p->now),
			  wasl_arg_bool(s->assigned),
			  wasl_arg_int(WASL_NEED_ASSIGNED),
			  wasl_arg_bool(!f->soonest), wasl_arg_bool(f->closed),
			  wasl_arg_int(f->which == WASL_WHICH_STANDING
					       ? p->in.actor->id
					       : 0)));
}

/* --- what is kept --------------------------------------------------------- */

static wasl_status is_given(struct page *p, bool *out,
			    const uint8_t id[static 16], struct wasl_err *err)
{
	const struct scope *s = &p->scope;
	wasl_autorows struct wasl_rows row = {0};
	wasl_status status;

	*out = s->all;
	if (s->all)
		return WASL_OK;
	status = wasl_store_one(
		&row, p->in.r, WASL_SQL_INBOX_IS_GIVEN, err,
		WASL_ARGS(wasl_arg_bytes(wasl_bytes_of(id, 16)),
			  wasl_arg_str(s->unit), wasl_arg_int(s->officer_id),
			  wasl_arg_int(p->now), wasl_arg_bool(s->assigned),
			  wasl_arg_int(WASL_NEED_ASSIGNED)));
	*out = status == WASL_OK;
	return status == WASL_NOT_FOUND ? WASL_OK : status;
}

/* What the statement cannot ask. */
static wasl_status is_wanted(struct page *p, bool *out,
			     const uint8_t id[static 16], struct wasl_err *err)
{
	uint32_t tasks = 0;

	WASL_TRY(is_given(p, out, id, err));
	if (!*out || p->filter->which != WASL_WHICH_APPROVE)
		return WASL_OK;
	WASL_TRY(node_inbox_drafts(&p->in, &tasks, id, err));
	*out = tasks != 0;
	return WASL_OK;
}

static wasl_status take_row(struct page *p, const uint8_t id[static 16],
			    struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};

	WASL_TRY(wasl_store_one(
		&row, p->in.r, WASL_SQL_DOSSIER_GET, err,
		WASL_ARGS(wasl_arg_bytes(wasl_bytes_of(id, 16)))));
	WASL_TRY(node_inbox_row(&p->in, &p->rows[p->n], &row, err));
	return wasl_rows_finish(&row, err);
}

/* Of a statement's rows what is wanted, up to a full page; seen: how many of
 * them were looked at. */
static wasl_status take(struct page *p, uint32_t *seen, struct wasl_rows *rows,
			bool ask, struct wasl_err *err)
{
	uint8_t id[16];
	bool wanted = true;

	for (*seen = 0; p->n < p->filter->limit && wasl_rows_next(rows);
	     ++*seen) {
		wasl_rows_copy(rows, "id", id, sizeof(id));
		memcpy(p->cut.id, id, sizeof(id));
		p->cut.at = wasl_rows_int(rows, "due_at");
		if (ask)
			WASL_TRY(is_wanted(p, &wanted, id, err));
		if (!wanted)
			continue;
		if (p->rows != NULL)
			WASL_TRY(take_row(p, id, err));
		if (wasl_rows_int(rows, "due_at") != NODE_INBOX_NEVER)
			p->due++;
		p->n++;
	}
	return wasl_rows_finish(rows, err);
}

/* --- a list --------------------------------------------------------------- */

static wasl_status is_many(struct page *p, bool *out, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};

	*out = false;
	if (p->scope.unit[0] == '\0')
		return WASL_OK;
	WASL_TRY(wasl_store_one(&row, p->in.r, WASL_SQL_INBOX_GIVEN_COUNT, err,
				WASL_ARGS(wasl_arg_str(p->scope.unit),
					  wasl_arg_int(GIVEN_MANY + 1))));
	*out = wasl_rows_int(&row, "n") > GIVEN_MANY;
	return wasl_rows_finish(&row, err);
}

/* Everybody's list, of which what is wanted is kept. */
static wasl_status walk(struct page *p, uint32_t *seen, uint32_t limit,
			struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(query_all(p, &rows, limit, err));
	return take(p, seen, &rows, true, err);
}

/* The same of what few dossiers are: open ones by their next deadline. */
static wasl_status walk_few(struct page *p, struct wasl_err *err)
{
	uint32_t seen;

	WASL_TRY(walk(p, &seen, WALK_MAX, err));
	p->cut.more = seen == WALK_MAX && p->n < p->filter->limit;
	return WASL_OK;
}

static wasl_status take_given(struct page *p, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	uint32_t seen;
	bool many;

	WASL_TRY(is_many(p, &many, err));
	if (many) {
		WASL_TRY(walk(p, &seen, WALK_MAX, err));
		if (p->n == p->filter->limit || seen < WALK_MAX)
			return WASL_OK;
		p->n = p->due = 0;
	}
	WASL_TRY(query_given(p, &rows, err));
	return take(p, &seen, &rows, false, err);
}

static wasl_status take_list(struct page *p, struct wasl_err *err)
{
	const struct wasl_node_filter *f = p->filter;
	bool few =
		f->which != WASL_WHICH_ANY && f->which != WASL_WHICH_STANDING;
	uint32_t seen;

	/* Only they triage. */
	if (f->which == WASL_WHICH_TRIAGE &&
	    !node_triage(p->in.node, p->in.actor))
		return WASL_OK;
	p->scope = scope_of(p->in.node, f, p->in.actor);
	if (few)
		return walk_few(p, err);
	return p->scope.all ? walk(p, &seen, f->limit, err)
			    : take_given(p, err);
}

static wasl_status check_filter(const struct wasl_node_filter *f,
				struct wasl_err *err)
{
	if (f->limit < 1 || f->limit > LIST_MAX)
		return wasl_fault_of(err, WASL_SCHEMA, "/limit", "number-to",
				     WASL_FAULT_N("max", LIST_MAX));
	if (f->which != WASL_WHICH_ANY && !f->soonest)
		return wasl_fault(err, WASL_SCHEMA, "/order", "which-order");
	return WASL_OK;
}

static struct wasl_node_more more_of(const struct page *p)
{
	const struct wasl_node_row *last;
	struct wasl_node_more more = p->cut;

	/* A full list may have more behind it. */
	if (p->n < p->filter->limit)
		return more;
	last = &p->rows[p->n - 1];
	more.more = true;
	more.at = p->filter->soonest ? last->due_sort : last->changed_at;
	memcpy(more.id, last->id, sizeof(more.id));
	return more;
}

wasl_status wasl_node_list(struct wasl_node *node, struct wasl_arena *arena,
			   struct wasl_node_row **out, size_t *n,
			   struct wasl_node_more *more,
			   const struct wasl_node_filter *filter,
			   const struct wasl_user *actor, struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	struct page p = {.in = {node, &r, arena, actor, {{0}}},
			 .filter = filter,
			 .now = wasl_clock_now(&node->clock)};
	wasl_status status;

	*n = 0;
	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_LIST, err));
	WASL_TRY(check_filter(filter, err));
	*out = p.rows = wasl_arena_take(arena, filter->limit, sizeof(**out));
	WASL_TRY(wasl_arena_check(arena, err));
	WASL_TRY(wasl_store_read(&r, node->store, err));
	pthread_rwlock_rdlock(&node->lock);
	status = take_list(&p, err);
	pthread_rwlock_unlock(&node->lock);
	WASL_TRY(status);
	*n = p.n;
	if (more != NULL)
		*more = more_of(&p);
	return wasl_arena_check(arena, err);
}

/* --- how many there are --------------------------------------------------- */

wasl_status wasl_node_counts(struct wasl_node *node,
			     struct wasl_node_counts out[static 2],
			     const struct wasl_user *actor,
			     struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	struct wasl_node_filter f = {.soonest = true,
				     .limit = WASL_NODE_COUNT_MAX + 1};

	memset(out, 0, 2 * sizeof(*out));
	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_LIST, err));
	WASL_TRY(wasl_store_read(&r, node->store, err));
	for (int side = 0; side < 2; side++)
		for (int w = WASL_WHICH_STANDING; w < WASL_WHICH_N; w++) {
			struct page p = {.in = {node, &r, NULL, actor, {{0}}},
					 .filter = &f,
					 .now = wasl_clock_now(&node->clock)};

			f.side = 1 + side;
			f.which = (enum wasl_node_which)w;
			WASL_TRY(take_list(&p, err));
			out[side].n[w] = p.n;
			out[side].part[w] = p.cut.more;
			if (w == WASL_WHICH_STANDING)
				out[side].due = p.due;
		}
	return WASL_OK;
}
