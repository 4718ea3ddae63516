#include "node/need.h"

#include "kind/fault.h"
#include "node/feed.h"
#include "node/put.h"
#include "node/typed.h"

#include <stdio.h>

/* Who may read one dossier, in the text of a refusal. */
#define NAMES_MAX WASL_ERR_VALUE_MAX

bool node_triage(const struct wasl_node *node, const struct wasl_user *actor)
{
	const uint32_t roles = WASL_ROLE_BIT(WASL_ROLE_OPERATOR) |
			       WASL_ROLE_BIT(WASL_ROLE_DUTY) |
			       WASL_ROLE_BIT(WASL_ROLE_VALIDATOR);
	const struct wasl_desk_config *desk = &node->config->desk;
	bool of_unit = desk->n_triage == 0;

	for (size_t i = 0; i < desk->n_triage; i++)
		of_unit |= strcmp(desk->triage[i], actor->unit) == 0;
	return of_unit && (actor->roles & roles) != 0;
}

static bool is_line(const struct wasl_node *node,
		    const struct wasl_dossier_id *id)
{
	for (size_t i = 0; i < node->peers_n; i++)
		if (wasl_dossier_id_eq(id, &node->peers[i]->line_dossier.id))
			return true;
	return false;
}

wasl_status node_need_may(struct wasl_node *node, struct store_reader *r,
			  bool *may, const struct wasl_dossier_id *id,
			  const struct wasl_user *actor, struct wasl_err *err)
{
	*may = node_triage(node, actor) || is_line(node, id);
	if (*may)
		return WASL_OK;
	return wasl_need_may(r, may, wasl_dossier_id_bytes(id), actor,
			     wasl_clock_now(&node->clock), err);
}

/* ", BCN, omar", cut where it gets long. */
static wasl_status names_of(struct store_reader *r, char out[NAMES_MAX],
			    const struct wasl_dossier_id *id, int64_t now,
			    struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init(256 * 1024);
	struct wasl_need *needs;
	size_t n, used = 0;

	out[0] = '\0';
	WASL_TRY(wasl_need_list(r, &arena, &needs, &n,
				wasl_dossier_id_bytes(id), now, err));
	for (size_t i = 0; i < n && used < NAMES_MAX - 40; i++) {
		if (needs[i].why == WASL_NEED_GLASS)
			continue;
		snprintf(out + used, NAMES_MAX - used, ", %s%s", needs[i].unit,
			 needs[i].officer);
		used = strlen(out);
	}
	return WASL_OK;
}

wasl_status node_need_check(struct wasl_node *node, struct store_reader *r,
			    const struct wasl_dossier_id *id,
			    const struct wasl_user *actor, struct wasl_err *err)
{
	char names[NAMES_MAX];
	bool may;

	WASL_TRY(node_need_may(node, r, &may, id, actor, err));
	if (may)
		return WASL_OK;
	WASL_TRY(names_of(r, names, id, wasl_clock_now(&node->clock), err));
	if (wasl_roles_may(actor->roles, WASL_RIGHT_GLASS))
		return wasl_fault_of(
			err, WASL_DENIED, "", "dossier-glass",
			WASL_FAULT_T("units", wasl_text_of(names)));
	return wasl_fault_of(err, WASL_DENIED, "", "dossier-for",
			     WASL_FAULT_T("units", wasl_text_of(names)));
}

wasl_status node_need_ref(struct wasl_node *node, struct store_reader *r,
			  struct wasl_dossier_id *id, wasl_text ref,
			  const struct wasl_user *actor, struct wasl_err *err)
{
	struct node_peer *peer;
	wasl_status status;

	pthread_rwlock_rdlock(&node->lock);
	status = node_find_ref(node, r, ref, &peer, id, err);
	if (status == WASL_OK)
		status = node_need_check(node, r, id, actor, err);
	pthread_rwlock_unlock(&node->lock);
	return status;
}

wasl_status node_need_opened(struct wasl_node *node, struct store_tx *tx,
			     const struct wasl_dossier_id *id,
			     const struct wasl_user *author,
			     struct wasl_err *err)
{
	const struct wasl_need need = {
		.unit = author->unit,
		.why = WASL_NEED_OPENED,
		.given_by = author->id,
		.at = wasl_clock_now(&node->clock),
	};

	return wasl_need_put(tx, wasl_dossier_id_bytes(id), &need, err);
}

/* --- reading ------------------------------------------------------------- */

wasl_status wasl_node_desk_get(struct wasl_node *node, struct wasl_arena *arena,
			       struct wasl_node_desk *out, wasl_text ref,
			       const struct wasl_user *actor,
			       struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	struct wasl_dossier_id id;

	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(node_need_ref(node, &r, &id, ref, actor, err));
	WASL_TRY(wasl_desk_state_get(&r, arena, &out->at,
				     wasl_dossier_id_bytes(&id), err));
	WASL_TRY(node_escalation_list(&r, arena, &out->rungs, &out->n_rungs,
				      wasl_dossier_id_bytes(&id), err));
	return wasl_need_list(&r, arena, &out->needs, &out->n_needs,
			      wasl_dossier_id_bytes(&id),
			      wasl_clock_now(&node->clock), err);
}

/* --- changing ------------------------------------------------------------ */

struct need_job {
	struct node_job job;
	const struct wasl_user *actor;
	wasl_text ref;
	wasl_text word; /* to whom; or the reason */
	bool over;
	wasl_desk_state state;
};

/* The dossier, and a line in the access log. */
static wasl_status begin(struct wasl_node *node, struct store_tx *tx,
			 struct need_job *need, struct wasl_dossier_id *id,
			 wasl_access_what what)
{
	struct wasl_err *err = &need->job.err;
	struct node_peer *peer;
	char purpose[WASL_ACCESS_PURPOSE_MAX + 1];
	struct wasl_access access = {
		.at = wasl_clock_now(&node->clock),
		.user_id = need->actor->id,
		.what = what,
		.purpose = purpose,
	};

	WASL_TRY(node_find_ref(node, &tx->reader, need->ref, &peer, id, err));
	if (wasl_dossier_id_eq(id, &peer->line_dossier.id))
		return wasl_fault(err, WASL_CONFLICT, "", "line-own");
	if (what != WASL_ACCESS_GLASS)
		WASL_TRY(node_need_check(node, &tx->reader, id, need->actor,
					 err));
	snprintf(purpose, sizeof(purpose), "%.*s", (int)need->word.n,
		 need->word.p);
	access.dossier_id = wasl_dossier_id_bytes(id);
	return wasl_access_add(tx, &access, err);
}

static wasl_status assign_run(struct wasl_node *node, struct store_tx *tx,
			      struct node_job *job)
{
	struct need_job *assign = (struct need_job *)job;
	wasl_autoarena arena = wasl_arena_init(64 * 1024);
	struct wasl_need need = {
		.why = WASL_NEED_ASSIGNED,
		.given_by = assign->actor->id,
		.at = wasl_clock_now(&node->clock),
	};
	struct wasl_dossier_id id;
	wasl_bytes row = wasl_dossier_id_bytes(&id);

	WASL_TRY(wasl_need_whom(&tx->reader, &arena, &need, assign->word,
				&job->err));
	WASL_TRY(begin(node, tx, assign, &id, WASL_ACCESS_ASSIGN));
	if (assign->over)
		WASL_TRY(wasl_need_hand_over(tx, row, &need, &job->err));
	WASL_TRY(wasl_need_put(tx, row, &need, &job->err));
	WASL_TRY(node_feed_task(node, tx, &id, &job->err));
	return wasl_desk_state_put(tx, row, WASL_DESK_ASSIGNED,
				   assign->actor->id, need.at, &job->err);
}

wasl_status wasl_node_assign(struct wasl_node *node, wasl_text ref,
			     wasl_text to, bool over,
			     const struct wasl_user *actor,
			     struct wasl_err *err)
{
	struct need_job job = {.job = {.run = assign_run},
			       .actor = actor,
			       .ref = ref,
			       .word = to,
			       .over = over};

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_ASSIGN, err));
	return node_writer_call(node->writer, &job.job, err);
}

static wasl_status mark_run(struct wasl_node *node, struct store_tx *tx,
			    struct node_job *job)
{
	struct need_job *mark = (struct need_job *)job;
	struct wasl_dossier_id id;

	WASL_TRY(begin(node, tx, mark, &id, WASL_ACCESS_ASSIGN));
	WASL_TRY(node_feed_task(node, tx, &id, &job->err));
	return wasl_desk_state_put(tx, wasl_dossier_id_bytes(&id), mark->state,
				   mark->actor->id,
				   wasl_clock_now(&node->clock), &job->err);
}

wasl_status wasl_node_mark(struct wasl_node *node, wasl_text ref,
			   wasl_desk_state state, const struct wasl_user *actor,
			   struct wasl_err *err)
{
	struct need_job job = {
		.job = {.run = mark_run},
		.actor = actor,
		.ref = ref,
		.word = wasl_text_of(wasl_desk_state_text(state)),
		.state = state};

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_READ, err));
	return node_writer_call(node->writer, &job.job, err);
}

static wasl_status glass_run(struct wasl_node *node, struct store_tx *tx,
			     struct node_job *job)
{
	struct need_job *glass = (struct need_job *)job;
	struct wasl_need need = {
		.unit = "",
		.officer_id = glass->actor->id,
		.why = WASL_NEED_GLASS,
		.given_by = glass->actor->id,
		.at = wasl_clock_now(&node->clock),
	};
	struct wasl_dossier_id id;
	bool may;

	need.until_at = need.at + WASL_GLASS_SECONDS;
	WASL_TRY(begin(node, tx, glass, &id, WASL_ACCESS_GLASS));
	WASL_TRY(node_need_may(node, &tx->reader, &may, &id, glass->actor,
			       &job->err));
	/* Whoever is on the list for good stays there for good. */
	if (may)
		return WASL_OK;
	WASL_TRY(node_feed_task(node, tx, &id, &job->err));
	return wasl_need_put(tx, wasl_dossier_id_bytes(&id), &need, &job->err);
}

wasl_status wasl_node_glass(struct wasl_node *node, wasl_text ref,
			    wasl_text reason, const struct wasl_user *actor,
			    struct wasl_err *err)
{
	struct need_job job = {.job = {.run = glass_run},
			       .actor = actor,
			       .ref = ref,
			       .word = reason};

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_GLASS, err));
	WASL_TRY(node_typed(reason, WASL_ACCESS_PURPOSE_MAX, "/reason", err));
	return node_writer_call(node->writer, &job.job, err);
}
