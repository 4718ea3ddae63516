#include "node/opening.h"

#include "desk/reference.h"
#include "desk/right.h"
#include "kind/fault.h"
#include "node/need.h"
#include "node/runner.h"

static wasl_status new_dossier(struct wasl_node *node, struct store_tx *tx,
			       struct node_making *m, struct wasl_buf *grant,
			       struct wasl_err *err)
{
	struct wasl_dossier_id id =
		wasl_dossier_id_make(&node->random, m->peer->own_first);
	wasl_autosecret key = {0};
	struct wasl_keyd_dossier ask = {.bucket = node_bucket(node),
					.key = &key};
	struct wasl_reference ref;

	ask.id = id;
	WASL_TRY(wasl_keyd_dossier_new(node->keyd, &ask, grant, m->peer->number,
				       err));
	WASL_TRY(wasl_reference_take(tx, &ref, wasl_text_of(node->config->side),
				     wasl_text_of(m->kind->code),
				     wasl_clock_now(&node->clock), err));
	WASL_TRY(node_cache_new(node, m->peer, &id, &key, &ask.wrapped,
				&m->dossier, err));
	wasl_reference_write(m->dossier->ref, &ref);
	return WASL_OK;
}

static wasl_status grant_again(struct wasl_node *node, struct node_making *m,
			       struct wasl_buf *grant, struct wasl_err *err)
{
	struct wasl_keyd_dossier ask = {.id = m->dossier->id,
					.wrapped = m->dossier->wrapped};

	WASL_TRY(wasl_keyd_grant_make(node->keyd, grant, &ask, 1,
				      m->peer->number, err));
	return ask.status == WASL_OK
		       ? WASL_OK
		       : wasl_fail(err, ask.status, "the dossier's key");
}

wasl_status node_opening(struct wasl_node *node, struct store_tx *tx,
			 struct node_making *m, const struct wasl_user *actor,
			 struct wasl_buf *grant, struct wasl_err *err)
{
	if (m->dossier != NULL) {
		WASL_TRY(grant_again(node, m, grant, err));
	} else {
		WASL_TRY(new_dossier(node, tx, m, grant, err));
		if (actor != NULL)
			WASL_TRY(node_need_opened(node, tx, &m->dossier->id,
						  actor, err));
	}
	/* A profile agreed since it was begun may hold a newer kind. */
	m->dossier->kind = m->kind;
	m->dossier->profile = m->profile;
	node_cache_touch(node, m->dossier);
	m->act.opening.present = true;
	m->act.opening.kind = m->kind->hash;
	m->act.opening.profile = m->profile->hash;
	m->act.opening.reference = wasl_text_of(m->dossier->ref);
	return WASL_OK;
}

/* Kind and profile that a dossier of this name would be opened under now. */
static wasl_status in_force(struct wasl_node *node, const struct node_making *m,
			    const struct wasl_kind **kind,
			    const struct wasl_profile **profile,
			    struct wasl_err *err)
{
	const struct wasl_known all = WASL_KNOWN_ALL;
	const struct wasl_hash *agreed =
		wasl_linestate_profile(&m->peer->state, &all);
	struct wasl_hash hash;

	*profile = agreed == NULL
			   ? NULL
			   : wasl_library_profile(&node->library, agreed);
	if (*profile == NULL ||
	    !wasl_profile_kind(&hash, *profile, m->kind->name))
		return wasl_fault_of(
			err, WASL_NOT_FOUND, "", "kind-not-enabled",
			WASL_FAULT_T("kind", wasl_text_of(m->kind->name)));
	*kind = wasl_library_kind(&node->library, &hash);
	return *kind != NULL
		       ? WASL_OK
		       : wasl_fault_of(
				 err, WASL_NOT_FOUND, "", "kind-not-held",
				 WASL_FAULT_T("kind",
					      wasl_text_of(m->kind->name)));
}

wasl_status node_rebase(struct wasl_node *node, struct node_making *m,
			struct wasl_err *err)
{
	const struct wasl_dossier *fold = &m->dossier->fold;
	struct wasl_opening *names = &m->act.opening;
	const struct wasl_profile *profile;
	const struct wasl_kind *kind;

	WASL_TRY(in_force(node, m, &kind, &profile, err));
	if (names->present && (!wasl_hash_eq(&names->kind, &kind->hash) ||
			       !wasl_hash_eq(&names->profile, &profile->hash)))
		return wasl_fault(err, WASL_CONFLICT, "", "profile-since");
	if (kind == fold->kind && profile == fold->profile)
		return wasl_fault(err, WASL_CONFLICT, "", "version-same");
	if (wasl_kind_state(kind, wasl_dossier_state(fold)) ==
	    WASL_STATE_REFUSED)
		return wasl_fault_of(
			err, WASL_CONFLICT, "", "version-state",
			WASL_FAULT_T("state",
				     wasl_text_of(wasl_dossier_state(fold))));
	*names = (struct wasl_opening){
		.present = true, .kind = kind->hash, .profile = profile->hash};
	return WASL_OK;
}

wasl_status node_opening_find(struct wasl_node *node, struct store_reader *r,
			      struct node_making *m,
			      const struct wasl_node_put *put,
			      struct wasl_err *err)
{
	const struct wasl_kind *kind = m->dossier->kind;
	wasl_autorows struct wasl_rows row = {0};
	struct wasl_node_put opening = {.act = put->act};
	bool free;

	WASL_TRY(wasl_store_one(&row, r, WASL_SQL_ACTS_OF_DOSSIER, err,
				WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(
					&m->dossier->id)))));
	free = m->dossier->own && wasl_rows_u64(&row, "entries") == 0 &&
	       wasl_rows_u64(&row, "waiting") == 0 &&
	       wasl_rows_u64(&row, "drafts") == 0;
	WASL_TRY(wasl_rows_finish(&row, err));
	if (!free || kind == NULL || kind->opening == NULL)
		return wasl_fault(err, WASL_CONFLICT, "", "opening-unbound");
	if (!wasl_text_is(put->act, kind->opening->name))
		return wasl_fault_of(
			err, WASL_CONFLICT, "/act", "not-opened",
			WASL_FAULT_T("reference",
				     wasl_text_of(m->dossier->ref)),
			WASL_FAULT_T("act", wasl_text_of(kind->opening->name)));
	opening.kind = wasl_text_of(kind->name);
	opening.to = wasl_text_of(m->peer->keys.partner);
	return node_making_find(node, r, m, &opening, err);
}

/* --- beginning ----------------------------------------------------------- */

struct begin_job {
	struct node_job job;
	struct node_putting putting;
};

wasl_status node_begin(struct wasl_node *node, struct store_tx *tx,
		       struct node_putting *put, struct wasl_err *err)
{
	uint8_t space[WASL_GRANT_LEN];
	struct wasl_buf grant = WASL_BUF(space);
	struct node_making *m = &put->m;

	*m = (struct node_making){.arena = put->arena,
				  .findings = &put->made->findings};
	WASL_TRY(node_making_find(node, &tx->reader, m, put->put, err));
	WASL_TRY(wasl_act_may_author(put->actor->roles, m->def->roles,
				     m->def->second == WASL_SECOND_FIRST, err));
	WASL_TRY(node_making_allowed(m, err));
	WASL_TRY(node_opening(node, tx, m, put->actor, &grant, err));
	put->id = m->dossier->id;
	put->made->ref = node_ref_text(put->arena, m->dossier);
	return WASL_OK;
}

static wasl_status begin_run(struct wasl_node *node, struct store_tx *tx,
			     struct node_job *job)
{
	struct begin_job *begin = (struct begin_job *)job;

	return node_begin(node, tx, &begin->putting, &job->err);
}

wasl_status wasl_node_begin(struct wasl_node *node, struct wasl_arena *arena,
			    struct wasl_node_made *made,
			    const struct wasl_user *actor,
			    const struct wasl_node_put *put,
			    struct wasl_err *err)
{
	struct begin_job job = {
		.job = {.run = begin_run},
		.putting = {.arena = arena,
			    .made = made,
			    .actor = actor,
			    .put = put},
	};

	*made = (struct wasl_node_made){.ref = ""};
	made->findings = wasl_findings_init(arena);
	return node_writer_call(node->writer, &job.job, err);
}
