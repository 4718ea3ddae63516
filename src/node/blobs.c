#include "node/blobs.h"

#include "base/alloc.h"
#include "base/encode.h"
#include "kind/fault.h"
#include "node/batch.h"
#include "node/blob.h"
#include "node/decision.h"
#include "node/log.h"

#include <unistd.h>

/* The thread looks around at least so often, and when it is woken … */
#define LOOK_MS 1000
/* … not more often than this; for what goes, so often, … */
#define LOOK_GAP_MS 50
#define SWEEP_MS    10000
/* … and for what has expired, so often. */
#define EXPIRE_MS (60 * 60 * 1000)

/* --- folders -------------------------------------------------------------- */

struct node_blob_folder *node_blob_folder(struct node_blobs *blobs,
					  int64_t peer_id)
{
	for (size_t i = 0; i < blobs->folders_n; i++)
		if (blobs->folders[i].peer_id == peer_id)
			return &blobs->folders[i];
	return NULL;
}

wasl_status node_blobs_dir(struct wasl_node *node, int64_t peer_id,
			   const char *partner, int *fd, struct wasl_err *err)
{
	struct node_blobs *blobs = node->blobs;
	struct node_blob_folder *folder;
	wasl_status status = WASL_OK;

	*fd = -1;
	pthread_mutex_lock(&blobs->lock);
	folder = node_blob_folder(blobs, peer_id);
	if (folder == NULL) {
		wasl_assert(blobs->folders_n < WASL_PEERS_MAX);
		folder = &blobs->folders[blobs->folders_n];
		status = wasl_blob_dir_open(&folder->fd, node->dir, partner,
					    err);
		folder->peer_id = peer_id;
		folder->stale = true;
		blobs->folders_n += status == WASL_OK;
	}
	if (status == WASL_OK)
		*fd = folder->fd;
	pthread_mutex_unlock(&blobs->lock);
	return status;
}

struct counting {
	int fd;
	uint64_t bytes;
};

static void count_one(void *ctx, const struct wasl_blob_file *file,
		      enum wasl_blob_form form)
{
	struct counting *count = ctx;
	uint64_t bytes;

	(void)form;
	if (wasl_blob_dir_stat(count->fd, file, &bytes, NULL))
		count->bytes += bytes;
}

/* Room for a chunk? With the lock held. */
static wasl_status check_quota(const struct wasl_node *node,
			       struct node_blob_folder *folder, uint64_t more,
			       struct wasl_err *err)
{
	uint64_t quota = node->config->blobs.quota;
	struct counting count = {.fd = folder->fd};

	if (folder->stale) {
		wasl_blob_dir_each(folder->fd, count_one, &count);
		folder->used = count.bytes;
		folder->stale = false;
	}
	if (folder->used <= quota && more <= quota - folder->used)
		return WASL_OK;
	return wasl_fault_of(err, WASL_NO_SPACE, "", "quota-full",
			     WASL_FAULT_N("mib", (quota >> 20)));
}

static bool same_file(const struct node_blobs *blobs, size_t i, int64_t peer_id,
		      const struct wasl_blob_file *file)
{
	return blobs->writers[i].peer_id == peer_id &&
	       strcmp(blobs->writers[i].file.s, file->s) == 0;
}

/* With the lock held. */
static wasl_status begin_write(struct wasl_node *node, int64_t peer_id,
			       const struct wasl_blob_file *file, uint64_t more,
			       int *fd, struct wasl_err *err)
{
	struct node_blobs *blobs = node->blobs;
	struct node_blob_folder *folder = node_blob_folder(blobs, peer_id);

	wasl_assert(folder != NULL);
	for (size_t i = 0; i < blobs->writers_n; i++)
		if (same_file(blobs, i, peer_id, file))
			return wasl_fault(err, WASL_NOT_READY, "",
					  "chunk-coming");
	if (blobs->writers_n == NODE_BLOB_WRITERS_MAX)
		return wasl_fault(err, WASL_NOT_READY, "", "files-many");
	WASL_TRY(check_quota(node, folder, more, err));
	blobs->writers[blobs->writers_n].peer_id = peer_id;
	blobs->writers[blobs->writers_n++].file = *file;
	*fd = folder->fd;
	return WASL_OK;
}

static void end_write(struct node_blobs *blobs, int64_t peer_id,
		      const struct wasl_blob_file *file, uint64_t grown)
{
	size_t i = 0;

	while (!same_file(blobs, i, peer_id, file))
		i++;
	blobs->writers[i] = blobs->writers[--blobs->writers_n];
	node_blob_folder(blobs, peer_id)->used += grown;
}

wasl_status node_blobs_put(struct wasl_node *node, int64_t peer_id,
			   const struct wasl_blob_file *file, uint64_t n,
			   wasl_bytes chunk, uint64_t *held,
			   struct wasl_err *err)
{
	struct node_blobs *blobs = node->blobs;
	uint64_t grown = 0;
	wasl_status status;
	int fd;

	*held = 0;
	pthread_mutex_lock(&blobs->lock);
	status = begin_write(node, peer_id, file, chunk.n, &fd, err);
	pthread_mutex_unlock(&blobs->lock);
	WASL_TRY(status);
	status = wasl_blob_dir_put(fd, file, n, chunk, held, &grown, err);
	pthread_mutex_lock(&blobs->lock);
	end_write(blobs, peer_id, file, grown);
	pthread_mutex_unlock(&blobs->lock);
	return status;
}

void node_blobs_remove(struct wasl_node *node, int64_t peer_id,
		       const struct wasl_blob_file *file)
{
	struct node_blobs *blobs = node->blobs;
	struct node_blob_folder *folder;

	pthread_mutex_lock(&blobs->lock);
	folder = node_blob_folder(blobs, peer_id);
	if (folder != NULL) {
		wasl_blob_dir_remove(folder->fd, file);
		folder->stale = true;
	}
	pthread_mutex_unlock(&blobs->lock);
}

struct node_blob_come node_blob_come(int dir, const struct wasl_hash *sealed,
				     uint64_t bytes)
{
	struct wasl_blob_file whole = wasl_blob_file_whole(sealed);
	struct wasl_blob_file part = wasl_blob_file_part(sealed);
	struct node_blob_come out = {.chunks = node_blob_chunks(bytes)};
	uint64_t have;

	if (bytes > 0 && wasl_blob_dir_stat(dir, &whole, &have, NULL) &&
	    have == bytes) {
		out.held = out.chunks;
		out.whole = true;
	} else if (wasl_blob_dir_stat(dir, &part, &have, NULL)) {
		out.held = have / WASL_BLOB_CHUNK_MAX;
		if (bytes > 0 && have == bytes)
			out.held = out.chunks;
	}
	return out;
}

/* Of the partners' list, what other threads may keep. */
struct partner {
	int64_t id;
	char name[WASL_NODE_NAME_MAX + 1];
};

/* --- arrivals ------------------------------------------------------------- */

/* A file that came whole: is it what the act said? */
static void check_arrival(struct wasl_node *node, const struct partner *partner,
			  int fd, const struct wasl_hash *sealed)
{
	struct wasl_blob_file part = wasl_blob_file_part(sealed);
	struct wasl_hash found;
	struct wasl_err err = {0};
	wasl_status status = wasl_blob_dir_hash(fd, &part, &found, &err);

	if (status == WASL_OK && wasl_hash_eq(&found, sealed))
		status = wasl_blob_dir_settle(fd, &part, sealed, &err);
	else if (status == WASL_OK)
		status = wasl_fail(&err, WASL_BAD_SEAL,
				   "a file has another hash than its act says");
	if (status == WASL_OK) {
		node_log(blob_arrived, NODE_T("peer", partner->name),
			 NODE_T("file", wasl_blob_file_whole(sealed).s));
		return;
	}
	/* It can only come again from the start. */
	if (status == WASL_BAD_SEAL)
		node_blobs_remove(node, partner->id, &part);
	node_log(blob_damaged, NODE_T("peer", partner->name),
		 NODE_T("file", part.s), NODE_T("why", err.text));
}

static void look_at_arrivals(struct wasl_node *node,
			     const struct partner *partner, int fd)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_autorows struct wasl_rows rows = {0};

	if (wasl_store_read(&r, node->store, NULL) != WASL_OK ||
	    wasl_store_query(&rows, &r, WASL_SQL_BLOB_OF_PEER, NULL,
			     WASL_ARGS(wasl_arg_int(partner->id))) != WASL_OK)
		return;
	while (wasl_rows_next(&rows)) {
		uint64_t bytes = wasl_rows_u64(&rows, "bytes");
		struct node_blob_come come;
		struct wasl_hash sealed;

		wasl_rows_copy(&rows, "hash", sealed.b, sizeof(sealed.b));
		come = node_blob_come(fd, &sealed, bytes);
		if (!come.whole && come.held == come.chunks)
			check_arrival(node, partner, fd, &sealed);
	}
}

/* --- what goes ------------------------------------------------------------ */

struct sweep {
	struct node_job job;
	bool expire;
};

/* Both sides have erased the dossier (spec §10), whatever else is left of it.
 */
static wasl_status drop_erased(struct wasl_node *node, struct store_tx *tx,
			       struct wasl_err *err)
{
	const struct wasl_known all = WASL_KNOWN_ALL;
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_query(&rows, &tx->reader, WASL_SQL_BLOB_DOSSIERS,
				  err, WASL_NO_ARGS));
	while (wasl_rows_next(&rows)) {
		struct node_peer *peer =
			node_peer_by_id(node, wasl_rows_int(&rows, "peer_id"));
		struct wasl_dossier_id id;

		wasl_rows_copy(&rows, "dossier_id", id.b, sizeof(id.b));
		if (peer != NULL &&
		    wasl_linestate_erased(&peer->state, &all, &id)) {
			WASL_TRY(node_blob_purge(tx, &id, err));
			WASL_TRY(node_decision_drop_dossier(tx, &id, err));
		}
	}
	return wasl_rows_finish(&rows, err);
}

/* A file goes before its row: a crash between leaves a row to try again. */
static wasl_status remove_gone(struct wasl_node *node, struct store_tx *tx,
			       struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_query(&rows, &tx->reader, WASL_SQL_BLOB_GONE, err,
				  WASL_NO_ARGS));
	while (wasl_rows_next(&rows)) {
		int64_t peer_id = wasl_rows_int(&rows, "peer_id");
		struct node_peer *peer = node_peer_by_id(node, peer_id);
		struct wasl_hash sealed;
		struct wasl_blob_file file;
		int fd;

		wasl_rows_copy(&rows, "hash", sealed.b, sizeof(sealed.b));
		if (peer != NULL)
			WASL_TRY(node_blobs_dir(node, peer_id,
						peer->keys.partner, &fd, err));
		file = wasl_blob_file_whole(&sealed);
		node_blobs_remove(node, peer_id, &file);
		file = wasl_blob_file_part(&sealed);
		node_blobs_remove(node, peer_id, &file);
		WASL_TRY(wasl_store_exec(
			tx, WASL_SQL_BLOB_DELETE, err,
			WASL_ARGS(wasl_arg_int(peer_id),
				  wasl_arg_bytes(wasl_hash_bytes(&sealed)))));
	}
	return wasl_rows_finish(&rows, err);
}

static wasl_status sweep_run(struct wasl_node *node, struct store_tx *tx,
			     struct node_job *job)
{
	struct sweep *sweep = (struct sweep *)job;
	int64_t before = wasl_clock_now(&node->clock) -
			 (int64_t)NODE_BLOB_LOOSE_DAYS * 86400;

	WASL_TRY(drop_erased(node, tx, &job->err));
	if (sweep->expire)
		WASL_TRY(wasl_store_exec(tx, WASL_SQL_BLOB_EXPIRE, &job->err,
					 WASL_ARGS(wasl_arg_int(before))));
	return remove_gone(node, tx, &job->err);
}

struct expiry {
	struct wasl_node *node;
	struct store_reader r;
	int64_t peer_id;
	int fd;
	int64_t before;
};

static bool has_row(struct expiry *e, const struct wasl_blob_file *file)
{
	struct node_blob_row row;
	struct wasl_hash sealed;
	wasl_text hex = {file->s, WASL_HEX_LEN(WASL_HASH_LEN)};

	if (wasl_hex_parse(sealed.b, sizeof(sealed.b), hex) != WASL_OK)
		return false;
	/* When in doubt, it stays. */
	return node_blob_row(&e->r, &row, e->peer_id, &sealed, NULL) !=
	       WASL_NOT_FOUND;
}

static void expire_file(void *ctx, const struct wasl_blob_file *file,
			enum wasl_blob_form form)
{
	struct expiry *e = ctx;
	int64_t changed;
	uint64_t bytes;

	if (!wasl_blob_dir_stat(e->fd, file, &bytes, &changed) ||
	    changed >= e->before || (form != WASL_BLOB_NEW && has_row(e, file)))
		return;
	node_log(blob_expired, NODE_T("file", file->s));
	node_blobs_remove(e->node, e->peer_id, file);
}

/* Uploads that nobody ended, chunks that no act ever named. */
static void expire_files(struct wasl_node *node, int64_t peer_id, int fd)
{
	struct expiry e = {
		.node = node,
		.peer_id = peer_id,
		.fd = fd,
		.before = wasl_clock_now(&node->clock) -
			  (int64_t)NODE_BLOB_LOOSE_DAYS * 86400,
	};

	if (wasl_store_read(&e.r, node->store, NULL) == WASL_OK)
		wasl_blob_dir_each(fd, expire_file, &e);
	wasl_store_read_end(&e.r);
}

/* --- the thread ----------------------------------------------------------- */

static size_t list_partners(struct wasl_node *node, struct partner *out)
{
	size_t n;

	pthread_rwlock_rdlock(&node->lock);
	for (n = 0; n < node->peers_n; n++) {
		out[n].id = node->peers[n]->id;
		memcpy(out[n].name, node->peers[n]->keys.partner,
		       sizeof(out[n].name));
	}
	pthread_rwlock_unlock(&node->lock);
	return n;
}

static void look(struct wasl_node *node, bool expire)
{
	struct partner partners[WASL_PEERS_MAX];
	size_t n = list_partners(node, partners);
	int fd;

	for (size_t i = 0; i < n; i++) {
		if (node_blobs_dir(node, partners[i].id, partners[i].name, &fd,
				   NULL) != WASL_OK)
			continue;
		look_at_arrivals(node, &partners[i], fd);
		node_push_begin(node, node->blobs->push, partners[i].id, fd);
		if (expire)
			expire_files(node, partners[i].id, fd);
	}
	node_batch_look(node);
}

static void sweep(struct wasl_node *node, bool expire)
{
	struct sweep job = {.job = {.run = sweep_run, .internal = true},
			    .expire = expire};

	/* Refused only where the node is stopping: next time, then. */
	(void)!node_writer_call(node->writer, &job.job, NULL);
}

/* Has it been so long? Then it is now. */
static bool is_time(uint64_t *last, uint64_t now, uint64_t every)
{
	if (*last != 0 && now - *last < every)
		return false;
	*last = now;
	return true;
}

/* Sleep until something is to do, not long if it is `soon`; true if it is to
 * look around. */
static bool wait_for_work(struct node_blobs *blobs, bool soon)
{
	struct timespec until;
	bool wanted;
	long ms;

	pthread_mutex_lock(&blobs->lock);
	ms = blobs->wanted || soon ? LOOK_GAP_MS : LOOK_MS;
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += ms % 1000 * 1000000;
	until.tv_sec += ms / 1000 + until.tv_nsec / 1000000000;
	until.tv_nsec %= 1000000000;
	while (!blobs->woken && !blobs->stopping &&
	       pthread_cond_timedwait(&blobs->wake, &blobs->lock, &until) == 0)
		continue;
	blobs->woken = false;
	wanted = blobs->wanted;
	pthread_mutex_unlock(&blobs->lock);
	return wanted;
}

static void *work(void *arg)
{
	struct wasl_node *node = arg;
	struct node_blobs *blobs = node->blobs;
	uint64_t looked = 0, swept = 0, expired = 0;
	bool wanted = true;

	while (!blobs->stopping) {
		uint64_t now = wasl_clock_ms(&node->clock);

		node_blob_check_uploads(node);
		if (is_time(&looked, now, wanted ? LOOK_GAP_MS : LOOK_MS)) {
			bool expire = is_time(&expired, now, EXPIRE_MS);

			pthread_mutex_lock(&blobs->lock);
			blobs->wanted = false;
			pthread_mutex_unlock(&blobs->lock);
			look(node, expire);
			if (is_time(&swept, now, SWEEP_MS))
				sweep(node, expire);
		}
		wanted =
			wait_for_work(blobs, node_push_step(node, blobs->push));
	}
	return NULL;
}

/* --- life ----------------------------------------------------------------- */

wasl_status node_blobs_start(struct wasl_node *node,
			     const struct wasl_tls_identity *tls,
			     struct wasl_err *err)
{
	struct node_blobs *blobs = wasl_alloc(1, sizeof(*blobs));
	pthread_condattr_t attr;

	if (blobs == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "files");
	node->blobs = blobs;
	pthread_mutex_init(&blobs->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&blobs->wake, &attr);
	pthread_condattr_destroy(&attr);
	blobs->push = node_push_new(node);
	if (blobs->push == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "files");
	WASL_TRY(wasl_http_client_start(&blobs->client, tls, err));
	if (pthread_create(&blobs->thread, NULL, work, node) != 0)
		return wasl_fail(err, WASL_NO_MEMORY, "no thread for files");
	blobs->runs = true;
	return WASL_OK;
}

wasl_status node_blobs_identity(struct wasl_node *node,
				const struct wasl_tls_identity *tls,
				struct wasl_err *err)
{
	return wasl_http_client_identity(node->blobs->client, tls, err);
}

void node_blobs_stop(struct wasl_node *node)
{
	struct node_blobs *blobs = node->blobs;

	if (blobs == NULL)
		return;
	pthread_mutex_lock(&blobs->lock);
	blobs->stopping = true;
	pthread_cond_signal(&blobs->wake);
	pthread_mutex_unlock(&blobs->lock);
	if (blobs->runs)
		pthread_join(blobs->thread, NULL);
	blobs->runs = false;
	wasl_http_client_stop(blobs->client);
	blobs->client = NULL;
}

void node_blobs_free(struct wasl_node *node)
{
	struct node_blobs *blobs = node->blobs;

	if (blobs == NULL)
		return;
	node_push_free(blobs->push);
	for (size_t i = 0; i < blobs->folders_n; i++)
		close(blobs->folders[i].fd);
	pthread_cond_destroy(&blobs->wake);
	pthread_mutex_destroy(&blobs->lock);
	wasl_free(blobs);
	node->blobs = NULL;
}

void node_blobs_wake(struct wasl_node *node)
{
	struct node_blobs *blobs = node->blobs;

	if (blobs == NULL)
		return;
	pthread_mutex_lock(&blobs->lock);
	blobs->wanted = blobs->woken = true;
	pthread_cond_signal(&blobs->wake);
	pthread_mutex_unlock(&blobs->lock);
}

void node_blobs_answered(struct wasl_node *node)
{
	struct node_blobs *blobs = node->blobs;

	pthread_mutex_lock(&blobs->lock);
	blobs->woken = true;
	pthread_cond_signal(&blobs->wake);
	pthread_mutex_unlock(&blobs->lock);
}

void node_blobs_ready(struct wasl_node *node, int64_t peer_id)
{
	struct node_blobs *blobs = node->blobs;
	struct node_blob_folder *folder;

	if (blobs == NULL)
		return;
	pthread_mutex_lock(&blobs->lock);
	folder = node_blob_folder(blobs, peer_id);
	if (folder != NULL)
		folder->retry_ms = 0;
	pthread_mutex_unlock(&blobs->lock);
	node_blobs_wake(node);
}
