/*
 * Files of the node's partners and the thread that looks after them. Between
 * the files src/node/blob*.c.
 *
 *	upload   pieces ── <id>.new ── checked ── <hash> ── row
 *	arrival  chunks ── <hash>.part ── checked ── <hash>
 *	row      of an own act ── pushed, chunk by chunk ── there
 *
 * Acts never wait for files: an act leaves as soon as it may, its files follow
 * on a connection of their own. What a file is checked against stands in the
 * act, so nothing of it is shown before both agree.
 */
#ifndef WASL_NODE_BLOBS_H
#define WASL_NODE_BLOBS_H

#include "blob/dir.h"
#include "node/state.h"

#include <stdatomic.h>

/* Unreferenced files: spec §7, "expire after 7 days". */
#define NODE_BLOB_LOOSE_DAYS 7
/* … "within a quota": so many of one partner at once. */
#define NODE_BLOB_LOOSE_MAX 4

/** A partner's folder; its number is the index of all calls. */
struct node_blob_folder {
	int64_t peer_id;
	int fd;
	uint64_t used; /* bytes of all files */
	bool stale;    /* `used` must be counted again */
	/* The push to this partner waits until then; grows with each failure.
	 */
	uint64_t retry_ms;
	unsigned failures;
};

/** Start: the thread, and a client of its own. */
wasl_status node_blobs_start(struct wasl_node *node,
			     const struct wasl_tls_identity *tls,
			     struct wasl_err *err) WASL_MUST_USE;
/** The node's keys were renewed: what begins now shows this certificate. */
wasl_status node_blobs_identity(struct wasl_node *node,
				const struct wasl_tls_identity *tls,
				struct wasl_err *err) WASL_MUST_USE;
/** Ends the thread; from then on nothing is pushed. No-op before the start. */
void node_blobs_stop(struct wasl_node *node);
/** After every other thread has ended. */
void node_blobs_free(struct wasl_node *node);

/** Something may be to do: an act left or came, a line is ready. Any thread. */
void node_blobs_wake(struct wasl_node *node);
/** A call of a push was answered. Any thread. */
void node_blobs_answered(struct wasl_node *node);
/** The line to this partner is ready: what failed before is tried again. */
void node_blobs_ready(struct wasl_node *node, int64_t peer_id);

/** The partner's folder, opened; -1 with `err` said. Any thread. */
wasl_status node_blobs_dir(struct wasl_node *node, int64_t peer_id,
			   const char *partner, int *fd,
			   struct wasl_err *err) WASL_MUST_USE;

/**
 * Put a chunk into a file that grows, one at a time for one file.
 *
 * Err:  NO_SPACE   the disk is full, or the partner's quota
 *       NOT_READY  another thread writes to the file
 *       CONFLICT   as wasl_blob_dir_put
 */
wasl_status node_blobs_put(struct wasl_node *node, int64_t peer_id,
			   const struct wasl_blob_file *file, uint64_t n,
			   wasl_bytes chunk, uint64_t *held,
			   struct wasl_err *err) WASL_MUST_USE;

/** A file goes, or went. */
void node_blobs_remove(struct wasl_node *node, int64_t peer_id,
		       const struct wasl_blob_file *file);

/** A row of `blob`, as far as it is asked for. */
struct node_blob_row {
	struct wasl_dossier_id dossier;
	bool own;
	bool used;
	bool there;
	uint64_t bytes; /* of the ciphertext */
	uint8_t ref[WASL_BLOB_REF_MAX + WASL_REST_OVERHEAD];
	size_t ref_n; /* sealed */
};

/** Err: NOT_FOUND. */
wasl_status node_blob_row(struct store_reader *r, struct node_blob_row *out,
			  int64_t peer_id, const struct wasl_hash *sealed,
			  struct wasl_err *err) WASL_MUST_USE;
void node_blob_row_read(struct wasl_rows *rows, struct node_blob_row *out);

/** How far a file is here: chunks, and whether it is whole and checked. */
struct node_blob_come {
	uint64_t held;
	uint64_t chunks; /* 0: nobody has said yet */
	bool whole;
};
struct node_blob_come node_blob_come(int dir, const struct wasl_hash *sealed,
				     uint64_t bytes);

/** Chunks of a ciphertext. */
static inline uint64_t node_blob_chunks(uint64_t bytes)
{
	return (bytes + WASL_BLOB_CHUNK_MAX - 1) / WASL_BLOB_CHUNK_MAX;
}

/* Seal a reference for a row, and open it again; `out` borrows from `space`. */
void node_blob_ref_seal(struct wasl_node *node, struct wasl_buf *out,
			const struct wasl_secret *key,
			const struct wasl_blob_ref *ref);
wasl_status node_blob_ref_open(struct wasl_blob_ref *out,
			       struct wasl_buf *space,
			       const struct wasl_secret *key,
			       const struct wasl_hash *sealed, wasl_bytes in,
			       struct wasl_err *err) WASL_MUST_USE;

/** The key of a dossier; any thread. Err: NOT_READY it is not here. */
wasl_status node_blob_key(struct wasl_node *node, struct store_reader *r,
			  const struct wasl_dossier_id *id,
			  struct wasl_secret *key,
			  struct wasl_err *err) WASL_MUST_USE;

/**
 * A whole file for the node's own use: unlogged, whatever its type. Any thread.
 *
 * Out:  out  appended, at most its room
 * Err:  NOT_FOUND, NOT_READY (arriving), TOO_BIG, BAD_SEAL
 */
wasl_status node_blob_read_all(struct wasl_node *node, struct store_reader *r,
			       struct wasl_buf *out, int64_t peer_id,
			       const struct wasl_dossier_id *dossier,
			       const struct wasl_hash *sealed,
			       struct wasl_err *err) WASL_MUST_USE;

/* --- what the thread does ------------------------------------------------- */

/** Check uploads that are asked for (blobup.c). */
void node_blob_check_uploads(struct wasl_node *node);

struct node_push;
/** The pushes of a node (blobpush.c); NULL when out of memory. */
struct node_push *node_push_new(struct wasl_node *node) WASL_MUST_USE;
/** After the client has stopped. */
void node_push_free(struct node_push *all);
/** Go on with what was answered; true if one must be asked again soon. In the
 * thread. */
bool node_push_step(struct wasl_node *node, struct node_push *push);
/**
 * Begin to push to this partner what waits, or to fetch back what is lost, if
 * it may. In the thread.
 *
 * In:   fd  its folder
 */
void node_push_begin(struct wasl_node *node, struct node_push *all,
		     int64_t peer_id, int fd);
/** Chunks of a file that its partner is known to hold. Any thread. */
uint64_t node_push_held(struct wasl_node *node, int64_t peer_id,
			const struct wasl_hash *sealed);

/* An upload that is being checked, or why it failed. */
struct node_blob_check {
	bool used;
	bool done;
	int64_t peer_id;
	struct wasl_dossier_id dossier;
	uint8_t id[WASL_BLOB_ID_LEN];
	struct wasl_hash plain;
	uint64_t size;
	char name[WASL_BLOB_NAME_BYTES_MAX + 1];
	wasl_status status;
	struct wasl_err err;
};

#define NODE_BLOB_CHECKS_MAX  16
#define NODE_BLOB_WRITERS_MAX 16

struct node_blobs {
	pthread_mutex_t lock;
	pthread_cond_t wake;
	pthread_t thread;
	bool runs;
	atomic_bool stopping;
	bool woken;
	bool wanted; /* … to look around, not only for an answer */
	struct wasl_http_client *client;
	struct node_push *push;
	struct node_blob_folder folders[WASL_PEERS_MAX];
	size_t folders_n;
	/* Files that a thread writes to now. */
	struct {
		int64_t peer_id;
		struct wasl_blob_file file;
	} writers[NODE_BLOB_WRITERS_MAX];
	size_t writers_n;
	struct node_blob_check checks[NODE_BLOB_CHECKS_MAX];
};

/** The folder's place, opened before; with `lock` held. */
struct node_blob_folder *node_blob_folder(struct node_blobs *blobs,
					  int64_t peer_id);

#endif
