#include "node/cited.h"
#include "node/papers.h"
#include "node/put.h"
#include "node/roadmap.h"
#include "node/told.h"

#include "calendar/civil.h"

#include <stdio.h>

/** Which of its agreements is looked at. */
struct agreement {
	const char *name, *approve;
};

static const struct agreement first_text = {"text", "approve"};
static const struct agreement corrected = {"correction", "approve_correction"};

struct paper {
	struct wasl_node *node;
	struct wasl_arena *arena;
	const struct wasl_node_view *view;
	const json_t *agree; /* {"hash", "by", "entry", …}, or null */
	const char *approve; /* name of the act */
	const struct wasl_node_act_view *proposal;
	json_t *reasons;
	json_t *approvals;
	json_t *findings;
	bool bound;
};

static void reason(const struct paper *p, const char *text)
{
	json_array_append_new(p->reasons, json_string(text));
}

static json_t *position(const struct wasl_node_act_view *a)
{
	return json_pack("{s:s, s:b, s:i, s:I, s:s, s:s, s:o, s:b}", "act",
			 a->name, "own", a->own, "epoch", (int)a->epoch,
			 "index", (json_int_t)a->index, "author", a->author,
			 "approver", a->approver, "at",
			 node_told_instant(a->time), "bound", a->bound);
}

/* --- what stands --------------------------------------------------------- */

static void find_agreement(struct paper *p)
{
	const json_t *all = json_object_get(p->view->stands, "agree");
	const struct agreement *which = &first_text;

	if (json_is_object(json_object_get(all, corrected.name)))
		which = &corrected;
	p->agree = json_object_get(all, which->name);
	p->approve = which->approve;
}

static void find_approvals(struct paper *p)
{
	const json_t *hash = json_object_get(p->agree, "hash");

	p->bound = p->proposal != NULL && p->proposal->bound;
	for (size_t i = 0; i < p->view->n_acts; i++) {
		const struct wasl_node_act_view *a = &p->view->acts[i];

		if (strcmp(a->name, p->approve) != 0 ||
		    a->effect != WASL_NODE_TOOK ||
		    !json_equal(json_object_get(a->fields, "text_hash"), hash))
			continue;
		p->bound &= a->bound;
		json_array_append_new(p->approvals, position(a));
	}
}

/* --- may it be published? ------------------------------------------------ */

static void judge_embargo(const struct paper *p)
{
	const char *text = json_string_value(
		json_object_get(p->proposal->fields, "embargo"));
	char why[96];
	int64_t until;

	if (text == NULL || !wasl_instant_parse(&until, wasl_text_of(text)) ||
	    until <= wasl_clock_now(&p->node->clock))
		return;
	snprintf(why, sizeof(why), "the embargo ends at %s", text);
	reason(p, why);
}

static void judge(struct paper *p)
{
	if (p->proposal == NULL) {
		reason(p, "there is no text");
		return;
	}
	if (!json_is_true(json_object_get(p->agree, "agreed")))
		reason(p, "both sides have not approved the same text");
	else if (!p->bound)
		reason(p, "an approval is not yet binding");
	if (strcmp(p->view->row.state, "vetoed") == 0)
		reason(p, "it was vetoed");
	judge_embargo(p);
}

static wasl_status judge_figures(struct paper *p, struct wasl_err *err)
{
	struct wasl_findings findings = wasl_findings_init(p->arena);
	wasl_autoreader struct store_reader r = {0};
	struct wasl_dossier_id id;
	struct node_peer *peer;

	if (p->proposal == NULL)
		return WASL_OK;
	WASL_TRY(wasl_store_read(&r, p->node->store, err));
	pthread_rwlock_rdlock(&p->node->lock);
	peer = node_peer_named(p->node, wasl_text_of(p->view->row.peer));
	pthread_rwlock_unlock(&p->node->lock);
	memcpy(id.b, p->view->row.id, sizeof(id.b));
	if (peer == NULL)
		return wasl_fail(err, WASL_NOT_FOUND, "its partner");
	WASL_TRY(node_cited_check(p->node, &r, peer, p->proposal->fields,
				  &findings, err));
	for (size_t i = 0; i < findings.n; i++) {
		const struct wasl_finding *f = &findings.items[i];
		bool bad = f->severity == WASL_SEVERITY_ERROR;

		if (bad)
			reason(p, "a cited figure is not that of the agreed "
				  "sheet");
		json_array_append_new(p->findings,
				      json_pack("{s:s, s:s, s:s}", "pointer",
						f->pointer, "severity",
						bad ? "error" : "note", "text",
						f->text));
	}
	return WASL_OK;
}

static json_t *copy_of(const struct paper *p, const char *name)
{
	json_t *v = p->proposal == NULL
			    ? NULL
			    : json_object_get(p->proposal->fields, name);

	return v == NULL ? json_null() : json_incref(v);
}

static json_t *show(struct paper *p)
{
	json_t *hash = json_object_get(p->agree, "hash");

	return json_pack(
		"{s:s, s:s, s:b, s:O, s:O, s:o, s:o, s:o, s:o, s:O, s:O}",
		"reference", p->view->row.ref, "state", p->view->row.state,
		"ready", json_array_size(p->reasons) == 0, "reasons",
		p->reasons, "hash", hash == NULL ? json_null() : hash, "texts",
		copy_of(p, "texts"), "figures", copy_of(p, "figures"),
		"embargo", copy_of(p, "embargo"), "proposal",
		p->proposal == NULL ? json_null() : position(p->proposal),
		"approvals", p->approvals, "findings", p->findings);
}

static wasl_status make(struct paper *p, json_t **out, struct wasl_err *err)
{
	wasl_autojson *reasons = json_array();
	wasl_autojson *approvals = json_array();
	wasl_autojson *findings = json_array();

	p->reasons = reasons;
	p->approvals = approvals;
	p->findings = findings;
	find_agreement(p);
	p->proposal = node_view_proposal(p->view, p->agree);
	find_approvals(p);
	judge(p);
	WASL_TRY(judge_figures(p, err));
	*out = show(p);
	return *out == NULL ? wasl_fail(err, WASL_NO_MEMORY, "communiqué")
			    : WASL_OK;
}

wasl_status wasl_node_communique(struct wasl_node *node,
				 struct wasl_arena *arena, json_t **out,
				 wasl_text ref, const struct wasl_user *actor,
				 struct wasl_err *err)
{
	struct wasl_node_view view;
	struct paper p = {.node = node, .arena = arena, .view = &view};
	wasl_status status;

	*out = NULL;
	WASL_TRY(wasl_node_show(node, arena, &view, ref, actor, err));
	status = strcmp(view.row.kind, "communique") == 0
			 ? make(&p, out, err)
			 : wasl_fail(err, WASL_NOT_FOUND, "%s is no communiqué",
				     view.row.ref);
	wasl_node_view_deinit(&view);
	return status;
}
