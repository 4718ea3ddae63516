#include "kind/fault.h"
#include "node/home.h"

#include "base/alloc.h"
#include "cbor/cbor.h"
#include "desk/access.h"
#include "desk/reference.h"
#include "desk/right.h"
#include "kind/words.h"
#include "node/assertion.h"
#include "node/batch.h"
#include "node/deskrule.h"
#include "node/duplicate.h"
#include "node/feed.h"
#include "node/need.h"
#include "node/opening.h"
#include "node/runner.h"
#include "node/send.h"
#include "node/transfer.h"

#include <stdio.h>

/* Why the node sends a draft back by itself; its author reads it. */
static const char partner_acted[] =
	"the partner has acted in this dossier since; look again";

/* --- a draft's sealed content -------------------------------------------- */

/* det-CBOR [plaintext, grant or null] under the dossier key (spec §10). */
static struct wasl_cell draft_cell(const struct node_dossier *d)
{
	return (struct wasl_cell){
		.table = WASL_TEXT("draft"),
		.column = WASL_TEXT("sealed"),
		.row = wasl_dossier_id_bytes(&d->id),
	};
}

static wasl_bytes draft_seal(struct wasl_node *node, struct node_making *m,
			     wasl_bytes plain, wasl_bytes grant)
{
	struct wasl_cell cell = draft_cell(m->dossier);
	struct wasl_buf in = {.cap = plain.n + grant.n + 16};
	struct wasl_buf out = {.cap = in.cap + WASL_REST_OVERHEAD};

	in.p = wasl_arena_take(m->arena, in.cap, 1);
	out.p = wasl_arena_take(m->arena, out.cap, 1);
	if (m->arena->over)
		return (wasl_bytes){NULL, 0};
	wasl_cbor_put_array(&in, 2);
	wasl_cbor_put_bytes(&in, plain);
	if (grant.n == 0)
		wasl_cbor_put_null(&in);
	else
		wasl_cbor_put_bytes(&in, grant);
	wasl_rest_seal(&out, &node->random, m->dossier->key, &cell,
		       wasl_buf_bytes(&in));
	return wasl_buf_bytes(&out);
}

wasl_status node_draft_open(struct wasl_arena *arena,
			    const struct node_dossier *d, wasl_bytes sealed,
			    wasl_bytes *plain, wasl_bytes *grant,
			    struct wasl_err *err)
{
	struct wasl_cell cell = draft_cell(d);
	struct wasl_buf out = {.cap = sealed.n};
	struct wasl_cbor c;

	out.p = wasl_arena_take(arena, out.cap, 1);
	WASL_TRY(wasl_arena_check(arena, err));
	if (d->key == NULL)
		return wasl_fault(err, WASL_NOT_READY, "", "key-not-here");
	WASL_TRY(wasl_rest_open(&out, d->key, &cell, sealed, err));
	c = wasl_cbor_init(wasl_buf_bytes(&out));
	wasl_cbor_expect_array(&c, 2);
	*plain = wasl_cbor_bytes(&c);
	*grant = (wasl_bytes){NULL, 0};
	if (!wasl_cbor_null(&c))
		*grant = wasl_cbor_bytes(&c);
	wasl_cbor_leave(&c);
	return wasl_cbor_finish(&c, err);
}

wasl_status node_draft_read(struct wasl_node *node, struct store_reader *r,
			    struct node_making *m,
			    const struct wasl_draft *draft, wasl_bytes *grant,
			    struct wasl_err *err)
{
	struct wasl_dossier_id id;
	wasl_bytes plain;

	memcpy(id.b, draft->dossier_id, sizeof(id.b));
	m->peer = node_peer_by_id(node, draft->peer_id);
	if (m->peer == NULL)
		return wasl_fail(err, WASL_CORRUPT, "a draft's partner");
	if (wasl_dossier_id_eq(&id, &m->peer->line_dossier.id)) {
		m->dossier = &m->peer->line_dossier;
		m->kind = wasl_library_kind_named(&node->library, "line");
	} else {
		WASL_TRY(node_cache_get(node, r, m->peer, &id, &m->dossier,
					err));
		m->kind = m->dossier->fold.kind ? m->dossier->fold.kind
						: m->dossier->kind;
		m->profile = m->dossier->fold.profile ? m->dossier->fold.profile
						      : m->dossier->profile;
	}
	if (m->kind == NULL)
		return wasl_fail(err, WASL_CORRUPT, "a draft's kind");
	WASL_TRY(node_draft_open(m->arena, m->dossier, draft->sealed, &plain,
				 grant, err));
	WASL_TRY(wasl_act_parse(&m->act, m->arena, plain, err));
	m->def = wasl_kind_act(m->kind, m->act.number);
	if (m->def == NULL)
		return wasl_fail(err, WASL_CORRUPT, "a draft's act");
	return wasl_record_parse(&m->record, m->arena, &m->def->shape,
				 m->profile, m->act.fields, err);
}

/* --- putting forward ----------------------------------------------------- */

struct put_job {
	struct node_job job;
	struct node_putting p;
	/* of an approval */
	const struct wasl_node_approval *how;
	bool gone_back; /* the draft went back to its author */
};

static struct node_desk_ask ask_of(const struct node_putting *put)
{
	return (struct node_desk_ask){
		.actor = put->actor,
		.true_ground = put->put == NULL ? NULL : put->put->true_ground,
		.draft = put->draft,
	};
}

static void fill_head(struct wasl_node *node, struct node_making *m,
		      const struct wasl_user *author)
{
	m->act.number = m->def->n;
	m->act.time = wasl_clock_now(&node->clock);
	m->act.author = wasl_text_of(author->pseudonym);
	m->act.view =
		(struct wasl_view){m->peer->own.size, m->peer->mirror.size};
}

/* The language of its free text, where the officer does not say it. */
static wasl_status fill_words(const struct node_making *m, json_t *fields,
			      struct wasl_err *err)
{
	const json_t *languages =
		m->profile == NULL
			? NULL
			: wasl_profile_get(m->profile, (wasl_text){"", 0},
					   "$profile/languages");

	return wasl_words_fill(fields, &m->def->shape, languages)
		       ? WASL_OK
		       : wasl_fail(err, WASL_NO_MEMORY, "fields");
}

static wasl_status leave_draft(struct wasl_node *node, struct store_tx *tx,
			       struct node_putting *put, struct node_making *m,
			       wasl_bytes plain, wasl_bytes grant,
			       struct wasl_err *err)
{
	struct wasl_draft draft = {
		.author_id = put->actor->id,
		.peer_id = m->peer->id,
		.kind = m->kind->name,
		.act = m->def->name,
		.roles = m->roles,
		.sealed = draft_seal(node, m, plain, grant),
		.view_own = m->act.view.own,
		.view_partner = m->act.view.partner,
		.created_at = m->act.time,
	};
	const struct node_desk_ask ask = ask_of(put);
	struct wasl_hash digest;

	WASL_TRY(wasl_arena_check(m->arena, err));
	memcpy(draft.dossier_id, m->dossier->id.b, sizeof(draft.dossier_id));
	WASL_TRY(node_making_digest(m, &digest, err));
	memcpy(draft.digest, digest.b, sizeof(draft.digest));
	WASL_TRY(wasl_draft_add(tx, &put->made->draft, &draft, err));
	draft.id = put->made->draft;
	WASL_TRY(node_desk_drafted(node, tx, m, &ask, draft.id, err));
	WASL_TRY(node_feed_draft(node, tx, &draft, err));
	return node_blob_drafted(tx, m, put->made->draft, err);
}

static wasl_status send_it(struct wasl_node *node, struct store_tx *tx,
			   struct node_putting *put, struct node_making *m,
			   wasl_bytes plain, wasl_bytes grant,
			   struct wasl_err *err)
{
	struct node_send send = {
		.dossier = m->dossier, .plain = plain, .grant = grant};

	const struct node_desk_ask ask = ask_of(put);

	WASL_TRY(node_send(node, tx, &send, err));
	WASL_TRY(node_desk_left(node, tx, m, &ask, err));
	WASL_TRY(node_blob_leaves(node, tx, m, put->draft, err));
	put->made->waiting = send.waits;
	put->sent = m->peer;
	return WASL_OK;
}

/* Everything that may refuse the act, before anything is written. */
wasl_status node_put_check(struct wasl_node *node, struct store_tx *tx,
			   struct node_putting *put, struct wasl_err *err)
{
	const struct node_desk_ask ask = ask_of(put);
	struct node_making *m = &put->m;
	wasl_autojson *fields = NULL;
	bool second;

	*put->made = (struct wasl_node_made){.ref = ""};
	put->made->findings = wasl_findings_init(put->arena);
	put->sent = NULL;
	*m = (struct node_making){.arena = put->arena,
				  .findings = &put->made->findings};
	WASL_TRY(node_making_find(node, &tx->reader, m, put->put, err));
	if (m->dossier != NULL)
		WASL_TRY(node_need_check(node, &tx->reader, &m->dossier->id,
					 put->actor, err));
	second = m->def->second == WASL_SECOND_FIRST;
	WASL_TRY(wasl_act_may_author(put->actor->roles, m->def->roles, second,
				     err));
	WASL_TRY(node_making_allowed(m, err));
	if (m->dossier != NULL && m->dossier->key == NULL)
		return wasl_fault(err, WASL_NOT_READY, "", "key-not-here");
	fill_head(node, m, put->actor);
	/* A record that does not read shows its faults; rules need a whole
	 * one. */
	WASL_TRY(node_home_fields(node, &tx->reader, m, put->put->fields,
				  &fields, err));
	WASL_TRY(node_transfer_fill(node, &tx->reader, m, fields, err));
	WASL_TRY(fill_words(m, fields, err));
	WASL_TRY(wasl_record_read(&m->record, m->arena, m->findings,
				  &m->def->shape, m->profile, fields, err));
	WASL_TRY(node_blob_check(node, &tx->reader, m, err));
	WASL_TRY(node_desk_check(node, tx, m, &ask, err));
	WASL_TRY(node_making_check(node, &tx->reader, m, m->act.time, err));
	/* What it says may leave it to fewer of them. */
	return wasl_act_may_author(put->actor->roles, m->roles, second, err);
}

wasl_status node_put_write(struct wasl_node *node, struct store_tx *tx,
			   struct node_putting *put, struct wasl_err *err)
{
	const struct node_desk_ask ask = ask_of(put);
	struct node_making *m = &put->m;
	uint8_t space[WASL_GRANT_LEN];
	struct wasl_buf grant = WASL_BUF(space);
	wasl_bytes plain;

	if (m->def == m->kind->opening) {
		WASL_TRY(node_opening(node, tx, m, put->actor, &grant, err));
		WASL_TRY(node_desk_opened(node, tx, m, &ask, err));
	}
	WASL_TRY(node_making_write(m, &plain, err));
	put->made->ref = node_ref_text(put->arena, m->dossier);
	put->id = m->dossier->id;
	return m->def->second == WASL_SECOND_FIRST
		       ? leave_draft(node, tx, put, m, plain,
				     wasl_buf_bytes(&grant), err)
		       : send_it(node, tx, put, m, plain,
				 wasl_buf_bytes(&grant), err);
}

void node_put_sent(struct wasl_node *node, const struct node_putting *put)
{
	if (put->sent != NULL && !put->made->waiting)
		node_line_committed(node, put->sent);
}

void node_put_notes(struct wasl_node *node, struct node_putting *put)
{
	if (put->m.def == put->m.kind->opening)
		node_duplicate_notes(node, &put->made->findings, &put->m.record,
				     &put->m.def->shape, &put->id, put->actor);
}

static wasl_status put_run(struct wasl_node *node, struct store_tx *tx,
			   struct node_job *job)
{
	struct put_job *put = (struct put_job *)job;

	WASL_TRY(node_put_check(node, tx, &put->p, &job->err));
	return node_put_write(node, tx, &put->p, &job->err);
}

/* After the commit, so that the line machine may sign and send. */
static void put_sent(struct wasl_node *node, struct node_job *job)
{
	struct put_job *put = (struct put_job *)job;

	if (job->status == WASL_OK)
		node_put_sent(node, &put->p);
}

wasl_status wasl_node_put(struct wasl_node *node, struct wasl_arena *arena,
			  struct wasl_node_made *made,
			  const struct wasl_user *actor,
			  const struct wasl_node_put *put, struct wasl_err *err)
{
	struct put_job job = {
		.job = {.run = put_run, .after = put_sent},
		.p = {.arena = arena, .made = made, .actor = actor, .put = put},
	};

	*made = (struct wasl_node_made){.ref = ""};
	made->findings = wasl_findings_init(arena);
	/* Beside the writer, both: they take a moment. */
	WASL_TRY(node_batch_check(node, &made->findings, put, actor, err));
	WASL_TRY(node_writer_call(node->writer, &job.job, err));
	node_put_notes(node, &job.p);
	return WASL_OK;
}

/* --- approving ----------------------------------------------------------- */

/* Has the partner acted in the dossier since the author looked? */
static bool acted_since(const struct node_making *m,
			const struct wasl_draft *draft)
{
	const struct wasl_dossier *fold = &m->dossier->fold;
	enum wasl_origin own =
		m->peer->own_first ? WASL_ORIGIN_FIRST : WASL_ORIGIN_SECOND;

	for (size_t i = 0; i < fold->n; i++)
		if (fold->acts[i].place.origin != own &&
		    fold->acts[i].place.epoch == m->peer->epoch &&
		    fold->acts[i].place.index >= draft->view_partner)
			return true;
	return false;
}

/* By passkey, where he has one at hand or this house wants it. */
static wasl_status sign(struct wasl_node *node, struct store_tx *tx,
			const struct put_job *approval, struct node_making *m,
			struct wasl_err *err)
{
	if (approval->how->rp != NULL)
		return node_assertion_put(tx, m, approval->how,
					  approval->p.actor,
					  wasl_clock_now(&node->clock), err);
	if (node_asserted_lacks(m->profile, m->def, &m->act))
		return wasl_fault(err, WASL_RULE, "", "passkey-profile");
	return node->config->desk.passkeys
		       ? wasl_fault(err, WASL_RULE, "", "passkey-house")
		       : WASL_OK;
}

/* The act as it leaves: two names; the sending's time, view and clocks, or
 * those that a passkey signed. */
static wasl_status finish_act(struct wasl_node *node, struct store_tx *tx,
			      struct put_job *approval, struct node_making *m,
			      struct wasl_err *err)
{
	const struct node_putting *put = &approval->p;
	const struct node_desk_ask ask = ask_of(put);
	struct node_asked asked = {
		.draft = put->draft,
		.officer = put->actor->id,
		.at = wasl_clock_now(&node->clock),
		.view = {m->peer->own.size, m->peer->mirror.size},
	};

	if (approval->how->rp != NULL)
		WASL_TRY(node_asked_get(node->signin, &asked, asked.at, err));
	m->act.approver = wasl_text_of(put->actor->pseudonym);
	m->act.time = asked.at;
	m->act.view = asked.view;
	WASL_TRY(node_making_allowed(m, err));
	WASL_TRY(node_desk_check(node, tx, m, &ask, err));
	WASL_TRY(node_making_check(node, &tx->reader, m, m->act.time, err));
	return sign(node, tx, approval, m, err);
}

/* What somebody wrote who no longer serves is written anew. */
static wasl_status author_serves(struct store_reader *r,
				 const struct wasl_draft *draft, int64_t now,
				 struct wasl_err *err)
{
	struct wasl_user author;

	WASL_TRY(wasl_user_by_id(r, &author, draft->author_id, err));
	if (wasl_user_active(&author, now, NULL) != WASL_OK)
		return wasl_fault(err, WASL_CONFLICT, "", "author-gone");
	return WASL_OK;
}

static wasl_status approve_run(struct wasl_node *node, struct store_tx *tx,
			       struct node_job *job)
{
	struct put_job *approval = (struct put_job *)job;
	struct node_putting *put = &approval->p;
	struct node_making *m = &put->m;
	struct wasl_err *err = &job->err;
	int64_t now = wasl_clock_now(&node->clock);
	struct wasl_draft draft;
	wasl_bytes plain;
	wasl_bytes grant;

	*put->made = (struct wasl_node_made){.ref = ""};
	put->made->findings = wasl_findings_init(put->arena);
	put->sent = NULL;
	approval->gone_back = false;
	*m = (struct node_making){.arena = put->arena,
				  .findings = &put->made->findings};
	WASL_TRY(wasl_draft_get(&tx->reader, put->arena, &draft, put->draft,
				err));
	WASL_TRY(wasl_draft_may_approve(&draft, put->actor->id,
					put->actor->roles,
					approval->how->digest, err));
	WASL_TRY(node_draft_check(node, &tx->reader, &draft, put->actor, err));
	WASL_TRY(author_serves(&tx->reader, &draft, now, err));
	WASL_TRY(node_draft_read(node, &tx->reader, m, &draft, &grant, err));
	put->made->ref = node_ref_text(put->arena, m->dossier);
	if (acted_since(m, &draft)) {
		approval->gone_back = true;
		/* Its files stay a week: they will be wanted again. */
		WASL_TRY(node_blob_undraft(tx, draft.id, false, err));
		WASL_TRY(node_feed_draft(node, tx, &draft, err));
		return wasl_draft_return(tx, &draft, put->actor->id,
					 put->actor->roles,
					 wasl_text_of(partner_acted), now, err);
	}
	WASL_TRY(finish_act(node, tx, approval, m, err));
	WASL_TRY(node_making_write(m, &plain, err));
	WASL_TRY(wasl_draft_approve(tx, draft.id, put->actor->id, now, err));
	WASL_TRY(node_feed_draft(node, tx, &draft, err));
	return send_it(node, tx, put, m, plain, grant, err);
}

wasl_status wasl_node_draft_approve(struct wasl_node *node,
				    struct wasl_arena *arena,
				    struct wasl_node_made *made, int64_t id,
				    const struct wasl_node_approval *how,
				    const struct wasl_user *actor,
				    struct wasl_err *err)
{
	struct put_job job = {
		.job = {.run = approve_run, .after = put_sent},
		.p = {.arena = arena,
		      .made = made,
		      .actor = actor,
		      .draft = id},
		.how = how,
	};

	*made = (struct wasl_node_made){.ref = ""};
	WASL_TRY(node_writer_call(node->writer, &job.job, err));
	return job.gone_back
		       ? wasl_fault(err, WASL_CONFLICT, "", "partner-acted")
		       : WASL_OK;
}
