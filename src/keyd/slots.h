/*
 * Two slots for one record, in place in an open file: a crash in the middle
 * of a write leaves the other slot whole. keyd cannot rename files, its filter
 * forbids it.
 *
 *   0   8  "waslslot"
 *   8   8  u64 sequence, 1 and up; the larger valid one counts
 *  16   4  u32 length n
 *  20   n  the record
 *  20+n 32 HMAC-SHA256(key, all before), or SHA-256(all before) without a key
 */
#ifndef WASL_KEYD_SLOTS_H
#define WASL_KEYD_SLOTS_H

#include "base/bytes.h"
#include "crypto/secret.h"

#define WASL_SLOT_OVERHEAD (8 + 8 + 4 + 32)

/** A plain value; the file and the key belong to the caller. */
struct wasl_slots {
	int fd;
	uint64_t at;		       /* of the first slot in the file */
	size_t size;		       /* of one slot */
	const struct wasl_secret *key; /* NULL: a checksum only */
	uint64_t sequence;	       /* of the newest; 0: nothing written */
	unsigned newest;	       /* 0 or 1 */
};

/**
 * Read the newest whole record.
 *
 * In:   space   slots->size bytes
 * Out:  record  in `space`
 * Err:  CORRUPT  neither slot is whole
 *       IO
 */
wasl_status wasl_slots_read(struct wasl_slots *slots, wasl_bytes *record,
			    uint8_t *space, struct wasl_err *err) WASL_MUST_USE;

/**
 * Write the next record over the older slot; it is on disk on return.
 *
 * In:   space  slots->size bytes to build the slot in
 * Err:  TOO_BIG  it does not fit
 *       NO_SPACE, IO  the newest record is still the one before
 */
wasl_status wasl_slots_write(struct wasl_slots *slots, wasl_bytes record,
			     uint8_t *space,
			     struct wasl_err *err) WASL_MUST_USE;

/**
 * Is this one whole slot?
 *
 * Out:  record    in `in`
 *       sequence  its number
 * Err:  CORRUPT
 */
wasl_status wasl_slot_parse(wasl_bytes *record, uint64_t *sequence,
			    wasl_bytes in, const struct wasl_secret *key,
			    struct wasl_err *err) WASL_MUST_USE;

#endif
