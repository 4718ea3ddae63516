/* Codes of a telephone, and tokens for programs. */
#include "api/auth.h"
#include "api/decode.h"
#include "api/encode.h"
#include "api/sign.h"
#include "base/encode.h"
#include "kind/fault.h"
#include "node/token.h"
#include "node/totp.h"

#include <stdio.h>

/* --- codes ---------------------------------------------------------------- */

wasl_status api_totp_post(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	const struct api_member members[] = {{NULL, API_TEXT, false, NULL}};
	char text[WASL_TOTP_TEXT_MAX], uri[WASL_TOTP_URI_MAX];
	wasl_status status;

	WASL_TRY(api_need_session(call, err));
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	status = wasl_node_totp_begin(call->node, text, uri, &call->actor, err);
	if (status == WASL_OK)
		call->answer =
			json_pack("{s:s, s:s}", "secret", text, "uri", uri);
	explicit_bzero(text, sizeof(text));
	explicit_bzero(uri, sizeof(uri));
	return status;
}

wasl_status api_totp_confirm(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	wasl_text code;
	const struct api_member members[] = {
		{"code", API_TEXT, true, &code},
		{NULL, API_TEXT, false, NULL},
	};

	WASL_TRY(api_need_session(call, err));
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	WASL_TRY(wasl_node_totp_confirm(call->node, code, &call->actor, err));
	return api_tell_session(call, err);
}

wasl_status api_totp_delete(struct api_call *call, struct wasl_err *err)
{
	WASL_TRY(api_need_session(call, err));
	WASL_TRY(wasl_node_totp_drop(call->node, &call->actor, err));
	return api_tell_session(call, err);
}

/* --- tokens --------------------------------------------------------------- */

#define READ_ONLY "read-only"

static bool find_right(uint32_t *bit, wasl_text word)
{
	char name[WASL_RIGHT_NAME_MAX];

	for (int i = 0; i < WASL_RIGHT_COUNT; i++) {
		wasl_right_write(name, (wasl_right)i);
		*bit = UINT32_C(1) << i;
		if (wasl_text_is(word, name))
			return true;
	}
	return false;
}

/* "read-only" alone: all that the officer may and a token can, by GET. */
static uint32_t rights_of(const struct wasl_user *user)
{
	uint32_t rights = 0;

	for (int i = 0; i < WASL_RIGHT_COUNT; i++)
		if (wasl_roles_may(user->roles, (wasl_right)i) &&
		    wasl_token_may((wasl_right)i))
			rights |= UINT32_C(1) << i;
	return rights;
}

static wasl_status decode_scopes(struct wasl_token *token,
				 const struct wasl_user *user,
				 const json_t *scopes, struct wasl_err *err)
{
	for (size_t i = 0; i < json_array_size(scopes); i++) {
		wasl_text word = wasl_json_text(json_array_get(scopes, i));
		uint32_t bit;

		if (wasl_text_is(word, READ_ONLY))
			token->reads = true;
		else if (find_right(&bit, word))
			token->rights |= bit;
		else
			return wasl_fault_of(
				err, WASL_SCHEMA, "/scopes", "scopes",
				WASL_FAULT_T("word", WASL_TEXT(READ_ONLY)));
	}
	if (token->reads && token->rights == 0)
		token->rights = rights_of(user);
	return token->rights != 0 ? WASL_OK
				  : wasl_fault(err, WASL_SCHEMA, "/scopes",
					       "at-least-one");
}

static json_t *scopes_of(const struct wasl_token *token)
{
	json_t *list = json_array();
	char name[WASL_RIGHT_NAME_MAX];

	if (token->reads)
		json_array_append_new(list, json_string(READ_ONLY));
	for (int i = 0; i < WASL_RIGHT_COUNT; i++) {
		if ((token->rights & UINT32_C(1) << i) == 0)
			continue;
		wasl_right_write(name, (wasl_right)i);
		json_array_append_new(list, json_string(name));
	}
	return list;
}

static json_t *token_of(const struct wasl_token *token)
{
	return json_pack("{s:I, s:s, s:s, s:o, s:o, s:o, s:o}", "id",
			 (json_int_t)token->id, "officer", token->user.name,
			 "name", token->name, "scopes", scopes_of(token),
			 "made", api_instant(token->made_at), "expires",
			 api_instant(token->expires_at), "used",
			 api_instant(token->used_at));
}

static wasl_status make(struct api_call *call, struct wasl_token *token,
			struct wasl_err *err)
{
	wasl_autosecret key = {0};
	char text[sizeof(API_TOKEN) + WASL_BASE64URL_LEN(WASL_SECRET_LEN)];

	WASL_TRY(wasl_node_token_add(call->node, &key, token, &call->actor,
				     err));
	memcpy(text, API_TOKEN, sizeof(API_TOKEN));
	wasl_base64url_write(text + sizeof(API_TOKEN) - 1,
			     wasl_secret_reveal(&key));
	call->answer = token_of(token);
	json_object_set_new(call->answer, "token", json_string(text));
	explicit_bzero(text, sizeof(text));
	call->http = 201;
	return WASL_OK;
}

wasl_status api_tokens_post(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	json_t *scopes = NULL;
	wasl_text name, expires;
	struct wasl_token token = {0};
	const struct api_member members[] = {
		{"name", API_TEXT, true, &name},
		{"scopes", API_ARRAY, true, &scopes},
		{"expires", API_TEXT, true, &expires},
		{NULL, API_TEXT, false, NULL},
	};

	WASL_TRY(api_need_session(call, err));
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	WASL_TRY(decode_scopes(&token, &call->actor, scopes, err));
	WASL_TRY(api_decode_day(&token.expires_at, expires, "/expires", err));
	if (name.n > WASL_TOKEN_NAME_MAX)
		return wasl_fault_of(err, WASL_SCHEMA, "/name", "long-max",
				     WASL_FAULT_N("max", WASL_TOKEN_NAME_MAX));
	memcpy(token.name, name.p, name.n);
	return make(call, &token, err);
}

wasl_status api_tokens_get(struct api_call *call, struct wasl_err *err)
{
	struct wasl_token *tokens;
	json_t *list;
	size_t n;

	WASL_TRY(wasl_node_token_list(call->node, &call->arena, &tokens, &n,
				      &call->actor, err));
	list = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, token_of(&tokens[i]));
	call->answer = json_pack("{s:o}", "tokens", list);
	return WASL_OK;
}

wasl_status api_token_delete(struct api_call *call, struct wasl_err *err)
{
	int64_t id;

	WASL_TRY(api_need_session(call, err));
	WASL_TRY(api_decode_number(&id, wasl_http_param(call->req, "id"),
				   INT64_MAX, "id", err));
	WASL_TRY(wasl_node_token_drop(call->node, id, &call->actor, err));
	call->answer = json_object();
	return WASL_OK;
}
