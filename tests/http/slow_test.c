#include "support.h"

#include <dirent.h>
#include <poll.h>
#include <semaphore.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define SLOW	    200
#define SHORT_MS    400		 /* deadlines that a test waits for */
#define NEVER_MS    3600000	 /* deadlines that no test lives to see */
#define PATIENCE_MS (120 * 1000) /* what comes, comes by then */

static const char get[] =
	"GET /echo?q=x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
static const char half_headers[] = "GET /echo HTTP/1.1\r\nHo";
static const char half_body[] = "POST /echo HTTP/1.1\r\nHost: a\r\n"
				"Content-Length: 100\r\n\r\nxx";

static struct wasl_http_server *
slow_start(unsigned connections, unsigned header_ms, unsigned min_rate)
{
	return server_start(&(struct wasl_http_server_options){
		.address = "127.0.0.1",
		.routes = test_routes,
		.routes_n = test_routes_n,
		.threads = 2,
		.connections = connections,
		.connections_per_ip = UINT32_MAX,
		.header_ms = header_ms,
		.idle_ms = header_ms,
		.min_rate = min_rate,
	});
}

static uint64_t now_ms(void)
{
	struct timespec at;

	clock_gettime(CLOCK_MONOTONIC, &at);
	return (uint64_t)at.tv_sec * 1000 + (uint64_t)at.tv_nsec / 1000000;
}

static void open_slow(int fds[static SLOW], uint16_t port)
{
	for (int i = 0; i < SLOW; i++) {
		fds[i] = connect_to(port);
		if (i % 2 == 0)
			send_all(fds[i], half_headers,
				 sizeof(half_headers) - 1);
		else
			send_all(fds[i], half_body, sizeof(half_body) - 1);
	}
}

static void close_all(const int fds[static SLOW])
{
	for (int i = 0; i < SLOW; i++)
		close(fds[i]);
}

/* Nobody's time is over yet: who is answered did not wait for the slow ones. */
static void answer_all(uint16_t port)
{
	char answer[1024];

	for (int i = 0; i < 20; i++)
		assert_int_equal(
			raw(port, get, sizeof(get) - 1, answer, sizeof(answer)),
			200);
}

/* Room for all: the slow ones must not keep the threads busy. */
static void test_http_slow__200_slow_ones_stop_nobody(void **state)
{
	struct wasl_http_server *server = slow_start(1024, NEVER_MS, 1024);
	uint16_t port = wasl_http_server_port(server);
	int fds[SLOW];

	(void)state;
	open_slow(fds, port);
	answer_all(port);
	close_all(fds);
	wasl_http_server_stop(server);
}

/* Room for 64: those that wait for headers make room for newcomers. */
static void test_http_slow__a_full_house_makes_room(void **state)
{
	struct wasl_http_server *server = slow_start(64, NEVER_MS, 1024);
	uint16_t port = wasl_http_server_port(server);
	int fds[SLOW];

	(void)state;
	for (int i = 0; i < SLOW; i++) {
		fds[i] = connect_to(port);
		send_all(fds[i], half_headers, sizeof(half_headers) - 1);
	}
	answer_all(port);
	close_all(fds);
	wasl_http_server_stop(server);
}

/* Whether the server hangs up, fed a byte every 20 ms meanwhile. */
static bool hangs_up(int fd)
{
	uint64_t end = now_ms() + PATIENCE_MS;

	while (now_ms() < end) {
		struct pollfd p = {.fd = fd, .events = POLLIN};
		char answer[256];

		if (poll(&p, 1, 20) > 0 &&
		    recv(fd, answer, sizeof(answer), 0) <= 0)
			return true;
		if (send(fd, "x", 1, MSG_NOSIGNAL) < 0)
			return true;
	}
	return false;
}

static void test_http_slow__trickled_headers_meet_the_deadline(void **state)
{
	struct wasl_http_server *server = slow_start(16, SHORT_MS, 1024);
	int fd = connect_to(wasl_http_server_port(server));

	(void)state;
	send_all(fd, half_headers, sizeof(half_headers) - 1);
	assert_true(hangs_up(fd));
	close(fd);
	wasl_http_server_stop(server);
}

static void test_http_slow__a_trickled_body_meets_its_deadline(void **state)
{
	/* 100 bytes at a megabyte a second and SHORT_MS of grace. */
	struct wasl_http_server *server = slow_start(16, SHORT_MS, 1024 * 1024);
	static const char post[] = "POST /echo HTTP/1.1\r\nHost: a\r\n"
				   "Content-Length: 100000\r\n\r\n";
	int fd = connect_to(wasl_http_server_port(server));

	(void)state;
	send_all(fd, post, sizeof(post) - 1);
	assert_true(hangs_up(fd));
	close(fd);
	wasl_http_server_stop(server);
}

/* Descriptors of this process, the server's ends among them. */
static size_t descriptors(void)
{
	DIR *dir = opendir("/proc/self/fd");
	size_t n = 0;

	assert_non_null(dir);
	while (readdir(dir) != NULL)
		n++;
	closedir(dir);
	return n;
}

/* Read a byte every 20 ms until the server has let go of its end: there are
 * only `alone` descriptors left. Then all there is; returns how much. */
static size_t sip(int fd, size_t alone)
{
	static char much[1024 * 1024];
	uint64_t end = now_ms() + PATIENCE_MS;
	size_t all = 0;
	ssize_t n;

	do {
		poll(NULL, 0, 20);
		n = recv(fd, much, 1, 0);
		all += n > 0;
	} while (n > 0 && descriptors() > alone && now_ms() < end);
	while (n > 0) {
		n = recv(fd, much, sizeof(much), 0);
		all += n > 0 ? (size_t)n : 0;
	}
	return all;
}

static void test_http_slow__an_unread_answer_meets_its_deadline(void **state)
{
	struct wasl_http_server *server = slow_start(16, SHORT_MS, UINT32_MAX);
	static const char big[] =
		"GET /big/90000000 HTTP/1.1\r\nHost: a\r\n\r\n";
	size_t before = descriptors();
	int fd = connect_to(wasl_http_server_port(server));

	(void)state;
	send_all(fd, big, sizeof(big) - 1);
	assert_in_range(sip(fd, before + 1), 1, 80000000);
	close(fd);
	wasl_http_server_stop(server);
}

static void test_http_slow__a_resting_connection_is_closed(void **state)
{
	struct wasl_http_server *server = slow_start(16, SHORT_MS, 1024);
	static const char keep[] = "GET /echo?q=x HTTP/1.1\r\nHost: a\r\n\r\n";
	int fd = connect_to(wasl_http_server_port(server));
	struct pollfd p = {.fd = fd, .events = POLLIN};
	char answer[1024];

	(void)state;
	send_all(fd, keep, sizeof(keep) - 1);
	assert_int_equal(read_answer(fd, answer, sizeof(answer)), 200);
	assert_int_equal(poll(&p, 1, PATIENCE_MS), 1);
	assert_int_equal(recv(fd, answer, sizeof(answer), 0), 0);
	close(fd);
	wasl_http_server_stop(server);
}

struct gate {
	sem_t entered, open;
};

static wasl_status held(void *ctx, const struct wasl_http_request *req,
			struct wasl_http_response *res, struct wasl_err *err)
{
	struct gate *gate = ctx;

	(void)req;
	sem_post(&gate->entered);
	while (sem_wait(&gate->open) != 0)
		;
	return wasl_http_respond(res, 200, "text/plain", (wasl_bytes){0}, err);
}

static const char held_get[] = "GET /held HTTP/1.1\r\nHost: a\r\n\r\n";

/* Who keeps the thread is answered and gone. */
static void let_go(struct gate *gate, int fd)
{
	char answer[1024];

	sem_post(&gate->open);
	assert_int_equal(read_answer(fd, answer, sizeof(answer)), 200);
	close(fd);
}

/* Whether fd's request came to the thread before its time was over. */
static bool entered(struct gate *gate, struct pollfd *fd)
{
	do {
		if (sem_trywait(&gate->entered) == 0)
			return true;
	} while (poll(fd, 1, 5) == 0);
	return false;
}

/* b is taken in, then a, which keeps the thread. False: this machine took so
 * long that the time of one was over before; both are gone again. */
static bool both_are_in(struct pollfd *b, struct pollfd *a, struct gate *gate,
			uint16_t port)
{
	*b = (struct pollfd){.fd = connect_to(port), .events = POLLIN};
	*a = (struct pollfd){.fd = connect_to(port), .events = POLLIN};
	send_all(a->fd, held_get, sizeof(held_get) - 1);
	if (!entered(gate, a))
		close(a->fd);
	else if (poll(b, 1, 0) == 0)
		return true;
	else
		let_go(gate, a->fd);
	close(b->fd);
	return false;
}

/* The one thread is busy for longer than headers may take. */
static void test_http_slow__who_has_asked_waits_for_us(void **state)
{
	static const struct wasl_http_route routes[] = {
		{.method = "GET", .pattern = "/held", .handle = held}};
	struct wasl_http_server *server;
	struct gate gate;
	struct pollfd a, b;
	char answer[1024];

	(void)state;
	sem_init(&gate.entered, 0, 0);
	sem_init(&gate.open, 0, 0);
	server = server_start(&(struct wasl_http_server_options){
		.address = "127.0.0.1",
		.routes = routes,
		.routes_n = 1,
		.ctx = &gate,
		.threads = 1,
		.header_ms = 100,
	});
	while (!both_are_in(&b, &a, &gate, wasl_http_server_port(server)))
		continue;
	send_all(b.fd, held_get, sizeof(held_get) - 1);
	assert_int_equal(poll(&b, 1, 1000), 0);
	let_go(&gate, a.fd);
	sem_post(&gate.open);
	assert_int_equal(read_answer(b.fd, answer, sizeof(answer)), 200);
	close(b.fd);
	wasl_http_server_stop(server);
	sem_destroy(&gate.entered);
	sem_destroy(&gate.open);
}

static void test_http_slow__one_address_gets_its_share(void **state)
{
	struct wasl_http_server *server =
		server_start(&(struct wasl_http_server_options){
			.address = "127.0.0.1",
			.routes = test_routes,
			.routes_n = test_routes_n,
			.threads = 1,
			.connections_per_ip = 2,
		});
	uint16_t port = wasl_http_server_port(server);
	int a = connect_to(port);
	int b = connect_to(port);
	char answer[1024];

	(void)state;
	send_all(a, half_headers, sizeof(half_headers) - 1);
	send_all(b, half_headers, sizeof(half_headers) - 1);
	assert_int_equal(
		raw(port, get, sizeof(get) - 1, answer, sizeof(answer)), 0);
	close(a);
	close(b);
	wasl_http_server_stop(server);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_http_slow__200_slow_ones_stop_nobody),
		cmocka_unit_test(test_http_slow__a_full_house_makes_room),
		cmocka_unit_test(
			test_http_slow__trickled_headers_meet_the_deadline),
		cmocka_unit_test(
			test_http_slow__a_trickled_body_meets_its_deadline),
		cmocka_unit_test(
			test_http_slow__an_unread_answer_meets_its_deadline),
		cmocka_unit_test(
			test_http_slow__a_resting_connection_is_closed),
		cmocka_unit_test(test_http_slow__who_has_asked_waits_for_us),
		cmocka_unit_test(test_http_slow__one_address_gets_its_share),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
