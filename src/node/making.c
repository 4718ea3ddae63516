#include "node/home.h"

#include "base/alloc.h"
#include "crypto/envelope.h"
#include "dossier/missing.h"
#include "kind/fault.h"
#include "kind/rule.h"
#include "node/cited.h"
#include "node/keys.h"
#include "node/opening.h"
#include "node/peer.h"

#define LINE_REF "LNK-"

/* --- finding ------------------------------------------------------------- */

/* "PARTNER:REF" names the partner; otherwise only one may have given REF. */
static wasl_status find_ref(struct wasl_node *node, struct store_reader *r,
			    wasl_text ref, const char *partner,
			    struct node_peer **peer, struct wasl_dossier_id *id,
			    struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	size_t n = 0;

	WASL_TRY(wasl_store_query(
		&rows, r, WASL_SQL_DOSSIER_BY_REF, err,
		WASL_ARGS(wasl_arg_text(ref), wasl_arg_str(partner))));
	while (wasl_rows_next(&rows)) {
		wasl_rows_copy(&rows, "id", id->b, sizeof(id->b));
		*peer = node_peer_by_id(node, wasl_rows_int(&rows, "peer_id"));
		n++;
	}
	WASL_TRY(wasl_rows_finish(&rows, err));
	if (n == 0 || *peer == NULL)
		return wasl_fault_of(err, WASL_NOT_FOUND, "", "dossier-none",
				     WASL_FAULT_T("reference", ref));
	if (n > 1)
		return wasl_fault_of(err, WASL_NOT_FOUND, "", "dossier-two",
				     WASL_FAULT_T("reference", ref));
	return WASL_OK;
}

wasl_status node_find_ref(struct wasl_node *node, struct store_reader *r,
			  wasl_text ref, struct node_peer **peer,
			  struct wasl_dossier_id *id, struct wasl_err *err)
{
	const size_t front = sizeof(LINE_REF) - 1;
	const char *colon = memchr(ref.p, ':', ref.n);
	char partner[WASL_NODE_NAME_MAX + 1] = "";
	size_t n = colon == NULL ? 0 : (size_t)(colon - ref.p);

	if (ref.n > front && memcmp(ref.p, LINE_REF, front) == 0) {
		*peer = node_peer_named(
			node, (wasl_text){ref.p + front, ref.n - front});
		if (*peer == NULL)
			return wasl_fault_of(err, WASL_NOT_FOUND, "",
					     "line-none",
					     WASL_FAULT_T("reference", ref));
		*id = (*peer)->line_dossier.id;
		return WASL_OK;
	}
	if (colon == NULL)
		return find_ref(node, r, ref, "", peer, id, err);
	if (n > WASL_NODE_NAME_MAX)
		return wasl_fault_of(err, WASL_NOT_FOUND, "", "partner-none",
				     WASL_FAULT_T("partner", ref));
	memcpy(partner, ref.p, n);
	return find_ref(node, r, (wasl_text){colon + 1, ref.n - n - 1}, partner,
			peer, id, err);
}

const char *node_ref_text(struct wasl_arena *arena,
			  const struct node_dossier *d)
{
	if (d == &d->peer->line_dossier)
		return wasl_arena_format(arena, LINE_REF "%s",
					 d->peer->keys.partner);
	return wasl_arena_text(arena, wasl_text_of(d->ref));
}

/* An opening: kind and profile are those both sides agreed to. */
static wasl_status find_opening(struct wasl_node *node, struct node_making *m,
				const struct wasl_node_put *put,
				struct wasl_err *err)
{
	const struct wasl_known all = WASL_KNOWN_ALL;
	const struct wasl_hash *agreed;
	char name[64];
	struct wasl_hash hash;

	WASL_TRY(node_peer_meant(node, put->to, &m->peer, err));
	agreed = wasl_linestate_profile(&m->peer->state, &all);
	if (agreed == NULL)
		return wasl_fault_of(
			err, WASL_CONFLICT, "", "no-profile",
			WASL_FAULT_T("peer",
				     wasl_text_of(m->peer->keys.partner)));
	m->profile = wasl_library_profile(&node->library, agreed);
	snprintf(name, sizeof(name), "%.*s", (int)put->kind.n, put->kind.p);
	if (m->profile == NULL || put->kind.n >= sizeof(name) ||
	    !wasl_profile_kind(&hash, m->profile, name))
		return wasl_fault_of(err, WASL_NOT_FOUND, "/kind",
				     "kind-not-enabled",
				     WASL_FAULT_T("kind", wasl_text_of(name)));
	m->kind = wasl_library_kind(&node->library, &hash);
	if (m->kind == NULL || m->kind->opening == NULL)
		return wasl_fault_of(err, WASL_NOT_FOUND, "/kind",
				     "kind-not-held",
				     WASL_FAULT_T("kind", wasl_text_of(name)));
	m->def = m->kind->opening;
	return WASL_OK;
}

static bool is_line(const struct node_making *m)
{
	return m->dossier == &m->peer->line_dossier;
}

static wasl_status find_act(struct wasl_node *node, struct store_reader *r,
			    struct node_making *m,
			    const struct wasl_node_put *put,
			    struct wasl_err *err)
{
	struct wasl_dossier_id id;

	WASL_TRY(node_find_ref(node, r, put->ref, &m->peer, &id, err));
	if (wasl_dossier_id_eq(&id, &m->peer->line_dossier.id)) {
		m->dossier = &m->peer->line_dossier;
		m->kind = wasl_library_kind_named(&node->library, "line");
	} else {
		WASL_TRY(node_cache_get(node, r, m->peer, &id, &m->dossier,
					err));
		m->kind = m->dossier->fold.kind;
		m->profile = m->dossier->fold.profile;
	}
	if (m->kind == NULL)
		return node_opening_find(node, r, m, put, err);
	m->def = wasl_kind_act_named(m->kind, put->act);
	if (is_line(m) && m->def != NULL && m->def->n == WASL_LINE_ACT_EPOCH)
		return wasl_fault_of(
			err, WASL_CONFLICT, "/act", "epoch-by-verb",
			WASL_FAULT_T("peer",
				     wasl_text_of(m->peer->keys.partner)));
	if (m->def == NULL || m->def == m->kind->opening)
		return wasl_fault_of(
			err, WASL_NOT_FOUND, "/act", "act-none",
			WASL_FAULT_T("kind", wasl_text_of(m->kind->name)),
			WASL_FAULT_T("act", put->act));
	return WASL_OK;
}

wasl_status node_making_find(struct wasl_node *node, struct store_reader *r,
			     struct node_making *m,
			     const struct wasl_node_put *put,
			     struct wasl_err *err)
{
	return put->ref.n == 0 ? find_opening(node, m, put, err)
			       : find_act(node, r, m, put, err);
}

/* --- checking ------------------------------------------------------------ */

static uint8_t state_of(const struct node_making *m)
{
	if (is_line(m))
		return m->kind->start;
	if (m->def == m->kind->opening)
		return WASL_STATE_UNOPENED;
	wasl_assert(m->dossier != NULL);
	return m->dossier->fold.state;
}

static enum wasl_origin own_log(const struct node_making *m)
{
	return m->peer->own_first ? WASL_ORIGIN_FIRST : WASL_ORIGIN_SECOND;
}

void node_making_missing(const struct node_making *m,
			 const struct wasl_reading *reading, const char *author,
			 int64_t time)
{
	const struct wasl_dossier_act act =
		wasl_dossier_next(m->def, reading, author, own_log(m), time);

	wasl_missing(m->findings, &m->dossier->fold, &act);
}

/* Whatever its fields will say, and at whatever time. */
static wasl_status stands(const struct node_making *m, struct wasl_err *err)
{
	if (wasl_dossier_allows(&m->dossier->fold, m->def, NULL, "", own_log(m),
				INT64_MAX))
		return WASL_OK;
	if (m->findings != NULL)
		node_making_missing(m, NULL, "", INT64_MAX);
	if (m->findings != NULL && m->findings->n > 0)
		return wasl_findings_status(m->findings, WASL_CONFLICT, err);
	return wasl_fault_of(err, WASL_CONFLICT, "/act", "act-condition",
			     WASL_FAULT_T("act", wasl_text_of(m->def->name)));
}

wasl_status node_making_allowed(struct node_making *m, struct wasl_err *err)
{
	const struct wasl_leaving leaving = {
		.line_dossier = is_line(m),
		.opening = m->def == m->kind->opening,
		.always = m->def->always,
	};
	bool opener =
		leaving.line_dossier || leaving.opening || m->dossier->own;
	enum wasl_side side = opener ? WASL_OPENER : WASL_PARTNER;
	uint8_t state = state_of(m);

	if (wasl_kind_can(m->kind, state, m->def, side) == WASL_STATE_REFUSED)
		return wasl_fault_of(
			err, WASL_CONFLICT, "/act", "act-state",
			WASL_FAULT_T("act", wasl_text_of(m->def->name)),
			WASL_FAULT_T("state", wasl_text_of(wasl_kind_state_name(
						      m->kind, state))));
	if (!leaving.line_dossier && !leaving.opening)
		WASL_TRY(stands(m, err));
	return wasl_linestate_may(&m->peer->state, &leaving, err);
}

/* Code of a mark: of this act's record if it has one, else of the dossier. */
static wasl_text mark_of(const struct node_making *m, enum wasl_mark mark,
			 const char *field)
{
	const struct wasl_slot *slot =
		wasl_shape_find(&m->def->shape, wasl_text_of(field));
	const struct wasl_value *value =
		slot == NULL ? NULL
			     : wasl_record_get(&m->record, slot->field->n);
	const char *held =
		m->dossier == NULL ? NULL : m->dossier->fold.marks[mark];

	if (value != NULL)
		return value->text;
	return held == NULL ? (wasl_text){"", 0} : wasl_text_of(held);
}

static void reckon(struct wasl_node *node, struct node_making *m, int64_t time)
{
	bool own = m->dossier == NULL || m->dossier->own;
	const char *side = node->config->side;
	struct wasl_calendar home;
	struct wasl_calendar away;
	bool has_home = node_calendar(&node->zones, &home, m->profile, side);
	bool has_away =
		node_calendar(&node->zones, &away, m->profile, m->peer->side);
	const struct wasl_dossier *fold =
		m->dossier == NULL || is_line(m) ? NULL : &m->dossier->fold;
	const struct wasl_calendar *ours = has_home ? &home : NULL;
	const struct wasl_calendar *theirs = has_away ? &away : NULL;
	const struct wasl_clock_facts facts = {
		.kind = m->kind,
		.profile = m->profile,
		.opener = own ? ours : theirs,
		.partner = own ? theirs : ours,
		.urgency = mark_of(m, WASL_MARK_URGENCY, "urgency"),
		.runs = fold == NULL ? NULL : fold->runs,
		.n_runs = fold == NULL || fold->kind == NULL
				  ? 0
				  : fold->kind->n_clocks,
	};

	wasl_clocks_due(&m->act.due, &m->act.n_due, m->arena, m->findings,
			&facts, m->def, &m->record, time);
}

wasl_status node_making_check(struct wasl_node *node, struct store_reader *r,
			      struct node_making *m, int64_t time,
			      struct wasl_err *err)
{
	struct wasl_home home;
	const struct wasl_facts facts = {
		.profile = m->profile,
		.record = &m->record,
		.basis = mark_of(m, WASL_MARK_BASIS, "basis"),
		.home = &home,
	};

	m->roles = m->def->roles;
	if (!is_line(m) && strcmp(m->def->name, "rebase") == 0)
		WASL_TRY(node_rebase(node, m, err));
	if (is_line(m) && m->def->n == WASL_LINE_ACT_KEYS) {
		struct wasl_err why;
		wasl_status status = node_keys_check(
			node, m->peer, wasl_record_get(&m->record, 1)->text,
			&why);

		if (status != WASL_OK)
			return wasl_fail_at(err, status, "/card", "%s",
					    why.text);
	}
	if (!is_line(m)) {
		WASL_TRY(node_home_check(node, r, m, &home, err));
		WASL_TRY(node_cited_making(node, r, m, err));
		wasl_rules_run(m->findings, m->kind, m->def, &facts);
		m->roles = wasl_rules_roles(m->kind, m->def, &facts);
		reckon(node, m, time);
	}
	return wasl_findings_status(m->findings, WASL_RULE, err);
}

/* --- writing ------------------------------------------------------------- */

wasl_status node_making_write(struct node_making *m, wasl_bytes *plain,
			      struct wasl_err *err)
{
	struct wasl_buf fields = {.cap = WASL_ACT_PLAIN_MAX};
	struct wasl_buf out = {.cap = WASL_ACT_PLAIN_MAX};

	fields.p = wasl_arena_take(m->arena, fields.cap, 1);
	out.p = wasl_arena_take(m->arena, out.cap, 1);
	WASL_TRY(wasl_arena_check(m->arena, err));
	wasl_record_write(&fields, &m->record);
	m->act.fields = wasl_buf_bytes(&fields);
	if (!fields.over)
		wasl_act_write(&out, &m->act);
	if (fields.over || out.over)
		return wasl_fault_of(err, WASL_TOO_BIG, "", "act-long",
				     WASL_FAULT_N("max", WASL_ACT_PLAIN_MAX));
	*plain = wasl_buf_bytes(&out);
	return WASL_OK;
}

wasl_status node_making_digest(const struct node_making *m,
			       struct wasl_hash *digest, struct wasl_err *err)
{
	struct wasl_act act = m->act;

	act.approver = (wasl_text){"", 0};
	act.view = (struct wasl_view){0};
	act.due = NULL;
	act.n_due = 0;
	return wasl_act_challenge(digest, &m->dossier->id, &act, err);
}
