/* Requests of the ceremony: make a line, show its words, pin its partner. */
#include "base/text.h"
#include "keyd/cert.h"
#include "keyd/fields.h"
#include "keyd/server.h"

static wasl_text text_of(wasl_bytes b)
{
	return (wasl_text){(const char *)b.p, b.n};
}

static bool find_line(uint32_t *out, const struct wasl_server *server,
		      wasl_text partner)
{
	for (*out = 0; *out < server->vault->lines_n; (*out)++)
		if (wasl_text_is(partner, server->vault->lines[*out].partner))
			return true;
	return false;
}

/* The heads first: a line that the vault names has heads. */
static wasl_status make_line(struct wasl_server *server, wasl_text partner,
			     struct wasl_err *err)
{
	struct wasl_vault *vault = server->vault;
	uint32_t number = (uint32_t)vault->lines_n;
	struct wasl_vault_line *kept = &vault->lines[number];
	struct wasl_server_line *line = &server->lines[number];
	wasl_autosecret seed = {0};
	wasl_status status;

	if (vault->lines_n == WASL_PEERS_MAX)
		return wasl_fail(err, WASL_TOO_BIG, "keyd: more than %d lines",
				 WASL_PEERS_MAX);
	*kept = (struct wasl_vault_line){0};
	memcpy(kept->partner, partner.p, partner.n);
	wasl_secret_make(&seed, &server->random);
	wasl_sign_from_seed(&vault->secrets->lines[number].log.now, &seed);
	WASL_TRY(wasl_server_line_init(server, number, err));
	WASL_TRY(wasl_head_save(&line->own, err));
	WASL_TRY(wasl_head_save(&line->mirror, err));
	vault->lines_n++;
	status = wasl_vault_save(vault, err);
	if (status != WASL_OK)
		vault->lines_n--;
	return status;
}

wasl_status wasl_serve_LINE_PREPARE(struct wasl_server *server,
				    struct wasl_buf *out,
				    struct wasl_cursor *in,
				    struct wasl_err *err)
{
	wasl_text partner = text_of(wasl_field_short(in));
	uint32_t number;

	WASL_TRY(wasl_cursor_finish(in, err));
	if (!wasl_node_name_valid(partner) ||
	    wasl_text_is(partner, server->vault->node))
		return wasl_fail(err, WASL_MALFORMED,
				 "keyd: \"%.*s\" is not a partner's name",
				 (int)partner.n, partner.p);
	if (!find_line(&number, server, partner))
		WASL_TRY(make_line(server, partner, err));
	wasl_buf_put_u32(out, number);
	wasl_field_put_vkey(out, &server->lines[number].card_log);
	return WASL_OK;
}

wasl_status wasl_serve_LINE_FIND(struct wasl_server *server,
				 struct wasl_buf *out, struct wasl_cursor *in,
				 struct wasl_err *err)
{
	wasl_text partner = text_of(wasl_field_short(in));
	uint32_t number;

	WASL_TRY(wasl_cursor_finish(in, err));
	if (!find_line(&number, server, partner))
		return wasl_fail(err, WASL_NOT_FOUND, "keyd: no line to %.*s",
				 (int)partner.n, partner.p);
	wasl_buf_put_u32(out, number);
	return WASL_OK;
}

wasl_status wasl_serve_LINE_GET(struct wasl_server *server,
				struct wasl_buf *out, struct wasl_cursor *in,
				struct wasl_err *err)
{
	uint32_t number = wasl_cursor_u32(in);
	const struct wasl_vault_line *kept;
	struct wasl_server_line *line;
	struct wasl_hash card;

	WASL_TRY(wasl_cursor_finish(in, err));
	WASL_TRY(wasl_server_line(&line, server, number, err));
	kept = &server->vault->lines[number];
	wasl_field_put_text(out, kept->partner);
	wasl_field_put_vkey(out, &line->log);
	wasl_field_put_text(out, line->partner_origin);
	wasl_buf_put_u32(out, line->epoch);
	wasl_buf_put_u64(out, line->own_before);
	wasl_buf_put_u64(out, line->mirror_before);
	wasl_buf_put_u8(out, kept->pinned ? 1 : 0);
	if (!kept->pinned)
		return WASL_OK;
	card = wasl_sha256(line->card.bytes);
	wasl_buf_put_u32(out, (uint32_t)line->card.serial);
	wasl_buf_put(out, card.b, sizeof(card.b));
	wasl_field_put_vkey(
		out, &wasl_card_active(&line->card, WASL_CARD_LOG)->vkey);
	wasl_field_put_vkey(
		out, &wasl_card_active(&line->card, WASL_CARD_MIRROR)->vkey);
	return WASL_OK;
}

wasl_status wasl_serve_LINE_CARD(struct wasl_server *server,
				 struct wasl_buf *out, struct wasl_cursor *in,
				 struct wasl_err *err)
{
	uint32_t number = wasl_cursor_u32(in);
	struct wasl_server_line *line;

	WASL_TRY(wasl_cursor_finish(in, err));
	WASL_TRY(wasl_server_line(&line, server, number, err));
	if (!server->vault->lines[number].pinned)
		return wasl_fail(err, WASL_NOT_FOUND,
				 "keyd: the line to %s has no card yet",
				 server->vault->lines[number].partner);
	wasl_field_put_long(out, line->card.bytes);
	return WASL_OK;
}

/* --- the two cards ------------------------------------------------------- */

/* Does our card name this node's keys, and no others, as the active ones? */
static wasl_status check_own(const struct wasl_server *server, uint32_t number,
			     const struct wasl_card *card, struct wasl_err *err)
{
	const struct wasl_vault *vault = server->vault;
	struct wasl_sign_public tls =
		wasl_sign_public(&vault->secrets->tls.now);
	const struct wasl_seal_secret *sealing =
		&vault->secrets->sealing[vault->sealing_n - 1];
	uint8_t spki[WASL_SPKI_LEN];
	struct wasl_hash hash;

	wasl_spki_write(spki, &tls);
	hash = wasl_sha256(WASL_BYTES(spki));
	if (!wasl_text_is(card->node, vault->node) ||
	    !wasl_text_is(card->partner, vault->lines[number].partner))
		return wasl_fail(err, WASL_CONFLICT,
				 "own card: not of this node and partner");
	if (!wasl_vkey_eq(&wasl_card_active(card, WASL_CARD_LOG)->vkey,
			  &server->lines[number].card_log) ||
	    !wasl_vkey_eq(&wasl_card_active(card, WASL_CARD_MIRROR)->vkey,
			  &server->mirror) ||
	    memcmp(wasl_card_active(card, WASL_CARD_SEALING)->sealing.b,
		   sealing->pub.b, sizeof(sealing->pub.b)) != 0 ||
	    !wasl_hash_eq(&wasl_card_active(card, WASL_CARD_TLS)->spki, &hash))
		return wasl_fail(err, WASL_CONFLICT,
				 "own card: it names keys that are not ours");
	return WASL_OK;
}

static wasl_status check_partner(const struct wasl_server *server,
				 uint32_t number, const struct wasl_card *card,
				 struct wasl_err *err)
{
	if (!wasl_text_is(card->node, server->vault->lines[number].partner) ||
	    !wasl_text_is(card->partner, server->vault->node))
		return wasl_fail(err, WASL_CONFLICT,
				 "partner's card: not of this line");
	if (strcmp(wasl_card_active(card, WASL_CARD_LOG)->vkey.name,
		   server->lines[number].partner_card_log) != 0)
		return wasl_fail(err, WASL_CONFLICT,
				 "partner's card: its log key is not named "
				 "after the log of the first epoch");
	return WASL_OK;
}

struct ceremony {
	uint32_t number;
	wasl_bytes own, partner;
	struct wasl_secret secret;
};

static void take_ceremony(struct ceremony *out, struct wasl_cursor *in)
{
	out->number = wasl_cursor_u32(in);
	out->own = wasl_field_long(in);
	out->partner = wasl_field_long(in);
	wasl_field_copy(out->secret.b, sizeof(out->secret.b), in);
}

static wasl_status words(uint16_t out[static WASL_WORDS],
			 struct wasl_server *server, const struct ceremony *c,
			 struct wasl_err *err)
{
	struct wasl_server_line *line;
	struct wasl_card own, partner;
	wasl_status status;

	WASL_TRY(wasl_server_line(&line, server, c->number, err));
	status = wasl_card_parse(&own, c->own, NULL, err);
	if (status != WASL_OK) {
		wasl_err_prefix(err, "own card");
		return status;
	}
	status = wasl_card_parse(&partner, c->partner, NULL, err);
	if (status != WASL_OK) {
		wasl_err_prefix(err, "partner's card");
		return status;
	}
	WASL_TRY(check_own(server, c->number, &own, err));
	WASL_TRY(check_partner(server, c->number, &partner, err));
	wasl_card_words(out, &c->secret, &own, &partner);
	return WASL_OK;
}

wasl_status wasl_serve_LINE_WORDS(struct wasl_server *server,
				  struct wasl_buf *out, struct wasl_cursor *in,
				  struct wasl_err *err)
{
	uint16_t six[WASL_WORDS];
	struct ceremony c = {0};
	wasl_status status;

	take_ceremony(&c, in);
	status = wasl_cursor_finish(in, err);
	if (status == WASL_OK)
		status = words(six, server, &c, err);
	for (size_t i = 0; status == WASL_OK && i < WASL_WORDS; i++)
		wasl_buf_put_u16(out, six[i]);
	wasl_secret_wipe(&c.secret);
	return status;
}

static wasl_status pin(struct wasl_server *server, const struct ceremony *c,
		       struct wasl_err *err)
{
	struct wasl_vault *vault = server->vault;
	struct wasl_vault_line *kept = &vault->lines[c->number];
	struct wasl_secret *secret = &vault->secrets->lines[c->number].secret;
	struct wasl_server_line *line = &server->lines[c->number];
	wasl_status status;

	memcpy(kept->card, c->partner.p, c->partner.n);
	kept->card_n = c->partner.n;
	memcpy(kept->own, c->own.p, c->own.n);
	kept->own_n = c->own.n;
	kept->own_seen = true; /* nothing older to be done with */
	kept->pinned = true;
	*secret = c->secret;
	status = wasl_vault_save(vault, err);
	if (status == WASL_OK)
		status = wasl_server_line_cards(line, kept, err);
	if (status != WASL_OK) {
		kept->pinned = false;
		kept->card_n = kept->own_n = 0;
		wasl_secret_wipe(secret);
	}
	return status;
}

static wasl_status confirm(struct wasl_server *server, const struct ceremony *c,
			   const uint16_t said[static WASL_WORDS],
			   struct wasl_err *err)
{
	uint16_t six[WASL_WORDS];

	WASL_TRY(words(six, server, c, err));
	if (server->vault->lines[c->number].pinned)
		return wasl_fail(err, WASL_EXISTS,
				 "keyd: the line to %s is pinned already",
				 server->vault->lines[c->number].partner);
	for (size_t i = 0; i < WASL_WORDS; i++)
		if (six[i] != said[i])
			return wasl_fail(err, WASL_CONFLICT,
					 "keyd: other words than these cards "
					 "and this secret give");
	return pin(server, c, err);
}

wasl_status wasl_serve_LINE_CONFIRM(struct wasl_server *server,
				    struct wasl_buf *out,
				    struct wasl_cursor *in,
				    struct wasl_err *err)
{
	uint16_t said[WASL_WORDS];
	struct ceremony c = {0};
	wasl_status status;

	(void)out;
	take_ceremony(&c, in);
	for (size_t i = 0; i < WASL_WORDS; i++)
		said[i] = wasl_cursor_u16(in);
	status = wasl_cursor_finish(in, err);
	if (status == WASL_OK)
		status = confirm(server, &c, said, err);
	wasl_secret_wipe(&c.secret);
	return status;
}

wasl_status wasl_serve_LINE_KEYS(struct wasl_server *server,
				 struct wasl_buf *out, struct wasl_cursor *in,
				 struct wasl_err *err)
{
	uint32_t number = wasl_cursor_u32(in);
	wasl_bytes bytes = wasl_field_long(in);
	struct wasl_vault_line *kept, before;
	struct wasl_server_line *line;
	struct wasl_card next;
	wasl_status status;

	(void)out;
	WASL_TRY(wasl_cursor_finish(in, err));
	WASL_TRY(wasl_server_line(&line, server, number, err));
	kept = &server->vault->lines[number];
	if (!kept->pinned)
		return wasl_fail(err, WASL_NOT_READY,
				 "keyd: the ceremony with %s is not held yet",
				 kept->partner);
	if (wasl_bytes_eq(bytes, line->card.bytes))
		return WASL_OK;
	/* The pinned root, not the one that the new card names. */
	WASL_TRY(wasl_card_parse(
		&next, bytes,
		&wasl_card_active(&line->card, WASL_CARD_ROOT)->vkey, err));
	WASL_TRY(wasl_card_follows(&next, &line->card, err));
	WASL_TRY(check_partner(server, number, &next, err));
	before = *kept;
	memcpy(kept->card, bytes.p, bytes.n);
	kept->card_n = bytes.n;
	status = wasl_vault_save(server->vault, err);
	if (status != WASL_OK)
		*kept = before;
	else
		status = wasl_card_parse(
			&line->card, wasl_bytes_of(kept->card, kept->card_n),
			NULL, err);
	return status;
}
