/* /v1/lines/{peer}/epoch: how a change of epoch stands, and the decisions. */
#include "node/epoch.h"
#include "api/call.h"
#include "api/decode.h"
#include "api/encode.h"
#include "base/encode.h"
#include "kind/fault.h"

static json_t *end(const struct wasl_node_end *e)
{
	return json_pack("{s:I, s:I, s:I, s:s}", "size", (json_int_t)e->size,
			 "held", (json_int_t)e->held, "known",
			 (json_int_t)e->known, "note", e->note);
}

static json_t *lost(const struct wasl_node_lost *in, size_t n)
{
	json_t *out = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(
			out, json_pack("{s:s, s:I, s:I}", "reference",
				       in[i].ref, "own", (json_int_t)in[i].own,
				       "partner", (json_int_t)in[i].partner));
	return out;
}

wasl_status api_epoch_get(struct api_call *call, struct wasl_err *err)
{
	struct wasl_node_epoch e;

	WASL_TRY(wasl_node_epoch_get(call->node, &call->arena, &e,
				     wasl_http_param(call->req, "peer"),
				     &call->actor, err));
	call->answer = json_pack(
		"{s:I, s:b, s:s, s:o, s:o, s:o, s:o, s:s, s:b, s:b, s:b, s:b,"
		" s:o}",
		"number", (json_int_t)e.number, "needed", e.needed, "why",
		e.why, "own", end(&e.own), "partner", end(&e.partner), "lost",
		lost(e.lost, e.n_lost), "digest", api_hex(WASL_BYTES(e.digest)),
		"first", e.first, "asked", e.asked, "heard", e.heard,
		"partner_asked", e.partner_asked, "same", e.same, "gone",
		lost(e.gone, e.n_gone));
	return WASL_OK;
}

wasl_status api_epoch_post(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	uint8_t digest[32];
	wasl_text hex;
	const struct api_member members[] = {
		{"digest", API_TEXT, true, &hex},
		{NULL, API_TEXT, false, NULL},
	};
	bool asked;

	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	if (wasl_hex_parse(digest, sizeof(digest), hex) != WASL_OK)
		return wasl_fault(err, WASL_SCHEMA, "/digest", "hex-64");
	WASL_TRY(wasl_node_epoch_ask(call->node,
				     wasl_http_param(call->req, "peer"), digest,
				     &asked, &call->actor, err));
	call->answer = json_pack("{s:b}", "asked", asked);
	call->http = asked ? 200 : 202;
	return WASL_OK;
}

wasl_status api_epoch_seen(struct api_call *call, struct wasl_err *err)
{
	WASL_TRY(api_decode_nothing(wasl_http_body(call->req), err));
	WASL_TRY(wasl_node_epoch_seen(call->node,
				      wasl_http_param(call->req, "peer"),
				      &call->actor, err));
	call->answer = json_pack("{s:b}", "seen", true);
	return WASL_OK;
}
