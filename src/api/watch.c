/* Lists of persons, and the files they come from. */
#include "node/watch.h"

#include "api/call.h"
#include "api/decode.h"
#include "api/encode.h"
#include "api/page.h"
#include "base/encode.h"
#include "kind/fault.h"

#include <stdio.h>

/* Records of one page, unless the caller asks for others. */
#define RECORDS_USUAL 20

/* --- imports ------------------------------------------------------------- */

static json_t *encode_counts(const struct wasl_import_counts *c)
{
	return json_pack("{s:I, s:I, s:I, s:I, s:I, s:I}", "records",
			 (json_int_t)c->records, "added", (json_int_t)c->added,
			 "changed", (json_int_t)c->changed, "unchanged",
			 (json_int_t)c->unchanged, "removed",
			 (json_int_t)c->removed, "skipped",
			 (json_int_t)c->skipped);
}

/* Takes the report's reference. */
static json_t *encode_import(const struct wasl_node_import *i)
{
	json_t *import = json_pack(
		"{s:I, s:s, s:s, s:s, s:I, s:I, s:I, s:I, s:o, s:s, s:s, "
		"s:o*}",
		"id", (json_int_t)i->id, "list", i->list, "state", i->state,
		"format", i->format, "size", (json_int_t)i->size, "received",
		(json_int_t)i->received, "taken", (json_int_t)i->taken,
		"micros", (json_int_t)i->micros, "counts",
		encode_counts(&i->counts), "code",
		i->status == WASL_OK ? "" : wasl_status_name(i->status),
		"detail", i->why.text, "report", i->report);
	wasl_fault_put(import, &i->why);
	return import;
}

static wasl_status answer_import(struct api_call *call, int64_t id,
				 struct wasl_err *err)
{
	struct wasl_node_import import;
	WASL_TRY(wasl_node_import_get(call->node, &call->arena, &import, id,
				      &call->actor, err));
	call->answer = encode_import(&import);
	return WASL_OK;
}

static wasl_status import_id(struct api_call *call, int64_t *id,
			     struct wasl_err *err)
{
	return api_decode_number(id, wasl_http_param(call->req, "id"),
				 INT64_MAX, "id", err);
}

static wasl_status decode_size(uint64_t *out, wasl_text in,
			       struct wasl_err *err)
{
	int64_t size;
	if (in.p == NULL || wasl_text_is(in, "0"))
		return WASL_OK;
	WASL_TRY(api_decode_number(&size, in, INT64_MAX, "/size", err));
	*out = (uint64_t)size;
	return WASL_OK;
}

wasl_status api_imports_post(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	struct wasl_node_import_new what = {0};
	wasl_text retention = {NULL, 0}, format = {NULL, 0},
		  on_error = {NULL, 0}, size = {NULL, 0};
	json_t *mapping = NULL;
	const struct api_member members[] = {
		{"list", API_TEXT, true, &what.terms.name},
		{"source", API_TEXT, false, &what.terms.source},
		{"basis", API_TEXT, false, &what.terms.basis},
		{"retention", API_TEXT, false, &retention},
		{"format", API_TEXT, false, &format},
		{"mapping", API_OBJECT, false, &mapping},
		{"on_error", API_TEXT, false, &on_error},
		{"size", API_TEXT, false, &size},
		{NULL, API_TEXT, false, NULL},
	};
	int64_t id;
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	if (retention.p)
		WASL_TRY(api_decode_day(&what.terms.retention_at, retention,
					"/retention", err));
	if (!wasl_reader_format_find(&what.format, format))
		return wasl_fault_of(
			err, WASL_SCHEMA, "/format", "words",
			WASL_FAULT_T(
				"words",
				WASL_TEXT("un, interpol, ftm, csv, detect")));
	what.refuse = !wasl_text_is(on_error, "skip");
	if (what.refuse && on_error.p && !wasl_text_is(on_error, "refuse"))
		return wasl_fault_of(
			err, WASL_SCHEMA, "/on_error", "words",
			WASL_FAULT_T("words", WASL_TEXT("skip, refuse")));
	if (mapping)
		what.mapping = wasl_jcs_write(&call->arena, mapping);
	WASL_TRY(wasl_arena_check(&call->arena, err));
	WASL_TRY(decode_size(&what.size, size, err));
	WASL_TRY(wasl_node_import_begin(call->node, &id, &what, &call->actor,
					err));
	call->http = 201;
	return answer_import(call, id, err);
}

wasl_status api_import_get(struct api_call *call, struct wasl_err *err)
{
	int64_t id;
	WASL_TRY(import_id(call, &id, err));
	return answer_import(call, id, err);
}

wasl_status api_import_piece(struct api_call *call, struct wasl_err *err)
{
	wasl_text offset = wasl_http_param(call->req, "offset");
	int64_t id, at = 0;
	WASL_TRY(import_id(call, &id, err));
	if (!wasl_text_is(offset, "0"))
		WASL_TRY(api_decode_number(&at, offset, INT64_MAX, "offset",
					   err));
	WASL_TRY(wasl_node_import_piece(call->node, id, (uint64_t)at,
					wasl_http_body(call->req), &call->actor,
					err));
	return answer_import(call, id, err);
}

wasl_status api_import_end(struct api_call *call, struct wasl_err *err)
{
	int64_t id;
	WASL_TRY(api_decode_nothing(wasl_http_body(call->req), err));
	WASL_TRY(import_id(call, &id, err));
	WASL_TRY(wasl_node_import_end(call->node, id, &call->actor, err));
	call->http = 202;
	return answer_import(call, id, err);
}

wasl_status api_import_delete(struct api_call *call, struct wasl_err *err)
{
	int64_t id;
	WASL_TRY(import_id(call, &id, err));
	WASL_TRY(wasl_node_import_cancel(call->node, id, &call->actor, err));
	return answer_import(call, id, err);
}

/* --- lists --------------------------------------------------------------- */

static json_t *encode_row(const struct wasl_node_list *list, size_t i)
{
	const struct wasl_import_row *row = &list->imports[i];
	return json_pack("{s:I, s:I, s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:o, "
			 "s:o, s:o}",
			 "id", (json_int_t)row->id, "generation",
			 (json_int_t)row->generation, "state",
			 wasl_import_state_word(row->state), "officer",
			 list->officers[i], "second", list->seconds[i],
			 "format", row->format, "source", row->source, "basis",
			 row->basis, "retention",
			 api_last_day(row->retention_at), "begun_at",
			 api_instant(row->begun_at), "ended_at",
			 api_instant(row->ended_at), "counts",
			 encode_counts(&row->counts));
}

/* Takes the report's reference. */
static json_t *encode_list(const struct wasl_node_list *list)
{
	const struct wasl_watch_list *l = &list->list;
	json_t *imports = json_array();
	for (size_t i = 0; i < list->n_imports; i++)
		json_array_append_new(imports, encode_row(list, i));
	return json_pack("{s:s, s:s, s:s, s:o, s:b, s:b, s:I, s:I, s:o, s:o, "
			 "s:o*}",
			 "name", l->name, "source", l->source, "basis",
			 l->basis, "retention", api_last_day(l->retention_at),
			 "expired", list->expired, "waits", list->waits,
			 "generation", (json_int_t)l->generation, "records",
			 (json_int_t)l->records, "imported_at",
			 api_instant(l->imported_at), "imports", imports,
			 "report", list->report);
}

wasl_status api_lists_get(struct api_call *call, struct wasl_err *err)
{
	struct wasl_node_list *lists;
	struct api_slice slice;
	struct api_place place = {0};
	size_t n;
	WASL_TRY(api_slice_begin(&slice, call->req, WASL_WATCH_LISTS_MAX, err));
	WASL_TRY(wasl_node_lists(call->node, &call->arena, &lists, &n,
				 &call->actor, err));
	json_t *array = json_array();
	for (size_t i = 0; i < n; i++) {
		snprintf(place.id, sizeof(place.id), "%s", lists[i].list.name);
		if (api_slice_takes(&slice, &place))
			json_array_append_new(array, encode_list(&lists[i]));
	}
	call->answer = json_pack("{s:o, s:o}", "lists", array, "next",
				 api_slice_next(&slice));
	return WASL_OK;
}

static wasl_status answer_list(struct api_call *call, wasl_text name,
			       struct wasl_err *err)
{
	struct wasl_node_list list;
	WASL_TRY(wasl_node_list_get(call->node, &call->arena, &list, name,
				    &call->actor, err));
	call->answer = encode_list(&list);
	return WASL_OK;
}

wasl_status api_list_get(struct api_call *call, struct wasl_err *err)
{
	return answer_list(call, wasl_http_param(call->req, "name"), err);
}

wasl_status api_list_approve(struct api_call *call, struct wasl_err *err)
{
	wasl_text name = wasl_http_param(call->req, "name");
	WASL_TRY(api_decode_nothing(wasl_http_body(call->req), err));
	WASL_TRY(wasl_node_list_approve(call->node, name, &call->actor, err));
	return answer_list(call, name, err);
}

wasl_status api_list_return(struct api_call *call, struct wasl_err *err)
{
	wasl_text name = wasl_http_param(call->req, "name");
	WASL_TRY(api_decode_nothing(wasl_http_body(call->req), err));
	WASL_TRY(wasl_node_list_return(call->node, name, &call->actor, err));
	call->answer = json_pack("{s:s%}", "name", name.p, name.n);
	return WASL_OK;
}

wasl_status api_list_delete(struct api_call *call, struct wasl_err *err)
{
	wasl_text name = wasl_http_param(call->req, "name");
	WASL_TRY(wasl_node_list_remove(call->node, name, &call->actor, err));
	call->answer = json_pack("{s:s%}", "name", name.p, name.n);
	return WASL_OK;
}

/* --- records ------------------------------------------------------------- */

static json_t *encode_texts(const wasl_text *texts, size_t n)
{
	json_t *array = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(array,
				      json_stringn(texts[i].p, texts[i].n));
	return array;
}

static json_t *encode_birth(const struct wasl_birth *b)
{
	static const char *const words[] = {
		[WASL_BIRTH_UNKNOWN] = "unknown",
		[WASL_BIRTH_YEAR] = "year",
		[WASL_BIRTH_MONTH] = "month",
		[WASL_BIRTH_DAY] = "day",
		[WASL_BIRTH_CIRCA] = "about",
		[WASL_BIRTH_PRESUMED] = "presumed",
	};
	char date[32];
	if (b->month == 0)
		snprintf(date, sizeof(date), "%04u", b->year);
	else if (b->day == 0)
		snprintf(date, sizeof(date), "%04u-%02u", b->year, b->month);
	else
		snprintf(date, sizeof(date), "%04u-%02u-%02u", b->year,
			 b->month, b->day);
	return json_pack("{s:s, s:s}", "date", date, "precision",
			 words[b->precision]);
}

static json_t *encode_names(const struct wasl_identity *who)
{
	json_t *array = json_array();
	for (size_t i = 0; i < who->n_names; i++) {
		const struct wasl_identity_name *n = &who->names[i];
		json_array_append_new(
			array,
			json_pack("{s:s, s:s, s:s%}", "kind",
				  wasl_identity_name_word(n->kind), "script",
				  wasl_identity_script_word(
					  wasl_identity_script_of(n->text)),
				  "text", n->text.p, n->text.n));
	}
	return array;
}

static json_t *encode_documents(const struct wasl_identity *who)
{
	json_t *array = json_array();
	for (size_t i = 0; i < who->n_documents; i++) {
		const struct wasl_identity_document *d = &who->documents[i];
		json_array_append_new(
			array,
			json_pack("{s:o, s:o, s:o}", "type",
				  json_stringn(d->type.p, d->type.n), "number",
				  json_stringn(d->number.p, d->number.n),
				  "country",
				  json_stringn(d->country.p, d->country.n)));
	}
	return array;
}

json_t *api_identity(const struct wasl_identity *who)
{
	const char sex[] = {who->sex, '\0'};
	json_t *births = json_array();
	for (size_t i = 0; i < who->n_births; i++)
		json_array_append_new(births, encode_birth(&who->births[i]));
	return json_pack("{s:o, s:o, s:o, s:s, s:o, s:o, s:o, s:o, s:o}", "ref",
			 json_stringn(who->ref.p, who->ref.n), "names",
			 encode_names(who), "births", births, "sex", sex,
			 "places", encode_texts(who->places, who->n_places),
			 "nationalities",
			 encode_texts(who->nationalities, who->n_nationalities),
			 "documents", encode_documents(who), "remarks",
			 json_stringn(who->remarks.p, who->remarks.n),
			 "expires", api_instant(who->expires_at));
}

static wasl_status take_record(void *ctx, const struct wasl_watch_row *row,
			       struct wasl_err *err)
{
	struct api_call *call = ctx;
	(void)err;
	call->answer = api_identity(row->who);
	return WASL_OK;
}

wasl_status api_record_get(struct api_call *call, struct wasl_err *err)
{
	wasl_text purpose = {NULL, 0}, ref = {NULL, 0};
	(void)wasl_http_query(call->req, "purpose", &purpose);
	(void)wasl_http_query(call->req, "ref", &ref);
	return wasl_node_list_record(
		call->node, wasl_http_param(call->req, "name"), ref, purpose,
		take_record, call, &call->actor, err);
}

static wasl_status add_record(void *ctx, const struct wasl_watch_row *row,
			      struct wasl_err *err)
{
	json_t *records = ctx;
	(void)err;
	json_array_append_new(records, api_identity(row->who));
	return WASL_OK;
}

/* A place is "0.0.<keyed number>". */
static wasl_status decode_records(struct wasl_node_records_page *page,
				  const struct wasl_http_request *req,
				  struct wasl_err *err)
{
	struct api_page asked;
	(void)wasl_http_query(req, "purpose", &page->purpose);
	WASL_TRY(api_page_get(&asked, req, RECORDS_USUAL, WASL_NODE_RECORDS_MAX,
			      err));
	page->limit = asked.limit;
	page->behind = asked.behind;
	if (asked.behind &&
	    wasl_hex_parse(page->after.b, sizeof(page->after.b),
			   wasl_text_of(asked.after.id)) != WASL_OK)
		return wasl_fault(err, WASL_SCHEMA, "after", "page");
	return WASL_OK;
}

wasl_status api_records_get(struct api_call *call, struct wasl_err *err)
{
	struct wasl_node_records_page page = {.purpose = {NULL, 0}};
	wasl_autojson *records = json_array();
	struct api_place last = {0};
	WASL_TRY(decode_records(&page, call->req, err));
	WASL_TRY(wasl_node_list_records(
		call->node, wasl_http_param(call->req, "name"), &page,
		add_record, records, &call->actor, err));
	wasl_hex_write(last.id, WASL_BYTES(page.last.b));
	call->answer =
		json_pack("{s:O, s:o}", "records", records, "next",
			  page.more ? api_place_json(&last) : json_null());
	return WASL_OK;
}
