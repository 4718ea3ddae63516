/*
 * Signed notes (spec §5; C2SP signed-note) and the keys that sign them.
 *
 *   text LF                     one line or more, each ended by LF
 *   LF                          the last empty line of the note
 *   — <name> <base64> LF        one line or more; U+2014
 *
 * base64 holds key id[4] || signature; of a cosignature (type 0x04, spec §6)
 * key id[4] || u64 time || signature[64].
 */
#ifndef WASL_TLOG_NOTE_H
#define WASL_TLOG_NOTE_H

#include "base/bytes.h"
#include "base/limits.h"
#include "crypto/key.h"

/* Numbers of C2SP signed-note; they enter the key id. */
enum wasl_note_type {
	WASL_NOTE_ED25519 = 0x01,
	WASL_NOTE_COSIGNATURE = 0x04, /* Ed25519 over cosignature/v1 */
};

#define WASL_KEY_ID_LEN 4
/* Our longest key name is an origin. */
#define WASL_KEY_NAME_MAX WASL_ORIGIN_MAX
/* name + "+" + 8 digits + "+" + base64 of 33 bytes. */
#define WASL_VKEY_MAX (WASL_KEY_NAME_MAX + 1 + 8 + 1 + 44)

/** A verifier key. A plain value; all zero is no key. */
struct wasl_vkey {
	char name[WASL_KEY_NAME_MAX + 1];
	enum wasl_note_type type;
	uint8_t id[WASL_KEY_ID_LEN];
	struct wasl_sign_public pub;
};

/** A name that C2SP signed-note allows: not empty, valid UTF-8, no spaces,
 * control characters or "+". */
bool wasl_key_name_valid(wasl_text name);

/**
 * Name a public key; reckons the key id.
 *
 * In:   name  valid, up to WASL_KEY_NAME_MAX bytes
 *       pub   enrolled: of wasl_sign_public or wasl_sign_public_parse
 * Err:  MALFORMED  a bad name
 */
wasl_status wasl_vkey_init(struct wasl_vkey *out, wasl_text name,
			   enum wasl_note_type type,
			   const struct wasl_sign_public *pub,
			   struct wasl_err *err) WASL_MUST_USE;

/**
 * Read a vkey of spec §5: name, "+", key id, "+", base64(type || public key).
 *
 * Err:  MALFORMED    not that, a key id that is not this key's, or not a
 *                    point that spec §2 lets enrol
 *       UNSUPPORTED  another signature type
 */
wasl_status wasl_vkey_parse(struct wasl_vkey *out, wasl_text in,
			    struct wasl_err *err) WASL_MUST_USE;

/** Write the vkey, zero-ended. */
void wasl_vkey_write(char out[static WASL_VKEY_MAX + 1],
		     const struct wasl_vkey *key);

/** Same name, type and public key. */
bool wasl_vkey_eq(const struct wasl_vkey *a, const struct wasl_vkey *b);

struct wasl_note_sig {
	wasl_text name;
	uint8_t id[WASL_KEY_ID_LEN];
	wasl_text base64; /* checked to be base64 of at least 5 bytes */
};

/** A note whose form is right; nothing is verified yet. */
struct wasl_note {
	wasl_bytes bytes; /* verbatim, all of it */
	wasl_bytes text;  /* what is signed: the text with its last LF */
	size_t sigs_n;
	struct wasl_note_sig sigs[WASL_NOTE_SIGS_MAX];
};

/**
 * Read a note, strictly.
 *
 * In:   in   untrusted; out points into it, so keep it alive
 * Out:  out  all zero on error
 * Err:  TOO_BIG    above WASL_NOTE_MAX or WASL_NOTE_SIGS_MAX
 *       MALFORMED  which rule of spec §5 it breaks is in the text
 * Thread: any.
 */
wasl_status wasl_note_parse(struct wasl_note *out, wasl_bytes in,
			    struct wasl_err *err) WASL_MUST_USE;

/**
 * Who of `keys` signed the note?
 *
 * In:   keys   up to 64
 * Out:  by     bit i is set if keys[i] signed; 0 on error. May be NULL
 * Err:  BAD_SIG      a signature line of a known key does not verify
 *       UNKNOWN_KEY  no line is of a known key
 * Thread: any.
 */
wasl_status wasl_note_verify(uint64_t *by, const struct wasl_note *note,
			     const struct wasl_vkey *keys, size_t keys_n,
			     struct wasl_err *err) WASL_MUST_USE;

/**
 * Copy the first signature line of `key` from a note that it signed, so that
 * a note can be kept without the lines of strangers.
 */
void wasl_note_put_line(struct wasl_buf *out, const struct wasl_note *note,
			const struct wasl_vkey *key);

/** A cosignature taken from a note: spec §6. */
struct wasl_receipt {
	uint64_t time; /* Unix seconds */
	uint8_t id[WASL_KEY_ID_LEN];
	struct wasl_sig sig;
};

/**
 * The newest cosignature by `key`, verified; `key` is of type 0x04.
 *
 * Out:  out  all zero on error
 * Err:  BAD_SIG      a line of this key does not verify
 *       UNKNOWN_KEY  it did not cosign
 * Thread: any.
 */
wasl_status wasl_note_receipt(struct wasl_receipt *out,
			      const struct wasl_note *note,
			      const struct wasl_vkey *key,
			      struct wasl_err *err) WASL_MUST_USE;

/**
 * Write text, empty line and a signature line; more lines may follow.
 *
 * In:   text  valid: ends with LF, UTF-8, no other control characters
 *       key   of type 0x01, the public half of `secret`
 * Err:  MALFORMED  the text breaks a rule
 *       TOO_BIG    `out` is full
 */
wasl_status wasl_note_sign(struct wasl_buf *out, wasl_bytes text,
			   const struct wasl_vkey *key,
			   const struct wasl_sign_secret *secret,
			   struct wasl_err *err) WASL_MUST_USE;

/**
 * Append the cosignature line of `key` (type 0x04) over the text at `time`,
 * Unix seconds, to a note already in `out`.
 *
 * Err:  TOO_BIG  `out` is full
 */
wasl_status wasl_note_cosign(struct wasl_buf *out, wasl_bytes text,
			     const struct wasl_vkey *key,
			     const struct wasl_sign_secret *secret,
			     uint64_t time, struct wasl_err *err) WASL_MUST_USE;

#endif
