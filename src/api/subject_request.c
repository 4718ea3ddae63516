/* Files of persons who ask about their data. */
#include "node/subject_request.h"
#include "api/call.h"
#include "api/decode.h"
#include "api/encode.h"
#include "api/page.h"

static json_t *api_subject(const struct wasl_node_subject *s, bool whole)
{
	json_t *v =
		json_pack("{s:s, s:s, s:s, s:s, s:o, s:o, s:o}", "id", s->id,
			  "name", s->name, "birth", s->birth, "by", s->by, "at",
			  api_instant(s->at), "due_at", api_instant(s->due_at),
			  "answered_at", api_instant(s->answered_at));
	if (!whole)
		return v;
	json_t *rest = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "contact",
				 s->contact, "proof", s->proof, "text", s->text,
				 "note", s->note, "answer", s->answer, "appeal",
				 s->appeal);
	json_object_update(v, rest);
	json_decref(rest);
	return v;
}

wasl_status api_subjects_get(struct api_call *call, struct wasl_err *err)
{
	struct wasl_node_subject *rows;
	wasl_text name = {"", 0};
	struct wasl_home_page from;
	struct api_page page;
	struct api_place place = {0};
	size_t n;
	(void)wasl_http_query(call->req, "name", &name);
	WASL_TRY(api_home_page(&page, &from, call->req, err));
	WASL_TRY(wasl_node_subject_list(call->node, &call->arena, &rows, &n,
					name, &from, &call->actor, err));
	json_t *list = json_array();
	for (size_t i = 0; i < n && i < page.limit; i++) {
		place.at = rows[i].place;
		json_array_append_new(list, api_subject(&rows[i], false));
	}
	call->answer = json_pack("{s:o, s:o}", "requests", list, "next",
				 api_page_next(&page, n, &place));
	return WASL_OK;
}

wasl_status api_subjects_post(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	struct wasl_node_subject_new request = {.birth = {"", 0}};
	struct wasl_node_subject made;
	const struct api_member members[] = {
		{"name", API_TEXT, true, &request.name},
		{"birth", API_TEXT, false, &request.birth},
		{"contact", API_TEXT, true, &request.contact},
		{"proof", API_TEXT, true, &request.proof},
		{"text", API_TEXT, true, &request.text},
		{NULL, API_TEXT, false, NULL},
	};
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	WASL_TRY(wasl_node_subject_add(call->node, &call->arena, &made,
				       &request, &call->actor, err));
	call->answer = api_subject(&made, true);
	call->http = 201;
	return WASL_OK;
}

wasl_status api_subject_get(struct api_call *call, struct wasl_err *err)
{
	struct wasl_node_subject row;
	WASL_TRY(wasl_node_subject_get(call->node, &call->arena, &row,
				       wasl_http_param(call->req, "id"),
				       &call->actor, err));
	call->answer = api_subject(&row, true);
	return WASL_OK;
}

wasl_status api_subject_answer(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	struct wasl_node_subject row;
	wasl_text note;
	const struct api_member members[] = {
		{"note", API_TEXT, true, &note},
		{NULL, API_TEXT, false, NULL},
	};
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	WASL_TRY(wasl_node_subject_answer(call->node, &call->arena, &row,
					  wasl_http_param(call->req, "id"),
					  note, &call->actor, err));
	call->answer = api_subject(&row, true);
	return WASL_OK;
}
