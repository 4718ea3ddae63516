/* Verification as a job. */
#include "api/call.h"
#include "api/decode.h"
#include "api/encode.h"

wasl_status api_verify_post(struct api_call *call, struct wasl_err *err)
{
	char id[24];
	int64_t job;
	WASL_TRY(api_decode_nothing(wasl_http_body(call->req), err));
	WASL_TRY(wasl_node_verify_start(call->node, &job, &call->actor, err));
	snprintf(id, sizeof(id), "%lld", (long long)job);
	call->answer = json_pack("{s:s}", "job", id);
	call->http = 202;
	return WASL_OK;
}

wasl_status api_job_get(struct api_call *call, struct wasl_err *err)
{
	struct wasl_node_verify job;
	int64_t id;
	WASL_TRY(api_decode_number(&id, wasl_http_param(call->req, "id"),
				   INT64_MAX, "id", err));
	WASL_TRY(wasl_node_verify_get(call->node, &call->arena, &job, id, err));
	call->answer = api_verify(&job);
	return WASL_OK;
}
