/*
 * The chunk files of one partner, DIR/blob/PARTNER/:
 *
 *	<64 hex>	whole: its bytes have this SHA-256
 *	<64 hex>.part	arriving from the partner
 *	<32 hex>.new	being sealed here, by its id
 *
 * Chunk n stands at n MiB, in the order of the blob. A file grows a chunk at a
 * time; what a crash left of one is written over. Nothing else is in memory:
 * how far a transfer has come is how long its file is.
 *
 * Thread: any, but one at a time for one file that grows.
 */
#ifndef WASL_BLOB_DIR_H
#define WASL_BLOB_DIR_H

#include "blob/stream.h"

#define WASL_BLOB_FILE_MAX (2 * WASL_HASH_LEN + 6)

/** A file's name in its folder. */
struct wasl_blob_file {
	char s[WASL_BLOB_FILE_MAX];
};

struct wasl_blob_file wasl_blob_file_whole(const struct wasl_hash *sealed);
struct wasl_blob_file wasl_blob_file_part(const struct wasl_hash *sealed);
struct wasl_blob_file
wasl_blob_file_new(const uint8_t id[static WASL_BLOB_ID_LEN]);

/**
 * Open the folder of a partner, and make it if need be.
 *
 * In:   dir      the node's directory
 *       partner  a node name
 * Out:  fd       the caller closes it
 * Err:  DENIED, NO_SPACE, IO
 */
wasl_status wasl_blob_dir_open(int *fd, const char *dir, const char *partner,
			       struct wasl_err *err) WASL_MUST_USE;

/**
 * Put chunk `n` into a file that grows, which is made with its first.
 *
 * Out:  held   chunks that the file then has; with CONFLICT, that it has
 *       grown  bytes that it has become longer
 * Err:  CONFLICT  chunks before it are missing
 *       NO_SPACE  nothing of it stays
 *       IO
 * A chunk that is there already is not written again.
 */
wasl_status wasl_blob_dir_put(int dir, const struct wasl_blob_file *file,
			      uint64_t n, wasl_bytes chunk, uint64_t *held,
			      uint64_t *grown,
			      struct wasl_err *err) WASL_MUST_USE;

/**
 * Chunk `n` of a file.
 *
 * Out:  len  how long it is
 * Err:  NOT_FOUND  no such file, or it does not reach so far
 *       IO
 */
wasl_status wasl_blob_dir_get(int dir, const struct wasl_blob_file *file,
			      uint64_t n,
			      uint8_t out[static WASL_BLOB_CHUNK_MAX],
			      size_t *len, struct wasl_err *err) WASL_MUST_USE;

/** Bytes of a file, and when it changed last (Unix seconds); false: none. */
bool wasl_blob_dir_stat(int dir, const struct wasl_blob_file *file,
			uint64_t *bytes, int64_t *changed);

/** SHA-256 of a whole file. Err: NOT_FOUND, IO. */
wasl_status wasl_blob_dir_hash(int dir, const struct wasl_blob_file *file,
			       struct wasl_hash *out,
			       struct wasl_err *err) WASL_MUST_USE;

/** A finished file gets its name; on disk with it. Err: NO_SPACE, IO. */
wasl_status wasl_blob_dir_settle(int dir, const struct wasl_blob_file *from,
				 const struct wasl_hash *sealed,
				 struct wasl_err *err) WASL_MUST_USE;

/** No-op if there is none. */
void wasl_blob_dir_remove(int dir, const struct wasl_blob_file *file);

/** What a file's name says of it. */
enum wasl_blob_form { WASL_BLOB_WHOLE, WASL_BLOB_PART, WASL_BLOB_NEW };

/**
 * Every file of ours in the folder, in any order; others are left alone.
 *
 * In:   visit  may remove the file
 */
void wasl_blob_dir_each(int dir,
			void (*visit)(void *ctx,
				      const struct wasl_blob_file *file,
				      enum wasl_blob_form form),
			void *ctx);

#endif
