#include "http/client.h"

#include "base/alloc.h"
#include "http/transfer.h"

#include <pthread.h>

#include "base/banned.h"

/* Connections to one partner, and kept open over all of them. */
#define HOST_CONNECTIONS 4L
#define OPEN_CONNECTIONS 512L

/* The thread looks around at least so often; wakeups come at once. */
#define LOOK_MS 1000

/* Who we are, or were: connections keep what they began with. */
struct own {
	struct own *before;
	char url[HTTP_TLS_URL_LEN];
};

struct wasl_http_client {
	CURLM *multi;
	pthread_t thread;

	pthread_mutex_t lock;
	struct http_transfer *queue; /* newest first */
	unsigned waiting;	     /* in the queue or running */
	bool stopping;
	struct own *own; /* NULL: no client certificate */

	struct http_transfer *running; /* the thread's own */
};

void wasl_http_answer_deinit(struct wasl_http_answer *a)
{
	wasl_free(a->body);
	*a = (struct wasl_http_answer){0};
}

wasl_status wasl_http_call(struct wasl_http_answer *out,
			   const struct wasl_http_target *target,
			   const struct wasl_http_ask *ask,
			   const struct wasl_tls_identity *own,
			   struct wasl_err *err)
{
	char own_url[HTTP_TLS_URL_LEN] = "";
	struct http_transfer *t;
	wasl_status status;

	*out = (struct wasl_http_answer){0};
	if (own != NULL)
		WASL_TRY(http_tls_url_take(own_url, own, err));
	status = http_transfer_new(&t, target, ask, own_url, err);
	if (status == WASL_OK) {
		status = http_transfer_result(t, curl_easy_perform(t->easy),
					      err);
		*out = t->answer;
		t->answer = (struct wasl_http_answer){0};
		http_transfer_free(t);
	}
	http_tls_url_drop(own_url);
	return status;
}

/* Take a transfer out of the running ones, tell, and free it. */
static void finish(struct wasl_http_client *c, struct http_transfer *t,
		   wasl_status status, const struct wasl_err *err)
{
	struct http_transfer **at = &c->running;

	while (*at != t)
		at = &(*at)->next;
	*at = t->next;
	curl_multi_remove_handle(c->multi, t->easy);
	pthread_mutex_lock(&c->lock);
	c->waiting--;
	pthread_mutex_unlock(&c->lock);
	t->done(t->ctx, status, &t->answer, err);
	http_transfer_free(t);
}

static void run(struct wasl_http_client *c, struct http_transfer *t)
{
	struct wasl_err err = {0};

	t->next = c->running;
	c->running = t;
	if (curl_multi_add_handle(c->multi, t->easy) == CURLM_OK)
		return;
	wasl_fail(&err, WASL_NO_MEMORY, "out of memory");
	finish(c, t, WASL_NO_MEMORY, &err);
}

/* Oldest first; false when the client stops. */
static bool run_queue(struct wasl_http_client *c)
{
	struct http_transfer *in_order = NULL;
	struct http_transfer *t;
	bool stopping;

	pthread_mutex_lock(&c->lock);
	t = c->queue;
	c->queue = NULL;
	stopping = c->stopping;
	pthread_mutex_unlock(&c->lock);
	while (t != NULL) {
		struct http_transfer *next = t->next;

		t->next = in_order;
		in_order = t;
		t = next;
	}
	while (in_order != NULL) {
		t = in_order;
		in_order = t->next;
		run(c, t);
	}
	return !stopping;
}

static void finish_done(struct wasl_http_client *c)
{
	const CURLMsg *msg;
	int left;

	while ((msg = curl_multi_info_read(c->multi, &left)) != NULL) {
		struct wasl_err err = {0};
		struct http_transfer *t = NULL;
		wasl_status status;

		curl_easy_getinfo(msg->easy_handle, CURLINFO_PRIVATE, &t);
		status = http_transfer_result(t, msg->data.result, &err);
		finish(c, t, status, &err);
	}
}

static void *work(void *arg)
{
	struct wasl_http_client *c = arg;
	struct wasl_err err = {0};
	int active;

	while (run_queue(c)) {
		curl_multi_perform(c->multi, &active);
		finish_done(c);
		curl_multi_poll(c->multi, NULL, 0, LOOK_MS, NULL);
	}
	wasl_fail(&err, WASL_GONE, "the client stops");
	while (c->running != NULL) {
		wasl_http_answer_deinit(&c->running->answer);
		finish(c, c->running, WASL_GONE, &err);
	}
	return NULL;
}

static wasl_status start(struct wasl_http_client *c, struct wasl_err *err)
{
	http_transfer_init();
	c->multi = curl_multi_init();
	if (c->multi == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "out of memory");
	curl_multi_setopt(c->multi, CURLMOPT_MAX_HOST_CONNECTIONS,
			  HOST_CONNECTIONS);
	curl_multi_setopt(c->multi, CURLMOPT_MAXCONNECTS, OPEN_CONNECTIONS);
	if (pthread_create(&c->thread, NULL, work, c) != 0)
		return wasl_fail(err, WASL_NO_MEMORY, "cannot start a thread");
	return WASL_OK;
}

static void client_free(struct wasl_http_client *c)
{
	curl_multi_cleanup(c->multi);
	pthread_mutex_destroy(&c->lock);
	while (c->own != NULL) {
		struct own *own = c->own;

		c->own = own->before;
		http_tls_url_drop(own->url);
		wasl_free(own);
	}
	wasl_free(c);
}

wasl_status wasl_http_client_identity(struct wasl_http_client *c,
				      const struct wasl_tls_identity *own,
				      struct wasl_err *err)
{
	struct own *next = wasl_alloc(1, sizeof(*next));
	wasl_status status;

	if (next == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "out of memory");
	status = http_tls_url_take(next->url, own, err);
	if (status != WASL_OK) {
		wasl_free(next);
		return status;
	}
	pthread_mutex_lock(&c->lock);
	next->before = c->own;
	c->own = next;
	pthread_mutex_unlock(&c->lock);
	return WASL_OK;
}

wasl_status wasl_http_client_start(struct wasl_http_client **out,
				   const struct wasl_tls_identity *own,
				   struct wasl_err *err)
{
	struct wasl_http_client *c = wasl_alloc(1, sizeof(*c));
	wasl_status status = WASL_OK;

	*out = NULL;
	if (c == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "out of memory");
	pthread_mutex_init(&c->lock, NULL);
	if (own != NULL)
		status = wasl_http_client_identity(c, own, err);
	if (status == WASL_OK)
		status = start(c, err);
	if (status != WASL_OK) {
		client_free(c);
		return status;
	}
	*out = c;
	return WASL_OK;
}

/* Put into the queue, unless it may not be. */
static wasl_status enqueue(struct wasl_http_client *c, struct http_transfer *t,
			   struct wasl_err *err)
{
	wasl_status status = WASL_OK;

	pthread_mutex_lock(&c->lock);
	if (c->stopping)
		status = wasl_fail(err, WASL_GONE, "the client stops");
	else if (c->waiting == WASL_HTTP_QUEUE_MAX)
		status = wasl_fail(err, WASL_NOT_READY,
				   "%d requests wait already",
				   WASL_HTTP_QUEUE_MAX);
	if (status == WASL_OK) {
		t->next = c->queue;
		c->queue = t;
		c->waiting++;
	}
	pthread_mutex_unlock(&c->lock);
	return status;
}

wasl_status wasl_http_client_send(struct wasl_http_client *c,
				  const struct wasl_http_target *target,
				  const struct wasl_http_ask *ask,
				  wasl_http_done done, void *ctx,
				  struct wasl_err *err)
{
	struct http_transfer *t;
	wasl_status status;

	const char *url = "";

	pthread_mutex_lock(&c->lock);
	if (c->own != NULL)
		url = c->own->url; /* for the client's life */
	pthread_mutex_unlock(&c->lock);
	WASL_TRY(http_transfer_new(&t, target, ask, url, err));
	t->done = done;
	t->ctx = ctx;
	status = enqueue(c, t, err);
	if (status != WASL_OK) {
		http_transfer_free(t);
		return status;
	}
	curl_multi_wakeup(c->multi);
	return WASL_OK;
}

void wasl_http_client_stop(struct wasl_http_client *c)
{
	if (c == NULL)
		return;
	pthread_mutex_lock(&c->lock);
	c->stopping = true;
	pthread_mutex_unlock(&c->lock);
	curl_multi_wakeup(c->multi);
	pthread_join(c->thread, NULL);
	client_free(c);
}
