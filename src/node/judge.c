#include "node/judge.h"

#include "base/alloc.h"
#include "crypto/envelope.h"
#include "kind/rule.h"
#include "node/apply.h"
#include "node/assertion.h"
#include "node/entry.h"
#include "node/lineact.h"
#include "node/log.h"
#include "node/receipt.h"
#include "node/send.h"

/* An act, its record and its findings. */
#define JUDGE_ARENA_MAX (4 * 1024 * 1024)

/* One act of the partner on its way in. */
struct incoming {
	struct wasl_envelope env;
	struct wasl_judge_facts facts;
	struct wasl_arena arena;
	struct node_dossier *dossier; /* NULL for an opening not yet taken in */
	struct wasl_secret key;
	struct wasl_wrapped wrapped;
	bool granted; /* the key came with this act */
	struct wasl_buf plain;
	struct wasl_act act;
	struct wasl_record record;
	const struct wasl_kind *kind;
	const struct wasl_profile *profile;
	struct wasl_known known; /* what its author knew */
	struct node_entry entry;
};

/* --- reading ------------------------------------------------------------- */

/* The key of the act: of the line, of a held dossier, or from its grant. */
static wasl_status find_key(struct wasl_node *node, struct store_tx *tx,
			    struct node_peer *peer, struct incoming *in,
			    struct wasl_err *err)
{
	struct wasl_keyd_dossier ask = {.key = &in->key};
	wasl_status status;

	in->facts.line_dossier =
		wasl_dossier_id_eq(&in->env.dossier, &peer->line_dossier.id);
	if (in->facts.line_dossier) {
		in->key = *peer->line_dossier.key;
		in->dossier = &peer->line_dossier;
		return WASL_OK;
	}
	status = node_cache_get(node, &tx->reader, peer, &in->env.dossier,
				&in->dossier, err);
	if (status == WASL_OK && in->dossier->key != NULL) {
		in->key = *in->dossier->key;
		return WASL_OK;
	}
	if (status != WASL_OK && status != WASL_NOT_FOUND)
		return status;
	if (!in->env.has_grant)
		return wasl_fail(err, WASL_BAD_SEAL, "no key and no grant");
	ask.id = in->env.dossier;
	ask.bucket = node_bucket(node);
	WASL_TRY(wasl_keyd_grant_open(node->keyd, &ask, &in->env.grant.all, 1,
				      peer->number, err));
	in->wrapped = ask.wrapped;
	in->granted = ask.status == WASL_OK;
	return ask.status;
}

static wasl_status open_act(struct node_peer *peer, struct incoming *in,
			    wasl_bytes bytes, struct wasl_err *err)
{
	const struct wasl_pos at = {wasl_text_of(peer->keys.partner_origin),
				    in->entry.index};

	in->plain = (struct wasl_buf){.cap = bytes.n};
	in->plain.p = wasl_alloc(in->plain.cap, 1);
	if (in->plain.p == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "act");
	WASL_TRY(wasl_envelope_open(&in->plain, &in->env, &at, &in->key, err));
	in->entry.act = &in->act;
	return WASL_OK;
}

/*
 * Kind and profile by which the act is read: those that its opening names,
 * which must be the ones both sides agreed to, as its author knew it.
 */
static bool find_kind(struct wasl_node *node, struct node_peer *peer,
		      struct incoming *in)
{
	const struct wasl_opening *opening = &in->act.opening;
	const struct wasl_hash *agreed =
		wasl_linestate_profile(&peer->state, &in->known);
	struct wasl_hash enabled;

	if (in->facts.line_dossier) {
		in->kind = wasl_library_kind_named(&node->library, "line");
		return true;
	}
	if (!opening->present) {
		in->kind = in->dossier == NULL ? NULL : in->dossier->fold.kind;
		in->profile =
			in->dossier == NULL ? NULL : in->dossier->fold.profile;
		return in->kind != NULL && in->profile != NULL;
	}
	in->kind = wasl_library_kind(&node->library, &opening->kind);
	in->profile = wasl_library_profile(&node->library, &opening->profile);
	return in->kind != NULL && in->profile != NULL &&
	       (agreed == NULL || wasl_hash_eq(agreed, &opening->profile)) &&
	       wasl_profile_kind(&enabled, in->profile, in->kind->name) &&
	       wasl_hash_eq(&enabled, &opening->kind);
}

/* The legal basis: of this act if it names one, else of the dossier; as the
 * author reckoned. */
static wasl_text basis_of(const struct incoming *in,
			  const struct wasl_act_def *def)
{
	const struct wasl_slot *slot =
		wasl_shape_find(&def->shape, WASL_TEXT("basis"));
	const struct wasl_value *named =
		slot == NULL ? NULL
			     : wasl_record_get(&in->record, slot->field->n);
	const char *held = in->dossier == NULL
				   ? NULL
				   : in->dossier->fold.marks[WASL_MARK_BASIS];

	if (named != NULL)
		return named->text;
	return held == NULL ? (wasl_text){"", 0} : wasl_text_of(held);
}

/*
 * The record by its kind, and the rules that depend on envelope, kind and
 * profile; a breach is a reject.
 */
static bool read_record(struct incoming *in, const struct wasl_act_def *def)
{
	struct wasl_findings findings = wasl_findings_init(&in->arena);
	struct wasl_facts facts = {.profile = in->profile,
				   .record = &in->record};
	struct wasl_reading reading;

	if (wasl_record_parse(&in->record, &in->arena, &def->shape, in->profile,
			      in->act.fields, NULL) != WASL_OK)
		return false;
	if (in->facts.line_dossier)
		return true;
	if (wasl_reading_of(&reading, &in->arena, in->kind, def, in->act.fields,
			    NULL) != WASL_OK)
		return false;
	facts.basis = basis_of(in, def);
	wasl_reading_check(&findings, in->kind, def, &reading,
			   in->dossier == NULL || !in->dossier->own
				   ? WASL_OPENER
				   : WASL_PARTNER);
	wasl_rules_run(&findings, in->kind, def, &facts);
	for (size_t i = 0; i < findings.n; i++) {
		const struct wasl_finding *f = &findings.items[i];

		if (f->severity != WASL_SEVERITY_ERROR)
			continue;
		if (strcmp(f->reject, "T09") == 0)
			in->facts.above = true;
		else
			return false;
	}
	return true;
}

/* spec §3, key 7: "[kind hash, profile hash, reference] in an opening (first
 * two in a `rebase`)", and in no other act. */
static bool names_fit(const struct incoming *in, const struct wasl_act_def *def)
{
	const struct wasl_opening *named = &in->act.opening;
	bool opens = def == in->kind->opening;
	bool rebases = strcmp(def->name, "rebase") == 0;

	if (!opens && !rebases)
		return !named->present;
	return named->present && opens == (named->reference.n > 0);
}

/* How far the act could be taken in. */
static wasl_status read_plain(struct wasl_node *node, struct node_peer *peer,
			      struct incoming *in, struct wasl_err *err)
{
	const struct wasl_act_def *def;
	wasl_status status;

	in->facts.read = WASL_JUDGE_BAD_RECORD;
	status = wasl_act_parse(&in->act, &in->arena,
				wasl_buf_bytes(&in->plain), err);
	if (status == WASL_NO_MEMORY)
		return status;
	if (status != WASL_OK)
		return WASL_OK;
	/* A `rebase` names kind and profile too, of a dossier that is there. */
	in->facts.opening = !in->facts.line_dossier &&
			    in->act.opening.present &&
			    in->act.opening.reference.n > 0;
	if (!find_kind(node, peer, in)) {
		in->facts.read = WASL_JUDGE_NO_KIND;
		return WASL_OK;
	}
	def = wasl_kind_act(in->kind, in->act.number);
	if (def == NULL || !names_fit(in, def) || !read_record(in, def) ||
	    node_asserted_lacks(in->profile, def, &in->act))
		return WASL_OK;
	in->facts.always = def->always;
	in->facts.read = WASL_JUDGE_READ;
	return WASL_OK;
}

static wasl_status read_act(struct wasl_node *node, struct store_tx *tx,
			    struct node_peer *peer, struct incoming *in,
			    wasl_bytes bytes, struct wasl_err *err)
{
	wasl_status status = wasl_envelope_parse(&in->env, bytes, err);
	struct wasl_place place;

	in->facts.read = WASL_JUDGE_NO_LAYOUT;
	if (status == WASL_TOO_BIG)
		in->facts.read = WASL_JUDGE_TOO_BIG;
	if (status == WASL_UNSUPPORTED)
		in->facts.read = WASL_JUDGE_VERSION;
	if (status != WASL_OK)
		return WASL_OK;
	in->entry.seen = in->facts.seen = in->env.seen;
	place = node_entry_place(peer, &in->entry);
	in->known = wasl_known_at(&place);
	in->facts.read = WASL_JUDGE_NOT_OPENED;
	status = find_key(node, tx, peer, in, err);
	if (status == WASL_OK)
		status = open_act(peer, in, bytes, err);
	if (status == WASL_BAD_SEAL)
		return WASL_OK;
	WASL_TRY(status);
	return read_plain(node, peer, in, err);
}

/* --- judging ------------------------------------------------------------- */

/* spec §3: first bit 0, opened by the node whose origin sorts first. */
static bool wrong_half(const struct node_peer *peer, const struct incoming *in)
{
	return in->facts.opening &&
	       wasl_dossier_id_opener_first(&in->env.dossier) ==
		       peer->own_first;
}

static void gather(struct node_peer *peer, struct incoming *in)
{
	struct wasl_judge_facts *f = &in->facts;

	f->released = peer->signed_head.size;
	f->seen_last = peer->mirror.last_seen;
	f->seen_floor = node_receipt_floor(peer, in->entry.index);
}

static void gather_state(struct node_peer *peer, struct incoming *in)
{
	static const enum wasl_judge_line flags[] = {
		[WASL_LINE_ACTIVE] = WASL_JUDGE_ACTIVE,
		[WASL_LINE_RESTRICTED] = WASL_JUDGE_RESTRICTED,
		[WASL_LINE_SUSPENDED] = WASL_JUDGE_SUSPENDED,
	};
	struct wasl_judge_facts *f = &in->facts;

	f->wrong_half = wrong_half(peer, in);
	f->line = flags[wasl_linestate_flag(&peer->state, &in->known)];
	f->no_profile =
		wasl_linestate_profile(&peer->state, &in->known) == NULL;
	f->erased = wasl_linestate_erased(&peer->state, &in->known,
					  &in->env.dossier);
}

/* --- storing ------------------------------------------------------------- */

static wasl_status store_entry(struct wasl_node *node, struct store_tx *tx,
			       struct node_judged *j, const struct incoming *in,
			       enum wasl_reject code, struct wasl_err *err)
{
	const struct node_stored entry = {
		.log_id = j->peer->mirror.id,
		.index = j->index,
		.hash = *j->hash,
		.envelope = j->item->erased ? (wasl_bytes){NULL, 0}
					    : j->item->bytes,
		.dossier = in->facts.read > WASL_JUDGE_VERSION
				   ? &in->env.dossier
				   : NULL,
		.seen = in->entry.seen,
		.act = in->act.number,
		.reject = code,
	};

	return node_entry_store(node, tx, &entry, err);
}

static wasl_status refuse(struct node_judged *j, enum wasl_reject code,
			  struct wasl_err *err)
{
	WASL_TRY(node_judge_add(j, j->index, code, err));
	node_log(act_refused, NODE_T("peer", j->peer->keys.partner),
		 NODE_I("index", j->index),
		 NODE_T("code", wasl_reject_name(code)));
	return WASL_OK;
}

/* An opening makes its dossier; a later act changes it. */
static wasl_status take_in(struct wasl_node *node, struct store_tx *tx,
			   struct node_judged *j, struct incoming *in,
			   struct wasl_err *err)
{
	bool anew = in->granted && in->dossier != NULL;

	if (in->dossier == NULL) {
		WASL_TRY(node_cache_new(node, j->peer, &in->env.dossier,
					&in->key, &in->wrapped, &in->dossier,
					err));
		anew = j->peer->lacks_keys;
	}
	wasl_assert(in->dossier != NULL);
	/* Own acts that came back before their key did are folded with it. */
	if (anew)
		return node_cache_key(node, &tx->reader, in->dossier, &in->key,
				      &in->wrapped, err);
	return node_apply(node, tx, in->dossier, &in->entry, err);
}

/* Content that only taking in could find wrong: a reject, not a failure. */
static bool is_content(wasl_status status)
{
	return status == WASL_SCHEMA || status == WASL_MALFORMED ||
	       status == WASL_BAD_SIG || status == WASL_UNKNOWN_KEY ||
	       status == WASL_TOO_BIG;
}

static void step_walks(struct node_peer *peer, const struct incoming *in,
		       enum wasl_reject code)
{
	bool reject = in->facts.line_dossier && code == WASL_REJECT_NONE &&
		      in->act.number == WASL_LINE_ACT_REJECT;

	peer->mirror.last_seen = in->entry.seen;
	if (!reject)
		wasl_reject_walk_past(&peer->walk, in->entry.seen);
	if (code == WASL_REJECT_NONE && in->entry.seen > peer->mirror.seen)
		peer->mirror.seen = in->entry.seen;
	peer->mirror.size++;
}

static wasl_status judge(struct wasl_node *node, struct store_tx *tx,
			 struct node_judged *j, struct incoming *in,
			 struct wasl_err *err)
{
	const struct node_place at = {j->peer->mirror.id, j->peer->epoch, false,
				      j->index};
	enum wasl_reject code = WASL_REJECT_NONE;
	uint32_t before = 0;
	wasl_status status;

	in->entry.seen = j->peer->mirror.last_seen;
	if (!j->item->erased)
		WASL_TRY(read_act(node, tx, j->peer, in, j->item->bytes, err));
	/* spec §7: "Index 0 of each is an `epoch` act". */
	if (in->facts.read == WASL_JUDGE_READ && j->index == 0 &&
	    j->peer->epoch > 1 &&
	    !(in->facts.line_dossier && in->act.number == WASL_LINE_ACT_EPOCH))
		in->facts.read = WASL_JUDGE_BAD_RECORD;
	gather(j->peer, in);
	if (in->facts.read > WASL_JUDGE_NOT_OPENED)
		gather_state(j->peer, in);
	if (!j->judge)
		WASL_TRY(node_line_rejects(
			node, &tx->reader, j->peer,
			wasl_text_of(j->peer->keys.partner_origin), j->index,
			&before, err));
	if (before != 0)
		code = (enum wasl_reject)before;
	else if (j->judge && !j->item->erased)
		code = wasl_judge(&in->facts);
	/* A `seen` that cannot be true says nothing of later acts. */
	if (code == WASL_REJECT_T12)
		in->entry.seen = j->peer->mirror.last_seen;
	WASL_TRY(store_entry(node, tx, j, in, code, err));
	if (code == WASL_REJECT_NONE && in->facts.read == WASL_JUDGE_READ) {
		status = take_in(node, tx, j, in, err);
		if (is_content(status))
			code = status == WASL_TOO_BIG ? WASL_REJECT_T05
						      : WASL_REJECT_T04;
		else
			WASL_TRY(status);
		if (code != WASL_REJECT_NONE)
			WASL_TRY(node_apply_reject(node, tx, j->peer, &at, code,
						   err));
	}
	step_walks(j->peer, in, code);
	return code != WASL_REJECT_NONE && before == 0 ? refuse(j, code, err)
						       : WASL_OK;
}

wasl_status node_judge_item(struct wasl_node *node, struct store_tx *tx,
			    struct node_judged *j, struct wasl_err *err)
{
	struct incoming in = {
		.arena = wasl_arena_init(JUDGE_ARENA_MAX),
		.entry = {.epoch = j->peer->epoch, .index = j->index},
	};
	wasl_status status = judge(node, tx, j, &in, err);

	wasl_secret_wipe(&in.key);
	wasl_free(in.plain.p);
	wasl_arena_deinit(&in.arena);
	return status;
}

/* --- the reject act ------------------------------------------------------ */

wasl_status node_judge_tell(struct wasl_node *node, struct store_tx *tx,
			    struct node_judged *j, const char *origin,
			    bool first, struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init(JUDGE_ARENA_MAX);
	struct wasl_value *items =
		wasl_arena_take(&arena, j->n, sizeof(*items));
	struct wasl_value *pairs =
		wasl_arena_take(&arena, 2 * j->n, sizeof(*pairs));
	struct wasl_pair fields[2] = {
		{1, {.type = WASL_TYPE_TEXT, .text = wasl_text_of(origin)}},
		{2, {.type = WASL_TYPE_LIST, .list = {items, j->n}}},
	};

	WASL_TRY(wasl_arena_check(&arena, err));
	for (size_t i = 0; i < j->n; i++) {
		const struct node_refusal *r = &j->refusals[i];

		pairs[2 * i].type = WASL_TYPE_INT;
		pairs[2 * i].number = (int64_t)r->index;
		pairs[2 * i + 1].type = WASL_TYPE_CODE;
		pairs[2 * i + 1].text = wasl_text_of(wasl_reject_name(r->code));
		items[i].type = WASL_TYPE_TUPLE;
		items[i].list = (struct wasl_list){&pairs[2 * i], 2};
	}
	return node_send_line(node, tx, j->peer, WASL_LINE_ACT_REJECT,
			      &(struct wasl_record){fields, 2}, first, err);
}

wasl_status node_judge_add(struct node_judged *j, uint64_t index,
			   enum wasl_reject code, struct wasl_err *err)
{
	if (!wasl_grow(&j->refusals, &j->cap, j->n + 1, sizeof(*j->refusals)))
		return wasl_fail(err, WASL_NO_MEMORY, "rejects");
	j->refusals[j->n++] = (struct node_refusal){index, code};
	return WASL_OK;
}

wasl_status node_judge_finish(struct wasl_node *node, struct store_tx *tx,
			      struct node_judged *j, wasl_status status,
			      struct wasl_err *err)
{
	if (status == WASL_OK && j->n > 0)
		status = node_judge_tell(
			node, tx, j, j->peer->keys.partner_origin, false, err);
	wasl_free(j->refusals);
	j->refusals = NULL;
	return status;
}
