/* Statistics and the monthly sheets. */
#include "node/stats.h"
#include "api/call.h"
#include "api/decode.h"
#include "api/encode.h"
#include "api/page.h"
#include "base/encode.h"
#include "base/text.h"
#include "calendar/civil.h"
#include "kind/fault.h"

#include <stdio.h>
#include <time.h>

#define DAY 86400
/* Sheets of one page, unless the caller asks for others. */
#define SHEETS_USUAL 50

/* --- figures ------------------------------------------------------------- */

static wasl_status decode_month(struct wasl_node_stats_ask *ask, wasl_text v,
				struct wasl_err *err)
{
	if (!wasl_month_parse(&ask->from, &ask->until, v))
		return wasl_fault(err, WASL_SCHEMA, "month", "month-like");
	return WASL_OK;
}

static wasl_status decode_day(int64_t *out, wasl_text v, const char *name,
			      struct wasl_err *err)
{
	int64_t days;
	if (!wasl_date_parse(&days, v))
		return wasl_fault(err, WASL_SCHEMA, name, "day-like");
	*out = days * DAY;
	return WASL_OK;
}

/* A month, or days; else this month. */
static wasl_status decode_time(struct wasl_node_stats_ask *ask,
			       const struct wasl_http_request *req,
			       struct wasl_err *err)
{
	wasl_text from, to, month;
	char now[WASL_INSTANT_LEN + 1];
	bool has_from = wasl_http_query(req, "from", &from);
	bool has_to = wasl_http_query(req, "to", &to);
	bool has_month = wasl_http_query(req, "month", &month);
	if (has_month && (has_from || has_to))
		return wasl_fault(err, WASL_SCHEMA, "month", "month-or-days");
	if (has_from != has_to)
		return wasl_fault(err, WASL_SCHEMA, has_from ? "to" : "from",
				  "days-together");
	if (has_from) {
		WASL_TRY(decode_day(&ask->from, from, "from", err));
		WASL_TRY(decode_day(&ask->until, to, "to", err));
		ask->until += DAY;
		return ask->from < ask->until ? WASL_OK
					      : wasl_fault(err, WASL_SCHEMA,
							   "to", "ends-first");
	}
	wasl_instant_write(now, (int64_t)time(NULL));
	return decode_month(ask, has_month ? month : (wasl_text){now, 7}, err);
}

static json_t *api_cut(const struct wasl_known *cut)
{
	return json_pack("[I, I, I]", (json_int_t)cut->epoch,
			 (json_int_t)cut->size[0], (json_int_t)cut->size[1]);
}

static json_t *api_cell(const struct wasl_node_stats *stats,
			const struct wasl_stats_cell *cell)
{
	return json_pack("{s:s, s:s, s:b, s:s, s:s, s:I}", "figure",
			 wasl_figure_name(cell->figure), "side",
			 stats->sides[cell->side], "own",
			 cell->side == stats->own, "split",
			 wasl_split_name(cell->split), "value", cell->value,
			 "number", (json_int_t)cell->number);
}

static json_t *api_definitions(void)
{
	json_t *out = json_object();
	for (int i = 0; i < WASL_FIGURES; i++)
		json_object_set_new(
			out, wasl_figure_name((enum wasl_figure)i),
			json_string(wasl_figure_text((enum wasl_figure)i)));
	return out;
}

wasl_status api_stats_get(struct api_call *call, struct wasl_err *err)
{
	struct wasl_node_stats_ask ask = {.shared = false};
	struct wasl_node_stats stats;
	wasl_text v;
	(void)wasl_http_query(call->req, "peer", &ask.peer);
	if (wasl_http_query(call->req, "shared", &v))
		ask.shared = wasl_text_is(v, "true");
	WASL_TRY(decode_time(&ask, call->req, err));
	WASL_TRY(wasl_node_stats_get(call->node, &call->arena, &stats, &ask,
				     &call->actor, err));
	json_t *cells = json_array();
	for (size_t i = 0; i < stats.n; i++)
		json_array_append_new(cells, api_cell(&stats, &stats.cells[i]));
	call->answer = json_pack(
		"{s:s, s:s, s:s, s:o, s:o, s:o, s:b, s:o, s:o}", "peer",
		stats.peer, "own", stats.sides[stats.own], "partner",
		stats.sides[1 - stats.own], "from", api_instant(ask.from),
		"until", api_instant(ask.until), "cut", api_cut(&stats.cut),
		"shared", ask.shared, "figures", cells, "definitions",
		api_definitions());
	return WASL_OK;
}

/* --- sheets -------------------------------------------------------------- */

static const char *verdict_text(enum wasl_sheet_verdict verdict)
{
	switch (verdict) {
	case WASL_SHEET_UNCHECKED:
		return "unchecked";
	case WASL_SHEET_EQUAL:
		return "equal";
	case WASL_SHEET_DIFFERS:
		return "differs";
	}
	return "";
}

static json_t *api_sheet(const struct wasl_node_sheet *sheet)
{
	char hash[WASL_HEX_LEN(WASL_HASH_LEN) + 1];
	wasl_hex_write(hash, wasl_hash_bytes(&sheet->hash));
	return json_pack(
		"{s:s, s:b, s:i, s:I, s:o, s:o, s:i, s:s, s:s, s:s, s:b}",
		"month", sheet->month, "own", sheet->own, "epoch",
		(int)sheet->epoch, "index", (json_int_t)sheet->index, "at",
		api_instant(sheet->at), "cut", api_cut(&sheet->cut), "version",
		(int)sheet->version, "hash", hash, "verdict",
		verdict_text(sheet->verdict), "fact", sheet->fact, "agreed",
		sheet->agreed);
}

/* A place is "<at>.<index>.YYYY-MM:<epoch>:<own>". */
static json_t *sheet_place(const struct wasl_node_sheet *sheet)
{
	struct api_place place = {.at = sheet->at,
				  .then = (int64_t)sheet->index};

	snprintf(place.id, sizeof(place.id), "%s:%u:%d", sheet->month,
		 (unsigned)sheet->epoch, sheet->own);
	return api_place_json(&place);
}

static wasl_status decode_sheet_place(struct wasl_node_sheet_page *page,
				      char month[static 8],
				      const struct api_place *at,
				      struct wasl_err *err)
{
	struct wasl_node_sheet *after = &page->after;
	wasl_text id = wasl_text_of(at->id), of = {id.p, 7};
	const char *colon = id.n > 8 && id.p[7] == ':'
				    ? memchr(id.p + 8, ':', id.n - 8)
				    : NULL;
	wasl_text number = {id.p + 8, colon ? (size_t)(colon - id.p) - 8 : 0};
	uint64_t epoch, own;
	int64_t first, last;

	if (colon == NULL || !wasl_decimal_parse(&epoch, number) ||
	    epoch > UINT32_MAX ||
	    !wasl_decimal_parse(&own, wasl_text_of(colon + 1)) || own > 1 ||
	    !wasl_month_parse(&first, &last, of))
		return wasl_fault(err, WASL_SCHEMA, "after", "page");
	memcpy(month, of.p, of.n);
	*after = (struct wasl_node_sheet){.month = month,
					  .epoch = (uint32_t)epoch,
					  .own = own == 1,
					  .at = at->at,
					  .index = (uint64_t)at->then};
	return WASL_OK;
}

wasl_status api_sheets_get(struct api_call *call, struct wasl_err *err)
{
	struct wasl_node_sheet_page page = {.peer = {"", 0}, .month = {"", 0}};
	struct wasl_node_sheet *sheets;
	struct api_page asked;
	char month[8] = "";
	size_t n;
	(void)wasl_http_query(call->req, "peer", &page.peer);
	(void)wasl_http_query(call->req, "month", &page.month);
	WASL_TRY(api_page_get(&asked, call->req, SHEETS_USUAL,
			      WASL_NODE_SHEETS_MAX, err));
	if (asked.behind)
		WASL_TRY(decode_sheet_place(&page, month, &asked.after, err));
	page.limit = (size_t)asked.limit + 1;
	WASL_TRY(wasl_node_sheet_list(call->node, &call->arena, &sheets, &n,
				      &page, &call->actor, err));
	json_t *list = json_array();
	for (size_t i = 0; i < n && i < asked.limit; i++)
		json_array_append_new(list, api_sheet(&sheets[i]));
	call->answer = json_pack("{s:o, s:o}", "sheets", list, "next",
				 n > asked.limit
					 ? sheet_place(&sheets[asked.limit - 1])
					 : json_null());
	return WASL_OK;
}

wasl_status api_sheets_post(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	struct wasl_node_sheet_new ask = {.peer = {"", 0}};
	struct wasl_node_made made = {0};
	wasl_text cut = {NULL, 0};
	const struct api_member members[] = {
		{"month", API_TEXT, true, &ask.month},
		{"peer", API_TEXT, false, &ask.peer},
		{"cut", API_TEXT, false, &cut},
		{NULL, API_TEXT, false, NULL},
	};
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	if (cut.p && !wasl_text_is(cut, "fresh"))
		return wasl_fault_of(err, WASL_SCHEMA, "/cut", "words",
				     WASL_FAULT_T("words", WASL_TEXT("fresh")));
	ask.fresh = cut.p != NULL;
	made.findings = wasl_findings_init(&call->arena);
	wasl_status status = wasl_node_sheet_make(
		call->node, &call->arena, &made, &ask, &call->actor, err);
	call->findings = made.findings;
	if (status != WASL_OK)
		return status;
	call->answer =
		api_made(&made, wasl_text_of(made.ref), WASL_TEXT("sheet"));
	call->http = made.draft != 0 ? 202 : 201;
	return WASL_OK;
}
