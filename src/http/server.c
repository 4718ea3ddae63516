#include "http/server.h"

#include "base/alloc.h"
#include "http/feed.h"
#include "http/listen.h"

#include <limits.h>
#include <unistd.h>

#include "base/banned.h"

/* Request line and headers of one connection, and the library's own needs. */
#define HEADERS_BYTES_MAX ((size_t)32 * 1024)

/* TLS 1.3 alone, with the algorithms that GnuTLS calls normal. */
#define PRIORITIES "NORMAL:-VERS-ALL:+VERS-TLS1.3"

/* The target is parsed by uri.c; the library must not touch it. */
static size_t leave_alone(void *cls, struct MHD_Connection *mhd, char *s)
{
	(void)cls;
	(void)mhd;
	return strlen(s);
}

static unsigned or_default(unsigned value, unsigned otherwise)
{
	return value != 0 ? value : otherwise;
}

static void fill_defaults(struct wasl_http_server_options *o)
{
	o->threads = or_default(o->threads, WASL_HTTP_THREADS);
	o->connections = or_default(o->connections, WASL_HTTP_CONNECTIONS);
	o->connections_per_ip =
		or_default(o->connections_per_ip, WASL_HTTP_PER_IP);
	o->header_ms = or_default(o->header_ms, WASL_HTTP_HEADER_MS);
	o->idle_ms = or_default(o->idle_ms, WASL_HTTP_IDLE_MS);
	o->min_rate = or_default(o->min_rate, WASL_HTTP_MIN_RATE);
	if (o->bodies_max == 0)
		o->bodies_max = WASL_HTTP_BODIES_MAX;
}

static wasl_status listen_on(struct wasl_http_server *s, struct wasl_err *err)
{
	const char *path = s->o.unix_path;

	if (path == NULL)
		return http_listen_tcp(&s->fd, &s->port, s->o.address,
				       s->o.port, err);
	s->unix_path = wasl_strndup(path, strlen(path));
	if (s->unix_path == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "out of memory");
	return http_listen_unix(&s->fd, path, err);
}

/* The library stores functions as numbers or as object pointers. */
#define NUMBER(function)  ((intptr_t)(function))
#define POINTER(function) ((void *)(uintptr_t)(function))
/* raw: its type has no const; it only reads. */
#define PEM(text) ((void *)(uintptr_t)(text))

static wasl_status start_daemon(struct wasl_http_server *s,
				struct wasl_err *err)
{
	const struct wasl_http_server_options *o = &s->o;
	unsigned flags =
		MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME |
		(o->tls != NULL || o->pem_cert != NULL ? MHD_USE_TLS : 0);
	static char priorities[] = PRIORITIES;
	struct MHD_OptionItem all[] = {
		{MHD_OPTION_LISTEN_SOCKET, s->fd, NULL},
		{MHD_OPTION_THREAD_POOL_SIZE, (intptr_t)o->threads, NULL},
		/* Each thread may have them all: our own limit is exact. */
		{MHD_OPTION_CONNECTION_LIMIT,
		 (intptr_t)(o->connections + 1) * (intptr_t)o->threads, NULL},
		{MHD_OPTION_PER_IP_CONNECTION_LIMIT,
		 o->connections_per_ip == UINT_MAX
			 ? 0
			 : (intptr_t)o->connections_per_ip,
		 NULL},
		{MHD_OPTION_CONNECTION_MEMORY_LIMIT, HEADERS_BYTES_MAX, NULL},
		{MHD_OPTION_CONNECTION_TIMEOUT, 0, NULL},
		{MHD_OPTION_STRICT_FOR_CLIENT, 1, NULL},
		{MHD_OPTION_UNESCAPE_CALLBACK, NUMBER(leave_alone), NULL},
		{MHD_OPTION_URI_LOG_CALLBACK, NUMBER(http_serve_target), s},
		{MHD_OPTION_NOTIFY_COMPLETED, NUMBER(http_serve_completed), s},
		{MHD_OPTION_NOTIFY_CONNECTION, NUMBER(http_handshake_conn), s},
		{MHD_OPTION_END, 0, NULL},
		{MHD_OPTION_END, 0, NULL},
		{MHD_OPTION_END, 0, NULL},
		{MHD_OPTION_END, 0, NULL},
	};
	size_t n = sizeof(all) / sizeof(all[0]) - 4;

	if ((flags & MHD_USE_TLS) != 0)
		all[n++] = (struct MHD_OptionItem){MHD_OPTION_HTTPS_PRIORITIES,
						   0, priorities};
	if (o->tls != NULL)
		all[n] = (struct MHD_OptionItem){
			MHD_OPTION_HTTPS_CERT_CALLBACK2, 0,
			POINTER(http_handshake_cert)};
	if (o->pem_cert != NULL) {
		all[n++] = (struct MHD_OptionItem){MHD_OPTION_HTTPS_MEM_CERT, 0,
						   PEM(o->pem_cert)};
		all[n] = (struct MHD_OptionItem){MHD_OPTION_HTTPS_MEM_KEY, 0,
						 PEM(o->pem_key)};
	}
	s->daemon = MHD_start_daemon(flags, 0, NULL, NULL, http_serve, s,
				     MHD_OPTION_ARRAY, all, MHD_OPTION_END);
	if (s->daemon == NULL)
		return wasl_fail(err, WASL_IO, "the HTTP library refuses");
	return WASL_OK;
}

static wasl_status start(struct wasl_http_server *s, struct wasl_err *err)
{
	if (s->o.tls != NULL)
		WASL_TRY(wasl_http_server_identity(s, s->o.tls, err));
	WASL_TRY(listen_on(s, err));
	s->conns.server = s;
	s->conns.cap = s->o.connections;
	s->conns.header_ms = s->o.header_ms;
	s->conns.idle_ms = s->o.idle_ms;
	s->conns.min_rate = s->o.min_rate;
	WASL_TRY(http_conns_start(&s->conns, err));
	return start_daemon(s, err);
}

wasl_status
wasl_http_server_start(struct wasl_http_server **out,
		       const struct wasl_http_server_options *options,
		       struct wasl_err *err)
{
	struct wasl_http_server *s = wasl_alloc(1, sizeof(*s));
	wasl_status status;

	*out = NULL;
	if (s == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "out of memory");
	s->o = *options;
	s->fd = -1;
	http_streams_init(&s->streams);
	fill_defaults(&s->o);
	status = start(s, err);
	if (status != WASL_OK) {
		wasl_err_prefix(err, "listen");
		wasl_http_server_stop(s);
		return status;
	}
	*out = s;
	return WASL_OK;
}

void wasl_http_server_stop(struct wasl_http_server *s)
{
	if (s == NULL)
		return;
	http_streams_stop(&s->streams);
	/* Ours is the listening socket until the library has taken it. */
	if (s->daemon != NULL)
		MHD_stop_daemon(s->daemon);
	else if (s->fd >= 0)
		close(s->fd);
	http_conns_stop(&s->conns);
	if (s->unix_path != NULL && s->fd >= 0)
		unlink(s->unix_path);
	http_handshake_deinit(s);
	http_streams_deinit(&s->streams);
	wasl_free(s->unix_path);
	wasl_free(s);
}

uint16_t wasl_http_server_port(const struct wasl_http_server *server)
{
	return server->port;
}
