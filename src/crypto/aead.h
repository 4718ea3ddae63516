/* Authenticated encryption; the formats above it choose key, nonce and AAD. */
#ifndef WASL_CRYPTO_AEAD_H
#define WASL_CRYPTO_AEAD_H

#include "base/bytes.h"
#include "crypto/secret.h"

#define WASL_AEAD_TAG	 16
#define WASL_AEAD_NONCE	 12
#define WASL_AEAD_XNONCE 24

/**
 * ChaCha20-Poly1305 (RFC 8439): what COSE calls 24. `out` holds in.n +
 * WASL_AEAD_TAG bytes, and may be in.p.
 */
void wasl_aead_seal(uint8_t *out, const struct wasl_secret *key,
		    const uint8_t nonce[static WASL_AEAD_NONCE], wasl_bytes aad,
		    wasl_bytes in);
/** `out` holds in.n - WASL_AEAD_TAG bytes. BAD_SEAL leaves it zero. */
wasl_status wasl_aead_open(uint8_t *out, const struct wasl_secret *key,
			   const uint8_t nonce[static WASL_AEAD_NONCE],
			   wasl_bytes aad, wasl_bytes in,
			   struct wasl_err *err) WASL_MUST_USE;

/* XChaCha20-Poly1305: the nonce is long enough to be random for ever. */
void wasl_aead_xseal(uint8_t *out, const struct wasl_secret *key,
		     const uint8_t nonce[static WASL_AEAD_XNONCE],
		     wasl_bytes aad, wasl_bytes in);
wasl_status wasl_aead_xopen(uint8_t *out, const struct wasl_secret *key,
			    const uint8_t nonce[static WASL_AEAD_XNONCE],
			    wasl_bytes aad, wasl_bytes in,
			    struct wasl_err *err) WASL_MUST_USE;

#endif
