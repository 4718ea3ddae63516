#include "kind/fault.h"
#include "node/cited.h"
#include "node/papers.h"
#include "node/put.h"
#include "node/roadmap.h"
#include "node/told.h"

#include "calendar/civil.h"
#include "dossier/missing.h"

/** Which of its agreements is looked at. */
struct agreement {
	const char *name, *approve;
};

static const struct agreement first_text = {"text", "approve"};
static const struct agreement corrected = {"correction", "approve_correction"};

struct paper {
	struct wasl_node *node;
	const struct wasl_node_view *view;
	const json_t *agree; /* {"hash", "by", "entry", …}, or null */
	const char *name;    /* of what both approve */
	const char *approve; /* name of the act */
	const struct wasl_node_act_view *proposal;
	json_t *approvals;
	struct wasl_findings *findings;
	bool approved[2]; /* by the partner, by this side */
	bool bound;
};

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
	p->name = which->name;
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
		p->approved[a->own] = true;
		json_array_append_new(p->approvals, position(a));
	}
}

/* --- may it be published? ------------------------------------------------ */

static void judge_embargo(struct paper *p)
{
	const char *text = json_string_value(
		json_object_get(p->proposal->fields, "embargo"));
	int64_t until;

	if (text != NULL && wasl_instant_parse(&until, wasl_text_of(text)) &&
	    until > wasl_clock_now(&p->node->clock))
		wasl_missing_embargo(p->findings, p->name, until);
}

/* Whose approval of which bytes misses. */
static void judge(struct paper *p)
{
	const char *hex = json_string_value(json_object_get(p->agree, "hash"));

	if (p->proposal == NULL || hex == NULL) {
		wasl_missing_proposal(p->findings, p->name);
		return;
	}
	for (int own = 1; own >= 0; own--)
		if (!p->approved[own])
			wasl_missing_approval(p->findings, own == 1, p->name,
					      hex);
	if (p->approved[0] && p->approved[1] && !p->bound)
		wasl_findings_add(p->findings, WASL_SEVERITY_ERROR, "",
				  "not_bound", "kind", "",
				  "the partner has not receipted an approval "
				  "yet");
	if (strcmp(p->view->row.state, "vetoed") == 0)
		wasl_findings_add(p->findings, WASL_SEVERITY_ERROR, "",
				  "vetoed", "kind", "",
				  "it was vetoed: a revised text is needed");
	judge_embargo(p);
}

static wasl_status judge_figures(struct paper *p, struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	struct node_peer *peer;

	if (p->proposal == NULL)
		return WASL_OK;
	WASL_TRY(wasl_store_read(&r, p->node->store, err));
	pthread_rwlock_rdlock(&p->node->lock);
	peer = node_peer_named(p->node, wasl_text_of(p->view->row.peer));
	pthread_rwlock_unlock(&p->node->lock);
	if (peer == NULL)
		return wasl_fault(err, WASL_NOT_FOUND, "", "peer-unknown");
	return node_cited_check(p->node, &r, peer, p->proposal->fields,
				p->findings, err);
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

	return json_pack("{s:s, s:s, s:b, s:O, s:o, s:o, s:o, s:o, s:O}",
			 "reference", p->view->row.ref, "state",
			 p->view->row.state, "ready", p->findings->errors == 0,
			 "hash", hash == NULL ? json_null() : hash, "texts",
			 copy_of(p, "texts"), "figures", copy_of(p, "figures"),
			 "embargo", copy_of(p, "embargo"), "proposal",
			 p->proposal == NULL ? json_null()
					     : position(p->proposal),
			 "approvals", p->approvals);
}

static wasl_status make(struct paper *p, json_t **out, struct wasl_err *err)
{
	wasl_autojson *approvals = json_array();

	p->approvals = approvals;
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
				 struct wasl_findings *findings, wasl_text ref,
				 const struct wasl_user *actor,
				 struct wasl_err *err)
{
	struct wasl_node_view view;
	struct paper p = {.node = node, .view = &view, .findings = findings};
	wasl_status status;

	*out = NULL;
	WASL_TRY(wasl_node_show(node, arena, &view, ref, actor, err));
	status = strcmp(view.row.kind, "communique") == 0
			 ? make(&p, out, err)
			 : wasl_fault_of(
				   err, WASL_NOT_FOUND, "", "no-communique",
				   WASL_FAULT_T("reference",
						wasl_text_of(view.row.ref)));
	wasl_node_view_deinit(&view);
	return status;
}
