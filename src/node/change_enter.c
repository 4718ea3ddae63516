/* The database follows keyd into a new epoch (change.h). */
#include "base/alloc.h"
#include "crypto/envelope.h"
#include "kind/act.h"
#include "node/alarm.h"
#include "node/change.h"
#include "node/judge.h"
#include "node/lineact.h"
#include "node/peer.h"
#include "node/restore.h"
#include "node/send.h"
#include "node/settle.h"
#include "node/tree.h"
#include "tlog/checkpoint.h"

#include <stdio.h>

/* spec §7, act 10. */
#define FIELD_NUMBER	   1
#define FIELD_OWN_NOTE	   2
#define FIELD_PARTNER_NOTE 3

/* --- what lies behind the ends ------------------------------------------- */

/* The two logs of the epoch that is over, and where they end. */
struct ends {
	int64_t own_id, mirror_id;
	uint64_t own, mirror;
};

/* A dossier whose acts do not all count: its drafts go back, its row is made
 * anew. */
static wasl_status lessen(struct wasl_node *node, struct store_tx *tx,
			  struct node_peer *peer,
			  const struct wasl_dossier_id *id,
			  struct wasl_err *err)
{
	struct node_dossier *d;
	wasl_status status;

	WASL_TRY(wasl_store_exec(
		tx, WASL_SQL_DRAFT_LOST, err,
		WASL_ARGS(wasl_arg_int(peer->id),
			  wasl_arg_bytes(wasl_dossier_id_bytes(id)),
			  wasl_arg_str("entries of this dossier were lost; "
				       "look again"),
			  wasl_arg_int(wasl_clock_now(&node->clock)))));
	status = node_cache_get(node, &tx->reader, peer, id, &d, err);
	if (status == WASL_NOT_FOUND)
		return WASL_OK;
	WASL_TRY(status);
	/* Without its key nothing folds: its row waits for the key. */
	if (d->key != NULL)
		node_cache_touch(node, d);
	return WASL_OK;
}

/* Names the dossiers of which own acts are lost, as far as there is room. */
static void name_lost(struct wasl_buf *out, struct wasl_rows *row)
{
	size_t before = out->n;

	if (wasl_rows_int(row, "own") == 0)
		return;
	wasl_buf_put_text(out, out->n == 0 ? "" : ", ");
	wasl_buf_put(out, wasl_rows_text(row, "ref").p,
		     wasl_rows_text(row, "ref").n);
	if (out->over) {
		out->n = before;
		out->over = false;
	}
}

static wasl_status lessen_all(struct wasl_node *node, struct store_tx *tx,
			      struct node_peer *peer, const struct ends *e,
			      struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	struct wasl_dossier_id id;
	char names[NODE_FACT_MAX / 2] = "";
	struct wasl_buf out = {.p = (uint8_t *)names, .cap = sizeof(names) - 1};

	WASL_TRY(wasl_store_query(
		&rows, &tx->reader, WASL_SQL_ENTRY_BEYOND, err,
		WASL_ARGS(wasl_arg_int(e->own_id), wasl_arg_u64(e->own),
			  wasl_arg_int(e->mirror_id),
			  wasl_arg_u64(e->mirror))));
	while (wasl_rows_next(&rows)) {
		name_lost(&out, &rows);
		wasl_rows_copy(&rows, "dossier_id", id.b, sizeof(id.b));
		if (!wasl_dossier_id_eq(&id, &peer->line_dossier.id))
			WASL_TRY(lessen(node, tx, peer, &id, err));
	}
	WASL_TRY(wasl_rows_finish(&rows, err));
	return node_alarm_lost(node, tx, peer, names, err);
}

static wasl_status cut(struct store_tx *tx, int64_t log_id, uint64_t end,
		       struct wasl_err *err)
{
	return wasl_store_exec(tx, WASL_SQL_ENTRY_CUT, err,
			       WASL_ARGS(wasl_arg_int(log_id),
					 wasl_arg_u64(end),
					 wasl_arg_int(NODE_ENTRY_LOST)));
}

static wasl_status cut_both(struct wasl_node *node, struct store_tx *tx,
			    struct node_peer *peer,
			    const struct wasl_keyd_epoch *past,
			    struct wasl_err *err)
{
	const struct ends e = {
		.own_id = peer->own.id,
		.mirror_id = peer->mirror.id,
		.own = node_offer_size(past->own.note, past->own.note_n),
		.mirror =
			node_offer_size(past->mirror.note, past->mirror.note_n),
	};

	WASL_TRY(cut(tx, e.own_id, e.own, err));
	WASL_TRY(cut(tx, e.mirror_id, e.mirror, err));
	/* What is folded in memory was folded with them. */
	WASL_TRY(node_cache_flush(node, tx, err));
	node_cache_drop(node);
	return lessen_all(node, tx, peer, &e, err);
}

/* --- the new logs -------------------------------------------------------- */

static wasl_status add_log(struct wasl_node *node, struct store_tx *tx,
			   struct node_peer *peer, bool own, uint32_t epoch,
			   struct wasl_err *err)
{
	const wasl_text us = wasl_text_of(node->config->node);
	const wasl_text them = wasl_text_of(peer->keys.partner);
	const struct wasl_origin_parts parts = {own ? us : them,
						own ? them : us, epoch};
	wasl_autorows struct wasl_rows row = {0};
	char origin[WASL_ORIGIN_MAX + 1];

	wasl_origin_write(origin, &parts);
	WASL_TRY(wasl_store_one(
		&row, &tx->reader, WASL_SQL_LOG_INSERT, err,
		WASL_ARGS(wasl_arg_int(peer->id), wasl_arg_bool(own),
			  wasl_arg_int(epoch), wasl_arg_str(origin))));
	return wasl_rows_finish(&row, err);
}

/* One epoch further: the ends of the one in the database are in keyd. */
static wasl_status advance(struct wasl_node *node, struct store_tx *tx,
			   struct node_peer *peer, struct wasl_keyd_epoch *past,
			   struct wasl_err *err)
{
	struct wasl_arg id = wasl_arg_int(peer->id);

	WASL_TRY(wasl_keyd_line_past(node->keyd, past, peer->number,
				     peer->epoch, err));
	WASL_TRY(cut_both(node, tx, peer, past, err));
	WASL_TRY(add_log(node, tx, peer, true, peer->epoch + 1, err));
	WASL_TRY(add_log(node, tx, peer, false, peer->epoch + 1, err));
	WASL_TRY(wasl_store_exec(tx, WASL_SQL_EPOCH_ASK_DELETE, err,
				 WASL_ARGS(id)));
	WASL_TRY(node_settle_forget(tx, peer, err));
	WASL_TRY(wasl_store_exec(
		tx, WASL_SQL_ALARM_ANEW, err,
		WASL_ARGS(id, wasl_arg_int(wasl_clock_now(&node->clock)))));
	/* What a draft's author saw was counted in the old logs. */
	WASL_TRY(wasl_store_exec(tx, WASL_SQL_DRAFT_ANEW, err, WASL_ARGS(id)));
	return node_peer_logs(&tx->reader, peer, err);
}

/* Until its start after the commit the machine calls nobody and lets no act
 * have an index, whatever else is in this group of jobs. */
static void forget(struct node_peer *peer)
{
	static const struct wasl_line_facts still = {.courier = true};
	uint64_t call = peer->line.call;

	peer->line = wasl_line_init(&still);
	peer->line.call = call;
	node_restore_free(peer->restore);
	peer->restore = NULL;
	peer->checked_size = 0;
	peer->ahead_size = 0;
	peer->ours = (struct node_offer){0};
	peer->theirs = (struct node_offer){0};
	peer->heard = false;
	memset(peer->roots, 0, sizeof(peer->roots));
	peer->roots_read = 0;
	peer->epoch_alarm = NULL;
	peer->started = false;
}

/* --- entry 0 ------------------------------------------------------------- */

static size_t put_field(struct wasl_pair *fields, size_t n, uint32_t field,
			const struct wasl_keyd_end *end)
{
	/* No note: no entry of that log counts. */
	if (end->note_n == 0)
		return n;
	fields[n] = (struct wasl_pair){
		field,
		{.type = WASL_TYPE_TEXT,
		 .text = {(const char *)end->note, end->note_n}}};
	return n + 1;
}

static wasl_status write_act(struct wasl_buf *plain, struct wasl_buf *fields,
			     const struct node_peer *peer,
			     const struct wasl_keyd_epoch *past,
			     struct wasl_err *err)
{
	struct wasl_pair pairs[3] = {
		{FIELD_NUMBER, {.type = WASL_TYPE_INT, .number = peer->epoch}},
	};
	struct wasl_act act = {
		.number = WASL_LINE_ACT_EPOCH,
		.time = (int64_t)past->time,
		.author = wasl_text_of(past->by[0]),
		.approver = wasl_text_of(past->by[1]),
	};
	size_t n = 1;

	n = put_field(pairs, n, FIELD_OWN_NOTE, &past->own);
	n = put_field(pairs, n, FIELD_PARTNER_NOTE, &past->mirror);
	wasl_record_write(fields, &(struct wasl_record){pairs, n});
	act.fields = wasl_buf_bytes(fields);
	wasl_act_write(plain, &act);
	if (fields->over || plain->over)
		return wasl_fail(err, WASL_TOO_BIG, "epoch act");
	return WASL_OK;
}

static wasl_status first_entry(struct wasl_node *node, struct store_tx *tx,
			       struct node_peer *peer,
			       const struct wasl_keyd_epoch *past,
			       struct wasl_err *err)
{
	uint8_t *space = wasl_alloc(2, WASL_ACT_PLAIN_MAX);
	struct wasl_buf fields = {.p = space, .cap = WASL_ACT_PLAIN_MAX};
	struct wasl_buf plain = {.cap = WASL_ACT_PLAIN_MAX};
	struct node_send send = {.dossier = &peer->line_dossier, .first = true};
	wasl_status status;

	if (space == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "epoch act");
	plain.p = space + WASL_ACT_PLAIN_MAX;
	status = write_act(&plain, &fields, peer, past, err);
	send.plain = wasl_buf_bytes(&plain);
	if (status == WASL_OK)
		status = node_send(node, tx, &send, err);
	wasl_free(space);
	return status;
}

/* --- entry 1: rejects that were lost ------------------------------------- */

/* Entries that count and are stored as rejected, but by a reject that does not
 * count any more, are rejected once more: they would come back to life. */
static wasl_status gather_lost(struct wasl_node *node, struct store_tx *tx,
			       struct node_judged *j,
			       const struct wasl_pos *end, int64_t log_id,
			       struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_query(&rows, &tx->reader, WASL_SQL_ENTRY_REJECTED,
				  err, WASL_ARGS(wasl_arg_int(log_id))));
	while (wasl_rows_next(&rows)) {
		uint64_t index = wasl_rows_u64(&rows, "idx");
		uint32_t code = (uint32_t)wasl_rows_u64(&rows, "reject");
		uint32_t standing;

		if (index >= end->index)
			continue;
		WASL_TRY(node_line_rejects(node, &tx->reader, j->peer,
					   end->origin, index, &standing, err));
		if (standing == 0)
			WASL_TRY(node_judge_add(j, index,
						(enum wasl_reject)code, err));
	}
	return wasl_rows_finish(&rows, err);
}

static wasl_status second_entry(struct wasl_node *node, struct store_tx *tx,
				struct node_peer *peer, int64_t log_id,
				const struct wasl_keyd_epoch *past,
				struct wasl_err *err)
{
	const struct wasl_origin_parts parts = {
		wasl_text_of(peer->keys.partner),
		wasl_text_of(node->config->node), peer->epoch - 1};
	struct node_judged lost = {.peer = peer};
	char origin[WASL_ORIGIN_MAX + 1];
	struct wasl_pos end = {.index = node_offer_size(past->mirror.note,
							past->mirror.note_n)};
	wasl_status status;

	wasl_origin_write(origin, &parts);
	end.origin = wasl_text_of(origin);
	status = gather_lost(node, tx, &lost, &end, log_id, err);
	if (status == WASL_OK && lost.n > 0)
		status = node_judge_tell(node, tx, &lost, origin, true, err);
	wasl_free(lost.refusals);
	return status;
}

wasl_status node_change_enter(struct wasl_node *node, struct store_tx *tx,
			      struct node_peer *peer, struct wasl_err *err)
{
	struct wasl_keyd_epoch past = {0};
	struct wasl_keyd_line line;
	int64_t mirror = peer->mirror.id;

	WASL_TRY(wasl_keyd_line_get(node->keyd, &line, peer->number, err));
	if (line.epoch == peer->epoch)
		return WASL_OK;
	while (peer->epoch < line.epoch) {
		mirror = peer->mirror.id;
		WASL_TRY(advance(node, tx, peer, &past, err));
	}
	forget(peer);
	WASL_TRY(node_peer_enter(node, &tx->reader, peer, err));
	/* A database older than entries signed in the new epoch fetches them
	 * back, entry 0 among them. */
	if (peer->signed_head.size > 0)
		return WASL_OK;
	WASL_TRY(first_entry(node, tx, peer, &past, err));
	return second_entry(node, tx, peer, mirror, &past, err);
}
