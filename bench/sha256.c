/*
 * nanoseconds a SHA-256 of a leaf, a node, an act: libsodium, libcrypto, ours
 *
 * The figures behind docs/decisions/2026-11-23-sha256.md. Prints one line a
 * size, tab-separated, the best of five rounds.
 */
#include "crypto/hash.h"

#include <openssl/evp.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define OUT_LEN 32
#define ROUNDS	5

typedef void (*hash_fn)(uint8_t *out, const uint8_t *in, size_t n);

static EVP_MD *algorithm;
static EVP_MD_CTX *context;

static void must(bool ok, const char *what)
{
	if (!ok) {
		fprintf(stderr, "sha256: %s failed\n", what);
		exit(1);
	}
}

static void by_sodium(uint8_t *out, const uint8_t *in, size_t n)
{
	crypto_hash_sha256(out, in, n);
}

/* The one-call interface looks the algorithm up each time. */
static void by_one_call(uint8_t *out, const uint8_t *in, size_t n)
{
	must(EVP_Digest(in, n, out, NULL, EVP_sha256(), NULL) == 1, "digest");
}

static void by_fetched(uint8_t *out, const uint8_t *in, size_t n)
{
	must(EVP_DigestInit_ex2(context, algorithm, NULL) == 1 &&
		     EVP_DigestUpdate(context, in, n) == 1 &&
		     EVP_DigestFinal_ex(context, out, NULL) == 1,
	     "digest");
}

static void by_wasl(uint8_t *out, const uint8_t *in, size_t n)
{
	struct wasl_hash hash = wasl_sha256(wasl_bytes_of(in, n));

	memcpy(out, hash.b, sizeof(hash.b));
}

static double now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

/* Best time a hash, over rounds of some 20 MB or 100,000 hashes. */
static double measure(hash_fn hash, const uint8_t *in, size_t n)
{
	uint8_t out[OUT_LEN];
	long count = n < 200 ? 100000 : 20000000 / (long)n;
	double best = 0;

	for (int round = 0; round < ROUNDS; round++) {
		double start = now_ns(), each;

		for (long i = 0; i < count; i++)
			hash(out, in, n);
		each = (now_ns() - start) / (double)count;
		if (round == 0 || each < best)
			best = each;
	}
	return best;
}

int main(void)
{
	static const size_t sizes[] = {34, 65, 1024, 65536};
	static uint8_t in[65536];

	must(sodium_init() >= 0, "libsodium");
	algorithm = EVP_MD_fetch(NULL, "SHA256", NULL);
	context = EVP_MD_CTX_new();
	must(algorithm != NULL && context != NULL, "libcrypto");
	puts("bytes\tlibsodium\tone call\tfetched once\twasl_sha256");
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++)
		printf("%zu\t%.0f\t%.0f\t%.0f\t%.0f\n", sizes[i],
		       measure(by_sodium, in, sizes[i]),
		       measure(by_one_call, in, sizes[i]),
		       measure(by_fetched, in, sizes[i]),
		       measure(by_wasl, in, sizes[i]));
	EVP_MD_CTX_free(context);
	EVP_MD_free(algorithm);
	return 0;
}
