/* Request bodies, read strictly: an object with known members only. */
#ifndef WASL_API_DECODE_H
#define WASL_API_DECODE_H

#include "kind/json.h"

enum api_type {
	API_TEXT,   /* wasl_text */
	API_OBJECT, /* json_t *, borrowed */
	API_ARRAY,  /* json_t *, borrowed */
};

/** A member and where its value goes; a table ends with a NULL name. */
struct api_member {
	const char *name;
	enum api_type type;
	bool needed;
	void *out; /* wasl_text * or json_t **; unchanged where it is absent */
};

/**
 * Parse a body and hand out its members.
 *
 * Out:  body  a new reference that the values are borrowed from
 * Err:  MALFORMED, TOO_BIG  as wasl_json_parse
 *       SCHEMA  not an object; unknown, missing or mistyped member, with its
 *	         pointer
 */
wasl_status api_decode(json_t **body, wasl_bytes in,
		       const struct api_member *members,
		       struct wasl_err *err) WASL_MUST_USE;

/** A body that says nothing: empty, or {}. Err: as api_decode */
wasl_status api_decode_nothing(wasl_bytes in,
			       struct wasl_err *err) WASL_MUST_USE;

/** "2027-01-31" (the end of that day, UTC) as Unix seconds. Err: SCHEMA. */
wasl_status api_decode_day(int64_t *out, wasl_text in, const char *pointer,
			   struct wasl_err *err) WASL_MUST_USE;

/** "2027-01-31T08:00:00Z" as Unix seconds. Err: SCHEMA. */
wasl_status api_decode_instant(int64_t *out, wasl_text in, const char *pointer,
			       struct wasl_err *err) WASL_MUST_USE;

/** A positive decimal number, at most `max`. Err: SCHEMA. */
wasl_status api_decode_number(int64_t *out, wasl_text in, int64_t max,
			      const char *pointer,
			      struct wasl_err *err) WASL_MUST_USE;

/**
 * One of some words, ended by NULL, as its place among them; absent: the first.
 * Err: SCHEMA.
 */
wasl_status api_decode_word(int *out, wasl_text in, const char *const *words,
			    const char *pointer,
			    struct wasl_err *err) WASL_MUST_USE;

#endif
