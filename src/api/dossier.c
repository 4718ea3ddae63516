/* Dossiers and the acts in them. */
#include "api/call.h"
#include "api/decode.h"
#include "api/encode.h"
#include "api/page.h"
#include "base/encode.h"
#include "calendar/civil.h"
#include "kind/fault.h"
#include "node/aside.h"
#include "node/list.h"

/* Rows of one list, unless the caller asks for others. */
#define LIMIT_DEFAULT 50
#define LIMIT_MAX     500

/* A row's place is "<due_at or changed_at>.0.<id>". */
static wasl_status take_place(struct wasl_node_filter *f,
			      const struct api_page *page, struct wasl_err *err)
{
	f->limit = page->limit;
	f->after_at = page->after.at;
	if (!page->behind ||
	    wasl_hex_parse(f->after_id, sizeof(f->after_id),
			   wasl_text_of(page->after.id)) == WASL_OK)
		return WASL_OK;
	return wasl_fault(err, WASL_SCHEMA, "after", "page");
}

static json_t *place_of(const struct wasl_node_more *more)
{
	struct api_place place = {.at = more->at};
	wasl_hex_write(place.id, WASL_BYTES(more->id));
	return api_place_json(&place);
}

/* By enum wasl_node_which. */
static const char *const api_which[] = {
	"any", "standing", "triage", "approve", "crossed", "aside", NULL};

static wasl_status decode_filter(struct wasl_node_filter *f,
				 const struct wasl_http_request *req,
				 struct wasl_err *err)
{
	int order, side, who, which;
	static const char *const orders[] = {"newest", "soonest", "closed",
					     NULL};
	static const char *const sides[] = {"both", "in", "out", NULL};
	static const char *const whose[] = {"all", "mine", "unit", NULL};
	const struct {
		const char *name;
		const char *const *words;
		int *to;
	} asks[] = {
		{"order", orders, &order},
		{"side", sides, &side},
		{"whose", whose, &who},
		{"which", api_which, &which},
	};
	struct api_page page;
	wasl_text v;
	(void)wasl_http_query(req, "kind", &f->kind);
	(void)wasl_http_query(req, "state", &f->state);
	(void)wasl_http_query(req, "peer", &f->peer);
	for (size_t i = 0; i < sizeof(asks) / sizeof(asks[0]); i++) {
		v = (wasl_text){0};
		(void)wasl_http_query(req, asks[i].name, &v);
		WASL_TRY(api_decode_word(asks[i].to, v, asks[i].words,
					 asks[i].name, err));
	}
	/* Asked of open ones, by their next deadline. */
	f->which = (enum wasl_node_which)which;
	if (which != WASL_WHICH_ANY && order == 0 &&
	    !wasl_http_query(req, "order", &v))
		order = 1;
	if (which != WASL_WHICH_ANY && order != 1)
		return wasl_fault(err, WASL_SCHEMA, "order", "which-order");
	f->soonest = order == 1;
	f->closed = order == 2;
	f->side = side;
	f->whose = (enum wasl_node_whose)who;
	WASL_TRY(api_page_get(&page, req, LIMIT_DEFAULT, LIMIT_MAX, err));
	return take_place(f, &page, err);
}

wasl_status api_dossiers_get(struct api_call *call, struct wasl_err *err)
{
	struct wasl_node_filter filter = {0};
	struct wasl_node_more more;
	struct wasl_node_row *rows;
	size_t n;
	WASL_TRY(decode_filter(&filter, call->req, err));
	WASL_TRY(wasl_node_list(call->node, &call->arena, &rows, &n, &more,
				&filter, &call->actor, err));
	json_t *list = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, api_row(&rows[i]));
	call->answer = json_pack("{s:o, s:o}", "dossiers", list, "next",
				 more.more ? place_of(&more) : json_null());
	return WASL_OK;
}

static json_t *api_counts(const struct wasl_node_counts *of)
{
	json_t *out = json_object(), *part = json_array();
	for (int w = WASL_WHICH_STANDING; w < WASL_WHICH_N; w++) {
		json_object_set_new(out, api_which[w],
				    json_integer((json_int_t)of->n[w]));
		if (of->part[w])
			json_array_append_new(part, json_string(api_which[w]));
	}
	json_object_set_new(out, "part", part);
	json_object_set_new(out, "due", json_integer((json_int_t)of->due));
	return out;
}

wasl_status api_counts_get(struct api_call *call, struct wasl_err *err)
{
	struct wasl_node_counts of[2];
	WASL_TRY(wasl_node_counts(call->node, of, &call->actor, err));
	call->answer =
		json_pack("{s:o, s:o, s:i}", "in", api_counts(&of[0]), "out",
			  api_counts(&of[1]), "most", WASL_NODE_COUNT_MAX);
	return WASL_OK;
}

/* Send what was put forward, or say under which number it waits. */
static wasl_status put(struct api_call *call, const struct wasl_node_put *put,
		       struct wasl_err *err)
{
	struct wasl_node_made made = {0};
	made.findings = wasl_findings_init(&call->arena);
	wasl_status status = wasl_node_put(call->node, &call->arena, &made,
					   &call->actor, put, err);
	call->findings = made.findings;
	if (status != WASL_OK)
		return status;
	call->answer = api_made(&made, put->ref, put->act);
	call->http = made.draft != 0 ? 202 : 201;
	return WASL_OK;
}

/* No act yet: a reference that files can be uploaded to. */
static wasl_status begin(struct api_call *call, const struct wasl_node_put *put,
			 struct wasl_err *err)
{
	struct wasl_node_made made = {0};
	WASL_TRY(wasl_node_begin(call->node, &call->arena, &made, &call->actor,
				 put, err));
	call->answer = json_pack("{s:s}", "reference", made.ref);
	call->http = 201;
	return WASL_OK;
}

wasl_status api_dossiers_post(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	json_t *fields = NULL;
	struct wasl_node_put p = {.act = WASL_TEXT("open")};
	const struct api_member members[] = {
		{"kind", API_TEXT, true, &p.kind},
		{"to", API_TEXT, true, &p.to},
		{"fields", API_OBJECT, false, &fields},
		{NULL, API_TEXT, false, NULL},
	};
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	p.fields = fields;
	return fields ? put(call, &p, err) : begin(call, &p, err);
}

wasl_status api_acts_post(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	json_t *fields = NULL, *ground = NULL;
	struct wasl_node_put p = {.ref = wasl_http_param(call->req, "ref")};
	const struct api_member members[] = {
		{"act", API_TEXT, true, &p.act},
		{"fields", API_OBJECT, true, &fields},
		{"true_ground", API_OBJECT, false, &ground},
		{NULL, API_TEXT, false, NULL},
	};
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	p.fields = fields;
	p.true_ground = ground;
	return put(call, &p, err);
}

/* Until a day, for the caller alone; null brings it back. */
wasl_status api_aside_post(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	wasl_text text = {"", 0};
	int64_t until = 0;
	const struct api_member members[] = {
		{"until", API_TEXT, false, &text},
		{NULL, API_TEXT, false, NULL},
	};
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	if (text.n > 0 && !wasl_instant_parse(&until, text))
		return wasl_fault(err, WASL_SCHEMA, "/until", "instant-like");
	WASL_TRY(wasl_node_aside(call->node, wasl_http_param(call->req, "ref"),
				 until, &call->actor, err));
	call->answer = json_pack("{s:o}", "until", api_instant(until));
	return WASL_OK;
}
