/* POST /v1/lines/{peer}/settle: two persons end a freeze. */
#include "api/call.h"
#include "api/decode.h"
#include "kind/fault.h"

wasl_status api_line_settle(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	wasl_text log;
	const struct api_member members[] = {
		{"log", API_TEXT, true, &log},
		{NULL, API_TEXT, false, NULL},
	};
	bool settled;
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	bool own = wasl_text_is(log, "own");
	if (!own && !wasl_text_is(log, "mirror"))
		return wasl_fault_of(
			err, WASL_SCHEMA, "/log", "words",
			WASL_FAULT_T("words", WASL_TEXT("own, mirror")));
	WASL_TRY(wasl_node_settle(call->node,
				  wasl_http_param(call->req, "peer"), own,
				  &settled, &call->actor, err));
	call->answer = json_pack("{s:b}", "settled", settled);
	call->http = settled ? 200 : 202;
	return WASL_OK;
}
