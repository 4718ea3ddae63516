#include "node/known_inner.h"

#include "base/alloc.h"
#include "node/log.h"
#include "watch/change.h"

#include <time.h>

/* A snapshot is written when so many persons changed … */
#define SAVE_MANY 50000
/* … or so long after the last, where any did; and no more often than leaves
 * this share of the time to other things. */
#define SAVE_MS	   10000
#define SAVE_SHARE 50
/* After a fault it is tried again so much later. */
#define FAULT_MS 2000
/* Commits that come close together are followed together: under load the feed
 * takes a fifth of the time. */
#define GATHER_MS     10
#define GATHER_SHARE  4
#define GATHER_MS_MAX 1000

/* --- how far -------------------------------------------------------------- */

wasl_status known_pause(const struct node_known *known, struct wasl_err *err)
{
	return known->stop ? wasl_fail(err, WASL_GONE, "the node is stopping")
			   : WASL_OK;
}

void known_move(struct node_known *known, int64_t position)
{
	pthread_mutex_lock(&known->lock);
	known->position = position;
	known->fault[0] = '\0';
	pthread_cond_broadcast(&known->moved);
	pthread_mutex_unlock(&known->lock);
}

wasl_status known_swap(struct node_known *known, struct wasl_persons *persons,
		       struct wasl_err *err)
{
	struct wasl_persons *open, *old, *old_open;
	wasl_status status = wasl_persons_new(&open, err);

	if (status != WASL_OK) {
		wasl_persons_free(persons);
		return status;
	}
	pthread_rwlock_wrlock(&known->swap);
	old = known->persons;
	old_open = known->open;
	known->persons = persons;
	known->open = open;
	pthread_rwlock_unlock(&known->swap);
	wasl_persons_free(old);
	wasl_persons_free(old_open);
	return WASL_OK;
}

/* --- the thread ----------------------------------------------------------- */

static uint64_t now_ms(const struct node_known *known)
{
	return wasl_clock_ms(&known->node->clock);
}

static struct timespec after_ms(uint64_t ms)
{
	struct timespec at;

	clock_gettime(CLOCK_MONOTONIC, &at);
	at.tv_sec += (time_t)(ms / 1000);
	at.tv_nsec += (long)(ms % 1000) * 1000000;
	if (at.tv_nsec >= 1000000000) {
		at.tv_nsec -= 1000000000;
		at.tv_sec++;
	}
	return at;
}

/* Until something is committed, or for so long. */
static void rest(struct node_known *known, uint64_t ms)
{
	const struct timespec until = after_ms(ms);

	pthread_mutex_lock(&known->lock);
	while (!known->woken && !known->stop &&
	       pthread_cond_timedwait(&known->wake, &known->lock, &until) == 0)
		continue;
	known->woken = false;
	pthread_mutex_unlock(&known->lock);
}

/* Whatever is committed meanwhile waits too. */
static void hold(struct node_known *known, uint64_t ms)
{
	const struct timespec until = after_ms(ms);

	pthread_mutex_lock(&known->lock);
	while (!known->stop &&
	       pthread_cond_timedwait(&known->wake, &known->lock, &until) == 0)
		continue;
	pthread_mutex_unlock(&known->lock);
}

static void set_building(struct node_known *known, bool building)
{
	pthread_mutex_lock(&known->lock);
	known->building = building;
	if (!building && !known->ready) {
		known->ready = true;
		known->ready_ms = now_ms(known) - known->begun_ms;
	}
	pthread_cond_broadcast(&known->moved);
	pthread_mutex_unlock(&known->lock);
}

static void set_fault(struct node_known *known, const struct wasl_err *err)
{
	bool same;

	pthread_mutex_lock(&known->lock);
	same = strcmp(known->fault, err->text) == 0;
	snprintf(known->fault, sizeof(known->fault), "%s", err->text);
	pthread_cond_broadcast(&known->moved);
	pthread_mutex_unlock(&known->lock);
	if (!same)
		node_log(known_faulty, NODE_T("why", err->text));
}

/* Everybody is read again; searches meanwhile are told that some are missing.
 */
static wasl_status rebuild(struct node_known *known, struct wasl_err *err)
{
	struct wasl_persons *fresh;
	int64_t position;

	set_building(known, true);
	WASL_TRY(wasl_persons_new(&fresh, err));
	WASL_TRY(known_swap(known, fresh, err));
	WASL_TRY(known_read_all(known, &position, err));
	known_move(known, position);
	return WASL_OK;
}

static wasl_status begin(struct node_known *known, struct wasl_err *err)
{
	struct wasl_persons *loaded;
	struct wasl_err why;
	int64_t position;

	if (known_load(known, &loaded, &position, &why) != WASL_OK) {
		if (why.status == WASL_NOT_FOUND)
			return rebuild(known, err);
		node_log(known_rebuilt, NODE_T("why", why.text));
		known->destroyed = true; /* whoever that one holds */
		return rebuild(known, err);
	}
	WASL_TRY(known_swap(known, loaded, err));
	WASL_TRY(known_read_open(known, err));
	pthread_mutex_lock(&known->lock);
	known->from_snapshot = true;
	pthread_mutex_unlock(&known->lock);
	known_move(known, position);
	return WASL_OK;
}

/* To the end of the feed, from wherever it stands. */
static wasl_status catch_up(struct node_known *known, struct wasl_err *err)
{
	bool more = true;

	while (more) {
		wasl_status status = known_follow(known, &more, err);

		if (status == WASL_GONE && !known->stop) {
			WASL_TRY(rebuild(known, err));
			more = true;
		} else if (status != WASL_OK) {
			return status;
		}
	}
	set_building(known, false);
	return WASL_OK;
}

static void save_if_due(struct node_known *known)
{
	uint64_t now = now_ms(known);
	struct wasl_err err;
	bool saved;

	if (!known->destroyed && known->changed < SAVE_MANY &&
	    (known->changed == 0 || now - known->written_ms < known->pause_ms))
		return;
	saved = known_save(known, &err) == WASL_OK;
	known->written_ms = now_ms(known);
	known->pause_ms = (known->written_ms - now) * SAVE_SHARE;
	if (known->pause_ms < SAVE_MS)
		known->pause_ms = SAVE_MS;
	if (!saved && !known->stop) {
		known->destroyed = false; /* not at once again */
		known->changed = known->changed < SAVE_MANY ? known->changed
							    : SAVE_MANY - 1;
		set_fault(known, &err);
	}
}

static uint64_t gather_ms(uint64_t took)
{
	uint64_t ms = took * GATHER_SHARE;

	if (ms < GATHER_MS)
		return GATHER_MS;
	return ms > GATHER_MS_MAX ? GATHER_MS_MAX : ms;
}

static void *known_main(void *arg)
{
	struct node_known *known = arg;
	struct wasl_err err;
	bool begun = false;

	while (!known->stop) {
		wasl_status status = WASL_OK;
		uint64_t took = now_ms(known);

		if (!begun)
			status = begin(known, &err);
		begun |= status == WASL_OK;
		if (status == WASL_OK)
			status = catch_up(known, &err);
		if (known->stop)
			break;
		if (status != WASL_OK) {
			set_fault(known, &err);
			hold(known, FAULT_MS);
			continue;
		}
		took = now_ms(known) - took;
		save_if_due(known);
		rest(known, SAVE_MS);
		hold(known, gather_ms(took));
	}
	return NULL;
}

/* --- life ----------------------------------------------------------------- */

static void init_locks(struct node_known *known)
{
	pthread_rwlockattr_t swap;
	pthread_condattr_t attr;

	pthread_mutex_init(&known->lock, NULL);
	pthread_rwlockattr_init(&swap);
	pthread_rwlockattr_setkind_np(
		&swap, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
	pthread_rwlock_init(&known->swap, &swap);
	pthread_rwlockattr_destroy(&swap);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&known->wake, &attr);
	pthread_cond_init(&known->moved, &attr);
	pthread_condattr_destroy(&attr);
}

wasl_status node_known_new(struct node_known **out, struct wasl_node *node,
			   struct wasl_err *err)
{
	struct node_known *known = wasl_alloc(1, sizeof(*known));

	*out = known;
	if (known == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "persons");
	init_locks(known);
	known->node = node;
	known->building = true;
	known->begun_ms = known->written_ms = now_ms(known);
	known->pause_ms = SAVE_MS;
	known->entry = wasl_alloc(1, sizeof(*known->entry));
	known->pool = wasl_secret_pool_new(KNOWN_BATCH);
	if (known->entry == NULL || known->pool == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "persons");
	for (size_t i = 0; i < KNOWN_BATCH; i++)
		known->keys[i] = wasl_secret_pool_take(known->pool);
	WASL_TRY(wasl_persons_new(&known->persons, err));
	return wasl_persons_new(&known->open, err);
}

wasl_status node_known_start(struct node_known *known, struct wasl_err *err)
{
	if (pthread_create(&known->thread, NULL, known_main, known) != 0)
		return wasl_fail(err, WASL_NO_MEMORY, "no thread for persons");
	known->started = true;
	return WASL_OK;
}

void node_known_free(struct node_known *known)
{
	if (known == NULL)
		return;
	pthread_mutex_lock(&known->lock);
	known->stop = true;
	pthread_cond_broadcast(&known->wake);
	pthread_cond_broadcast(&known->moved);
	pthread_mutex_unlock(&known->lock);
	if (known->started)
		pthread_join(known->thread, NULL);
	wasl_persons_free(known->persons);
	wasl_persons_free(known->open);
	wasl_secret_pool_free(known->pool);
	wasl_free(known->entry);
	pthread_cond_destroy(&known->wake);
	pthread_cond_destroy(&known->moved);
	pthread_mutex_destroy(&known->lock);
	pthread_rwlock_destroy(&known->swap);
	wasl_free(known);
}

void node_known_wake(struct node_known *known)
{
	if (known == NULL)
		return;
	pthread_mutex_lock(&known->lock);
	known->woken = true;
	pthread_cond_signal(&known->wake);
	pthread_mutex_unlock(&known->lock);
}

/* --- for those who search ------------------------------------------------- */

static wasl_status head_of(struct node_known *known, int64_t *head,
			   struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};

	WASL_TRY(wasl_store_read(&r, known->node->store, err));
	return wasl_change_last(&r, head, err);
}

/* Under the lock. */
static void fill_state(const struct node_known *known,
		       struct node_known_state *state, int64_t head)
{
	*state = (struct node_known_state){
		.position = known->position,
		.head = head,
		.complete = !known->building && known->position >= head,
	};
}

wasl_status node_known_get(struct node_known *known,
			   struct wasl_persons **persons,
			   struct node_known_state *state, struct wasl_err *err)
{
	const struct timespec until = after_ms(NODE_KNOWN_WAIT_MS);
	int64_t head;

	*persons = NULL;
	WASL_TRY(head_of(known, &head, err));
	pthread_mutex_lock(&known->lock);
	do
		fill_state(known, state, head);
	while (!state->complete && !known->building &&
	       known->fault[0] == '\0' && !known->stop &&
	       pthread_cond_timedwait(&known->moved, &known->lock, &until) ==
		       0);
	pthread_mutex_unlock(&known->lock);
	pthread_rwlock_rdlock(&known->swap);
	*persons = known->persons;
	return WASL_OK;
}

struct wasl_persons *node_known_open(struct node_known *known)
{
	return known->open;
}

void node_known_done(struct node_known *known)
{
	pthread_rwlock_unlock(&known->swap);
}

wasl_status node_known_status(struct node_known *known,
			      struct node_known_status *out,
			      struct wasl_err *err)
{
	int64_t head;

	*out = (struct node_known_status){0};
	WASL_TRY(head_of(known, &head, err));
	pthread_rwlock_rdlock(&known->swap);
	out->size = wasl_persons_size(known->persons);
	out->size.bytes += wasl_persons_size(known->open).bytes;
	pthread_rwlock_unlock(&known->swap);
	pthread_mutex_lock(&known->lock);
	fill_state(known, &out->state, head);
	out->building = known->building;
	out->ready_ms = known->ready_ms;
	out->from_snapshot = known->from_snapshot;
	out->snapshot_size = known->snapshot_size;
	memcpy(out->fault, known->fault, sizeof(out->fault));
	pthread_mutex_unlock(&known->lock);
	return WASL_OK;
}
