/* Passkeys: adding them, signing in with them. */
#include "api/passkey.h"

#include "api/auth.h"
#include "api/decode.h"
#include "api/encode.h"
#include "api/sign.h"
#include "api/site.h"
#include "base/encode.h"
#include "kind/fault.h"
#include "node/config.h"
#include "node/passkey.h"

#include <stdio.h>

/* The longest of what is read: client data and attestations, encoded. */
#define TEXT_MAX WASL_BASE64URL_LEN(WASL_PASSKEY_DATA_MAX + 256)

json_t *api_base64url(wasl_bytes in)
{
	char text[WASL_BASE64URL_LEN(WASL_PASSKEY_ID_MAX) + 1];

	wasl_assert(in.n <= WASL_PASSKEY_ID_MAX);
	wasl_base64url_write(text, in);
	return json_string(text);
}

/* A member of base64url, in the arena. */
static wasl_status take(struct wasl_arena *arena, wasl_bytes *out,
			const json_t *v, const char *name, const char *pointer,
			struct wasl_err *err)
{
	wasl_text text = wasl_json_text(json_object_get(v, name));
	char at[WASL_ERR_FIELD_MAX];
	uint8_t *p;
	size_t n;

	snprintf(at, sizeof(at), "%s/%s", pointer, name);
	if (text.n == 0)
		return wasl_fault(err, WASL_SCHEMA, at, "empty");
	if (text.n > TEXT_MAX)
		return wasl_fault(err, WASL_TOO_BIG, at, "long");
	p = wasl_arena_take(arena, text.n, 1);
	WASL_TRY(wasl_arena_check(arena, err));
	if (wasl_base64url_parse(p, &n, text.n, text) != WASL_OK)
		return wasl_fault(err, WASL_SCHEMA, at, "base64url");
	*out = wasl_bytes_of(p, n);
	return WASL_OK;
}

wasl_status api_assertion(struct wasl_arena *arena, wasl_bytes *id,
			  struct wasl_passkey_proof *proof, const json_t *v,
			  const char *pointer, struct wasl_err *err)
{
	const json_t *response = json_object_get(v, "response");
	char at[WASL_ERR_FIELD_MAX];

	snprintf(at, sizeof(at), "%s/response", pointer);
	WASL_TRY(take(arena, id, v, "id", pointer, err));
	WASL_TRY(take(arena, &proof->client, response, "clientDataJSON", at,
		      err));
	WASL_TRY(take(arena, &proof->data, response, "authenticatorData", at,
		      err));
	WASL_TRY(take(arena, &proof->sig, response, "signature", at, err));
	if (id->n > WASL_PASSKEY_ID_MAX)
		return wasl_fault_of(err, WASL_TOO_BIG, pointer, "long-max",
				     WASL_FAULT_N("max", WASL_PASSKEY_ID_MAX));
	return WASL_OK;
}

static struct wasl_node_rp rp_of(const struct api_call *call)
{
	const struct api_site *site = api_site_of(call->api);

	return (struct wasl_node_rp){.origin = site->origin, .id = site->name};
}

static wasl_status no_body(const struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	const struct api_member members[] = {{NULL, API_TEXT, false, NULL}};

	return api_decode(&body, wasl_http_body(call->req), members, err);
}

/* --- adding --------------------------------------------------------------- */

/* Stable for an officer, and says nothing of him. */
static json_t *handle_of(const struct api_call *call)
{
	const char *node = wasl_node_config_get(call->node)->node;
	uint8_t id[8];
	struct wasl_hash hash;

	wasl_store_u64(id, (uint64_t)call->actor.id);
	hash = wasl_sha256_of(
		(const wasl_bytes[]){wasl_text_bytes(WASL_TEXT("wasl/user")),
				     wasl_text_bytes(wasl_text_of(node)),
				     WASL_BYTES(id)},
		3);
	return api_base64url(wasl_hash_bytes(&hash));
}

json_t *api_descriptor(wasl_bytes credential)
{
	return json_pack("{s:s, s:o}", "type", "public-key", "id",
			 api_base64url(credential));
}

wasl_status api_passkeys_begin(struct api_call *call, struct wasl_err *err)
{
	uint8_t challenge[WASL_CHALLENGE_LEN];
	struct wasl_passkey *list;
	json_t *known = json_array();
	size_t n;

	call->answer = known; /* until it is part of another */
	WASL_TRY(api_need_session(call, err));
	WASL_TRY(no_body(call, err));
	WASL_TRY(wasl_node_passkey_list(call->node, &call->arena, &list, &n,
					&call->actor, err));
	for (size_t i = 0; i < n; i++)
		json_array_append_new(known,
				      api_descriptor(list[i].credential));
	wasl_node_challenge(call->node, challenge, &call->actor);
	call->answer = json_pack(
		"{s:{s:s, s:s+}, s:{s:o, s:s, s:s}, s:o,"
		" s:[{s:s, s:i}, {s:s, s:i}], s:i, s:o,"
		" s:{s:s, s:b, s:s}, s:s}",
		"rp", "id", api_site_of(call->api)->name, "name", "wasl ",
		wasl_node_config_get(call->node)->node, "user", "id",
		handle_of(call), "name", call->actor.name, "displayName",
		call->actor.name, "challenge",
		api_base64url(WASL_BYTES(challenge)), "pubKeyCredParams",
		"type", "public-key", "alg", WASL_PASSKEY_ES256, "type",
		"public-key", "alg", WASL_PASSKEY_EDDSA, "timeout",
		WASL_CHALLENGE_S * 1000, "excludeCredentials", known,
		"authenticatorSelection", "residentKey", "required",
		"requireResidentKey", 1, "userVerification", "required",
		"attestation", "none");
	return WASL_OK;
}

wasl_status api_passkeys_post(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	json_t *credential = NULL;
	const json_t *response;
	wasl_text name;
	wasl_bytes client, attestation;
	const struct wasl_node_rp rp = rp_of(call);
	const struct api_member members[] = {
		{"name", API_TEXT, true, &name},
		{"credential", API_OBJECT, true, &credential},
		{NULL, API_TEXT, false, NULL},
	};
	int64_t id;

	WASL_TRY(api_need_session(call, err));
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	response = json_object_get(credential, "response");
	WASL_TRY(take(&call->arena, &client, response, "clientDataJSON",
		      "/credential/response", err));
	WASL_TRY(take(&call->arena, &attestation, response, "attestationObject",
		      "/credential/response", err));
	WASL_TRY(wasl_node_passkey_add(call->node, &id, &rp, client,
				       attestation, name, &call->actor, err));
	call->answer = json_pack("{s:I, s:s%}", "id", (json_int_t)id, "name",
				 name.p, name.n);
	call->http = 201;
	return WASL_OK;
}

wasl_status api_passkeys_get(struct api_call *call, struct wasl_err *err)
{
	struct wasl_passkey *passkeys;
	json_t *list;
	size_t n;

	WASL_TRY(wasl_node_passkey_list(call->node, &call->arena, &passkeys, &n,
					&call->actor, err));
	list = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(
			list,
			json_pack("{s:I, s:s, s:o, s:o}", "id",
				  (json_int_t)passkeys[i].id, "name",
				  passkeys[i].name, "made",
				  api_instant(passkeys[i].made_at), "used",
				  api_instant(passkeys[i].used_at)));
	call->answer = json_pack("{s:o}", "passkeys", list);
	return WASL_OK;
}

/* The public key as an act has bytes. */
static json_t *key_of(const struct wasl_passkey *passkey)
{
	uint8_t space[WASL_PASSKEY_COSE_MAX];
	struct wasl_buf cose = WASL_BUF(space);
	char text[WASL_BASE64_LEN(WASL_PASSKEY_COSE_MAX) + 1];

	wasl_passkey_key_write(&cose, &passkey->key);
	wasl_assert(!cose.over);
	wasl_base64_write(text, wasl_buf_bytes(&cose));
	return json_string(text);
}

wasl_status api_user_passkeys(struct api_call *call, struct wasl_err *err)
{
	struct wasl_passkey *passkeys;
	struct wasl_user whose;
	json_t *list;
	size_t n;

	WASL_TRY(wasl_node_passkey_of(
		call->node, &call->arena, &whose, &passkeys, &n,
		wasl_http_param(call->req, "name"), &call->actor, err));
	list = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list,
				      json_pack("{s:I, s:s, s:o}", "id",
						(json_int_t)passkeys[i].id,
						"name", passkeys[i].name, "key",
						key_of(&passkeys[i])));
	call->answer =
		json_pack("{s:s, s:s, s:o}", "name", whose.name, "pseudonym",
			  whose.pseudonym, "passkeys", list);
	return WASL_OK;
}

wasl_status api_passkey_delete(struct api_call *call, struct wasl_err *err)
{
	int64_t id;

	WASL_TRY(api_need_session(call, err));
	WASL_TRY(api_decode_number(&id, wasl_http_param(call->req, "id"),
				   INT64_MAX, "id", err));
	WASL_TRY(wasl_node_passkey_drop(call->node, id, &call->actor, err));
	call->answer = json_object();
	return WASL_OK;
}

/* --- signing in ----------------------------------------------------------- */

wasl_status api_signin_begin(struct api_call *call, struct wasl_err *err)
{
	uint8_t challenge[WASL_CHALLENGE_LEN];

	WASL_TRY(no_body(call, err));
	wasl_node_challenge(call->node, challenge, NULL);
	/* No list of credentials: it would tell who is here. */
	call->answer = json_pack("{s:o, s:s, s:i, s:s, s:[]}", "challenge",
				 api_base64url(WASL_BYTES(challenge)), "rpId",
				 api_site_of(call->api)->name, "timeout",
				 WASL_CHALLENGE_S * 1000, "userVerification",
				 "required", "allowCredentials");
	return WASL_OK;
}

wasl_status api_signin_passkey(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	json_t *credential = NULL;
	struct wasl_passkey_proof proof;
	const struct wasl_node_rp rp = rp_of(call);
	wasl_bytes id;
	const struct api_member members[] = {
		{"credential", API_OBJECT, true, &credential},
		{NULL, API_TEXT, false, NULL},
	};

	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	WASL_TRY(api_assertion(&call->arena, &id, &proof, credential,
			       "/credential", err));
	WASL_TRY(wasl_node_passkey_sign_in(call->node, &call->key,
					   &call->session, &rp, id, &proof,
					   api_source(call), err));
	return api_signed_in(call, err);
}

wasl_status api_ask_passkey(struct api_call *call, wasl_bytes challenge,
			    struct wasl_err *err)
{
	struct wasl_passkey *passkeys;
	size_t n;
	WASL_TRY(wasl_node_passkey_list(call->node, &call->arena, &passkeys, &n,
					&call->actor, err));
	json_t *list = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list,
				      api_descriptor(passkeys[i].credential));
	json_object_set_new(call->answer, "challenge",
			    api_base64url(challenge));
	json_object_set_new(call->answer, "allowCredentials", list);
	json_object_set_new(call->answer, "rpId",
			    json_string(api_site_of(call->api)->name));
	return WASL_OK;
}
