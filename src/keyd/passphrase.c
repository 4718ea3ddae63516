#include "keyd/passphrase.h"

#include "crypto/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#define PATH_LEN_MAX 4096

static wasl_status failed(struct wasl_err *err, const char *what)
{
	return wasl_fail(err, WASL_IO, "passphrase: %s: %s", what,
			 strerror(errno));
}

/* Read to the end of `fd`, or to the first LF at a terminal. */
static wasl_status read_all(uint8_t *out, size_t *n, int fd, bool line,
			    struct wasl_err *err)
{
	*n = 0;
	for (;;) {
		uint8_t c;
		ssize_t got = read(fd, &c, 1);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return failed(err, "cannot read");
		if (got == 0 || (line && c == '\n'))
			break;
		if (*n == WASL_PASSPHRASE_MAX)
			return wasl_fail(err, WASL_TOO_BIG,
					 "passphrase: over %d bytes",
					 WASL_PASSPHRASE_MAX);
		out[(*n)++] = c;
	}
	if (*n > 0 && out[*n - 1] == '\n')
		(*n)--;
	if (*n == 0)
		return wasl_fail(err, WASL_USAGE, "passphrase: empty");
	return WASL_OK;
}

static wasl_status ask(uint8_t *out, size_t *n, int tty, const char *prompt,
		       struct wasl_err *err)
{
	struct termios before, quiet;
	wasl_status status;

	if (tcgetattr(tty, &before) != 0)
		return failed(err, "/dev/tty");
	quiet = before;
	quiet.c_lflag &= (tcflag_t)~ECHO;
	if (tcsetattr(tty, TCSAFLUSH, &quiet) != 0)
		return failed(err, "cannot turn off the echo");
	dprintf(tty, "%s", prompt);
	status = read_all(out, n, tty, true, err);
	dprintf(tty, "\n");
	if (tcsetattr(tty, TCSAFLUSH, &before) != 0 && status == WASL_OK)
		status = failed(err, "cannot turn on the echo");
	return status;
}

static wasl_status prompt(uint8_t *out, size_t *n, bool twice,
			  struct wasl_err *err)
{
	uint8_t again[WASL_PASSPHRASE_MAX];
	wasl_status status;
	size_t again_n;
	int tty = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);

	if (tty < 0)
		return failed(err, "no terminal to ask at: /dev/tty");
	status = ask(out, n, tty, "Passphrase of the node's keys: ", err);
	if (status == WASL_OK && twice) {
		status = ask(again, &again_n, tty, "Once more: ", err);
		if (status == WASL_OK &&
		    (again_n != *n || memcmp(out, again, *n) != 0))
			status = wasl_fail(err, WASL_USAGE,
					   "passphrase: the two differ");
		explicit_bzero(again, sizeof(again));
	}
	close(tty);
	return status;
}

static wasl_status open_credential(int *fd, const char *name,
				   struct wasl_err *err)
{
	const char *dir = getenv("CREDENTIALS_DIRECTORY");
	char path[PATH_LEN_MAX];
	int n;

	if (dir == NULL || name == NULL || strchr(name, '/') != NULL)
		return wasl_fail(err, WASL_IO,
				 "passphrase: no credential: "
				 "CREDENTIALS_DIRECTORY is not set");
	n = snprintf(path, sizeof(path), "%s/%s", dir, name);
	if (n < 0 || (size_t)n >= sizeof(path))
		return wasl_fail(err, WASL_IO, "passphrase: path too long");
	*fd = open(path, O_RDONLY | O_CLOEXEC);
	return *fd < 0 ? failed(err, path) : WASL_OK;
}

wasl_status wasl_passphrase_read(uint8_t *out, size_t *n,
				 const struct wasl_passphrase_source *source,
				 bool twice, struct wasl_err *err)
{
	int fd = source->fd;
	wasl_status status;

	*n = 0;
	switch (source->from) {
	case WASL_PASSPHRASE_PROMPT:
		return prompt(out, n, twice, err);
	case WASL_PASSPHRASE_CREDENTIAL:
		WASL_TRY(open_credential(&fd, source->name, err));
		break;
	case WASL_PASSPHRASE_FD:
		break;
	}
	status = read_all(out, n, fd, false, err);
	close(fd);
	return status;
}
