/*
 * A dossier's fold as bytes, to be kept as a projection (det-CBOR):
 *
 *   [1, id, [[act…]…], [kind hash or null, profile hash or null, state,
 *    [[clock, due, paused at, paused for, pauses, started]…]]]
 *   act = [origin, epoch, index, seen, number, time, out,
 *          null or [kind hash, profile hash, reference], [[clock, due]…],
 *          [outcome, urgency, basis, crime area], effect, after, standing or
 * null]
 *
 * Acts come in arrays of WASL_SNAPSHOT_CHUNK, the last one shorter. The same
 * acts give the same bytes on both sides. Local: it never travels.
 */
#ifndef WASL_DOSSIER_SNAPSHOT_H
#define WASL_DOSSIER_SNAPSHOT_H

#include "dossier/dossier.h"

#define WASL_SNAPSHOT_CHUNK 1024

/** Room that wasl_snapshot_write needs at most, in bytes. */
size_t wasl_snapshot_size(const struct wasl_dossier *d);
void wasl_snapshot_write(struct wasl_buf *out, const struct wasl_dossier *d);

/**
 * Read a snapshot and fold it again, which must give what it says.
 *
 * In:   in  may be anything
 * Out:  d   as after wasl_dossier_init and all adds; the caller deinits it.
 *           On an error it is empty, and needs no deinit.
 * Err:  MALFORMED, SCHEMA  not of this form
 *       CORRUPT    the fold of its acts is another
 *       NOT_FOUND, TOO_BIG, NO_MEMORY
 */
wasl_status wasl_snapshot_parse(struct wasl_dossier *d,
				const struct wasl_library *library,
				wasl_bytes in,
				struct wasl_err *err) WASL_MUST_USE;

#endif
