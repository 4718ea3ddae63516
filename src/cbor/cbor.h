/*
 * Deterministic CBOR (docs/spec §1): whatever is hashed, sealed, signed or used
 * as associated data has exactly one encoding.
 *
 * The writer puts items into a `struct wasl_buf`; the reader is a cursor over
 * borrowed bytes. The reader holds every rule of the profile by itself, in
 * whatever way its caller reads: shortest form, definite lengths, order of
 * keys, UTF-8, limits.
 */
#ifndef WASL_CBOR_CBOR_H
#define WASL_CBOR_CBOR_H

#include "base/bytes.h"
#include "base/limits.h"

/* The only tags of the profile (RFC 9052 §2). */
#define WASL_CBOR_TAG_ENCRYPT0 16
#define WASL_CBOR_TAG_ENCRYPT  96

/* --- writing ------------------------------------------------------------- */

/* Each appends one item head (and its bytes) in shortest form; when `buf` is
 * full it sets `over`, as every wasl_buf_put does. */
void wasl_cbor_put_uint(struct wasl_buf *buf, uint64_t v);
/** The integer -1 - n: all that RFC 8949 major type 1 can say. */
void wasl_cbor_put_nint(struct wasl_buf *buf, uint64_t n);
void wasl_cbor_put_int(struct wasl_buf *buf, int64_t v);
void wasl_cbor_put_bytes(struct wasl_buf *buf, wasl_bytes v);
/** The head of a byte string whose `n` bytes the caller puts next. */
void wasl_cbor_put_bytes_head(struct wasl_buf *buf, size_t n);
void wasl_cbor_put_text(struct wasl_buf *buf, wasl_text v);
void wasl_cbor_put_bool(struct wasl_buf *buf, bool v);
void wasl_cbor_put_null(struct wasl_buf *buf);
/** `n` items follow. */
void wasl_cbor_put_array(struct wasl_buf *buf, size_t n);
/** `n` pairs follow, in bytewise order of their keys' encodings. */
void wasl_cbor_put_map(struct wasl_buf *buf, size_t n);
/** WASL_CBOR_TAG_…; one item follows. */
void wasl_cbor_put_tag(struct wasl_buf *buf, uint64_t tag);

/**
 * Assert that what was written from `at` on is one item of the profile: keys
 * in order, counts right, within the limits. A buffer that ran over passes,
 * its caller sees `over`.
 */
void wasl_cbor_written(const struct wasl_buf *buf, size_t at);

/* --- reading ------------------------------------------------------------- */

enum wasl_cbor_type {
	WASL_CBOR_NONE, /* nothing left here, or the reader has failed */
	WASL_CBOR_UINT,
	WASL_CBOR_NINT,
	WASL_CBOR_BYTES,
	WASL_CBOR_TEXT,
	WASL_CBOR_ARRAY,
	WASL_CBOR_MAP,
	WASL_CBOR_TAG,
	WASL_CBOR_BOOL,
	WASL_CBOR_NULL,
};

struct wasl_cbor_item {
	enum wasl_cbor_type type;
	/* UINT: value; NINT: n of -1 - n; BYTES, TEXT: length; ARRAY: items;
	 * MAP: pairs; TAG: number; BOOL: 0 or 1. */
	uint64_t n;
	const uint8_t *p; /* BYTES, TEXT: borrowed from the input */
};

/* An open container: what is left of it and where its keys were. */
struct wasl_cbor_frame {
	uint32_t left; /* items still to read; a pair counts two */
	bool map;
	bool keyed;	     /* `key` holds the key before */
	const uint8_t *item; /* where the item being read begins */
	wasl_bytes key;	     /* encoding of the key before, in a map */
};

/**
 * A reader. The first failure sticks: every later read yields zero, an empty
 * slice, false or WASL_CBOR_NONE, and wasl_cbor_finish reports it. Nothing
 * that was read may be used before wasl_cbor_finish has said OK.
 *
 * A plain value, no memory of its own; slices borrow from the input.
 * Thread: one at a time.
 */
struct wasl_cbor {
	const uint8_t *start;
	const uint8_t *p;
	const uint8_t *end;
	const uint8_t *at; /* where the item read last begins */
	const char *rule;  /* what was broken; NULL while all is well */
	wasl_status status;
	size_t depth;
	struct wasl_cbor_frame frames[WASL_CBOR_DEPTH_MAX + 1];
};

/** Begin to read the one item that `in` must be. */
struct wasl_cbor wasl_cbor_init(wasl_bytes in);

/**
 * The end of reading.
 *
 * Ret:  OK         one item of the profile was read whole, nothing is left
 *       MALFORMED  the bytes are not of the profile; the text names the rule
 *                  of docs/spec §1 and the place
 *       SCHEMA     they are, but not what the caller asked for
 * All containers must have been left: anything else is a bug of the caller.
 */
wasl_status wasl_cbor_finish(const struct wasl_cbor *c,
			     struct wasl_err *err) WASL_MUST_USE;

/** Fail with SCHEMA; `rule` is a literal. The first failure stays. */
void wasl_cbor_fail(struct wasl_cbor *c, const char *rule);

/** What comes next in the container that is open. */
enum wasl_cbor_type wasl_cbor_peek(const struct wasl_cbor *c);
/** Is anything left in the container that is open? False after a failure. */
bool wasl_cbor_more(const struct wasl_cbor *c);

/**
 * Read any item; an array, map or tag is entered and must be left later.
 * Ret: false after a failure or when nothing is left here; *out then all zero.
 */
bool wasl_cbor_next(struct wasl_cbor *c, struct wasl_cbor_item *out);

/* Typed reads: another type, or a value outside the result's range, is a
 * SCHEMA failure and yields zero. */
uint64_t wasl_cbor_uint(struct wasl_cbor *c);
int64_t wasl_cbor_int(struct wasl_cbor *c);
wasl_bytes wasl_cbor_bytes(struct wasl_cbor *c);
wasl_text wasl_cbor_text(struct wasl_cbor *c);
bool wasl_cbor_bool(struct wasl_cbor *c);
/** A byte string of exactly `n` bytes, copied to `out`; zeros on failure. */
void wasl_cbor_copy(struct wasl_cbor *c, uint8_t *out, size_t n);
/** Step over a null if there is one; false means that nothing was read. */
bool wasl_cbor_null(struct wasl_cbor *c);

/** Enter; returns the number of items or pairs. */
size_t wasl_cbor_enter_array(struct wasl_cbor *c);
size_t wasl_cbor_enter_map(struct wasl_cbor *c);
/** Leave the innermost container; SCHEMA if anything in it was not read. */
void wasl_cbor_leave(struct wasl_cbor *c);

/* Enter only this; read only this. Anything else is a SCHEMA failure. */
void wasl_cbor_expect_array(struct wasl_cbor *c, size_t items);
void wasl_cbor_expect_map(struct wasl_cbor *c, size_t pairs);
void wasl_cbor_expect_tag(struct wasl_cbor *c, uint64_t tag);
void wasl_cbor_expect_int(struct wasl_cbor *c, int64_t v);
void wasl_cbor_expect_bytes(struct wasl_cbor *c, wasl_bytes v);
void wasl_cbor_expect_text(struct wasl_cbor *c, const char *v);

/** Read one whole item of any type; its encoding, borrowed. */
wasl_bytes wasl_cbor_skip(struct wasl_cbor *c);

/** Is `in` exactly one item of the profile? As wasl_cbor_finish. */
wasl_status wasl_cbor_check(wasl_bytes in, struct wasl_err *err) WASL_MUST_USE;

#endif
