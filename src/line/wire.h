/* Bodies of the line's calls (spec §7): deterministic CBOR, strict. Readers
 * borrow from the body and allocate nothing; the whole body is checked before
 * the first item is handed out. */
#ifndef WASL_LINE_WIRE_H
#define WASL_LINE_WIRE_H

#include "base/bytes.h"
#include "base/limits.h"

/* An id and a hash in a body. */
#define WASL_WIRE_ID_LEN   16
#define WASL_WIRE_HASH_LEN 32

/** `[1, size held, newest cosigned note or null, own log's size]` */
struct wasl_wire_head {
	uint64_t held;
	wasl_bytes note; /* p NULL: null */
	uint64_t own;
};

/**
 * In:   body  untrusted
 * Out:  out   borrows from body; zero on error
 * Err:  MALFORMED (field names the place), TOO_BIG (note over 64 KiB),
 *       UNSUPPORTED (first element is not 1)
 * Thread: any, as all of this header.
 */
wasl_status wasl_wire_head_parse(struct wasl_wire_head *out, wasl_bytes body,
				 struct wasl_err *err) WASL_MUST_USE;
void wasl_wire_head_write(struct wasl_buf *out,
			  const struct wasl_wire_head *head);

/**
 * What one side would have of the next epoch, or has asked for (spec §7 Epoch):
 * `[1, number, own last note, partner's last note, asked]`, as its author sees
 * it; question and answer have the same form.
 */
struct wasl_wire_epoch {
	uint32_t number;    /* 2 and up */
	wasl_bytes own;	    /* empty: no entry counts */
	wasl_bytes partner; /* ditto */
	bool asked;	    /* two persons of its author did */
};

/** Err: MALFORMED, TOO_BIG (a note over WASL_KEYD_NOTE_MAX), UNSUPPORTED. */
wasl_status wasl_wire_epoch_parse(struct wasl_wire_epoch *out, wasl_bytes body,
				  struct wasl_err *err) WASL_MUST_USE;
void wasl_wire_epoch_write(struct wasl_buf *out,
			   const struct wasl_wire_epoch *epoch);
/* An `epoch` body is at most this long. */
#define WASL_WIRE_EPOCH_MAX (2 * WASL_KEYD_NOTE_MAX + 32)

/** `[1, chunks held, whole]`: how far a sealed file has come at the partner. */
struct wasl_wire_blob {
	uint64_t held;
	bool whole; /* held, and its hash is right */
};

/** As wasl_wire_head_parse. */
wasl_status wasl_wire_blob_parse(struct wasl_wire_blob *out, wasl_bytes body,
				 struct wasl_err *err) WASL_MUST_USE;
void wasl_wire_blob_write(struct wasl_buf *out,
			  const struct wasl_wire_blob *blob);

/** An envelope, or the hash of one that was erased after its receipt. */
struct wasl_wire_item {
	bool erased;	  /* bytes is the 32-byte hash of the envelope */
	wasl_bytes bytes; /* may be empty or too big: judged, not refused */
};

/** Items of a checked body, walked in order. */
struct wasl_wire_items {
	wasl_bytes rest; /* encoded items that are left */
	uint32_t left;
};

/** Next item; false at the end. Never fails on items of a checked body. */
bool wasl_wire_items_next(struct wasl_wire_items *items,
			  struct wasl_wire_item *out);

/** `[1, origin, first index f, [item…], checkpoint note]` */
struct wasl_wire_append {
	wasl_text origin;
	uint64_t first;
	uint32_t count; /* <= WASL_BATCH_ITEMS_MAX; 0: heartbeat */
	struct wasl_wire_items items;
	wasl_bytes note;
};

/**
 * Checks every item. first + count does not overflow.
 *
 * Err:  MALFORMED, TOO_BIG (items, bytes, note), UNSUPPORTED. An envelope's
 *       own size is judged by a reject (T05), never here.
 */
wasl_status wasl_wire_append_parse(struct wasl_wire_append *out,
				   wasl_bytes body,
				   struct wasl_err *err) WASL_MUST_USE;

/* Written in three parts: begin, `count` times item, end. */
void wasl_wire_append_begin(struct wasl_buf *out, wasl_text origin,
			    uint64_t first, uint32_t count);
void wasl_wire_item_write(struct wasl_buf *out,
			  const struct wasl_wire_item *item);
void wasl_wire_append_end(struct wasl_buf *out, wasl_bytes note);

/**
 * How many of the items fit into one batch: at most WASL_BATCH_ITEMS_MAX, and
 * WASL_BATCH_BYTES_MAX with room for origin and note. At least 1 of n > 0.
 *
 * In:   lengths  bytes of each item (32 for an erased one), n of them
 */
uint32_t wasl_wire_fit(const uint32_t *lengths, size_t n);

/** Answer to `acts`: `[item…]`, the limits of an append. */
wasl_status wasl_wire_acts_parse(struct wasl_wire_items *out, wasl_bytes body,
				 struct wasl_err *err) WASL_MUST_USE;
/** Begin an `acts` answer; then `count` times wasl_wire_item_write. */
void wasl_wire_acts_begin(struct wasl_buf *out, uint32_t count);

/* A grant is a few keys and a nonce: some 300 bytes (spec §3). */
#define WASL_WIRE_GRANT_MAX 1024
/* Dossiers in one regrant call: an array's limit (spec §1). */
#define WASL_WIRE_REGRANTS_MAX WASL_CBOR_ITEMS_MAX

/** Dossier ids asked for, or answered, walked in order. */
struct wasl_wire_regrants {
	wasl_bytes rest;
	uint32_t left;
	bool answer;
};

struct wasl_wire_regrant {
	wasl_bytes id;	  /* 16 bytes */
	wasl_bytes grant; /* p NULL: null, or a question */
};

/** Question: array of bstr 16. Err: MALFORMED, TOO_BIG. */
wasl_status wasl_wire_regrant_ask_parse(struct wasl_wire_regrants *out,
					wasl_bytes body,
					struct wasl_err *err) WASL_MUST_USE;
/** Answer: array of `[dossier id, grant or null]`. Err: MALFORMED, TOO_BIG. */
wasl_status wasl_wire_regrant_answer_parse(struct wasl_wire_regrants *out,
					   wasl_bytes body,
					   struct wasl_err *err) WASL_MUST_USE;
bool wasl_wire_regrants_next(struct wasl_wire_regrants *regrants,
			     struct wasl_wire_regrant *out);
/* Written in two parts: begin, then `count` times one of the two. */
void wasl_wire_regrants_begin(struct wasl_buf *out, uint32_t count);
void wasl_wire_regrant_ask_write(struct wasl_buf *out, wasl_bytes id);
void wasl_wire_regrant_answer_write(struct wasl_buf *out, wasl_bytes id,
				    wasl_bytes grant);

#endif
