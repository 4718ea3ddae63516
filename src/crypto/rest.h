/* Keys and texts at rest (docs/spec §10). */
#ifndef WASL_CRYPTO_REST_H
#define WASL_CRYPTO_REST_H

#include "crypto/aead.h"
#include "crypto/id.h"

/* --- a dossier key under its retention bucket's key ----------------------- */

/* bucket (u32) || nonce (24) || ciphertext (32 + tag) */
#define WASL_WRAP_LEN (4 + WASL_AEAD_XNONCE + WASL_SECRET_LEN + WASL_AEAD_TAG)

struct wasl_wrapped {
	uint8_t b[WASL_WRAP_LEN];
};

struct wasl_wrapped wasl_wrap(const struct wasl_random *random, uint32_t bucket,
			      const struct wasl_secret *bucket_key,
			      const struct wasl_dossier_id *dossier,
			      const struct wasl_secret *key);
/** Which bucket's key unwraps it. */
uint32_t wasl_wrap_bucket(const struct wasl_wrapped *wrapped);
/** BAD_SEAL for another bucket key or dossier; *key is then all zero. */
wasl_status wasl_unwrap(struct wasl_secret *key,
			const struct wasl_wrapped *wrapped,
			const struct wasl_secret *bucket_key,
			const struct wasl_dossier_id *dossier,
			struct wasl_err *err) WASL_MUST_USE;

/* --- columns with personal text ------------------------------------------ */

/* nonce (24) || ciphertext: what a sealed column is longer than its text. */
#define WASL_REST_OVERHEAD (WASL_AEAD_XNONCE + WASL_AEAD_TAG)

/** Where a sealed text stands; it opens nowhere else. */
struct wasl_cell {
	wasl_text table;
	wasl_text column;
	wasl_bytes row; /* the row's key; at most WASL_ROW_KEY_MAX */
};

/** Append the sealed text. */
void wasl_rest_seal(struct wasl_buf *out, const struct wasl_random *random,
		    const struct wasl_secret *dossier_key,
		    const struct wasl_cell *cell, wasl_bytes in);
/**
 * Append the text.
 *
 * Ret:  OK; BAD_SEAL for another key or cell, or damaged bytes; TOO_BIG if
 *       `out` has no room
 */
wasl_status wasl_rest_open(struct wasl_buf *out,
			   const struct wasl_secret *dossier_key,
			   const struct wasl_cell *cell, wasl_bytes in,
			   struct wasl_err *err) WASL_MUST_USE;

#endif
