/*
 * The node's life: there is one way to start, and it is to recover.
 *
 *	database ── partners, kinds ── keyd's heads ── writer ── line client,
 *	listener, ticker ── every line machine gets its START
 */
#include "node/node.h"

#include "base/alloc.h"
#include "crypto/crypto.h"
#include "node/blobs.h"
#include "node/cache.h"
#include "node/change.h"
#include "node/feed.h"
#include "node/held.h"
#include "node/importer.h"
#include "node/known.h"
#include "node/lineact.h"
#include "node/lineserver.h"
#include "node/log.h"
#include "node/peer.h"
#include "node/refused.h"
#include "node/runner.h"
#include "node/screener.h"
#include "node/sheet.h"
#include "node/signin.h"
#include "node/state.h"
#include "node/subject.h"
#include "node/todo.h"
#include "node/verify.h"
#include "node/vet.h"
#include "node/wake.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#define DATABASE "wasl.db"
/* API threads that read at the same time, and the jobs beside them. */
#define READERS 41

/* --- clocks and secrets -------------------------------------------------- */

static int64_t wall_now(void *ctx)
{
	struct timespec ts;

	(void)ctx;
	clock_gettime(CLOCK_REALTIME, &ts);
	return ts.tv_sec;
}

static uint64_t steady_ms(void *ctx)
{
	struct timespec ts;

	(void)ctx;
	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (uint64_t)ts.tv_sec * 1000 + (uint64_t)ts.tv_nsec / 1000000;
}

struct wasl_secret *node_secret_take(struct wasl_node *node)
{
	struct wasl_secret *secret;

	pthread_mutex_lock(&node->secrets_lock);
	secret = wasl_secret_pool_take(node->secrets);
	pthread_mutex_unlock(&node->secrets_lock);
	return secret;
}

void node_secret_give(struct wasl_node *node, struct wasl_secret *secret)
{
	pthread_mutex_lock(&node->secrets_lock);
	wasl_secret_pool_give(node->secrets, secret);
	pthread_mutex_unlock(&node->secrets_lock);
}

/* --- the writer's needs -------------------------------------------------- */

static wasl_status flush(struct wasl_node *node, struct store_tx *tx,
			 struct wasl_err *err)
{
	return node_cache_flush(node, tx, err);
}

/* A group was undone: sizes and line states are as the database has them. */
static wasl_status reload(struct wasl_node *node, struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};

	node_cache_drop(node);
	WASL_TRY(wasl_store_read(&r, node->store, err));
	/* Not yet there: the first job was undone, and makes it again. */
	if (node->refused != NULL)
		WASL_TRY(node_refused_load(node, &r, err));
	for (size_t i = 0; i < node->peers_n; i++) {
		WASL_TRY(node_peer_logs(&r, node->peers[i], err));
		WASL_TRY(node_change_load(&r, node->peers[i], err));
		WASL_TRY(node_line_load(node, &r, node->peers[i], err));
	}
	return WASL_OK;
}

static void wake(struct wasl_node *node)
{
	uint64_t one = 1;

	wasl_assert(write(node->stop_fd, &one, sizeof(one)) ==
		    (ssize_t)sizeof(one));
}

void node_die(struct wasl_node *node, const struct wasl_err *err)
{
	node_log(node_dead, NODE_T("why", err->text));
	node->dead = true;
	wake(node);
}

static void committed(struct wasl_node *node)
{
	node_known_wake(node->known);
	node_feed_wake(node->feed);
	node_vetter_wake(node->vetter);
}

static const struct node_writer_ops writer_ops = {
	.flush = flush,
	.committed = committed,
	.reload = reload,
	.dead = node_die,
};

/* --- start --------------------------------------------------------------- */

static wasl_status open_store(struct wasl_node *node, struct wasl_err *err)
{
	struct wasl_store_options options = {.readers = READERS};
	char *path = wasl_alloc(strlen(node->dir) + sizeof("/" DATABASE), 1);
	wasl_status status;

	if (path == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "database");
	snprintf(path, strlen(node->dir) + sizeof("/" DATABASE), "%s/" DATABASE,
		 node->dir);
	options.where = path;
	status = wasl_store_open(&node->store, &options, err);
	wasl_free(path);
	return status;
}

static void init_locks(struct wasl_node *node)
{
	pthread_condattr_t attr;

	pthread_rwlock_init(&node->lock, NULL);
	node_zones_init(&node->zones);
	pthread_mutex_init(&node->secrets_lock, NULL);
	pthread_mutex_init(&node->tick_lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&node->tick, &attr);
	pthread_condattr_destroy(&attr);
}

static wasl_status new_node(struct wasl_node **out,
			    const struct wasl_node_options *options,
			    struct wasl_err *err)
{
	struct wasl_node *node = wasl_alloc(1, sizeof(*node));

	if (node == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "node");
	*out = node;
	init_locks(node);
	node->config = options->config;
	node->keyd = options->keyd;
	node->stop_fd = eventfd(0, EFD_CLOEXEC);
	node->clock =
		(struct wasl_clock){.now = wall_now, .monotonic_ms = steady_ms};
	node->started_at = wasl_clock_now(&node->clock);
	node->started_ms = wasl_clock_ms(&node->clock);
	node->random = wasl_crypto_random();
	node->dir = wasl_strndup(options->dir, strlen(options->dir));
	/* The cache may run over by one group before it is dropped. */
	node->secrets = wasl_secret_pool_new(NODE_CACHE_MAX + NODE_GROUP_MAX +
					     WASL_PEERS_MAX + READERS + 1);
	wasl_library_init(&node->library);
	if (node->dir == NULL || node->secrets == NULL || node->stop_fd < 0)
		return wasl_fail(err, WASL_NO_MEMORY, "node");
	return WASL_OK;
}

/* A line machine begins without alarms: it says again what still stands. One
 * of which keyd is an epoch further follows first. */
static wasl_status start_run(struct wasl_node *node, struct store_tx *tx,
			     struct node_job *job)
{
	for (size_t i = 0; i < node->peers_n; i++)
		if (node->peers[i]->behind)
			WASL_TRY(node_change_enter(node, tx, node->peers[i],
						   &job->err));
	WASL_TRY(wasl_home_expire(tx, wasl_clock_now(&node->clock), &job->err));
	WASL_TRY(node_sealed_start(node, tx, &job->err));
	WASL_TRY(node_refused_load(node, &tx->reader, &job->err));
	WASL_TRY(node_held_start(node, tx, &job->err));
	WASL_TRY(node_todo_start(node, tx, &job->err));
	WASL_TRY(node_known_start_erased(node, tx, &job->err));
	return wasl_store_exec(
		tx, WASL_SQL_ALARM_RESTART, &job->err,
		WASL_ARGS(wasl_arg_int(wasl_clock_now(&node->clock))));
}

/* Machines are the writer's: the first job starts them. */
static void start_after(struct wasl_node *node, struct node_job *job)
{
	if (job->status != WASL_OK)
		return;
	for (size_t i = 0; i < node->peers_n; i++)
		node_line_start(node, node->peers[i]);
}

static wasl_status start(struct wasl_node *node, struct wasl_err *err)
{
	struct node_job first = {
		.run = start_run, .after = start_after, .internal = true};
	struct wasl_tls_identity tls;

	WASL_TRY(open_store(node, err));
	WASL_TRY(node_held_load(node, err));
	WASL_TRY(node_peers_load(node, err));
	WASL_TRY(node_tls_identity(node, &tls, err));
	WASL_TRY(wasl_http_client_start(&node->client, &tls, err));
	WASL_TRY(wasl_watch_new(&node->watch, node->store, node->keyd,
				&node->random, err));
	WASL_TRY(node_known_new(&node->known, node, err));
	WASL_TRY(node_feed_new(&node->feed, node, err));
	WASL_TRY(node_vetter_new(&node->vetter, node, err));
	WASL_TRY(node_writer_start(&node->writer, node, node->store,
				   &writer_ops, err));
	WASL_TRY(node_verifier_new(&node->verifier, node, err));
	WASL_TRY(node_wake_start(&node->waker, node, err));
	WASL_TRY(node_subject_start(node, err));
	if (node->config->http.address[0] != '\0')
		WASL_TRY(node_signin_new(&node->signin, &node->random, err));
	WASL_TRY(node_known_start(node->known, err));
	WASL_TRY(node_feed_start(node->feed, err));
	WASL_TRY(node_screener_new(&node->screener, node, err));
	WASL_TRY(node_importer_new(&node->importer, node, err));
	WASL_TRY(node_ticker_start(node, err));
	WASL_TRY(node_blobs_start(node, &tls, err));
	WASL_TRY(node_lineserver_start(node, &tls, err));
	WASL_TRY(node_writer_call(node->writer, &first, err));
	WASL_TRY(node_checker_start(&node->checker, node, err));
	WASL_TRY(node_vetter_start(node->vetter, err));
	node_log(node_started, NODE_T("node", node->config->node),
		 NODE_I("partners", node->peers_n));
	return WASL_OK;
}

wasl_status wasl_node_start(struct wasl_node **out,
			    const struct wasl_node_options *options,
			    struct wasl_err *err)
{
	struct wasl_node *node = NULL;
	wasl_status status;

	*out = NULL;
	/* Signals wait for wasl_node_run; threads inherit the mask. */
	sigset_t stop;
	sigemptyset(&stop);
	sigaddset(&stop, SIGINT);
	sigaddset(&stop, SIGTERM);
	pthread_sigmask(SIG_BLOCK, &stop, NULL);
	signal(SIGPIPE, SIG_IGN);
	status = new_node(&node, options, err);
	if (status == WASL_OK)
		status = start(node, err);
	if (status == WASL_OK)
		*out = node;
	else
		wasl_node_stop(node);
	return status;
}

/* --- run and stop -------------------------------------------------------- */

int wasl_node_run(struct wasl_node *node)
{
	sigset_t stop;
	struct pollfd fds[3];

	sigemptyset(&stop);
	sigaddset(&stop, SIGINT);
	sigaddset(&stop, SIGTERM);
	fds[0] = (struct pollfd){.fd = signalfd(-1, &stop, SFD_CLOEXEC),
				 .events = POLLIN};
	fds[1] = (struct pollfd){.fd = wasl_keyd_fd(node->keyd),
				 .events = POLLIN};
	fds[2] = (struct pollfd){.fd = node->stop_fd, .events = POLLIN};
	while (poll(fds, 3, -1) < 0)
		continue;
	if (fds[1].revents != 0)
		node_log(node_stopping, NODE_T("why", "keyd has ended"));
	else if (node->dead)
		node_log(node_stopping, NODE_T("why", "to recover"));
	else
		node_log(node_stopping, NODE_T("why", "a signal"));
	close(fds[0].fd);
	return fds[1].revents != 0 || node->dead ? 1 : 0;
}

void wasl_node_stop(struct wasl_node *node)
{
	if (node == NULL)
		return;
	wasl_http_server_stop(node->line_server);
	node_importer_free(node->importer);
	node_vetter_stop(node->vetter);
	node_blobs_stop(node);
	if (node->ticker_runs)
		node_ticker_stop(node);
	node_wake_stop(node->waker);
	node_screener_free(node->screener);
	node_checker_stop(node->checker);
	/* The client outlives the writer, which may still start calls; its own
	 * last words are refused. */
	node_writer_stop(node->writer);
	wasl_http_client_stop(node->client);
	node_certs_free(node);
	node_known_free(node->known);
	node_feed_free(node->feed);
	node_vetter_free(node->vetter);
	node_writer_free(node->writer);
	node_blobs_free(node);
	node_verifier_free(node->verifier);
	wasl_watch_free(node->watch);
	node_secret_give(node, node->subject_key);
	node_secret_give(node, node->home);
	node_cache_drop(node);
	for (size_t i = 0; i < node->peers_n; i++)
		node_peer_free(node, node->peers[i]);
	node_zones_deinit(&node->zones);
	wasl_library_deinit(&node->library);
	wasl_store_close(node->store);
	wasl_persons_free(node->refused);
	node_signin_free(node->signin);
	wasl_secret_pool_free(node->secrets);
	close(node->stop_fd);
	pthread_cond_destroy(&node->tick);
	pthread_mutex_destroy(&node->tick_lock);
	pthread_mutex_destroy(&node->secrets_lock);
	pthread_rwlock_destroy(&node->lock);
	wasl_free(node->dir);
	wasl_free(node);
}

const struct wasl_node_config *
wasl_node_config_get(const struct wasl_node *node)
{
	return node->config;
}
