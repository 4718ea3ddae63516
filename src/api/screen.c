/* Searching for a person, and the list of searches that somebody looks at. */
#include "api/screen.h"
#include "api/call.h"
#include "api/decode.h"
#include "api/encode.h"
#include "api/match.h"
#include "names/explain.h"
#include "node/search.h"

/* --- one person ----------------------------------------------------------- */

static json_t *explanation_of(const struct wasl_search_hit *h,
			      const struct wasl_name *asked)
{
	uint8_t text[WASL_EXPLAIN_MAX];
	struct wasl_buf buf = WASL_BUF(text);
	json_t *all =
		api_match(&h->hit->match, asked, &h->hit->name, api_milli);

	wasl_match_write(&buf, &h->hit->match, asked, &h->hit->name);
	json_object_set_new(all, "text",
			    json_stringn((const char *)text, buf.n));
	return all;
}

static json_t *hit_of(const struct wasl_search_hit *h,
		      const struct wasl_name *asked, bool explain)
{
	json_t *hit = json_pack(
		"{s:o, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:b,"
		" s:b}",
		"probability", api_milli(h->hit->match.probability), "verdict",
		wasl_verdict_name(h->hit->match.verdict), "source",
		wasl_search_source_name(h->source), "list", h->list, "basis",
		h->basis, "reference", h->ref, "kind", h->kind, "state",
		h->state, "name", h->name, "born", h->born, "sex", h->sex,
		"document", h->hit->document, "cited", h->cited);

	json_object_set_new(hit, "decision",
			    h->decision == NULL ? json_null()
						: api_decision(h->decision));
	if (explain)
		json_object_set_new(hit, "explanation",
				    explanation_of(h, asked));
	return hit;
}

json_t *api_found(const struct wasl_node_found *found, bool explain)
{
	uint8_t text[WASL_NAME_WRITTEN_MAX];
	struct wasl_buf asked = WASL_BUF(text);
	json_t *hits = json_array(), *elsewhere = json_array();

	wasl_name_write(&asked, &found->asked);
	for (size_t i = 0; i < found->n_hits; i++)
		json_array_append_new(
			hits, hit_of(&found->hits[i], &found->asked, explain));
	for (size_t i = 0; i < found->n_elsewhere; i++)
		json_array_append_new(
			elsewhere,
			json_pack("{s:s}", "unit", found->elsewhere[i].unit));
	return json_pack("{s:s%, s:o, s:o, s:o, s:I, s:b, s:b, s:I, s:I}",
			 "asked", (const char *)text, asked.n, "notes",
			 api_notes(found->asked.notes), "hits", hits,
			 "elsewhere", elsewhere, "hidden",
			 (json_int_t)found->hidden, "unmatched",
			 found->unmatched, "complete", found->known.complete,
			 "position", (json_int_t)found->known.position, "head",
			 (json_int_t)found->known.head);
}

wasl_status api_screen_post(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	struct wasl_search_person person = {0};
	struct wasl_node_found found;
	wasl_text reason = {NULL, 0};
	const struct api_member members[] = {
		{"name", API_TEXT, true, &person.name},
		{"born", API_TEXT, false, &person.born},
		{"sex", API_TEXT, false, &person.sex},
		{"place", API_TEXT, false, &person.place},
		{"document", API_TEXT, false, &person.document},
		{"reference", API_TEXT, false, &person.ref},
		{"reason", API_TEXT, false, &reason},
		{NULL, API_TEXT, false, NULL},
	};
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	WASL_TRY(wasl_node_search(call->node, &call->arena, &found, &person,
				  reason, &call->actor, err));
	call->answer = api_found(&found, true);
	return WASL_OK;
}

/* --- what is known -------------------------------------------------------- */

json_t *api_known(const struct node_known_status *s)
{
	return json_pack(
		"{s:I, s:I, s:I, s:b, s:b, s:I, s:I, s:I, s:b, s:I,"
		" s:s}",
		"persons", (json_int_t)s->size.persons, "names",
		(json_int_t)s->size.names, "bytes", (json_int_t)s->size.bytes,
		"complete", s->state.complete, "building", s->building,
		"position", (json_int_t)s->state.position, "head",
		(json_int_t)s->state.head, "ready_ms", (json_int_t)s->ready_ms,
		"from_snapshot", s->from_snapshot, "snapshot_bytes",
		(json_int_t)s->snapshot_size, "fault", s->fault);
}

/* --- the supervisor's list ------------------------------------------------ */

/* "2026-10"; null for none. */
static json_t *month_of(int64_t month)
{
	char text[16];

	if (month == 0)
		return json_null();
	snprintf(text, sizeof(text), "%04d-%02d", (int)(month / 12),
		 (int)(month % 12) + 1);
	return json_string(text);
}

static json_t *row_of(const struct wasl_search_row *r)
{
	return json_pack("{s:I, s:o, s:s, s:s, s:s, s:o, s:s, s:b, s:o, s:I,"
			 " s:I, s:o, s:s, s:s}",
			 "id", (json_int_t)r->id, "at", api_instant(r->at),
			 "officer", r->officer, "unit", r->unit, "reference",
			 r->ref, "subject", api_hex(r->subject), "reason",
			 r->reason, "unmatched", r->unmatched, "drawn",
			 month_of(r->drawn), "asked", (json_int_t)r->asked,
			 "found", (json_int_t)r->found, "reviewed_at",
			 api_instant(r->reviewed_at), "reviewer", r->reviewer,
			 "note", r->note);
}

static json_t *draw_of(const struct wasl_search_draw *d)
{
	return json_pack("{s:o, s:o, s:o, s:I, s:I}", "month",
			 month_of(d->month), "seed",
			 api_hex(WASL_BYTES(d->seed)), "at", api_instant(d->at),
			 "searches", (json_int_t)d->searches, "drawn",
			 (json_int_t)d->drawn);
}

wasl_status api_screen_review_get(struct api_call *call, struct wasl_err *err)
{
	struct wasl_node_review review;
	json_t *rows = NULL, *draws = NULL;
	wasl_text text;
	int64_t since = 0;
	bool all = false;
	if (wasl_http_query(call->req, "since", &text)) {
		WASL_TRY(api_decode_day(&since, text, "since", err));
		since -= 86400; /* from its beginning */
	}
	if (wasl_http_query(call->req, "all", &text))
		all = wasl_text_is(text, "true");
	WASL_TRY(wasl_node_search_list(call->node, &call->arena, &review, since,
				       all, &call->actor, err));
	rows = json_array();
	draws = json_array();
	for (size_t i = 0; i < review.n_rows; i++)
		json_array_append_new(rows, row_of(&review.rows[i]));
	for (size_t i = 0; i < review.n_draws; i++)
		json_array_append_new(draws, draw_of(&review.draws[i]));
	call->answer =
		json_pack("{s:o, s:o}", "searches", rows, "draws", draws);
	return WASL_OK;
}

wasl_status api_screen_review_post(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	wasl_text note = {"", 0};
	const struct api_member members[] = {
		{"note", API_TEXT, false, &note},
		{NULL, API_TEXT, false, NULL},
	};
	int64_t id;
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	WASL_TRY(api_decode_number(&id, wasl_http_param(call->req, "id"),
				   INT64_MAX, "id", err));
	WASL_TRY(wasl_node_search_review(call->node, id, note, &call->actor,
					 err));
	call->answer = json_pack("{s:I}", "id", (json_int_t)id);
	return WASL_OK;
}
