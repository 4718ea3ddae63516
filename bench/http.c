/* A small JSON answer: our server beside the bare HTTP library. */
#include "http/server.h"

#include "base/alloc.h"
#include "base/limits.h"

#include <arpa/inet.h>
#include <jansson.h>
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define WARM  2000
#define EACH  40000
#define ROUND 5

static json_t *document(void)
{
	return json_pack("{s:s, s:i, s:b, s:[s, s]}", "reference",
			 "MA-2026-ARR-000123", "waiting", 3, "ready", 1,
			 "roles", "operator", "duty");
}

/* --- bare ----------------------------------------------------------------- */

static enum MHD_Result bare(void *cls, struct MHD_Connection *mhd,
			    const char *url, const char *method,
			    const char *version, const char *upload,
			    size_t *upload_n, void **ctx)
{
	static int seen;
	struct MHD_Response *res;
	enum MHD_Result queued;
	json_t *v;
	char *text;

	(void)cls;
	(void)url;
	(void)method;
	(void)version;
	(void)upload;
	(void)upload_n;
	/* An answer to the first call would end the connection. */
	if (*ctx == NULL) {
		*ctx = &seen;
		return MHD_YES;
	}
	v = document();
	text = json_dumps(v, JSON_COMPACT);
	json_decref(v);
	if (text == NULL)
		return MHD_NO;
	res = MHD_create_response_from_buffer(strlen(text), text,
					      MHD_RESPMEM_MUST_FREE);
	MHD_add_response_header(res, "Content-Type", "application/json");
	MHD_add_response_header(res, "Cache-Control", "no-store");
	queued = MHD_queue_response(mhd, 200, res);
	MHD_destroy_response(res);
	return queued;
}

/* --- ours ----------------------------------------------------------------- */

static wasl_status ours(void *ctx, const struct wasl_http_request *req,
			struct wasl_http_response *res, struct wasl_err *err)
{
	json_t *v = document();
	char *text = wasl_alloc(512, 1);
	size_t n;

	(void)ctx;
	(void)req;
	if (text == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "the answer");
	n = json_dumpb(v, text, 512, JSON_COMPACT);
	json_decref(v);
	return wasl_http_respond_take(res, 200, "application/json",
				      (uint8_t *)text, n, err);
}

static const char *const headers[] = {"Cache-Control", "no-store", NULL};
static const struct wasl_http_route routes[] = {
	{.method = "GET", .pattern = "/v1/{what}", .handle = ours},
};

/* --- asking --------------------------------------------------------------- */

static double seconds(clockid_t clock)
{
	struct timespec at;

	clock_gettime(clock, &at);
	return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

/* A listening socket on a free port of the loopback. */
static int listen_on(uint16_t *port)
{
	struct sockaddr_in at = {.sin_family = AF_INET};
	socklen_t n = sizeof(at);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd < 0 || bind(fd, (struct sockaddr *)&at, n) != 0 ||
	    listen(fd, 64) != 0 ||
	    getsockname(fd, (struct sockaddr *)&at, &n) != 0)
		abort();
	*port = ntohs(at.sin_port);
	return fd;
}

static int connect_to(uint16_t port)
{
	struct sockaddr_in at = {.sin_family = AF_INET,
				 .sin_port = htons(port)};
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd < 0 || connect(fd, (struct sockaddr *)&at, sizeof(at)) != 0)
		abort();
	return fd;
}

static void ask(int fd)
{
	static const char text[] = "GET /v1/status HTTP/1.1\r\n"
				   "Host: localhost\r\nAccept: */*\r\n"
				   "User-Agent: bench\r\n\r\n";
	char answer[2048];
	size_t n = 0;

	if (send(fd, text, sizeof(text) - 1, 0) != sizeof(text) - 1)
		abort();
	do {
		ssize_t k = recv(fd, answer + n, sizeof(answer) - 1 - n, 0);

		if (k <= 0)
			abort();
		n += (size_t)k;
		answer[n] = '\0';
	} while (answer[n - 1] != '}');
}

/* The server's CPU a request, in microseconds: all but the asking thread's. */
static double measure(uint16_t port)
{
	int fd = connect_to(port);
	double all, mine;

	for (int i = 0; i < WARM; i++)
		ask(fd);
	all = seconds(CLOCK_PROCESS_CPUTIME_ID);
	mine = seconds(CLOCK_THREAD_CPUTIME_ID);
	for (int i = 0; i < EACH; i++)
		ask(fd);
	all = seconds(CLOCK_PROCESS_CPUTIME_ID) - all;
	mine = seconds(CLOCK_THREAD_CPUTIME_ID) - mine;
	close(fd);
	return (all - mine) * 1e6 / EACH;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

int main(void)
{
	struct wasl_http_server *server;
	uint16_t port;
	struct wasl_err err;
	double of_bare[ROUND], of_ours[ROUND], ratio[ROUND];
	struct MHD_Daemon *daemon = MHD_start_daemon(
		MHD_USE_EPOLL_INTERNAL_THREAD, 0, NULL, NULL, bare, NULL,
		MHD_OPTION_LISTEN_SOCKET, listen_on(&port),
		MHD_OPTION_THREAD_POOL_SIZE, 2U, MHD_OPTION_END);
	const struct wasl_http_server_options options = {
		.address = "127.0.0.1",
		.routes = routes,
		.routes_n = 1,
		.threads = 2,
		.answer_headers = headers,
	};

	if (daemon == NULL ||
	    wasl_http_server_start(&server, &options, &err) != WASL_OK)
		return 1;
	for (int i = 0; i < ROUND; i++) {
		of_bare[i] = measure(port);
		of_ours[i] = measure(wasl_http_server_port(server));
		ratio[i] = of_ours[i] / of_bare[i];
	}
	qsort(of_bare, ROUND, sizeof(double), by_size);
	qsort(of_ours, ROUND, sizeof(double), by_size);
	qsort(ratio, ROUND, sizeof(double), by_size);
	printf("%d rounds of %d requests, server CPU a request (median)\n",
	       ROUND, EACH);
	printf("bare library  %6.2f us\nours          %6.2f us\n"
	       "ratio         %6.2f (limit 1.5)\n",
	       of_bare[ROUND / 2], of_ours[ROUND / 2], ratio[ROUND / 2]);
	wasl_http_server_stop(server);
	MHD_stop_daemon(daemon);
	return 0;
}
