/* Files of a dossier, listed and opened. */
#include "kind/fault.h"
#include "node/blob.h"

#include "base/alloc.h"
#include "base/encode.h"
#include "blob/sniff.h"
#include "desk/access.h"
#include "desk/right.h"
#include "node/blobs.h"
#include "node/need.h"
#include "node/put.h"

/* Files of one dossier. */
#define FILES_MAX 4096

/* --- listing -------------------------------------------------------------- */

/* Folders are opened by their partner's name. */
static wasl_status folder_of(struct wasl_node *node, int64_t peer_id, int *fd,
			     struct wasl_err *err)
{
	char name[WASL_NODE_NAME_MAX + 1] = "";

	pthread_rwlock_rdlock(&node->lock);
	for (size_t i = 0; i < node->peers_n; i++)
		if (node->peers[i]->id == peer_id)
			memcpy(name, node->peers[i]->keys.partner,
			       sizeof(name));
	pthread_rwlock_unlock(&node->lock);
	if (name[0] == '\0')
		return wasl_fail(err, WASL_CORRUPT, "a file's partner");
	return node_blobs_dir(node, peer_id, name, fd, err);
}

static void copy_texts(struct wasl_blob_ref *ref, struct wasl_arena *arena)
{
	ref->type = (wasl_text){wasl_arena_text(arena, ref->type), ref->type.n};
	ref->name = (wasl_text){wasl_arena_text(arena, ref->name), ref->name.n};
}

static wasl_status read_file(struct wasl_node *node, struct wasl_arena *arena,
			     struct wasl_node_file *out, struct wasl_rows *rows,
			     const struct wasl_secret *key,
			     struct wasl_err *err)
{
	uint8_t space[WASL_BLOB_REF_MAX + WASL_REST_OVERHEAD];
	struct wasl_buf opened = WASL_BUF(space);
	int64_t peer_id = wasl_rows_int(rows, "peer_id");
	struct node_blob_row row;
	struct node_blob_come come;
	struct wasl_hash sealed;
	int fd;

	wasl_rows_copy(rows, "hash", sealed.b, sizeof(sealed.b));
	node_blob_row_read(rows, &row);
	WASL_TRY(node_blob_ref_open(&out->blob, &opened, key, &sealed,
				    wasl_bytes_of(row.ref, row.ref_n), err));
	copy_texts(&out->blob, arena);
	WASL_TRY(wasl_arena_check(arena, err));
	WASL_TRY(folder_of(node, peer_id, &fd, err));
	come = node_blob_come(fd, &sealed, row.bytes);
	out->own = row.own;
	out->used = row.used;
	out->there = row.there;
	out->here = come.whole;
	out->fits = wasl_sniff_fits(out->blob.type, out->blob.name);
	out->chunks = come.chunks;
	out->moved = come.held;
	if (row.own)
		out->moved = row.there ? come.chunks
				       : node_push_held(node, peer_id, &sealed);
	return WASL_OK;
}

wasl_status node_blob_list(struct wasl_node *node, struct store_reader *r,
			   struct wasl_arena *arena,
			   const struct wasl_dossier_id *id,
			   const struct wasl_secret *key,
			   struct wasl_node_file **out, size_t *n,
			   struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	struct wasl_node_file *all = NULL;
	size_t cap = 0;
	wasl_status status = WASL_OK;

	*out = NULL;
	*n = 0;
	WASL_TRY(wasl_store_query(
		&rows, r, WASL_SQL_BLOB_OF_DOSSIER, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(id)))));
	while (status == WASL_OK && *n < FILES_MAX && wasl_rows_next(&rows)) {
		if (!wasl_grow(&all, &cap, *n + 1, sizeof(*all)))
			status = wasl_fail(err, WASL_NO_MEMORY, "files");
		else
			status = read_file(node, arena, &all[*n], &rows, key,
					   err);
		*n += status == WASL_OK;
	}
	if (status == WASL_OK)
		status = wasl_rows_finish(&rows, err);
	if (status == WASL_OK && *n > 0) {
		*out = wasl_arena_take(arena, *n, sizeof(**out));
		status = wasl_arena_check(arena, err);
		if (status == WASL_OK)
			memcpy(*out, all, *n * sizeof(**out));
	}
	wasl_free(all);
	return status;
}

/* --- opening -------------------------------------------------------------- */

struct wasl_node_reading {
	int fd; /* borrowed */
	struct wasl_blob_file file;
	struct wasl_blob_stream stream;
	struct wasl_blob_ref blob; /* texts in `space` */
	struct wasl_sha256 sha;
	uint64_t next; /* chunk */
	size_t at, n;  /* of the piece in `piece` */
	bool failed;
	uint8_t *piece;
	uint8_t space[WASL_BLOB_REF_MAX + WASL_REST_OVERHEAD];
};

/* The next chunk becomes the piece. The last one only with the right hash. */
static wasl_status next_piece(struct wasl_node_reading *in,
			      struct wasl_err *err)
{
	uint64_t n = in->next++;
	struct wasl_hash found;
	size_t len;

	in->at = 0;
	in->n = 0;
	WASL_TRY(wasl_blob_dir_get(in->fd, &in->file, n, in->piece, &len, err));
	WASL_TRY(wasl_blob_open(&in->stream, in->piece, n,
				wasl_bytes_of(in->piece, len), err));
	in->n = len - WASL_AEAD_TAG;
	wasl_sha256_put(&in->sha, wasl_bytes_of(in->piece, in->n));
	if (in->next < wasl_blob_chunks(&in->stream))
		return WASL_OK;
	found = wasl_sha256_finish(&in->sha);
	if (wasl_hash_eq(&found, &in->blob.plain))
		return WASL_OK;
	in->n = 0;
	return wasl_fault(err, WASL_BAD_SEAL, "", "file-other-hash");
}

size_t wasl_node_blob_read(struct wasl_node_reading *in, uint8_t *out,
			   size_t max)
{
	while (!in->failed && in->at == in->n &&
	       in->next < wasl_blob_chunks(&in->stream))
		in->failed = next_piece(in, NULL) != WASL_OK;
	if (in->failed)
		return 0;
	if (max > in->n - in->at)
		max = in->n - in->at;
	memcpy(out, in->piece + in->at, max);
	in->at += max;
	return max;
}

void wasl_node_blob_close(struct wasl_node_reading *in)
{
	if (in == NULL)
		return;
	wasl_blob_stream_wipe(&in->stream);
	if (in->piece != NULL)
		explicit_bzero(in->piece, WASL_BLOB_CHUNK_MAX);
	explicit_bzero(in->space, sizeof(in->space));
	wasl_free(in->piece);
	wasl_free(in);
}

struct log_job {
	struct node_job job;
	const struct wasl_user *actor;
	const struct wasl_dossier_id *dossier;
	const char *purpose;
};

static wasl_status log_run(struct wasl_node *node, struct store_tx *tx,
			   struct node_job *job)
{
	const struct log_job *log = (const struct log_job *)job;
	const struct wasl_access access = {
		.at = wasl_clock_now(&node->clock),
		.user_id = log->actor->id,
		.what = WASL_ACCESS_FILE,
		.purpose = log->purpose,
		.dossier_id = wasl_dossier_id_bytes(log->dossier),
	};

	return wasl_access_add(tx, &access, &job->err);
}

/* Nothing is opened whose reading is not on record: which file, by its hash. */
static wasl_status record(struct wasl_node *node,
			  const struct wasl_dossier_id *dossier,
			  const struct wasl_hash *sealed, bool dangerous,
			  const struct wasl_user *actor, struct wasl_err *err)
{
	char purpose[WASL_HEX_LEN(WASL_HASH_LEN) + 32];
	struct log_job log = {
		.job = {.run = log_run},
		.actor = actor,
		.dossier = dossier,
		.purpose = purpose,
	};

	wasl_hex_write(purpose, wasl_hash_bytes(sealed));
	if (dangerous)
		memcpy(purpose + WASL_HEX_LEN(WASL_HASH_LEN), " dangerous",
		       sizeof(" dangerous"));
	return node_writer_call(node->writer, &log.job, err);
}

/* Of its first piece; the whole was looked at where it was sealed, and is
 * again where it is saved. */
static wasl_status judge(const struct wasl_node *node,
			 struct wasl_node_reading *in, bool dangerous,
			 struct wasl_err *err)
{
	struct wasl_sniff sniff = {0};
	struct wasl_sniffed is;
	unsigned refused;

	wasl_sniff_put(&sniff, wasl_bytes_of(in->piece, in->n));
	is = wasl_sniff_finish(&sniff, in->blob.name);
	refused = is.dangers & node->config->blobs.refuse;
	if (refused == 0 || dangerous)
		return WASL_OK;
	return wasl_fault_of(
		err, WASL_RULE, "", "file-dangerous",
		WASL_FAULT_T("type", wasl_text_of(is.type)),
		WASL_FAULT_T("danger",
			     wasl_text_of(wasl_danger_name(
				     (enum wasl_danger)(refused & -refused)))));
}

static wasl_status find(struct wasl_node *node, struct store_reader *r,
			wasl_text ref, struct wasl_dossier_id *dossier,
			int64_t *peer_id, const struct wasl_user *actor,
			struct wasl_err *err)
{
	struct node_peer *peer;
	wasl_status status;

	pthread_rwlock_rdlock(&node->lock);
	status = node_find_ref(node, r, ref, &peer, dossier, err);
	if (status == WASL_OK)
		status = node_need_check(node, r, dossier, actor, err);
	if (status == WASL_OK)
		*peer_id = peer->id;
	pthread_rwlock_unlock(&node->lock);
	return status;
}

static wasl_status start(struct wasl_node *node, struct wasl_node_reading *in,
			 struct store_reader *r, int64_t peer_id,
			 const struct wasl_hash *sealed,
			 const struct wasl_dossier_id *dossier,
			 struct wasl_err *err)
{
	wasl_autosecret key = {0};
	struct wasl_buf opened = WASL_BUF(in->space);
	struct node_blob_row row;
	struct node_blob_come come;

	if (node_blob_row(r, &row, peer_id, sealed, NULL) != WASL_OK ||
	    !wasl_dossier_id_eq(&row.dossier, dossier))
		return wasl_fault(err, WASL_NOT_FOUND, "", "file-none");
	WASL_TRY(folder_of(node, peer_id, &in->fd, err));
	come = node_blob_come(in->fd, sealed, row.bytes);
	if (!come.whole)
		return wasl_fault_of(err, WASL_NOT_READY, "", "file-arriving",
				     WASL_FAULT_N("percent", (100 * come.held /
							      come.chunks)));
	/* keyd is asked for what can be read only. */
	WASL_TRY(node_blob_key(node, r, dossier, &key, err));
	WASL_TRY(node_blob_ref_open(&in->blob, &opened, &key, sealed,
				    wasl_bytes_of(row.ref, row.ref_n), err));
	in->file = wasl_blob_file_whole(sealed);
	wasl_blob_stream_init(&in->stream, &key, in->blob.id, in->blob.size);
	wasl_sha256_init(&in->sha);
	return WASL_OK;
}

static wasl_status begin(struct wasl_node *node, struct wasl_node_reading *in,
			 wasl_text ref, const struct wasl_hash *sealed,
			 struct wasl_dossier_id *dossier,
			 const struct wasl_user *actor, struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	int64_t peer_id;

	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(find(node, &r, ref, dossier, &peer_id, actor, err));
	return start(node, in, &r, peer_id, sealed, dossier, err);
}

static struct wasl_node_reading *reading_new(void)
{
	struct wasl_node_reading *in = wasl_alloc(1, sizeof(*in));

	if (in == NULL)
		return NULL;
	in->piece = wasl_alloc(WASL_BLOB_CHUNK_MAX, 1);
	if (in->piece != NULL)
		return in;
	wasl_free(in);
	return NULL;
}

static wasl_status read_all(struct wasl_node_reading *in, struct wasl_buf *out,
			    struct wasl_err *err)
{
	WASL_TRY(next_piece(in, err));
	for (;;) {
		wasl_buf_put(out, in->piece, in->n);
		if (in->next == wasl_blob_chunks(&in->stream))
			return WASL_OK;
		WASL_TRY(next_piece(in, err));
	}
}

wasl_status node_blob_read_all(struct wasl_node *node, struct store_reader *r,
			       struct wasl_buf *out, int64_t peer_id,
			       const struct wasl_dossier_id *dossier,
			       const struct wasl_hash *sealed,
			       struct wasl_err *err)
{
	struct wasl_node_reading *in = reading_new();
	wasl_status status;

	if (in == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "file");
	status = start(node, in, r, peer_id, sealed, dossier, err);
	if (status == WASL_OK && in->blob.size > out->cap - out->n)
		status = wasl_fault_of(err, WASL_TOO_BIG, "", "file-long",
				       WASL_FAULT_N("max", out->cap - out->n));
	if (status == WASL_OK)
		status = read_all(in, out, err);
	wasl_node_blob_close(in);
	return status;
}

wasl_status wasl_node_blob_open(struct wasl_node *node,
				struct wasl_node_reading **out,
				struct wasl_blob_ref *blob, wasl_text ref,
				const struct wasl_hash *sealed, bool dangerous,
				const struct wasl_user *actor,
				struct wasl_err *err)
{
	struct wasl_node_reading *in = reading_new();
	struct wasl_dossier_id dossier;
	wasl_status status;

	*out = NULL;
	if (in == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "file");
	status = wasl_roles_need(actor->roles, WASL_RIGHT_READ, err);
	if (status == WASL_OK)
		status = begin(node, in, ref, sealed, &dossier, actor, err);
	if (status == WASL_OK)
		status = next_piece(in, err);
	if (status == WASL_OK)
		status = judge(node, in, dangerous, err);
	if (status == WASL_OK)
		status = record(node, &dossier, sealed, dangerous, actor, err);
	if (status != WASL_OK) {
		wasl_node_blob_close(in);
		return status;
	}
	*blob = in->blob;
	*out = in;
	return WASL_OK;
}
