/* The watch changes hands; blank forms; whom to ring at the partner's. */
#include "node/relief.h"
#include "api/call.h"
#include "api/decode.h"
#include "api/encode.h"
#include "api/passkey.h"
#include "api/sign.h"
#include "api/site.h"
#include "base/encode.h"
#include "kind/fault.h"
#include "node/card.h"
#include "node/passkey.h"

/* Rows of one answer that nobody said the number of. */
#define ROWS 50

static json_t *api_relief(const struct wasl_relief *r)
{
	return json_pack(
		"{s:I, s:s, s:s, s:s, s:o, s:o, s:o, s:b, s:I, s:o, s:I, s:I, "
		"s:o, s:b, s:b}",
		"id", (json_int_t)r->id, "state",
		wasl_relief_state_name(r->state), "officer", r->officer,
		"second", r->second, "offered_at", api_instant(r->offered_at),
		"at", api_instant(r->at), "until", api_instant(r->until_at),
		"late", r->at < r->offered_at, "form", (json_int_t)r->form,
		"ended_at", api_instant(r->ended_at), "form_first",
		(json_int_t)r->form_first, "form_last",
		(json_int_t)r->form_last, "digest",
		api_hex(wasl_hash_bytes(&r->digest)), "officer_signed",
		r->officer_signed, "second_signed", r->second_signed);
}

struct page {
	int64_t before;
	int64_t limit;
};

static wasl_status decode_page(struct page *page, const struct api_call *call,
			       struct wasl_err *err)
{
	wasl_text v;
	*page = (struct page){INT64_MAX, ROWS};
	if (wasl_http_query(call->req, "before", &v))
		WASL_TRY(api_decode_number(&page->before, v, INT64_MAX,
					   "before", err));
	if (wasl_http_query(call->req, "limit", &v))
		WASL_TRY(api_decode_number(&page->limit, v, WASL_RELIEFS_MAX,
					   "limit", err));
	return WASL_OK;
}

/* --- the watch ------------------------------------------------------------ */

wasl_status api_relief_sheet(struct api_call *call, struct wasl_err *err)
{
	int64_t until = 0;
	wasl_text v;
	if (wasl_http_query(call->req, "until", &v))
		WASL_TRY(api_decode_instant(&until, v, "until", err));
	return wasl_node_relief_sheet(call->node, &call->arena, &call->answer,
				      until, &call->actor, err);
}

wasl_status api_reliefs_get(struct api_call *call, struct wasl_err *err)
{
	struct wasl_relief *rows;
	struct page page;
	size_t n;
	WASL_TRY(decode_page(&page, call, err));
	WASL_TRY(wasl_node_relief_list(call->node, &call->arena, &rows, &n,
				       page.before, (uint32_t)page.limit,
				       &call->actor, err));
	json_t *list = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, api_relief(&rows[i]));
	call->answer = json_pack("{s:o}", "reliefs", list);
	return WASL_OK;
}

wasl_status api_reliefs_post(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	wasl_text until = {NULL, 0}, at = {NULL, 0}, form = {NULL, 0};
	json_t *notes = NULL;
	struct wasl_node_offer offer = {.text = {"", 0}};
	struct wasl_relief made;
	const struct api_member members[] = {
		{"until", API_TEXT, false, &until},
		{"at", API_TEXT, false, &at},
		{"form", API_TEXT, false, &form},
		{"text", API_TEXT, false, &offer.text},
		{"notes", API_ARRAY, false, &notes},
		{NULL, API_TEXT, false, NULL},
	};
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	if (until.p)
		WASL_TRY(
			api_decode_instant(&offer.until, until, "/until", err));
	if (at.p)
		WASL_TRY(api_decode_instant(&offer.at, at, "/at", err));
	if (form.p)
		WASL_TRY(api_decode_number(&offer.form, form, INT64_MAX,
					   "/form", err));
	offer.notes = notes;
	WASL_TRY(wasl_node_relief_offer(call->node, &call->arena, &made, &offer,
					&call->actor, err));
	call->answer = api_relief(&made);
	call->http = 201;
	return WASL_OK;
}

static wasl_status decode_id(int64_t *id, const struct api_call *call,
			     struct wasl_err *err)
{
	wasl_text text = wasl_http_param(call->req, "id");
	if (api_decode_number(id, text, INT64_MAX, "id", NULL) == WASL_OK)
		return WASL_OK;
	return wasl_fault(err, WASL_NOT_FOUND, "", "relief-none");
}

wasl_status api_relief_get(struct api_call *call, struct wasl_err *err)
{
	struct wasl_relief relief;
	json_t *sheet;
	int64_t id;
	WASL_TRY(decode_id(&id, call, err));
	WASL_TRY(wasl_node_relief_show(call->node, &call->arena, &relief,
				       &sheet, id, &call->actor, err));
	call->answer = api_relief(&relief);
	json_object_set_new(call->answer, "sheet", sheet);
	const struct wasl_hash challenge =
		wasl_node_relief_challenge(&relief.digest);
	return api_ask_passkey(call, wasl_hash_bytes(&challenge), err);
}

wasl_status api_relief_take(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	struct wasl_relief relief;
	struct wasl_hash digest;
	wasl_text hex;
	int64_t id;
	const struct api_member members[] = {
		{"digest", API_TEXT, true, &hex},
		{NULL, API_TEXT, false, NULL},
	};
	WASL_TRY(decode_id(&id, call, err));
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	if (wasl_hex_parse(digest.b, sizeof(digest.b), hex) != WASL_OK)
		return wasl_fault(err, WASL_SCHEMA, "/digest", "hex-64");
	WASL_TRY(wasl_node_relief_end(call->node, &call->arena, &relief, id,
				      &digest, &call->actor, err));
	call->answer = api_relief(&relief);
	return WASL_OK;
}

wasl_status api_relief_sign(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	struct wasl_relief relief;
	json_t *assertion;
	const struct api_site *site = api_site_of(call->api);
	const struct wasl_node_rp rp = {.origin = site->origin,
					.id = site->name};
	struct wasl_passkey_proof proof;
	struct wasl_node_approval approval = {.rp = &rp, .proof = &proof};
	int64_t id;
	const struct api_member members[] = {
		{"assertion", API_OBJECT, true, &assertion},
		{NULL, API_TEXT, false, NULL},
	};
	WASL_TRY(decode_id(&id, call, err));
	WASL_TRY(api_need_session(call, err));
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	WASL_TRY(api_assertion(&call->arena, &approval.credential, &proof,
			       assertion, "/assertion", err));
	WASL_TRY(wasl_node_relief_sign(call->node, &call->arena, &relief, id,
				       &approval, &call->actor, err));
	call->answer = api_relief(&relief);
	return WASL_OK;
}

wasl_status api_relief_withdraw(struct api_call *call, struct wasl_err *err)
{
	struct wasl_relief relief;
	int64_t id;
	WASL_TRY(decode_id(&id, call, err));
	WASL_TRY(api_decode_nothing(wasl_http_body(call->req), err));
	WASL_TRY(wasl_node_relief_end(call->node, &call->arena, &relief, id,
				      NULL, &call->actor, err));
	call->answer = api_relief(&relief);
	return WASL_OK;
}

wasl_status api_vital_get(struct api_call *call, struct wasl_err *err)
{
	return wasl_node_vital(call->node, &call->answer, &call->actor, err);
}

/* --- forms ---------------------------------------------------------------- */

static json_t *api_form(const struct wasl_node_form *f)
{
	bool entered = f->form.entered_at != 0;
	const char *state = entered		      ? "entered"
			    : f->form.for_relief != 0 ? "relief"
						      : "blank";
	return json_pack("{s:I, s:s, s:I, s:o, s:I, s:b, s:s, s:o, s:o, s:s, "
			 "s:s}",
			 "form", (json_int_t)f->form.number, "state", state,
			 "printed_with", (json_int_t)f->form.relief,
			 "printed_at", api_instant(f->form.printed_at),
			 "relief", (json_int_t)f->form.for_relief, "late",
			 entered || f->form.for_relief != 0, "officer",
			 f->form.officer, "at", api_instant(f->form.at),
			 "entered_at", api_instant(f->form.entered_at),
			 "reference", f->form.ref, "text", f->text);
}

wasl_status api_forms_get(struct api_call *call, struct wasl_err *err)
{
	struct wasl_node_form *rows;
	struct page page;
	size_t n;
	WASL_TRY(decode_page(&page, call, err));
	WASL_TRY(wasl_node_form_list(call->node, &call->arena, &rows, &n,
				     page.before, (uint32_t)page.limit,
				     &call->actor, err));
	json_t *list = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, api_form(&rows[i]));
	call->answer = json_pack("{s:o}", "forms", list);
	return WASL_OK;
}

wasl_status api_form_enter(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	wasl_text at;
	wasl_text number = wasl_http_param(call->req, "number");
	struct wasl_node_late late = {.reference = {"", 0}};
	const struct api_member members[] = {
		{"at", API_TEXT, true, &at},
		{"reference", API_TEXT, false, &late.reference},
		{"text", API_TEXT, true, &late.text},
		{NULL, API_TEXT, false, NULL},
	};
	if (api_decode_number(&late.form, number, INT64_MAX, "form", NULL) !=
	    WASL_OK)
		return wasl_fault(err, WASL_NOT_FOUND, "", "form-none");
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	WASL_TRY(api_decode_instant(&late.at, at, "/at", err));
	WASL_TRY(wasl_node_late_add(call->node, &late, &call->actor, err));
	call->answer = json_pack("{s:I, s:s, s:b, s:o}", "form",
				 (json_int_t)late.form, "state", "entered",
				 "late", 1, "at", api_instant(late.at));
	call->http = 201;
	return WASL_OK;
}

/* --- duty cards ----------------------------------------------------------- */

wasl_status api_cards_get(struct api_call *call, struct wasl_err *err)
{
	json_t *cards;
	wasl_status status =
		wasl_node_cards(call->node, &cards, &call->actor, err);
	if (cards != NULL)
		call->answer = json_pack("{s:o}", "cards", cards);
	return status;
}
