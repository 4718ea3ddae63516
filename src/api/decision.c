/* What two persons decide of a hit. */
#include "node/decision.h"

#include "api/call.h"
#include "api/decode.h"
#include "api/encode.h"
#include "api/page.h"
#include "api/screen.h"
#include "kind/fault.h"

static json_t *opinion_of(const struct wasl_opinion *o)
{
	json_t *out = json_pack("{s:s, s:o, s:s}", "by", o->officer, "at",
				api_instant(o->at), "answer",
				wasl_decision_answer_name(o->answer));
	if (o->reason)
		json_object_set_new(out, "reason", json_string(o->reason));
	return out;
}

json_t *api_decision(const struct wasl_node_decision *d)
{
	json_t *opinions = json_array();
	for (size_t i = 0; i < d->n_opinions; i++)
		json_array_append_new(opinions, opinion_of(&d->opinions[i]));
	return json_pack(
		"{s:I, s:s, s:s, s:o, s:b, s:o}", "id", (json_int_t)d->id,
		"state", wasl_decision_state_name(d->state), "answer",
		wasl_decision_answer_name(d->answer), "at", api_instant(d->at),
		"changed", d->changed, "opinions", opinions);
}

/* With whom it is about. */
static json_t *whole(const struct wasl_node_decision *d)
{
	json_t *out = api_decision(d);
	json_object_set_new(out, "reference", json_string(d->ref));
	json_object_set_new(out, "name", json_string(d->name));
	json_object_set_new(out, "list", json_string(d->list));
	json_object_set_new(out, "other", json_string(d->other));
	return out;
}

wasl_status api_decisions_get(struct api_call *call, struct wasl_err *err)
{
	struct wasl_node_decision *decisions;
	struct api_slice slice;
	size_t n, hidden;
	WASL_TRY(api_slice_begin(&slice, call->req, WASL_DECISIONS_MAX, err));
	WASL_TRY(wasl_node_decision_list(
		call->node, &call->arena, &decisions, &n, &hidden,
		wasl_http_param(call->req, "ref"), &call->actor, err));
	json_t *list = json_array();
	for (size_t i = 0; i < n; i++) {
		const struct api_place place = {.at = decisions[i].id};
		if (api_slice_takes(&slice, &place))
			json_array_append_new(list, whole(&decisions[i]));
	}
	call->answer =
		json_pack("{s:o, s:I, s:o}", "decisions", list, "hidden",
			  (json_int_t)hidden, "next", api_slice_next(&slice));
	return WASL_OK;
}

wasl_status api_decisions_post(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	wasl_text answer, again = {NULL, 0};
	struct wasl_opinion_new opinion = {
		.ref = wasl_http_param(call->req, "ref")};
	const struct api_member members[] = {
		{"name", API_TEXT, true, &opinion.name},
		{"born", API_TEXT, false, &opinion.born},
		{"list", API_TEXT, false, &opinion.list},
		{"record", API_TEXT, false, &opinion.record},
		{"other", API_TEXT, false, &opinion.other},
		{"answer", API_TEXT, true, &answer},
		{"reason", API_TEXT, true, &opinion.reason},
		{"again", API_TEXT, false, &again},
		{NULL, API_TEXT, false, NULL},
	};
	int64_t id;
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	WASL_TRY(wasl_decision_answer_parse(&opinion.answer, answer, err));
	opinion.again = wasl_text_is(again, "yes");
	if (again.p && !opinion.again)
		return wasl_fault_of(err, WASL_SCHEMA, "/again", "words",
				     WASL_FAULT_T("words", WASL_TEXT("yes")));
	WASL_TRY(
		wasl_node_decide(call->node, &id, &opinion, &call->actor, err));
	return api_decisions_get(call, err);
}

wasl_status api_decision_post(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	wasl_text answer, reason;
	const struct api_member members[] = {
		{"answer", API_TEXT, true, &answer},
		{"reason", API_TEXT, true, &reason},
		{NULL, API_TEXT, false, NULL},
	};
	enum wasl_decision_answer said;
	int64_t id;
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	WASL_TRY(wasl_decision_answer_parse(&said, answer, err));
	WASL_TRY(api_decode_number(&id, wasl_http_param(call->req, "id"),
				   INT64_MAX, "id", err));
	WASL_TRY(wasl_node_decide_on(call->node, id, said, reason, &call->actor,
				     err));
	call->answer = json_pack("{s:I}", "id", (json_int_t)id);
	return WASL_OK;
}
