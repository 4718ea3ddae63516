/*
 * The one strict door for JSON: RFC 8259 without duplicate keys, reals, deep
 * nesting or integers that other readers cannot hold; and its canonical form.
 */
#ifndef WASL_KIND_JSON_H
#define WASL_KIND_JSON_H

#include "base/arena.h"
#include "base/limits.h"
#include "crypto/hash.h"

#include <jansson.h>

/* RFC 7493 §2.2: integers that every reader of JSON can hold. */
#define WASL_JSON_INT_MAX 9007199254740991LL

/**
 * Parse one JSON document, whose top is an object or an array.
 *
 * In:   in   untrusted; at most `max` bytes (the named limit of this input)
 * Out:  out  a new reference: json_decref, or `wasl_autojson`
 * Err:  TOO_BIG    more than `max` bytes
 *       MALFORMED  not JSON, not UTF-8, trailing bytes, a duplicate key, NUL
 *                  in text, deeper than WASL_JSON_DEPTH_MAX, a real number or
 *                  an integer beyond ±WASL_JSON_INT_MAX; the text says where
 * Thread: any; a document belongs to one thread.
 */
wasl_status wasl_json_parse(json_t **out, wasl_bytes in, size_t max,
			    struct wasl_err *err) WASL_MUST_USE;

/**
 * As wasl_json_parse, for what others write and nobody here hashes: numbers may
 * be of any sort.
 */
wasl_status wasl_json_parse_any(json_t **out, wasl_bytes in, size_t max,
				struct wasl_err *err) WASL_MUST_USE;

/** A string's text, borrowed from the document; {NULL, 0} of anything else. */
wasl_text wasl_json_text(const json_t *v);
/** Is it a string that says `literal`? */
bool wasl_json_is(const json_t *v, const char *literal);

/**
 * The RFC 8785 (JCS) form: no white space, members sorted by the UTF-16 code
 * units of their names, the shortest escapes.
 *
 * In:   v      from wasl_json_parse, or built within its rules
 * Out:  out    borrowed from the arena; {NULL, 0} once that is over
 */
wasl_bytes wasl_jcs_write(struct wasl_arena *arena, const json_t *v);

/**
 * SHA-256 of the JCS form: the hash of a kind or profile (spec §3).
 * Err:  NO_MEMORY.
 */
wasl_status wasl_jcs_hash(struct wasl_hash *out, const json_t *v,
			  struct wasl_err *err) WASL_MUST_USE;

#define wasl_autojson __attribute__((cleanup(wasl_json_scope_))) json_t
void wasl_json_scope_(json_t **v);

#endif
