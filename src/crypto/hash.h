/* SHA-256 (FIPS 180-4), the one hash of the house. */
#ifndef WASL_CRYPTO_HASH_H
#define WASL_CRYPTO_HASH_H

#include "base/bytes.h"

#define WASL_HASH_LEN 32

struct wasl_hash {
	uint8_t b[WASL_HASH_LEN];
};

/* All of it at once. `in` of a struct wasl_hash: wasl_hash_bytes. */
struct wasl_hash wasl_sha256(wasl_bytes in);
/** Of `n` slices, one after the other. */
struct wasl_hash wasl_sha256_of(const wasl_bytes *parts, size_t n);

bool wasl_hash_eq(const struct wasl_hash *a, const struct wasl_hash *b);

static inline wasl_bytes wasl_hash_bytes(const struct wasl_hash *h)
{
	return (wasl_bytes){h->b, sizeof(h->b)};
}

/** A hash in progress: a plain value, which may be copied to fork it. */
struct wasl_sha256 {
	/* Aligned storage for the library's state; its size is asserted. */
	_Alignas(8) uint8_t state[128];
};

void wasl_sha256_init(struct wasl_sha256 *s);
void wasl_sha256_put(struct wasl_sha256 *s, wasl_bytes in);
/** The hash; the state is wiped and must not be put to again. */
struct wasl_hash wasl_sha256_finish(struct wasl_sha256 *s);

#endif
