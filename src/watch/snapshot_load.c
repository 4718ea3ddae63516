/*
 * Reading a snapshot on two processors: one thread opens chunks and makes
 * persons of them, the caller's puts these among the others.
 *
 *	file ──► [reader: unseal, parse, make] ──► batches ──► index, chains
 *
 * Batches go round: `filled` and `emptied` count those that were handed over
 * each way.
 */
#include "base/alloc.h"
#include "base/file.h"
#include "watch/persons_inner.h"
#include "watch/snapshot_inner.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define BATCHES 3

/* The persons of one chunk; each has its names in turn. */
struct batch {
	struct person **person;
	size_t n, cap;
	struct wasl_name *name;
	size_t names, names_cap;
	bool last;
};

struct reader {
	int fd;
	const struct wasl_secret *key;
	uint8_t head[WASL_PERSONS_FILE_HEAD];
	uint64_t number;
	uint8_t *chunk; /* SNAPSHOT_CHUNK + SNAPSHOT_AROUND */
	uint8_t *plain; /* SNAPSHOT_CHUNK */
	struct wasl_persons_entry *entry;

	/* Of the first chunk. */
	int64_t position;
	uint64_t persons, names, words;

	struct batch batch[BATCHES];
	pthread_mutex_t lock; /* of what follows */
	pthread_cond_t moved;
	size_t filled, emptied;
	bool stop;	    /* nobody takes any more */
	wasl_status status; /* no more come */
	struct wasl_err err;
};

/* --- the file ------------------------------------------------------------- */

/* Exactly `n` bytes. */
static wasl_status read_all(int fd, uint8_t *p, size_t n, struct wasl_err *err)
{
	while (n > 0) {
		ssize_t done = read(fd, p, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return wasl_fail(err, wasl_errno_status(errno),
					 "the snapshot of persons");
		if (done == 0)
			return wasl_fail(err, WASL_MALFORMED,
					 "the snapshot is cut short");
		p += done;
		n -= (size_t)done;
	}
	return WASL_OK;
}

static wasl_status read_head(int fd, struct wasl_persons_file *head,
			     struct wasl_err *err)
{
	uint8_t got[WASL_PERSONS_FILE_HEAD];
	uint8_t want[WASL_PERSONS_FILE_HEAD];

	WASL_TRY(read_all(fd, got, sizeof(got), err));
	memcpy(head->uid, got + SNAPSHOT_UID, sizeof(head->uid));
	memcpy(head->wrapped.b, got + SNAPSHOT_UID + sizeof(head->uid),
	       sizeof(head->wrapped.b));
	snapshot_head(want, head);
	if (!snapshot_is_one(got))
		return wasl_fail(err, WASL_MALFORMED, "it is no snapshot");
	if (!snapshot_same_reading(got, want))
		return wasl_fail(err, WASL_UNSUPPORTED,
				 "the snapshot is of another version");
	return WASL_OK;
}

wasl_status wasl_persons_open(const char *path, int *fd,
			      struct wasl_persons_file *head,
			      struct wasl_err *err)
{
	wasl_status status;

	*fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (*fd < 0)
		return wasl_fail(err, wasl_errno_status(errno),
				 "the snapshot of persons");
	status = read_head(*fd, head, err);
	if (status == WASL_OK)
		return WASL_OK;
	close(*fd);
	*fd = -1;
	return status;
}

static wasl_status read_chunk(struct reader *r, wasl_bytes *plain, bool *last,
			      struct wasl_err *err)
{
	struct wasl_cursor c;
	struct snapshot_place place;
	uint32_t marked;
	size_t n;

	WASL_TRY(read_all(r->fd, r->chunk, 4 + WASL_AEAD_XNONCE, err));
	c = wasl_cursor_init(wasl_bytes_of(r->chunk, 4));
	marked = wasl_cursor_u32(&c);
	*last = (marked & SNAPSHOT_LAST) != 0;
	n = marked & ~SNAPSHOT_LAST;
	if (n < WASL_AEAD_TAG || n > SNAPSHOT_CHUNK + WASL_AEAD_TAG)
		return wasl_fail(err, WASL_MALFORMED, "the snapshot's chunk");
	WASL_TRY(read_all(r->fd, r->chunk + 4 + WASL_AEAD_XNONCE, n, err));
	place = snapshot_place(r->head, r->number++, marked);
	WASL_TRY(wasl_aead_xopen(
		r->plain, r->key, r->chunk + 4, WASL_BYTES(place.b),
		wasl_bytes_of(r->chunk + 4 + WASL_AEAD_XNONCE, n), err));
	*plain = wasl_bytes_of(r->plain, n - WASL_AEAD_TAG);
	return WASL_OK;
}

/* --- batches -------------------------------------------------------------- */

static void clear_batch(struct batch *batch)
{
	for (size_t i = 0; i < batch->n; i++)
		wasl_free(batch->person[i]);
	batch->n = batch->names = 0;
}

static wasl_status take_person(struct batch *batch,
			       const struct wasl_persons_entry *e,
			       struct wasl_err *err)
{
	struct person *person;

	if (!wasl_grow(&batch->person, &batch->cap, batch->n + 1,
		       sizeof(struct person *)) ||
	    !wasl_grow(&batch->name, &batch->names_cap,
		       batch->names + e->n_names, sizeof(*batch->name)))
		return wasl_fail(err, WASL_NO_MEMORY, "snapshot");
	person = person_make(e);
	if (person == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "snapshot");
	batch->person[batch->n++] = person;
	for (size_t i = 0; i < e->n_names; i++) {
		struct wasl_name *to = &batch->name[batch->names++];
		const struct wasl_name *name = &e->name[i];

		to->n = name->n;
		to->notes = name->notes;
		memcpy(to->word, name->word, name->n * sizeof(name->word[0]));
	}
	return WASL_OK;
}

static wasl_status read_batch(struct reader *r, struct batch *batch,
			      struct wasl_err *err)
{
	struct wasl_cursor c;
	wasl_bytes plain;

	WASL_TRY(read_chunk(r, &plain, &batch->last, err));
	c = wasl_cursor_init(plain);
	if (r->number == 1) {
		r->position = (int64_t)wasl_cursor_u64(&c);
		r->persons = wasl_cursor_u64(&c);
		r->names = wasl_cursor_u64(&c);
		r->words = wasl_cursor_u64(&c);
	}
	if (c.bad)
		return wasl_fail(err, WASL_MALFORMED,
				 "the snapshot's beginning");
	while (c.n > 0) {
		if (!wasl_persons_take(r->entry, &c))
			return wasl_fail(err, WASL_MALFORMED,
					 "a person of the snapshot");
		WASL_TRY(take_person(batch, r->entry, err));
	}
	return WASL_OK;
}

/* A batch to fill; false: nobody wants another. */
static bool wait_empty(struct reader *r, struct batch **batch)
{
	bool go;

	pthread_mutex_lock(&r->lock);
	while (!r->stop && r->filled - r->emptied == BATCHES)
		pthread_cond_wait(&r->moved, &r->lock);
	*batch = &r->batch[r->filled % BATCHES];
	go = !r->stop;
	pthread_mutex_unlock(&r->lock);
	return go;
}

static void hand_over(struct reader *r, wasl_status status,
		      const struct wasl_err *err)
{
	pthread_mutex_lock(&r->lock);
	if (status == WASL_OK) {
		r->filled++;
	} else {
		r->status = status;
		r->err = *err;
	}
	pthread_cond_signal(&r->moved);
	pthread_mutex_unlock(&r->lock);
}

static void *reader_main(void *arg)
{
	struct reader *r = arg;
	wasl_status status = WASL_OK;
	struct batch *batch;
	bool last = false;

	while (status == WASL_OK && !last && wait_empty(r, &batch)) {
		struct wasl_err err;

		status = read_batch(r, batch, &err);
		last = batch->last;
		hand_over(r, status, &err);
	}
	return NULL;
}

/* --- the caller's part ---------------------------------------------------- */

static wasl_status wait_filled(struct reader *r, struct batch **batch,
			       struct wasl_err *err)
{
	wasl_status status = WASL_OK;

	pthread_mutex_lock(&r->lock);
	while (r->status == WASL_OK && r->filled == r->emptied)
		pthread_cond_wait(&r->moved, &r->lock);
	if (r->filled == r->emptied) {
		status = r->status;
		if (err != NULL)
			*err = r->err;
	}
	*batch = &r->batch[r->emptied % BATCHES];
	pthread_mutex_unlock(&r->lock);
	return status;
}

static void give_back(struct reader *r, struct batch *batch)
{
	clear_batch(batch);
	pthread_mutex_lock(&r->lock);
	r->emptied++;
	pthread_cond_signal(&r->moved);
	pthread_mutex_unlock(&r->lock);
}

static size_t at_most(uint64_t n, off_t size)
{
	return n > (uint64_t)size ? (size_t)size : (size_t)n;
}

/* Nothing in the file fills less than a byte, whatever its numbers say; words
 * that nobody bears any more are counted too, and are not there. */
static wasl_status make_room(const struct reader *r, struct wasl_persons *p,
			     struct wasl_err *err)
{
	struct stat st;

	if (fstat(r->fd, &st) != 0)
		return wasl_fail(err, wasl_errno_status(errno),
				 "the snapshot of persons");
	return persons_reserve(p, at_most(r->persons, st.st_size),
			       at_most(r->names, st.st_size),
			       at_most(r->words, st.st_size), err);
}

static wasl_status put_batch(struct wasl_persons *p, struct batch *batch,
			     struct wasl_err *err)
{
	size_t names = 0;
	wasl_status status = WASL_OK;

	pthread_rwlock_wrlock(&p->lock);
	for (size_t i = 0; i < batch->n && status == WASL_OK; i++) {
		struct person *person = batch->person[i];
		const struct wasl_name *name = &batch->name[names];

		batch->person[i] = NULL;
		names += person->n_names;
		status = persons_put(p, person, name, err);
	}
	pthread_rwlock_unlock(&p->lock);
	return status;
}

static wasl_status put_all(struct reader *r, struct wasl_persons *p,
			   struct wasl_err *err)
{
	struct batch *batch;
	uint64_t n = 0;
	bool last;

	do {
		WASL_TRY(wait_filled(r, &batch, err));
		if (n == 0)
			WASL_TRY(make_room(r, p, err));
		last = batch->last;
		n += batch->n;
		WASL_TRY(put_batch(p, batch, err));
		give_back(r, batch);
	} while (!last);
	return n == r->persons ? WASL_OK
			       : wasl_fail(err, WASL_MALFORMED,
					   "the snapshot has another number of "
					   "persons");
}

static wasl_status load(struct reader *r, struct wasl_persons *persons,
			struct wasl_err *err)
{
	wasl_status status;
	pthread_t thread;

	if (pthread_create(&thread, NULL, reader_main, r) != 0)
		return wasl_fail(err, WASL_NO_MEMORY,
				 "no thread for the snapshot");
	status = put_all(r, persons, err);
	pthread_mutex_lock(&r->lock);
	r->stop = true;
	pthread_cond_signal(&r->moved);
	pthread_mutex_unlock(&r->lock);
	pthread_join(thread, NULL);
	return status;
}

static void free_batches(struct reader *r)
{
	for (size_t i = 0; i < BATCHES; i++) {
		clear_batch(&r->batch[i]);
		wasl_free(r->batch[i].person);
		wasl_free(r->batch[i].name);
	}
}

wasl_status wasl_persons_load(struct wasl_persons *persons, int64_t *position,
			      int fd, const struct wasl_persons_file *head,
			      const struct wasl_secret *key,
			      struct wasl_err *err)
{
	wasl_autofree uint8_t *chunk =
		wasl_alloc(SNAPSHOT_CHUNK + SNAPSHOT_AROUND, 1);
	wasl_autofree uint8_t *plain = wasl_alloc(SNAPSHOT_CHUNK, 1);
	wasl_autofree struct wasl_persons_entry *entry =
		wasl_alloc(1, sizeof(*entry));
	struct reader r = {.fd = fd,
			   .key = key,
			   .chunk = chunk,
			   .plain = plain,
			   .entry = entry};
	wasl_status status;

	*position = 0;
	if (chunk == NULL || plain == NULL || entry == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "snapshot");
	snapshot_head(r.head, head);
	pthread_mutex_init(&r.lock, NULL);
	pthread_cond_init(&r.moved, NULL);
	status = load(&r, persons, err);
	if (status == WASL_OK)
		*position = r.position;
	free_batches(&r);
	pthread_cond_destroy(&r.moved);
	pthread_mutex_destroy(&r.lock);
	return status;
}
