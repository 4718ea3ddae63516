#include "node/compromise.h"

#include "base/alloc.h"

struct search {
	struct store_reader *r;
	const struct wasl_card *held;
	const struct wasl_card *next;
	int64_t log_id;	  /* where keys of the purpose signed … */
	const char *name; /* … under this name; NULL: that on the card */
	uint64_t before;  /* entries of that log's earlier epochs */
	uint64_t size;	  /* that its owner stands by */
};

static bool has_signed(const struct wasl_vkey *key, wasl_bytes bytes)
{
	struct wasl_receipt receipt;
	struct wasl_note note;

	return wasl_note_parse(&note, bytes, NULL) == WASL_OK &&
	       (key->type == WASL_NOTE_COSIGNATURE
			? wasl_note_receipt(&receipt, &note, key, NULL)
			: wasl_note_verify(NULL, &note, key, 1, NULL)) ==
		       WASL_OK;
}

static wasl_status reaches(struct wasl_err *err, const struct wasl_vkey *key,
			   uint64_t until, uint64_t size)
{
	return wasl_fail(err, WASL_CONFLICT,
			 "card: %s is compromised from %llu on, but its owner "
			 "stands by what it signed at %llu",
			 key->name, (unsigned long long)until,
			 (unsigned long long)size);
}

/* The notes between the end of a key and what its owner stands by. */
static wasl_status check_key(const struct search *s,
			     const struct wasl_card_key *key,
			     struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	struct wasl_vkey vkey = key->vkey;
	uint64_t end;

	if (s->name != NULL)
		WASL_TRY(wasl_vkey_init(&vkey, wasl_text_of(s->name),
					WASL_NOTE_ED25519, &key->vkey.pub,
					err));
	/* What an epoch ended with stands, by four persons' word. */
	if (key->until < s->before)
		return reaches(err, &vkey, key->until, s->before);
	end = key->until - s->before;
	if (end >= s->size)
		return WASL_OK;
	WASL_TRY(wasl_store_query(&rows, s->r, WASL_SQL_CHECKPOINT_ABOVE, err,
				  WASL_ARGS(wasl_arg_int(s->log_id),
					    wasl_arg_u64(end),
					    wasl_arg_u64(s->size))));
	while (wasl_rows_next(&rows))
		if (has_signed(&vkey, wasl_rows_bytes(&rows, "note")))
			return reaches(err, &vkey, key->until,
				       s->before +
					       wasl_rows_u64(&rows, "size"));
	return wasl_rows_finish(&rows, err);
}

static wasl_status check(const struct search *s, enum wasl_card_purpose purpose,
			 struct wasl_err *err)
{
	for (size_t i = 0; i < s->next->keys_n; i++) {
		const struct wasl_card_key *key = &s->next->keys[i];
		const struct wasl_card_key *was;

		if (key->purpose != purpose ||
		    key->status != WASL_CARD_COMPROMISED)
			continue;
		was = wasl_card_find(s->held, key);
		/* Said before, and no further back now. */
		if (was != NULL && was->status == key->status &&
		    was->until == key->until)
			continue;
		WASL_TRY(check_key(s, key, err));
	}
	return WASL_OK;
}

struct cards {
	struct wasl_card held, next;
};

static wasl_status check_cards(struct wasl_node *node, struct store_reader *r,
			       struct node_peer *peer, bool own,
			       const struct cards *cards, uint64_t log,
			       uint64_t mirror, struct wasl_err *err)
{
	struct wasl_keyd_line line;
	struct search s = {.r = r, .held = &cards->held, .next = &cards->next};

	WASL_TRY(wasl_keyd_line_get(node->keyd, &line, peer->number, err));
	s.log_id = own ? peer->own.id : peer->mirror.id;
	s.name = own ? line.own_origin : line.partner_origin;
	s.before = own ? line.own_before : line.mirror_before;
	s.size = log;
	WASL_TRY(check(&s, WASL_CARD_LOG, err));
	s.log_id = own ? peer->mirror.id : peer->own.id;
	s.name = NULL;
	s.before = own ? line.mirror_before : line.own_before;
	s.size = mirror;
	return check(&s, WASL_CARD_MIRROR, err);
}

wasl_status node_compromise_check(struct wasl_node *node,
				  struct store_reader *r,
				  struct node_peer *peer, bool own,
				  wasl_bytes card, uint64_t log,
				  uint64_t mirror, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	struct cards *cards = wasl_alloc(1, sizeof(*cards));
	wasl_status status;

	if (cards == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "cards");
	status = wasl_store_one(&row, r, WASL_SQL_PEER_CARDS, err,
				WASL_ARGS(wasl_arg_int(peer->id)));
	if (status == WASL_OK)
		status = wasl_card_parse(
			&cards->held,
			wasl_rows_bytes(&row, own ? "own_card" : "card"), NULL,
			err);
	if (status == WASL_OK)
		status = wasl_card_parse(
			&cards->next, card,
			&wasl_card_active(&cards->held, WASL_CARD_ROOT)->vkey,
			err);
	if (status == WASL_OK)
		status = check_cards(node, r, peer, own, cards, log, mirror,
				     err);
	wasl_free(cards);
	return status;
}

wasl_status node_compromise_floor(struct store_reader *r,
				  const struct node_peer *peer, uint64_t seen,
				  uint64_t *size, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	wasl_status status;

	*size = 0;
	if (seen == 0)
		return WASL_OK;
	status = wasl_store_one(
		&row, r, WASL_SQL_ENTRY_GET, err,
		WASL_ARGS(wasl_arg_int(peer->own.id), wasl_arg_u64(seen - 1)));
	if (status == WASL_NOT_FOUND) /* T12, or not fetched back yet */
		return WASL_OK;
	WASL_TRY(status);
	*size = wasl_rows_u64(&row, "seen");
	return wasl_rows_finish(&row, err);
}
