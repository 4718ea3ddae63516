#include "keyd/server.h"

#include "base/alloc.h"
#include "crypto/crypto.h"
#include "keyd/frame.h"
#include "tlog/checkpoint.h"

#include <unistd.h>

static wasl_status name_key(struct wasl_vkey *out, const char *node,
			    const char *end,
			    const struct wasl_sign_secret *secret,
			    struct wasl_err *err)
{
	struct wasl_sign_public pub = wasl_sign_public(secret);
	char space[WASL_KEY_NAME_MAX + 1];
	struct wasl_buf name = {.p = (uint8_t *)space, .cap = sizeof(space)};

	wasl_buf_put_text(&name, node);
	wasl_buf_put_text(&name, end);
	return wasl_vkey_init(out, (wasl_text){space, name.n},
			      WASL_NOTE_COSIGNATURE, &pub, err);
}

wasl_status wasl_server_name_mirror(struct wasl_server *server,
				    struct wasl_err *err)
{
	const struct wasl_vault *vault = server->vault;

	return name_key(&server->mirror, vault->node, "/mirror",
			&vault->secrets->mirror.now, err);
}

wasl_status wasl_server_name_log(struct wasl_server *server, uint32_t number,
				 struct wasl_err *err)
{
	const struct wasl_vault *vault = server->vault;
	struct wasl_server_line *line = &server->lines[number];
	struct wasl_sign_public pub =
		wasl_sign_public(&vault->secrets->lines[number].log.now);
	struct wasl_origin_parts ours = {
		wasl_text_of(vault->node),
		wasl_text_of(vault->lines[number].partner), 1};
	char origin[WASL_ORIGIN_MAX + 1];

	wasl_origin_write(origin, &ours);
	WASL_TRY(wasl_vkey_init(&line->card_log, wasl_text_of(origin),
				WASL_NOTE_ED25519, &pub, err));
	ours.epoch = line->epoch;
	wasl_origin_write(origin, &ours);
	return wasl_vkey_init(&line->log, wasl_text_of(origin),
			      WASL_NOTE_ED25519, &pub, err);
}

/* How many entries of an ended log count. */
static wasl_status add_end(uint64_t *before, const struct wasl_vault_end *end,
			   struct wasl_err *err)
{
	struct wasl_checkpoint cp;
	struct wasl_note note;

	if (end->note_n == 0)
		return WASL_OK;
	WASL_TRY(wasl_note_parse(&note, wasl_bytes_of(end->note, end->note_n),
				 err));
	WASL_TRY(wasl_checkpoint_parse(&cp, note.text, err));
	*before += cp.size;
	return WASL_OK;
}

wasl_status wasl_server_line_init(struct wasl_server *server, uint32_t number,
				  struct wasl_err *err)
{
	const struct wasl_vault *vault = server->vault;
	const struct wasl_vault_line *kept = &vault->lines[number];
	const struct wasl_vault_secrets *s = vault->secrets;
	struct wasl_server_line *line = &server->lines[number];
	struct wasl_origin_parts theirs = {wasl_text_of(kept->partner),
					   wasl_text_of(vault->node), 1};

	*line = (struct wasl_server_line){.epoch = (uint32_t)kept->past_n + 1};
	for (size_t i = 0; i < kept->past_n; i++) {
		WASL_TRY(add_end(&line->own_before, &kept->past[i].own, err));
		WASL_TRY(add_end(&line->mirror_before, &kept->past[i].mirror,
				 err));
	}
	wasl_origin_write(line->partner_card_log, &theirs);
	theirs.epoch = line->epoch;
	wasl_origin_write(line->partner_origin, &theirs);
	WASL_TRY(wasl_server_name_log(server, number, err));
	wasl_head_init(&line->own, server->heads, &s->heads, number,
		       WASL_KEYD_OWN, line->log.name);
	wasl_head_init(&line->mirror, server->heads, &s->heads, number,
		       WASL_KEYD_MIRROR, line->partner_origin);
	if (!kept->pinned)
		return WASL_OK;
	return wasl_server_line_cards(line, kept, err);
}

wasl_status wasl_server_line_cards(struct wasl_server_line *line,
				   const struct wasl_vault_line *kept,
				   struct wasl_err *err)
{
	WASL_TRY(wasl_card_parse(&line->card,
				 wasl_bytes_of(kept->card, kept->card_n), NULL,
				 err));
	return wasl_card_parse(&line->own_card,
			       wasl_bytes_of(kept->own, kept->own_n), NULL,
			       err);
}

/* A stop in the middle of a change of epoch: nothing was signed in the new
 * one yet (server_epoch.c). */
static wasl_status finish_epoch(struct wasl_server *server, uint32_t number,
				struct wasl_err *err)
{
	WASL_TRY(wasl_head_renew(&server->lines[number].own, err));
	WASL_TRY(wasl_head_renew(&server->lines[number].mirror, err));
	server->vault->lines[number].opening = false;
	return wasl_vault_save(server->vault, err);
}

static wasl_status load_lines(struct wasl_server *server, struct wasl_err *err)
{
	for (uint32_t i = 0; i < server->vault->lines_n; i++) {
		struct wasl_server_line *line = &server->lines[i];

		WASL_TRY(wasl_server_line_init(server, i, err));
		if (server->vault->lines[i].opening)
			WASL_TRY(finish_epoch(server, i, err));
		WASL_TRY(wasl_head_load(&line->own, err));
		WASL_TRY(wasl_head_load(&line->mirror, err));
		line->before = line->own.tree;
	}
	return WASL_OK;
}

wasl_status wasl_server_new(struct wasl_server **out, struct wasl_vault *vault,
			    int heads, struct wasl_clock clock,
			    struct wasl_err *err)
{
	struct wasl_server *server = wasl_alloc(1, sizeof(*server));
	wasl_status status;

	*out = NULL;
	if (server == NULL) {
		wasl_vault_free(vault);
		close(heads);
		return wasl_fail(err, WASL_NO_MEMORY, "keyd: out of memory");
	}
	server->vault = vault;
	server->heads = heads;
	server->clock = clock;
	server->random = wasl_crypto_random();
	status = wasl_server_name_mirror(server, err);
	if (status == WASL_OK)
		status = name_key(&server->witness, vault->node, "/witness",
				  &vault->secrets->witness, err);
	if (status == WASL_OK)
		status = load_lines(server, err);
	if (status == WASL_OK)
		status = wasl_server_renew(server, err);
	if (status != WASL_OK) {
		wasl_server_free(server);
		return status;
	}
	*out = server;
	return WASL_OK;
}

void wasl_server_free(struct wasl_server *server)
{
	if (server == NULL)
		return;
	wasl_vault_free(server->vault);
	close(server->heads);
	wasl_free(server);
}

wasl_status wasl_server_line(struct wasl_server_line **out,
			     struct wasl_server *server, uint32_t line,
			     struct wasl_err *err)
{
	*out = NULL;
	if (line >= server->vault->lines_n)
		return wasl_fail(err, WASL_NOT_FOUND, "keyd: no line %u", line);
	*out = &server->lines[line];
	return WASL_OK;
}

/* Log keys are named after their log in the epoch in force. */
static size_t keys_of(struct wasl_vkey out[static WASL_CARD_KEYS_MAX],
		      const struct wasl_card *card, const char *log,
		      const struct wasl_card_at *at,
		      enum wasl_card_purpose purpose, uint64_t size)
{
	size_t n = 0;

	for (size_t i = 0; i < card->keys_n; i++) {
		const struct wasl_card_key *key = &card->keys[i];

		if (key->purpose != purpose ||
		    !wasl_card_key_holds(key, at, size))
			continue;
		out[n] = key->vkey;
		/* A name that is an origin is always one of a key. */
		if (purpose == WASL_CARD_LOG &&
		    wasl_vkey_init(&out[n], wasl_text_of(log),
				   WASL_NOTE_ED25519, &key->vkey.pub,
				   NULL) != WASL_OK)
			continue;
		n++;
	}
	return n;
}

size_t wasl_server_keys(struct wasl_vkey out[static WASL_CARD_KEYS_MAX],
			const struct wasl_server_line *line,
			enum wasl_card_purpose purpose, uint64_t size)
{
	/* A log key counts entries of its owner's log, the others ours. */
	const struct wasl_card_at at = {
		line->epoch, purpose == WASL_CARD_LOG ? line->mirror_before
						      : line->own_before};

	return keys_of(out, &line->card, line->partner_origin, &at, purpose,
		       size);
}

size_t wasl_server_own_logs(struct wasl_vkey out[static WASL_CARD_KEYS_MAX],
			    const struct wasl_server_line *line, uint64_t size)
{
	const struct wasl_card_at at = {line->epoch, line->own_before};

	return keys_of(out, &line->own_card, line->log.name, &at, WASL_CARD_LOG,
		       size);
}

/* The one place that says which request needs what and who answers it. */
static wasl_status dispatch(struct wasl_server *server, struct wasl_buf *out,
			    unsigned caps, uint16_t number,
			    struct wasl_cursor *in, struct wasl_err *err)
{
	switch ((enum wasl_keyd_request)number) {
#define X(name, value, need)                                                   \
	case WASL_KEYD_##name:                                                 \
		if ((need) != 0 && (caps & (unsigned)(need)) == 0)             \
			return wasl_fail(                                      \
				err, WASL_DENIED,                              \
				"keyd: this client may not ask " #name);       \
		return wasl_serve_##name(server, out, in, err);
#include "keyd/request.def"
#undef X
	}
	return wasl_fail(err, WASL_MALFORMED, "keyd: no request %u", number);
}

wasl_status wasl_server_answer(struct wasl_server *server,
			       struct wasl_buf *answer, unsigned caps,
			       uint16_t number, wasl_bytes fields)
{
	struct wasl_cursor in = wasl_cursor_init(fields);
	struct wasl_err err = {0};
	wasl_status status;

	wasl_frame_begin(answer, WASL_OK);
	status = dispatch(server, answer, caps, number, &in, &err);
	if (status == WASL_OK && answer->over)
		status = wasl_fail(&err, WASL_TOO_BIG,
				   "keyd: the answer is over %d bytes",
				   WASL_KEYD_FRAME_MAX);
	if (status == WASL_OK)
		return WASL_OK;
	/* Nothing half-made leaves. */
	explicit_bzero(answer->p, answer->n);
	wasl_frame_begin(answer, (uint16_t)status);
	wasl_frame_put_err(answer, &err);
	return status;
}
