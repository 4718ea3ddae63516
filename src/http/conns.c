#include "http/conns.h"

#include "base/alloc.h"

#include <sys/ioctl.h>
#include <sys/socket.h>
#include <time.h>

#include "base/banned.h"

/* How often deadlines are looked at, so how late a drop may come. */
#define LOOK_MS 250

static uint64_t now_ms(void)
{
	struct timespec at;

	clock_gettime(CLOCK_MONOTONIC, &at);
	return (uint64_t)at.tv_sec * 1000 + (uint64_t)at.tv_nsec / 1000000;
}

/*
 * The library owns the socket and closes it, after http_conn_close: until then
 * the number is ours to use. Shut down, it reads as closed by the peer.
 */
static void drop(struct http_conn *conn)
{
	conn->deadline = HTTP_NO_DEADLINE;
	conn->waiting = false;
	shutdown(conn->fd, SHUT_RDWR);
}

/*
 * It has said something that no thread has read yet: we are the late one. One
 * that trickles is read at once, and has nothing to show when its time is up.
 */
static bool waits_for_us(const struct http_conn *conn)
{
	int unread = 0;

	return conn->reading && ioctl(conn->fd, FIONREAD, &unread) == 0 &&
	       unread > 0;
}

static void drop_late(struct http_conns *all)
{
	uint64_t now = now_ms();

	for (struct http_conn *c = all->first; c != NULL; c = c->next)
		if (c->deadline < now && !waits_for_us(c))
			drop(c);
}

static void *watch(void *arg)
{
	struct http_conns *all = arg;

	pthread_mutex_lock(&all->lock);
	while (!all->stopping) {
		struct timespec next;

		clock_gettime(CLOCK_MONOTONIC, &next);
		next.tv_nsec += LOOK_MS * 1000000L;
		if (next.tv_nsec >= 1000000000) {
			next.tv_sec++;
			next.tv_nsec -= 1000000000;
		}
		pthread_cond_timedwait(&all->stop_wanted, &all->lock, &next);
		drop_late(all);
	}
	pthread_mutex_unlock(&all->lock);
	return NULL;
}

wasl_status http_conns_start(struct http_conns *all, struct wasl_err *err)
{
	pthread_condattr_t steady;

	pthread_mutex_init(&all->lock, NULL);
	pthread_condattr_init(&steady);
	pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
	pthread_cond_init(&all->stop_wanted, &steady);
	pthread_condattr_destroy(&steady);
	all->started = pthread_create(&all->thread, NULL, watch, all) == 0;
	if (all->started)
		return WASL_OK;
	pthread_cond_destroy(&all->stop_wanted);
	pthread_mutex_destroy(&all->lock);
	return wasl_fail(err, WASL_NO_MEMORY, "cannot start a thread");
}

void http_conns_stop(struct http_conns *all)
{
	if (!all->started)
		return;
	pthread_mutex_lock(&all->lock);
	all->stopping = true;
	pthread_cond_signal(&all->stop_wanted);
	pthread_mutex_unlock(&all->lock);
	pthread_join(all->thread, NULL);
	wasl_assert(all->first == NULL);
	pthread_cond_destroy(&all->stop_wanted);
	pthread_mutex_destroy(&all->lock);
}

static struct http_conn *longest_waiting(struct http_conns *all)
{
	struct http_conn *oldest = NULL;

	for (struct http_conn *c = all->first; c != NULL; c = c->next)
		if (c->waiting && (oldest == NULL || c->since < oldest->since))
			oldest = c;
	return oldest;
}

/* Under the lock. */
static void wait_from_now(struct http_conn *conn, unsigned ms)
{
	conn->waiting = true;
	conn->reading = true;
	conn->since = now_ms();
	conn->deadline = conn->since + ms;
}

struct http_conn *http_conn_open(struct http_conns *all, int fd)
{
	struct http_conn *conn = wasl_alloc(1, sizeof(*conn));
	struct http_conn *victim = NULL;

	pthread_mutex_lock(&all->lock);
	if (conn != NULL && all->n >= all->cap) {
		victim = longest_waiting(all);
		if (victim != NULL)
			drop(victim);
	}
	if (conn == NULL || (all->n >= all->cap && victim == NULL)) {
		pthread_mutex_unlock(&all->lock);
		wasl_free(conn);
		shutdown(fd, SHUT_RDWR);
		return NULL;
	}
	conn->all = all;
	conn->fd = fd;
	conn->next = all->first;
	if (all->first != NULL)
		all->first->prev = conn;
	all->first = conn;
	all->n++;
	wait_from_now(conn, all->header_ms);
	pthread_mutex_unlock(&all->lock);
	return conn;
}

void http_conn_close(struct http_conn *conn)
{
	struct http_conns *all = conn->all;

	pthread_mutex_lock(&all->lock);
	if (conn->prev != NULL)
		conn->prev->next = conn->next;
	else
		all->first = conn->next;
	if (conn->next != NULL)
		conn->next->prev = conn->prev;
	all->n--;
	pthread_mutex_unlock(&all->lock);
	wasl_free(conn);
}

static void move_until(struct http_conn *conn, bool reading, uint64_t deadline)
{
	pthread_mutex_lock(&conn->all->lock);
	conn->waiting = false;
	conn->reading = reading;
	conn->deadline = deadline;
	pthread_mutex_unlock(&conn->all->lock);
}

static uint64_t time_for(const struct http_conns *all, uint64_t n)
{
	return now_ms() + all->header_ms + n / all->min_rate * 1000;
}

void http_conn_receives(struct http_conn *conn, uint64_t n)
{
	move_until(conn, true, time_for(conn->all, n));
}

void http_conn_sends(struct http_conn *conn, uint64_t n)
{
	move_until(conn, false, time_for(conn->all, n));
}

void http_conn_works(struct http_conn *conn)
{
	move_until(conn, false, HTTP_NO_DEADLINE);
}

void http_conn_waits(struct http_conn *conn)
{
	pthread_mutex_lock(&conn->all->lock);
	wait_from_now(conn, conn->all->header_ms + conn->all->idle_ms);
	pthread_mutex_unlock(&conn->all->lock);
}
