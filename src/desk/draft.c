#include "desk/draft.h"

#include "base/text.h"
#include "kind/fault.h"

const char *wasl_draft_state_text(wasl_draft_state state)
{
	static const char *const texts[] = {
		[WASL_DRAFT_WAITING] = "waiting",
		[WASL_DRAFT_APPROVED] = "approved",
		[WASL_DRAFT_RETURNED] = "returned",
	};
	return texts[state];
}

wasl_status wasl_draft_add(struct store_tx *tx, int64_t *id,
			   const struct wasl_draft *d, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	char roles[WASL_ROLES_TEXT_MAX];
	int64_t given;
	wasl_roles_write(roles, d->roles);
	WASL_TRY(wasl_store_one(
		&rows, &tx->reader, WASL_SQL_DRAFT_INSERT, err,
		WASL_ARGS(wasl_arg_int(d->author_id), wasl_arg_int(d->peer_id),
			  wasl_arg_str(d->kind), wasl_arg_str(d->act),
			  wasl_arg_str(roles),
			  wasl_arg_bytes(WASL_BYTES(d->dossier_id)),
			  wasl_arg_bytes(d->sealed), wasl_arg_u64(d->view_own),
			  wasl_arg_u64(d->view_partner),
			  wasl_arg_bytes(WASL_BYTES(d->digest)),
			  wasl_arg_int(d->created_at))));
	given = wasl_rows_int(&rows, "id");
	WASL_TRY(wasl_rows_finish(&rows, err));
	*id = given;
	return WASL_OK;
}

static wasl_status read_row(struct wasl_draft *out, struct wasl_rows *rows,
			    struct wasl_arena *arena, struct wasl_err *err)
{
	struct wasl_draft d = {
		.id = wasl_rows_int(rows, "id"),
		.author_id = wasl_rows_int(rows, "author_id"),
		.peer_id = wasl_rows_int(rows, "peer_id"),
		.kind = wasl_arena_text(arena, wasl_rows_text(rows, "kind")),
		.act = wasl_arena_text(arena, wasl_rows_text(rows, "act")),
		.sealed =
			wasl_arena_copy(arena, wasl_rows_bytes(rows, "sealed")),
		.view_own = wasl_rows_u64(rows, "view_own"),
		.view_partner = wasl_rows_u64(rows, "view_partner"),
		.state = (wasl_draft_state)wasl_rows_int(rows, "state"),
		.reason =
			wasl_arena_text(arena, wasl_rows_text(rows, "reason")),
		.second_id = wasl_rows_int(rows, "second_id"),
		.created_at = wasl_rows_int(rows, "created_at"),
		.decided_at = wasl_rows_int(rows, "decided_at"),
	};
	wasl_rows_copy(rows, "dossier_id", d.dossier_id, sizeof(d.dossier_id));
	wasl_rows_copy(rows, "digest", d.digest, sizeof(d.digest));
	if (wasl_roles_parse(&d.roles, wasl_rows_text(rows, "roles"), err) !=
	    WASL_OK)
		return wasl_fail(err, WASL_CORRUPT, "draft %lld",
				 (long long)d.id);
	*out = d;
	return wasl_arena_check(arena, err);
}

wasl_status wasl_draft_get(struct store_reader *r, struct wasl_arena *arena,
			   struct wasl_draft *out, int64_t id,
			   struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	struct wasl_draft d;
	wasl_status status = wasl_store_one(&rows, r, WASL_SQL_DRAFT_GET, err,
					    WASL_ARGS(wasl_arg_int(id)));
	if (status == WASL_NOT_FOUND)
		return wasl_fault_of(err, status, "", "draft-none",
				     WASL_FAULT_N("n", id));
	WASL_TRY(status);
	WASL_TRY(read_row(&d, &rows, arena, err));
	WASL_TRY(wasl_rows_finish(&rows, err));
	*out = d;
	return WASL_OK;
}

wasl_status wasl_draft_waiting(struct store_reader *r, struct wasl_arena *arena,
			       struct wasl_draft **out, size_t *n,
			       struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	struct wasl_draft *list =
		wasl_arena_take(arena, WASL_DRAFTS_MAX, sizeof(*list));
	size_t count = 0;
	WASL_TRY(wasl_arena_check(arena, err));
	WASL_TRY(wasl_store_query(&rows, r, WASL_SQL_DRAFT_WAITING, err,
				  WASL_ARGS(wasl_arg_int(WASL_DRAFTS_MAX))));
	while (wasl_rows_next(&rows))
		WASL_TRY(read_row(&list[count++], &rows, arena, err));
	WASL_TRY(wasl_rows_finish(&rows, err));
	*out = list;
	*n = count;
	return WASL_OK;
}

static wasl_status still_waiting(const struct wasl_draft *draft,
				 struct wasl_err *err)
{
	if (draft->state == WASL_DRAFT_WAITING)
		return WASL_OK;
	return wasl_fault_of(err, WASL_CONFLICT, "",
			     draft->state == WASL_DRAFT_APPROVED
				     ? "draft-approved"
				     : "draft-returned",
			     WASL_FAULT_N("n", draft->id));
}

wasl_status wasl_draft_may_approve(const struct wasl_draft *draft,
				   int64_t user_id, uint32_t roles,
				   const uint8_t digest[static 32],
				   struct wasl_err *err)
{
	WASL_TRY(still_waiting(draft, err));
	WASL_TRY(wasl_act_may_approve(draft->author_id, user_id, roles,
				      draft->roles, err));
	if (memcmp(draft->digest, digest, WASL_DRAFT_DIGEST_LEN) != 0)
		return wasl_fault_of(err, WASL_CONFLICT, "/digest",
				     "draft-digest",
				     WASL_FAULT_N("n", draft->id));
	return WASL_OK;
}

static wasl_status decide(struct store_tx *tx, int64_t id,
			  wasl_draft_state state, wasl_text reason,
			  int64_t user_id, int64_t now, struct wasl_err *err)
{
	WASL_TRY(wasl_store_exec(
		tx, WASL_SQL_DRAFT_DECIDE, err,
		WASL_ARGS(wasl_arg_int(id), wasl_arg_int(state),
			  wasl_arg_text(reason), wasl_arg_int(user_id),
			  wasl_arg_int(now))));
	if (wasl_store_changed(tx) != 1)
		return wasl_fault_of(err, WASL_CONFLICT, "", "draft-meanwhile",
				     WASL_FAULT_N("n", id));
	return WASL_OK;
}

wasl_status wasl_draft_approve(struct store_tx *tx, int64_t id, int64_t user_id,
			       int64_t now, struct wasl_err *err)
{
	return decide(tx, id, WASL_DRAFT_APPROVED, WASL_TEXT(""), user_id, now,
		      err);
}

wasl_status wasl_draft_return(struct store_tx *tx,
			      const struct wasl_draft *draft, int64_t user_id,
			      uint32_t roles, wasl_text reason, int64_t now,
			      struct wasl_err *err)
{
	WASL_TRY(still_waiting(draft, err));
	if (user_id != draft->author_id)
		WASL_TRY(wasl_act_may_approve(draft->author_id, user_id, roles,
					      draft->roles, err));
	if (reason.n == 0 || reason.n > WASL_DRAFT_REASON_MAX ||
	    !wasl_utf8_valid(wasl_text_bytes(reason)))
		return wasl_fault_of(
			err, WASL_SCHEMA, "/reason", "text-range",
			WASL_FAULT_N("max", WASL_DRAFT_REASON_MAX));
	return decide(tx, draft->id, WASL_DRAFT_RETURNED, reason, user_id, now,
		      err);
}
