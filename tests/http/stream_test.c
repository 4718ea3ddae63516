/* Bodies that are never whole in memory, from both ends. */
#include "support.h"

#include "base/alloc.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define SIZE ((uint64_t)3 * 1024 * 1024 + 77)

/* Bytes made as they are asked for; fails behind `fail_at`. */
struct maker {
	uint64_t at;
	uint64_t fail_at;
};

static int ended; /* sources; read after the server has stopped */

static uint8_t byte_at(uint64_t at)
{
	return (uint8_t)(at * 31 >> 4);
}

static size_t make(void *ctx, uint8_t *out, size_t max)
{
	struct maker *m = ctx;

	if (m->at >= m->fail_at)
		return 0;
	for (size_t i = 0; i < max; i++)
		out[i] = byte_at(m->at + i);
	m->at += max;
	return max;
}

static void end(void *ctx)
{
	ended++;
	wasl_free(ctx);
}

static wasl_status respond(struct wasl_http_response *res, uint64_t fail_at,
			   struct wasl_err *err)
{
	struct maker *m = wasl_alloc(1, sizeof(*m));
	const struct wasl_http_source source = {make, end, m};

	assert_non_null(m);
	m->fail_at = fail_at;
	return wasl_http_respond_stream(res, 200, "application/octet-stream",
					SIZE, &source, err);
}

static wasl_status whole(void *ctx, const struct wasl_http_request *req,
			 struct wasl_http_response *res, struct wasl_err *err)
{
	(void)ctx;
	(void)req;
	return respond(res, UINT64_MAX, err);
}

static wasl_status broken(void *ctx, const struct wasl_http_request *req,
			  struct wasl_http_response *res, struct wasl_err *err)
{
	(void)ctx;
	(void)req;
	return respond(res, SIZE / 2, err);
}

/* Begun, then refused: the source ends, the problem is answered. */
static wasl_status refused(void *ctx, const struct wasl_http_request *req,
			   struct wasl_http_response *res, struct wasl_err *err)
{
	(void)ctx;
	(void)req;
	check_ok(respond(res, UINT64_MAX, err));
	return wasl_fail(err, WASL_DENIED, "no");
}

static const struct wasl_http_route routes[] = {
	{.method = "GET", .pattern = "/whole", .handle = whole},
	{.method = "GET", .pattern = "/broken", .handle = broken},
	{.method = "GET", .pattern = "/refused", .handle = refused},
};

struct world {
	char path[64];
	struct wasl_http_server *server;
	struct wasl_http_target target;
};

static int begin(void **state)
{
	struct world *w = wasl_alloc(1, sizeof(*w));

	assert_non_null(w);
	snprintf(w->path, sizeof(w->path), "/tmp/wasl-stream-XXXXXX");
	assert_non_null(mkdtemp(w->path));
	strncat(w->path, "/s", sizeof(w->path) - strlen(w->path) - 1);
	w->server = server_start(&(struct wasl_http_server_options){
		.unix_path = w->path,
		.routes = routes,
		.routes_n = sizeof(routes) / sizeof(routes[0]),
		.ctx = w,
		.threads = 2,
	});
	w->target = (struct wasl_http_target){.base = "http://localhost",
					      .unix_path = w->path};
	ended = 0;
	*state = w;
	return 0;
}

static int finish(void **state)
{
	struct world *w = *state;

	wasl_http_server_stop(w->server);
	assert_int_equal(ended, 1);
	*strrchr(w->path, '/') = '\0';
	assert_int_equal(rmdir(w->path), 0);
	wasl_free(w);
	return 0;
}

/* What a sink has taken. */
struct taken {
	uint64_t n;
	uint64_t enough; /* takes no more behind it */
	bool good;
};

static bool take(void *ctx, wasl_bytes part)
{
	struct taken *t = ctx;

	if (t->n >= t->enough)
		return false;
	for (size_t i = 0; i < part.n; i++)
		t->good = t->good && part.p[i] == byte_at(t->n + i);
	t->n += part.n;
	return true;
}

static wasl_status fetch(struct world *w, const char *path, struct taken *t,
			 uint64_t max, struct wasl_http_answer *a)
{
	const struct wasl_http_ask ask = {
		.method = "GET",
		.path = path,
		.answer_max = 4096,
		.sink = take,
		.sink_ctx = t,
		.sink_max = max,
	};

	t->good = true;
	t->enough = t->enough == 0 ? UINT64_MAX : t->enough;
	return wasl_http_call(a, &w->target, &ask, NULL, NULL);
}

static void test_http_stream__all_of_it_goes_through(void **state)
{
	struct wasl_http_answer a;
	struct taken t = {0};

	check_ok(fetch(*state, "/whole", &t, SIZE, &a));
	assert_int_equal(a.status, 200);
	assert_int_equal(a.n, 0);
	assert_int_equal(t.n, SIZE);
	assert_true(t.good);
	wasl_http_answer_deinit(&a);
}

static void test_http_stream__a_source_that_fails_is_seen(void **state)
{
	struct wasl_http_answer a;
	struct taken t = {0};

	check_status(fetch(*state, "/broken", &t, SIZE, &a), WASL_GONE);
	assert_true(t.good && t.n < SIZE);
}

static void test_http_stream__more_than_allowed_is_refused(void **state)
{
	struct wasl_http_answer a;
	struct taken t = {0};

	check_status(fetch(*state, "/whole", &t, SIZE - 1, &a), WASL_TOO_BIG);
}

static void test_http_stream__a_sink_may_end_it(void **state)
{
	struct wasl_http_answer a;
	struct taken t = {.enough = 1000};

	check_status(fetch(*state, "/whole", &t, SIZE, &a), WASL_IO);
}

static void test_http_stream__a_refusal_is_no_part_of_it(void **state)
{
	struct wasl_http_answer a;
	struct taken t = {0};

	check_ok(fetch(*state, "/refused", &t, SIZE, &a));
	assert_int_equal(a.status, 403);
	assert_string_equal(a.type, WASL_HTTP_PROBLEM_TYPE);
	assert_int_equal(t.n, 0);
	assert_true(a.n > 0);
	wasl_http_answer_deinit(&a);
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, begin, finish)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_WORLD(test_http_stream__all_of_it_goes_through),
		IN_WORLD(test_http_stream__a_source_that_fails_is_seen),
		IN_WORLD(test_http_stream__more_than_allowed_is_refused),
		IN_WORLD(test_http_stream__a_sink_may_end_it),
		IN_WORLD(test_http_stream__a_refusal_is_no_part_of_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
