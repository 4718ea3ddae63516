/* The officers of this side, and what they looked at. */
#include "api/call.h"
#include "api/decode.h"
#include "api/encode.h"
#include "api/page.h"
#include "kind/fault.h"
#include "node/config.h"

wasl_status api_users_get(struct api_call *call, struct wasl_err *err)
{
	struct wasl_user *users;
	size_t n;
	WASL_TRY(wasl_node_user_list(call->node, &call->arena, &users, &n,
				     &call->actor, err));
	json_t *list = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, api_user(&users[i]));
	call->answer = json_pack("{s:o}", "users", list);
	return WASL_OK;
}

/* As he is then; `done` if nothing waits for a second person. */
static void answer(struct api_call *call, const struct wasl_user *user,
		   bool waits, int done)
{
	call->answer = api_user(user);
	json_object_set_new(call->answer, "waits", json_boolean(waits));
	call->http = waits ? 202 : done;
}

static wasl_status decode_roles(uint32_t *out, const json_t *list,
				struct wasl_err *err)
{
	uint32_t roles = 0;
	for (size_t i = 0; i < json_array_size(list); i++) {
		uint32_t one;
		wasl_text word = wasl_json_text(json_array_get(list, i));
		if (wasl_roles_parse(&one, word, err) != WASL_OK ||
		    (roles & one))
			return wasl_fault_of(
				err, WASL_SCHEMA, "/roles", "role-bad",
				WASL_FAULT_T("role", word.p != NULL
							     ? word
							     : WASL_TEXT("")));
		roles |= one;
	}
	*out = roles;
	return WASL_OK;
}

wasl_status api_users_post(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	wasl_text until = {NULL, 0};
	json_t *roles = NULL;
	struct wasl_user_new user = {0};
	struct wasl_user made;
	bool waits;
	const struct api_member members[] = {
		{"name", API_TEXT, true, &user.name},
		{"unit", API_TEXT, true, &user.unit},
		{"roles", API_ARRAY, true, &roles},
		{"until", API_TEXT, false, &until},
		{NULL, API_TEXT, false, NULL},
	};
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	WASL_TRY(decode_roles(&user.roles, roles, err));
	if (until.p)
		WASL_TRY(api_decode_day(&user.until, until, "/until", err));
	user.side = wasl_text_of(wasl_node_config_get(call->node)->side);
	WASL_TRY(wasl_node_user_add(call->node, &made, &waits, &call->actor,
				    &user, err));
	answer(call, &made, waits, 201);
	return WASL_OK;
}

wasl_status api_user_roles(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	json_t *list = NULL;
	struct wasl_user user;
	uint32_t roles;
	bool waits;
	const struct api_member members[] = {
		{"roles", API_ARRAY, true, &list},
		{NULL, API_TEXT, false, NULL},
	};
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	WASL_TRY(decode_roles(&roles, list, err));
	WASL_TRY(wasl_node_user_roles(call->node, &user, &waits,
				      wasl_http_param(call->req, "name"), roles,
				      &call->actor, err));
	answer(call, &user, waits, 200);
	return WASL_OK;
}

wasl_status api_user_disable(struct api_call *call, struct wasl_err *err)
{
	struct wasl_user user;
	WASL_TRY(api_decode_nothing(wasl_http_body(call->req), err));
	WASL_TRY(wasl_node_user_disable(call->node, &user,
					wasl_http_param(call->req, "name"),
					&call->actor, err));
	answer(call, &user, false, 200);
	return WASL_OK;
}

wasl_status api_user_enable(struct api_call *call, struct wasl_err *err)
{
	struct wasl_user user;
	bool waits;
	WASL_TRY(api_decode_nothing(wasl_http_body(call->req), err));
	WASL_TRY(wasl_node_user_enable(call->node, &user, &waits,
				       wasl_http_param(call->req, "name"),
				       &call->actor, err));
	answer(call, &user, waits, 200);
	return WASL_OK;
}

static wasl_status decode_access(struct wasl_access_filter *f,
				 struct api_call *call, struct wasl_err *err)
{
	wasl_text v;
	*f = (struct wasl_access_filter){.officer = "", .what = -1, .ref = ""};
	if (wasl_http_query(call->req, "since", &v)) {
		WASL_TRY(api_decode_day(&f->since, v, "since", err));
		f->since -= 86400; /* from its beginning */
	}
	if (wasl_http_query(call->req, "what", &v))
		WASL_TRY(wasl_access_what_parse(&f->what, v, err));
	if (wasl_http_query(call->req, "officer", &v))
		f->officer = wasl_arena_text(&call->arena, v);
	if (wasl_http_query(call->req, "reference", &v))
		f->ref = wasl_arena_text(&call->arena, v);
	return wasl_arena_check(&call->arena, err);
}

wasl_status api_access_get(struct api_call *call, struct wasl_err *err)
{
	struct wasl_access_row *rows;
	struct wasl_access_filter filter;
	size_t n;
	struct api_page page;
	struct api_place place = {0};
	WASL_TRY(decode_access(&filter, call, err));
	WASL_TRY(api_page_get(&page, call->req, WASL_ACCESS_MAX,
			      WASL_ACCESS_MAX, err));
	filter.after_at = page.after.at;
	filter.after_id = page.after.then;
	filter.limit = page.limit + 1; /* is there a next one? */
	WASL_TRY(wasl_node_access_list(call->node, &call->arena, &rows, &n,
				       &filter, &call->actor, err));
	json_t *list = json_array();
	for (size_t i = 0; i < n && i < page.limit; i++) {
		place.at = rows[i].at;
		place.then = rows[i].id;
		json_array_append_new(list, api_access(&rows[i]));
	}
	call->answer = json_pack("{s:o, s:o}", "access", list, "next",
				 api_page_next(&page, n, &place));
	return WASL_OK;
}
