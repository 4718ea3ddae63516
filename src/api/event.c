#include "api/event.h"

#include "api/decode.h"
#include "base/alloc.h"
#include "base/text.h"
#include "kind/fault.h"
#include "node/feed.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>

/* One event as text: names are bounded, JSON may escape each byte in six. */
#define EVENT_TEXT_MAX (6 * WASL_FEED_NAME_MAX + 256)
/* A browser comes again after so many milliseconds. */
#define RETRY_MS 3000

struct stream {
	struct api_events *all;
	struct stream *prev;
	struct stream *next;
	struct wasl_http_stream *http;
	struct api_caller caller;
	struct wasl_user user;
	int64_t position;
	bool beat;   /* say that it lives */
	bool check;  /* look again who he is, before anything is told */
	bool ending; /* another one of his took its place */
	bool over;
	char text[EVENT_TEXT_MAX]; /* not yet sent from `sent` on */
	size_t n;
	size_t sent;
};

struct api_events {
	struct wasl_api *api;
	struct wasl_node *node;
	pthread_mutex_t lock;
	struct stream *first; /* the newest */
	size_t n;
};

/* --- what is told --------------------------------------------------------- */

/* All under the lock. */

static void say(struct stream *s, const char *text)
{
	s->n = strlen(text);
	s->sent = 0;
	wasl_assert(s->n < sizeof(s->text));
	memcpy(s->text, text, s->n);
}

static void say_event(struct stream *s, const struct wasl_node_event *e)
{
	char data[EVENT_TEXT_MAX], text[EVENT_TEXT_MAX];
	json_t *v = json_pack("{s:I, s:s, s:o, s:o}", "seq", (json_int_t)e->seq,
			      "what", e->what, "reference",
			      e->reference[0] ? json_string(e->reference)
					      : json_null(),
			      "draft",
			      e->draft != 0 ? json_integer((json_int_t)e->draft)
					    : json_null());
	size_t n = v ? json_dumpb(v, data, sizeof(data) - 64, JSON_COMPACT) : 0;

	json_decref(v);
	/* Without memory: he comes again and is told then. */
	if (n == 0 || n > sizeof(data) - 64) {
		s->over = true;
		return;
	}
	snprintf(text, sizeof(text),
		 "id: %" PRId64 "\nevent: change\ndata: %.*s\n\n", e->seq,
		 (int)n, data);
	say(s, text);
}

/* Where he stands, with an event of that name or as a comment. */
static void say_place(struct stream *s, const char *event)
{
	char text[128];

	snprintf(text, sizeof(text), "%sid: %" PRId64 "%s%s%s\n\n",
		 event ? "" : ": beat\n", s->position, event ? "\nevent: " : "",
		 event ? event : "", event ? "\ndata: {}" : "");
	say(s, text);
}

static void say_end(struct stream *s, const char *code)
{
	char text[128];

	snprintf(text, sizeof(text), "event: end\ndata: {\"code\":\"%s\"}\n\n",
		 code);
	say(s, text);
	s->over = true;
}

/* The database is asked outside the lock: the stream is in its own hands. */
static void look_again(struct stream *s)
{
	struct wasl_user user = {0};
	wasl_status status;

	s->check = false;
	pthread_mutex_unlock(&s->all->lock);
	status = api_caller_is(s->all->api, s->all->node, &user, &s->caller,
			       NULL);
	pthread_mutex_lock(&s->all->lock);
	if (status == WASL_OK && wasl_roles_may(user.roles, WASL_RIGHT_STATUS))
		s->user = user;
	else
		say_end(s, wasl_status_name(status == WASL_OK ? WASL_DENIED
							      : status));
}

static void say_next(struct stream *s)
{
	struct wasl_node_event event;
	int64_t position = s->position;
	bool lost;
	bool found = wasl_node_feed_next(s->all->node, &event, &position, &lost,
					 &s->user);

	/* Of his own roles, perhaps: he is told what they are by now. */
	if (found && strcmp(event.what, "session") == 0) {
		look_again(s);
		if (s->over)
			return;
	}
	s->position = position;
	if (lost)
		say_place(s, "reset");
	else if (found)
		say_event(s, &event);
}

static void say_something(struct stream *s)
{
	if (s->check)
		look_again(s);
	if (s->n == 0 && s->ending)
		say_end(s, "REPLACED");
	if (s->n == 0)
		say_next(s);
	if (s->n == 0 && s->beat)
		say_place(s, NULL);
	s->beat = false;
}

static size_t stream_read(void *ctx, uint8_t *out, size_t max, bool *over)
{
	struct stream *s = ctx;
	size_t n;

	pthread_mutex_lock(&s->all->lock);
	if (s->n == 0 && !s->over)
		say_something(s);
	n = s->n - s->sent < max ? s->n - s->sent : max;
	memcpy(out, s->text + s->sent, n);
	s->sent += n;
	if (s->sent == s->n)
		s->n = s->sent = 0;
	*over = s->over;
	pthread_mutex_unlock(&s->all->lock);
	return n;
}

/* --- which there are ------------------------------------------------------ */

/* Under the lock. */
static void unlink_stream(struct stream *s)
{
	if (s->prev)
		s->prev->next = s->next;
	else
		s->all->first = s->next;
	if (s->next)
		s->next->prev = s->prev;
	s->all->n--;
}

static void stream_end(void *ctx)
{
	struct stream *s = ctx;

	pthread_mutex_lock(&s->all->lock);
	unlink_stream(s);
	pthread_mutex_unlock(&s->all->lock);
	wasl_free(s);
}

/* Is there anything for him? Under the lock. */
static bool wanted(const struct stream *s)
{
	struct wasl_node_event event;
	int64_t position = s->position;
	bool lost;

	return wasl_node_feed_next(s->all->node, &event, &position, &lost,
				   &s->user) ||
	       lost;
}

static void heard(void *ctx, bool beat)
{
	struct api_events *all = ctx;

	pthread_mutex_lock(&all->lock);
	for (struct stream *s = all->first; s; s = s->next) {
		s->beat |= beat;
		s->check |= beat;
		if (s->http && (beat || wanted(s)))
			wasl_http_stream_wake(s->http);
	}
	pthread_mutex_unlock(&all->lock);
}

/* Room for one more; under the lock. The oldest of an officer who has too many
 * ends: a browser that was left behind keeps nobody out. */
static wasl_status make_room(struct api_events *all,
			     const struct wasl_user *user, struct wasl_err *err)
{
	struct stream *oldest = NULL;
	size_t n = 0;

	for (struct stream *s = all->first; s; s = s->next) {
		if (s->user.id != user->id || s->ending)
			continue;
		oldest = s;
		n++;
	}
	if (n >= API_EVENTS_OFFICER_MAX) {
		oldest->ending = true;
		if (oldest->http)
			wasl_http_stream_wake(oldest->http);
	}
	if (all->n >= API_EVENTS_MAX)
		return wasl_fault(err, WASL_NOT_READY, "", "streams-many");
	return WASL_OK;
}

static wasl_status link_stream(struct stream *s, struct wasl_err *err)
{
	struct api_events *all = s->all;
	wasl_status status;

	pthread_mutex_lock(&all->lock);
	status = make_room(all, &s->user, err);
	if (status == WASL_OK) {
		s->next = all->first;
		if (all->first)
			all->first->prev = s;
		all->first = s;
		all->n++;
	}
	pthread_mutex_unlock(&all->lock);
	return status;
}

/* Takes `s`. It is asked for its first words as soon as it is queued, so that
 * nothing is missed before it can be woken. */
static wasl_status open_stream(struct api_call *call, struct stream *s,
			       struct wasl_err *err)
{
	const struct wasl_http_feed feed = {stream_read, stream_end, s};
	struct wasl_http_stream *http;
	wasl_status status = link_stream(s, err);

	if (status != WASL_OK) {
		wasl_free(s);
		return status;
	}
	WASL_TRY(wasl_http_respond_feed(call->res, "text/event-stream", &feed,
					&http, err));
	pthread_mutex_lock(&s->all->lock);
	s->http = http;
	pthread_mutex_unlock(&s->all->lock);
	call->streamed = true;
	/* nginx must not gather what is meant for now. */
	return wasl_http_respond_header(call->res, "X-Accel-Buffering", "no",
					err);
}

/* --- the route ------------------------------------------------------------ */

/* Where he stood when he was cut off; the feed's end for a newcomer. */
static wasl_status decode_position(const struct api_call *call,
				   int64_t *position, struct wasl_err *err)
{
	const char *at = "Last-Event-ID";
	wasl_text v;
	uint64_t n;

	*position = wasl_node_feed_end(call->node);
	if (!wasl_http_header(call->req, at, &v)) {
		at = "after";
		if (!wasl_http_query(call->req, at, &v))
			return WASL_OK;
	}
	if (!wasl_decimal_parse(&n, v) || n > INT64_MAX)
		return wasl_fault(err, WASL_SCHEMA, at, "number-any");
	*position = (int64_t)n;
	return WASL_OK;
}

wasl_status api_events_get(struct api_call *call, struct wasl_err *err)
{
	struct stream *s;
	char hello[64];
	int64_t position;

	WASL_TRY(decode_position(call, &position, err));
	s = wasl_alloc(1, sizeof(*s));
	if (!s)
		return wasl_fail(err, WASL_NO_MEMORY, "a stream");
	s->all = api_events_of(call->api);
	api_caller_of(&s->caller, call);
	s->user = call->actor;
	s->position = position;
	snprintf(hello, sizeof(hello), "retry: %d\nid: %" PRId64 "\n\n",
		 RETRY_MS, position);
	say(s, hello);
	return open_stream(call, s, err);
}

/* --- life ----------------------------------------------------------------- */

wasl_status api_events_new(struct api_events **out, struct wasl_api *api,
			   struct wasl_node *node, struct wasl_err *err)
{
	struct api_events *all = wasl_alloc(1, sizeof(*all));

	*out = all;
	if (!all)
		return wasl_fail(err, WASL_NO_MEMORY, "event streams");
	all->api = api;
	all->node = node;
	pthread_mutex_init(&all->lock, NULL);
	wasl_node_feed_listen(node, heard, all);
	return WASL_OK;
}

size_t api_events_open(struct api_events *all)
{
	size_t n;

	pthread_mutex_lock(&all->lock);
	n = all->n;
	pthread_mutex_unlock(&all->lock);
	return n;
}

void api_events_stop(struct api_events *all)
{
	if (all)
		wasl_node_feed_listen(all->node, NULL, NULL);
}

void api_events_free(struct api_events *all)
{
	if (!all)
		return;
	pthread_mutex_destroy(&all->lock);
	wasl_free(all);
}
