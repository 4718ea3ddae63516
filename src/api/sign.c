/* Signing in and out, sessions, links to begin with. */
#include "api/sign.h"
#include "api/auth.h"
#include "api/decode.h"
#include "api/encode.h"
#include "api/page.h"
#include "api/site.h"
#include "base/encode.h"
#include "kind/fault.h"
#include "node/config.h"

#include <stdio.h>

void api_link_write(char out[static WASL_API_LINK_MAX],
		    const struct api_site *site,
		    const struct wasl_secret *token)
{
	char text[WASL_BASE64URL_LEN(WASL_SECRET_LEN) + 1];

	wasl_base64url_write(text, wasl_secret_reveal(token));
	snprintf(out, WASL_API_LINK_MAX, "%s/#enrol=%s", site->origin, text);
	explicit_bzero(text, sizeof(text));
}

/* --- what a session is told as -------------------------------------------- */

static json_t *rights_of(uint32_t roles)
{
	json_t *list = json_array();
	char name[WASL_RIGHT_NAME_MAX];

	for (int i = 0; i < WASL_RIGHT_COUNT; i++) {
		if (!wasl_roles_may(roles, (wasl_right)i))
			continue;
		wasl_right_write(name, (wasl_right)i);
		json_array_append_new(list, json_string(name));
	}
	return list;
}

static wasl_status peers_of(struct api_call *call, json_t **out,
			    struct wasl_err *err)
{
	const char **names;
	size_t n;

	WASL_TRY(wasl_node_peer_names(call->node, &call->arena, &names, &n,
				      err));
	*out = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(*out, json_string(names[i]));
	return WASL_OK;
}

/* The session document of the caller. */
wasl_status api_tell_session(struct api_call *call, struct wasl_err *err)
{
	const struct wasl_user *user = &call->actor;
	struct wasl_credential credential;
	char csrf[API_CSRF_MAX] = "";
	bool browser = call->via == API_BY_SESSION;
	json_t *peers;

	WASL_TRY(wasl_node_credential(call->node, &credential, user, err));
	WASL_TRY(peers_of(call, &peers, err));
	if (browser)
		api_csrf_write(csrf, &call->key);
	call->answer = json_pack(
		"{s:s, s:s, s:s, s:o, s:o, s:s?, s:s?, s:o, s:{s:b, s:i}, s:o}",
		"officer", user->name, "unit", user->unit, "side",
		wasl_node_config_get(call->node)->side, "roles",
		api_roles(user->roles), "rights", rights_of(user->roles),
		"language",
		credential.language[0] != '\0' ? credential.language : NULL,
		"csrf", browser ? csrf : NULL, "expires",
		api_instant(browser ? wasl_session_expires(&call->session) : 0),
		"second", "totp", credential.totp, "passkeys",
		(int)credential.passkeys, "peers", peers);
	return WASL_OK;
}

/* Somebody has just signed in: his cookie, and the document. */
wasl_status api_signed_in(struct api_call *call, struct wasl_err *err)
{
	call->via = API_BY_SESSION;
	call->actor = call->session.user;
	WASL_TRY(api_cookie(call, &call->key, err));
	return api_tell_session(call, err);
}

/* raw: a secret inside a JSON value that nobody reads again. */
static void wipe(wasl_text secret)
{
	if (secret.n > 0)
		explicit_bzero((void *)(uintptr_t)secret.p, secret.n);
}

static wasl_status say_wait(struct api_call *call, unsigned wait_s)
{
	char text[16];

	snprintf(text, sizeof(text), "%u", wait_s);
	return wasl_http_respond_header(call->res, "Retry-After", text, NULL);
}

wasl_status api_session_post(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	struct wasl_node_sign_in in = {.source = api_source(call)};
	const struct api_member members[] = {
		{"name", API_TEXT, true, &in.name},
		{"password", API_TEXT, true, &in.password},
		{"code", API_TEXT, false, &in.code},
		{NULL, API_TEXT, false, NULL},
	};
	wasl_status status;

	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	status = wasl_node_sign_in(call->node, &call->key, &call->session, &in,
				   err);
	wipe(in.password);
	if (status == WASL_TOO_MANY && say_wait(call, in.wait_s) != WASL_OK)
		return wasl_fail(err, WASL_NO_MEMORY, "an answer");
	return status == WASL_OK ? api_signed_in(call, err) : status;
}

wasl_status api_session_password(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	wasl_text fresh;
	struct wasl_node_sign_in in = {
		.name = wasl_text_of(call->actor.name),
		.source = api_source(call),
	};
	const struct api_member members[] = {
		{"password", API_TEXT, true, &in.password},
		{"new", API_TEXT, true, &fresh},
		{NULL, API_TEXT, false, NULL},
	};
	wasl_status status;

	WASL_TRY(api_need_session(call, err));
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	status =
		wasl_node_password(call->node, &call->session, &in, fresh, err);
	wipe(in.password);
	wipe(fresh);
	if (status == WASL_TOO_MANY && say_wait(call, in.wait_s) != WASL_OK)
		return wasl_fail(err, WASL_NO_MEMORY, "an answer");
	return status == WASL_OK ? api_tell_session(call, err) : status;
}

static wasl_status decode_token(struct wasl_secret *out, wasl_text text,
				struct wasl_err *err)
{
	size_t n;

	if (wasl_base64url_parse(out->b, &n, sizeof(out->b), text) == WASL_OK &&
	    n == sizeof(out->b))
		return WASL_OK;
	return wasl_fault(err, WASL_SCHEMA, "/token", "enrol-token");
}

wasl_status api_enrol_post(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	wasl_autosecret token = {0};
	wasl_text text;
	struct wasl_node_sign_in in = {.source = api_source(call)};
	const struct api_member members[] = {
		{"token", API_TEXT, true, &text},
		{"password", API_TEXT, true, &in.password},
		{NULL, API_TEXT, false, NULL},
	};
	wasl_status status;

	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	status = decode_token(&token, text, err);
	if (status == WASL_OK)
		status = wasl_node_enrol(call->node, &call->key, &call->session,
					 &token, &in, err);
	wipe(in.password);
	return status == WASL_OK ? api_signed_in(call, err) : status;
}

/* --- sessions ------------------------------------------------------------- */

wasl_status api_session_get(struct api_call *call, struct wasl_err *err)
{
	return api_tell_session(call, err);
}

wasl_status api_need_session(const struct api_call *call, struct wasl_err *err)
{
	return call->via == API_BY_SESSION
		       ? WASL_OK
		       : wasl_fault(err, WASL_RULE, "", "own-sign-in");
}

wasl_status api_session_delete(struct api_call *call, struct wasl_err *err)
{
	WASL_TRY(api_need_session(call, err));
	WASL_TRY(wasl_node_session_drop(call->node, call->session.id,
					&call->actor, err));
	WASL_TRY(api_cookie(call, NULL, err));
	call->answer = json_object();
	return WASL_OK;
}

wasl_status api_session_language(struct api_call *call, struct wasl_err *err)
{
	static const char *const languages[] = {"ar", "fr", "en"};
	wasl_autojson *body = NULL;
	wasl_text language;
	const struct api_member members[] = {
		{"language", API_TEXT, true, &language},
		{NULL, API_TEXT, false, NULL},
	};

	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	for (size_t i = 0; i < sizeof(languages) / sizeof(languages[0]); i++) {
		if (!wasl_text_is(language, languages[i]))
			continue;
		WASL_TRY(wasl_node_language(call->node, languages[i],
					    &call->actor, err));
		return api_tell_session(call, err);
	}
	return wasl_fault_of(err, WASL_SCHEMA, "/language", "words",
			     WASL_FAULT_T("words", WASL_TEXT("ar, fr, en")));
}

wasl_status api_sessions_get(struct api_call *call, struct wasl_err *err)
{
	wasl_text officer = {NULL, 0};
	struct wasl_session *sessions;
	struct api_slice slice;
	json_t *list;
	size_t n;

	(void)wasl_http_query(call->req, "officer", &officer);
	WASL_TRY(api_slice_begin(&slice, call->req, WASL_SESSIONS_MAX, err));
	WASL_TRY(wasl_node_session_list(call->node, &call->arena, &sessions, &n,
					officer, &call->actor, err));
	list = json_array();
	for (size_t i = 0; i < n; i++) {
		const struct wasl_session *s = &sessions[i];
		/* Newest first. */
		const struct api_place place = {.at = INT64_MAX - s->id};

		if (!api_slice_takes(&slice, &place))
			continue;
		json_array_append_new(
			list,
			json_pack("{s:I, s:s, s:s, s:s, s:o, s:o, s:o, s:b}",
				  "id", (json_int_t)s->id, "officer",
				  s->user.name, "how",
				  wasl_session_how_text(s->how), "address",
				  s->address, "began", api_instant(s->began_at),
				  "used", api_instant(s->used_at), "expires",
				  api_instant(wasl_session_expires(s)),
				  "current",
				  call->via == API_BY_SESSION &&
					  s->id == call->session.id));
	}
	call->answer = json_pack("{s:o, s:o}", "sessions", list, "next",
				 api_slice_next(&slice));
	return WASL_OK;
}

wasl_status api_session_end(struct api_call *call, struct wasl_err *err)
{
	int64_t id;

	WASL_TRY(api_decode_number(&id, wasl_http_param(call->req, "id"),
				   INT64_MAX, "id", err));
	WASL_TRY(wasl_node_session_drop(call->node, id, &call->actor, err));
	if (call->via == API_BY_SESSION && id == call->session.id)
		WASL_TRY(api_cookie(call, NULL, err));
	call->answer = json_object();
	return WASL_OK;
}

/* --- links ---------------------------------------------------------------- */

wasl_status api_user_link(struct api_call *call, struct wasl_err *err)
{
	const struct api_site *site = api_site_of(call->api);
	wasl_autosecret token = {0};
	wasl_text name = wasl_http_param(call->req, "name");
	char link[WASL_API_LINK_MAX];
	int64_t expires;
	bool waits;

	WASL_TRY(api_decode_nothing(wasl_http_body(call->req), err));
	if (site->origin[0] == '\0')
		return wasl_fault(err, WASL_RULE, "", "no-http");
	WASL_TRY(wasl_node_user_link(call->node, &token, &expires, &waits, name,
				     call->via == API_BY_SOCKET, &call->actor,
				     err));
	api_link_write(link, site, &token);
	call->answer =
		json_pack("{s:s%, s:b, s:s?, s:o}", "name", name.p, name.n,
			  "waits", waits, "link", waits ? NULL : link,
			  "expires", api_instant(waits ? 0 : expires));
	explicit_bzero(link, sizeof(link));
	call->http = waits ? 202 : 201;
	return WASL_OK;
}
