/* Records: field number → typed value, the only form between JSON and CBOR. */
#ifndef WASL_KIND_RECORD_H
#define WASL_KIND_RECORD_H

#include "cbor/cbor.h"
#include "kind/field.h"
#include "kind/finding.h"
#include "kind/json.h"

struct wasl_profile;
struct wasl_value;
struct wasl_pair;

/** Sorted by field number, no number twice; a plain value that borrows. */
struct wasl_record {
	const struct wasl_pair *entries;
	size_t n;
};

struct wasl_list {
	const struct wasl_value *items;
	size_t n;
};

struct wasl_value {
	enum wasl_type type;
	union {
		wasl_text text;	  /* TEXT, CODE, DATE */
		int64_t number;	  /* INT; INSTANT, Unix seconds; BOOL, 0 or 1 */
		wasl_bytes bytes; /* HASH, ID, BYTES */
		struct wasl_list list;	  /* LIST, TUPLE */
		struct wasl_record block; /* BLOCK */
	};
};

struct wasl_pair {
	uint32_t n;
	struct wasl_value value;
};

/** The value of a field number, borrowed from the record; NULL if absent. */
const struct wasl_value *wasl_record_get(const struct wasl_record *record,
					 uint32_t n);

/**
 * Read an object of field names, as an officer's file or the API brings it.
 *
 * In:   shape     of the act (struct wasl_act_def) or block
 *       profile   for codes that the profile lists; NULL leaves them unchecked
 *       in        any JSON value
 * Out:  out       pieces in `arena`, texts copied; all-zero on an error
 *       findings  every fault with its JSON pointer, not just the first:
 *                 missing, unknown, type, range, length, code, date, repeated
 * Err:  SCHEMA (the list has the details), NO_MEMORY.
 * Thread: any.
 */
wasl_status wasl_record_read(struct wasl_record *out, struct wasl_arena *arena,
			     struct wasl_findings *findings,
			     const struct wasl_shape *shape,
			     const struct wasl_profile *profile,
			     const json_t *in,
			     struct wasl_err *err) WASL_MUST_USE;

/** The object of field names; a new reference, NULL when out of memory. */
json_t *wasl_record_show(const struct wasl_record *record,
			 const struct wasl_shape *shape);

/**
 * Read the det-CBOR map {field number: value} of spec §3, schema-checked: the
 * same rules as wasl_record_read, but the first fault ends it (T04).
 *
 * In:   in  borrowed; texts and bytes of `out` point into it
 * Out:  out  entries in `arena`; all-zero on an error
 * Err:  MALFORMED  not deterministic CBOR
 *       SCHEMA     a field missing, unknown, of another type or out of bounds;
 *                  err->field is its pointer
 *       NO_MEMORY
 */
wasl_status wasl_record_parse(struct wasl_record *out, struct wasl_arena *arena,
			      const struct wasl_shape *shape,
			      const struct wasl_profile *profile, wasl_bytes in,
			      struct wasl_err *err) WASL_MUST_USE;

/** Write the map of spec §3; see `buf->over`. */
void wasl_record_write(struct wasl_buf *buf, const struct wasl_record *record);

#endif
