/* The calls of client.h about identity, ceremony and logs; those about dossier
 * keys are in client_key.c. Each mirrors its wasl_serve_ function. */
#include "keyd/call.h"
#include "keyd/cert.h"
#include "keyd/fields.h"

#include "tlog/tree.h"

/* --- fields of answers --------------------------------------------------- */

static void take_head(struct wasl_keyd_head *out, struct wasl_cursor *in)
{
	*out = (struct wasl_keyd_head){.size = wasl_cursor_u64(in)};
	wasl_field_copy(out->root.b, sizeof(out->root.b), in);
	out->time = wasl_cursor_u64(in);
	out->frozen = wasl_cursor_u8(in) == 1;
	out->note_n = wasl_field_copy_short(out->note, sizeof(out->note), in);
}

static void put_text(struct wasl_buf *out, wasl_text text)
{
	/* Longer than any name: keyd answers that it is not one. */
	wasl_field_put_short(
		out, wasl_bytes_of(text.p, text.n <= UINT16_MAX ? text.n : 0));
}

/* --- who we are ---------------------------------------------------------- */

wasl_status wasl_keyd_ping(struct wasl_keyd *keyd, struct wasl_err *err)
{
	struct wasl_call call =
		wasl_call_begin(keyd, &keyd->main, WASL_KEYD_PING);

	wasl_call_ask(&call, err);
	return wasl_call_end(&call, err);
}

wasl_status wasl_keyd_identity(struct wasl_keyd *keyd,
			       struct wasl_keyd_identity *out,
			       struct wasl_err *err)
{
	struct wasl_call call =
		wasl_call_begin(keyd, &keyd->main, WASL_KEYD_IDENTITY);
	uint8_t spki[WASL_SPKI_LEN];

	*out = (struct wasl_keyd_identity){0};
	if (wasl_call_ask(&call, err)) {
		wasl_field_text(out->node, sizeof(out->node), &call.in);
		wasl_field_vkey(&out->mirror, &call.in);
		wasl_field_vkey(&out->witness, &call.in);
		out->sealing_n = wasl_cursor_u8(&call.in);
		if (out->sealing_n > WASL_KEYD_SEALING_MAX)
			call.in.bad = true;
		for (size_t i = 0; i < out->sealing_n && !call.in.bad; i++)
			wasl_field_copy(out->sealing[i].b,
					sizeof(out->sealing[i].b), &call.in);
		wasl_field_copy(out->tls.b, sizeof(out->tls.b), &call.in);
		out->cert_n = wasl_field_copy_short(
			out->cert, sizeof(out->cert), &call.in);
		wasl_spki_write(spki, &out->tls);
		out->spki = wasl_sha256(WASL_BYTES(spki));
	}
	return wasl_call_end(&call, err);
}

wasl_status wasl_keyd_tls_sign(struct wasl_keyd *keyd, struct wasl_sig *out,
			       wasl_bytes content, struct wasl_err *err)
{
	struct wasl_call call =
		wasl_call_begin(keyd, &keyd->tls, WASL_KEYD_TLS_SIGN);

	put_text(&call.out, (wasl_text){(const char *)content.p, content.n});
	if (wasl_call_ask(&call, err))
		wasl_field_copy(out->b, sizeof(out->b), &call.in);
	return wasl_call_end(&call, err);
}

/* --- ceremony ------------------------------------------------------------ */

wasl_status wasl_keyd_line_prepare(struct wasl_keyd *keyd, uint32_t *line,
				   struct wasl_vkey *log, wasl_text partner,
				   struct wasl_err *err)
{
	struct wasl_call call =
		wasl_call_begin(keyd, &keyd->main, WASL_KEYD_LINE_PREPARE);

	*log = (struct wasl_vkey){0};
	*line = 0;
	put_text(&call.out, partner);
	if (wasl_call_ask(&call, err)) {
		*line = wasl_cursor_u32(&call.in);
		wasl_field_vkey(log, &call.in);
	}
	return wasl_call_end(&call, err);
}

wasl_status wasl_keyd_line_find(struct wasl_keyd *keyd, uint32_t *line,
				wasl_text partner, struct wasl_err *err)
{
	struct wasl_call call =
		wasl_call_begin(keyd, &keyd->main, WASL_KEYD_LINE_FIND);

	*line = 0;
	put_text(&call.out, partner);
	if (wasl_call_ask(&call, err))
		*line = wasl_cursor_u32(&call.in);
	return wasl_call_end(&call, err);
}

wasl_status wasl_keyd_line_get(struct wasl_keyd *keyd,
			       struct wasl_keyd_line *out, uint32_t line,
			       struct wasl_err *err)
{
	struct wasl_call call =
		wasl_call_begin(keyd, &keyd->main, WASL_KEYD_LINE_GET);

	*out = (struct wasl_keyd_line){0};
	wasl_buf_put_u32(&call.out, line);
	if (wasl_call_ask(&call, err)) {
		wasl_field_text(out->partner, sizeof(out->partner), &call.in);
		wasl_field_vkey(&out->log, &call.in);
		memcpy(out->own_origin, out->log.name, sizeof(out->own_origin));
		wasl_field_text(out->partner_origin,
				sizeof(out->partner_origin), &call.in);
		out->epoch = wasl_cursor_u32(&call.in);
		out->own_before = wasl_cursor_u64(&call.in);
		out->mirror_before = wasl_cursor_u64(&call.in);
		out->pinned = wasl_cursor_u8(&call.in) == 1;
		if (out->pinned) {
			out->serial = wasl_cursor_u32(&call.in);
			wasl_field_copy(out->card.b, sizeof(out->card.b),
					&call.in);
			wasl_field_vkey(&out->peer_log, &call.in);
			wasl_field_vkey(&out->peer_mirror, &call.in);
		}
	}
	return wasl_call_end(&call, err);
}

wasl_status wasl_keyd_line_card(struct wasl_keyd *keyd, struct wasl_buf *out,
				uint32_t line, struct wasl_err *err)
{
	struct wasl_call call =
		wasl_call_begin(keyd, &keyd->main, WASL_KEYD_LINE_CARD);
	wasl_bytes card;

	wasl_buf_put_u32(&call.out, line);
	if (wasl_call_ask(&call, err)) {
		card = wasl_field_long(&call.in);
		wasl_buf_put(out, card.p, card.n);
	}
	WASL_TRY(wasl_call_end(&call, err));
	if (out->over)
		return wasl_fail(err, WASL_TOO_BIG, "keyd: no room for a card");
	return WASL_OK;
}

static void put_ceremony(struct wasl_buf *out, uint32_t line, wasl_bytes own,
			 wasl_bytes partner, const struct wasl_secret *secret)
{
	wasl_buf_put_u32(out, line);
	wasl_field_put_long(out, own);
	wasl_field_put_long(out, partner);
	wasl_buf_put(out, secret->b, sizeof(secret->b));
}

wasl_status
wasl_keyd_line_words(struct wasl_keyd *keyd, uint16_t words[static WASL_WORDS],
		     uint32_t line, wasl_bytes own, wasl_bytes partner,
		     const struct wasl_secret *secret, struct wasl_err *err)
{
	struct wasl_call call =
		wasl_call_begin(keyd, &keyd->main, WASL_KEYD_LINE_WORDS);

	put_ceremony(&call.out, line, own, partner, secret);
	if (wasl_call_ask(&call, err))
		for (size_t i = 0; i < WASL_WORDS; i++)
			words[i] = wasl_cursor_u16(&call.in);
	return wasl_call_end(&call, err);
}

wasl_status wasl_keyd_line_confirm(struct wasl_keyd *keyd, uint32_t line,
				   wasl_bytes own, wasl_bytes partner,
				   const struct wasl_secret *secret,
				   const uint16_t words[static WASL_WORDS],
				   struct wasl_err *err)
{
	struct wasl_call call =
		wasl_call_begin(keyd, &keyd->main, WASL_KEYD_LINE_CONFIRM);

	put_ceremony(&call.out, line, own, partner, secret);
	for (size_t i = 0; i < WASL_WORDS; i++)
		wasl_buf_put_u16(&call.out, words[i]);
	wasl_call_ask(&call, err);
	return wasl_call_end(&call, err);
}

wasl_status wasl_keyd_line_keys(struct wasl_keyd *keyd, uint32_t line,
				wasl_bytes card, struct wasl_err *err)
{
	struct wasl_call call =
		wasl_call_begin(keyd, &keyd->main, WASL_KEYD_LINE_KEYS);

	wasl_buf_put_u32(&call.out, line);
	wasl_field_put_long(&call.out, card);
	wasl_call_ask(&call, err);
	return wasl_call_end(&call, err);
}

/* --- epochs -------------------------------------------------------------- */

wasl_status wasl_keyd_line_epoch(struct wasl_keyd *keyd, uint32_t line,
				 const struct wasl_keyd_ask *ask,
				 struct wasl_err *err)
{
	struct wasl_call call =
		wasl_call_begin(keyd, &keyd->main, WASL_KEYD_LINE_EPOCH);

	wasl_buf_put_u32(&call.out, line);
	wasl_buf_put_u32(&call.out, ask->number);
	wasl_field_put_long(&call.out, ask->own);
	wasl_field_put_long(&call.out, ask->mirror);
	put_text(&call.out, ask->first);
	put_text(&call.out, ask->second);
	wasl_call_ask(&call, err);
	return wasl_call_end(&call, err);
}

static void take_end(struct wasl_keyd_end *out, struct wasl_cursor *in)
{
	out->size = wasl_cursor_u64(in);
	wasl_field_copy(out->root.b, sizeof(out->root.b), in);
	out->note_n = wasl_field_copy_short(out->note, sizeof(out->note), in);
}

wasl_status wasl_keyd_line_past(struct wasl_keyd *keyd,
				struct wasl_keyd_epoch *out, uint32_t line,
				uint32_t number, struct wasl_err *err)
{
	struct wasl_call call =
		wasl_call_begin(keyd, &keyd->main, WASL_KEYD_LINE_PAST);

	*out = (struct wasl_keyd_epoch){0};
	wasl_buf_put_u32(&call.out, line);
	wasl_buf_put_u32(&call.out, number);
	if (wasl_call_ask(&call, err)) {
		take_end(&out->own, &call.in);
		take_end(&out->mirror, &call.in);
		out->time = wasl_cursor_u64(&call.in);
		for (size_t i = 0; i < 2; i++)
			wasl_field_text(out->by[i], sizeof(out->by[i]),
					&call.in);
	}
	return wasl_call_end(&call, err);
}

/* --- renewed keys -------------------------------------------------------- */

wasl_status wasl_keyd_key_next(struct wasl_keyd *keyd,
			       struct wasl_card_key *key, uint32_t line,
			       enum wasl_card_purpose purpose,
			       struct wasl_err *err)
{
	struct wasl_call call =
		wasl_call_begin(keyd, &keyd->main, WASL_KEYD_KEY_NEXT);
	uint8_t spki[WASL_SPKI_LEN];
	struct wasl_sign_public tls;

	*key = (struct wasl_card_key){.purpose = purpose,
				      .until = WASL_CARD_NO_END};
	wasl_buf_put_u32(&call.out, line);
	wasl_buf_put_u8(&call.out, (uint8_t)purpose);
	if (!wasl_call_ask(&call, err))
		return wasl_call_end(&call, err);
	if (purpose == WASL_CARD_SEALING) {
		wasl_field_copy(key->sealing.b, sizeof(key->sealing.b),
				&call.in);
	} else if (purpose == WASL_CARD_TLS) {
		wasl_field_copy(tls.b, sizeof(tls.b), &call.in);
		wasl_spki_write(spki, &tls);
		key->spki = wasl_sha256(WASL_BYTES(spki));
	} else {
		wasl_field_vkey(&key->vkey, &call.in);
	}
	return wasl_call_end(&call, err);
}

wasl_status wasl_keyd_line_own(struct wasl_keyd *keyd, uint32_t line,
			       wasl_bytes card, enum wasl_keyd_own how,
			       struct wasl_err *err)
{
	struct wasl_call call =
		wasl_call_begin(keyd, &keyd->main, WASL_KEYD_LINE_OWN);

	wasl_buf_put_u32(&call.out, line);
	wasl_buf_put_u8(&call.out, (uint8_t)how);
	wasl_field_put_long(&call.out, card);
	wasl_call_ask(&call, err);
	return wasl_call_end(&call, err);
}

/* --- logs ---------------------------------------------------------------- */

wasl_status wasl_keyd_heads(struct wasl_keyd *keyd, struct wasl_keyd_head *own,
			    struct wasl_keyd_head *mirror, uint32_t line,
			    struct wasl_err *err)
{
	struct wasl_call call =
		wasl_call_begin(keyd, &keyd->main, WASL_KEYD_HEADS);

	wasl_buf_put_u32(&call.out, line);
	if (wasl_call_ask(&call, err)) {
		take_head(own, &call.in);
		take_head(mirror, &call.in);
	}
	return wasl_call_end(&call, err);
}

static void put_held(struct wasl_buf *out, const struct wasl_keyd_held *held)
{
	wasl_buf_put_u64(out, held->size);
	wasl_buf_put(out, held->root_at_head.b, sizeof(held->root_at_head.b));
}

wasl_status wasl_keyd_line_open(struct wasl_keyd *keyd, uint32_t line,
				const struct wasl_keyd_held *own,
				const struct wasl_keyd_held *mirror,
				struct wasl_err *err)
{
	struct wasl_call call =
		wasl_call_begin(keyd, &keyd->main, WASL_KEYD_LINE_OPEN);

	wasl_buf_put_u32(&call.out, line);
	put_held(&call.out, own);
	put_held(&call.out, mirror);
	wasl_call_ask(&call, err);
	return wasl_call_end(&call, err);
}

/* u16 n and the hashes; too many make the frame run over. */
static void put_hashes(struct wasl_buf *out, const struct wasl_hash *hashes,
		       size_t n)
{
	if (n > WASL_BATCH_ITEMS_MAX) {
		out->over = true;
		return;
	}
	wasl_buf_put_u16(out, (uint16_t)n);
	for (size_t i = 0; i < n; i++)
		wasl_buf_put(out, hashes[i].b, sizeof(hashes[i].b));
}

wasl_status wasl_keyd_append(struct wasl_keyd *keyd,
			     struct wasl_keyd_head *head, uint32_t line,
			     uint64_t first, const struct wasl_hash *envelopes,
			     size_t n, struct wasl_err *err)
{
	struct wasl_call call =
		wasl_call_begin(keyd, &keyd->main, WASL_KEYD_APPEND);

	wasl_buf_put_u32(&call.out, line);
	wasl_buf_put_u64(&call.out, first);
	put_hashes(&call.out, envelopes, n);
	if (wasl_call_ask(&call, err))
		take_head(head, &call.in);
	return wasl_call_end(&call, err);
}

wasl_status wasl_keyd_check(struct wasl_keyd *keyd,
			    enum wasl_keyd_verdict *verdict, uint32_t line,
			    uint64_t first, const struct wasl_hash *envelopes,
			    size_t n, wasl_bytes note, struct wasl_err *err)
{
	struct wasl_call call =
		wasl_call_begin(keyd, &keyd->main, WASL_KEYD_CHECK);
	uint8_t said;

	*verdict = WASL_KEYD_SHORTER;
	wasl_buf_put_u32(&call.out, line);
	wasl_buf_put_u64(&call.out, first);
	put_hashes(&call.out, envelopes, n);
	wasl_field_put_long(&call.out, note);
	if (wasl_call_ask(&call, err)) {
		said = wasl_cursor_u8(&call.in);
		if (said > WASL_KEYD_SHORTER)
			call.in.bad = true;
		else
			*verdict = (enum wasl_keyd_verdict)said;
	}
	return wasl_call_end(&call, err);
}

wasl_status wasl_keyd_cosign(struct wasl_keyd *keyd,
			     struct wasl_keyd_head *head, uint32_t line,
			     uint64_t size, const struct wasl_hash *root,
			     struct wasl_err *err)
{
	struct wasl_call call =
		wasl_call_begin(keyd, &keyd->main, WASL_KEYD_COSIGN);

	wasl_buf_put_u32(&call.out, line);
	wasl_buf_put_u64(&call.out, size);
	wasl_buf_put(&call.out, root->b, sizeof(root->b));
	if (wasl_call_ask(&call, err))
		take_head(head, &call.in);
	return wasl_call_end(&call, err);
}

wasl_status wasl_keyd_receipt_check(struct wasl_keyd *keyd, uint64_t *size,
				    struct wasl_hash *root, uint64_t *time,
				    uint32_t line, wasl_bytes note,
				    struct wasl_err *err)
{
	struct wasl_call call =
		wasl_call_begin(keyd, &keyd->main, WASL_KEYD_RECEIPT_CHECK);

	*size = *time = 0;
	*root = (struct wasl_hash){0};
	wasl_buf_put_u32(&call.out, line);
	wasl_field_put_long(&call.out, note);
	if (wasl_call_ask(&call, err)) {
		*size = wasl_cursor_u64(&call.in);
		wasl_field_copy(root->b, sizeof(root->b), &call.in);
		*time = wasl_cursor_u64(&call.in);
	}
	return wasl_call_end(&call, err);
}

wasl_status wasl_keyd_freeze(struct wasl_keyd *keyd, uint32_t line,
			     enum wasl_keyd_log log, struct wasl_err *err)
{
	struct wasl_call call =
		wasl_call_begin(keyd, &keyd->main, WASL_KEYD_FREEZE);

	wasl_buf_put_u32(&call.out, line);
	wasl_buf_put_u8(&call.out, (uint8_t)log);
	wasl_call_ask(&call, err);
	return wasl_call_end(&call, err);
}

wasl_status wasl_keyd_thaw(struct wasl_keyd *keyd, uint32_t line,
			   enum wasl_keyd_log log, wasl_text first,
			   wasl_text second, struct wasl_err *err)
{
	struct wasl_call call =
		wasl_call_begin(keyd, &keyd->main, WASL_KEYD_THAW);

	wasl_buf_put_u32(&call.out, line);
	wasl_buf_put_u8(&call.out, (uint8_t)log);
	put_text(&call.out, first);
	put_text(&call.out, second);
	wasl_call_ask(&call, err);
	return wasl_call_end(&call, err);
}
