#include "kind/fault.h"
#include "node/put.h"

#include "desk/access.h"
#include "desk/right.h"
#include "node/assertion.h"
#include "node/duplicate.h"
#include "node/feed.h"
#include "node/grounds.h"
#include "node/need.h"
#include "watch/change.h"

/* A draft is read in the writer's thread, whose dossiers and lines it needs. */
struct draft_job {
	struct node_job job;
	struct wasl_arena *arena;
	const struct wasl_user *actor;
	int64_t id;
	struct wasl_node_draft *out;
	size_t n;
	wasl_text reason;
	/* Of an opening: what it says, to look its persons up. */
	const struct wasl_act_def *opening;
	struct wasl_record record;
	struct wasl_dossier_id dossier;
};

/* Roles whose acts are of the line, or rare: they answer for what leaves. */
#define OFFICES                                                                \
	(WASL_ROLE_BIT(WASL_ROLE_DIRECTOR) | WASL_ROLE_BIT(WASL_ROLE_DPO) |    \
	 WASL_ROLE_BIT(WASL_ROLE_JUDICIAL))

wasl_status node_draft_check(struct wasl_node *node, struct store_reader *r,
			     const struct wasl_draft *draft,
			     const struct wasl_user *actor,
			     struct wasl_err *err)
{
	uint32_t common = draft->roles & actor->roles;
	struct wasl_dossier_id id;

	if (draft->author_id == actor->id || (common & OFFICES) != 0)
		return WASL_OK;
	if (common == 0)
		return wasl_fault(err, WASL_DENIED, "", "draft-other");
	memcpy(id.b, draft->dossier_id, sizeof(id.b));
	return node_need_check(node, r, &id, actor, err);
}

/* Texts that a list and a single draft share. */
static wasl_status describe(struct wasl_node *node, struct store_tx *tx,
			    struct wasl_arena *arena,
			    struct wasl_node_draft *out, struct wasl_err *err)
{
	struct node_peer *peer = node_peer_by_id(node, out->draft.peer_id);
	struct node_dossier *d;
	struct wasl_dossier_id id;
	struct wasl_user author;

	if (peer == NULL)
		return wasl_fail(err, WASL_CORRUPT, "a draft's partner");
	memcpy(id.b, out->draft.dossier_id, sizeof(id.b));
	WASL_TRY(wasl_user_by_id(&tx->reader, &author, out->draft.author_id,
				 err));
	out->peer = wasl_arena_text(arena, wasl_text_of(peer->keys.partner));
	out->author = wasl_arena_text(arena, wasl_text_of(author.pseudonym));
	d = &peer->line_dossier;
	if (!wasl_dossier_id_eq(&id, &d->id))
		WASL_TRY(node_cache_get(node, &tx->reader, peer, &id, &d, err));
	out->ref = node_ref_text(arena, d);
	return WASL_OK;
}

static wasl_status list_run(struct wasl_node *node, struct store_tx *tx,
			    struct node_job *job)
{
	struct draft_job *list = (struct draft_job *)job;
	struct wasl_draft *drafts;
	size_t n;

	list->n = 0;
	WASL_TRY(wasl_draft_waiting(&tx->reader, list->arena, &drafts, &n,
				    &job->err));
	list->out = wasl_arena_take(list->arena, n, sizeof(*list->out));
	WASL_TRY(wasl_arena_check(list->arena, &job->err));
	for (size_t i = 0; i < n; i++) {
		wasl_status seen = node_draft_check(
			node, &tx->reader, &drafts[i], list->actor, &job->err);

		if (seen == WASL_DENIED)
			continue;
		WASL_TRY(seen);
		list->out[list->n].draft = drafts[i];
		WASL_TRY(describe(node, tx, list->arena, &list->out[list->n],
				  &job->err));
		list->n++;
	}
	return WASL_OK;
}

wasl_status wasl_node_draft_list(struct wasl_node *node,
				 struct wasl_arena *arena,
				 struct wasl_node_draft **out, size_t *n,
				 const struct wasl_user *actor,
				 struct wasl_err *err)
{
	struct draft_job job = {
		.job = {.run = list_run}, .arena = arena, .actor = actor};

	WASL_TRY(node_writer_call(node->writer, &job.job, err));
	*out = job.out;
	*n = job.n;
	return WASL_OK;
}

/* Time and view that a passkey will sign for. */
static struct node_asked ask(struct wasl_node *node,
			     const struct draft_job *show,
			     const struct node_making *m)
{
	struct node_asked asked = {
		.draft = show->id,
		.officer = show->actor->id,
		.at = wasl_clock_now(&node->clock),
		.view = {m->peer->own.size, m->peer->mirror.size},
	};

	if (node->signin != NULL)
		node_asked_put(node->signin, &asked);
	return asked;
}

/* Of the act as it would leave with this officer as its second person. */
static wasl_status challenge(struct wasl_node *node, struct draft_job *show,
			     struct node_making *m,
			     const struct node_asked *asked,
			     struct wasl_err *err)
{
	struct wasl_node_draft *out = show->out;
	struct wasl_act act = m->act;
	struct wasl_hash hash;

	if (node->signin == NULL ||
	    wasl_draft_may_approve(&out->draft, show->actor->id,
				   show->actor->roles, out->draft.digest,
				   NULL) != WASL_OK)
		return WASL_OK;
	act.approver = wasl_text_of(show->actor->pseudonym);
	act.view = asked->view;
	WASL_TRY(wasl_act_challenge(&hash, &m->dossier->id, &act, err));
	memcpy(out->challenge, hash.b, sizeof(out->challenge));
	out->asked = true;
	out->passkey = node->config->desk.passkeys ||
		       node_asserted_lacks(m->profile, m->def, &act);
	return WASL_OK;
}

static wasl_status show_run(struct wasl_node *node, struct store_tx *tx,
			    struct node_job *job)
{
	struct draft_job *show = (struct draft_job *)job;
	struct wasl_node_draft *out = show->out;
	struct node_making m = {.arena = show->arena,
				.findings = &out->findings};
	struct wasl_access access = {
		.at = wasl_clock_now(&node->clock),
		.user_id = show->actor->id,
		.what = WASL_ACCESS_DRAFT,
		.purpose = "",
		.dossier_id = {out->draft.dossier_id, 16},
	};
	struct wasl_node_ground ground;
	wasl_bytes grant;
	struct node_asked asked;
	wasl_status checked;
	bool found;

	json_decref(out->fields);
	*out = (struct wasl_node_draft){0};
	out->findings = wasl_findings_init(show->arena);
	WASL_TRY(wasl_draft_get(&tx->reader, show->arena, &out->draft, show->id,
				&job->err));
	WASL_TRY(node_draft_check(node, &tx->reader, &out->draft, show->actor,
				  &job->err));
	WASL_TRY(describe(node, tx, show->arena, out, &job->err));
	WASL_TRY(node_draft_read(node, &tx->reader, &m, &out->draft, &grant,
				 &job->err));
	show->opening = m.def == m.kind->opening ? m.def : NULL;
	show->record = m.record;
	show->dossier = m.dossier->id;
	/* What the rules say now is shown; it does not hide the draft. */
	asked = ask(node, show, &m);
	checked = node_making_check(node, &tx->reader, &m, asked.at, NULL);
	if (checked == WASL_NO_MEMORY)
		return wasl_fail(&job->err, checked, "draft");
	out->fields = wasl_record_show(&m.record, &m.def->shape);
	if (out->fields == NULL)
		return wasl_fail(&job->err, WASL_NO_MEMORY, "draft");
	WASL_TRY(node_ground_of_draft(node, &tx->reader, show->arena, &ground,
				      &found,
				      wasl_bytes_of(out->draft.dossier_id, 16),
				      out->draft.id, &job->err));
	WASL_TRY(challenge(node, show, &m, &asked, &job->err));
	out->ground_code = found ? ground.code : "";
	out->ground_why = found ? ground.why : "";
	return wasl_access_add(tx, &access, &job->err);
}

wasl_status wasl_node_draft_show(struct wasl_node *node,
				 struct wasl_arena *arena,
				 struct wasl_node_draft *out, int64_t id,
				 const struct wasl_user *actor,
				 struct wasl_err *err)
{
	struct draft_job job = {.job = {.run = show_run},
				.arena = arena,
				.actor = actor,
				.id = id,
				.out = out};
	wasl_status status;

	*out = (struct wasl_node_draft){0};
	status = node_writer_call(node->writer, &job.job, err);
	if (status != WASL_OK) {
		json_decref(out->fields);
		out->fields = NULL;
	}
	/* Beside the writer: it takes a moment. */
	if (status == WASL_OK && job.opening != NULL)
		node_duplicate_notes(node, &out->findings, &job.record,
				     &job.opening->shape, &job.dossier, actor);
	return status;
}

static wasl_status return_run(struct wasl_node *node, struct store_tx *tx,
			      struct node_job *job)
{
	struct draft_job *back = (struct draft_job *)job;
	wasl_autoarena arena = wasl_arena_init(1024 * 1024);
	struct wasl_draft draft;

	struct wasl_change change = {.at = wasl_clock_now(&node->clock),
				     .what = WASL_CHANGE_DOSSIER,
				     .of_dossier = true};

	WASL_TRY(wasl_draft_get(&tx->reader, &arena, &draft, back->id,
				&job->err));
	WASL_TRY(wasl_draft_return(tx, &draft, back->actor->id,
				   back->actor->roles, back->reason, change.at,
				   &job->err));
	WASL_TRY(node_blob_undraft(tx, draft.id, true, &job->err));
	/* Whom it named is not known by it any more. */
	memcpy(change.dossier_id.b, draft.dossier_id,
	       sizeof(change.dossier_id.b));
	WASL_TRY(wasl_change_add(tx, &change, &job->err));
	return node_feed_draft(node, tx, &draft, &job->err);
}

wasl_status wasl_node_draft_return(struct wasl_node *node, int64_t id,
				   wasl_text reason,
				   const struct wasl_user *actor,
				   struct wasl_err *err)
{
	struct draft_job job = {.job = {.run = return_run},
				.actor = actor,
				.id = id,
				.reason = reason};

	return node_writer_call(node->writer, &job.job, err);
}
