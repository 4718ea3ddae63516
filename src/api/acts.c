/* The acts of a dossier a page at a time, from either end. */
#include "node/acts.h"
#include "api/call.h"
#include "api/encode.h"
#include "api/page.h"
#include "kind/fault.h"
#include "node/kin.h"

#include <stdio.h>
#include <time.h>

/* Acts of one answer, unless the caller asks for others. */
#define LIMIT_DEFAULT 200
#define LIMIT_MAX     500

/*
 * A place is "<epoch>.<index>.own" or "….partner"; of an act that waits, which
 * is of no epoch yet, "0.<number in the outbox>.own".
 */
static wasl_status take_place(struct wasl_node_acts_page *page,
			      const struct api_place *at, const char *name,
			      struct wasl_err *err)
{
	page->place = (struct wasl_node_act_place){
		.waiting = at->at == 0,
		.own = strcmp(at->id, "own") == 0,
		.epoch = (uint32_t)at->at,
		.index = (uint64_t)at->then,
	};
	if (at->at > UINT32_MAX ||
	    (!page->place.own && strcmp(at->id, "partner") != 0))
		return wasl_fault(err, WASL_SCHEMA, name, "page");
	return WASL_OK;
}

static wasl_status decode_page(struct wasl_node_acts_page *page,
			       const struct wasl_http_request *req,
			       enum wasl_node_acts_from usual,
			       struct wasl_err *err)
{
	struct api_page asked;
	struct api_place at;
	wasl_text before;

	WASL_TRY(api_page_get(&asked, req, LIMIT_DEFAULT, LIMIT_MAX, err));
	*page = (struct wasl_node_acts_page){usual, .limit = asked.limit};
	if (asked.behind) {
		page->from = WASL_ACTS_AFTER;
		WASL_TRY(take_place(page, &asked.after, "after", err));
	}
	if (!wasl_http_query(req, "before", &before))
		return WASL_OK;
	if (asked.behind)
		return wasl_fault(err, WASL_SCHEMA, "before", "page-both");
	page->from = WASL_ACTS_BEFORE;
	WASL_TRY(api_place_parse(&at, before, "before", err));
	return take_place(page, &at, "before", err);
}

static json_t *place_of(const struct wasl_node_act_view *act)
{
	const struct wasl_node_act_place at = wasl_node_act_place(act);
	struct api_place place = {
		.at = at.waiting ? 0 : (int64_t)at.epoch,
		.then = (int64_t)at.index,
	};

	snprintf(place.id, sizeof(place.id), at.own ? "own" : "partner");
	return api_place_json(&place);
}

/* Where what stands before the page ends. */
static json_t *earlier(const struct wasl_node_view *view)
{
	return view->earlier && view->n_acts > 0 ? place_of(&view->acts[0])
						 : json_null();
}

static wasl_status add_kin(struct api_call *call,
			   const uint8_t dossier[static 16],
			   struct wasl_err *err)
{
	json_t *kin;

	WASL_TRY(wasl_node_kin(call->node, &kin, dossier, &call->actor, err));
	json_object_set_new(call->answer, "kin", kin);
	return WASL_OK;
}

wasl_status api_dossier_get(struct api_call *call, struct wasl_err *err)
{
	struct wasl_node_acts_page page;
	struct wasl_node_view view;
	wasl_status status;

	WASL_TRY(decode_page(&page, call->req, WASL_ACTS_NEWEST, err));
	WASL_TRY(wasl_node_show_page(call->node, &call->arena, &view,
				     wasl_http_param(call->req, "ref"), &page,
				     &call->actor, err));
	call->answer = api_view(&view, wasl_node_config_get(call->node)->node,
				(int64_t)time(NULL));
	json_object_set_new(call->answer, "earlier", earlier(&view));
	status = add_kin(call, view.row.id, err);
	if (status == WASL_OK)
		status = api_add_cases(call, view.row.id, err);
	wasl_node_view_deinit(&view);
	return status;
}

wasl_status api_acts_get(struct api_call *call, struct wasl_err *err)
{
	struct wasl_node_acts_page page;
	struct wasl_node_view view;
	json_t *next;

	WASL_TRY(decode_page(&page, call->req, WASL_ACTS_FIRST, err));
	WASL_TRY(wasl_node_acts(call->node, &call->arena, &view,
				wasl_http_param(call->req, "ref"), &page,
				&call->actor, err));
	next = view.later && view.n_acts > 0
		       ? place_of(&view.acts[view.n_acts - 1])
		       : json_null();
	call->answer = json_pack(
		"{s:o, s:o, s:o}", "acts",
		api_acts(&view, wasl_node_config_get(call->node)->node),
		"earlier", earlier(&view), "next", next);
	wasl_node_view_deinit(&view);
	return WASL_OK;
}
