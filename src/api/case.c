/* Cases and rooms: what this side keeps together. */
#include "node/case.h"

#include "api/call.h"
#include "api/decode.h"
#include "api/encode.h"
#include "api/page.h"
#include "desk/casefile.h"
#include "node/batch.h"
#include "node/room.h"

#include <stdio.h>

static json_t *dossiers_of(const struct wasl_node_case_made *made)
{
	json_t *list = json_array();
	for (size_t i = 0; i < made->n; i++) {
		json_t *one = api_made(&made->made[i], WASL_TEXT(""),
				       WASL_TEXT("open"));
		json_object_set_new(one, "peer", json_string(made->peers[i]));
		json_array_append_new(list, one);
	}
	return list;
}

static wasl_status put(struct api_call *call,
		       const struct wasl_node_case_ask *ask,
		       struct wasl_err *err)
{
	struct wasl_node_case_made made;
	wasl_status status = wasl_node_case_put(call->node, &call->arena, &made,
						ask, &call->actor, err);
	call->findings = made.findings;
	if (status != WASL_OK)
		return status;
	call->answer = json_pack("{s:s, s:o, s:o}", "reference", made.ref,
				 "dossiers", dossiers_of(&made), "findings",
				 api_findings(&made.findings));
	call->http = 201;
	for (size_t i = 0; i < made.n; i++)
		if (made.made[i].draft != 0)
			call->http = 202;
	return WASL_OK;
}

wasl_status api_add_cases(struct api_call *call,
			  const uint8_t dossier[static 16],
			  struct wasl_err *err)
{
	json_t *cases;
	WASL_TRY(wasl_node_cases_of(call->node, &call->arena, &cases, dossier,
				    err));
	json_object_set_new(call->answer, "cases", cases);
	return WASL_OK;
}

/* Cases of one page, unless the caller asks for others. */
#define CASES_USUAL 100

wasl_status api_cases_get(struct api_call *call, struct wasl_err *err)
{
	struct wasl_casefile_page from, last = {0, "", 0};
	struct api_page page;
	struct api_place place = {0};
	json_t *list;
	size_t n;
	WASL_TRY(api_page_get(&page, call->req, CASES_USUAL, WASL_CASEFILES_MAX,
			      err));
	from = (struct wasl_casefile_page){page.after.at, page.after.id,
					   page.limit + 1};
	WASL_TRY(wasl_node_case_list(call->node, &call->arena, &list, &n, &last,
				     &from, &call->actor, err));
	place.at = last.at;
	snprintf(place.id, sizeof(place.id), "%s", last.ref);
	call->answer = json_pack("{s:o, s:o}", "cases", list, "next",
				 api_page_next(&page, n, &place));
	return WASL_OK;
}

/* A body of a case: those of its members that are `needed`, and the others of
 * `known`. The values are borrowed from `body`. */
enum { TITLE = 1, KIND = 2, TO = 4, FIELDS = 8, EACH = 16 };

static wasl_status put_body(struct api_call *call,
			    struct wasl_node_case_ask *ask, unsigned known,
			    unsigned needed, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	json_t *to = NULL, *fields = NULL, *each = NULL;
	const struct api_member all[] = {
		{"title", API_TEXT, needed & TITLE, &ask->title},
		{"kind", API_TEXT, needed & KIND, &ask->kind},
		{"to", API_ARRAY, needed & TO, &to},
		{"fields", API_OBJECT, needed & FIELDS, &fields},
		{"each", API_OBJECT, needed & EACH, &each},
	};
	struct api_member members[sizeof(all) / sizeof(all[0]) + 1] = {0};
	size_t n = 0;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (((known | needed) >> i & 1) != 0)
			members[n++] = all[i];
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	ask->to = to;
	ask->fields = fields;
	ask->each = each;
	/* Partners and no fields at all: dossiers are begun, for files. */
	ask->begin = to && !fields;
	return put(call, ask, err);
}

static struct wasl_node_case_ask ask_of(const struct api_call *call)
{
	return (struct wasl_node_case_ask){
		.ref = wasl_http_param(call->req, "ref"),
		.title = WASL_TEXT(""),
		.kind = WASL_TEXT(""),
	};
}

wasl_status api_cases_post(struct api_call *call, struct wasl_err *err)
{
	struct wasl_node_case_ask ask = {.title = WASL_TEXT(""),
					 .kind = WASL_TEXT("")};
	return put_body(call, &ask, TITLE | KIND | TO | FIELDS | EACH, 0, err);
}

wasl_status api_case_open(struct api_call *call, struct wasl_err *err)
{
	struct wasl_node_case_ask ask = ask_of(call);
	return put_body(call, &ask, KIND | EACH, TO | FIELDS, err);
}

wasl_status api_case_begin(struct api_call *call, struct wasl_err *err)
{
	struct wasl_node_case_ask ask = ask_of(call);
	return put_body(call, &ask, KIND, TO, err);
}

wasl_status api_case_draft(struct api_call *call, struct wasl_err *err)
{
	struct wasl_node_case_ask ask = ask_of(call);
	return put_body(call, &ask, 0, FIELDS, err);
}

wasl_status api_case_get(struct api_call *call, struct wasl_err *err)
{
	return wasl_node_case_show(call->node, &call->arena, &call->answer,
				   wasl_http_param(call->req, "ref"),
				   &call->actor, err);
}

static wasl_status move(struct api_call *call, bool in, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	wasl_text ref = wasl_http_param(call->req, "ref"), dossier;
	const struct api_member members[] = {
		{"reference", API_TEXT, true, &dossier},
		{NULL, API_TEXT, false, NULL},
	};
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	WASL_TRY(wasl_node_case_move(call->node, ref, dossier, in, &call->actor,
				     err));
	call->answer = json_pack("{s:s%, s:s%, s:b}", "reference", ref.p, ref.n,
				 "dossier", dossier.p, dossier.n, "in", in);
	return WASL_OK;
}

wasl_status api_case_add(struct api_call *call, struct wasl_err *err)
{
	return move(call, true, err);
}

wasl_status api_case_remove(struct api_call *call, struct wasl_err *err)
{
	return move(call, false, err);
}

wasl_status api_case_delete(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	wasl_text ref = wasl_http_param(call->req, "ref"), reason;
	const struct api_member members[] = {
		{"reason", API_TEXT, true, &reason},
		{NULL, API_TEXT, false, NULL},
	};
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	WASL_TRY(wasl_node_case_delete(call->node, ref, reason, &call->actor,
				       err));
	call->answer = json_pack("{s:s%}", "reference", ref.p, ref.n);
	return WASL_OK;
}

wasl_status api_event_get(struct api_call *call, struct wasl_err *err)
{
	return wasl_node_room(call->node, &call->arena, &call->answer,
			      wasl_http_param(call->req, "ref"), &call->actor,
			      err);
}

wasl_status api_lessons_get(struct api_call *call, struct wasl_err *err)
{
	struct wasl_node_lessons_ask ask = {.kind = WASL_TEXT("event")};
	(void)wasl_http_query(call->req, "kind", &ask.kind);
	(void)wasl_http_query(call->req, "peer", &ask.peer);
	(void)wasl_http_query(call->req, "series", &ask.series);
	return wasl_node_lessons(call->node, &call->arena, &call->answer, &ask,
				 &call->actor, err);
}

wasl_status api_batch_get(struct api_call *call, struct wasl_err *err)
{
	return wasl_node_batch(call->node, &call->arena, &call->answer,
			       wasl_http_param(call->req, "ref"), &call->actor,
			       err);
}
