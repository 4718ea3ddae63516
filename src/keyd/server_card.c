/*
 * Renewed keys (spec §2), and our own card that says when they count.
 *
 * A renewed key is made for a later card, which the root key signs and a `keys`
 * act carries. It is taken into use when that act is bound:
 *
 *   log           on its line
 *   mirror, TLS   once it is so on every line: a node has one of each
 *   sealing       opens from the beginning; the partners choose it
 *
 * What is out of use is destroyed: log, mirror and TLS keys at once, a sealing
 * key once on every line an act of the partner has seen the card without it.
 */
#include "keyd/cert.h"
#include "keyd/client.h"
#include "keyd/fields.h"
#include "keyd/server.h"

/* --- what a card says ---------------------------------------------------- */

static bool names_sign(const struct wasl_card *card,
		       enum wasl_card_purpose purpose,
		       const struct wasl_sign_secret *secret)
{
	const struct wasl_card_key *key = wasl_card_active(card, purpose);
	struct wasl_sign_public pub = wasl_sign_public(secret);
	uint8_t spki[WASL_SPKI_LEN];
	struct wasl_hash hash;

	if (purpose != WASL_CARD_TLS)
		return memcmp(key->vkey.pub.b, pub.b, sizeof(pub.b)) == 0;
	wasl_spki_write(spki, &pub);
	hash = wasl_sha256(WASL_BYTES(spki));
	return wasl_hash_eq(&key->spki, &hash);
}

static bool names_pair(const struct wasl_card *card,
		       enum wasl_card_purpose purpose,
		       const struct wasl_vault_pair *pair)
{
	return names_sign(card, purpose, &pair->now) ||
	       (pair->renewed && names_sign(card, purpose, &pair->next));
}

static bool names_sealing(const struct wasl_card *card,
			  const struct wasl_seal_secret *key)
{
	return memcmp(wasl_card_active(card, WASL_CARD_SEALING)->sealing.b,
		      key->pub.b, sizeof(key->pub.b)) == 0;
}

/* Are the keys that a card asks partners to use ours? */
static bool ours(const struct wasl_server *server, uint32_t number,
		 const struct wasl_card *card)
{
	const struct wasl_vault *vault = server->vault;
	const struct wasl_vault_secrets *s = vault->secrets;
	bool sealing = false;

	for (size_t i = 0; i < vault->sealing_n && !sealing; i++)
		sealing = names_sealing(card, &s->sealing[i]);
	return sealing &&
	       names_pair(card, WASL_CARD_LOG, &s->lines[number].log) &&
	       names_pair(card, WASL_CARD_MIRROR, &s->mirror) &&
	       names_pair(card, WASL_CARD_TLS, &s->tls);
}

/* --- into use, and out of it --------------------------------------------- */

static void promote(struct wasl_vault_pair *pair)
{
	pair->now = pair->next;
	explicit_bzero(&pair->next, sizeof(pair->next));
	pair->renewed = false;
}

static wasl_status renew_logs(struct wasl_server *server, bool *changed,
			      struct wasl_err *err)
{
	for (uint32_t i = 0; i < server->vault->lines_n; i++) {
		struct wasl_vault_pair *pair =
			&server->vault->secrets->lines[i].log;
		struct wasl_server_line *line = &server->lines[i];

		if (!server->vault->lines[i].pinned || !pair->renewed ||
		    !names_sign(&line->own_card, WASL_CARD_LOG, &pair->next))
			continue;
		promote(pair);
		*changed = true;
		WASL_TRY(wasl_server_name_log(server, i, err));
	}
	return WASL_OK;
}

/* Does every line's card in force name the key to come? */
static bool on_every_line(const struct wasl_server *server,
			  enum wasl_card_purpose purpose,
			  const struct wasl_vault_pair *pair)
{
	size_t lines = 0;

	if (!pair->renewed)
		return false;
	for (uint32_t i = 0; i < server->vault->lines_n; i++) {
		if (!server->vault->lines[i].pinned)
			continue;
		if (!names_sign(&server->lines[i].own_card, purpose,
				&pair->next))
			return false;
		lines++;
	}
	return lines > 0;
}

static bool sealing_needed(const struct wasl_server *server,
			   const struct wasl_seal_secret *key)
{
	for (uint32_t i = 0; i < server->vault->lines_n; i++) {
		const struct wasl_vault_line *kept = &server->vault->lines[i];

		if (kept->pinned &&
		    (!kept->own_seen ||
		     names_sealing(&server->lines[i].own_card, key)))
			return true;
	}
	return false;
}

/* The newest stays: a card names it, or will. */
static bool drop_sealing(struct wasl_server *server)
{
	struct wasl_seal_secret *keys = server->vault->secrets->sealing;
	size_t kept = 0, n = server->vault->sealing_n;

	for (size_t i = 0; i < n; i++)
		if (i + 1 == n || sealing_needed(server, &keys[i]))
			keys[kept++] = keys[i];
	explicit_bzero(&keys[kept], (n - kept) * sizeof(keys[0]));
	server->vault->sealing_n = kept;
	return kept < n;
}

wasl_status wasl_server_renew(struct wasl_server *server, struct wasl_err *err)
{
	struct wasl_vault_secrets *s = server->vault->secrets;
	bool changed = drop_sealing(server);

	WASL_TRY(renew_logs(server, &changed, err));
	if (on_every_line(server, WASL_CARD_MIRROR, &s->mirror)) {
		promote(&s->mirror);
		WASL_TRY(wasl_server_name_mirror(server, err));
		changed = true;
	}
	if (on_every_line(server, WASL_CARD_TLS, &s->tls)) {
		promote(&s->tls);
		wasl_vault_certify(server->vault, &server->random);
		changed = true;
	}
	if (!changed)
		return WASL_OK;
	/* Both slots, so that no copy of a key is left in the file. */
	WASL_TRY(wasl_vault_save(server->vault, err));
	return wasl_vault_save(server->vault, err);
}

/* --- requests ------------------------------------------------------------ */

static wasl_status pinned(struct wasl_server_line **out,
			  struct wasl_server *server, uint32_t number,
			  struct wasl_err *err)
{
	WASL_TRY(wasl_server_line(out, server, number, err));
	if (!server->vault->lines[number].pinned)
		return wasl_fail(err, WASL_NOT_READY,
				 "keyd: the ceremony with %s is not held yet",
				 server->vault->lines[number].partner);
	return WASL_OK;
}

static wasl_status next_sign(struct wasl_server *server,
			     struct wasl_server_line *line,
			     enum wasl_card_purpose purpose,
			     struct wasl_vault_pair *pair, struct wasl_err *err)
{
	wasl_autosecret seed = {0};
	wasl_status status;

	if (pair->renewed && names_sign(&line->own_card, purpose, &pair->next))
		return wasl_fail(err, WASL_CONFLICT,
				 "keyd: the renewed key is on the card in "
				 "force, but not yet on those of the other "
				 "partners");
	if (pair->renewed)
		return WASL_OK;
	wasl_secret_make(&seed, &server->random);
	wasl_sign_from_seed(&pair->next, &seed);
	pair->renewed = true;
	status = wasl_vault_save(server->vault, err);
	if (status != WASL_OK)
		pair->renewed = false;
	return status;
}

static wasl_status next_sealing(struct wasl_server *server,
				struct wasl_server_line *line,
				struct wasl_err *err)
{
	struct wasl_vault *vault = server->vault;
	struct wasl_seal_secret *keys = vault->secrets->sealing;
	wasl_autosecret scalar = {0};
	wasl_status status;

	if (!names_sealing(&line->own_card, &keys[vault->sealing_n - 1]))
		return WASL_OK;
	if (vault->sealing_n == WASL_KEYD_SEALING_MAX)
		return wasl_fail(err, WASL_TOO_BIG,
				 "keyd: %d sealing keys are in use: the "
				 "partners have not seen the last ones yet",
				 WASL_KEYD_SEALING_MAX);
	wasl_secret_make(&scalar, &server->random);
	wasl_seal_from_scalar(&keys[vault->sealing_n++], &scalar);
	status = wasl_vault_save(vault, err);
	if (status != WASL_OK)
		vault->sealing_n--;
	return status;
}

/* Under the name of `like`. */
static wasl_status put_vkey(struct wasl_buf *out, const struct wasl_vkey *like,
			    const struct wasl_sign_secret *secret,
			    struct wasl_err *err)
{
	struct wasl_sign_public pub = wasl_sign_public(secret);
	struct wasl_vkey key;

	WASL_TRY(wasl_vkey_init(&key, wasl_text_of(like->name), like->type,
				&pub, err));
	wasl_field_put_vkey(out, &key);
	return WASL_OK;
}

wasl_status wasl_serve_KEY_NEXT(struct wasl_server *server,
				struct wasl_buf *out, struct wasl_cursor *in,
				struct wasl_err *err)
{
	struct wasl_vault_secrets *s = server->vault->secrets;
	uint32_t number = wasl_cursor_u32(in);
	uint8_t purpose = wasl_cursor_u8(in);
	struct wasl_server_line *line;
	struct wasl_sign_public tls;

	WASL_TRY(wasl_cursor_finish(in, err));
	WASL_TRY(pinned(&line, server, number, err));
	switch (purpose) {
	case WASL_CARD_LOG:
		WASL_TRY(next_sign(server, line, WASL_CARD_LOG,
				   &s->lines[number].log, err));
		return put_vkey(out, &line->card_log,
				&s->lines[number].log.next, err);
	case WASL_CARD_MIRROR:
		WASL_TRY(next_sign(server, line, WASL_CARD_MIRROR, &s->mirror,
				   err));
		return put_vkey(out, &server->mirror, &s->mirror.next, err);
	case WASL_CARD_TLS:
		WASL_TRY(next_sign(server, line, WASL_CARD_TLS, &s->tls, err));
		tls = wasl_sign_public(&s->tls.next);
		wasl_buf_put(out, tls.b, sizeof(tls.b));
		return WASL_OK;
	case WASL_CARD_SEALING:
		WASL_TRY(next_sealing(server, line, err));
		wasl_buf_put(out,
			     s->sealing[server->vault->sealing_n - 1].pub.b,
			     sizeof(s->sealing[0].pub.b));
		return WASL_OK;
	default:
		return wasl_fail(err, WASL_MALFORMED,
				 "keyd: no key of purpose %u is renewed",
				 (unsigned)purpose);
	}
}

static wasl_status keep_own(struct wasl_server *server, uint32_t number,
			    wasl_bytes card, struct wasl_err *err)
{
	struct wasl_vault_line *kept = &server->vault->lines[number];
	struct wasl_vault_line before = *kept;
	wasl_status status;

	memcpy(kept->own, card.p, card.n);
	kept->own_n = card.n;
	kept->own_seen = false;
	status = wasl_vault_save(server->vault, err);
	if (status != WASL_OK) {
		*kept = before;
		return status;
	}
	WASL_TRY(wasl_server_line_cards(&server->lines[number], kept, err));
	return wasl_server_renew(server, err);
}

static wasl_status own_seen(struct wasl_server *server, uint32_t number,
			    struct wasl_err *err)
{
	struct wasl_vault_line *kept = &server->vault->lines[number];
	wasl_status status;

	if (kept->own_seen)
		return WASL_OK;
	kept->own_seen = true;
	status = wasl_vault_save(server->vault, err);
	if (status != WASL_OK) {
		kept->own_seen = false;
		return status;
	}
	return wasl_server_renew(server, err);
}

wasl_status wasl_serve_LINE_OWN(struct wasl_server *server,
				struct wasl_buf *out, struct wasl_cursor *in,
				struct wasl_err *err)
{
	uint32_t number = wasl_cursor_u32(in);
	uint8_t how = wasl_cursor_u8(in);
	wasl_bytes bytes = wasl_field_long(in);
	struct wasl_server_line *line;
	struct wasl_card card;
	bool same;

	(void)out;
	WASL_TRY(wasl_cursor_finish(in, err));
	WASL_TRY(pinned(&line, server, number, err));
	if (how > WASL_KEYD_OWN_SEEN)
		return wasl_fail(err, WASL_MALFORMED, "keyd: no such use");
	same = wasl_bytes_eq(bytes, line->own_card.bytes);
	if (!same || how == WASL_KEYD_OWN_CHECK) {
		/* The root of the card in force, not one a new card names. */
		WASL_TRY(wasl_card_parse(
			&card, bytes,
			&wasl_card_active(&line->own_card, WASL_CARD_ROOT)
				 ->vkey,
			err));
		WASL_TRY(wasl_card_follows(&card, &line->own_card, err));
		if (!ours(server, number, &card))
			return wasl_fail(err, WASL_CONFLICT,
					 "card: it names keys as active that "
					 "are not ours");
	}
	if (how == WASL_KEYD_OWN_CHECK)
		return WASL_OK;
	if (!same)
		WASL_TRY(keep_own(server, number, bytes, err));
	return how == WASL_KEYD_OWN_SEEN ? own_seen(server, number, err)
					 : WASL_OK;
}
