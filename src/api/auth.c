#include "api/auth.h"

#include "api/session.h"
#include "api/site.h"
#include "base/encode.h"
#include "kind/fault.h"

#include <arpa/inet.h>
#include <stdio.h>

static wasl_text header(const struct api_call *call, const char *name)
{
	wasl_text value = {NULL, 0};

	(void)wasl_http_header(call->req, name, &value);
	return value;
}

static wasl_status check_from(const struct api_call *call,
			      enum api_from_rule rule, struct wasl_err *err)
{
	const struct api_from from = {
		.origin = header(call, "Origin"),
		.fetch_site = header(call, "Sec-Fetch-Site"),
	};

	return api_site_from(api_site_of(call->api), &from, rule, err);
}

static wasl_status check_host(const struct api_call *call, struct wasl_err *err)
{
	return api_site_is(api_site_of(call->api), header(call, "Host"))
		       ? WASL_OK
		       : wasl_fault(err, WASL_MISDIRECTED, "", "host-other");
}

static bool is_safe(const struct api_call *call)
{
	return strcmp(wasl_http_method(call->req), "GET") == 0;
}

void api_csrf_write(char out[static API_CSRF_MAX],
		    const struct wasl_secret *key)
{
	const wasl_bytes parts[] = {
		wasl_text_bytes(WASL_TEXT("wasl/csrf")),
		wasl_secret_reveal(key),
	};
	struct wasl_hash hash = wasl_sha256_of(parts, 2);

	wasl_base64url_write(out, wasl_hash_bytes(&hash));
}

static wasl_status check_csrf(const struct api_call *call, struct wasl_err *err)
{
	wasl_text given = header(call, "Wasl-CSRF");
	char expected[API_CSRF_MAX];
	struct wasl_hash a, b;

	api_csrf_write(expected, &call->key);
	/* Hashed, so that comparing them tells nothing by its time. */
	a = wasl_sha256(wasl_text_bytes(given));
	b = wasl_sha256(wasl_text_bytes(wasl_text_of(expected)));
	return wasl_hash_eq(&a, &b)
		       ? WASL_OK
		       : wasl_fault(err, WASL_CSRF, "", "csrf-token");
}

static wasl_status by_socket(struct api_call *call, struct wasl_err *err)
{
	const struct wasl_http_peer *peer = wasl_http_peer_get(call->req);
	char name[WASL_OFFICER_NAME_MAX + 1];

	WASL_TRY(api_session_officer(api_session_of(call->api), name, peer->uid,
				     header(call, "Wasl-As"), err));
	call->via = API_BY_SOCKET;
	return wasl_node_officer(call->node, &call->actor, wasl_text_of(name),
				 err);
}

static wasl_status key_of(struct wasl_secret *key, wasl_text text)
{
	size_t n;

	return wasl_base64url_parse(key->b, &n, sizeof(key->b), text) ==
				       WASL_OK &&
			       n == sizeof(key->b)
		       ? WASL_OK
		       : WASL_MALFORMED;
}

static wasl_status by_token(struct api_call *call, wasl_text given,
			    struct wasl_err *err)
{
	static const char front[] = "Bearer " API_TOKEN;
	size_t n = sizeof(front) - 1;

	if (header(call, "Cookie").p != NULL)
		return wasl_fault(err, WASL_MALFORMED, "", "caller-two");
	if (given.n < n || memcmp(given.p, front, n) != 0 ||
	    key_of(&call->key, (wasl_text){given.p + n, given.n - n}) !=
		    WASL_OK)
		return wasl_fault_of(
			err, WASL_SIGN_IN, "", "bearer",
			WASL_FAULT_T("front", WASL_TEXT(API_TOKEN)));
	WASL_TRY(
		wasl_node_token_use(call->node, &call->token, &call->key, err));
	call->via = API_BY_TOKEN;
	call->actor = call->token.user;
	return WASL_OK;
}

static wasl_status by_cookie(struct api_call *call, struct wasl_err *err)
{
	bool secure = api_site_of(call->api)->secure;
	wasl_text cookie;

	if (!wasl_http_cookie(call->req,
			      secure ? API_COOKIE_SECURE : API_COOKIE,
			      &cookie) ||
	    key_of(&call->key, cookie) != WASL_OK)
		return wasl_fault(err, WASL_SIGN_IN, "", "nobody-signed-in");
	WASL_TRY(check_from(
		call, is_safe(call) ? API_FROM_READ : API_FROM_WRITE, err));
	if (!is_safe(call))
		WASL_TRY(check_csrf(call, err));
	WASL_TRY(wasl_node_session_use(call->node, &call->session, &call->key,
				       err));
	call->via = API_BY_SESSION;
	call->actor = call->session.user;
	return WASL_OK;
}

wasl_status api_authenticate(struct api_call *call, struct wasl_err *err)
{
	wasl_text token;

	if (wasl_http_peer_get(call->req)->local)
		return by_socket(call, err);
	WASL_TRY(check_host(call, err));
	token = header(call, "Authorization");
	return token.p != NULL ? by_token(call, token, err)
			       : by_cookie(call, err);
}

wasl_status api_need(const struct api_call *call, wasl_right right,
		     struct wasl_err *err)
{
	char name[WASL_RIGHT_NAME_MAX];

	WASL_TRY(wasl_roles_need(call->actor.roles, right, err));
	if (call->via != API_BY_TOKEN)
		return WASL_OK;
	if (call->token.reads && !is_safe(call))
		return wasl_fault(err, WASL_DENIED, "", "token-reads");
	if ((call->token.rights & UINT32_C(1) << right) != 0)
		return WASL_OK;
	wasl_right_write(name, right);
	return wasl_fault_of(err, WASL_DENIED, "", "token-scope",
			     WASL_FAULT_T("right", wasl_text_of(name)));
}

wasl_status api_admit(struct api_call *call, struct wasl_err *err)
{
	if (wasl_http_peer_get(call->req)->local)
		return wasl_fault(err, WASL_RULE, "", "socket-signs");
	WASL_TRY(check_host(call, err));
	return check_from(call, is_safe(call) ? API_FROM_READ : API_FROM_OPEN,
			  err);
}

void api_caller_of(struct api_caller *out, const struct api_call *call)
{
	wasl_text as = header(call, "Wasl-As");

	*out = (struct api_caller){.via = call->via};
	if (call->via != API_BY_SOCKET) {
		out->session = wasl_sha256(wasl_secret_reveal(&call->key));
		return;
	}
	/* It was an officer's name, or it was not there. */
	wasl_assert(as.n < sizeof(out->as));
	out->uid = wasl_http_peer_get(call->req)->uid;
	if (as.n > 0)
		memcpy(out->as, as.p, as.n);
}

wasl_status api_caller_is(struct wasl_api *api, struct wasl_node *node,
			  struct wasl_user *out,
			  const struct api_caller *caller, struct wasl_err *err)
{
	char name[WASL_OFFICER_NAME_MAX + 1];
	struct wasl_session session;
	struct wasl_token token;
	wasl_text as = {NULL, 0};

	if (caller->via == API_BY_SESSION) {
		WASL_TRY(wasl_node_session_look(node, &session,
						&caller->session, err));
		*out = session.user;
		return WASL_OK;
	}
	if (caller->via == API_BY_TOKEN) {
		WASL_TRY(wasl_node_token_look(node, &token, &caller->session,
					      err));
		*out = token.user;
		return WASL_OK;
	}
	if (caller->as[0] != '\0')
		as = wasl_text_of(caller->as);
	WASL_TRY(api_session_officer(api_session_of(api), name, caller->uid, as,
				     err));
	return wasl_node_officer(node, out, wasl_text_of(name), err);
}

wasl_status api_watcher(struct api_call *call, struct wasl_err *err)
{
	const char *address = wasl_http_peer_get(call->req)->address;

	/* Behind a proxy everybody has its address. */
	if (!api_site_of(call->api)->proxy && wasl_listen_is_loopback(address))
		return WASL_OK;
	WASL_TRY(by_token(call, header(call, "Authorization"), err));
	return api_need(call, WASL_RIGHT_STATUS, err);
}

const char *api_source(struct api_call *call)
{
	const struct wasl_http_peer *peer = wasl_http_peer_get(call->req);
	wasl_text real = header(call, "X-Real-IP");
	uint8_t binary[sizeof(struct in6_addr)];
	const char *text;

	if (!api_site_of(call->api)->proxy || real.n == 0 ||
	    real.n > WASL_ADDRESS_MAX)
		return peer->address;
	text = wasl_arena_text(&call->arena, real);
	if (text == NULL || (inet_pton(AF_INET, text, binary) != 1 &&
			     inet_pton(AF_INET6, text, binary) != 1))
		return peer->address;
	return text;
}

wasl_status api_cookie(struct api_call *call, const struct wasl_secret *key,
		       struct wasl_err *err)
{
	bool secure = api_site_of(call->api)->secure;
	char value[WASL_BASE64URL_LEN(WASL_SECRET_LEN) + 1] = "";
	char text[API_COOKIE_MAX];

	if (key != NULL)
		wasl_base64url_write(value, wasl_secret_reveal(key));
	snprintf(text, sizeof(text),
		 "%s=%s; HttpOnly; SameSite=Strict; Path=/%s%s",
		 secure ? API_COOKIE_SECURE : API_COOKIE, value,
		 secure ? "; Secure" : "", key == NULL ? "; Max-Age=0" : "");
	return wasl_http_respond_header(call->res, "Set-Cookie", text, err);
}
