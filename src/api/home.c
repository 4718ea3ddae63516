/* What a side keeps to itself: checks, remembered refusals, true grounds, the
 * register of transfers, pairs of persons. */
#include "api/call.h"
#include "api/decode.h"
#include "api/encode.h"
#include "api/page.h"
#include "kind/fault.h"
#include "node/check.h"
#include "node/grounds.h"
#include "node/pair.h"
#include "node/refused.h"
#include "node/register.h"

static wasl_status decode_since(int64_t *since, const struct api_call *call,
				struct wasl_err *err)
{
	wasl_text day;
	*since = 0;
	if (!wasl_http_query(call->req, "since", &day))
		return WASL_OK;
	WASL_TRY(api_decode_day(since, day, "since", err));
	*since -= 86400; /* from its beginning */
	return WASL_OK;
}

/* Records of one page, unless the caller asks for others. */
#define HOMES_USUAL 200
#define HOMES_MAX   500

wasl_status api_home_page(struct api_page *page, struct wasl_home_page *from,
			  const struct wasl_http_request *req,
			  struct wasl_err *err)
{
	WASL_TRY(api_page_get(page, req, HOMES_USUAL, HOMES_MAX, err));
	from->after = page->after.at;
	from->limit = page->limit + 1;
	return WASL_OK;
}

/* --- checks and remembered refusals --------------------------------------- */

static json_t *api_check(const struct wasl_node_check *c)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:b, s:o}", "what", c->what,
			 "answer", c->answer, "sources", c->sources, "by",
			 c->by, "second", c->second, "counts", c->counts, "at",
			 api_instant(c->at));
}

static json_t *api_refused(const struct wasl_node_refused *r)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:o, s:o, s:o}", "id", r->id,
			 "reference", r->ref, "ground", r->ground, "name",
			 r->names, "at", api_instant(r->at), "review_at",
			 api_instant(r->review_at), "expires_at",
			 api_instant(r->expires_at));
}

/* A hit names the earlier dossier and how likely it is the person. */
static json_t *api_hit(const struct wasl_node_refused *r)
{
	return json_pack("{s:s, s:s, s:i, s:b, s:s, s:s, s:o}", "refused_in",
			 r->ref, "name", r->names, "percent", r->percent,
			 "cleared", r->decided, "by", r->by, "reason",
			 r->reason, "at", api_instant(r->at));
}

wasl_status api_checks_get(struct api_call *call, struct wasl_err *err)
{
	wasl_text ref = wasl_http_param(call->req, "ref");
	struct wasl_node_check *checks = NULL;
	struct wasl_node_refused *hits;
	size_t n_checks = 0, n_hits;
	WASL_TRY(wasl_node_refused_hits(call->node, &call->arena, &hits,
					&n_hits, ref, &call->actor, err));
	wasl_status status =
		wasl_node_check_list(call->node, &call->arena, &checks,
				     &n_checks, ref, &call->actor, err);
	/* Who decides on a remembered refusal sees that alone. */
	if (status != WASL_OK && status != WASL_DENIED)
		return status;
	json_t *list = json_array(), *met = json_array();
	for (size_t i = 0; status == WASL_OK && i < n_checks; i++)
		json_array_append_new(list, api_check(&checks[i]));
	for (size_t i = 0; i < n_hits; i++)
		json_array_append_new(met, api_hit(&hits[i]));
	call->answer =
		json_pack("{s:o, s:o}", "checks", list, "refused_before", met);
	return WASL_OK;
}

wasl_status api_checks_post(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	wasl_text what, answer;
	struct wasl_node_check_new check = {
		.ref = wasl_http_param(call->req, "ref")};
	const struct api_member members[] = {
		{"what", API_TEXT, true, &what},
		{"answer", API_TEXT, true, &answer},
		{"sources", API_TEXT, true, &check.sources},
		{NULL, API_TEXT, false, NULL},
	};
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	WASL_TRY(wasl_check_what_parse(&check.what, what, err));
	WASL_TRY(wasl_check_answer_parse(&check.answer, answer, err));
	WASL_TRY(wasl_node_check_add(call->node, &check, &call->actor, err));
	return api_checks_get(call, err);
}

wasl_status api_clear_post(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	wasl_text reason;
	const struct api_member members[] = {
		{"reason", API_TEXT, true, &reason},
		{NULL, API_TEXT, false, NULL},
	};
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	WASL_TRY(wasl_node_refused_clear(call->node,
					 wasl_http_param(call->req, "ref"),
					 reason, &call->actor, err));
	return api_checks_get(call, err);
}

wasl_status api_refused_get(struct api_call *call, struct wasl_err *err)
{
	struct wasl_node_refused *rows;
	struct wasl_home_page from;
	struct api_page page;
	struct api_place place = {0};
	size_t n;
	WASL_TRY(api_home_page(&page, &from, call->req, err));
	WASL_TRY(wasl_node_refused_list(call->node, &call->arena, &rows, &n,
					&from, &call->actor, err));
	json_t *list = json_array();
	for (size_t i = 0; i < n && i < page.limit; i++) {
		place.at = rows[i].place;
		json_array_append_new(list, api_refused(&rows[i]));
	}
	call->answer = json_pack("{s:o, s:o}", "refused", list, "next",
				 api_page_next(&page, n, &place));
	return WASL_OK;
}

wasl_status api_refused_review(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	wasl_text decision, id = wasl_http_param(call->req, "id");
	const struct api_member members[] = {
		{"decision", API_TEXT, true, &decision},
		{NULL, API_TEXT, false, NULL},
	};
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	bool keep = wasl_text_is(decision, "keep");
	if (!keep && !wasl_text_is(decision, "forget"))
		return wasl_fault_of(
			err, WASL_SCHEMA, "/decision", "words",
			WASL_FAULT_T("words", WASL_TEXT("keep, forget")));
	WASL_TRY(wasl_node_refused_review(call->node, id, keep, &call->actor,
					  err));
	call->answer = json_pack("{s:s%, s:b}", "id", id.p, id.n, "kept", keep);
	return WASL_OK;
}

wasl_status api_grounds_get(struct api_call *call, struct wasl_err *err)
{
	struct wasl_node_ground *rows;
	struct wasl_home_page from;
	struct api_page page;
	struct api_place place = {0};
	size_t n;
	WASL_TRY(api_home_page(&page, &from, call->req, err));
	WASL_TRY(wasl_node_ground_list(call->node, &call->arena, &rows, &n,
				       &from, &call->actor, err));
	json_t *list = json_array();
	for (size_t i = 0; i < n && i < page.limit; i++) {
		place.at = rows[i].place;
		json_array_append_new(
			list,
			json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:o}",
				  "reference", rows[i].ref, "act", rows[i].act,
				  "code", rows[i].code, "why", rows[i].why,
				  "author", rows[i].author, "second",
				  rows[i].second, "at", api_instant(rows[i].at),
				  "signed_at", api_instant(rows[i].signed_at)));
	}
	call->answer = json_pack("{s:o, s:o}", "grounds", list, "next",
				 api_page_next(&page, n, &place));
	return WASL_OK;
}

/* --- the register of transfers, pairs --------------------------------------
 */

static json_t *api_transfer(const struct wasl_node_transfer *t)
{
	return json_pack("{s:o, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s}",
			 "at", api_instant(t->at), "recipient", t->peer, "side",
			 t->side, "reference", t->ref, "act", t->act, "basis",
			 t->basis, "necessity", t->necessity, "fields",
			 t->fields, "author", t->author, "approver",
			 t->approver);
}

wasl_status api_register_get(struct api_call *call, struct wasl_err *err)
{
	struct wasl_node_transfer_ask ask;
	struct wasl_node_transfer *rows;
	struct api_page page;
	struct api_place place = {0};
	size_t n;
	WASL_TRY(decode_since(&ask.since, call, err));
	WASL_TRY(api_page_get(&page, call->req, WASL_REGISTER_MAX,
			      WASL_REGISTER_MAX, err));
	ask.after_at = page.after.at;
	ask.after_id = page.after.then;
	ask.limit = page.limit + 1; /* is there a next one? */
	WASL_TRY(wasl_node_register_get(call->node, &call->arena, &rows, &n,
					&ask, &call->actor, err));
	json_t *list = json_array();
	for (size_t i = 0; i < n && i < page.limit; i++) {
		place.at = rows[i].at;
		place.then = rows[i].id;
		json_array_append_new(list, api_transfer(&rows[i]));
	}
	call->answer = json_pack("{s:o, s:o}", "transfers", list, "next",
				 api_page_next(&page, n, &place));
	return WASL_OK;
}

wasl_status api_pairs_get(struct api_call *call, struct wasl_err *err)
{
	struct wasl_node_pair *rows;
	int64_t since;
	size_t n;
	WASL_TRY(decode_since(&since, call, err));
	WASL_TRY(wasl_node_pair_list(call->node, &call->arena, &rows, &n, since,
				     &call->actor, err));
	json_t *list = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(
			list,
			json_pack("{s:s, s:s, s:I, s:I, s:b}", "author",
				  rows[i].author, "second", rows[i].second,
				  "approved", (json_int_t)rows[i].n, "percent",
				  (json_int_t)rows[i].percent, "above",
				  rows[i].above));
	call->answer = json_pack("{s:o}", "pairs", list);
	return WASL_OK;
}
