/* The snapshot of the persons in memory, and its key in keyd. */
#include "node/known_inner.h"

#include "base/alloc.h"
#include "node/log.h"
#include "watch/change.h"
#include "watch/snapshot.h"

#include <limits.h>
#include <stdio.h>
#include <unistd.h>

/*
 * Two buckets of keyd by turns, above all months and below those of lists: when
 * the new snapshot stands, the bucket of the old one is destroyed, and with it
 * whatever a disk still holds of that file.
 */
#define BUCKET UINT32_C(0x7ffffff2)

static void path_of(const struct node_known *known, char out[PATH_MAX])
{
	snprintf(out, PATH_MAX, "%s/" NODE_KNOWN_FILE, known->node->dir);
}

static void drop_bucket(struct node_known *known, uint32_t bucket)
{
	struct wasl_err err;
	wasl_status status =
		wasl_keyd_bucket_drop(known->node->keyd, bucket, &err);

	if (status != WASL_OK && status != WASL_NOT_FOUND)
		node_log(known_faulty, NODE_T("why", err.text));
}

/* --- loading -------------------------------------------------------------- */

static wasl_status load_open(struct node_known *known,
			     struct wasl_persons *persons, int64_t *position,
			     int fd, const struct wasl_persons_file *head,
			     struct wasl_err *err)
{
	wasl_autosecret key = {0};
	struct wasl_keyd_dossier ask = {.key = &key, .wrapped = head->wrapped};

	memcpy(ask.id.b, head->uid, sizeof(ask.id.b));
	WASL_TRY(wasl_keyd_unwrap(known->node->keyd, &ask, 1, err));
	if (ask.status != WASL_OK)
		return wasl_fail(err, ask.status, "the snapshot's key");
	return wasl_persons_load(persons, position, fd, head, &key, err);
}

/* The database may be an older copy than the snapshot. */
static wasl_status check_position(struct node_known *known, int64_t position,
				  struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	int64_t last;

	WASL_TRY(wasl_store_read(&r, known->node->store, err));
	WASL_TRY(wasl_change_last(&r, &last, err));
	return position <= last ? WASL_OK
				: wasl_fail(err, WASL_ROLLBACK,
					    "the snapshot is newer than the "
					    "database");
}

/* Only one of ours names the bucket that is to be spared. */
static void keep_bucket(struct node_known *known,
			const struct wasl_persons_file *head)
{
	uint32_t bucket = wasl_wrap_bucket(&head->wrapped);

	if (bucket != BUCKET && bucket != BUCKET + 1)
		return;
	known->bucket = bucket;
	drop_bucket(known, bucket ^ (BUCKET ^ (BUCKET + 1)));
}

wasl_status known_load(struct node_known *known, struct wasl_persons **out,
		       int64_t *position, struct wasl_err *err)
{
	struct wasl_persons_file head;
	char path[PATH_MAX];
	wasl_status status;
	int fd;

	*out = NULL;
	path_of(known, path);
	WASL_TRY(wasl_persons_open(path, &fd, &head, err));
	status = wasl_persons_new(out, err);
	if (status == WASL_OK)
		status = load_open(known, *out, position, fd, &head, err);
	close(fd);
	if (status == WASL_OK)
		status = check_position(known, *position, err);
	if (status == WASL_OK) {
		keep_bucket(known, &head);
		return WASL_OK;
	}
	wasl_persons_free(*out);
	*out = NULL;
	return status;
}

/* --- writing -------------------------------------------------------------- */

static wasl_status new_key(struct node_known *known,
			   struct wasl_persons_file *head,
			   struct wasl_secret *key, uint32_t bucket,
			   struct wasl_err *err)
{
	struct wasl_node *node = known->node;
	struct wasl_keyd_dossier ask = {.bucket = bucket, .key = key};

	wasl_random_fill(&node->random, ask.id.b, sizeof(ask.id.b));
	wasl_secret_make(key, &node->random);
	WASL_TRY(wasl_keyd_wrap(node->keyd, &ask, 1, err));
	if (ask.status != WASL_OK)
		return wasl_fail(err, ask.status, "the snapshot's key");
	memcpy(head->uid, ask.id.b, sizeof(head->uid));
	head->wrapped = ask.wrapped;
	return WASL_OK;
}

wasl_status known_save(struct node_known *known, struct wasl_err *err)
{
	uint32_t bucket = known->bucket == BUCKET ? BUCKET + 1 : BUCKET;
	wasl_autosecret key = {0};
	struct wasl_persons_file head;
	const struct wasl_persons_saving writing = {
		.head = &head,
		.key = &key,
		.random = &known->node->random,
		.position = known->position,
		.stop = &known->stop,
	};
	char path[PATH_MAX];
	uint64_t bytes;

	path_of(known, path);
	if (known->bucket == 0) /* of a snapshot that was of no use */
		drop_bucket(known, bucket);
	WASL_TRY(new_key(known, &head, &key, bucket, err));
	WASL_TRY(
		wasl_persons_save(path, &bytes, known->persons, &writing, err));
	drop_bucket(known, bucket ^ (BUCKET ^ (BUCKET + 1)));
	known->bucket = bucket;
	known->changed = 0;
	known->destroyed = false;
	pthread_mutex_lock(&known->lock);
	known->snapshot_size = bytes;
	pthread_mutex_unlock(&known->lock);
	return WASL_OK;
}
