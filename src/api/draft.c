/* Drafts and the second person. */
#include "api/call.h"
#include "api/decode.h"
#include "api/encode.h"
#include "api/page.h"
#include "api/passkey.h"
#include "api/sign.h"
#include "api/site.h"
#include "base/encode.h"
#include "kind/fault.h"
#include "node/config.h"
#include "node/passkey.h"

static wasl_status decode_id(int64_t *out, const struct api_call *call,
			     struct wasl_err *err)
{
	return api_decode_number(out, wasl_http_param(call->req, "id"),
				 INT64_MAX, "id", err);
}

wasl_status api_drafts_get(struct api_call *call, struct wasl_err *err)
{
	struct wasl_node_draft *drafts;
	struct api_slice slice;
	size_t n;
	WASL_TRY(api_slice_begin(&slice, call->req, WASL_DRAFTS_MAX, err));
	WASL_TRY(wasl_node_draft_list(call->node, &call->arena, &drafts, &n,
				      &call->actor, err));
	json_t *list = json_array();
	for (size_t i = 0; i < n; i++) {
		const struct api_place place = {.at = drafts[i].draft.id};
		if (api_slice_takes(&slice, &place))
			json_array_append_new(
				list,
				api_draft(&drafts[i], &call->actor, false));
		json_decref(drafts[i].fields);
	}
	call->answer = json_pack("{s:o, s:o}", "drafts", list, "next",
				 api_slice_next(&slice));
	return WASL_OK;
}

/* What a passkey signs, if he may approve it. */
static wasl_status add_challenge(struct api_call *call,
				 const struct wasl_node_draft *draft,
				 struct wasl_err *err)
{
	if (!draft->asked)
		return WASL_OK;
	WASL_TRY(api_ask_passkey(call, WASL_BYTES(draft->challenge), err));
	json_object_set_new(call->answer, "passkeyNeeded",
			    json_boolean(draft->passkey));
	return WASL_OK;
}

wasl_status api_draft_get(struct api_call *call, struct wasl_err *err)
{
	struct wasl_node_draft draft;
	int64_t id;
	WASL_TRY(decode_id(&id, call, err));
	WASL_TRY(wasl_node_draft_show(call->node, &call->arena, &draft, id,
				      &call->actor, err));
	call->answer = api_draft(&draft, &call->actor, true);
	json_decref(draft.fields);
	WASL_TRY(add_challenge(call, &draft, err));
	return api_add_cases(call, draft.draft.dossier_id, err);
}

wasl_status api_draft_approve(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	wasl_text text;
	uint8_t digest[WASL_DRAFT_DIGEST_LEN];
	struct wasl_node_made made = {0};
	struct wasl_node_draft draft;
	json_t *assertion = NULL;
	const struct api_site *site = api_site_of(call->api);
	const struct wasl_node_rp rp = {.origin = site->origin,
					.id = site->name};
	struct wasl_passkey_proof proof;
	struct wasl_node_approval approval = {.digest = digest};
	const struct api_member members[] = {
		{"digest", API_TEXT, true, &text},
		{"assertion", API_OBJECT, false, &assertion},
		{NULL, API_TEXT, false, NULL},
	};
	int64_t id;
	WASL_TRY(decode_id(&id, call, err));
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	if (wasl_hex_parse(digest, sizeof(digest), text) != WASL_OK)
		return wasl_fault(err, WASL_SCHEMA, "/digest", "hex-64");
	if (assertion) {
		WASL_TRY(api_need_session(call, err));
		WASL_TRY(api_assertion(&call->arena, &approval.credential,
				       &proof, assertion, "/assertion", err));
		approval.rp = &rp;
		approval.proof = &proof;
	}
	/* The act's name, for the answer; what is approved is the digest. */
	WASL_TRY(wasl_node_draft_show(call->node, &call->arena, &draft, id,
				      &call->actor, err));
	json_decref(draft.fields);
	made.findings = wasl_findings_init(&call->arena);
	wasl_status status =
		wasl_node_draft_approve(call->node, &call->arena, &made, id,
					&approval, &call->actor, err);
	call->findings = made.findings;
	if (status != WASL_OK)
		return status;
	call->answer = api_made(&made, wasl_text_of(draft.ref),
				wasl_text_of(draft.draft.act));
	call->http = 201;
	return WASL_OK;
}

wasl_status api_draft_return(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	wasl_text reason;
	int64_t id;
	const struct api_member members[] = {
		{"reason", API_TEXT, true, &reason},
		{NULL, API_TEXT, false, NULL},
	};
	WASL_TRY(decode_id(&id, call, err));
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	WASL_TRY(wasl_node_draft_return(call->node, id, reason, &call->actor,
					err));
	call->answer = json_pack("{s:I, s:s}", "id", (json_int_t)id, "state",
				 wasl_draft_state_text(WASL_DRAFT_RETURNED));
	return WASL_OK;
}
