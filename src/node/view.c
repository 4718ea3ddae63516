#include "node/view.h"
#include "node/opening.h"

#include "desk/access.h"
#include "dossier/deadline.h"
#include "dossier/linestate.h"
#include "node/assertion.h"
#include "node/home.h"
#include "node/inbox.h"
#include "node/need.h"
#include "node/peer.h"
#include "node/transfer.h"

/* --- how far a line has come --------------------------------------------- */

/* The largest own size that a standing act of the partner, no reject, has seen:
 * no reject can reach below it (spec §7 Reject). */
static wasl_status read_evidence(struct store_reader *r,
				 const struct node_peer *peer, int64_t mirror,
				 uint64_t *seen, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	wasl_status status;

	*seen = 0;
	status = wasl_store_one(&row, r, WASL_SQL_LOG_EVIDENCE, err,
				WASL_ARGS(wasl_arg_int(mirror),
					  wasl_arg_int(WASL_LINE_ACT_REJECT),
					  wasl_arg_bytes(wasl_dossier_id_bytes(
						  &peer->line_dossier.id))));
	if (status == WASL_NOT_FOUND)
		return WASL_OK;
	WASL_TRY(status);
	*seen = wasl_rows_u64(&row, "seen");
	return wasl_rows_finish(&row, err);
}

static wasl_status read_sizes(struct view_bounds *out, struct store_reader *r,
			      const struct node_logs *logs,
			      struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};

	WASL_TRY(wasl_store_one(&row, r, WASL_SQL_LINE_BOUNDS, err,
				WASL_ARGS(wasl_arg_int(logs->own),
					  wasl_arg_int(logs->mirror))));
	out->own_size = wasl_rows_u64(&row, "own_size");
	out->mirror_size = wasl_rows_u64(&row, "mirror_size");
	out->receipted = wasl_rows_u64(&row, "receipted");
	out->receipted_at = wasl_rows_int(&row, "receipted_at");
	out->cosigned = wasl_rows_u64(&row, "cosigned");
	return wasl_rows_finish(&row, err);
}

wasl_status view_bounds_read(struct view_bounds *out, struct store_reader *r,
			     const struct node_peer *peer, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	struct node_logs logs;
	uint64_t seen;

	WASL_TRY(node_logs_read(&logs, r, peer, err));
	WASL_TRY(read_sizes(out, r, &logs, err));
	WASL_TRY(read_evidence(r, peer, logs.mirror, &seen, err));
	WASL_TRY(wasl_store_one(&row, r, WASL_SQL_CHECKPOINT_BOUND, err,
				WASL_ARGS(wasl_arg_int(logs.own),
					  wasl_arg_u64(out->mirror_size))));
	out->facts = (struct wasl_bound_facts){
		.own = peer->own_first ? WASL_ORIGIN_FIRST : WASL_ORIGIN_SECOND,
		.epoch = logs.epoch,
		.receipted = out->receipted,
		.bound = wasl_rows_u64(&row, "size"),
	};
	if (out->facts.bound < seen)
		out->facts.bound = seen;
	return wasl_rows_finish(&row, err);
}

/* --- a dossier ----------------------------------------------------------- */

static wasl_status show_row(struct view *v, struct wasl_err *err)
{
	struct node_inbox in = {v->node, &v->r, v->arena, v->actor, {{0}}};
	wasl_autorows struct wasl_rows row = {0};

	WASL_TRY(wasl_store_one(
		&row, &v->r, WASL_SQL_DOSSIER_GET, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(&v->id)))));
	wasl_rows_copy(&row, "kind_hash", v->out->kind_hash,
		       sizeof(v->out->kind_hash));
	wasl_rows_copy(&row, "profile_hash", v->out->profile_hash,
		       sizeof(v->out->profile_hash));
	WASL_TRY(node_inbox_row(&in, &v->out->row, &row, err));
	return wasl_rows_finish(&row, err);
}

static struct wasl_node_clock_view show_run_of(const struct wasl_dossier *d,
					       const struct wasl_deadline *line)
{
	return (struct wasl_node_clock_view){
		.name = line->def->name,
		.late = line->def->late,
		.due_at = line->due_sent,
		.expires = line->def->expires,
		.key = line->key,
		.entry = line->act == WASL_ACT_NONE
				 ? 0
				 : 1 + d->acts[line->act].place.index,
	};
}

/* What suspensions did to it, as of the last look. */
static wasl_status show_stood(struct view *v,
			      struct wasl_node_clock_view *clock, uint32_t n,
			      struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	int64_t due = clock->due_at;

	WASL_TRY(wasl_store_query(
		&rows, &v->r, WASL_SQL_CLOCK_OF_DOSSIER, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(&v->id)))));
	while (wasl_rows_next(&rows))
		if (wasl_rows_u64(&rows, "number") == n &&
		    wasl_rows_int(&rows, "due_at") == due) {
			clock->stood = wasl_rows_int(&rows, "stood");
			clock->stands = wasl_rows_bool(&rows, "stands");
		}
	clock->due_at = due == 0 ? 0 : due + clock->stood;
	node_local(v->node, clock->local, v->out->profile_hash, clock->due_at);
	return wasl_rows_finish(&rows, err);
}

/* A clock of the dossier that has run; and each run per act or item. */
static wasl_status show_clocks(struct view *v, struct wasl_err *err)
{
	const struct wasl_dossier *d = &v->dossier->fold;
	size_t max = wasl_deadlines_max(d);
	struct wasl_deadline *lines =
		wasl_arena_take(v->arena, max, sizeof(*lines));
	uint32_t *numbers = wasl_arena_take(v->arena, max, sizeof(*numbers));
	size_t n;

	v->out->clocks =
		wasl_arena_take(v->arena, max, sizeof(*v->out->clocks));
	WASL_TRY(wasl_arena_check(v->arena, err));
	for (size_t i = 0; d->kind != NULL && i < d->kind->n_clocks; i++) {
		const struct wasl_clock_run *run = &d->runs[i];
		const struct wasl_clock_def *def = &d->kind->clocks[i];

		if (d->past[i].started == 0 && run->due == 0)
			continue;
		numbers[v->out->n_clocks] = def->n;
		v->out->clocks[v->out->n_clocks++] =
			(struct wasl_node_clock_view){
				.name = def->name,
				.late = def->late,
				.due_at = run->due,
				.paused = run->paused_at != 0,
				.expires = def->expires,
			};
	}
	n = wasl_deadlines(lines, d, &v->bounds.facts, 0,
			   (struct wasl_suspended){NULL, 0});
	for (size_t i = 0; i < n; i++) {
		if (lines[i].def->per == WASL_CLOCK_ONE)
			continue;
		numbers[v->out->n_clocks] = lines[i].def->n;
		v->out->clocks[v->out->n_clocks++] = show_run_of(d, &lines[i]);
	}
	for (size_t i = 0; i < v->out->n_clocks; i++)
		WASL_TRY(show_stood(v, &v->out->clocks[i], numbers[i], err));
	return WASL_OK;
}

static wasl_status show_dossier(struct view *v, struct wasl_err *err)
{
	WASL_TRY(show_row(v, err));
	v->out->stands = node_home_show(&v->dossier->fold, v->bound);
	if (v->out->stands == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "items");
	return show_clocks(v, err);
}

/* The line dossier has no row: its state is in the writer's memory. */
static void show_line(struct view *v)
{
	struct wasl_node_view *out = v->out;
	const struct wasl_kind *kind = v->dossier->kind;

	out->row = (struct wasl_node_row){
		.ref = wasl_arena_format(v->arena, "LNK-%s",
					 v->peer->keys.partner),
		.kind = kind->name,
		.peer = wasl_arena_text(v->arena,
					wasl_text_of(v->peer->keys.partner)),
		.state = "",
		.outcome = "",
		.urgency = "",
		.sector = "",
		.due = "",
		.handling = "",
		.unit = "",
		.desk = "",
		.receipted = v->bounds.own_size <= v->bounds.receipted,
	};
	memcpy(out->kind_hash, kind->hash.b, sizeof(out->kind_hash));
	for (size_t i = 0; i < v->n_slots; i++) {
		int64_t at = v->slots[i].stored_at;

		if (out->row.opened_at == 0 || at < out->row.opened_at)
			out->row.opened_at = at;
		if (at > out->row.changed_at)
			out->row.changed_at = at;
	}
}

/* --- the writer's part --------------------------------------------------- */

struct show_job {
	struct node_job job;
	struct view *v;
	bool whole; /* not its acts alone */
	const struct wasl_user *actor;
};

/* May the officer put it forward, and would it leave now? */
static bool can(struct wasl_node *node, const struct show_job *show,
		const struct wasl_kind *kind, const struct wasl_act_def *def)
{
	struct view *v = show->v;
	struct node_making m = {
		.peer = v->peer,
		.dossier = v->line ? &v->peer->line_dossier : v->read,
		.kind = kind,
		.profile = v->dossier->fold.profile,
		.def = def,
	};

	return def != kind->opening &&
	       wasl_act_may_author(show->actor->roles, def->roles,
				   def->second == WASL_SECOND_FIRST,
				   NULL) == WASL_OK &&
	       node_making_allowed(&m, NULL) == WASL_OK &&
	       (strcmp(def->name, "rebase") != 0 ||
		node_rebase(node, &m, NULL) == WASL_OK);
}

/* What waits has no effect yet: nothing follows an opening that waits. */
static wasl_status list_can(struct wasl_node *node, const struct show_job *show,
			    struct wasl_err *err)
{
	struct view *v = show->v;
	const struct wasl_kind *kind =
		v->line ? v->dossier->kind : v->dossier->fold.kind;
	struct wasl_node_view *out = v->out;

	out->n_can = 0;
	if (kind == NULL || v->dossier->key == NULL)
		return WASL_OK;
	out->can = wasl_arena_take(v->arena, kind->n_acts, sizeof(*out->can));
	WASL_TRY(wasl_arena_check(v->arena, err));
	for (size_t i = 0; i < kind->n_acts; i++)
		if (can(node, show, kind, &kind->acts[i]))
			out->can[out->n_can++] = kind->acts[i].name;
	return WASL_OK;
}

static wasl_status find_usual(struct wasl_node *node, struct store_reader *r,
			      struct view *v, struct wasl_err *err)
{
	const struct node_making m = {
		.peer = v->peer,
		.dossier = v->read,
		.profile = v->dossier->fold.profile,
	};

	if (v->line || v->out->n_can == 0)
		return WASL_OK;
	return node_transfer_usual(node, r, &m, &v->out->usual, err);
}

static void line_facts(struct view *v)
{
	const struct wasl_known all = WASL_KNOWN_ALL;
	const struct wasl_linestate *state = &v->peer->state;
	const struct wasl_hash *agreed = wasl_linestate_profile(state, &all);

	v->out->row.state =
		wasl_line_flag_name(wasl_linestate_flag(state, &all));
	if (agreed != NULL)
		memcpy(v->out->profile_hash, agreed->b,
		       sizeof(v->out->profile_hash));
}

/* Acts that are there, the opening behind those of the page. */
static size_t shown(const struct wasl_node_view *view)
{
	return view->n_acts + (view->opening != NULL);
}

/* Of passkeys in acts: what the sides have published is the line's state. */
static void find_keys(struct view *v)
{
	for (size_t i = 0; i < shown(v->out); i++) {
		struct node_asserted *a = v->out->acts[i].asserted;

		if (a != NULL)
			node_asserted_keys(a, &v->peer->state,
					   a->own == v->peer->own_first
						   ? WASL_ORIGIN_FIRST
						   : WASL_ORIGIN_SECOND);
	}
}

/* Signatures take their time: not in the writer's thread. */
static void check_passkeys(struct wasl_node_view *out)
{
	for (size_t i = 0; i < shown(out); i++)
		out->acts[i].passkey =
			node_asserted_check(out->acts[i].asserted);
}

static wasl_status show_run(struct wasl_node *node, struct store_tx *tx,
			    struct node_job *job)
{
	struct show_job *show = (struct show_job *)job;
	struct view *v = show->v;
	const struct wasl_access access = {
		.at = wasl_clock_now(&node->clock),
		.user_id = show->actor->id,
		.what = WASL_ACCESS_READ,
		.purpose = "",
		.dossier_id = wasl_dossier_id_bytes(&v->id),
	};

	find_keys(v);
	if (!show->whole)
		return wasl_access_add(tx, &access, &job->err);
	if (v->line)
		line_facts(v);
	WASL_TRY(list_can(node, show, &job->err));
	WASL_TRY(find_usual(node, &tx->reader, v, &job->err));
	/* As much as is shown; what came meanwhile stays unread. */
	if (!v->line)
		WASL_TRY(node_inbox_read(tx, show->actor, &v->id,
					 node_heard(v->dossier), &job->err));
	return wasl_access_add(tx, &access, &job->err);
}

/* --- showing ------------------------------------------------------------- */

static void take_line(struct view *v)
{
	v->of_line.id = v->id;
	v->of_line.peer = v->peer;
	v->of_line.key = v->peer->line_dossier.key;
	v->of_line.kind = wasl_library_kind_named(&v->node->library, "line");
	v->dossier = &v->of_line;
}

/* Everything that the snapshot tells; under the library's lock. */
static wasl_status show_stored(struct view *v, wasl_text ref, bool whole,
			       struct wasl_err *err)
{
	struct wasl_node *node = v->node;

	WASL_TRY(node_find_ref(node, &v->r, ref, &v->peer, &v->id, err));
	WASL_TRY(node_need_check(node, &v->r, &v->id, v->actor, err));
	WASL_TRY(view_bounds_read(&v->bounds, &v->r, v->peer, err));
	v->line = wasl_dossier_id_eq(&v->id, &v->peer->line_dossier.id);
	if (v->line) {
		take_line(v);
	} else {
		WASL_TRY(node_dossier_read(node, &v->r, &v->id, &v->read, err));
		v->dossier = v->read;
	}
	WASL_TRY(view_slots(v, err));
	WASL_TRY(view_acts(v, err));
	if (!whole) {
		v->out->row.peer = wasl_arena_text(
			v->arena, wasl_text_of(v->peer->keys.partner));
		return WASL_OK;
	}
	if (!v->line)
		return show_dossier(v, err);
	show_line(v);
	return WASL_OK;
}

static wasl_status run_show(struct view *v, wasl_text ref, bool whole,
			    struct wasl_err *err)
{
	struct wasl_node *node = v->node;
	struct wasl_node_view *out = v->out;
	struct show_job job = {.job = {.run = show_run},
			       .v = v,
			       .whole = whole,
			       .actor = v->actor};
	wasl_status status;

	*out = (struct wasl_node_view){0};
	WASL_TRY(wasl_roles_need(v->actor->roles, WASL_RIGHT_READ, err));
	WASL_TRY(wasl_store_read(&v->r, node->store, err));
	pthread_rwlock_rdlock(&node->lock);
	status = show_stored(v, ref, whole, err);
	pthread_rwlock_unlock(&node->lock);
	if (status == WASL_OK && whole && v->read != NULL &&
	    v->read->key != NULL)
		status = node_blob_list(node, &v->r, v->arena, &v->id,
					v->read->key, &out->files,
					&out->n_files, err);
	wasl_store_read_end(&v->r);
	/* Nothing is shown whose reading is not on record. */
	if (status == WASL_OK)
		status = node_writer_call(node->writer, &job.job, err);
	if (status == WASL_OK)
		status = wasl_arena_check(v->arena, err);
	if (status == WASL_OK)
		check_passkeys(out);
	node_dossier_free(node, v->read);
	if (status != WASL_OK)
		wasl_node_view_deinit(out);
	return status;
}

wasl_status wasl_node_show_page(struct wasl_node *node,
				struct wasl_arena *arena,
				struct wasl_node_view *out, wasl_text ref,
				const struct wasl_node_acts_page *page,
				const struct wasl_user *actor,
				struct wasl_err *err)
{
	struct view v = {.node = node,
			 .arena = arena,
			 .actor = actor,
			 .page = page,
			 .out = out};

	return run_show(&v, ref, true, err);
}

wasl_status wasl_node_show(struct wasl_node *node, struct wasl_arena *arena,
			   struct wasl_node_view *out, wasl_text ref,
			   const struct wasl_user *actor, struct wasl_err *err)
{
	return wasl_node_show_page(node, arena, out, ref, NULL, actor, err);
}

wasl_status wasl_node_acts(struct wasl_node *node, struct wasl_arena *arena,
			   struct wasl_node_view *out, wasl_text ref,
			   const struct wasl_node_acts_page *page,
			   const struct wasl_user *actor, struct wasl_err *err)
{
	struct view v = {.node = node,
			 .arena = arena,
			 .actor = actor,
			 .page = page,
			 .out = out};

	return run_show(&v, ref, false, err);
}

void wasl_node_view_deinit(struct wasl_node_view *view)
{
	for (size_t i = 0; i < shown(view); i++)
		json_decref(view->acts[i].fields);
	json_decref(view->stands);
	json_decref(view->usual);
	*view = (struct wasl_node_view){0};
}
