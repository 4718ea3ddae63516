#include "crypto/kdf.h"

#include <sodium.h>

enum { BLOCK = 64 };

/* Begin one of the two hashes of RFC 2104 §2: with K XOR a repeated byte. */
static void put_pad(struct wasl_sha256 *s, const uint8_t key[static BLOCK],
		    uint8_t pad)
{
	uint8_t block[BLOCK];

	for (size_t i = 0; i < BLOCK; i++)
		block[i] = key[i] ^ pad;
	wasl_sha256_init(s);
	wasl_sha256_put(s, WASL_BYTES(block));
	sodium_memzero(block, sizeof(block));
}

struct wasl_hash wasl_hmac(wasl_bytes key, const wasl_bytes *parts, size_t n)
{
	uint8_t padded[BLOCK] = {0};
	struct wasl_sha256 s;
	struct wasl_hash inner;

	if (key.n > BLOCK) {
		inner = wasl_sha256(key);
		key = wasl_hash_bytes(&inner);
	}
	if (key.n > 0)
		memcpy(padded, key.p, key.n);
	put_pad(&s, padded, 0x36);
	for (size_t i = 0; i < n; i++)
		wasl_sha256_put(&s, parts[i]);
	inner = wasl_sha256_finish(&s);
	put_pad(&s, padded, 0x5c);
	wasl_sha256_put(&s, wasl_hash_bytes(&inner));
	inner = wasl_sha256_finish(&s);
	sodium_memzero(padded, sizeof(padded));
	return inner;
}

void wasl_hkdf_extract(struct wasl_secret *out, wasl_bytes key)
{
	struct wasl_hash prk = wasl_hmac((wasl_bytes){NULL, 0}, &key, 1);

	memcpy(out->b, prk.b, sizeof(out->b));
	sodium_memzero(&prk, sizeof(prk));
}

void wasl_hkdf_expand(uint8_t *out, size_t n, const struct wasl_secret *prk,
		      wasl_bytes info)
{
	struct wasl_hash t;
	uint8_t round = 0;

	wasl_assert(n <= WASL_HKDF_MAX);
	for (size_t at = 0; at < n; at += sizeof(t.b)) {
		size_t take = n - at < sizeof(t.b) ? n - at : sizeof(t.b);
		wasl_bytes parts[3] = {
			{t.b, round == 0 ? 0 : sizeof(t.b)},
			info,
			{&round, 1},
		};

		round++;
		t = wasl_hmac(wasl_secret_reveal(prk), parts, 3);
		memcpy(out + at, t.b, take);
	}
	sodium_memzero(&t, sizeof(t));
}

void wasl_hkdf(struct wasl_secret *out, const struct wasl_secret *key,
	       wasl_bytes info)
{
	wasl_autosecret prk;

	wasl_hkdf_extract(&prk, wasl_secret_reveal(key));
	wasl_hkdf_expand(out->b, sizeof(out->b), &prk, info);
}
