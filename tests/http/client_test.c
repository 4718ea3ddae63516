#include "support.h"

#include "base/alloc.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* A server on a Unix socket, and a target that reaches it. */
struct world {
	char path[64];
	struct wasl_http_server *server;
	struct wasl_http_target target;
	atomic_int blocked;
	atomic_bool go;
};

static wasl_status block(void *ctx, const struct wasl_http_request *req,
			 struct wasl_http_response *res, struct wasl_err *err)
{
	struct world *w = ctx;

	(void)req;
	(void)res;
	(void)err;
	w->blocked++;
	while (!w->go)
		sched_yield();
	return WASL_OK;
}

static const struct wasl_http_route blocking[] = {
	{.method = "GET", .pattern = "/block", .handle = block},
};

static int world_make(void **state, const struct wasl_http_route *routes,
		      size_t routes_n)
{
	struct world *w = wasl_alloc(1, sizeof(*w));

	assert_non_null(w);
	snprintf(w->path, sizeof(w->path), "/tmp/wasl-http-XXXXXX");
	assert_non_null(mkdtemp(w->path));
	strncat(w->path, "/s", sizeof(w->path) - strlen(w->path) - 1);
	w->server = server_start(&(struct wasl_http_server_options){
		.unix_path = w->path,
		.routes = routes,
		.routes_n = routes_n,
		.ctx = w,
		.threads = 2,
	});
	w->target.base = "http://localhost";
	w->target.unix_path = w->path;
	*state = w;
	return 0;
}

static int world_setup(void **state)
{
	return world_make(state, test_routes, test_routes_n);
}

static int blocking_setup(void **state)
{
	return world_make(state, blocking, 1);
}

static int world_teardown(void **state)
{
	struct world *w = *state;

	w->go = true;
	wasl_http_server_stop(w->server);
	*strrchr(w->path, '/') = '\0';
	assert_int_equal(rmdir(w->path), 0);
	wasl_free(w);
	return 0;
}

static wasl_status call(struct world *w, const char *path, size_t max,
			struct wasl_http_answer *a, struct wasl_err *err)
{
	struct wasl_http_ask ask = {
		.method = "GET", .path = path, .answer_max = max};

	return wasl_http_call(a, &w->target, &ask, NULL, err);
}

static void test_http_client__a_large_body_goes_and_comes_back(void **state)
{
	struct world *w = *state;
	static uint8_t body[ECHO_MAX];
	struct wasl_http_ask ask = {
		.method = "POST",
		.path = "/echo",
		.type = "application/octet-stream",
		.body = WASL_BYTES(body),
		.answer_max = ECHO_MAX,
	};
	struct wasl_http_answer a;
	struct wasl_err err = {0};

	for (size_t i = 0; i < sizeof(body); i++)
		body[i] = (uint8_t)(i * 7 >> 3);
	if (wasl_http_call(&a, &w->target, &ask, NULL, &err) != WASL_OK)
		fail_msg("%s", err.text);
	assert_int_equal(a.status, 200);
	assert_int_equal(a.n, sizeof(body));
	assert_memory_equal(a.body, body, sizeof(body));
	wasl_http_answer_deinit(&a);
}

static void test_http_client__a_body_too_long_is_answered(void **state)
{
	struct world *w = *state;
	static uint8_t body[ECHO_MAX + 1];
	struct wasl_http_ask ask = {
		.method = "POST",
		.path = "/echo",
		.type = "application/octet-stream",
		.body = WASL_BYTES(body),
		.answer_max = 1000,
	};
	struct wasl_http_answer a;

	check_ok(wasl_http_call(&a, &w->target, &ask, NULL, NULL));
	assert_int_equal(a.status, 413);
	assert_string_equal(a.type, WASL_HTTP_PROBLEM_TYPE);
	wasl_http_answer_deinit(&a);
}

static void test_http_client__an_answer_too_long_is_refused(void **state)
{
	struct wasl_http_answer a;
	struct wasl_err err = {0};

	check_ok(call(*state, "/big/1000", 1000, &a, NULL));
	assert_int_equal(a.n, 1000);
	wasl_http_answer_deinit(&a);
	check_status(call(*state, "/big/1001", 1000, &a, &err), WASL_TOO_BIG);
	assert_string_equal(err.text, "the answer is longer than 1000 bytes");
	assert_null(a.body);
	check_status(call(*state, "/big/90000000", 1000, &a, &err),
		     WASL_TOO_BIG);
}

static void test_http_client__nobody_there_is_gone(void **state)
{
	struct world *w = *state;
	struct wasl_http_answer a;

	w->target.unix_path = "/nonexistent/socket";
	check_status(call(w, "/none", 0, &a, NULL), WASL_GONE);
}

static void test_http_client__waiting_has_an_end(void **state)
{
	struct world *w = *state;
	struct wasl_http_ask ask = {
		.method = "GET", .path = "/block", .total_ms = 100};
	struct wasl_http_answer a;

	check_status(wasl_http_call(&a, &w->target, &ask, NULL, NULL),
		     WASL_TIMEOUT);
}

/* A server that says `what` to the first who connects, then hangs up. */
struct liar {
	int fd;
	const char *what;
	pthread_t thread;
};

static int listen_unix(const char *path)
{
	struct sockaddr_un at = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_true(fd >= 0 && strlen(path) < sizeof(at.sun_path));
	memcpy(at.sun_path, path, strlen(path));
	assert_int_equal(bind(fd, (struct sockaddr *)&at, sizeof(at)), 0);
	assert_int_equal(listen(fd, 1), 0);
	return fd;
}

static void *lie(void *arg)
{
	struct liar *l = arg;
	int fd = accept(l->fd, NULL, NULL);
	char request[4096];

	assert_true(recv(fd, request, sizeof(request), 0) > 0);
	send_all(fd, l->what, strlen(l->what));
	shutdown(fd, SHUT_WR);
	while (recv(fd, request, sizeof(request), 0) > 0)
		;
	close(fd);
	return NULL;
}

static void test_http_client__strange_answers_are_refused(void **state)
{
	static const struct {
		const char *what;
		wasl_status status;
	} cases[] = {
		{"", WASL_GONE},
		{"hello\r\n", WASL_MALFORMED},
		{"HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n",
		 WASL_MALFORMED},
		{"HTTP/1.1 99 OK\r\nContent-Length: 0\r\n\r\n", WASL_MALFORMED},
		{"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", WASL_GONE},
		{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
		 WASL_GONE},
		{"HTTP/1.1 200 OK\r\nContent-Length: 20000000000\r\n\r\n",
		 WASL_TOO_BIG},
		/* redirects are answers, not orders */
		{"HTTP/1.1 302 Go\r\nLocation: http://localhost/x\r\n"
		 "Content-Length: 0\r\n\r\n",
		 WASL_OK},
	};
	struct world *w = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct liar l = {.what = cases[i].what};
		char path[128];
		struct wasl_http_answer a;
		wasl_status status;

		snprintf(path, sizeof(path), "%s%zu", w->path, i);
		l.fd = listen_unix(path);
		assert_int_equal(pthread_create(&l.thread, NULL, lie, &l), 0);
		w->target.unix_path = path;
		status = call(w, "/", 1000, &a, NULL);
		if (status != cases[i].status)
			fail_msg("%s for case %zu", wasl_status_name(status),
				 i);
		assert_int_equal(a.status, status == WASL_OK ? 302 : 0);
		wasl_http_answer_deinit(&a);
		pthread_join(l.thread, NULL);
		close(l.fd);
		unlink(path);
	}
}

struct tally {
	atomic_int done;
	atomic_int ok;
	atomic_int gone;
};

static void count(void *ctx, wasl_status status, struct wasl_http_answer *a,
		  const struct wasl_err *err)
{
	struct tally *t = ctx;

	assert_int_equal(err->status == WASL_OK, status == WASL_OK);
	if (status == WASL_OK && a->status == 200)
		t->ok++;
	if (status == WASL_GONE)
		t->gone++;
	t->done++;
}

static void test_http_client__many_requests_share_connections(void **state)
{
	struct world *w = *state;
	struct wasl_http_ask ask = {
		.method = "GET", .path = "/echo?q=x", .answer_max = 10};
	struct wasl_http_client *client;
	struct tally t = {0};

	check_ok(wasl_http_client_start(&client, NULL, NULL));
	for (int i = 0; i < 500; i++)
		check_ok(wasl_http_client_send(client, &w->target, &ask, count,
					       &t, NULL));
	while (t.done < 500)
		sched_yield();
	assert_int_equal(t.ok, 500);
	wasl_http_client_stop(client);
}

static void test_http_client__stopping_tells_who_waits(void **state)
{
	struct world *w = *state;
	struct wasl_http_ask ask = {.method = "GET", .path = "/block"};
	struct wasl_http_client *client;
	struct tally t = {0};

	check_ok(wasl_http_client_start(&client, NULL, NULL));
	for (int i = 0; i < 10; i++)
		check_ok(wasl_http_client_send(client, &w->target, &ask, count,
					       &t, NULL));
	while (w->blocked == 0)
		sched_yield();
	wasl_http_client_stop(client);
	assert_int_equal(t.done, 10);
	assert_int_equal(t.gone, 10);
}

static void test_http_client__the_queue_has_an_end(void **state)
{
	struct world *w = *state;
	struct wasl_http_ask ask = {.method = "GET", .path = "/block"};
	struct wasl_http_client *client;
	struct tally t = {0};

	check_ok(wasl_http_client_start(&client, NULL, NULL));
	for (int i = 0; i < WASL_HTTP_QUEUE_MAX; i++)
		check_ok(wasl_http_client_send(client, &w->target, &ask, count,
					       &t, NULL));
	check_status(wasl_http_client_send(client, &w->target, &ask, count, &t,
					   NULL),
		     WASL_NOT_READY);
	wasl_http_client_stop(client);
	assert_int_equal(t.done, WASL_HTTP_QUEUE_MAX);
}

#define IN_WORLD(test)                                                         \
	cmocka_unit_test_setup_teardown(test, world_setup, world_teardown)
#define BLOCKED(test)                                                          \
	cmocka_unit_test_setup_teardown(test, blocking_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_WORLD(test_http_client__a_large_body_goes_and_comes_back),
		IN_WORLD(test_http_client__a_body_too_long_is_answered),
		IN_WORLD(test_http_client__an_answer_too_long_is_refused),
		IN_WORLD(test_http_client__nobody_there_is_gone),
		BLOCKED(test_http_client__waiting_has_an_end),
		IN_WORLD(test_http_client__strange_answers_are_refused),
		IN_WORLD(test_http_client__many_requests_share_connections),
		BLOCKED(test_http_client__stopping_tells_who_waits),
		BLOCKED(test_http_client__the_queue_has_an_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
