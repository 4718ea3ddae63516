#include "support.h"

#include "base/alloc.h"

#include <gnutls/gnutls.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

struct world {
	struct test_key server_key;
	struct test_key client_key;
	struct test_key stranger;
	atomic_bool revoked;
	struct wasl_http_server *server;
	char base[64];
};

static bool is_pinned(void *ctx, const uint8_t pin[static WASL_TLS_PIN_LEN])
{
	struct world *w = ctx;

	return !w->revoked &&
	       memcmp(pin, w->client_key.pin, WASL_TLS_PIN_LEN) == 0;
}

/* The listener of a line names what a partner's client sends. */
static const char *const headers[] = {
	"host", "accept", "content-type", "content-length", "expect", NULL};

static int world_setup(void **state)
{
	struct world *w = wasl_alloc(1, sizeof(*w));

	assert_non_null(w);
	key_make(&w->server_key);
	key_make(&w->client_key);
	key_make(&w->stranger);
	w->server = server_start(&(struct wasl_http_server_options){
		.address = "127.0.0.1",
		.tls = &w->server_key.id,
		.pinned = is_pinned,
		.ctx = w,
		.routes = test_routes,
		.routes_n = test_routes_n,
		.headers = headers,
		.threads = 2,
	});
	base_of(w->base, "https", wasl_http_server_port(w->server));
	*state = w;
	return 0;
}

static int world_teardown(void **state)
{
	struct world *w = *state;

	wasl_http_server_stop(w->server);
	key_drop(&w->server_key);
	key_drop(&w->client_key);
	key_drop(&w->stranger);
	wasl_free(w);
	return 0;
}

static wasl_status call(struct world *w, const struct test_key *expected,
			const struct test_key *own,
			struct wasl_http_answer *answer, struct wasl_err *err)
{
	uint8_t pins[2 * WASL_TLS_PIN_LEN] = {0};
	struct wasl_http_target target = {
		.base = w->base, .pins = pins, .pins_n = 2};
	struct wasl_http_ask ask = {
		.method = "GET", .path = "/peer", .answer_max = 1000};

	/* The second of several pins: the first is a key not yet in use. */
	memcpy(pins + WASL_TLS_PIN_LEN, expected->pin, WASL_TLS_PIN_LEN);
	return wasl_http_call(answer, &target, &ask,
			      own == NULL ? NULL : &own->id, err);
}

static void test_http_tls__both_sides_with_the_right_keys(void **state)
{
	struct world *w = *state;
	struct wasl_http_answer answer;
	struct wasl_err err = {0};

	if (call(w, &w->server_key, &w->client_key, &answer, &err) != WASL_OK)
		fail_msg("%s", err.text);
	assert_int_equal(answer.status, 200);
	assert_string_equal(answer.type, "text/plain");
	assert_non_null(memmem(answer.body, answer.n, "pinned=1", 8));
	wasl_http_answer_deinit(&answer);
}

static void test_http_tls__a_batch_goes_through_a_strict_listener(void **state)
{
	static uint8_t body[ECHO_MAX];
	struct world *w = *state;
	struct wasl_http_target target = {
		.base = w->base, .pins = w->server_key.pin, .pins_n = 1};
	struct wasl_http_ask ask = {
		.method = "POST",
		.path = "/echo",
		.type = "application/cbor",
		.body = WASL_BYTES(body),
		.answer_max = ECHO_MAX,
	};
	struct wasl_http_answer answer;

	for (size_t i = 0; i < sizeof(body); i++)
		body[i] = (uint8_t)(i * 31 >> 5);
	check_ok(wasl_http_call(&answer, &target, &ask, &w->client_key.id,
				NULL));
	assert_int_equal(answer.status, 200);
	assert_int_equal(answer.n, sizeof(body));
	assert_memory_equal(answer.body, body, sizeof(body));
	wasl_http_answer_deinit(&answer);
}

static void test_http_tls__auditors_need_no_key(void **state)
{
	struct world *w = *state;
	struct wasl_http_server *open =
		server_start(&(struct wasl_http_server_options){
			.address = "127.0.0.1",
			.tls = &w->server_key.id,
			.routes = test_routes,
			.routes_n = test_routes_n,
			.threads = 1,
		});
	struct wasl_http_answer answer;

	base_of(w->base, "https", wasl_http_server_port(open));
	check_ok(call(w, &w->server_key, NULL, &answer, NULL));
	assert_int_equal(answer.status, 200);
	assert_non_null(memmem(answer.body, answer.n, "pinned=0", 8));
	wasl_http_answer_deinit(&answer);
	wasl_http_server_stop(open);
}

static void test_http_tls__a_server_with_another_key_is_refused(void **state)
{
	struct world *w = *state;
	struct wasl_http_answer answer;

	check_status(call(w, &w->stranger, &w->client_key, &answer, NULL),
		     WASL_DENIED);
	assert_int_equal(answer.status, 0);
	assert_null(answer.body);
}

static void test_http_tls__a_client_with_another_key_is_refused(void **state)
{
	struct world *w = *state;
	struct wasl_http_answer answer;

	check_status(call(w, &w->server_key, &w->stranger, &answer, NULL),
		     WASL_GONE);
}

static void test_http_tls__a_client_without_a_key_is_refused(void **state)
{
	struct world *w = *state;
	struct wasl_http_answer answer;

	check_status(call(w, &w->server_key, NULL, &answer, NULL), WASL_GONE);
}

struct waited {
	atomic_int calls;
	wasl_status status;
	int http;
};

static void note(void *ctx, wasl_status status, struct wasl_http_answer *answer,
		 const struct wasl_err *err)
{
	struct waited *w = ctx;

	(void)err;
	w->status = status;
	w->http = answer->status;
	w->calls++;
}

static void send_and_wait(struct wasl_http_client *client, struct world *w,
			  struct waited *waited)
{
	struct wasl_http_target target = {
		.base = w->base, .pins = w->server_key.pin, .pins_n = 1};
	struct wasl_http_ask ask = {
		.method = "GET", .path = "/peer", .answer_max = 1000};
	int before = waited->calls;

	check_ok(wasl_http_client_send(client, &target, &ask, note, waited,
				       NULL));
	while (waited->calls == before)
		sched_yield();
}

static void
test_http_tls__a_key_taken_away_ends_an_open_connection(void **state)
{
	struct world *w = *state;
	struct wasl_http_client *client;
	struct waited waited = {0};

	check_ok(wasl_http_client_start(&client, &w->client_key.id, NULL));
	send_and_wait(client, w, &waited);
	check_ok(waited.status);
	assert_int_equal(waited.http, 200);
	w->revoked = true;
	send_and_wait(client, w, &waited);
	check_ok(waited.status);
	assert_int_equal(waited.http, 403);
	send_and_wait(client, w, &waited);
	check_status(waited.status, WASL_GONE);
	wasl_http_client_stop(client);
}

static void test_http_tls__the_key_signs_handshakes_alone(void **state)
{
	struct world *w = *state;
	struct wasl_http_answer answer;

	/* GnuTLS may try a key on a text of its own; keyd would refuse it. */
	check_ok(call(w, &w->server_key, &w->client_key, &answer, NULL));
	assert_int_equal(w->client_key.refused, 0);
	assert_int_equal(w->server_key.refused, 0);
	wasl_http_answer_deinit(&answer);
}

/* A handshake with GnuTLS alone, to offer what libcurl would not. */
static int handshake(struct world *w, const char *priorities)
{
	gnutls_certificate_credentials_t cred;
	gnutls_session_t session;
	int fd = connect_to(wasl_http_server_port(w->server));
	int rc;

	gnutls_certificate_allocate_credentials(&cred);
	gnutls_init(&session, GNUTLS_CLIENT);
	assert_int_equal(gnutls_priority_set_direct(session, priorities, NULL),
			 0);
	gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, cred);
	gnutls_transport_set_int(session, fd);
	do
		rc = gnutls_handshake(session);
	while (rc < 0 && gnutls_error_is_fatal(rc) == 0);
	gnutls_deinit(session);
	gnutls_certificate_free_credentials(cred);
	close(fd);
	return rc;
}

static void test_http_tls__older_than_1_3_is_refused(void **state)
{
	struct world *w = *state;

	assert_true(handshake(w, "NORMAL:-VERS-ALL:+VERS-TLS1.2") < 0);
	/* The refusal was of the version: 1.3 gets past this point. */
	assert_int_equal(handshake(w, "NORMAL:-VERS-ALL:+VERS-TLS1.3"), 0);
}

static void test_http_tls__plain_http_is_refused(void **state)
{
	static const char get[] = "GET /peer HTTP/1.1\r\nHost: a\r\n\r\n";
	struct world *w = *state;
	char answer[512];

	assert_int_equal(raw(wasl_http_server_port(w->server), get,
			     sizeof(get) - 1, answer, sizeof(answer)),
			 0);
	assert_null(strstr(answer, "HTTP"));
}

#define IN_WORLD(test)                                                         \
	cmocka_unit_test_setup_teardown(test, world_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_WORLD(test_http_tls__both_sides_with_the_right_keys),
		IN_WORLD(test_http_tls__a_batch_goes_through_a_strict_listener),
		IN_WORLD(test_http_tls__auditors_need_no_key),
		IN_WORLD(test_http_tls__a_server_with_another_key_is_refused),
		IN_WORLD(test_http_tls__a_client_with_another_key_is_refused),
		IN_WORLD(test_http_tls__a_client_without_a_key_is_refused),
		IN_WORLD(
			test_http_tls__a_key_taken_away_ends_an_open_connection),
		IN_WORLD(test_http_tls__the_key_signs_handshakes_alone),
		IN_WORLD(test_http_tls__older_than_1_3_is_refused),
		IN_WORLD(test_http_tls__plain_http_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
