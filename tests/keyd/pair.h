/* Two nodes' keyds in folders of their own, and the ceremony between them. */
#ifndef WASL_TESTS_KEYD_PAIR_H
#define WASL_TESTS_KEYD_PAIR_H

#include "keys.h"

#include "crypto/crypto.h"
#include "keyd/client.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define PASSPHRASE "correct horse battery"
#define ALL_CAPS                                                               \
	(WASL_KEYD_CAP_LINE | WASL_KEYD_CAP_DOSSIER | WASL_KEYD_CAP_TLS |      \
	 WASL_KEYD_CAP_CEREMONY | WASL_KEYD_CAP_THAW)

struct side {
	const char *node, *partner, *code, *root_seed;
	const char *endpoint; /* NULL: one that nobody calls */
	char dir[64];
	struct wasl_keyd *keyd;
	struct wasl_keyd_identity id;
	struct test_key root;
	uint32_t line;
	struct wasl_vkey log;
	uint8_t card[4096];
	size_t card_n;
};

static inline struct side side_paris(void)
{
	return (struct side){.node = "paris.pn",
			     .partner = "rabat.dgsn",
			     .code = "FR",
			     .root_seed = PARIS_ROOT_SEED};
}

static inline struct side side_rabat(void)
{
	return (struct side){.node = "rabat.dgsn",
			     .partner = "paris.pn",
			     .code = "MA",
			     .root_seed = RABAT_ROOT_SEED};
}

static inline void side_make_dir(struct side *side)
{
	const char *base = getenv("TMPDIR");

	snprintf(side->dir, sizeof(side->dir), "%s/wasl-keyd-XXXXXX",
		 base == NULL ? "/tmp" : base);
	assert_non_null(mkdtemp(side->dir));
}

/* A pipe that holds the passphrase. */
static inline int passphrase_fd(const char *text)
{
	int pipe_fds[2];

	assert_int_equal(pipe(pipe_fds), 0);
	assert_int_equal(write(pipe_fds[1], text, strlen(text)), strlen(text));
	close(pipe_fds[1]);
	return pipe_fds[0];
}

static inline wasl_status side_try(struct side *side, const char *passphrase,
				   const char *create, unsigned caps,
				   struct wasl_err *err)
{
	const struct wasl_keyd_options options = {
		.dir = side->dir,
		.passphrase = {.from = WASL_PASSPHRASE_FD,
			       .fd = passphrase_fd(passphrase)},
		.caps = caps,
		.create = create,
		.cost = {.passes = 1, .kib = 8},
	};

	return wasl_keyd_start(&side->keyd, &options, err);
}

static inline void side_start(struct side *side, bool create)
{
	struct wasl_err err = {0};

	if (side_try(side, PASSPHRASE, create ? side->node : NULL, ALL_CAPS,
		     &err) != WASL_OK)
		fail_msg("%s", err.text);
	check_ok(wasl_keyd_identity(side->keyd, &side->id, NULL));
}

static inline void side_restart(struct side *side)
{
	wasl_keyd_stop(side->keyd);
	side_start(side, false);
}

static inline int remove_one(const char *path, const struct stat *st, int flag,
			     struct FTW *at)
{
	(void)st;
	(void)flag;
	(void)at;
	return remove(path);
}

static inline void side_end(struct side *side)
{
	wasl_keyd_stop(side->keyd);
	side->keyd = NULL;
	nftw(side->dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* The side's card; `prev` is the card before, or NULL for the first. */
static inline void side_write_card(struct side *side, uint64_t serial,
				   const struct wasl_hash *prev)
{
	struct wasl_card card = {
		.node = wasl_text_of(side->node),
		.partner = wasl_text_of(side->partner),
		.serial = serial,
		.first = prev == NULL,
		.endpoint = wasl_text_of(side->endpoint != NULL
						 ? side->endpoint
						 : "https://node.example:8443"),
		.keys_n = 5,
	};
	struct wasl_buf out = WASL_BUF(side->card);

	memcpy(card.side, side->code, 2);
	if (prev != NULL)
		card.prev = *prev;
	for (size_t i = 0; i < card.keys_n; i++)
		card.keys[i].until = WASL_CARD_NO_END;
	card.keys[0].purpose = WASL_CARD_ROOT;
	card.keys[0].vkey = side->root.vkey;
	card.keys[1].purpose = WASL_CARD_LOG;
	card.keys[1].vkey = side->log;
	card.keys[2].purpose = WASL_CARD_MIRROR;
	card.keys[2].vkey = side->id.mirror;
	card.keys[3].purpose = WASL_CARD_SEALING;
	card.keys[3].sealing = side->id.sealing[side->id.sealing_n - 1];
	card.keys[4].purpose = WASL_CARD_TLS;
	card.keys[4].spki = side->id.spki;
	check_ok(wasl_card_write(&out, &card, &side->root.secret, NULL));
	side->card_n = out.n;
}

static inline wasl_bytes side_card(const struct side *side)
{
	return wasl_bytes_of(side->card, side->card_n);
}

/* A new node with a line to its partner and a first card. */
static inline void side_make(struct side *side)
{
	char name[WASL_NODE_NAME_MAX + 8];

	check_ok(wasl_crypto_init(NULL));
	side_make_dir(side);
	side_start(side, true);
	snprintf(name, sizeof(name), "%s/root", side->node);
	side->root = test_key(side->root_seed, name, WASL_NOTE_ED25519);
	check_ok(wasl_keyd_line_prepare(side->keyd, &side->line, &side->log,
					wasl_text_of(side->partner), NULL));
	side_write_card(side, 1, NULL);
}

static inline void side_pin(struct side *side, const struct side *partner)
{
	uint16_t words[WASL_WORDS];
	struct wasl_secret secret;

	check_ok(wasl_hex_parse(secret.b, sizeof(secret.b),
				WASL_TEXT(LINE_SECRET)));
	check_ok(wasl_keyd_line_words(side->keyd, words, side->line,
				      side_card(side), side_card(partner),
				      &secret, NULL));
	check_ok(wasl_keyd_line_confirm(side->keyd, side->line, side_card(side),
					side_card(partner), &secret, words,
					NULL));
}

/* Open the line as a node whose store holds just what keyd signed. */
static inline void side_open(struct side *side)
{
	struct wasl_keyd_head own, mirror;
	struct wasl_keyd_held held_own, held_mirror;

	check_ok(wasl_keyd_heads(side->keyd, &own, &mirror, side->line, NULL));
	held_own = (struct wasl_keyd_held){own.size, own.root};
	held_mirror = (struct wasl_keyd_held){mirror.size, mirror.root};
	check_ok(wasl_keyd_line_open(side->keyd, side->line, &held_own,
				     &held_mirror, NULL));
}

static inline void pair_make(struct side *a, struct side *b)
{
	*a = side_paris();
	*b = side_rabat();
	side_make(a);
	side_make(b);
	side_pin(a, b);
	side_pin(b, a);
	side_open(a);
	side_open(b);
}

/* n hashes that differ from those of another seed. */
static inline void make_hashes(struct wasl_hash *out, size_t n, uint8_t seed)
{
	for (size_t i = 0; i < n; i++)
		out[i] = (struct wasl_hash){
			{seed, (uint8_t)(i >> 8), (uint8_t)i}};
}

#endif
