/* One writing process a database: a lock on a file beside it. */
#ifndef WASL_STORE_LOCK_H
#define WASL_STORE_LOCK_H

#include "base/status.h"

/** {.fd = -1}: not held. */
struct wasl_store_lock {
	int fd;
};

/**
 * Take the lock of the database `where`: an open-file-description lock on
 * `where`.lock, which the kernel drops when the process ends, however it ends.
 *
 * Out:  lock  caller ends it with wasl_store_lock_end
 * Err:  CONFLICT  someone holds it; the text names the process
 *       IO        the file cannot be made or locked
 */
wasl_status wasl_store_lock_take(struct wasl_store_lock *lock,
				 const char *where,
				 struct wasl_err *err) WASL_MUST_USE;

/** No-op on one that is not held. */
void wasl_store_lock_end(struct wasl_store_lock *lock);

#endif
