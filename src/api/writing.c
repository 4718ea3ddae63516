/* Acts that are being written. */
#include "node/writing.h"
#include "kind/fault.h"

#include "api/call.h"
#include "api/decode.h"
#include "api/encode.h"

static json_t *show(const struct wasl_node_writing *form)
{
	return json_pack("{s:I, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:I, s:o}",
			 "id", (json_int_t)form->id, "kind", form->kind, "peer",
			 form->peer, "reference", form->ref, "act", form->act,
			 "unit", form->unit, "officer", form->officer, "editor",
			 form->editor, "version", (json_int_t)form->version,
			 "at", api_instant(form->at));
}

static wasl_status decode_id(int64_t *out, const struct api_call *call,
			     struct wasl_err *err)
{
	return api_decode_number(out, wasl_http_param(call->req, "id"),
				 INT64_MAX, "id", err);
}

wasl_status api_writings_get(struct api_call *call, struct wasl_err *err)
{
	struct wasl_node_writing *forms;
	size_t n;
	WASL_TRY(wasl_node_writing_list(call->node, &call->arena, &forms, &n,
					&call->actor, err));
	json_t *list = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, show(&forms[i]));
	call->answer = json_pack("{s:o}", "writings", list);
	return WASL_OK;
}

wasl_status api_writing_get(struct api_call *call, struct wasl_err *err)
{
	struct wasl_node_writing form;
	int64_t id;
	WASL_TRY(decode_id(&id, call, err));
	WASL_TRY(wasl_node_writing_get(call->node, &call->arena, &form, id,
				       &call->actor, err));
	call->answer = show(&form);
	json_object_set_new(call->answer, "fields", form.fields);
	return WASL_OK;
}

static wasl_status keep(struct api_call *call, struct wasl_node_writing *form,
			struct wasl_err *err)
{
	int http = form->id == 0 ? 201 : 200;
	WASL_TRY(wasl_node_writing_put(call->node, &call->arena, form,
				       &call->actor, err));
	call->answer = json_pack("{s:I, s:I, s:o}", "id", (json_int_t)form->id,
				 "version", (json_int_t)form->version, "at",
				 api_instant(form->at));
	call->http = http;
	return WASL_OK;
}

wasl_status api_writings_post(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	wasl_text kind, to, ref = {"", 0}, act = {"", 0};
	struct wasl_node_writing form = {.id = 0};
	json_t *fields = NULL;
	const struct api_member members[] = {
		{"kind", API_TEXT, true, &kind},
		{"to", API_TEXT, true, &to},
		{"reference", API_TEXT, false, &ref},
		{"act", API_TEXT, false, &act},
		{"fields", API_OBJECT, true, &fields},
		{NULL, API_TEXT, false, NULL},
	};
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	form.kind = wasl_arena_text(&call->arena, kind);
	form.peer = wasl_arena_text(&call->arena, to);
	form.ref = wasl_arena_text(&call->arena, ref);
	form.act = wasl_arena_text(&call->arena, act);
	form.fields = fields;
	WASL_TRY(wasl_arena_check(&call->arena, err));
	return keep(call, &form, err);
}

wasl_status api_writing_put(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	wasl_text ref = {"", 0};
	struct wasl_node_writing form = {.kind = "", .peer = "", .act = ""};
	json_t *fields = NULL;
	const struct api_member members[] = {
		{"reference", API_TEXT, false, &ref},
		{"fields", API_OBJECT, true, &fields},
		{NULL, API_TEXT, false, NULL},
	};
	WASL_TRY(decode_id(&form.id, call, err));
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	if (form.id == 0)
		return wasl_fault(err, WASL_NOT_FOUND, "", "writing-none");
	form.ref = wasl_arena_text(&call->arena, ref);
	form.fields = fields;
	WASL_TRY(wasl_arena_check(&call->arena, err));
	return keep(call, &form, err);
}

wasl_status api_writing_delete(struct api_call *call, struct wasl_err *err)
{
	int64_t id;
	WASL_TRY(decode_id(&id, call, err));
	WASL_TRY(wasl_node_writing_remove(call->node, id, &call->actor, err));
	call->answer = json_pack("{s:I}", "id", (json_int_t)id);
	return WASL_OK;
}
