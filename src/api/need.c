/* Who works on a dossier, and where it stands on the desk. */
#include "node/need.h"
#include "api/call.h"
#include "api/decode.h"
#include "api/encode.h"
#include "kind/fault.h"

static json_t *api_need(const struct wasl_need *need)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:o, s:o}", "unit", need->unit,
			 "officer", need->officer, "why",
			 wasl_need_text(need->why), "by", need->giver, "at",
			 api_instant(need->at), "until",
			 api_instant(need->until_at));
}

static json_t *api_rung(const struct wasl_node_rung *r)
{
	return json_pack("{s:s, s:o, s:s, s:I, s:s, s:o, s:b, s:s}", "clock",
			 r->clock, "due_at", api_instant(r->due_at), "chain",
			 wasl_chain_name(r->chain), "rung", (json_int_t)r->rung,
			 "role", r->role, "at", api_instant(r->at), "told",
			 r->told, "wake", r->woke);
}

/* The desk as it is after the call. */
static wasl_status answer_desk(struct api_call *call, struct wasl_err *err)
{
	struct wasl_node_desk desk;
	WASL_TRY(wasl_node_desk_get(call->node, &call->arena, &desk,
				    wasl_http_param(call->req, "ref"),
				    &call->actor, err));
	json_t *needs = json_array(), *rungs = json_array();
	for (size_t i = 0; i < desk.n_needs; i++)
		json_array_append_new(needs, api_need(&desk.needs[i]));
	for (size_t i = 0; i < desk.n_rungs; i++)
		json_array_append_new(rungs, api_rung(&desk.rungs[i]));
	call->answer =
		json_pack("{s:s, s:s, s:o, s:o, s:o}", "state",
			  wasl_desk_state_text(desk.at.state), "by",
			  desk.at.officer, "since", api_instant(desk.at.since),
			  "readers", needs, "rungs", rungs);
	return WASL_OK;
}

wasl_status api_desk_get(struct api_call *call, struct wasl_err *err)
{
	return answer_desk(call, err);
}

wasl_status api_assign_post(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	wasl_text to, over = {NULL, 0};
	const struct api_member members[] = {
		{"to", API_TEXT, true, &to},
		{"how", API_TEXT, false, &over},
		{NULL, API_TEXT, false, NULL},
	};
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	if (over.p && !wasl_text_is(over, "hand-over"))
		return wasl_fault_of(
			err, WASL_SCHEMA, "/how", "words",
			WASL_FAULT_T("words", WASL_TEXT("hand-over")));
	WASL_TRY(wasl_node_assign(call->node, wasl_http_param(call->req, "ref"),
				  to, over.p != NULL, &call->actor, err));
	/* Who gives a dossier away may no longer see what became of it. */
	call->answer = json_pack("{s:s%, s:b}", "to", to.p, to.n, "handed_over",
				 over.p != NULL);
	return WASL_OK;
}

wasl_status api_mark_post(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	wasl_desk_state state;
	wasl_text word;
	const struct api_member members[] = {
		{"state", API_TEXT, true, &word},
		{NULL, API_TEXT, false, NULL},
	};
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	WASL_TRY(wasl_desk_state_parse(&state, word, err));
	WASL_TRY(wasl_node_mark(call->node, wasl_http_param(call->req, "ref"),
				state, &call->actor, err));
	return answer_desk(call, err);
}

wasl_status api_glass_post(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	wasl_text reason;
	const struct api_member members[] = {
		{"reason", API_TEXT, true, &reason},
		{NULL, API_TEXT, false, NULL},
	};
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	WASL_TRY(wasl_node_glass(call->node, wasl_http_param(call->req, "ref"),
				 reason, &call->actor, err));
	return answer_desk(call, err);
}
