#include "node/feed_inner.h"

#include "base/alloc.h"
#include "node/log.h"

#include <time.h>

/* Rows read together. */
#define BATCH 256
/* Another try after a fault. */
#define FAULT_S 5

struct node_feed {
	struct wasl_node *node;
	pthread_t thread;
	bool started;

	pthread_mutex_t lock;
	pthread_cond_t wake;
	bool woken;
	bool stop;
	/* seq rises from `first` on; those up to `floor` are not all here. */
	struct feed_entry ring[WASL_FEED_MAX];
	size_t first;
	size_t n;
	int64_t floor;
	int64_t end; /* read up to here */

	pthread_mutex_t calling; /* held while the listener is called */
	wasl_node_heard heard;
	void *ctx;
};

/* --- the ring ------------------------------------------------------------- */

static struct feed_entry *at(struct node_feed *feed, size_t i)
{
	return &feed->ring[(feed->first + i) % WASL_FEED_MAX];
}

/* Takes the entry; under the lock. */
static void push(struct node_feed *feed, const struct feed_entry *entry)
{
	if (feed->n == WASL_FEED_MAX) {
		feed->floor = at(feed, 0)->seq;
		feed_entry_deinit(at(feed, 0));
		feed->first = (feed->first + 1) % WASL_FEED_MAX;
		feed->n--;
	}
	*at(feed, feed->n++) = *entry;
}

/* How many stand at or before a position. */
static size_t passed(struct node_feed *feed, int64_t position)
{
	size_t low = 0, high = feed->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (at(feed, middle)->seq <= position)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void fill(struct wasl_node_event *out, const struct feed_entry *entry)
{
	*out = (struct wasl_node_event){
		.seq = entry->seq,
		.what = feed_what(entry->what),
		.draft = entry->what == WASL_CHANGE_DRAFT ? entry->number : 0,
	};
	memcpy(out->reference, entry->reference, sizeof(out->reference));
}

bool wasl_node_feed_next(struct wasl_node *node, struct wasl_node_event *out,
			 int64_t *position, bool *lost,
			 const struct wasl_user *actor)
{
	struct node_feed *feed = node->feed;
	int64_t now = wasl_clock_now(&node->clock);
	bool found = false;

	pthread_mutex_lock(&feed->lock);
	*lost = *position < feed->floor || *position > feed->end;
	for (size_t i = passed(feed, *position);
	     !*lost && !found && i < feed->n; i++) {
		const struct feed_entry *entry = at(feed, i);

		found = feed_entry_may(node, entry, actor, now);
		if (found)
			fill(out, entry);
	}
	*position = found ? out->seq : feed->end;
	pthread_mutex_unlock(&feed->lock);
	return found;
}

int64_t wasl_node_feed_end(struct wasl_node *node)
{
	int64_t end;

	pthread_mutex_lock(&node->feed->lock);
	end = node->feed->end;
	pthread_mutex_unlock(&node->feed->lock);
	return end;
}

void wasl_node_feed_listen(struct wasl_node *node, wasl_node_heard heard,
			   void *ctx)
{
	pthread_mutex_lock(&node->feed->calling);
	node->feed->heard = heard;
	node->feed->ctx = ctx;
	pthread_mutex_unlock(&node->feed->calling);
}

/* --- reading -------------------------------------------------------------- */

static bool same(const struct wasl_change *a, const struct wasl_change *b)
{
	return a->what == b->what && a->number == b->number &&
	       a->list_id == b->list_id && a->of_dossier == b->of_dossier &&
	       (!a->of_dossier ||
		wasl_dossier_id_eq(&a->dossier_id, &b->dossier_id));
}

/* A later change says the same. */
static bool comes_again(const struct wasl_change *changes, size_t n, size_t i)
{
	for (size_t j = i + 1; j < n; j++)
		if (same(&changes[j], &changes[i]))
			return true;
	return false;
}

static wasl_status take(struct node_feed *feed, struct store_reader *r,
			const struct wasl_change *change, struct wasl_err *err)
{
	struct feed_entry entry;

	wasl_status status =
		feed_entry_read(feed->node, r, &entry, change, err);

	/* One row that cannot be read stops nobody. */
	if (status == WASL_CORRUPT || status == WASL_SCHEMA)
		node_log(feed_faulty, NODE_T("why", err->text));
	else if (status != WASL_OK)
		return status;
	if (entry.seq == 0)
		return WASL_OK;
	pthread_mutex_lock(&feed->lock);
	push(feed, &entry);
	pthread_mutex_unlock(&feed->lock);
	return WASL_OK;
}

static void move(struct node_feed *feed, int64_t end)
{
	pthread_mutex_lock(&feed->lock);
	feed->end = end;
	pthread_mutex_unlock(&feed->lock);
}

/* Only this thread writes `end`. */
static wasl_status follow(struct node_feed *feed, size_t *n,
			  struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init(256 * 1024);
	wasl_autoreader struct store_reader r = {0};
	struct wasl_change *changes;

	WASL_TRY(wasl_store_read(&r, feed->node->store, err));
	WASL_TRY(wasl_change_since(&r, &arena, &changes, n, feed->end, BATCH,
				   err));
	for (size_t i = 0; i < *n; i++)
		if (!comes_again(changes, *n, i))
			WASL_TRY(take(feed, &r, &changes[i], err));
	if (*n > 0)
		move(feed, changes[*n - 1].id);
	return WASL_OK;
}

/* Everything up to the end of the feed. */
static wasl_status catch_up(struct node_feed *feed, bool *moved,
			    struct wasl_err *err)
{
	size_t n;

	do {
		WASL_TRY(follow(feed, &n, err));
		*moved |= n > 0;
	} while (n == BATCH);
	return WASL_OK;
}

/* The newest that are kept: a restart loses nobody's place. */
static wasl_status begin(struct node_feed *feed, struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_autorows struct wasl_rows row = {0};
	bool moved = false;

	WASL_TRY(wasl_store_read(&r, feed->node->store, err));
	WASL_TRY(wasl_store_one(&row, &r, WASL_SQL_FEED_TAIL, err,
				WASL_ARGS(wasl_arg_int(WASL_FEED_MAX))));
	feed->end = feed->floor = wasl_rows_int(&row, "before");
	WASL_TRY(wasl_rows_finish(&row, err));
	wasl_rows_end(&row);
	wasl_store_read_end(&r);
	return catch_up(feed, &moved, err);
}

/* --- the thread ----------------------------------------------------------- */

static struct timespec in_seconds(time_t s)
{
	struct timespec at;

	clock_gettime(CLOCK_MONOTONIC, &at);
	at.tv_sec += s;
	return at;
}

/* Until something is committed, or then; true: it stops. */
static bool rest(struct node_feed *feed, const struct timespec *until,
		 bool *beat)
{
	bool stop;

	pthread_mutex_lock(&feed->lock);
	*beat = false;
	while (!feed->woken && !feed->stop && !*beat)
		*beat = pthread_cond_timedwait(&feed->wake, &feed->lock,
					       until) != 0;
	feed->woken = false;
	stop = feed->stop;
	pthread_mutex_unlock(&feed->lock);
	return stop;
}

static void tell(struct node_feed *feed, bool beat)
{
	pthread_mutex_lock(&feed->calling);
	if (feed->heard != NULL)
		feed->heard(feed->ctx, beat);
	pthread_mutex_unlock(&feed->calling);
}

static void *feed_main(void *arg)
{
	struct node_feed *feed = arg;
	struct timespec next = in_seconds(WASL_FEED_BEAT_S);
	bool beat = false;

	while (!rest(feed, &next, &beat)) {
		bool moved = false;
		struct wasl_err err;

		if (catch_up(feed, &moved, &err) != WASL_OK) {
			node_log(feed_faulty, NODE_T("why", err.text));
			next = in_seconds(FAULT_S);
			continue;
		}
		if (moved || beat)
			tell(feed, beat);
		if (beat)
			next = in_seconds(WASL_FEED_BEAT_S);
	}
	return NULL;
}

wasl_status node_feed_new(struct node_feed **out, struct wasl_node *node,
			  struct wasl_err *err)
{
	struct node_feed *feed = wasl_alloc(1, sizeof(*feed));
	pthread_condattr_t attr;

	*out = feed;
	if (feed == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "the feed");
	feed->node = node;
	pthread_mutex_init(&feed->lock, NULL);
	pthread_mutex_init(&feed->calling, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&feed->wake, &attr);
	pthread_condattr_destroy(&attr);
	return WASL_OK;
}

wasl_status node_feed_start(struct node_feed *feed, struct wasl_err *err)
{
	WASL_TRY(begin(feed, err));
	if (pthread_create(&feed->thread, NULL, feed_main, feed) != 0)
		return wasl_fail(err, WASL_NO_MEMORY, "no thread for the feed");
	feed->started = true;
	return WASL_OK;
}

void node_feed_wake(struct node_feed *feed)
{
	if (feed == NULL)
		return;
	pthread_mutex_lock(&feed->lock);
	feed->woken = true;
	pthread_cond_signal(&feed->wake);
	pthread_mutex_unlock(&feed->lock);
}

void node_feed_free(struct node_feed *feed)
{
	if (feed == NULL)
		return;
	pthread_mutex_lock(&feed->lock);
	feed->stop = true;
	pthread_cond_signal(&feed->wake);
	pthread_mutex_unlock(&feed->lock);
	if (feed->started)
		pthread_join(feed->thread, NULL);
	for (size_t i = 0; i < feed->n; i++)
		feed_entry_deinit(at(feed, i));
	pthread_cond_destroy(&feed->wake);
	pthread_mutex_destroy(&feed->calling);
	pthread_mutex_destroy(&feed->lock);
	wasl_free(feed);
}

/* --- writing -------------------------------------------------------------- */

wasl_status node_feed_note(struct wasl_node *node, struct store_tx *tx,
			   wasl_change_what what, int64_t number,
			   struct wasl_err *err)
{
	const struct wasl_change change = {
		.at = wasl_clock_now(&node->clock),
		.what = what,
		.number = number,
	};

	return wasl_change_add(tx, &change, err);
}

wasl_status node_feed_draft(struct wasl_node *node, struct store_tx *tx,
			    const struct wasl_draft *draft,
			    struct wasl_err *err)
{
	struct wasl_change change = {
		.at = wasl_clock_now(&node->clock),
		.what = WASL_CHANGE_DRAFT,
		.number = draft->id,
		.of_dossier = true,
	};

	memcpy(change.dossier_id.b, draft->dossier_id,
	       sizeof(change.dossier_id.b));
	return wasl_change_add(tx, &change, err);
}

wasl_status node_feed_task(struct wasl_node *node, struct store_tx *tx,
			   const struct wasl_dossier_id *id,
			   struct wasl_err *err)
{
	const struct wasl_change change = {
		.at = wasl_clock_now(&node->clock),
		.what = WASL_CHANGE_TASK,
		.of_dossier = true,
		.dossier_id = *id,
	};

	return wasl_change_add(tx, &change, err);
}

wasl_status node_feed_done(struct wasl_node *node, struct store_tx *tx,
			   const struct wasl_task *task, struct wasl_err *err)
{
	struct wasl_dossier_id id;

	if (task->dossier == NULL)
		return node_feed_note(node, tx, WASL_CHANGE_TASK, 0, err);
	memcpy(id.b, task->dossier, sizeof(id.b));
	return node_feed_task(node, tx, &id, err);
}
