#include "http/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/banned.h"

#define BACKLOG 511

static wasl_status os_fail(struct wasl_err *err, const char *what)
{
	return wasl_fail(err, errno == EADDRINUSE ? WASL_CONFLICT : WASL_IO,
			 "%s: %s", what, strerror(errno));
}

static bool parse_address(struct sockaddr_storage *out, socklen_t *n,
			  const char *address, uint16_t port)
{
	struct sockaddr_in v4 = {.sin_family = AF_INET,
				 .sin_port = htons(port)};
	struct sockaddr_in6 v6 = {.sin6_family = AF_INET6,
				  .sin6_port = htons(port)};

	if (inet_pton(AF_INET, address, &v4.sin_addr) == 1) {
		memcpy(out, &v4, sizeof(v4));
		*n = sizeof(v4);
		return true;
	}
	if (inet_pton(AF_INET6, address, &v6.sin6_addr) != 1)
		return false;
	memcpy(out, &v6, sizeof(v6));
	*n = sizeof(v6);
	return true;
}

static uint16_t bound_port(int fd)
{
	union {
		struct sockaddr any;
		struct sockaddr_in v4;
		struct sockaddr_in6 v6;
	} at = {0};
	socklen_t n = sizeof(at);

	wasl_assert(getsockname(fd, &at.any, &n) == 0);
	return ntohs(at.any.sa_family == AF_INET ? at.v4.sin_port
						 : at.v6.sin6_port);
}

wasl_status http_listen_tcp(int *fd, uint16_t *port, const char *address,
			    uint16_t wanted, struct wasl_err *err)
{
	struct sockaddr_storage at;
	const int on = 1;
	socklen_t n;
	int s;

	if (!parse_address(&at, &n, address, wanted))
		return wasl_fail(err, WASL_USAGE, "%s: not a numeric address",
				 address);
	s = socket(at.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (s < 0)
		return os_fail(err, address);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (bind(s, (const struct sockaddr *)&at, n) != 0 ||
	    listen(s, BACKLOG) != 0) {
		wasl_status status = os_fail(err, address);

		close(s);
		return status;
	}
	*port = bound_port(s);
	*fd = s;
	return WASL_OK;
}

static int unix_socket(void)
{
	return socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
}

/* A socket file that a crash left behind may go; a living one may not. */
static wasl_status remove_stale(const struct sockaddr_un *at,
				struct wasl_err *err)
{
	struct stat st;
	int s;
	int rc;

	if (lstat(at->sun_path, &st) != 0)
		return errno == ENOENT ? WASL_OK : os_fail(err, at->sun_path);
	if (!S_ISSOCK(st.st_mode))
		return wasl_fail(err, WASL_CONFLICT,
				 "%s: exists and is no socket", at->sun_path);
	s = unix_socket();
	if (s < 0)
		return os_fail(err, at->sun_path);
	rc = connect(s, (const struct sockaddr *)at, sizeof(*at));
	if (rc != 0 && errno == ECONNREFUSED)
		rc = unlink(at->sun_path);
	else
		rc = -1;
	close(s);
	if (rc != 0)
		return wasl_fail(err, WASL_CONFLICT, "%s: in use",
				 at->sun_path);
	return WASL_OK;
}

wasl_status http_listen_unix(int *fd, const char *path, struct wasl_err *err)
{
	struct sockaddr_un at = {.sun_family = AF_UNIX};
	int s;

	if (strlen(path) >= sizeof(at.sun_path))
		return wasl_fail(err, WASL_USAGE,
				 "%s: longer than a socket's path can be",
				 path);
	memcpy(at.sun_path, path, strlen(path));
	WASL_TRY(remove_stale(&at, err));
	s = unix_socket();
	if (s < 0)
		return os_fail(err, path);
	/* Nobody can connect before listen, so the mode is there in time. */
	if (bind(s, (const struct sockaddr *)&at, sizeof(at)) != 0 ||
	    chmod(path, 0660) != 0 || listen(s, BACKLOG) != 0) {
		wasl_status status = os_fail(err, path);

		close(s);
		return status;
	}
	*fd = s;
	return WASL_OK;
}
