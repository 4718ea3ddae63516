#include "node/retention.h"

#include "node/state.h"

#define DAY 86400
/* Kinds by partners and profiles, and then some. */
#define GROUPS_MAX 1024

/* --- by kind ---------------------------------------------------------------
 */

/* Of the profile that the dossiers were opened under; -1: it says nothing. */
static int64_t days_of(const struct wasl_node *node,
		       const struct wasl_hash *profile, const char *kind)
{
	const struct wasl_profile *p =
		wasl_library_profile(&node->library, profile);
	const json_t *days =
		p == NULL ? NULL
			  : json_object_get(
				    json_object_get(p->root, "retention_days"),
				    kind);

	return json_is_integer(days) ? json_integer_value(days) : -1;
}

static wasl_status count_due(struct wasl_node_kept *kept,
			     struct store_reader *r, int64_t peer_id,
			     const struct wasl_hash *profile, int64_t now,
			     struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};

	WASL_TRY(wasl_store_one(
		&row, r, WASL_SQL_RETENTION_DUE, err,
		WASL_ARGS(wasl_arg_int(peer_id), wasl_arg_str(kept->kind),
			  wasl_arg_bytes(wasl_hash_bytes(profile)),
			  wasl_arg_int(now - kept->days * DAY))));
	kept->due = wasl_rows_u64(&row, "n");
	return wasl_rows_finish(&row, err);
}

static wasl_status read_group(struct wasl_node *node, struct wasl_arena *arena,
			      struct store_reader *r,
			      struct wasl_node_kept *kept,
			      struct wasl_rows *row, struct wasl_err *err)
{
	int64_t peer_id = wasl_rows_int(row, "peer_id");
	int64_t first = wasl_rows_int(row, "first");
	const struct node_peer *peer;
	struct wasl_hash profile;

	wasl_rows_copy(row, "profile_hash", profile.b, sizeof(profile.b));
	kept->kind = wasl_arena_text(arena, wasl_rows_text(row, "kind"));
	kept->closed = wasl_rows_u64(row, "closed");
	kept->open = wasl_rows_u64(row, "n") - kept->closed;
	pthread_rwlock_rdlock(&node->lock);
	peer = node_peer_by_id(node, peer_id);
	kept->peer = wasl_arena_text(
		arena, wasl_text_of(peer == NULL ? "" : peer->keys.partner));
	kept->days = days_of(node, &profile, kept->kind);
	pthread_rwlock_unlock(&node->lock);
	if (kept->days < 0 || kept->closed == 0)
		return WASL_OK;
	kept->first_at = first + kept->days * DAY;
	return count_due(kept, r, peer_id, &profile,
			 wasl_clock_now(&node->clock), err);
}

static wasl_status read_groups(struct wasl_node *node, struct wasl_arena *arena,
			       struct wasl_node_retention *out,
			       struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_autorows struct wasl_rows rows = {0};

	out->kept = wasl_arena_take(arena, GROUPS_MAX, sizeof(*out->kept));
	WASL_TRY(wasl_arena_check(arena, err));
	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(wasl_store_query(&rows, &r, WASL_SQL_RETENTION_GROUPS, err,
				  WASL_NO_ARGS));
	while (out->n_kept < GROUPS_MAX && wasl_rows_next(&rows)) {
		struct wasl_node_kept *kept = &out->kept[out->n_kept++];

		*kept = (struct wasl_node_kept){.days = -1};
		WASL_TRY(read_group(node, arena, &r, kept, &rows, err));
	}
	WASL_TRY(wasl_rows_finish(&rows, err));
	return wasl_arena_check(arena, err);
}

/* --- what the sides said ---------------------------------------------------
 */

struct erasure_job {
	struct node_job job;
	struct wasl_arena *arena;
	struct wasl_node_retention *out;
	bool refs;
};

static wasl_status ref_of(const char **out, struct wasl_arena *arena,
			  struct store_reader *r, wasl_bytes id,
			  struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	wasl_status status = wasl_store_one(&row, r, WASL_SQL_DOSSIER_GET, err,
					    WASL_ARGS(wasl_arg_bytes(id)));

	*out = "";
	if (status == WASL_NOT_FOUND)
		return WASL_OK;
	WASL_TRY(status);
	*out = wasl_arena_text(arena, wasl_rows_text(&row, "ref"));
	return wasl_rows_finish(&row, err);
}

/* The dossier that an act of the line names, where that is the first to. */
static bool names_first(struct wasl_dossier_id *id,
			const struct wasl_linestate *state, size_t i)
{
	const struct wasl_value *v = wasl_record_get(&state->acts[i].record, 1);
	uint32_t n = state->acts[i].number;

	if ((n != WASL_LINE_ACT_ERASE && n != WASL_LINE_ACT_HOLD &&
	     n != WASL_LINE_ACT_ERASED) ||
	    v == NULL || v->bytes.n != sizeof(id->b))
		return false;
	memcpy(id->b, v->bytes.p, sizeof(id->b));
	for (size_t k = 0; k < i; k++) {
		const struct wasl_value *was =
			wasl_record_get(&state->acts[k].record, 1);

		if (state->acts[k].number == n && was != NULL &&
		    wasl_bytes_eq(was->bytes, v->bytes))
			return false;
	}
	return true;
}

static wasl_status add_erasure(struct erasure_job *job, struct store_reader *r,
			       const struct node_peer *peer,
			       const struct wasl_dossier_id *id,
			       struct wasl_err *err)
{
	const struct wasl_known all = WASL_KNOWN_ALL;
	const struct wasl_erasure said =
		wasl_linestate_erasure(&peer->state, &all, id);
	const enum wasl_origin own =
		peer->own_first ? WASL_ORIGIN_FIRST : WASL_ORIGIN_SECOND;
	struct wasl_node_erasure *out =
		&job->out->erasures[job->out->n_erasures++];

	*out = (struct wasl_node_erasure){
		.peer = peer->keys.partner,
		.ref = "",
		.asked = said.asked,
		.by_us = said.asked && said.by == own,
		.asked_at = said.asked_at,
		.hold_own = said.hold_until[own],
		.hold_partner = said.hold_until[1 - (int)own],
		.erased_own = said.erased[own],
		.erased_partner = said.erased[1 - (int)own],
	};
	return job->refs ? ref_of(&out->ref, job->arena, r,
				  wasl_dossier_id_bytes(id), err)
			 : WASL_OK;
}

/* Is it named by an entry of the list already, by another sort of act? */
static bool is_listed(const struct wasl_dossier_id *ids, size_t n,
		      const struct wasl_dossier_id *id)
{
	for (size_t i = 0; i < n; i++)
		if (wasl_dossier_id_eq(&ids[i], id))
			return true;
	return false;
}

static wasl_status erasure_run(struct wasl_node *node, struct store_tx *tx,
			       struct node_job *job)
{
	struct erasure_job *all = (struct erasure_job *)job;
	struct wasl_node_retention *out = all->out;
	struct wasl_dossier_id *ids = wasl_arena_take(
		all->arena, WASL_NODE_ERASURES_MAX, sizeof(*ids));
	struct wasl_dossier_id id;

	WASL_TRY(wasl_arena_check(all->arena, &job->err));
	out->n_erasures = 0;
	for (size_t p = 0; p < node->peers_n; p++) {
		const struct node_peer *peer = node->peers[p];

		for (size_t i = 0; i < peer->state.n; i++) {
			if (out->n_erasures == WASL_NODE_ERASURES_MAX ||
			    !names_first(&id, &peer->state, i) ||
			    is_listed(ids, out->n_erasures, &id))
				continue;
			ids[out->n_erasures] = id;
			WASL_TRY(add_erasure(all, &tx->reader, peer, &id,
					     &job->err));
		}
	}
	return wasl_arena_check(all->arena, &job->err);
}

wasl_status wasl_node_retention(struct wasl_node *node,
				struct wasl_arena *arena,
				struct wasl_node_retention *out,
				const struct wasl_user *actor,
				struct wasl_err *err)
{
	struct erasure_job job = {
		.job = {.run = erasure_run, .internal = true},
		.arena = arena,
		.out = out,
		.refs = wasl_roles_may(actor->roles, WASL_RIGHT_LIST),
	};

	*out = (struct wasl_node_retention){0};
	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_STATUS, err));
	WASL_TRY(read_groups(node, arena, out, err));
	out->erasures = wasl_arena_take(arena, WASL_NODE_ERASURES_MAX,
					sizeof(*out->erasures));
	WASL_TRY(wasl_arena_check(arena, err));
	return node_writer_call(node->writer, &job.job, err);
}
