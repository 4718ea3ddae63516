/*
 * libcrypto's SHA-256 uses the processor's SHA instructions. Its low-level
 * calls are taken, deprecated as they are: the EVP interface costs a leaf or
 * node of the tree, which is one or two blocks, more than the hash itself.
 */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "crypto/hash.h"

#include <openssl/sha.h>
#include <sodium.h>

_Static_assert(sizeof(SHA256_CTX) <= sizeof(struct wasl_sha256),
	       "the library's state fits ours");
_Static_assert(_Alignof(SHA256_CTX) <= _Alignof(struct wasl_sha256),
	       "and is aligned in it");

enum {
	BLOCK = SHA256_CBLOCK,
	/* What fits two blocks with the byte 80 and the length behind it. */
	SHORT_MAX = 2 * BLOCK - 1 - 8,
};

static SHA256_CTX *state_of(struct wasl_sha256 *s)
{
	return (SHA256_CTX *)(void *)s->state;
}

void wasl_sha256_init(struct wasl_sha256 *s)
{
	wasl_assert(SHA256_Init(state_of(s)) == 1);
}

void wasl_sha256_put(struct wasl_sha256 *s, wasl_bytes in)
{
	if (in.n > 0)
		wasl_assert(SHA256_Update(state_of(s), in.p, in.n) == 1);
}

struct wasl_hash wasl_sha256_finish(struct wasl_sha256 *s)
{
	struct wasl_hash out;

	wasl_assert(SHA256_Final(out.b, state_of(s)) == 1);
	sodium_memzero(s, sizeof(*s));
	return out;
}

/*
 * At most SHORT_MAX bytes: padded here (FIPS 180-4 §5.1.1) and compressed in
 * place, which saves a tree's node half its time.
 */
static struct wasl_hash hash_short(const wasl_bytes *parts, size_t n,
				   size_t total)
{
	uint8_t block[2 * BLOCK] = {0};
	size_t blocks = total <= SHORT_MAX - BLOCK ? 1 : 2;
	size_t at = 0;
	struct wasl_hash out = {{0}};
	SHA256_CTX state;

	for (size_t i = 0; i < n; i++) {
		if (parts[i].n > 0)
			memcpy(block + at, parts[i].p, parts[i].n);
		at += parts[i].n;
	}
	block[at] = 0x80;
	wasl_store_u64(block + blocks * BLOCK - 8, 8 * (uint64_t)total);
	wasl_assert(SHA256_Init(&state) == 1);
	for (size_t i = 0; i < blocks; i++)
		SHA256_Transform(&state, block + i * BLOCK);
	for (size_t i = 0; i < 8; i++) {
		uint32_t word = __builtin_bswap32(state.h[i]);

		memcpy(out.b + 4 * i, &word, 4);
	}
	sodium_memzero(block, sizeof(block));
	sodium_memzero(&state, sizeof(state));
	return out;
}

struct wasl_hash wasl_sha256_of(const wasl_bytes *parts, size_t n)
{
	struct wasl_sha256 s = {{0}};
	size_t total = 0;

	for (size_t i = 0; i < n; i++)
		total += parts[i].n;
	if (total <= SHORT_MAX)
		return hash_short(parts, n, total);
	wasl_sha256_init(&s);
	for (size_t i = 0; i < n; i++)
		wasl_sha256_put(&s, parts[i]);
	return wasl_sha256_finish(&s);
}

struct wasl_hash wasl_sha256(wasl_bytes in)
{
	return wasl_sha256_of(&in, 1);
}

bool wasl_hash_eq(const struct wasl_hash *a, const struct wasl_hash *b)
{
	return memcmp(a->b, b->b, sizeof(a->b)) == 0;
}
