/*
 * keyd: round trip, append and sign, check and cosign, keys a batch; tlog
 * appends
 *
 * Two keyds, one line, keys in a new folder below the working directory or the
 * one named. Prints one line an operation, tab-separated: name; least, median
 * and 99th percentile in microseconds; how many things a second at the median.
 */
#include "base/limits.h"
#include "crypto/crypto.h"
#include "keyd/client.h"
#include "tlog/tree.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define SAMPLES_MAX 2000

struct side {
	const char *node, *partner;
	char dir[512];
	struct wasl_keyd *keyd;
	struct wasl_keyd_identity id;
	struct wasl_sign_secret root;
	struct wasl_vkey root_key, log;
	uint32_t line;
	uint8_t card[4096];
	size_t card_n;
};

static struct side a = {.node = "a", .partner = "b"};
static struct side b = {.node = "b", .partner = "a"};
static struct wasl_hash hashes[WASL_BATCH_ITEMS_MAX];

static void must(wasl_status status, const struct wasl_err *err)
{
	if (status == WASL_OK)
		return;
	fprintf(stderr, "%s\n", err->text);
	exit(1);
}

static double now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int by_size(const void *x, const void *y)
{
	double p = *(const double *)x, q = *(const double *)y;

	return p < q ? -1 : p > q;
}

static void print(const char *name, double *us, size_t n, size_t things)
{
	qsort(us, n, sizeof(us[0]), by_size);
	printf("%s\t%.1f\t%.1f\t%.1f\t%.0f\n", name, us[0], us[n / 2],
	       us[n * 99 / 100], (double)things * 1e6 / us[n / 2]);
}

static void side_start(struct side *side, const char *base)
{
	const struct wasl_keyd_options options = {
		.dir = side->dir,
		.passphrase = {.from = WASL_PASSPHRASE_FD},
		.caps = WASL_KEYD_CAP_LINE | WASL_KEYD_CAP_DOSSIER |
			WASL_KEYD_CAP_TLS | WASL_KEYD_CAP_CEREMONY,
		.create = side->node,
		.cost = {.passes = 1, .kib = WASL_ARGON_KIB_MIN},
	};
	struct wasl_keyd_options o = options;
	struct wasl_err err = {0};
	int fds[2];

	snprintf(side->dir, sizeof(side->dir), "%s/bench-keyd-XXXXXX", base);
	if (mkdtemp(side->dir) == NULL || pipe(fds) != 0 ||
	    write(fds[1], "correct horse battery", 21) != 21) {
		perror(side->dir);
		exit(1);
	}
	close(fds[1]);
	o.passphrase.fd = fds[0];
	must(wasl_keyd_start(&side->keyd, &o, &err), &err);
	must(wasl_keyd_identity(side->keyd, &side->id, &err), &err);
	must(wasl_keyd_line_prepare(side->keyd, &side->line, &side->log,
				    wasl_text_of(side->partner), &err),
	     &err);
}

static void side_card(struct side *side)
{
	const struct wasl_secret seed = {{(uint8_t)side->node[0]}};
	struct wasl_card card = {
		.node = wasl_text_of(side->node),
		.partner = wasl_text_of(side->partner),
		.side = "XX",
		.serial = 1,
		.first = true,
		.keys_n = 5,
	};
	struct wasl_buf out = WASL_BUF(side->card);
	struct wasl_err err = {0};
	struct wasl_sign_public pub;
	char name[16];

	wasl_sign_from_seed(&side->root, &seed);
	pub = wasl_sign_public(&side->root);
	snprintf(name, sizeof(name), "%s/root", side->node);
	must(wasl_vkey_init(&side->root_key, wasl_text_of(name),
			    WASL_NOTE_ED25519, &pub, &err),
	     &err);
	for (size_t i = 0; i < card.keys_n; i++)
		card.keys[i].until = WASL_CARD_NO_END;
	card.keys[0].purpose = WASL_CARD_ROOT;
	card.keys[0].vkey = side->root_key;
	card.keys[1].purpose = WASL_CARD_LOG;
	card.keys[1].vkey = side->log;
	card.keys[2].purpose = WASL_CARD_MIRROR;
	card.keys[2].vkey = side->id.mirror;
	card.keys[3].purpose = WASL_CARD_SEALING;
	card.keys[3].sealing = side->id.sealing[0];
	card.keys[4].purpose = WASL_CARD_TLS;
	card.keys[4].spki = side->id.spki;
	must(wasl_card_write(&out, &card, &side->root, &err), &err);
	side->card_n = out.n;
}

static void side_pin(struct side *side, const struct side *partner)
{
	const struct wasl_secret secret = {{7}};
	wasl_bytes own = wasl_bytes_of(side->card, side->card_n);
	wasl_bytes other = wasl_bytes_of(partner->card, partner->card_n);
	struct wasl_keyd_head heads[2];
	struct wasl_keyd_held held[2];
	uint16_t words[WASL_WORDS];
	struct wasl_err err = {0};

	must(wasl_keyd_line_words(side->keyd, words, side->line, own, other,
				  &secret, &err),
	     &err);
	must(wasl_keyd_line_confirm(side->keyd, side->line, own, other, &secret,
				    words, &err),
	     &err);
	must(wasl_keyd_heads(side->keyd, &heads[0], &heads[1], side->line,
			     &err),
	     &err);
	for (int i = 0; i < 2; i++)
		held[i] = (struct wasl_keyd_held){heads[i].size, heads[i].root};
	must(wasl_keyd_line_open(side->keyd, side->line, &held[0], &held[1],
				 &err),
	     &err);
}

static void bench_tree(void)
{
	static double us[100];
	const size_t n = 10000;
	struct wasl_tree tree = {0};
	struct wasl_hash leaf;

	for (size_t round = 0; round < 100; round++) {
		double start = now_us();

		for (size_t i = 0; i < n; i++) {
			wasl_leaf(&leaf, &hashes[i % WASL_BATCH_ITEMS_MAX]);
			wasl_tree_append(&tree, &leaf);
		}
		us[round] = now_us() - start;
	}
	print("tree: 10000 leaves and appends", us, 100, n);
}

static void bench_ping(void)
{
	static double us[SAMPLES_MAX];
	struct wasl_err err = {0};

	for (size_t i = 0; i < SAMPLES_MAX; i++) {
		double start = now_us();

		must(wasl_keyd_ping(a.keyd, &err), &err);
		us[i] = now_us() - start;
	}
	print("round trip", us, SAMPLES_MAX, 1);
}

static void bench_log(size_t n, size_t rounds)
{
	static double append[SAMPLES_MAX], check[SAMPLES_MAX],
		cosign[SAMPLES_MAX];
	static struct wasl_keyd_head head, cosigned;
	enum wasl_keyd_verdict verdict;
	struct wasl_err err = {0};
	char name[64];

	for (size_t i = 0; i < rounds; i++) {
		uint64_t first = head.size;
		double start = now_us();

		must(wasl_keyd_append(a.keyd, &head, a.line, first, hashes, n,
				      &err),
		     &err);
		append[i] = now_us() - start;
		start = now_us();
		must(wasl_keyd_check(b.keyd, &verdict, b.line, first, hashes, n,
				     wasl_bytes_of(head.note, head.note_n),
				     &err),
		     &err);
		check[i] = now_us() - start;
		start = now_us();
		must(wasl_keyd_cosign(b.keyd, &cosigned, b.line, head.size,
				      &head.root, &err),
		     &err);
		cosign[i] = now_us() - start;
	}
	snprintf(name, sizeof(name), "append and sign %zu", n);
	print(name, append, rounds, n);
	snprintf(name, sizeof(name), "check %zu", n);
	print(name, check, rounds, n);
	snprintf(name, sizeof(name), "cosign %zu", n);
	print(name, cosign, rounds, n);
}

static void bench_keys(void)
{
	static struct wasl_keyd_dossier dossiers[WASL_BATCH_ITEMS_MAX];
	static struct wasl_secret keys[WASL_BATCH_ITEMS_MAX];
	static double us[20];
	struct wasl_err err = {0};

	for (size_t i = 0; i < WASL_BATCH_ITEMS_MAX; i++)
		dossiers[i].key = &keys[i];
	must(wasl_keyd_wrap(a.keyd, dossiers, WASL_BATCH_ITEMS_MAX, &err),
	     &err);
	for (size_t i = 0; i < 20; i++) {
		double start = now_us();

		must(wasl_keyd_unwrap(a.keyd, dossiers, WASL_BATCH_ITEMS_MAX,
				      &err),
		     &err);
		us[i] = now_us() - start;
	}
	print("unwrap 4096", us, 20, WASL_BATCH_ITEMS_MAX);
}

static int remove_one(const char *path, const struct stat *st, int flag,
		      struct FTW *at)
{
	(void)st;
	(void)flag;
	(void)at;
	return remove(path);
}

int main(int argc, char **argv)
{
	static const struct {
		size_t n, rounds;
	} batches[] = {{1, 1000}, {16, 1000}, {256, 500}, {4096, 100}};
	const char *base = argc > 1 ? argv[1] : ".";
	struct wasl_err err = {0};

	setvbuf(stdout, NULL, _IOLBF, 0);
	must(wasl_crypto_init(&err), &err);
	for (size_t i = 0; i < WASL_BATCH_ITEMS_MAX; i++)
		hashes[i] = (struct wasl_hash){{(uint8_t)(i >> 8), (uint8_t)i}};
	side_start(&a, base);
	side_start(&b, base);
	side_card(&a);
	side_card(&b);
	side_pin(&a, &b);
	side_pin(&b, &a);
	bench_tree();
	bench_ping();
	for (size_t i = 0; i < sizeof(batches) / sizeof(batches[0]); i++)
		bench_log(batches[i].n, batches[i].rounds);
	bench_keys();
	wasl_keyd_stop(a.keyd);
	wasl_keyd_stop(b.keyd);
	nftw(a.dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	nftw(b.dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	return 0;
}
