#include "node/verify.h"

#include "base/alloc.h"

/* --- cards --------------------------------------------------------------- */

/*
 * Card and the bytes it points into live in the run's arena. A later card of
 * ours is signed by the same root; which that is, the six words have told.
 */
static wasl_status parse_card(struct verify_line *line, struct wasl_card **out,
			      wasl_bytes bytes, struct wasl_err *err)
{
	struct wasl_arena *arena = line->run->arena;
	wasl_bytes copy = wasl_arena_copy(arena, bytes);

	*out = wasl_arena_take(arena, 1, sizeof(**out));
	WASL_TRY(wasl_arena_check(arena, err));
	return wasl_card_parse(*out, copy, NULL, err);
}

/* The partner's card as keyd pinned it, which the database must have too. */
static wasl_status load_card(struct verify_line *line, wasl_bytes stored,
			     struct wasl_err *err)
{
	struct wasl_buf pinned = {.cap = WASL_CARD_MAX};
	wasl_status status;

	pinned.p = wasl_alloc(pinned.cap, 1);
	if (pinned.p == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "card");
	status = wasl_keyd_line_card(line->run->node->keyd, &pinned,
				     line->peer->number, err);
	if (status == WASL_OK &&
	    !wasl_bytes_eq(stored, wasl_buf_bytes(&pinned)))
		status = wasl_fail(err, WASL_CORRUPT,
				   "the partner's card is not the pinned one");
	if (status == WASL_OK)
		status = parse_card(line, &line->card, stored, err);
	wasl_free(pinned.p);
	return status;
}

static bool names_key(const struct wasl_card *card,
		      enum wasl_card_purpose purpose,
		      const struct wasl_vkey *key)
{
	const struct wasl_card_key *active = wasl_card_active(card, purpose);

	/* Cards name a log key after the first epoch's log, whatever the one
	 * in force: the key itself counts. */
	return active != NULL && active->vkey.type == key->type &&
	       memcmp(&active->vkey.pub, &key->pub, sizeof(key->pub)) == 0;
}

static wasl_status load_own_card(struct verify_line *line, wasl_bytes stored,
				 struct wasl_err *err)
{
	struct wasl_keyd_identity identity;

	WASL_TRY(wasl_keyd_identity(line->run->node->keyd, &identity, err));
	WASL_TRY(parse_card(line, &line->own_card, stored, err));
	if (!names_key(line->own_card, WASL_CARD_LOG, &line->keys.log) ||
	    !names_key(line->own_card, WASL_CARD_MIRROR, &identity.mirror))
		return wasl_fail(err, WASL_CORRUPT,
				 "our card does not name the keys of keyd");
	return WASL_OK;
}

static wasl_status load_cards(struct verify_line *line, struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_autorows struct wasl_rows row = {0};

	WASL_TRY(wasl_store_read(&r, line->run->node->store, err));
	WASL_TRY(wasl_store_one(&row, &r, WASL_SQL_PEER_CARDS, err,
				WASL_ARGS(wasl_arg_int(line->peer->id))));
	WASL_TRY(load_card(line, wasl_rows_bytes(&row, "card"), err));
	WASL_TRY(load_own_card(line, wasl_rows_bytes(&row, "own_card"), err));
	return wasl_rows_finish(&row, err);
}

/* --- the keys of a log --------------------------------------------------- */

/*
 * Keys of one purpose, under `name` (a log key is named after its log, also in
 * a later epoch: spec §7) or, with NULL, the name on the card.
 */
static wasl_status take_keys(struct verify_log *log, struct verify_key **out,
			     size_t *n, const struct wasl_card *card,
			     enum wasl_card_purpose purpose, const char *name,
			     struct wasl_err *err)
{
	struct wasl_arena *arena = log->line->run->arena;

	*n = 0;
	*out = wasl_arena_take(arena, card->keys_n, sizeof(**out));
	WASL_TRY(wasl_arena_check(arena, err));
	for (size_t i = 0; i < card->keys_n; i++) {
		const struct wasl_card_key *on = &card->keys[i];
		struct verify_key *key = &(*out)[*n];

		if (on->purpose != purpose)
			continue;
		key->key = on->vkey;
		key->on = on;
		if (name != NULL)
			WASL_TRY(wasl_vkey_init(&key->key, wasl_text_of(name),
						WASL_NOTE_ED25519,
						&on->vkey.pub, err));
		(*n)++;
	}
	return WASL_OK;
}

static wasl_status log_keys(struct verify_log *log, struct wasl_err *err)
{
	const struct verify_line *line = log->line;
	const struct wasl_card *writer = log->own ? line->own_card : line->card;
	const struct wasl_card *holder = log->own ? line->card : line->own_card;

	WASL_TRY(take_keys(log, &log->signers, &log->n_signers, writer,
			   WASL_CARD_LOG, log->origin, err));
	return take_keys(log, &log->cosigners, &log->n_cosigners, holder,
			 WASL_CARD_MIRROR, NULL, err);
}

wasl_status verify_keys_load(struct verify_line *line, struct wasl_err *err)
{
	struct wasl_keyd *keyd = line->run->node->keyd;

	WASL_TRY(
		wasl_keyd_line_get(keyd, &line->keys, line->peer->number, err));
	WASL_TRY(load_cards(line, err));
	for (size_t i = 0; i < line->n_logs; i++)
		WASL_TRY(log_keys(&line->logs[i], err));
	return WASL_OK;
}

/* --- notes --------------------------------------------------------------- */

static wasl_status check_signed(struct verify_log *log,
				const struct wasl_note *note, uint64_t size,
				struct wasl_err *err)
{
	const struct wasl_card_at at = {log->epoch, log->before};

	for (size_t i = 0; i < log->n_signers; i++) {
		const struct verify_key *key = &log->signers[i];
		wasl_status status;

		if (!wasl_card_key_holds(key->on, &at, size))
			continue;
		status = wasl_note_verify(NULL, note, &key->key, 1, err);
		if (status == WASL_OK) {
			log->out->signatures++;
			return WASL_OK;
		}
		if (status != WASL_UNKNOWN_KEY)
			return status;
	}
	return wasl_fail(err, WASL_UNKNOWN_KEY,
			 "no log key valid there has signed it");
}

static wasl_status check_cosigned(struct verify_log *log,
				  const struct wasl_note *note, uint64_t size,
				  uint64_t time, struct wasl_err *err)
{
	const struct wasl_card_at at = {log->epoch, log->before};
	struct wasl_receipt receipt;

	for (size_t i = 0; i < log->n_cosigners; i++) {
		const struct verify_key *key = &log->cosigners[i];
		wasl_status status;

		if (!wasl_card_key_holds(key->on, &at, size))
			continue;
		status = wasl_note_receipt(&receipt, note, &key->key, err);
		if (status == WASL_OK && receipt.time != time)
			return wasl_fail(err, WASL_CORRUPT,
					 "it was cosigned at another time than "
					 "is stored");
		if (status == WASL_OK) {
			log->out->cosignatures++;
			return WASL_OK;
		}
		if (status != WASL_UNKNOWN_KEY)
			return status;
	}
	return wasl_fail(err, WASL_UNKNOWN_KEY,
			 "no mirror key valid there has cosigned it");
}

static wasl_status check_note(struct verify_log *log, struct wasl_rows *row,
			      const struct wasl_hash *root,
			      struct wasl_err *err)
{
	uint64_t size = wasl_rows_u64(row, "size");
	uint64_t time = wasl_rows_u64(row, "cosigned_at");
	struct wasl_checkpoint cp;
	struct wasl_note note;

	WASL_TRY(wasl_note_parse(&note, wasl_rows_bytes(row, "note"), err));
	WASL_TRY(wasl_checkpoint_parse(&cp, note.text, err));
	if (!wasl_text_is(cp.origin, log->origin))
		return wasl_fail(err, WASL_CORRUPT, "it is of another log");
	if (cp.size != size)
		return wasl_fail(err, WASL_CORRUPT, "it is of another size");
	WASL_TRY(check_signed(log, &note, size, err));
	/* A note that came with a batch is cosigned after the commit, and the
	 * one of a crash in between by a later one. */
	if (log->own || time != 0)
		WASL_TRY(check_cosigned(log, &note, size, time, err));
	if (!wasl_hash_eq(&cp.root, root))
		return wasl_fail(err, WASL_FORK,
				 "its root is not that of the entries");
	return WASL_OK;
}

wasl_status verify_note(struct verify_log *log, struct wasl_rows *row,
			const struct wasl_hash *root, struct wasl_err *err)
{
	wasl_status status = check_note(log, row, root, err);

	if (status != WASL_OK)
		wasl_err_prefix(err, "note of size %llu",
				(unsigned long long)wasl_rows_u64(row, "size"));
	return status;
}
