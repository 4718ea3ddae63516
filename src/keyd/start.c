/* The start and the end of keyd: fork, open, serve; stop. */
#include "base/alloc.h"
#include "crypto/crypto.h"
#include "keyd/call.h"
#include "keyd/locked.h"
#include "keyd/sandbox.h"
#include "keyd/server.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define LOCK_FILE "keyd.lock"

static wasl_status failed(struct wasl_err *err, const char *what)
{
	return wasl_fail(err, WASL_IO, "keyd: %s: %s", what, strerror(errno));
}

/* --- in keyd ------------------------------------------------------------- */

static int64_t real_now(void *ctx)
{
	struct timespec now;

	(void)ctx;
	clock_gettime(CLOCK_REALTIME, &now);
	return now.tv_sec;
}

static uint64_t monotonic_ms(void *ctx)
{
	struct timespec now;

	(void)ctx;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

/* Pauses of 20 ms while the keyd of a killed node may still be ending. */
#define LOCK_TRIES    150
#define LOCK_PAUSE_MS 20

/* One keyd a directory: two would sign two histories. The lock goes with the
 * process, however it ends; a killed node's keyd may end after it, so that a
 * start right behind waits for it. */
static wasl_status take_lock(int dir, struct wasl_err *err)
{
	int fd = openat(dir, LOCK_FILE, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	bool held = true;
	wasl_status status;

	if (fd < 0)
		return failed(err, LOCK_FILE);
	for (int i = 0; held && i < LOCK_TRIES; i++) {
		if (i > 0)
			(void)poll(NULL, 0, LOCK_PAUSE_MS);
		if (flock(fd, LOCK_EX | LOCK_NB) == 0)
			return WASL_OK;
		held = errno == EWOULDBLOCK;
	}
	status = held ? wasl_fail(err, WASL_CONFLICT,
				  "keyd: another one runs on this directory")
		      : failed(err, LOCK_FILE);
	close(fd);
	return status;
}

/* Files of a new node: the heads first, so that keys always have heads. */
static wasl_status create(struct wasl_vault *vault, int *heads, int dir,
			  const struct wasl_keyd_options *options,
			  wasl_bytes passphrase, struct wasl_err *err)
{
	struct wasl_argon cost =
		options->cost.passes == 0 ? WASL_ARGON_DEFAULT : options->cost;

	if (faccessat(dir, WASL_VAULT_FILE, F_OK, 0) == 0)
		return wasl_fail(err, WASL_EXISTS,
				 "keys: there is a " WASL_VAULT_FILE
				 " already");
	WASL_TRY(wasl_heads_create(heads, dir, err));
	return wasl_vault_create(vault, dir, wasl_text_of(options->create),
				 passphrase, cost, err);
}

static wasl_status open_files(struct wasl_vault *vault, int *heads,
			      const struct wasl_keyd_options *options,
			      uint8_t *space, struct wasl_err *err)
{
	int dir = open(options->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	wasl_bytes passphrase = {space, 0};
	wasl_status status;

	if (dir < 0)
		return failed(err, options->dir);
	status = take_lock(dir, err);
	if (status == WASL_OK)
		status = wasl_passphrase_read(space, &passphrase.n,
					      &options->passphrase,
					      options->create != NULL, err);
	if (status == WASL_OK && options->create != NULL)
		status = create(vault, heads, dir, options, passphrase, err);
	else if (status == WASL_OK &&
		 (status = wasl_vault_open(vault, dir, passphrase, err)) ==
			 WASL_OK)
		status = wasl_heads_open(heads, dir, err);
	explicit_bzero(space, WASL_PASSPHRASE_MAX);
	close(dir);
	return status;
}

static wasl_status open_server(struct wasl_server **out, uint8_t **space,
			       const struct wasl_keyd_options *options,
			       struct wasl_err *err)
{
	const struct wasl_clock clock = {real_now, monotonic_ms, NULL};
	struct wasl_vault *vault;
	void *locked;
	int heads = -1;

	WASL_TRY(wasl_crypto_init(err));
	WASL_TRY(wasl_locked_new(&locked, 2 * WASL_KEYD_SPACE, err));
	*space = locked;
	WASL_TRY(wasl_vault_new(&vault, err));
	/* What an error leaves behind goes with the process. */
	WASL_TRY(open_files(vault, &heads, options, *space, err));
	return wasl_server_new(out, vault, heads, clock, err);
}

/* Answer one request; false when keyd must end. */
static bool answer_one(struct wasl_server *server, int fd, unsigned caps,
		       uint8_t *space)
{
	struct wasl_buf answer = {.p = space + WASL_KEYD_SPACE,
				  .cap = WASL_KEYD_SPACE};
	wasl_status status;
	wasl_bytes fields;
	uint16_t number;

	if (wasl_frame_receive(fd, &number, &fields, space, NULL) != WASL_OK)
		return false;
	status = wasl_server_answer(server, &answer, caps, number, fields);
	explicit_bzero(space, fields.n + sizeof(number));
	if (wasl_frame_send(fd, &answer, NULL) != WASL_OK)
		return false;
	explicit_bzero(answer.p, answer.n);
	/* Invariant 4 of server.h. */
	return status != WASL_IO && status != WASL_NO_SPACE;
}

/* TLS first, so that a handshake waits for one batch at most. */
static void serve(struct wasl_server *server, int main_fd, int tls_fd,
		  unsigned caps, uint8_t *space)
{
	struct pollfd fds[] = {{.fd = tls_fd, .events = POLLIN},
			       {.fd = main_fd, .events = POLLIN}};
	const unsigned each[] = {caps & WASL_KEYD_CAP_TLS,
				 caps & ~(unsigned)WASL_KEYD_CAP_TLS};

	for (;;) {
		if (poll(fds, 2, -1) < 0 && errno != EINTR)
			return;
		for (size_t i = 0; i < 2; i++)
			if (fds[i].revents != 0 &&
			    !answer_one(server, fds[i].fd, each[i], space))
				return;
	}
}

/* The answer to the start: OK, or why not. */
static bool report(int fd, wasl_status status, const struct wasl_err *why)
{
	uint8_t space[WASL_ERR_FIELD_MAX + WASL_ERR_TEXT_MAX + 16];
	struct wasl_buf buf = WASL_BUF(space);

	wasl_frame_begin(&buf, (uint16_t)status);
	if (status != WASL_OK)
		wasl_frame_put_err(&buf, why);
	return wasl_frame_send(fd, &buf, NULL) == WASL_OK && status == WASL_OK;
}

static int by_number(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

static _Noreturn void run(const struct wasl_keyd_options *options, pid_t parent,
			  int main_fd, int tls_fd)
{
	int keep[3] = {main_fd, tls_fd, main_fd};
	struct wasl_server *server = NULL;
	struct wasl_err err = {0};
	uint8_t *space = NULL;
	wasl_status status;

	if (options->passphrase.from == WASL_PASSPHRASE_FD)
		keep[2] = options->passphrase.fd;
	qsort(keep, 3, sizeof(keep[0]), by_number);
	status = wasl_sandbox_enter(parent, keep, 3, &err);
	if (status == WASL_OK)
		status = open_server(&server, &space, options, &err);
	/* keyd ends with its parent, not before it. */
	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	if (status == WASL_OK)
		status = wasl_sandbox_close(&err);
	if (report(main_fd, status, &err))
		serve(server, main_fd, tls_fd, options->caps, space);
	/* Memory goes with the process; nothing that exit() would run may
	 * touch what the parent shares. */
	_exit(status == WASL_OK ? 0 : 1);
}

/* --- in the parent ------------------------------------------------------- */

static wasl_status link_open(struct wasl_keyd_link *link, int *child,
			     struct wasl_err *err)
{
	void *space;
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
		return failed(err, "socketpair");
	link->fd = pair[0];
	*child = pair[1];
	WASL_TRY(wasl_locked_new(&space, WASL_KEYD_SPACE, err));
	link->space = space;
	return WASL_OK;
}

static void link_close(struct wasl_keyd_link *link)
{
	if (link->fd >= 0)
		close(link->fd);
	wasl_locked_free(link->space, WASL_KEYD_SPACE);
	pthread_mutex_destroy(&link->lock);
}

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static wasl_status fork_it(struct wasl_keyd *keyd,
			   const struct wasl_keyd_options *options,
			   struct wasl_err *err)
{
	int main_fd = -1, tls_fd = -1;
	pid_t parent = getpid();
	wasl_status status = link_open(&keyd->main, &main_fd, err);

	if (status == WASL_OK)
		status = link_open(&keyd->tls, &tls_fd, err);
	if (status == WASL_OK) {
		keyd->pid = fork();
		if (keyd->pid == 0)
			run(options, parent, main_fd, tls_fd);
		if (keyd->pid < 0)
			status = failed(err, "fork");
	}
	close_fd(&main_fd);
	close_fd(&tls_fd);
	/* Only keyd reads the passphrase. */
	if (options->passphrase.from == WASL_PASSPHRASE_FD)
		close(options->passphrase.fd);
	if (status != WASL_OK)
		return status;
	keyd->pidfd = (int)syscall(SYS_pidfd_open, keyd->pid, 0);
	return keyd->pidfd < 0 ? failed(err, "pidfd_open") : WASL_OK;
}

static wasl_status wait_ready(struct wasl_keyd *keyd, struct wasl_err *err)
{
	wasl_bytes fields;
	uint16_t number;

	if (wasl_frame_receive(keyd->main.fd, &number, &fields,
			       keyd->main.space, NULL) != WASL_OK)
		return wasl_fail(err, WASL_GONE,
				 "keyd: it ended while it started");
	return number == WASL_OK ? WASL_OK
				 : wasl_frame_err(err, number, fields);
}

wasl_status wasl_keyd_start(struct wasl_keyd **out,
			    const struct wasl_keyd_options *options,
			    struct wasl_err *err)
{
	struct wasl_keyd *keyd = wasl_alloc(1, sizeof(*keyd));
	wasl_status status;

	*out = NULL;
	if (keyd == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "keyd: out of memory");
	keyd->main.fd = keyd->tls.fd = keyd->pidfd = -1;
	pthread_mutex_init(&keyd->main.lock, NULL);
	pthread_mutex_init(&keyd->tls.lock, NULL);
	status = fork_it(keyd, options, err);
	if (status == WASL_OK)
		status = wait_ready(keyd, err);
	if (status != WASL_OK) {
		wasl_keyd_stop(keyd);
		return status;
	}
	*out = keyd;
	return WASL_OK;
}

void wasl_keyd_stop(struct wasl_keyd *keyd)
{
	if (keyd == NULL)
		return;
	link_close(&keyd->main);
	link_close(&keyd->tls);
	/* With its sockets gone keyd ends by itself. */
	if (keyd->pid > 0)
		while (waitpid(keyd->pid, NULL, 0) < 0 && errno == EINTR)
			;
	close_fd(&keyd->pidfd);
	wasl_free(keyd);
}

int wasl_keyd_fd(const struct wasl_keyd *keyd)
{
	return keyd->pidfd;
}

int wasl_keyd_pid(const struct wasl_keyd *keyd)
{
	return keyd->pid;
}
