/* Answers without an end: woken, dropped, stopped. */
#include "support.h"

#include "base/alloc.h"

#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

/* More than the server has threads, by far. */
#define FEEDS 40

/* A feed of numbered lines, up to `upto`. */
struct line_feed {
	struct wasl_http_stream *stream;
	uint64_t at;
	bool flood; /* without end and without rest */
	bool ended;
};

static struct world {
	struct wasl_http_server *server;
	pthread_mutex_t lock;
	pthread_cond_t moved;
	struct line_feed feeds[FEEDS];
	size_t opened;
	size_t ended;
	uint64_t upto; /* lines that there are */
	bool over;
} w;

static size_t read_lines(void *ctx, uint8_t *out, size_t max, bool *over)
{
	struct line_feed *f = ctx;
	size_t n = 0;

	pthread_mutex_lock(&w.lock);
	if (f->flood) {
		n = max;
		memset(out, 'x', n);
	} else if (f->at < w.upto) {
		char line[32];

		n = (size_t)snprintf(line, sizeof(line), "%lu\n",
				     (unsigned long)f->at++);
		memcpy(out, line, n);
	} else {
		*over = w.over;
	}
	pthread_mutex_unlock(&w.lock);
	return n;
}

static void end_lines(void *ctx)
{
	struct line_feed *f = ctx;

	pthread_mutex_lock(&w.lock);
	assert_false(f->ended);
	f->ended = true;
	w.ended++;
	pthread_cond_broadcast(&w.moved);
	pthread_mutex_unlock(&w.lock);
}

static wasl_status lines(void *ctx, const struct wasl_http_request *req,
			 struct wasl_http_response *res, struct wasl_err *err)
{
	struct wasl_http_feed feed = {.read = read_lines, .end = end_lines};
	struct wasl_http_stream *stream;
	struct line_feed *f;

	(void)ctx;
	(void)req;
	pthread_mutex_lock(&w.lock);
	assert_true(w.opened < FEEDS);
	f = &w.feeds[w.opened];
	pthread_mutex_unlock(&w.lock);
	feed.ctx = f;
	check_ok(
		wasl_http_respond_feed(res, "text/plain", &feed, &stream, err));
	pthread_mutex_lock(&w.lock);
	f->stream = stream;
	w.opened++;
	pthread_cond_broadcast(&w.moved);
	pthread_mutex_unlock(&w.lock);
	return WASL_OK;
}

static wasl_status refused(void *ctx, const struct wasl_http_request *req,
			   struct wasl_http_response *res, struct wasl_err *err)
{
	check_ok(lines(ctx, req, res, err));
	return wasl_fail(err, WASL_DENIED, "no");
}

static wasl_status hello(void *ctx, const struct wasl_http_request *req,
			 struct wasl_http_response *res, struct wasl_err *err)
{
	(void)ctx;
	(void)req;
	return wasl_http_respond(res, 200, "text/plain",
				 wasl_bytes_of("hello", 5), err);
}

static const struct wasl_http_route routes[] = {
	{.method = "GET", .pattern = "/lines", .handle = lines},
	{.method = "GET", .pattern = "/refused", .handle = refused},
	{.method = "GET", .pattern = "/hello", .handle = hello},
};

static int begin(void **state)
{
	w = (struct world){0};
	pthread_mutex_init(&w.lock, NULL);
	pthread_cond_init(&w.moved, NULL);
	w.server = server_start(&(struct wasl_http_server_options){
		.address = "127.0.0.1",
		.routes = routes,
		.routes_n = sizeof(routes) / sizeof(routes[0]),
		.threads = 1,
		.header_ms = 1000,
		.min_rate = 1 << 20,
	});
	*state = &w;
	return 0;
}

/* Every feed ends once, at the latest with the server. */
static int finish(void **state)
{
	(void)state;
	wasl_http_server_stop(w.server);
	assert_int_equal(w.ended, w.opened);
	pthread_cond_destroy(&w.moved);
	pthread_mutex_destroy(&w.lock);
	return 0;
}

static int ask(const char *path)
{
	char text[128];
	int fd = connect_to(wasl_http_server_port(w.server));

	snprintf(text, sizeof(text), "GET %s HTTP/1.1\r\nHost: x\r\n\r\n",
		 path);
	send_all(fd, text, strlen(text));
	return fd;
}

/* Wait until `n` feeds were opened, or have ended. */
static void wait_for(const size_t *count, size_t n)
{
	pthread_mutex_lock(&w.lock);
	while (*count < n)
		pthread_cond_wait(&w.moved, &w.lock);
	pthread_mutex_unlock(&w.lock);
}

static int open_feed(void)
{
	size_t before = w.opened;
	int fd = ask("/lines");

	wait_for(&w.opened, before + 1);
	return fd;
}

/* Read to the line, or to the end of the connection. */
static bool read_to(int fd, const char *line)
{
	char got[4096];
	size_t n = 0;

	while (n < sizeof(got) - 1) {
		ssize_t k = recv(fd, got + n, sizeof(got) - 1 - n, 0);

		if (k <= 0)
			return false;
		n += (size_t)k;
		got[n] = '\0';
		if (strstr(got, line) != NULL)
			return true;
	}
	return false;
}

static void say_lines(uint64_t upto)
{
	pthread_mutex_lock(&w.lock);
	w.upto = upto;
	for (size_t i = 0; i < w.opened; i++)
		if (!w.feeds[i].ended)
			wasl_http_stream_wake(w.feeds[i].stream);
	pthread_mutex_unlock(&w.lock);
}

static void test_http_feed__what_is_there_comes_when_it_is_woken(void **state)
{
	int fd = open_feed();

	(void)state;
	say_lines(1);
	assert_true(read_to(fd, "0\n"));
	say_lines(2);
	assert_true(read_to(fd, "1\n"));
	close(fd);
}

static void test_http_feed__many_hold_no_thread(void **state)
{
	int fds[FEEDS], fd;
	char answer[512];

	(void)state;
	for (size_t i = 0; i < FEEDS; i++)
		fds[i] = open_feed();
	fd = ask("/hello");
	assert_int_equal(read_answer(fd, answer, sizeof(answer)), 200);
	say_lines(3);
	for (size_t i = 0; i < FEEDS; i++)
		assert_true(read_to(fds[i], "2\n"));
	for (size_t i = 0; i < FEEDS; i++)
		close(fds[i]);
	close(fd);
}

static void test_http_feed__sleeping_ones_end_with_the_server(void **state)
{
	int fd = open_feed();

	(void)state;
	say_lines(1);
	assert_true(read_to(fd, "0\n"));
	/* finish: it has ended. */
	close(fd);
}

static void test_http_feed__one_that_is_over_ends_in_order(void **state)
{
	int fd = open_feed();

	(void)state;
	pthread_mutex_lock(&w.lock);
	w.over = true;
	pthread_mutex_unlock(&w.lock);
	say_lines(1);
	assert_true(read_to(fd, "0\n\r\n0\r\n\r\n"));
	wait_for(&w.ended, 1);
	close(fd);
}

/* Others hear each word meanwhile, and afterwards. */
static void test_http_feed__who_does_not_read_is_cut(void **state)
{
	int slow = open_feed(), fd = open_feed();
	uint64_t n = 0;
	bool cut = false;

	(void)state;
	pthread_mutex_lock(&w.lock);
	w.feeds[0].flood = true;
	pthread_mutex_unlock(&w.lock);
	while (!cut) {
		char line[32];

		snprintf(line, sizeof(line), "%lu\n", (unsigned long)n);
		say_lines(++n);
		assert_true(read_to(fd, line));
		pthread_mutex_lock(&w.lock);
		cut = w.feeds[0].ended;
		pthread_mutex_unlock(&w.lock);
	}
	say_lines(n + 1);
	assert_true(read_to(fd, "\n"));
	assert_int_equal(w.ended, 1);
	close(slow);
	close(fd);
}

static void test_http_feed__who_is_gone_is_seen_at_the_next_word(void **state)
{
	int fd = open_feed();

	(void)state;
	say_lines(1);
	assert_true(read_to(fd, "0\n"));
	close(fd);
	/* The first write may still go into the void. */
	for (uint64_t n = 2; n < 1000 && w.ended == 0; n++) {
		say_lines(n);
		poll(NULL, 0, 1);
	}
	wait_for(&w.ended, 1);
}

static void test_http_feed__a_refusal_ends_it(void **state)
{
	char answer[512];
	int fd = ask("/refused");

	(void)state;
	assert_int_equal(read_answer(fd, answer, sizeof(answer)), 403);
	wait_for(&w.ended, 1);
	close(fd);
}

/* No wake is lost, whenever it comes. */
static void test_http_feed__every_wake_counts(void **state)
{
	int fd = open_feed();
	char line[32];

	(void)state;
	for (uint64_t n = 1; n <= 2000; n++) {
		say_lines(n);
		if (n % 50 != 0)
			continue;
		snprintf(line, sizeof(line), "%lu\n", (unsigned long)(n - 1));
		assert_true(read_to(fd, line));
	}
	close(fd);
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, begin, finish)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_WORLD(test_http_feed__what_is_there_comes_when_it_is_woken),
		IN_WORLD(test_http_feed__many_hold_no_thread),
		IN_WORLD(test_http_feed__sleeping_ones_end_with_the_server),
		IN_WORLD(test_http_feed__one_that_is_over_ends_in_order),
		IN_WORLD(test_http_feed__who_does_not_read_is_cut),
		IN_WORLD(test_http_feed__who_is_gone_is_seen_at_the_next_word),
		IN_WORLD(test_http_feed__a_refusal_ends_it),
		IN_WORLD(test_http_feed__every_wake_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
