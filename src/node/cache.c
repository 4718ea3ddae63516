#include "node/cache.h"

#include "base/alloc.h"
#include "dossier/deadline.h"
#include "node/apply.h"
#include "node/drill.h"
#include "node/escalate.h"
#include "node/lineact.h"
#include "node/peer.h"
#include "node/state.h"
#include "node/todo.h"
#include "watch/change.h"

static size_t bucket(const struct wasl_dossier_id *id)
{
	/* Ids are random but for two bits. */
	return ((size_t)id->b[4] << 8 | id->b[5]) % NODE_CACHE_BUCKETS;
}

static struct node_dossier *find(struct node_cache *cache,
				 const struct wasl_dossier_id *id)
{
	struct node_dossier *d = cache->buckets[bucket(id)];

	while (d != NULL && !wasl_dossier_id_eq(&d->id, id))
		d = d->next;
	return d;
}

static struct node_dossier *alloc_dossier(struct wasl_node *node,
					  const struct wasl_dossier_id *id)
{
	struct node_dossier *d = wasl_alloc(1, sizeof(*d));

	if (d == NULL)
		return NULL;
	d->id = *id;
	wasl_dossier_init(&d->fold, &node->library, id);
	return d;
}

void node_dossier_free(struct wasl_node *node, struct node_dossier *d)
{
	if (d == NULL)
		return;
	node_secret_give(node, d->key);
	wasl_dossier_deinit(&d->fold);
	node_blob_notes_free(&d->files);
	wasl_free(d);
}

/* --- from the database --------------------------------------------------- */

/* The key from keyd; none is no error: it must be granted again. */
static wasl_status unwrap(struct wasl_node *node, struct node_dossier *d,
			  struct wasl_err *err)
{
	struct wasl_keyd_dossier ask = {.wrapped = d->wrapped};

	d->key = node_secret_take(node);
	if (d->key == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "locked memory");
	ask.id = d->id;
	ask.key = d->key;
	WASL_TRY(wasl_keyd_unwrap(node->keyd, &ask, 1, err));
	if (ask.status == WASL_OK)
		return WASL_OK;
	node_secret_give(node, d->key);
	d->key = NULL;
	return WASL_OK;
}

static wasl_status read_row(struct wasl_node *node, struct store_reader *r,
			    struct node_dossier *d, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	struct wasl_hash hash;
	wasl_text ref;

	WASL_TRY(wasl_store_one(
		&row, r, WASL_SQL_DOSSIER_GET, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(&d->id)))));
	d->peer = node_peer_by_id(node, wasl_rows_int(&row, "peer_id"));
	ref = wasl_rows_text(&row, "ref");
	if (d->peer == NULL || ref.n >= sizeof(d->ref))
		return wasl_fail(err, WASL_CORRUPT, "dossier row");
	memcpy(d->ref, ref.p, ref.n);
	wasl_rows_copy(&row, "kind_hash", hash.b, sizeof(hash.b));
	d->kind = wasl_library_kind(&node->library, &hash);
	wasl_rows_copy(&row, "profile_hash", hash.b, sizeof(hash.b));
	d->profile = wasl_library_profile(&node->library, &hash);
	d->own = wasl_rows_bool(&row, "own");
	d->opened_at = wasl_rows_int(&row, "opened_at");
	d->changed_at = wasl_rows_int(&row, "changed_at");
	d->wrapped_known = !wasl_rows_null(&row, "wrapped");
	if (d->wrapped_known)
		wasl_rows_copy(&row, "wrapped", d->wrapped.b,
			       sizeof(d->wrapped.b));
	WASL_TRY(wasl_rows_finish(&row, err));
	return d->wrapped_known ? unwrap(node, d, err) : WASL_OK;
}

/* One stored entry into the fold. */
static wasl_status fold_entry(struct node_dossier *d, struct wasl_rows *row,
			      struct wasl_err *err)
{
	bool own = wasl_rows_bool(row, "own");
	struct node_entry entry = {
		.own = own,
		.epoch = (uint32_t)wasl_rows_u64(row, "epoch"),
		.index = wasl_rows_u64(row, "idx"),
		.seen = wasl_rows_u64(row, "seen"),
		.out = wasl_rows_int(row, "reject") != 0,
	};

	return node_fold_envelope(d, &entry, wasl_rows_text(row, "origin"),
				  wasl_rows_bytes(row, "envelope"), err);
}

/* Is the entry of the logs up to there? */
static bool is_below(const struct node_dossier *d, struct wasl_rows *row,
		     const struct wasl_known *cut)
{
	bool first = wasl_rows_bool(row, "own") == d->peer->own_first;
	uint64_t epoch = wasl_rows_u64(row, "epoch");

	return epoch < cut->epoch ||
	       (epoch == cut->epoch &&
		wasl_rows_u64(row, "idx") <
			cut->size[first ? WASL_ORIGIN_FIRST
					: WASL_ORIGIN_SECOND]);
}

static wasl_status refold(struct wasl_node *node, struct store_reader *r,
			  struct node_dossier *d, const struct wasl_known *cut,
			  struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	wasl_dossier_deinit(&d->fold);
	wasl_dossier_init(&d->fold, &node->library, &d->id);
	if (d->key == NULL)
		return WASL_OK;
	WASL_TRY(wasl_store_query(
		&rows, r, WASL_SQL_ENTRY_OF_DOSSIER, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(&d->id)))));
	while (wasl_rows_next(&rows))
		if (!wasl_rows_null(&rows, "envelope") &&
		    is_below(d, &rows, cut))
			WASL_TRY(fold_entry(d, &rows, err));
	return wasl_rows_finish(&rows, err);
}

wasl_status node_cache_refold(struct wasl_node *node, struct store_reader *r,
			      struct node_dossier *d, struct wasl_err *err)
{
	const struct wasl_known all = WASL_KNOWN_ALL;

	return refold(node, r, d, &all, err);
}

wasl_status node_dossier_read(struct wasl_node *node, struct store_reader *r,
			      const struct wasl_dossier_id *id,
			      struct node_dossier **out, struct wasl_err *err)
{
	const struct wasl_known all = WASL_KNOWN_ALL;

	return node_dossier_read_cut(node, r, id, &all, out, err);
}

wasl_status node_dossier_read_cut(struct wasl_node *node,
				  struct store_reader *r,
				  const struct wasl_dossier_id *id,
				  const struct wasl_known *cut,
				  struct node_dossier **out,
				  struct wasl_err *err)
{
	struct node_dossier *d = alloc_dossier(node, id);
	wasl_status status;

	*out = NULL;
	if (d == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "dossier");
	status = read_row(node, r, d, err);
	if (status == WASL_OK)
		status = refold(node, r, d, cut, err);
	if (status != WASL_OK) {
		node_dossier_free(node, d);
		return status;
	}
	*out = d;
	return WASL_OK;
}

/* --- the cache ----------------------------------------------------------- */

static void insert(struct node_cache *cache, struct node_dossier *d)
{
	struct node_dossier **slot = &cache->buckets[bucket(&d->id)];

	d->next = *slot;
	*slot = d;
	cache->n++;
}

wasl_status node_cache_get(struct wasl_node *node, struct store_reader *r,
			   struct node_peer *peer,
			   const struct wasl_dossier_id *id,
			   struct node_dossier **out, struct wasl_err *err)
{
	struct node_dossier *d = find(&node->cache, id);

	*out = NULL;
	if (d == NULL) {
		WASL_TRY(node_dossier_read(node, r, id, &d, err));
		insert(&node->cache, d);
	}
	if (d->peer != peer)
		return wasl_fail(err, WASL_NOT_FOUND, "another partner's");
	*out = d;
	return WASL_OK;
}

wasl_status node_cache_new(struct wasl_node *node, struct node_peer *peer,
			   const struct wasl_dossier_id *id,
			   const struct wasl_secret *key,
			   const struct wasl_wrapped *wrapped,
			   struct node_dossier **out, struct wasl_err *err)
{
	struct node_dossier *d = alloc_dossier(node, id);

	*out = NULL;
	if (d == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "dossier");
	d->key = node_secret_take(node);
	if (d->key == NULL) {
		node_dossier_free(node, d);
		return wasl_fail(err, WASL_NO_MEMORY, "locked memory");
	}
	*d->key = *key;
	d->peer = peer;
	d->wrapped = *wrapped;
	d->wrapped_known = true;
	d->own = wasl_dossier_id_opener_first(id) == peer->own_first;
	d->opened_at = wasl_clock_now(&node->clock);
	insert(&node->cache, d);
	node_cache_touch(node, d);
	*out = d;
	return WASL_OK;
}

wasl_status node_cache_key(struct wasl_node *node, struct store_reader *r,
			   struct node_dossier *d,
			   const struct wasl_secret *key,
			   const struct wasl_wrapped *wrapped,
			   struct wasl_err *err)
{
	if (d->key == NULL)
		d->key = node_secret_take(node);
	if (d->key == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "locked memory");
	*d->key = *key;
	d->wrapped = *wrapped;
	d->wrapped_known = true;
	node_cache_touch(node, d);
	return node_cache_refold(node, r, d, err);
}

uint32_t node_bucket(const struct wasl_node *node)
{
	/* A twelfth of 365.2425 days, in seconds. */
	return (uint32_t)(wasl_clock_now(&node->clock) / 2629746);
}

void node_cache_touch(struct wasl_node *node, struct node_dossier *d)
{
	d->changed_at = wasl_clock_now(&node->clock);
	node_cache_mark(node, d);
}

void node_cache_mark(struct wasl_node *node, struct node_dossier *d)
{
	if (d->dirty)
		return;
	d->dirty = true;
	d->after = node->cache.dirty;
	node->cache.dirty = d;
}

void node_cache_drop(struct wasl_node *node)
{
	struct node_cache *cache = &node->cache;

	for (size_t i = 0; i < NODE_CACHE_BUCKETS; i++) {
		struct node_dossier *d = cache->buckets[i];

		while (d != NULL) {
			struct node_dossier *next = d->next;

			node_dossier_free(node, d);
			d = next;
		}
	}
	memset(cache, 0, sizeof(*cache));
}

/* --- to the database ----------------------------------------------------- */

/* A row for each instant at which a run of clock `k` is due. */
static wasl_status write_clock(struct wasl_node *node, struct store_tx *tx,
			       const struct node_dossier *d, size_t k,
			       struct wasl_suspended suspended,
			       struct wasl_err *err)
{
	const struct wasl_clock_def *clock = &d->fold.kind->clocks[k];
	enum wasl_side side = d->own ? WASL_OPENER : WASL_PARTNER;
	wasl_autofree struct wasl_clock_due *dues =
		wasl_alloc(wasl_clock_dues_max(&d->fold, k) + 1, sizeof(*dues));
	size_t n;

	if (dues == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "clocks");
	n = wasl_clock_dues(dues, &d->fold, k, wasl_clock_now(&node->clock),
			    suspended);
	for (size_t i = 0; i < n; i++)
		WASL_TRY(wasl_store_exec(
			tx, WASL_SQL_CLOCK_PUT, err,
			WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(&d->id)),
				  wasl_arg_int(clock->n),
				  wasl_arg_str(clock->name),
				  wasl_arg_int(dues[i].due),
				  wasl_arg_bool(dues[i].paused),
				  wasl_arg_bool((dues[i].duty & side) != 0),
				  wasl_arg_int(dues[i].started),
				  wasl_arg_int(node_escalation_first(node, d, k,
								     &dues[i])),
				  wasl_arg_int(dues[i].stood),
				  wasl_arg_bool(dues[i].stands))));
	return WASL_OK;
}

static wasl_status write_clocks(struct wasl_node *node, struct store_tx *tx,
				const struct node_dossier *d,
				struct wasl_err *err)
{
	const struct wasl_kind *kind = d->fold.kind;
	struct wasl_arg id = wasl_arg_bytes(wasl_dossier_id_bytes(&d->id));
	wasl_autoarena arena = wasl_arena_init(NODE_LINE_ARENA_MAX);
	struct wasl_suspended suspended;

	WASL_TRY(node_peer_suspended(d->peer, &arena, &suspended, err));
	WASL_TRY(wasl_store_exec(tx, WASL_SQL_CLOCK_CLEAR, err, WASL_ARGS(id)));
	for (size_t k = 0; kind != NULL && k < kind->n_clocks; k++)
		WASL_TRY(write_clock(node, tx, d, k, suspended, err));
	return WASL_OK;
}

uint64_t node_heard(const struct node_dossier *d)
{
	enum wasl_origin partner =
		d->peer->own_first ? WASL_ORIGIN_SECOND : WASL_ORIGIN_FIRST;
	uint64_t n = 0;

	for (size_t i = 0; i < d->fold.n; i++)
		n += d->fold.acts[i].place.origin == partner;
	return n;
}

/* The own times of its acts, from the least to the greatest; all of them where
 * it has no acts, for lack of its key. */
struct acted {
	int64_t first;
	int64_t last;
};

static struct acted acted(const struct wasl_dossier *fold)
{
	struct acted span = {INT64_MAX, INT64_MIN};

	if (fold->n == 0)
		return (struct acted){INT64_MIN, INT64_MAX};
	for (size_t i = 0; i < fold->n; i++) {
		int64_t time = fold->acts[i].time;

		span.first = time < span.first ? time : span.first;
		span.last = time > span.last ? time : span.last;
	}
	return span;
}

static const char *mark(const struct node_dossier *d, enum wasl_mark mark)
{
	return d->fold.marks[mark] == NULL ? "" : d->fold.marks[mark];
}

static wasl_status write_row(struct wasl_node *node, struct store_tx *tx,
			     struct node_dossier *d, struct wasl_err *err)
{
	const struct wasl_dossier *fold = &d->fold;
	const struct wasl_kind *kind = fold->kind ? fold->kind : d->kind;
	const struct wasl_profile *profile =
		fold->profile ? fold->profile : d->profile;
	struct acted span = acted(fold);
	struct wasl_dossier_id parent;

	/* Nothing to show yet: acts of an opening that was rejected. */
	if (kind == NULL || profile == NULL)
		return WASL_OK;
	if (d->ref[0] == '\0')
		snprintf(d->ref, sizeof(d->ref), "%s",
			 wasl_dossier_reference(fold));
	WASL_TRY(wasl_store_exec(
		tx, WASL_SQL_DOSSIER_PUT, err,
		WASL_ARGS(
			wasl_arg_bytes(wasl_dossier_id_bytes(&d->id)),
			wasl_arg_int(d->peer->id), wasl_arg_str(kind->name),
			wasl_arg_bytes(wasl_hash_bytes(&kind->hash)),
			wasl_arg_bytes(wasl_hash_bytes(&profile->hash)),
			wasl_arg_str(d->ref), wasl_arg_bool(d->own),
			wasl_arg_str(wasl_dossier_state(fold)),
			wasl_arg_str(mark(d, WASL_MARK_OUTCOME)),
			wasl_arg_str(mark(d, WASL_MARK_URGENCY)),
			wasl_arg_str(mark(d, WASL_MARK_SECTOR)),
			wasl_arg_u64(fold->crossed), wasl_arg_int(d->opened_at),
			wasl_arg_int(d->changed_at),
			wasl_arg_bool(wasl_dossier_closed(fold)),
			d->wrapped_known
				? wasl_arg_bytes(wasl_bytes_of(
					  d->wrapped.b, sizeof(d->wrapped.b)))
				: wasl_arg_null(),
			wasl_dossier_parent(fold, &parent)
				? wasl_arg_bytes(wasl_dossier_id_bytes(&parent))
				: wasl_arg_null(),
			wasl_arg_u64(fold->stands.n_alone),
			wasl_arg_str(mark(d, WASL_MARK_HANDLING)),
			wasl_arg_u64(node_heard(d)), wasl_arg_int(span.first),
			wasl_arg_int(span.last),
			wasl_arg_str(mark(d, WASL_MARK_UNIT)))));
	WASL_TRY(write_clocks(node, tx, d, err));
	WASL_TRY(node_drill_write(node, tx, d, err));
	WASL_TRY(wasl_store_exec(
		tx, WASL_SQL_DOSSIER_DUE, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(&d->id)))));
	WASL_TRY(node_todo_write(tx, d, err));
	return node_blob_flush(node, tx, d, err);
}

wasl_status node_cache_flush(struct wasl_node *node, struct store_tx *tx,
			     struct wasl_err *err)
{
	struct node_cache *cache = &node->cache;

	while (cache->dirty != NULL) {
		struct node_dossier *d = cache->dirty;

		WASL_TRY(write_row(node, tx, d, err));
		WASL_TRY(wasl_change_add(
			tx,
			&(struct wasl_change){.at = d->changed_at,
					      .what = WASL_CHANGE_DOSSIER,
					      .of_dossier = true,
					      .dossier_id = d->id},
			err));
		cache->dirty = d->after;
		d->after = NULL;
		d->dirty = false;
	}
	if (cache->n > NODE_CACHE_MAX)
		node_cache_drop(node);
	return WASL_OK;
}
