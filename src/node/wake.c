#include "node/wake.h"

#include "base/alloc.h"
#include "node/log.h"
#include "node/state.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/eventfd.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

/* What a wake command did, as `escalation` has it. */
enum woke { WOKE_WELL = 2, WOKE_FAILED = 3 };

struct slot {
	bool wanted;
	uint64_t last_ms; /* when it was called; 0: never */
};

struct node_waker {
	struct wasl_node *node;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t cond;
	bool stop;
	int stop_fd; /* readable once it stops: ends a command that runs */
	struct slot slots[2][WASL_RUNGS_MAX];
};

static const struct wasl_rung *rung_of(const struct node_waker *w,
				       enum wasl_chain chain, size_t rung)
{
	const struct wasl_desk_config *desk = &w->node->config->desk;

	return chain == WASL_CHAIN_U0 ? &desk->u0[rung] : &desk->rungs[rung];
}

/* --- the command --------------------------------------------------------- */

static bool spawn(pid_t *pid, const struct wasl_rung *rung)
{
	char *const environment[] = {"PATH=/usr/bin:/bin", NULL};
	char words[WASL_WAKE_MAX];
	char *argv[WASL_WAKE_WORDS_MAX + 1] = {NULL};
	char *at = words;
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	sigset_t none, all;
	int error;

	wasl_assert(rung->wake_n > 0);
	memcpy(words, rung->wake, sizeof(words));
	for (size_t i = 0; i < rung->wake_n; i++) {
		argv[i] = at;
		at += strlen(at) + 1;
	}
	sigemptyset(&none);
	sigfillset(&all);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDWR, 0);
	posix_spawn_file_actions_adddup2(&files, 0, 1);
	posix_spawn_file_actions_adddup2(&files, 0, 2);
	posix_spawn_file_actions_addclosefrom_np(&files, 3);
	posix_spawnattr_init(&attr);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETPGROUP |
						POSIX_SPAWN_SETSIGMASK |
						POSIX_SPAWN_SETSIGDEF);
	posix_spawnattr_setsigmask(&attr, &none);
	posix_spawnattr_setsigdefault(&attr, &all);
	error = posix_spawn(pid, argv[0], &files, &attr, argv, environment);
	posix_spawnattr_destroy(&attr);
	posix_spawn_file_actions_destroy(&files);
	return error == 0;
}

/* Until it ends, its time is over, or the node stops. */
static bool await(const struct node_waker *w, pid_t pid)
{
	struct pollfd fds[2] = {{.fd = pidfd_open(pid, 0), .events = POLLIN},
				{.fd = w->stop_fd, .events = POLLIN}};
	int timeout_ms = (int)w->node->config->desk.wake_timeout * 1000;
	int status = 0;

	if (fds[0].fd >= 0) {
		(void)poll(fds, 2, timeout_ms);
		close(fds[0].fd);
	}
	if (fds[0].revents == 0)
		kill(-pid, SIGKILL);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		continue;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* --- its outcome --------------------------------------------------------- */

struct woke_job {
	struct node_job job;
	enum wasl_chain chain;
	const char *role;
	enum woke woke;
};

static wasl_status woke_run(struct wasl_node *node, struct store_tx *tx,
			    struct node_job *job)
{
	struct woke_job *woke = (struct woke_job *)job;

	(void)node;
	return wasl_store_exec(tx, WASL_SQL_ESCALATION_WOKE, &job->err,
			       WASL_ARGS(wasl_arg_int(woke->chain),
					 wasl_arg_str(woke->role),
					 wasl_arg_int(woke->woke)));
}

static void woke_after(struct wasl_node *node, struct node_job *job)
{
	(void)node;
	wasl_free(job);
}

static void keep(struct node_waker *w, enum wasl_chain chain, const char *role,
		 bool well)
{
	struct woke_job *job = wasl_alloc(1, sizeof(*job));

	if (job == NULL)
		return;
	*job = (struct woke_job){
		.job = {.run = woke_run, .after = woke_after, .internal = true},
		.chain = chain,
		.role = role,
		.woke = well ? WOKE_WELL : WOKE_FAILED,
	};
	if (node_writer_submit(w->node->writer, &job->job, NULL) != WASL_OK)
		wasl_free(job);
}

static void call(struct node_waker *w, enum wasl_chain chain, size_t rung)
{
	const struct wasl_rung *r = rung_of(w, chain, rung);
	const char *role = wasl_role_name(r->role);
	pid_t pid;
	bool well = spawn(&pid, r) && await(w, pid);

	if (well)
		node_log(wake_called, NODE_T("role", role),
			 NODE_I("rung", rung + 1));
	else
		node_log(wake_failed, NODE_T("role", role),
			 NODE_I("rung", rung + 1));
	keep(w, chain, role, well);
}

/* --- the thread ---------------------------------------------------------- */

/* The next that is wanted and whose gap is over; else when that will be. */
static bool next_slot(struct node_waker *w, enum wasl_chain *chain,
		      size_t *rung, uint64_t *wait_ms)
{
	uint64_t now = wasl_clock_ms(&w->node->clock);
	uint64_t gap = (uint64_t)w->node->config->desk.wake_gap * 1000;

	*wait_ms = UINT64_MAX;
	for (size_t i = 0; i < (size_t)2 * WASL_RUNGS_MAX; i++) {
		struct slot *slot =
			&w->slots[i / WASL_RUNGS_MAX][i % WASL_RUNGS_MAX];
		uint64_t from = slot->last_ms == 0 ? 0 : slot->last_ms + gap;

		if (!slot->wanted)
			continue;
		if (from > now) {
			if (from - now < *wait_ms)
				*wait_ms = from - now;
			continue;
		}
		slot->wanted = false;
		slot->last_ms = now;
		*chain = (enum wasl_chain)(i / WASL_RUNGS_MAX);
		*rung = i % WASL_RUNGS_MAX;
		return true;
	}
	return false;
}

static void pause_for(struct node_waker *w, uint64_t wait_ms)
{
	struct timespec until;

	if (wait_ms == UINT64_MAX) {
		pthread_cond_wait(&w->cond, &w->lock);
		return;
	}
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += (time_t)(wait_ms / 1000) + 1;
	pthread_cond_timedwait(&w->cond, &w->lock, &until);
}

static void *waker_main(void *arg)
{
	struct node_waker *w = arg;
	enum wasl_chain chain;
	uint64_t wait_ms;
	size_t rung;

	pthread_mutex_lock(&w->lock);
	while (!w->stop) {
		if (!next_slot(w, &chain, &rung, &wait_ms)) {
			pause_for(w, wait_ms);
			continue;
		}
		pthread_mutex_unlock(&w->lock);
		call(w, chain, rung);
		pthread_mutex_lock(&w->lock);
	}
	pthread_mutex_unlock(&w->lock);
	return NULL;
}

wasl_status node_wake_start(struct node_waker **out, struct wasl_node *node,
			    struct wasl_err *err)
{
	struct node_waker *w = wasl_alloc(1, sizeof(*w));
	pthread_condattr_t attr;

	if (w == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "wake commands");
	w->node = node;
	w->stop_fd = eventfd(0, EFD_CLOEXEC);
	pthread_mutex_init(&w->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&w->cond, &attr);
	pthread_condattr_destroy(&attr);
	if (w->stop_fd < 0 ||
	    pthread_create(&w->thread, NULL, waker_main, w) != 0) {
		if (w->stop_fd >= 0)
			close(w->stop_fd);
		pthread_cond_destroy(&w->cond);
		pthread_mutex_destroy(&w->lock);
		wasl_free(w);
		return wasl_fail(err, WASL_NO_MEMORY, "wake commands");
	}
	*out = w;
	return WASL_OK;
}

void node_wake_stop(struct node_waker *w)
{
	uint64_t one = 1;

	if (w == NULL)
		return;
	pthread_mutex_lock(&w->lock);
	w->stop = true;
	pthread_cond_signal(&w->cond);
	pthread_mutex_unlock(&w->lock);
	wasl_assert(write(w->stop_fd, &one, sizeof(one)) ==
		    (ssize_t)sizeof(one));
	pthread_join(w->thread, NULL);
	close(w->stop_fd);
	pthread_cond_destroy(&w->cond);
	pthread_mutex_destroy(&w->lock);
	wasl_free(w);
}

void node_wake_call(struct node_waker *w, enum wasl_chain chain, size_t rung)
{
	if (rung_of(w, chain, rung)->wake_n == 0)
		return;
	pthread_mutex_lock(&w->lock);
	w->slots[chain][rung].wanted = true;
	pthread_cond_signal(&w->cond);
	pthread_mutex_unlock(&w->lock);
}
