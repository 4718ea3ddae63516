/* Requests to keyd: u16 number and fields, one after the other as frames of u16
 * length, to a server with one line whose ceremony was held. */
#include "crypto/crypto.h"
#include "keyd/fields.h"
#include "keyd/server.h"

#include <stdio.h>
#include <sys/mman.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct wasl_secret seed = {{1}};

static struct wasl_vkey key_of(const char *name, enum wasl_note_type type)
{
	struct wasl_sign_secret secret;
	struct wasl_sign_public pub;
	struct wasl_vkey key;

	wasl_sign_from_seed(&secret, &seed);
	pub = wasl_sign_public(&secret);
	wasl_assert(wasl_vkey_init(&key, wasl_text_of(name), type, &pub,
				   NULL) == WASL_OK);
	return key;
}

/* A node's card for the other, every key made of the seed; its length. */
static size_t put_card(uint8_t space[static WASL_CARD_MAX], const char *node,
		       const char *partner)
{
	struct wasl_card card = {.node = wasl_text_of(node),
				 .partner = wasl_text_of(partner),
				 .side = "XX",
				 .serial = 1,
				 .first = true,
				 .keys_n = 5};
	struct wasl_buf out = {space, 0, WASL_CARD_MAX, false};
	char name[3][16];
	struct wasl_sign_secret root;
	struct wasl_seal_secret sealing;

	wasl_sign_from_seed(&root, &seed);
	wasl_seal_from_scalar(&sealing, &seed);
	for (size_t i = 0; i < card.keys_n; i++)
		card.keys[i].until = WASL_CARD_NO_END;
	snprintf(name[0], sizeof(name[0]), "%s/root", node);
	snprintf(name[1], sizeof(name[1]), "%s/line/%s", node, partner);
	snprintf(name[2], sizeof(name[2]), "%s/mirror", node);
	card.keys[0].purpose = WASL_CARD_ROOT;
	card.keys[0].vkey = key_of(name[0], WASL_NOTE_ED25519);
	card.keys[1].purpose = WASL_CARD_LOG;
	card.keys[1].vkey = key_of(name[1], WASL_NOTE_ED25519);
	card.keys[2].purpose = WASL_CARD_MIRROR;
	card.keys[2].vkey = key_of(name[2], WASL_NOTE_COSIGNATURE);
	card.keys[3].purpose = WASL_CARD_SEALING;
	card.keys[3].sealing = sealing.pub;
	card.keys[4].purpose = WASL_CARD_TLS;
	wasl_assert(wasl_card_write(&out, &card, &root, NULL) == WASL_OK);
	return out.n;
}

/* Node a with its line to b, as on the first day. */
static void fill(struct wasl_vault *vault)
{
	struct wasl_vault_secrets *s = vault->secrets;

	vault->node[0] = 'a';
	wasl_sign_from_seed(&s->mirror.now, &seed);
	wasl_sign_from_seed(&s->witness, &seed);
	wasl_sign_from_seed(&s->tls.now, &seed);
	wasl_seal_from_scalar(&s->sealing[0], &seed);
	vault->sealing_n = 1;
	vault->buckets_n = 0;
	wasl_sign_from_seed(&s->lines[0].log.now, &seed);
	vault->lines[0].partner[0] = 'b';
	vault->lines[0].pinned = true;
	vault->lines[0].card_n = put_card(vault->lines[0].card, "b", "a");
	vault->lines[0].own_n = put_card(vault->lines[0].own, "a", "b");
	vault->lines_n = 1;
}

static int64_t now(void *ctx)
{
	(void)ctx;
	return 1767272460;
}

static uint64_t ms(void *ctx)
{
	(void)ctx;
	return 0;
}

static struct wasl_server *make_server(void)
{
	const struct wasl_clock clock = {now, ms, NULL};
	struct wasl_server *server;
	struct wasl_vault *vault;

	wasl_assert(wasl_crypto_init(NULL) == WASL_OK &&
		    wasl_vault_new(&vault, NULL) == WASL_OK);
	vault->slots.fd = memfd_create("keys", 0);
	vault->node[0] = 'a';
	wasl_assert(wasl_server_new(&server, vault, memfd_create("heads", 0),
				    clock, NULL) == WASL_OK);
	return server;
}

static void reset(struct wasl_server *server)
{
	struct wasl_server_line *line = &server->lines[0];

	fill(server->vault);
	wasl_assert(wasl_server_line_init(server, 0, NULL) == WASL_OK &&
		    wasl_head_save(&line->own, NULL) == WASL_OK &&
		    wasl_head_save(&line->mirror, NULL) == WASL_OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static uint8_t space[4 + WASL_KEYD_FRAME_MAX];
	static struct wasl_server *server;
	struct wasl_cursor in = wasl_cursor_init(wasl_bytes_of(data, size));

	if (server == NULL)
		server = make_server();
	reset(server);
	while (in.n > 0 && !in.bad) {
		struct wasl_buf answer = WASL_BUF(space);
		struct wasl_cursor request =
			wasl_cursor_init(wasl_field_short(&in));
		uint16_t number = wasl_cursor_u16(&request);
		uint64_t before = server->lines[0].own.tree.size;
		wasl_status status =
			wasl_server_answer(server, &answer, ~0U, number,
					   wasl_bytes_of(request.p, request.n));

		wasl_assert(!answer.over &&
			    (space[4] << 8 | space[5]) == (int)status);
		/* Invariant 2 of server.h. */
		wasl_assert(server->lines[0].own.tree.size >= before);
	}
	return 0;
}
