/*
 * The persons in memory as a sealed file, so that a node is ready soon after it
 * starts. It is a cache: one that is old, damaged or of another version is
 * passed over, and everybody is read again from the database.
 *
 *	  0  "waslpers" || u32 version || 32 bytes: how names are read
 *	 44  16 bytes: uid || 76 bytes: the file's key, wrapped by keyd
 *	136  chunks: u32 n, its highest bit set in the last; nonce 24; n bytes
 *of XChaCha20-Poly1305, AAD = the 136 bytes || u64 number || u32 n
 *
 * The first chunk begins with i64 position and the numbers of persons, names
 *and distinct words (u64 each); persons follow, whole within a chunk. All
 *numbers are big-endian. Each file has a key of its own.
 */
#ifndef WASL_WATCH_SNAPSHOT_H
#define WASL_WATCH_SNAPSHOT_H

#include "base/io.h"
#include "crypto/rest.h"
#include "watch/persons.h"

#define WASL_PERSONS_FILE_VERSION 4
#define WASL_PERSONS_FILE_HEAD	  136

/** What stands before the chunks. A plain value. */
struct wasl_persons_file {
	uint8_t uid[16];
	struct wasl_wrapped wrapped;
};

/**
 * Write a file, whole or not at all: beside `path`, synced, then renamed.
 *
 * In:   position  of the change feed, up to which `persons` is complete
 *       key       that `head->wrapped` holds
 *       persons   not being changed meanwhile
 *       stop      looked at now and then; GONE if it becomes true
 * Out:  bytes     its size
 * Err:  NO_SPACE, IO, NO_MEMORY, GONE: what was there stays
 */
struct wasl_persons_saving {
	const struct wasl_persons_file *head;
	const struct wasl_secret *key;
	const struct wasl_random *random;
	int64_t position;
	const volatile bool *stop;
};
wasl_status wasl_persons_save(const char *path, uint64_t *bytes,
			      struct wasl_persons *persons,
			      const struct wasl_persons_saving *writing,
			      struct wasl_err *err) WASL_MUST_USE;

/**
 * Open a file and read what stands before the chunks.
 *
 * Out:  fd  for wasl_persons_load; the caller closes it. -1 on error
 * Err:  NOT_FOUND, UNSUPPORTED (another version, or names are read otherwise
 *       now), MALFORMED, IO
 */
wasl_status wasl_persons_open(const char *path, int *fd,
			      struct wasl_persons_file *head,
			      struct wasl_err *err) WASL_MUST_USE;

/**
 * Add everybody of an open file to persons that are empty, with a thread beside
 * the caller's.
 *
 * Out:  position  of the change feed
 * Err:  BAD_SEAL, MALFORMED (cut short, damaged): `persons` holds some, and is
 *       of no use; NO_MEMORY, IO
 */
wasl_status wasl_persons_load(struct wasl_persons *persons, int64_t *position,
			      int fd, const struct wasl_persons_file *head,
			      const struct wasl_secret *key,
			      struct wasl_err *err) WASL_MUST_USE;

/* --- one person, for tests and the fuzzer ----------------------------------
 */

/* Bytes of one person at most. */
#define WASL_PERSONS_PUT_MAX ((size_t)24 * 1024)

void wasl_persons_put(struct wasl_buf *out,
		      const struct wasl_persons_entry *entry);
/** Into an entry of any content; false if it is not one. */
bool wasl_persons_take(struct wasl_persons_entry *entry,
		       struct wasl_cursor *in);

#endif
