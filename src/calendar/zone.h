/* Time zones from TZif files (RFC 8536), whose bytes are handed in. */
#ifndef WASL_CALENDAR_ZONE_H
#define WASL_CALENDAR_ZONE_H

#include "base/bytes.h"

/* The largest file of the public zone data is below 4 KiB. */
#define WASL_ZONE_FILE_MAX  (64 * 1024)
#define WASL_ZONE_MOVES_MAX 2000
#define WASL_ZONE_TYPES_MAX 256

/** Opaque and immutable; may be shared by all threads. */
struct wasl_zone;

/**
 * Read a TZif file of version 2 or later.
 *
 * In:   in   the whole file, untrusted; not kept
 * Out:  out  caller frees with wasl_zone_free; NULL on an error
 * Err:  MALFORMED, UNSUPPORTED (version 1, leap seconds), TOO_BIG, NO_MEMORY.
 */
wasl_status wasl_zone_new(struct wasl_zone **out, wasl_bytes in,
			  struct wasl_err *err) WASL_MUST_USE;
void wasl_zone_free(struct wasl_zone *zone);

/** Seconds to add to UTC for local time at that instant. */
int32_t wasl_zone_offset(const struct wasl_zone *zone, int64_t utc);

static inline int64_t wasl_zone_local(const struct wasl_zone *zone, int64_t utc)
{
	return utc + wasl_zone_offset(zone, utc);
}

/** How far the clocks of a side are from UTC at some instant. */
struct wasl_local {
	char side[3];	  /* "MA" */
	const char *zone; /* "Africa/Casablanca"; NULL: not known */
	int32_t offset_s; /* to add to UTC */
};

/**
 * The instant of a local time. A time that the clocks skip is taken as if they
 * had not moved yet (later by the gap on the new clock); of a time that they
 * show twice the first is taken, so that nobody waits an hour longer.
 */
int64_t wasl_zone_utc(const struct wasl_zone *zone, int64_t local);

#endif
