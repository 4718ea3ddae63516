/*
 * microseconds an act sealed and opened, a grant, a signature; leaves and nodes
 *
 * One core. Prints one line an operation, tab-separated: name, microseconds
 * (the best of five rounds), how many a second; for hashes also how many times
 * as fast as libsodium's SHA-256.
 */
#include "crypto/crypto.h"
#include "base/limits.h"
#include "crypto/envelope.h"

#include <sodium.h>
#include <stdio.h>
#include <time.h>

#define ROUNDS 5

/* 1 KiB of act: what a padded plaintext of four blocks holds. */
#define ACT_LEN 1024

static struct {
	struct wasl_random random;
	struct wasl_secret line;
	struct wasl_secret dossier_key;
	struct wasl_dossier_id dossier;
	struct wasl_sign_secret sign;
	struct wasl_sign_public sign_public;
	struct wasl_seal_secret seal;
	struct wasl_kid sender;
	struct wasl_pos at;
	uint8_t act[ACT_LEN];
	uint8_t envelope[ACT_LEN + WASL_ENVELOPE_OVERHEAD];
	size_t envelope_n;
	uint8_t grant[WASL_GRANT_LEN];
	struct wasl_sig sig;
	uint8_t out[2 * ACT_LEN];
	struct wasl_hash left;
	struct wasl_hash right;
} b;

static void must(wasl_status status)
{
	wasl_assert(status == WASL_OK);
}

static void seal_act(void)
{
	struct wasl_buf out = WASL_BUF(b.envelope);
	struct wasl_envelope_in in = {
		.at = b.at,
		.dossier = b.dossier,
		.key = &b.dossier_key,
		.plain = WASL_BYTES(b.act),
	};

	must(wasl_envelope_seal(&out, &b.random, &in, NULL));
	b.envelope_n = out.n;
}

static void open_act(void)
{
	struct wasl_buf out = WASL_BUF(b.out);
	struct wasl_envelope env;

	must(wasl_envelope_parse(&env, wasl_bytes_of(b.envelope, b.envelope_n),
				 NULL));
	must(wasl_envelope_open(&out, &env, &b.at, &b.dossier_key, NULL));
}

static void entry_of_act(void)
{
	struct wasl_log_entry entry =
		wasl_log_entry_of(wasl_bytes_of(b.envelope, b.envelope_n));

	b.left.b[0] = entry.b[1];
}

static void seal_grant(void)
{
	struct wasl_buf out = WASL_BUF(b.grant);
	struct wasl_grant_to to = {b.sender, b.seal.pub, &b.line, b.dossier};

	must(wasl_grant_seal(&out, &b.random, &to, &b.dossier_key, NULL));
}

static void open_grant(void)
{
	struct wasl_grant_own own = {b.sender, &b.seal, &b.line, b.dossier};
	struct wasl_grant grant;
	wasl_autosecret key;

	must(wasl_grant_parse(&grant, WASL_BYTES(b.grant), NULL));
	must(wasl_grant_open(&key, &grant, &own, NULL));
}

static void sign(void)
{
	b.sig = wasl_sign(&b.sign, wasl_bytes_of(b.act, 120));
}

static void verify(void)
{
	must(wasl_verify(&b.sign_public, wasl_bytes_of(b.act, 120),
			 WASL_BYTES(b.sig.b), NULL));
}

/* SHA-256(0x00 || entry) and SHA-256(0x01 || left || right) of spec §4. */
static void hash_leaf(void)
{
	static const uint8_t zero = 0;
	wasl_bytes parts[] = {{&zero, 1}, {b.act, WASL_ENTRY_LEN}};

	b.left = wasl_sha256_of(parts, 2);
}

static void hash_node(void)
{
	static const uint8_t one = 1;
	wasl_bytes parts[] = {
		{&one, 1},
		wasl_hash_bytes(&b.left),
		wasl_hash_bytes(&b.right),
	};

	b.left = wasl_sha256_of(parts, 3);
}

static void sodium_leaf(void)
{
	crypto_hash_sha256(b.right.b, b.act, 1 + WASL_ENTRY_LEN);
}

static void sodium_node(void)
{
	crypto_hash_sha256(b.right.b, b.act, 1 + 2 * WASL_HASH_LEN);
}

static double now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

/* Best microseconds of one call, over rounds of `count`. */
static double measure(void (*call)(void), int count)
{
	double best = 0;

	for (int round = 0; round < ROUNDS; round++) {
		double start = now_us();
		double each;

		for (int i = 0; i < count; i++)
			call();
		each = (now_us() - start) / count;
		if (round == 0 || each < best)
			best = each;
	}
	return best;
}

static void begin(void)
{
	wasl_autosecret secret;

	must(wasl_crypto_init(NULL));
	b.random = wasl_crypto_random();
	b.at = (struct wasl_pos){WASL_TEXT("a.example/line/b.example"), 1000};
	wasl_secret_make(&b.line, &b.random);
	wasl_secret_make(&b.dossier_key, &b.random);
	b.dossier = wasl_dossier_id_make(&b.random, true);
	wasl_secret_make(&secret, &b.random);
	wasl_sign_from_seed(&b.sign, &secret);
	b.sign_public = wasl_sign_public(&b.sign);
	b.sender = wasl_sign_kid(&b.sign_public);
	wasl_secret_make(&secret, &b.random);
	wasl_seal_from_scalar(&b.seal, &secret);
}

int main(void)
{
	/* Each but the first uses what one before it has made. */
	static const struct {
		const char *name;
		void (*call)(void);
		void (*rival)(void);
		int count;
	} table[] = {
		{"seal an act of 1 KiB", seal_act, NULL, 20000},
		{"parse and open it", open_act, NULL, 20000},
		{"its log entry", entry_of_act, NULL, 20000},
		{"make a grant", seal_grant, NULL, 500},
		{"parse and open it", open_grant, NULL, 500},
		{"sign a checkpoint", sign, NULL, 1000},
		{"verify it", verify, NULL, 1000},
		{"hash a leaf", hash_leaf, sodium_leaf, 100000},
		{"hash a node", hash_node, sodium_node, 100000},
	};

	begin();
	puts("operation\tµs\ta second\tlibsodium's SHA-256");
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		double us = measure(table[i].call, table[i].count);

		printf("%-22s\t%.2f\t%.0f", table[i].name, us, 1e6 / us);
		if (table[i].rival != NULL)
			printf("\t%.1f times",
			       measure(table[i].rival, table[i].count) / us);
		putchar('\n');
	}
	return 0;
}
