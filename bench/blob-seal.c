/*
 * MiB a second and CPU a MiB of sealing files: ours beside plain libsodium
 *
 * Part of scripts/bench blob. Chunks of 1 MiB in memory, single thread; medians
 * of ROUNDS. CPU time is that of the thread.
 */
#include "blob/stream.h"
#include "crypto/crypto.h"
#include "crypto/hash.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ROUNDS 7
#define CHUNKS 128

static uint8_t plain[WASL_BLOB_CHUNK_MAX];
static uint8_t sealed[WASL_BLOB_CHUNK_MAX + WASL_AEAD_TAG];
static struct wasl_blob_stream stream;
static struct wasl_secret key = {{7}};

static double cpu_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* What libsodium's users call: the same cipher, no framing of ours. */
static void by_sodium(uint64_t n)
{
	uint8_t nonce[12] = {0};

	nonce[0] = (uint8_t)n;
	crypto_aead_chacha20poly1305_ietf_encrypt(sealed, NULL, plain,
						  WASL_BLOB_PIECE, NULL, 0,
						  NULL, nonce, key.b);
}

/* libsodium's own way to seal files. */
static void by_secretstream(uint64_t n)
{
	static crypto_secretstream_xchacha20poly1305_state state;
	uint8_t header[crypto_secretstream_xchacha20poly1305_HEADERBYTES];

	if (n == 0)
		crypto_secretstream_xchacha20poly1305_init_push(&state, header,
								key.b);
	crypto_secretstream_xchacha20poly1305_push(&state, sealed, NULL, plain,
						   WASL_BLOB_PIECE, NULL, 0, 0);
}

static void seal(uint64_t n)
{
	wasl_blob_seal(&stream, sealed, n,
		       wasl_bytes_of(plain, WASL_BLOB_PIECE));
}

static void open_again(uint64_t n)
{
	/* Every one is chunk 0, sealed once. */
	(void)n;
	if (wasl_blob_open(&stream, plain, 0,
			   wasl_bytes_of(sealed, WASL_BLOB_CHUNK_MAX),
			   NULL) != WASL_OK)
		abort();
}

static void hash(uint64_t n)
{
	static struct wasl_sha256 sha;

	if (n == 0)
		wasl_sha256_init(&sha);
	wasl_sha256_put(&sha, wasl_bytes_of(plain, WASL_BLOB_PIECE));
}

static int compare(const void *a, const void *b)
{
	const double *x = a;
	const double *y = b;

	return (*x > *y) - (*x < *y);
}

/* CPU milliseconds a MiB. */
static double measure(void (*one)(uint64_t n))
{
	double took[ROUNDS];

	for (int r = 0; r < ROUNDS; r++) {
		double start = cpu_ms();

		for (uint64_t n = 0; n < CHUNKS; n++)
			one(n);
		took[r] = (cpu_ms() - start) / CHUNKS;
	}
	qsort(took, ROUNDS, sizeof(took[0]), compare);
	return took[ROUNDS / 2];
}

static void row(const char *what, double ms, double peer)
{
	printf("%-34s %8.0f MiB/s %7.3f ms/MiB   %5.2f x libsodium\n", what,
	       1000 / ms, ms, ms / peer);
}

int main(void)
{
	static const uint8_t id[WASL_BLOB_ID_LEN] = {9};
	double peer;

	if (wasl_crypto_init(NULL) != WASL_OK)
		return 1;
	wasl_blob_stream_init(&stream, &key, id, WASL_BLOB_MAX);
	randombytes_buf(plain, sizeof(plain));
	peer = measure(by_sodium);
	row("libsodium, AEAD a chunk", peer, peer);
	row("libsodium, secretstream", measure(by_secretstream), peer);
	row("wasl_blob_seal", measure(seal), peer);
	seal(0);
	row("wasl_blob_open", measure(open_again), peer);
	row("SHA-256 (one of the two)", measure(hash), peer);
	return 0;
}
