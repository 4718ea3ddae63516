#include "kind/fault.h"
#include "node/peer.h"

#include "base/alloc.h"
#include "base/encode.h"
#include "desk/access.h"
#include "desk/right.h"
#include "desk/second.h"
#include "node/cards.h"
#include "node/lineact.h"
#include "node/runner.h"
#include "tlog/card.h"
#include "tlog/checkpoint.h"

#include <stdio.h>

/* The ceremony (spec §2): cards exchanged, secret carried, words compared. */

struct parties {
	struct wasl_card own;
	struct wasl_card partner;
	uint32_t line; /* keyd's number of it */
};

static wasl_status read_cards(struct wasl_node *node, struct parties *out,
			      const struct wasl_node_ceremony *in,
			      struct wasl_err *err)
{
	struct wasl_vkey log;
	wasl_status status;

	status = wasl_card_parse(&out->own, in->own_card, NULL, err);
	if (status != WASL_OK) {
		wasl_err_prefix(err, "own card");
		return status;
	}
	status = wasl_card_parse(&out->partner, in->card, NULL, err);
	if (status != WASL_OK) {
		wasl_err_prefix(err, "partner's card");
		return status;
	}
	if (!wasl_text_is(out->own.node, node->config->node))
		return wasl_fault(err, WASL_CONFLICT, "/own_card",
				  "card-not-ours");
	if (!wasl_text_eq(out->own.partner, out->partner.node) ||
	    !wasl_text_eq(out->partner.partner, out->own.node))
		return wasl_fault(err, WASL_CONFLICT, "/card", "cards-differ");
	return wasl_keyd_line_prepare(node->keyd, &out->line, &log,
				      out->partner.node, err);
}

static wasl_status words_of(struct wasl_node *node, struct parties *parties,
			    uint16_t words[static WASL_WORDS],
			    const struct wasl_node_ceremony *in,
			    const struct wasl_user *actor, struct wasl_err *err)
{
	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_PEERS, err));
	WASL_TRY(read_cards(node, parties, in, err));
	return wasl_keyd_line_words(node->keyd, words, parties->line,
				    in->own_card, in->card, in->secret, err);
}

wasl_status wasl_node_own_card(struct wasl_node *node, wasl_bytes *card,
			       struct wasl_arena *arena, wasl_text partner,
			       struct wasl_err *err)
{
	wasl_autofree uint8_t *bytes = NULL;
	struct wasl_card own;

	WASL_TRY(wasl_node_card_last(&bytes, &own, node->dir, NULL, partner,
				     err));
	*card = wasl_arena_copy(arena, own.bytes);
	return wasl_arena_check(arena, err);
}

wasl_status wasl_node_peer_words(struct wasl_node *node,
				 uint16_t words[static 6],
				 const struct wasl_node_ceremony *ceremony,
				 const struct wasl_user *actor,
				 struct wasl_err *err)
{
	struct parties *parties = wasl_alloc(1, sizeof(*parties));
	wasl_status status;

	if (parties == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "cards");
	status = words_of(node, parties, words, ceremony, actor, err);
	wasl_free(parties);
	return status;
}

/* --- adding -------------------------------------------------------------- */

struct add_job {
	struct node_job job;
	const struct parties *parties;
	const struct wasl_node_ceremony *in;
	const uint16_t *words; /* that the actor confirmed */
	const struct wasl_user *actor;
	bool waits; /* out: for the second custodian */
	int64_t id;
	struct node_peer *peer;
};

static wasl_status add_log(struct store_tx *tx, int64_t peer_id, bool own,
			   const char *origin, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};

	WASL_TRY(wasl_store_one(&row, &tx->reader, WASL_SQL_LOG_INSERT, err,
				WASL_ARGS(wasl_arg_int(peer_id),
					  wasl_arg_bool(own), wasl_arg_int(1),
					  wasl_arg_str(origin))));
	return wasl_rows_finish(&row, err);
}

static wasl_status insert_peer(struct wasl_node *node, struct store_tx *tx,
			       struct add_job *add, struct wasl_err *err)
{
	const struct wasl_card *card = &add->parties->partner;
	wasl_autorows struct wasl_rows row = {0};

	WASL_TRY(wasl_store_one(
		&row, &tx->reader, WASL_SQL_PEER_INSERT, err,
		WASL_ARGS(wasl_arg_text(card->node), wasl_arg_str(card->side),
			  wasl_arg_text(card->endpoint),
			  wasl_arg_bytes(add->in->own_card),
			  wasl_arg_bytes(add->in->card),
			  wasl_arg_int(wasl_clock_now(&node->clock)))));
	add->id = wasl_rows_int(&row, "id");
	return wasl_rows_finish(&row, err);
}

/*
 * keyd pins first, for it alone refuses wrong words; if the database then fails
 * the same ceremony may be repeated, for pinning the same card again is OK.
 */
static wasl_status pin(struct wasl_node *node, const struct add_job *add,
		       struct wasl_err *err)
{
	const struct wasl_node_ceremony *in = add->in;
	uint32_t number = add->parties->line;
	struct wasl_hash card = wasl_sha256(in->card);
	struct wasl_keyd_line line;

	WASL_TRY(wasl_keyd_line_get(node->keyd, &line, number, err));
	if (line.pinned && wasl_hash_eq(&line.card, &card))
		return WASL_OK;
	return wasl_keyd_line_confirm(node->keyd, number, in->own_card,
				      in->card, in->secret, add->words, err);
}

/* What the custodians confirm, without telling the second what to say. */
static void write_said(char out[static WASL_SECOND_SAID_MAX + 1],
		       const struct add_job *add)
{
	struct wasl_hash cards[2] = {wasl_sha256(add->in->own_card),
				     wasl_sha256(add->in->card)};
	uint8_t all[sizeof(cards) + WASL_WORDS * 2];
	struct wasl_buf buf = WASL_BUF(all);
	char hex[WASL_HEX_LEN(WASL_HASH_LEN) + 1];
	struct wasl_hash hash;

	for (size_t i = 0; i < 2; i++)
		wasl_buf_put(&buf, cards[i].b, sizeof(cards[i].b));
	for (size_t i = 0; i < WASL_WORDS; i++)
		wasl_buf_put_u16(&buf, add->words[i]);
	hash = wasl_sha256(wasl_buf_bytes(&buf));
	wasl_hex_write(hex, WASL_BYTES(hash.b));
	snprintf(out, WASL_SECOND_SAID_MAX + 1, "cards and words %s", hex);
}

/* Key custodians are two (domain rule "alone": no). */
static wasl_status both(struct wasl_node *node, struct store_tx *tx,
			struct add_job *add, struct wasl_err *err)
{
	const struct wasl_card *card = &add->parties->partner;
	int64_t now = wasl_clock_now(&node->clock), first;
	char what[WASL_SECOND_WHAT_MAX + 1], said[WASL_SECOND_SAID_MAX + 1];
	char purpose[WASL_ACCESS_PURPOSE_MAX + 1];
	const struct wasl_second_word second = {what, said, add->actor->id};
	const struct wasl_access access = {
		.at = now,
		.user_id = add->actor->id,
		.what = WASL_ACCESS_PEER,
		.purpose = purpose,
	};

	write_said(said, add);
	snprintf(what, sizeof(what), "partner %.*s", (int)card->node.n,
		 card->node.p);
	snprintf(purpose, sizeof(purpose), "%.80s: %.116s", what, said);
	WASL_TRY(wasl_second_say(tx, &first, &second, now, err));
	add->waits = first == 0;
	return wasl_access_add(tx, &access, err);
}

static wasl_status add_run(struct wasl_node *node, struct store_tx *tx,
			   struct node_job *job)
{
	struct add_job *add = (struct add_job *)job;
	struct wasl_keyd_line line;

	if (node_peer_named(node, add->parties->partner.node) != NULL)
		return wasl_fault_of(
			&job->err, WASL_EXISTS, "", "line-there",
			WASL_FAULT_T("peer", add->parties->partner.node));
	if (node->peers_n == WASL_PEERS_MAX)
		return wasl_fault(&job->err, WASL_TOO_BIG, "", "partners-full");
	WASL_TRY(both(node, tx, add, &job->err));
	if (add->waits)
		return WASL_OK;
	WASL_TRY(pin(node, add, &job->err));
	WASL_TRY(wasl_keyd_line_get(node->keyd, &line, add->parties->line,
				    &job->err));
	WASL_TRY(insert_peer(node, tx, add, &job->err));
	WASL_TRY(add_log(tx, add->id, true, line.own_origin, &job->err));
	return add_log(tx, add->id, false, line.partner_origin, &job->err);
}

/* After the commit: the line starts. */
static void add_after(struct wasl_node *node, struct node_job *job)
{
	struct add_job *add = (struct add_job *)job;

	if (job->status != WASL_OK || add->waits)
		return;
	job->status = node_peer_add(node, add->id, add->in->card,
				    add->parties->partner.node, &add->peer,
				    &job->err);
	if (job->status == WASL_OK)
		node_line_start(node, add->peer);
}

wasl_status wasl_node_peer_add(struct wasl_node *node, bool *waits,
			       const struct wasl_node_ceremony *ceremony,
			       const uint16_t words[static 6],
			       const struct wasl_user *actor,
			       struct wasl_err *err)
{
	struct parties *parties = wasl_alloc(1, sizeof(*parties));
	struct add_job add = {
		.job = {.run = add_run, .after = add_after},
		.parties = parties,
		.in = ceremony,
		.words = words,
		.actor = actor,
	};
	uint16_t made[WASL_WORDS];
	wasl_status status;

	if (parties == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "cards");
	status = words_of(node, parties, made, ceremony, actor, err);
	if (status == WASL_OK && memcmp(made, words, sizeof(made)) != 0)
		status = wasl_fault(err, WASL_CONFLICT, "/words",
				    "words-differ");
	if (status == WASL_OK)
		status = node_writer_call(node->writer, &add.job, err);
	if (status == WASL_OK && add.job.status != WASL_OK) {
		status = add.job.status;
		if (err != NULL)
			*err = add.job.err;
	}
	*waits = add.waits;
	wasl_free(parties);
	return status;
}
