/*
 * Cards (spec §2): what one side hands one partner. A signed note by the root
 * key of the side; single spaces, one line a key.
 *
 *   wasl-card/v1
 *   rabat.dgsn                 node name
 *   MA                         side code, ISO 3166 alpha-2
 *   paris.pn                   partner's node name
 *   1                          serial, last + 1
 *   -                          SHA-256 of the previous card, base64, or -
 *   https://host:port          endpoint, or - for a courier line
 *   root <vkey> 0 - active     <purpose> <value> <from> <until or -> <status>
 *   …
 */
#ifndef WASL_TLOG_CARD_H
#define WASL_TLOG_CARD_H

#include "crypto/line.h"
#include "tlog/note.h"

enum wasl_card_purpose {
	WASL_CARD_ROOT,
	WASL_CARD_LOG,
	WASL_CARD_MIRROR,
	WASL_CARD_WITNESS,
	WASL_CARD_SEALING,
	WASL_CARD_TLS,
};

enum wasl_card_status {
	WASL_CARD_ACTIVE,
	WASL_CARD_RETIRED,
	WASL_CARD_COMPROMISED,
};

#define WASL_CARD_NO_END UINT64_MAX

/** One key line. Of the three values the one of the purpose is set. */
struct wasl_card_key {
	enum wasl_card_purpose purpose;
	enum wasl_card_status status;
	struct wasl_vkey vkey;		 /* root, log, mirror, witness */
	struct wasl_seal_public sealing; /* sealing */
	struct wasl_hash spki; /* tls: SHA-256 of SubjectPublicKeyInfo */
	uint64_t from;	       /* entries, see spec §2 */
	uint64_t until;	       /* WASL_CARD_NO_END for "-" */
};

/** A card whose form and root signature are right. */
struct wasl_card {
	wasl_bytes bytes; /* verbatim */
	wasl_text node;
	char side[3];
	wasl_text partner;
	uint64_t serial;
	bool first;	       /* no previous card */
	struct wasl_hash prev; /* SHA-256 of the previous card */
	wasl_text endpoint; /* "https://host:port", or "" for a courier line */
	size_t keys_n;
	struct wasl_card_key keys[WASL_CARD_KEYS_MAX];
};

/**
 * Read a card and verify its root signature.
 *
 * In:   in    untrusted; out points into it
 *       root  the root key it must be signed by; NULL for a first card, which
 *             is then verified by its own root (self-signed: the six words
 *             and the treaty's annex say whether it is the right one)
 * Out:  out   all zero on error
 * Err:  TOO_BIG      above WASL_CARD_MAX or WASL_CARD_KEYS_MAX
 *       MALFORMED    which rule it breaks is in the text
 *       BAD_SIG, UNKNOWN_KEY
 * Thread: any.
 */
wasl_status wasl_card_parse(struct wasl_card *out, wasl_bytes in,
			    const struct wasl_vkey *root,
			    struct wasl_err *err) WASL_MUST_USE;

/** A log among those of its direction. */
struct wasl_card_at {
	uint32_t epoch;
	uint64_t before; /* entries that count in the epochs before */
};

/**
 * Does a key hold for a note of `size` in a log? The sizes on a card count on
 * over the epochs: what counts of the earlier ones, then the log itself. In a
 * later epoch an active key holds from its beginning: what brought it may have
 * been lost.
 */
bool wasl_card_key_holds(const struct wasl_card_key *key,
			 const struct wasl_card_at *at, uint64_t size);

/**
 * May `next` replace `held`? Same node, side and partner, serial one higher,
 * previous hash that of `held`; a key that `held` names stays, from the same
 * count, and is never made less guilty (spec §2: an old card cannot be
 * replayed).
 *
 * Err:  CONFLICT  which rule it breaks is in the text
 */
wasl_status wasl_card_follows(const struct wasl_card *next,
			      const struct wasl_card *held,
			      struct wasl_err *err) WASL_MUST_USE;

/** The line of the same key on another card; NULL if there is none. */
const struct wasl_card_key *wasl_card_find(const struct wasl_card *card,
					   const struct wasl_card_key *key);

/** The active key of a purpose with the largest from; NULL if there is none. */
const struct wasl_card_key *wasl_card_active(const struct wasl_card *card,
					     enum wasl_card_purpose purpose);

/**
 * Write a card and sign it. `bytes` of `card` is not read.
 *
 * In:   root    the card's root key, `secret` its private half
 * Err:  MALFORMED  the fields do not make a card that wasl_card_parse accepts
 *       TOO_BIG    `out` is full
 */
wasl_status wasl_card_write(struct wasl_buf *out, const struct wasl_card *card,
			    const struct wasl_sign_secret *secret,
			    struct wasl_err *err) WASL_MUST_USE;

/**
 * The six words of the ceremony as numbers 1 to 2048. The order of the two
 * cards does not matter: the one whose node sorts first comes first.
 */
void wasl_card_words(uint16_t out[static WASL_WORDS],
		     const struct wasl_secret *line_secret,
		     const struct wasl_card *a, const struct wasl_card *b);

#endif
