/* A small server, keys made on the spot, and raw sockets. */
#ifndef WASL_TESTS_HTTP_SUPPORT_H
#define WASL_TESTS_HTTP_SUPPORT_H

#include "check.h"

#include "http/client.h"
#include "http/server.h"

#include <gnutls/abstract.h>

/* An Ed25519 key that signs handshakes and nothing else, as keyd's does. */
struct test_key {
	gnutls_privkey_t key;
	uint8_t cert[1024];
	size_t cert_n;
	uint8_t pin[WASL_TLS_PIN_LEN];
	int refused; /* times it was asked to sign something else */
	struct wasl_tls_identity id;
};

void key_make(struct test_key *key);
void key_drop(struct test_key *key);

/*
 * GET /echo?q=       the value of q
 * POST /echo         the body, up to ECHO_MAX bytes
 * GET /peer          what is known of the peer
 * GET /big/{n}       n bytes
 * GET /fail          an error with a field
 * GET /none          nothing
 * PUT /cbor          application/cbor only
 */
#define ECHO_MAX (2 * 1024 * 1024)
extern const struct wasl_http_route test_routes[];
extern const size_t test_routes_n;

struct wasl_http_server *
server_start(const struct wasl_http_server_options *options);
/* Plain HTTP on a free port of the loopback with test_routes. */
struct wasl_http_server *plain_start(void);

/* A connected socket; reads time out after two minutes. */
int connect_to(uint16_t port);
void send_all(int fd, const void *p, size_t n);
/* Send, then read to the end of the connection; returns the status or 0. */
int raw(uint16_t port, const void *request, size_t n, char *answer, size_t cap);
/* Read one answer with a Content-Length; returns its status or 0 at the end. */
int read_answer(int fd, char *answer, size_t cap);

const char *base_of(char out[64], const char *scheme, uint16_t port);

#endif
