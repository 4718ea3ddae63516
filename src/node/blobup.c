/* Files that officers upload: sealed as they come, checked when they are all
 * here. Nothing of an upload is in memory but the wish to have it checked. */
#include "kind/fault.h"
#include "node/blob.h"

#include "base/alloc.h"
#include "blob/sniff.h"
#include "desk/right.h"
#include "node/blobs.h"
#include "node/need.h"
#include "node/put.h"

/* --- which dossier -------------------------------------------------------- */

/* An upload's dossier, its partner's folder, and what seals it. */
struct place {
	struct node_peer *peer;
	int64_t peer_id;
	struct wasl_dossier_id dossier;
	int fd;
	struct wasl_secret key; /* of the dossier */
	uint8_t id[WASL_BLOB_ID_LEN];
	struct wasl_blob_stream stream;
	struct wasl_blob_file file;
};

static void place_wipe(struct place *p)
{
	wasl_secret_wipe(&p->key);
	wasl_blob_stream_wipe(&p->stream);
}
#define autoplace __attribute__((cleanup(place_wipe))) struct place

static wasl_status find_dossier(struct wasl_node *node, struct store_reader *r,
				struct place *p, wasl_text ref,
				const struct wasl_user *actor,
				struct wasl_err *err)
{
	wasl_status status;

	pthread_rwlock_rdlock(&node->lock);
	status = node_find_ref(node, r, ref, &p->peer, &p->dossier, err);
	if (status == WASL_OK &&
	    wasl_dossier_id_eq(&p->dossier, &p->peer->line_dossier.id))
		status = wasl_fault(err, WASL_CONFLICT, "", "line-no-files");
	if (status == WASL_OK)
		status = node_need_check(node, r, &p->dossier, actor, err);
	if (status == WASL_OK)
		p->peer_id = p->peer->id;
	pthread_rwlock_unlock(&node->lock);
	return status;
}

static wasl_status find_place(struct wasl_node *node, struct store_reader *r,
			      struct place *p,
			      const struct wasl_node_upload *up,
			      const struct wasl_user *actor,
			      struct wasl_err *err)
{
	if (up->size > WASL_BLOB_MAX)
		return wasl_fault_of(err, WASL_TOO_BIG, "/size", "file-size",
				     WASL_FAULT_N("max", WASL_BLOB_MAX));
	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_DRAFT, err));
	WASL_TRY(find_dossier(node, r, p, up->ref, actor, err));
	WASL_TRY(node_blobs_dir(node, p->peer_id, p->peer->keys.partner, &p->fd,
				err));
	WASL_TRY(node_blob_key(node, r, &p->dossier, &p->key, err));
	wasl_blob_id(p->id, &p->key, &up->plain, up->size);
	wasl_blob_stream_init(&p->stream, &p->key, p->id, up->size);
	p->file = wasl_blob_file_new(p->id);
	return WASL_OK;
}

/* --- what is there -------------------------------------------------------- */

/* The same file, sealed before or come from the partner. */
static wasl_status find_row(struct wasl_node *node, struct store_reader *r,
			    struct wasl_arena *arena, const struct place *p,
			    const struct wasl_node_upload *up,
			    struct wasl_node_uploaded *out,
			    struct wasl_err *err)
{
	struct wasl_node_file *files;
	size_t n;

	WASL_TRY(node_blob_list(node, r, arena, &p->dossier, &p->key, &files,
				&n, err));
	for (size_t i = 0; i < n && !out->whole; i++) {
		if (!wasl_hash_eq(&files[i].blob.plain, &up->plain) ||
		    files[i].blob.size != up->size || !files[i].here)
			continue;
		out->whole = true;
		out->held = out->pieces;
		out->blob = files[i].blob;
		out->blob.name = (wasl_text){wasl_arena_text(arena, up->name),
					     up->name.n};
		out->fits = wasl_sniff_fits(out->blob.type, up->name);
	}
	return wasl_arena_check(arena, err);
}

static uint64_t pieces_held(const struct place *p)
{
	uint64_t bytes = 0;

	if (!wasl_blob_dir_stat(p->fd, &p->file, &bytes, NULL))
		return 0;
	return bytes == wasl_blob_sealed_size(p->stream.size)
		       ? wasl_blob_chunks(&p->stream)
		       : bytes / WASL_BLOB_CHUNK_MAX;
}

/* The check of this upload; NULL: none was asked for. With the lock held. */
static struct node_blob_check *check_of(struct node_blobs *blobs,
					const struct place *p)
{
	for (size_t i = 0; i < NODE_BLOB_CHECKS_MAX; i++)
		if (blobs->checks[i].used &&
		    memcmp(blobs->checks[i].id, p->id, sizeof(p->id)) == 0)
			return &blobs->checks[i];
	return NULL;
}

static bool is_checked(struct wasl_node *node, const struct place *p)
{
	struct node_blobs *blobs = node->blobs;
	const struct node_blob_check *c;
	bool checked;

	pthread_mutex_lock(&blobs->lock);
	c = check_of(blobs, p);
	checked = c != NULL && !c->done;
	pthread_mutex_unlock(&blobs->lock);
	return checked;
}

/* Why a check failed is told once: the upload is gone, and may begin anew. */
static wasl_status take_failure(struct wasl_node *node, const struct place *p,
				struct wasl_err *err)
{
	struct node_blobs *blobs = node->blobs;
	struct node_blob_check *c;
	wasl_status status = WASL_OK;

	pthread_mutex_lock(&blobs->lock);
	c = check_of(blobs, p);
	if (c != NULL && c->done) {
		status = c->status;
		if (err != NULL)
			*err = c->err;
		c->used = false;
	}
	pthread_mutex_unlock(&blobs->lock);
	return status;
}

/* Ask the thread to check. What nobody came back for makes room. */
static void ask_check(struct wasl_node *node, const struct place *p,
		      const struct wasl_node_upload *up)
{
	struct node_blobs *blobs = node->blobs;
	struct node_blob_check *c = NULL;

	pthread_mutex_lock(&blobs->lock);
	if (check_of(blobs, p) == NULL)
		for (size_t i = 0; i < NODE_BLOB_CHECKS_MAX; i++)
			if (!blobs->checks[i].used || blobs->checks[i].done)
				c = &blobs->checks[i];
	if (c != NULL) {
		*c = (struct node_blob_check){
			.used = true,
			.peer_id = p->peer_id,
			.dossier = p->dossier,
			.plain = up->plain,
			.size = up->size,
		};
		memcpy(c->id, p->id, sizeof(c->id));
		memcpy(c->name, up->name.p, up->name.n);
	}
	pthread_mutex_unlock(&blobs->lock);
	node_blobs_wake(node);
}

wasl_status wasl_node_blob_upload(struct wasl_node *node,
				  struct wasl_arena *arena,
				  struct wasl_node_uploaded *out,
				  const struct wasl_node_upload *up,
				  const struct wasl_user *actor,
				  struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	autoplace p = {.fd = -1};

	*out = (struct wasl_node_uploaded){0};
	if (!wasl_blob_name_valid(up->name))
		return wasl_fault(err, WASL_SCHEMA, "/name", "file-name");
	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(find_place(node, &r, &p, up, actor, err));
	out->pieces = wasl_blob_chunks(&p.stream);
	/* Asked before the rows are: a check that ends between leaves a row. */
	out->checking = is_checked(node, &p);
	wasl_store_read_end(&r);
	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(find_row(node, &r, arena, &p, up, out, err));
	out->checking = out->checking && !out->whole;
	if (out->checking)
		out->held = out->pieces;
	if (out->whole || out->checking)
		return WASL_OK;
	WASL_TRY(take_failure(node, &p, err));
	out->held = pieces_held(&p);
	out->checking = out->held == out->pieces;
	if (out->checking)
		ask_check(node, &p, up);
	return WASL_OK;
}

wasl_status wasl_node_blob_piece(struct wasl_node *node,
				 const struct wasl_node_upload *up, uint64_t n,
				 wasl_bytes piece, uint64_t *held,
				 const struct wasl_user *actor,
				 struct wasl_err *err)
{
	wasl_autofree uint8_t *chunk = NULL;
	wasl_autoreader struct store_reader r = {0};
	autoplace p = {.fd = -1};

	*held = 0;
	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(find_place(node, &r, &p, up, actor, err));
	wasl_store_read_end(&r);
	if (n >= wasl_blob_chunks(&p.stream) ||
	    piece.n != wasl_blob_piece_len(&p.stream, n))
		return wasl_fault_of(err, WASL_MALFORMED, "", "piece-length",
				     WASL_FAULT_N("n", n));
	chunk = wasl_alloc(piece.n + WASL_AEAD_TAG, 1);
	if (chunk == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "piece");
	wasl_blob_seal(&p.stream, chunk, n, piece);
	return node_blobs_put(node, p.peer_id, &p.file, n,
			      wasl_bytes_of(chunk, piece.n + WASL_AEAD_TAG),
			      held, err);
}

/* --- checking ------------------------------------------------------------- */

/* What reading a whole upload tells. */
struct found {
	struct wasl_hash sealed;
	struct wasl_hash plain;
	struct wasl_sniffed is;
};

/* Chunks are read back from the disk: what is sent is what was checked. */
static wasl_status read_all(int fd, const struct wasl_blob_file *file,
			    const struct wasl_blob_stream *stream,
			    uint8_t *space, wasl_text name, struct found *out,
			    struct wasl_err *err)
{
	struct wasl_sniff sniff = {0};
	struct wasl_sha256 sealed, plain;
	size_t len;

	wasl_sha256_init(&sealed);
	wasl_sha256_init(&plain);
	for (uint64_t n = 0; n < wasl_blob_chunks(stream); n++) {
		WASL_TRY(wasl_blob_dir_get(fd, file, n, space, &len, err));
		wasl_sha256_put(&sealed, wasl_bytes_of(space, len));
		WASL_TRY(wasl_blob_open(stream, space, n,
					wasl_bytes_of(space, len), err));
		len -= WASL_AEAD_TAG;
		wasl_sha256_put(&plain, wasl_bytes_of(space, len));
		wasl_sniff_put(&sniff, wasl_bytes_of(space, len));
	}
	out->sealed = wasl_sha256_finish(&sealed);
	out->plain = wasl_sha256_finish(&plain);
	out->is = wasl_sniff_finish(&sniff, name);
	return WASL_OK;
}

static wasl_status judge(const struct wasl_node *node,
			 const struct node_blob_check *c,
			 const struct found *found, struct wasl_err *err)
{
	unsigned refused = found->is.dangers & node->config->blobs.refuse;

	if (!wasl_hash_eq(&found->plain, &c->plain))
		return wasl_fault(err, WASL_BAD_SEAL, "", "file-changed");
	if (refused == 0)
		return WASL_OK;
	return wasl_fault_of(
		err, WASL_RULE, "/name", "file-refused",
		WASL_FAULT_T("type", wasl_text_of(found->is.type)),
		WASL_FAULT_T("danger",
			     wasl_text_of(wasl_danger_name(
				     (enum wasl_danger)(refused & -refused)))));
}

struct row_job {
	struct node_job job;
	int64_t peer_id;
	struct wasl_dossier_id dossier;
	struct wasl_blob_ref ref;
	wasl_bytes sealed; /* the reference */
};

static wasl_status row_run(struct wasl_node *node, struct store_tx *tx,
			   struct node_job *job)
{
	const struct row_job *row = (const struct row_job *)job;

	return wasl_store_exec(
		tx, WASL_SQL_BLOB_NEW, &job->err,
		WASL_ARGS(wasl_arg_int(row->peer_id),
			  wasl_arg_bytes(wasl_hash_bytes(&row->ref.sealed)),
			  wasl_arg_bytes(wasl_dossier_id_bytes(&row->dossier)),
			  wasl_arg_u64(wasl_blob_sealed_size(row->ref.size)),
			  wasl_arg_bytes(row->sealed),
			  wasl_arg_int(wasl_clock_now(&node->clock))));
}

static wasl_status keep(struct wasl_node *node, const struct node_blob_check *c,
			int fd, const struct wasl_secret *key,
			const struct wasl_blob_file *file,
			const struct found *found, struct wasl_err *err)
{
	uint8_t space[WASL_BLOB_REF_MAX + WASL_REST_OVERHEAD];
	struct wasl_buf sealed = WASL_BUF(space);
	struct row_job row = {
		.job = {.run = row_run, .internal = true},
		.peer_id = c->peer_id,
		.dossier = c->dossier,
		.ref = {.sealed = found->sealed,
			.size = c->size,
			.plain = found->plain,
			.type = wasl_text_of(found->is.type),
			.name = wasl_text_of(c->name)},
	};

	memcpy(row.ref.id, c->id, sizeof(row.ref.id));
	WASL_TRY(wasl_blob_dir_settle(fd, file, &found->sealed, err));
	node_blob_ref_seal(node, &sealed, key, &row.ref);
	row.sealed = wasl_buf_bytes(&sealed);
	return node_writer_call(node->writer, &row.job, err);
}

static wasl_status check(struct wasl_node *node,
			 const struct node_blob_check *c, struct wasl_err *err)
{
	struct wasl_blob_file file = wasl_blob_file_new(c->id);
	wasl_autofree uint8_t *space = wasl_alloc(WASL_BLOB_CHUNK_MAX, 1);
	wasl_autoreader struct store_reader r = {0};
	wasl_autosecret key = {0};
	wasl_autoblob stream = {.size = 0};
	struct found found;
	wasl_status status;
	int fd;

	if (space == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "file");
	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(node_blob_key(node, &r, &c->dossier, &key, err));
	wasl_store_read_end(&r);
	/* Opened by the upload. */
	WASL_TRY(node_blobs_dir(node, c->peer_id, "", &fd, err));
	wasl_blob_stream_init(&stream, &key, c->id, c->size);
	status = read_all(fd, &file, &stream, space, wasl_text_of(c->name),
			  &found, err);
	explicit_bzero(space, WASL_BLOB_CHUNK_MAX);
	if (status == WASL_OK)
		status = judge(node, c, &found, err);
	if (status == WASL_OK)
		return keep(node, c, fd, &key, &file, &found, err);
	node_blobs_remove(node, c->peer_id, &file);
	return status;
}

void node_blob_check_uploads(struct wasl_node *node)
{
	struct node_blobs *blobs = node->blobs;

	for (size_t i = 0; i < NODE_BLOB_CHECKS_MAX; i++) {
		struct node_blob_check *c = &blobs->checks[i];
		struct wasl_err err = {0};
		wasl_status status;
		bool wanted;

		pthread_mutex_lock(&blobs->lock);
		wanted = c->used && !c->done;
		pthread_mutex_unlock(&blobs->lock);
		if (!wanted)
			continue;
		/* Ours until it is done: only `done` ones are taken back. */
		status = check(node, c, &err);
		pthread_mutex_lock(&blobs->lock);
		c->status = status;
		c->err = err;
		c->done = true;
		/* What is whole tells itself, by its row. */
		c->used = status != WASL_OK;
		pthread_mutex_unlock(&blobs->lock);
	}
}
