/* Whole small files: read with a limit, written so that a crash leaves the old
 * one or the new one. Not for pure rooms. */
#ifndef WASL_BASE_FILE_H
#define WASL_BASE_FILE_H

#include "base/bytes.h"

/**
 * Read all of a file, or all that is left of a descriptor.
 *
 * In:   path, max  more than `max` bytes are refused, so that a device or a
 *	            mistaken file cannot fill memory
 * Out:  out        caller frees with wasl_free; a zero byte stands after the
 *	            *n bytes; NULL on error
 * Err:  NOT_FOUND, DENIED, TOO_BIG, NO_MEMORY, IO
 * Thread: any.
 */
wasl_status wasl_file_read(uint8_t **out, size_t *n, const char *path,
			   size_t max, struct wasl_err *err) WASL_MUST_USE;
wasl_status wasl_fd_read(uint8_t **out, size_t *n, int fd, size_t max,
			 struct wasl_err *err) WASL_MUST_USE;

/**
 * Make a new file with these bytes, on disk with its name when this returns. It
 * has its name only once it is whole: a crash leaves nothing, or `path` with
 *six more characters.
 *
 * In:   mode  permission bits, not reduced by the umask; file systems without
 *	       modes (FAT) do not get them
 * Err:  EXISTS  something of this name is there and stays as it is
 *       NOT_FOUND (of the folder), DENIED, NO_SPACE, IO; nothing is left then
 */
wasl_status wasl_file_create(const char *path, wasl_bytes in, unsigned mode,
			     struct wasl_err *err) WASL_MUST_USE;

/** Write all of it at a place of an open file; false: errno says why. */
bool wasl_pwrite_all(int fd, wasl_bytes in, uint64_t at) WASL_MUST_USE;

/** Put the names in a folder on disk. */
wasl_status wasl_dir_sync(const char *path, struct wasl_err *err) WASL_MUST_USE;

/** The status that an errno of a file operation means. */
wasl_status wasl_errno_status(int error);

/** That a failed write means: NO_SPACE, for a quota and a limit on the size of
 * files are a full disk too, or IO. */
wasl_status wasl_write_status(int error);

#endif
