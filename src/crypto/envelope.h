/*
 * Act envelope (docs/spec §3): what a log entry stands for.
 *
 *   [1, grant or null, 16([ bstr {1: 24, 16: "application/vnd.wasl.act+cose",
 *       -70001: dossier id, -70004: seen, -70005: commitment},
 *       {5: nonce12}, ciphertext ])]
 */
#ifndef WASL_CRYPTO_ENVELOPE_H
#define WASL_CRYPTO_ENVELOPE_H

#include "base/limits.h"
#include "crypto/grant.h"

/* spec §3: plaintexts are padded to a multiple of this. */
#define WASL_ACT_BLOCK 256
/* What an envelope is longer than its grant and padded plaintext, at most. */
#define WASL_ENVELOPE_OVERHEAD 160
/* The longest padded plaintext that fits an envelope with a grant. */
#define WASL_ACT_PLAIN_MAX                                                     \
	((WASL_ENVELOPE_MAX - WASL_ENVELOPE_OVERHEAD - WASL_GRANT_LEN) /       \
	 WASL_ACT_BLOCK * WASL_ACT_BLOCK)

/** A parsed envelope; slices borrow from the input. */
struct wasl_envelope {
	wasl_bytes all;
	bool has_grant;
	struct wasl_grant grant; /* all zero without one */
	wasl_bytes prot;	 /* protected header */
	wasl_bytes ciphertext;
	uint8_t nonce[WASL_AEAD_NONCE];
	struct wasl_dossier_id dossier;
	uint64_t seen;
	struct wasl_hash commitment;
};

/** What goes into an envelope. */
struct wasl_envelope_in {
	struct wasl_pos at; /* its own log and index */
	struct wasl_dossier_id dossier;
	const struct wasl_secret *key; /* dossier key */
	uint64_t seen;
	wasl_bytes grant; /* made by wasl_grant_seal, or empty */
	wasl_bytes plain; /* made by wasl_act_pad */
};

/**
 * Append an envelope.
 *
 * Ret:  OK; TOO_BIG over WASL_ENVELOPE_MAX or the room in `out`
 */
wasl_status wasl_envelope_seal(struct wasl_buf *out,
			       const struct wasl_random *random,
			       const struct wasl_envelope_in *in,
			       struct wasl_err *err) WASL_MUST_USE;

/**
 * Ret:  OK
 *       TOO_BIG    over WASL_ENVELOPE_MAX (T05)
 *       MALFORMED  not deterministic CBOR (T04)
 *       UNSUPPORTED  an array of another version (T11)
 *       SCHEMA     not the layout above, in grant or act (T04)
 */
wasl_status wasl_envelope_parse(struct wasl_envelope *out, wasl_bytes in,
				struct wasl_err *err) WASL_MUST_USE;

/**
 * The key of one act, which opens that act and nothing else; also what a court
 * is given.
 */
void wasl_act_key(struct wasl_secret *out,
		  const struct wasl_secret *dossier_key,
		  const struct wasl_pos *at);

/** BAD_SEAL unless the envelope commits to this act key. Opens nothing. */
wasl_status wasl_envelope_commits(const struct wasl_envelope *env,
				  const struct wasl_secret *act_key,
				  struct wasl_err *err) WASL_MUST_USE;

/**
 * Append the padded plaintext (strip it with wasl_act_unpad). The commitment is
 * checked before opening.
 *
 * Ret:  OK
 *       BAD_SEAL  the key, the place or any bit is another one (T03); nothing
 *                 is appended
 *       TOO_BIG   no room in `plain`
 */
wasl_status wasl_envelope_open(struct wasl_buf *plain,
			       const struct wasl_envelope *env,
			       const struct wasl_pos *at,
			       const struct wasl_secret *dossier_key,
			       struct wasl_err *err) WASL_MUST_USE;
/** As wasl_envelope_open, with the key of this act alone. */
wasl_status wasl_envelope_open_act(struct wasl_buf *plain,
				   const struct wasl_envelope *env,
				   const struct wasl_pos *at,
				   const struct wasl_secret *act_key,
				   struct wasl_err *err) WASL_MUST_USE;

/* --- padding ------------------------------------------------------------- */

/**
 * Pad the item written to `plain` from its start: 80, then 00 to a multiple of
 * WASL_ACT_BLOCK. Asserts that it is one item of docs/spec §1.
 */
void wasl_act_pad(struct wasl_buf *plain);
/** The item without its padding, borrowed; SCHEMA if it is not padded so. */
wasl_status wasl_act_unpad(wasl_bytes *out, wasl_bytes plain,
			   struct wasl_err *err) WASL_MUST_USE;

/* --- entry --------------------------------------------------------------- */

#define WASL_ENTRY_LEN 33

/** spec §4: "Entry = `0x01 || SHA-256(act envelope)`". */
struct wasl_log_entry {
	uint8_t b[WASL_ENTRY_LEN];
};

struct wasl_log_entry wasl_log_entry_of(wasl_bytes envelope);
/** Of an envelope that is no longer held, by its hash. */
struct wasl_log_entry wasl_log_entry_of_hash(const struct wasl_hash *hash);

#endif
