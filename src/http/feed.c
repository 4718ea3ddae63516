#include "http/feed.h"

#include "base/alloc.h"

#include "base/banned.h"

/* What is asked for at once, at most: some events. */
#define BLOCK 4096

struct wasl_http_stream {
	struct wasl_http_feed feed;
	struct http_streams *all;   /* whose lock guards what follows */
	struct MHD_Connection *mhd; /* these two once it is queued */
	struct http_conn *conn;
	struct wasl_http_stream *prev;
	struct wasl_http_stream *next;
	bool woken; /* since `read` was asked last */
	bool asleep;
};

void http_streams_init(struct http_streams *all)
{
	pthread_mutex_init(&all->lock, NULL);
}

void http_streams_deinit(struct http_streams *all)
{
	pthread_mutex_destroy(&all->lock);
}

/* Under the lock. */
static void wake(struct wasl_http_stream *stream)
{
	stream->woken = true;
	if (!stream->asleep)
		return;
	stream->asleep = false;
	MHD_resume_connection(stream->mhd);
}

void http_streams_stop(struct http_streams *all)
{
	pthread_mutex_lock(&all->lock);
	all->stopping = true;
	for (struct wasl_http_stream *s = all->first; s != NULL; s = s->next)
		wake(s);
	pthread_mutex_unlock(&all->lock);
}

void wasl_http_stream_wake(struct wasl_http_stream *stream)
{
	pthread_mutex_lock(&stream->all->lock);
	wake(stream);
	pthread_mutex_unlock(&stream->all->lock);
}

wasl_status http_stream_new(struct wasl_http_stream **out,
			    struct http_streams *all,
			    const struct wasl_http_feed *feed,
			    struct wasl_err *err)
{
	struct wasl_http_stream *stream = wasl_alloc(1, sizeof(*stream));

	*out = stream;
	if (stream == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "out of memory");
	stream->feed = *feed;
	stream->all = all;
	pthread_mutex_lock(&all->lock);
	stream->next = all->first;
	if (all->first != NULL)
		all->first->prev = stream;
	all->first = stream;
	pthread_mutex_unlock(&all->lock);
	return WASL_OK;
}

void http_stream_end(struct wasl_http_stream *stream)
{
	struct http_streams *all;

	if (stream == NULL)
		return;
	all = stream->all;
	stream->feed.end(stream->feed.ctx);
	pthread_mutex_lock(&all->lock);
	if (stream->prev != NULL)
		stream->prev->next = stream->next;
	else
		all->first = stream->next;
	if (stream->next != NULL)
		stream->next->prev = stream->prev;
	pthread_mutex_unlock(&all->lock);
	wasl_free(stream);
}

/* Whether it may go on; what is woken from now on is asked once more. */
static bool begin_read(struct wasl_http_stream *stream)
{
	bool going;

	pthread_mutex_lock(&stream->all->lock);
	stream->woken = false;
	going = !stream->all->stopping;
	pthread_mutex_unlock(&stream->all->lock);
	return going;
}

/* Unless it was woken since it was asked. */
static bool fall_asleep(struct wasl_http_stream *stream)
{
	bool asleep;

	pthread_mutex_lock(&stream->all->lock);
	asleep = !stream->woken && !stream->all->stopping;
	if (asleep) {
		stream->asleep = true;
		http_conn_works(stream->conn);
		MHD_suspend_connection(stream->mhd);
	}
	pthread_mutex_unlock(&stream->all->lock);
	return asleep;
}

static ssize_t read_feed(void *cls, uint64_t at, char *out, size_t max)
{
	struct wasl_http_stream *stream = cls;

	(void)at;
	while (begin_read(stream)) {
		bool over = false;
		size_t n = stream->feed.read(stream->feed.ctx, (uint8_t *)out,
					     max, &over);

		wasl_assert(n <= max);
		if (n > 0) {
			http_conn_sends(stream->conn, n);
			return (ssize_t)n;
		}
		if (over)
			break;
		if (fall_asleep(stream))
			return 0;
	}
	return MHD_CONTENT_READER_END_OF_STREAM;
}

static void end_feed(void *cls)
{
	http_stream_end(cls);
}

struct MHD_Response *http_stream_make(struct wasl_http_stream *stream,
				      struct MHD_Connection *mhd,
				      struct http_conn *conn)
{
	stream->mhd = mhd;
	stream->conn = conn;
	return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, BLOCK,
						 read_feed, stream, end_feed);
}
