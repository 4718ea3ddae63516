/* Keys from keys: HMAC and HKDF with SHA-256. */
#ifndef WASL_CRYPTO_KDF_H
#define WASL_CRYPTO_KDF_H

#include "crypto/hash.h"
#include "crypto/secret.h"

#define WASL_HKDF_MAX (255 * WASL_HASH_LEN)

/** HMAC-SHA256 (RFC 2104) of `n` slices, one after the other. */
struct wasl_hash wasl_hmac(wasl_bytes key, const wasl_bytes *parts, size_t n);

/** RFC 5869 §2.2 with the empty salt of docs/spec §0; `out` is secret. */
void wasl_hkdf_extract(struct wasl_secret *out, wasl_bytes key);
/** RFC 5869 §2.3: `n` bytes, at most WASL_HKDF_MAX. */
void wasl_hkdf_expand(uint8_t *out, size_t n, const struct wasl_secret *prk,
		      wasl_bytes info);
/** HKDF(key, info, 32) of docs/spec §0. `out` may be `key`. */
void wasl_hkdf(struct wasl_secret *out, const struct wasl_secret *key,
	       wasl_bytes info);

#endif
