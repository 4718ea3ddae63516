/* What hangs on the wall of a room (node/wall.h). */
#include "node/wall.h"
#include "api/call.h"
#include "api/decode.h"
#include "kind/fault.h"

wasl_status api_wall_get(struct api_call *call, struct wasl_err *err)
{
	return wasl_node_wall(call->node, &call->answer, &call->actor, err);
}

/* An act by its place: {own, epoch, index}. */
static wasl_status decode_entry(struct wasl_node_release *out, json_t *entry,
				struct wasl_err *err)
{
	const json_t *own = json_object_get(entry, "own");
	const json_t *epoch = json_object_get(entry, "epoch");
	const json_t *index = json_object_get(entry, "index");
	if (json_object_size(entry) != 3 || !json_is_boolean(own) ||
	    !json_is_integer(epoch) || !json_is_integer(index) ||
	    json_integer_value(epoch) < 1 ||
	    json_integer_value(epoch) > UINT32_MAX ||
	    json_integer_value(index) < 0)
		return wasl_fault(err, WASL_SCHEMA, "/entry", "act-place");
	out->whole = false;
	out->own = json_is_true(own);
	out->epoch = (uint32_t)json_integer_value(epoch);
	out->index = (uint64_t)json_integer_value(index);
	return WASL_OK;
}

wasl_status api_wall_post(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	struct wasl_node_release what = {.whole = true};
	json_t *entry = NULL;
	int64_t id;
	const struct api_member members[] = {
		{"reference", API_TEXT, true, &what.reference},
		{"entry", API_OBJECT, false, &entry},
		{NULL, API_TEXT, false, NULL},
	};
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	if (entry != NULL)
		WASL_TRY(decode_entry(&what, entry, err));
	WASL_TRY(wasl_node_wall_release(call->node, &call->arena, &id, &what,
					&call->actor, err));
	call->answer = json_pack("{s:I}", "id", (json_int_t)id);
	call->http = 201;
	return WASL_OK;
}

wasl_status api_wall_delete(struct api_call *call, struct wasl_err *err)
{
	int64_t id;
	if (api_decode_number(&id, wasl_http_param(call->req, "id"), INT64_MAX,
			      "id", NULL) != WASL_OK)
		return wasl_fault(err, WASL_NOT_FOUND, "", "wall-none");
	WASL_TRY(wasl_node_wall_withdraw(call->node, id, &call->actor, err));
	call->answer = json_pack("{s:I}", "id", (json_int_t)id);
	return WASL_OK;
}
