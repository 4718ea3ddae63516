/* Memory that is never swapped and not dumped, for what keyd knows. */
#ifndef WASL_KEYD_LOCKED_H
#define WASL_KEYD_LOCKED_H

#include "base/status.h"

/**
 * `size` zero bytes, locked, left out of core dumps.
 *
 * Out:  out  for the life of the process, or wasl_locked_free
 * Err:  NO_MEMORY  or over RLIMIT_MEMLOCK: the text says how much was wanted
 */
wasl_status wasl_locked_new(void **out, size_t size,
			    struct wasl_err *err) WASL_MUST_USE;

/** Wipe and give back `size` bytes. NULL is a no-op. */
void wasl_locked_free(void *p, size_t size);

#endif
