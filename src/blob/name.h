/* Names for files, from whatever a person or a partner called them. */
#ifndef WASL_BLOB_NAME_H
#define WASL_BLOB_NAME_H

#include "kind/blob.h"

/**
 * A valid name (kind/blob.h) as near as can be to the given path: its last
 * part, without what may not stand in a name; "file" if nothing is left. What
 * is too long is cut before its ending.
 *
 * In:   path  any bytes
 * Out:  out   zero-ended, at most WASL_BLOB_NAME_BYTES_MAX bytes
 * Ret:  is it what the last part was?
 */
bool wasl_blob_name_clean(char out[static WASL_BLOB_NAME_BYTES_MAX + 1],
			  wasl_bytes path);

#endif
