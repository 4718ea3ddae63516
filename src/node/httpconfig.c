#include "node/httpconfig.h"

#include "base/text.h"

#include <stdio.h>

#define HTTP  "http://"
#define HTTPS "https://"

typedef struct wasl_http_config http_t;

static bool starts(wasl_text in, const char *with)
{
	size_t n = strlen(with);

	return in.n >= n && memcmp(in.p, with, n) == 0;
}

static bool ends(wasl_text in, const char *with)
{
	size_t n = strlen(with);

	return in.n >= n && memcmp(in.p + in.n - n, with, n) == 0;
}

/* A DNS name or an IPv4 address, in lower case. */
static bool is_host(wasl_text host)
{
	for (size_t i = 0; i < host.n; i++) {
		char c = host.p[i];
		bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
		bool edge = i == 0 || i + 1 == host.n || host.p[i - 1] == '.';

		if (!plain && (edge || (c != '-' && c != '.')))
			return false;
	}
	return host.n > 0 && host.n <= 253;
}

static bool is_six(wasl_text host)
{
	char address[WASL_LISTEN_ADDRESS_MAX + 1];
	char listen[WASL_LISTEN_MAX + 1];
	uint16_t port;

	if (host.n == 0 || host.p[0] != '[' || host.n + 2 > WASL_LISTEN_MAX)
		return false;
	snprintf(listen, sizeof(listen), "%.*s:0", (int)host.n, host.p);
	return wasl_listen_split(address, &port, wasl_text_of(listen));
}

/* What browsers take for safe without TLS. */
static bool is_local(wasl_text host)
{
	return wasl_text_is(host, "localhost") || ends(host, ".localhost") ||
	       starts(host, "127.") || wasl_text_is(host, "[::1]");
}

bool wasl_origin_valid(wasl_text origin)
{
	bool safe = starts(origin, HTTPS);
	size_t scheme = strlen(safe ? HTTPS : HTTP), n;
	uint64_t port = 0;
	wasl_text host;

	if (origin.n > WASL_ORIGIN_URL_MAX || (!safe && !starts(origin, HTTP)))
		return false;
	host = (wasl_text){origin.p + scheme, origin.n - scheme};
	for (n = host.n; n > 0 && host.p[n - 1] != ':'; n--)
		if (host.p[n - 1] == ']')
			n = 1;
	if (n > 0) {
		wasl_text digits = {host.p + n, host.n - n};

		if (!wasl_decimal_parse(&port, digits) || port > UINT16_MAX ||
		    port == (safe ? 443 : 80))
			return false;
		host.n = n - 1;
	}
	return (is_host(host) || is_six(host)) && (safe || is_local(host));
}

static wasl_status read_listen(http_t *c, const json_t *v, struct wasl_err *err)
{
	wasl_text listen = wasl_json_text(v);

	if (listen.n <= WASL_LISTEN_MAX && listen.n > 0 &&
	    wasl_listen_split(c->address, &c->port, listen))
		return WASL_OK;
	return wasl_fail_at(err, WASL_SCHEMA, "/http/listen",
			    "address and port like 127.0.0.1:8440 or "
			    "[::1]:8440");
}

static wasl_status read_origin(http_t *c, const json_t *v, struct wasl_err *err)
{
	wasl_text origin = wasl_json_text(v);

	if (origin.n == 0 || !wasl_origin_valid(origin))
		return wasl_fail_at(err, WASL_SCHEMA, "/http/origin",
				    "like https://desk.example or "
				    "http://localhost:8440: lower case, no "
				    "path; http only on this machine");
	memcpy(c->origin, origin.p, origin.n);
	return WASL_OK;
}

static wasl_status read_path(char out[static WASL_HTTP_PATH_MAX + 1],
			     const json_t *tls, const char *name,
			     struct wasl_err *err)
{
	wasl_text path = wasl_json_text(json_object_get(tls, name));

	if (path.n == 0 || path.n > WASL_HTTP_PATH_MAX || path.p[0] != '/')
		return wasl_fail_at(err, WASL_SCHEMA, "/http/tls",
				    "{\"cert\": path, \"key\": path}, both "
				    "absolute");
	memcpy(out, path.p, path.n);
	return WASL_OK;
}

static wasl_status read_tls(http_t *c, const json_t *v, struct wasl_err *err)
{
	if (json_object_size(v) != 2)
		return read_path(c->cert, NULL, "", err);
	WASL_TRY(read_path(c->cert, v, "cert", err));
	return read_path(c->key, v, "key", err);
}

static wasl_status read_proxy(http_t *c, const json_t *v, struct wasl_err *err)
{
	c->proxy = json_is_true(v);
	return json_is_boolean(v)
		       ? WASL_OK
		       : wasl_fail_at(err, WASL_SCHEMA, "/http/proxy",
				      "true or false");
}

static const struct {
	const char *name;
	wasl_status (*read)(http_t *c, const json_t *v, struct wasl_err *err);
} members[] = {
	{"listen", read_listen},
	{"origin", read_origin},
	{"tls", read_tls},
	{"proxy", read_proxy},
};

#define MEMBERS (sizeof(members) / sizeof(members[0]))

static wasl_status check(const http_t *c, struct wasl_err *err)
{
	bool any = strcmp(c->address, "0.0.0.0") == 0 ||
		   strcmp(c->address, "::") == 0;

	if (c->address[0] == '\0')
		return wasl_fail_at(err, WASL_SCHEMA, "/http",
				    "member \"listen\" is missing");
	if (c->cert[0] == '\0' && !wasl_listen_is_loopback(c->address))
		return wasl_fail_at(err, WASL_SCHEMA, "/http/listen",
				    "without tls only on 127.0.0.1 or [::1]: "
				    "passwords pass here");
	if (any && c->origin[0] == '\0')
		return wasl_fail_at(err, WASL_SCHEMA, "/http",
				    "say in \"origin\" what browsers call it");
	if (c->cert[0] != '\0' && c->origin[0] != '\0' &&
	    !starts(wasl_text_of(c->origin), HTTPS))
		return wasl_fail_at(err, WASL_SCHEMA, "/http/origin",
				    "with tls it begins with https://");
	return WASL_OK;
}

wasl_status wasl_http_config_read(struct wasl_http_config *out, const json_t *v,
				  struct wasl_err *err)
{
	const char *name;
	json_t *member;

	*out = (http_t){0};
	if (!json_is_object(v))
		return wasl_fail_at(err, WASL_SCHEMA, "/http", "an object");
	json_object_foreach((json_t *)(uintptr_t)v, name, member)
	{
		size_t i = 0;

		while (i < MEMBERS && strcmp(members[i].name, name) != 0)
			i++;
		if (i == MEMBERS)
			return wasl_fail_at(err, WASL_SCHEMA, "/http",
					    "unknown member \"%.40s\"", name);
		WASL_TRY(members[i].read(out, member, err));
	}
	return check(out, err);
}
