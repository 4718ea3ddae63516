/* Tasks and the duty roster. */
#include "node/task.h"
#include "api/call.h"
#include "api/decode.h"
#include "api/encode.h"
#include "api/page.h"
#include "kind/fault.h"

#include <stdio.h>
#include <time.h>

#define DAY 86400

/* --- tasks --------------------------------------------------------------- */

static json_t *api_task(const struct wasl_task *t, int64_t now)
{
	json_t *roles = json_array();
	for (int i = 0; i < WASL_ROLE_COUNT; i++)
		if (t->roles & WASL_ROLE_BIT(i))
			json_array_append_new(
				roles,
				json_string(wasl_role_name((enum wasl_role)i)));
	return json_pack(
		"{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:b,"
		" s:I, s:o, s:b, s:o}",
		"id", t->id, "sort", wasl_task_text(t->sort), "reference",
		t->ref, "kind", t->kind, "peer", t->peer, "urgency", t->urgency,
		"what", t->what, "person", t->person, "roles", roles, "since",
		api_instant(t->since), "due_at", api_instant(t->due_at),
		"overdue", t->due_at != 0 && t->due_at < now, "rung",
		(json_int_t)t->rung, "draft",
		t->draft == 0 ? json_null() : json_integer(t->draft), "by_hand",
		wasl_task_ends_by_hand(t->sort), "due_local",
		api_local(t->local, t->due_at));
}

static json_t *next_of(const struct wasl_node_tasks *of)
{
	struct api_place place = {.at = of->next.at, .then = of->next.then};

	if (!of->more)
		return json_null();
	snprintf(place.id, sizeof(place.id), "%s", of->next.key);
	return api_place_json(&place);
}

wasl_status api_tasks_get(struct api_call *call, struct wasl_err *err)
{
	struct wasl_node_task_ask ask = {0};
	struct api_page page;
	static const char *const words[] = {"all", "mine", "unit", NULL};
	struct wasl_node_tasks of;
	int64_t now = (int64_t)time(NULL);
	wasl_text v = {0};
	int whose;
	(void)wasl_http_query(call->req, "whose", &v);
	WASL_TRY(api_decode_word(&whose, v, words, "whose", err));
	ask.whose = (enum wasl_node_whose)whose;
	if (wasl_http_query(call->req, "dossier", &ask.dossier) &&
	    ask.dossier.n == 0)
		return wasl_fault(err, WASL_SCHEMA, "dossier",
				  "reference-like");
	WASL_TRY(api_page_get(&page, call->req, WASL_NODE_TASKS_MAX,
			      WASL_NODE_TASKS_MAX, err));
	ask.limit = page.limit;
	ask.behind = page.behind;
	ask.after = (struct wasl_task_place){page.after.at, page.after.then,
					     page.after.id};
	WASL_TRY(wasl_node_task_list(call->node, &call->arena, &of, &ask,
				     &call->actor, err));
	json_t *list = json_array();
	for (size_t i = 0; i < of.n; i++)
		json_array_append_new(list, api_task(&of.tasks[i], now));
	call->answer = json_pack("{s:o, s:I, s:o}", "tasks", list, "late",
				 (json_int_t)of.late, "next", next_of(&of));
	return WASL_OK;
}

wasl_status api_task_done(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	wasl_text note;
	wasl_text id = wasl_http_param(call->req, "id");
	const struct api_member members[] = {
		{"note", API_TEXT, true, &note},
		{NULL, API_TEXT, false, NULL},
	};
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	WASL_TRY(wasl_node_task_done(call->node, id, note, &call->actor, err));
	call->answer = json_pack("{s:s%, s:b}", "id", id.p, id.n, "done", true);
	return WASL_OK;
}

/* --- duty ---------------------------------------------------------------- */

static json_t *api_duty(const struct wasl_duty *d, int64_t now)
{
	return json_pack("{s:I, s:s, s:s, s:s, s:s, s:s, s:o, s:o, s:I, s:b}",
			 "id", (json_int_t)d->id, "officer", d->officer, "role",
			 wasl_role_name(d->role), "function", d->function,
			 "languages", d->languages, "telephone", d->telephone,
			 "from", api_instant(d->from_at), "until",
			 api_instant(d->until_at), "place",
			 (json_int_t)d->place, "now",
			 d->from_at <= now && now < d->until_at);
}

wasl_status api_duty_get(struct api_call *call, struct wasl_err *err)
{
	int64_t now = (int64_t)time(NULL), days = 7;
	struct wasl_duty_when when = {.from = now, .role = ""};
	struct wasl_node_roster roster;
	enum wasl_role role;
	wasl_text v;
	if (wasl_http_query(call->req, "days", &v))
		WASL_TRY(api_decode_number(&days, v, 366, "days", err));
	when.until = now + days * DAY;
	if (wasl_http_query(call->req, "role", &v)) {
		if (!wasl_role_find(&role, v))
			return wasl_fault(err, WASL_SCHEMA, "role",
					  "role-none");
		when.role = wasl_role_name(role);
	}
	WASL_TRY(wasl_node_roster_get(call->node, &call->arena, &roster, &when,
				      &call->actor, err));
	json_t *duties = json_array(), *gaps = json_array();
	for (size_t i = 0; i < roster.n; i++)
		json_array_append_new(duties, api_duty(&roster.duties[i], now));
	for (size_t i = 0; i < roster.n_gaps; i++)
		json_array_append_new(
			gaps,
			json_pack("{s:o, s:o}", "from",
				  api_instant(roster.gaps[i].from), "until",
				  api_instant(roster.gaps[i].until)));
	call->answer = json_pack("{s:o, s:o}", "duty", duties, "gaps", gaps);
	return WASL_OK;
}

wasl_status api_duty_post(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	wasl_text officer, role, function, languages, telephone, from, until;
	wasl_text place = {NULL, 0};
	struct wasl_duty duty = {.place = 1};
	const struct api_member members[] = {
		{"officer", API_TEXT, true, &officer},
		{"role", API_TEXT, true, &role},
		{"function", API_TEXT, true, &function},
		{"languages", API_TEXT, true, &languages},
		{"telephone", API_TEXT, true, &telephone},
		{"from", API_TEXT, true, &from},
		{"until", API_TEXT, true, &until},
		{"place", API_TEXT, false, &place},
		{NULL, API_TEXT, false, NULL},
	};
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	if (!wasl_role_find(&duty.role, role))
		return wasl_fault(err, WASL_SCHEMA, "/role", "role-none");
	WASL_TRY(api_decode_instant(&duty.from_at, from, "/from", err));
	WASL_TRY(api_decode_instant(&duty.until_at, until, "/until", err));
	if (place.p)
		WASL_TRY(api_decode_number(&duty.place, place, 99, "/place",
					   err));
	duty.officer = wasl_arena_text(&call->arena, officer);
	duty.function = wasl_arena_text(&call->arena, function);
	duty.languages = wasl_arena_text(&call->arena, languages);
	duty.telephone = wasl_arena_text(&call->arena, telephone);
	WASL_TRY(wasl_arena_check(&call->arena, err));
	WASL_TRY(wasl_node_duty_add(call->node, &duty.id, &duty, &call->actor,
				    err));
	call->answer = api_duty(&duty, (int64_t)time(NULL));
	call->http = 201;
	return WASL_OK;
}

wasl_status api_duty_remove(struct api_call *call, struct wasl_err *err)
{
	int64_t id;
	WASL_TRY(api_decode_nothing(wasl_http_body(call->req), err));
	WASL_TRY(api_decode_number(&id, wasl_http_param(call->req, "id"),
				   INT64_MAX, "id", err));
	WASL_TRY(wasl_node_duty_remove(call->node, id, &call->actor, err));
	call->answer = json_pack("{s:I}", "id", (json_int_t)id);
	return WASL_OK;
}
