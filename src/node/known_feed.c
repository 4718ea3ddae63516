/* From the database into the persons in memory. */
#include "node/known_inner.h"

#include "base/alloc.h"
#include "node/batch.h"
#include "node/persons.h"
#include "watch/change.h"

/* Changes in one look at the feed; records in one step. */
#define CHANGES 1024
#define RECORDS 1024

static wasl_status room(struct node_known *known, struct wasl_err *err)
{
	size_t bytes = wasl_persons_size(known->persons).bytes +
		       wasl_persons_size(known->open).bytes;

	if (bytes <= NODE_KNOWN_BYTES_MAX)
		return WASL_OK;
	return wasl_fail(err, WASL_TOO_BIG,
			 "there are more persons than memory is allowed for");
}

/* --- dossiers ------------------------------------------------------------- */

/* Dossiers that are read together. */
struct batch {
	struct wasl_keyd_dossier ask[KNOWN_BATCH];
	struct wasl_hash kind[KNOWN_BATCH];
	bool own[KNOWN_BATCH];
	bool open[KNOWN_BATCH];
	size_t n;
};

static wasl_status add_person(void *ctx, const struct wasl_persons_entry *entry,
			      struct wasl_err *err)
{
	struct node_known *known = ctx;

	known->changed++;
	return wasl_persons_add(known->persons, entry, err);
}

static size_t forget(struct node_known *known, const struct wasl_dossier_id *id)
{
	struct wasl_persons_key key = {.source = WASL_PERSONS_DOSSIER};
	size_t n;

	memcpy(key.b, id->b, sizeof(key.b));
	n = wasl_persons_remove(known->persons, &key);
	key.source = WASL_PERSONS_DRAFT;
	n += wasl_persons_remove(known->persons, &key);
	known->changed += n;
	return n;
}

static struct wasl_persons_key batch_key(const struct wasl_dossier_id *id)
{
	struct wasl_persons_key key = {.source = WASL_PERSONS_BATCH};

	memcpy(key.b, id->b, sizeof(key.b));
	return key;
}

static size_t forget_batch(struct node_known *known,
			   const struct wasl_dossier_id *id)
{
	const struct wasl_persons_key key = batch_key(id);
	size_t n = wasl_persons_remove(known->persons, &key);

	(void)wasl_persons_remove(known->open, &key);
	known->changed += n;
	return n;
}

/* They stand, or no more, among those of open dossiers. A table that stands
 * there is the same. */
static wasl_status keep_open(struct node_known *known,
			     const struct wasl_dossier_id *id, bool open,
			     struct wasl_err *err)
{
	static const uint8_t sources[] = {
		WASL_PERSONS_DOSSIER, WASL_PERSONS_DRAFT, WASL_PERSONS_BATCH};
	struct wasl_persons_key key;

	memcpy(key.b, id->b, sizeof(key.b));
	for (size_t i = 0; i < sizeof(sources); i++) {
		key.source = sources[i];
		if (!open)
			(void)wasl_persons_remove(known->open, &key);
		else if (key.source != WASL_PERSONS_BATCH ||
			 !wasl_persons_has(known->open, &key))
			WASL_TRY(wasl_persons_copy(known->open, known->persons,
						   &key, err));
	}
	return WASL_OK;
}

/* What is forgotten for good; a snapshot may hold it. */
static void forget_all(struct node_known *known,
		       const struct wasl_dossier_id *id)
{
	known->destroyed |= forget(known, id) + forget_batch(known, id) > 0;
	(void)!keep_open(known, id, false, NULL);
}

static wasl_status add_row(void *ctx, const struct wasl_batch_row *row,
			   struct wasl_err *err)
{
	struct node_known *known = ctx;

	WASL_TRY(known_pause(known, err));
	node_persons_of_batch(known->entry, row);
	return add_person(known, known->entry, err);
}

/* Tables do not change: they are read once, and again when one has come. */
static wasl_status read_tables(struct node_known *known,
			       const struct wasl_dossier_id *id,
			       struct wasl_err *err)
{
	const struct wasl_persons_key key = batch_key(id);
	wasl_status status;

	if (wasl_persons_has(known->persons, &key))
		return WASL_OK;
	known->entry->key = key;
	status = node_batch_each(known->node, id, add_row, known, err);
	if (status != WASL_OK) /* never half of one */
		(void)forget_batch(known, id);
	return status;
}

static wasl_status read_dossier(struct node_known *known,
				struct store_reader *r,
				const struct batch *batch, size_t i,
				struct wasl_err *err)
{
	const struct wasl_keyd_dossier *ask = &batch->ask[i];
	struct wasl_node *node = known->node;
	struct node_dossier d = {.id = ask->id, .key = ask->key};
	bool fresh = forget(known, &ask->id) == 0;
	size_t before = known->changed;
	wasl_status status;

	pthread_rwlock_rdlock(&node->lock);
	d.kind = wasl_library_kind(&node->library, &batch->kind[i]);
	status = node_persons_of_dossier(node, r, &d, known->entry, add_person,
					 known, err);
	pthread_rwlock_unlock(&node->lock);
	if (status != WASL_OK || !fresh || known->changed == before ||
	    batch->own[i] || !batch->open[i] || known->reading_all)
		return status;
	status = known_note(known, r, &d, err);
	if (status != WASL_OK) /* the next try shall find it new again */
		(void)forget(known, &ask->id);
	return status;
}

static wasl_status read_batch(struct node_known *known, struct store_reader *r,
			      struct batch *batch, struct wasl_err *err)
{
	WASL_TRY(known_pause(known, err));
	WASL_TRY(room(known, err));
	if (batch->n == 0)
		return WASL_OK;
	WASL_TRY(
		wasl_keyd_unwrap(known->node->keyd, batch->ask, batch->n, err));
	for (size_t i = 0; i < batch->n; i++) {
		if (batch->ask[i].status == WASL_OK) {
			WASL_TRY(read_dossier(known, r, batch, i, err));
			WASL_TRY(read_tables(known, &batch->ask[i].id, err));
			WASL_TRY(keep_open(known, &batch->ask[i].id,
					   batch->open[i], err));
		} else {
			forget_all(known, &batch->ask[i].id);
		}
	}
	batch->n = 0;
	return WASL_OK;
}

static wasl_status is_erased(struct store_reader *r, bool *erased,
			     const struct wasl_dossier_id *id,
			     struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	wasl_status status = wasl_store_one(
		&row, r, WASL_SQL_ERASED_GET, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(id))));

	*erased = status == WASL_OK;
	return status == WASL_NOT_FOUND ? WASL_OK : status;
}

/* Its key and kind, for the batch; one that is erased, or without a key, has no
 * persons. */
static wasl_status take_dossier(struct node_known *known,
				struct store_reader *r, struct batch *batch,
				const struct wasl_dossier_id *id,
				struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	size_t at = batch->n;
	bool gone = false;
	wasl_status status;

	status = wasl_store_one(
		&row, r, WASL_SQL_DOSSIER_GET, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(id))));
	if (status == WASL_OK)
		WASL_TRY(is_erased(r, &gone, id, err));
	if (status == WASL_NOT_FOUND ||
	    (status == WASL_OK && (gone || wasl_rows_null(&row, "wrapped")))) {
		forget_all(known, id);
		return WASL_OK;
	}
	WASL_TRY(status);
	batch->ask[at] =
		(struct wasl_keyd_dossier){.id = *id, .key = known->keys[at]};
	wasl_rows_copy(&row, "wrapped", batch->ask[at].wrapped.b,
		       sizeof(batch->ask[at].wrapped.b));
	wasl_rows_copy(&row, "kind_hash", batch->kind[at].b,
		       sizeof(batch->kind[at].b));
	batch->own[at] = wasl_rows_bool(&row, "own");
	batch->open[at] = !wasl_rows_bool(&row, "closed");
	WASL_TRY(wasl_rows_finish(&row, err));
	if (++batch->n < KNOWN_BATCH)
		return WASL_OK;
	return read_batch(known, r, batch, err);
}

/* --- lists ---------------------------------------------------------------- */

static wasl_status add_record(void *ctx, const struct wasl_watch_row *row,
			      struct wasl_err *err)
{
	struct node_known *known = ctx;
	struct wasl_persons_key key = wasl_persons_list(row->list_id, row->id);

	if (wasl_persons_has(known->persons, &key))
		return WASL_OK;
	node_persons_of_row(known->entry, row);
	known->changed++;
	return wasl_persons_add(known->persons, known->entry, err);
}

static wasl_status drop_ended(struct node_known *known, struct store_reader *r,
			      const struct wasl_change *change,
			      struct wasl_err *err)
{
	int64_t ids[RECORDS];
	int64_t after = 0;
	size_t n;

	do {
		WASL_TRY(known_pause(known, err));
		WASL_TRY(wasl_watch_ended(r, change->list_id,
					  change->generation, after, ids, &n,
					  RECORDS, err));
		for (size_t i = 0; i < n; i++) {
			struct wasl_persons_key key =
				wasl_persons_list(change->list_id, ids[i]);

			known->changed +=
				wasl_persons_remove(known->persons, &key);
			after = ids[i];
		}
	} while (n == RECORDS);
	return WASL_OK;
}

static wasl_status add_brought(struct node_known *known,
			       const struct wasl_change *change,
			       struct wasl_err *err)
{
	int64_t after = 0;
	bool more = true;

	while (more) {
		WASL_TRY(known_pause(known, err));
		WASL_TRY(room(known, err));
		WASL_TRY(wasl_watch_added(known->node->watch, change->list_id,
					  change->generation, &after, &more,
					  RECORDS, add_record, known, err));
	}
	return WASL_OK;
}

/* A list that is gone by now has a change of its own that says so. */
static wasl_status follow_list(struct node_known *known, struct store_reader *r,
			       const struct wasl_change *change,
			       struct wasl_err *err)
{
	wasl_status status;

	WASL_TRY(drop_ended(known, r, change, err));
	status = add_brought(known, change, err);
	return status == WASL_NOT_FOUND ? WASL_OK : status;
}

/* --- the feed ------------------------------------------------------------- */

static wasl_status follow_one(struct node_known *known, struct store_reader *r,
			      struct batch *batch,
			      const struct wasl_change *change,
			      struct wasl_err *err)
{
	switch (change->what) {
	case WASL_CHANGE_LIST:
		return follow_list(known, r, change, err);
	case WASL_CHANGE_LIST_GONE:
		known->changed += wasl_persons_remove_list(known->persons,
							   change->list_id);
		known->destroyed = true;
		return WASL_OK;
	case WASL_CHANGE_DOSSIER:
		return take_dossier(known, r, batch, &change->dossier_id, err);
	case WASL_CHANGE_DOSSIER_GONE:
		forget_all(known, &change->dossier_id);
		known->destroyed = true;
		return WASL_OK;
	case WASL_CHANGE_DRAFT:
	case WASL_CHANGE_TASK:
	case WASL_CHANGE_LINE:
	case WASL_CHANGE_DUTY:
	case WASL_CHANGE_OFFICER:
		return WASL_OK;
	}
	return WASL_OK;
}

/* A later change of the same dossier brings the same and more. */
static bool comes_again(const struct wasl_change *changes, size_t n, size_t i)
{
	const size_t look = 64;

	for (size_t j = i + 1; j < n && j <= i + look; j++)
		if (changes[j].what == WASL_CHANGE_DOSSIER &&
		    wasl_dossier_id_eq(&changes[j].dossier_id,
				       &changes[i].dossier_id))
			return true;
	return false;
}

static wasl_status follow_some(struct node_known *known, struct batch *batch,
			       bool *more, struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init(1024 * 1024);
	wasl_autoreader struct store_reader r = {0};
	int64_t position = known->position;
	struct wasl_change *changes;
	size_t n;

	WASL_TRY(wasl_store_read(&r, known->node->store, err));
	WASL_TRY(wasl_change_since(&r, &arena, &changes, &n, position, CHANGES,
				   err));
	*more = n == CHANGES;
	for (size_t i = 0; i < n; i++) {
		position = changes[i].id;
		if (changes[i].what == WASL_CHANGE_DOSSIER &&
		    changes[i].number == WASL_CHANGE_TABLE)
			(void)forget_batch(known, &changes[i].dossier_id);
		if (changes[i].what == WASL_CHANGE_DOSSIER &&
		    comes_again(changes, n, i))
			continue;
		WASL_TRY(follow_one(known, &r, batch, &changes[i], err));
	}
	WASL_TRY(read_batch(known, &r, batch, err));
	known_move(known, position);
	return WASL_OK;
}

wasl_status known_follow(struct node_known *known, bool *more,
			 struct wasl_err *err)
{
	wasl_autofree struct batch *batch = wasl_alloc(1, sizeof(*batch));

	if (batch == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "changes");
	return follow_some(known, batch, more, err);
}

/* --- everybody ------------------------------------------------------------ */

static wasl_status next_dossiers(struct store_reader *r, int64_t peer,
				 struct wasl_dossier_id *ids, size_t *n,
				 const struct wasl_dossier_id *last,
				 struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	*n = 0;
	WASL_TRY(wasl_store_query(
		&rows, r, WASL_SQL_DOSSIER_AFTER, err,
		WASL_ARGS(wasl_arg_int(peer),
			  wasl_arg_bytes(last == NULL
						 ? (wasl_bytes){NULL, 0}
						 : wasl_dossier_id_bytes(last)),
			  wasl_arg_int(KNOWN_BATCH))));
	while (*n < KNOWN_BATCH && wasl_rows_next(&rows)) {
		wasl_rows_copy(&rows, "id", ids[*n].b, sizeof(ids[*n].b));
		(*n)++;
	}
	return wasl_rows_finish(&rows, err);
}

/* In steps, so that no snapshot of the database is held for long. */
static wasl_status read_line(struct node_known *known, struct batch *batch,
			     int64_t peer, struct wasl_err *err)
{
	struct wasl_dossier_id ids[KNOWN_BATCH];
	struct wasl_dossier_id last;
	bool begun = false;
	size_t n;

	do {
		wasl_autoreader struct store_reader r = {0};

		WASL_TRY(wasl_store_read(&r, known->node->store, err));
		WASL_TRY(next_dossiers(&r, peer, ids, &n, begun ? &last : NULL,
				       err));
		for (size_t i = 0; i < n; i++)
			WASL_TRY(take_dossier(known, &r, batch, &ids[i], err));
		WASL_TRY(read_batch(known, &r, batch, err));
		begun = n > 0;
		if (begun)
			last = ids[n - 1];
	} while (n == KNOWN_BATCH);
	return WASL_OK;
}

static wasl_status read_lines(struct node_known *known, struct wasl_err *err)
{
	wasl_autofree struct batch *batch = wasl_alloc(1, sizeof(*batch));
	struct wasl_node *node = known->node;
	int64_t peers[WASL_PEERS_MAX];
	size_t n;

	if (batch == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "dossiers");
	pthread_rwlock_rdlock(&node->lock);
	for (n = 0; n < node->peers_n; n++)
		peers[n] = node->peers[n]->id;
	pthread_rwlock_unlock(&node->lock);
	for (size_t i = 0; i < n; i++)
		WASL_TRY(read_line(known, batch, peers[i], err));
	return WASL_OK;
}

static wasl_status read_lists(struct node_known *known, struct wasl_err *err)
{
	int64_t after = 0;
	bool more = true;

	while (more) {
		WASL_TRY(known_pause(known, err));
		WASL_TRY(room(known, err));
		WASL_TRY(wasl_watch_walk(known->node->watch, &after, &more,
					 RECORDS,
					 wasl_clock_now(&known->node->clock),
					 add_record, known, err));
	}
	return WASL_OK;
}

/* Whoever changed since the persons were as they are comes with the feed. */
wasl_status known_read_open(struct node_known *known, struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_autorows struct wasl_rows rows = {0};
	struct wasl_dossier_id id;

	WASL_TRY(wasl_store_read(&r, known->node->store, err));
	WASL_TRY(wasl_store_query(&rows, &r, WASL_SQL_DOSSIER_OPEN, err,
				  WASL_NO_ARGS));
	while (wasl_rows_next(&rows)) {
		WASL_TRY(known_pause(known, err));
		wasl_rows_copy(&rows, "id", id.b, sizeof(id.b));
		WASL_TRY(keep_open(known, &id, true, err));
	}
	return wasl_rows_finish(&rows, err);
}

static wasl_status feed_end(struct node_known *known, int64_t *position,
			    struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};

	WASL_TRY(wasl_store_read(&r, known->node->store, err));
	return wasl_change_last(&r, position, err);
}

wasl_status known_read_all(struct node_known *known, int64_t *position,
			   struct wasl_err *err)
{
	wasl_status status;

	WASL_TRY(feed_end(known, position, err));
	known->reading_all = true;
	status = read_lines(known, err);
	known->reading_all = false;
	WASL_TRY(status);
	return read_lists(known, err);
}
