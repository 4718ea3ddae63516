#include "support.h"

#include "base/alloc.h"
#include "base/text.h"

#include <arpa/inet.h>
#include <gnutls/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static wasl_status sign(void *ctx, uint8_t sig[static WASL_TLS_SIG_LEN],
			wasl_bytes content, struct wasl_err *err)
{
	static const char spaces[] = "                                "
				     "                                ";
	struct test_key *key = ctx;
	/* raw: GnuTLS's input type has no const; it only reads. */
	gnutls_datum_t in = {(void *)(uintptr_t)content.p, (unsigned)content.n};
	gnutls_datum_t out;

	if (content.n < 64 || memcmp(content.p, spaces, 64) != 0) {
		__atomic_add_fetch(&key->refused, 1, __ATOMIC_RELAXED);
		return wasl_fail(err, WASL_DENIED, "not a handshake");
	}
	if (gnutls_privkey_sign_data2(key->key, GNUTLS_SIGN_EDDSA_ED25519, 0,
				      &in, &out) != 0)
		return wasl_fail(err, WASL_IO, "cannot sign");
	memcpy(sig, out.data, WASL_TLS_SIG_LEN);
	gnutls_free(out.data);
	return WASL_OK;
}

static void self_sign(struct test_key *key)
{
	static const uint8_t serial[] = {1};
	gnutls_x509_crt_t crt;
	gnutls_pubkey_t pub;

	assert_int_equal(gnutls_pubkey_init(&pub), 0);
	assert_int_equal(gnutls_pubkey_import_privkey(pub, key->key, 0, 0), 0);
	assert_int_equal(gnutls_x509_crt_init(&crt), 0);
	gnutls_x509_crt_set_version(crt, 3);
	gnutls_x509_crt_set_serial(crt, serial, sizeof(serial));
	gnutls_x509_crt_set_dn(crt, "CN=test", NULL);
	/* Long past: certificate dates are ignored (docs/spec §2). */
	gnutls_x509_crt_set_activation_time(crt, 0);
	gnutls_x509_crt_set_expiration_time(crt, 1);
	assert_int_equal(gnutls_x509_crt_set_pubkey(crt, pub), 0);
	assert_int_equal(gnutls_x509_crt_privkey_sign(crt, crt, key->key,
						      GNUTLS_DIG_UNKNOWN, 0),
			 0);
	key->cert_n = sizeof(key->cert);
	assert_int_equal(gnutls_x509_crt_export(crt, GNUTLS_X509_FMT_DER,
						key->cert, &key->cert_n),
			 0);
	gnutls_x509_crt_deinit(crt);
	gnutls_pubkey_deinit(pub);
}

void key_make(struct test_key *key)
{
	*key = (struct test_key){0};
	assert_int_equal(gnutls_privkey_init(&key->key), 0);
	assert_int_equal(gnutls_privkey_generate(
				 key->key, GNUTLS_PK_EDDSA_ED25519, 256, 0),
			 0);
	self_sign(key);
	key->id = (struct wasl_tls_identity){
		.cert = {key->cert, key->cert_n}, .sign = sign, .ctx = key};
	check_ok(wasl_tls_pin_of_cert(key->pin, key->id.cert, NULL));
}

void key_drop(struct test_key *key)
{
	gnutls_privkey_deinit(key->key);
}

static wasl_status echo(void *ctx, const struct wasl_http_request *req,
			struct wasl_http_response *res, struct wasl_err *err)
{
	wasl_bytes body = wasl_http_body(req);
	wasl_text q;

	(void)ctx;
	if (wasl_http_query(req, "q", &q))
		body = wasl_text_bytes(q);
	return wasl_http_respond(res, 200, "text/plain", body, err);
}

static wasl_status show_peer(void *ctx, const struct wasl_http_request *req,
			     struct wasl_http_response *res,
			     struct wasl_err *err)
{
	const struct wasl_http_peer *peer = wasl_http_peer_get(req);
	wasl_text cookie = WASL_TEXT("-");
	char text[256];

	(void)ctx;
	(void)wasl_http_cookie(req, "sid", &cookie);
	snprintf(text, sizeof(text),
		 "local=%d uid=%d pid=%d pinned=%d at=%s sid=%.*s", peer->local,
		 (int)peer->uid, (int)peer->pid, peer->pinned, peer->address,
		 (int)cookie.n, cookie.p);
	WASL_TRY(wasl_http_respond_header(res, "Cache-Control", "no-store",
					  err));
	return wasl_http_respond(res, 200, "text/plain; charset=utf-8",
				 wasl_bytes_of(text, strlen(text)), err);
}

static wasl_status big(void *ctx, const struct wasl_http_request *req,
		       struct wasl_http_response *res, struct wasl_err *err)
{
	uint64_t n;
	uint8_t *body;

	(void)ctx;
	if (!wasl_decimal_parse(&n, wasl_http_param(req, "n")))
		return wasl_fail(err, WASL_MALFORMED, "n is not a number");
	body = wasl_alloc(n, 1);
	if (body == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "out of memory");
	return wasl_http_respond_take(res, 200, "application/octet-stream",
				      body, n, err);
}

static wasl_status fail_it(void *ctx, const struct wasl_http_request *req,
			   struct wasl_http_response *res, struct wasl_err *err)
{
	(void)ctx;
	(void)req;
	(void)res;
	return wasl_fail_at(err, WASL_SCHEMA, "/person/\"name\"",
			    "line 1\nline 2");
}

static wasl_status none(void *ctx, const struct wasl_http_request *req,
			struct wasl_http_response *res, struct wasl_err *err)
{
	(void)ctx;
	(void)req;
	(void)res;
	(void)err;
	return WASL_OK;
}

static const char *const echo_query[] = {"q", NULL};
static const char *const cbor[] = {"application/cbor", NULL};

const struct wasl_http_route test_routes[] = {
	{.method = "GET",
	 .pattern = "/echo",
	 .handle = echo,
	 .query = echo_query},
	{.method = "POST",
	 .pattern = "/echo",
	 .handle = echo,
	 .max_body = ECHO_MAX},
	{.method = "GET", .pattern = "/peer", .handle = show_peer},
	{.method = "GET", .pattern = "/big/{n}", .handle = big},
	{.method = "GET", .pattern = "/fail", .handle = fail_it},
	{.method = "GET", .pattern = "/none", .handle = none},
	{.method = "PUT",
	 .pattern = "/cbor",
	 .handle = echo,
	 .max_body = 16,
	 .types = cbor},
};
const size_t test_routes_n = sizeof(test_routes) / sizeof(test_routes[0]);

struct wasl_http_server *
server_start(const struct wasl_http_server_options *options)
{
	struct wasl_http_server *server;
	struct wasl_err err = {0};

	if (wasl_http_server_start(&server, options, &err) != WASL_OK)
		fail_msg("%s", err.text);
	return server;
}

struct wasl_http_server *plain_start(void)
{
	return server_start(&(struct wasl_http_server_options){
		.address = "127.0.0.1",
		.routes = test_routes,
		.routes_n = test_routes_n,
		.threads = 2,
	});
}

int connect_to(uint16_t port)
{
	struct sockaddr_in at = {.sin_family = AF_INET,
				 .sin_port = htons(port),
				 .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	const struct timeval patience = {.tv_sec = 120};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_true(fd >= 0);
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	assert_int_equal(connect(fd, (struct sockaddr *)&at, sizeof(at)), 0);
	return fd;
}

void send_all(int fd, const void *p, size_t n)
{
	for (size_t at = 0; at < n;) {
		ssize_t sent =
			send(fd, (const char *)p + at, n - at, MSG_NOSIGNAL);

		/* The server may have hung up already; the answer tells. */
		if (sent <= 0)
			return;
		at += (size_t)sent;
	}
}

static int status_of(const char *answer)
{
	int status = 0;

	return sscanf(answer, "HTTP/1.1 %3d ", &status) == 1 ? status : 0;
}

int raw(uint16_t port, const void *request, size_t n, char *answer, size_t cap)
{
	int fd = connect_to(port);
	size_t got = 0;
	ssize_t more;

	send_all(fd, request, n);
	shutdown(fd, SHUT_WR);
	while (got < cap - 1 &&
	       (more = recv(fd, answer + got, cap - 1 - got, 0)) > 0)
		got += (size_t)more;
	answer[got] = '\0';
	close(fd);
	return status_of(answer);
}

int read_answer(int fd, char *answer, size_t cap)
{
	size_t got = 0;

	for (;;) {
		const char *body;
		const char *length;
		ssize_t more;

		answer[got] = '\0';
		body = strstr(answer, "\r\n\r\n");
		length = strstr(answer, "Content-Length: ");
		if (body != NULL && length != NULL &&
		    got - (size_t)(body + 4 - answer) >=
			    strtoul(length + 16, NULL, 10))
			return status_of(answer);
		assert_true(got < cap - 1);
		more = recv(fd, answer + got, cap - 1 - got, 0);
		if (more <= 0)
			return 0;
		got += (size_t)more;
	}
}

const char *base_of(char out[64], const char *scheme, uint16_t port)
{
	snprintf(out, 64, "%s://127.0.0.1:%u", scheme, (unsigned)port);
	return out;
}
