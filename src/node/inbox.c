#include "node/inbox.h"

#include "node/need.h"
#include "node/peer.h"
#include "node/task.h"

/* Units and officers, sorts of tasks, drafts that one row shows. */
#define ROW_MAX 16

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

wasl_status node_inbox_drafts(struct node_inbox *in, uint32_t *tasks,
			      const uint8_t id[static 16], struct wasl_err *err)
{
	const struct wasl_user *actor = in->actor;
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_query(
		&rows, in->r, WASL_SQL_INBOX_DRAFTS, err,
		WASL_ARGS(wasl_arg_bytes(wasl_bytes_of(id, 16)),
			  wasl_arg_int(ROW_MAX))));
	while (wasl_rows_next(&rows)) {
		uint32_t roles;

		WASL_TRY(wasl_roles_parse(&roles,
					  wasl_rows_text(&rows, "roles"), err));
		if (wasl_act_may_approve(wasl_rows_int(&rows, "author_id"),
					 actor->id, actor->roles, roles,
					 NULL) == WASL_OK)
			*tasks |= UINT32_C(1) << WASL_TASK_APPROVE;
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
	WASL_TRY(node_inbox_drafts(in, &out->tasks, out->id, err));
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
	out->due_at = out->due_sort == NODE_INBOX_NEVER ? 0 : out->due_sort;
	out->due_since = wasl_rows_int(row, "due_since");
	wasl_rows_copy(row, "profile_hash", profile, sizeof(profile));
	node_local(in->node, out->local, profile, out->due_at);
	return take_more(in, out, row, err);
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
