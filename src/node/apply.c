#include "node/apply.h"

#include "base/alloc.h"
#include "crypto/envelope.h"
#include "node/change.h"
#include "node/deskrule.h"
#include "node/escalate.h"
#include "node/feed.h"
#include "node/lineact.h"
#include "node/state.h"

/* An act parsed: head, due instants; the record stays encoded. */
#define ACT_ARENA_MAX (256 * 1024)

struct wasl_place node_entry_place(const struct node_peer *peer,
				   const struct node_entry *entry)
{
	return (struct wasl_place){
		.origin = entry->own == peer->own_first ? WASL_ORIGIN_FIRST
							: WASL_ORIGIN_SECOND,
		.epoch = entry->epoch,
		.index = entry->index,
		.seen = entry->seen,
	};
}

/*
 * Adds one act. NOT_FOUND (a kind that is not held) leaves the act out until
 * the file is here; the reject T13 has told its author.
 */
static wasl_status fold_act(struct node_dossier *d,
			    const struct node_entry *entry,
			    struct wasl_err *err)
{
	struct wasl_place place = node_entry_place(d->peer, entry);
	wasl_status status;

	status = wasl_dossier_add(&d->fold, &place, entry->act, err);
	if (status == WASL_OK)
		status = node_blob_note(d, entry, err);
	if (status == WASL_OK && entry->out)
		status = wasl_dossier_out(&d->fold, place.origin, place.epoch,
					  place.index, err);
	return status;
}

wasl_status node_fold_envelope(struct node_dossier *d, struct node_entry *entry,
			       wasl_text origin, wasl_bytes envelope,
			       struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init(ACT_ARENA_MAX);
	const struct wasl_pos at = {origin, entry->index};
	struct wasl_buf plain = {.cap = envelope.n};
	struct wasl_envelope env;
	struct wasl_act act;
	wasl_status status;

	/* A rejected act may be of any form; it is out of the fold anyway. */
	if (wasl_envelope_parse(&env, envelope, err) != WASL_OK)
		return entry->out ? WASL_OK : WASL_CORRUPT;
	plain.p = wasl_alloc(plain.cap, 1);
	if (plain.p == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "act");
	status = wasl_envelope_open(&plain, &env, &at, d->key, err);
	if (status == WASL_OK)
		status = wasl_act_parse(&act, &arena, wasl_buf_bytes(&plain),
					err);
	entry->act = &act;
	entry->opened = status == WASL_OK;
	entry->asserted = entry->opened && act.assertions.n > 0;
	if (status == WASL_OK)
		status = fold_act(d, entry, err);
	entry->act = NULL;
	wasl_free(plain.p);
	if (entry->out && status != WASL_NO_MEMORY)
		return WASL_OK;
	return status;
}

bool node_open_row(const struct node_dossier *d, struct wasl_buf *plain,
		   struct wasl_rows *row)
{
	const struct wasl_pos at = {wasl_rows_text(row, "origin"),
				    wasl_rows_u64(row, "idx")};
	struct wasl_envelope env;
	wasl_bytes bytes;

	*plain = (struct wasl_buf){0};
	if (d->key == NULL || wasl_rows_null(row, "envelope"))
		return false;
	bytes = wasl_rows_bytes(row, "envelope");
	if (wasl_envelope_parse(&env, bytes, NULL) != WASL_OK)
		return false;
	plain->cap = bytes.n;
	plain->p = wasl_alloc(plain->cap, 1);
	return plain->p != NULL &&
	       wasl_envelope_open(plain, &env, &at, d->key, NULL) == WASL_OK;
}

wasl_status node_apply(struct wasl_node *node, struct store_tx *tx,
		       struct node_dossier *d, const struct node_entry *entry,
		       struct wasl_err *err)
{
	wasl_status status;

	if (wasl_dossier_id_eq(&d->id, &d->peer->line_dossier.id)) {
		WASL_TRY(node_line_act(node, tx, d->peer, entry, err));
		return node_feed_note(node, tx, WASL_CHANGE_LINE, d->peer->id,
				      err);
	}
	status = fold_act(d, entry, err);
	/* Acts behind it were read by another kind: begin anew. */
	if (status == WASL_CONFLICT)
		status = node_cache_refold(node, &tx->reader, d, err);
	if (status == WASL_OK)
		node_cache_touch(node, d);
	if (status == WASL_OK && !entry->own && !entry->out &&
	    entry->act->opening.present && entry->act->opening.reference.n > 0)
		status = node_desk_arrived(node, tx, d, entry->act, err);
	return status;
}

/* Takes the act out of its dossier's fold, if that is held. */
static wasl_status take_out(struct wasl_node *node, struct store_tx *tx,
			    struct node_peer *peer,
			    const struct wasl_dossier_id *id,
			    const struct node_entry *entry,
			    struct wasl_err *err)
{
	struct wasl_place place = node_entry_place(peer, entry);
	struct node_dossier *d;
	wasl_status status;

	if (wasl_dossier_id_eq(id, &peer->line_dossier.id)) {
		wasl_linestate_out(&peer->state, place.origin, place.epoch,
				   place.index);
		return node_clocks_again(tx, peer, err);
	}
	status = node_cache_get(node, &tx->reader, peer, id, &d, err);
	if (status == WASL_NOT_FOUND)
		return WASL_OK;
	WASL_TRY(status);
	status = wasl_dossier_out(&d->fold, place.origin, place.epoch,
				  place.index, err);
	if (status == WASL_CONFLICT)
		status = node_cache_refold(node, &tx->reader, d, err);
	node_cache_touch(node, d);
	return status == WASL_NOT_FOUND ? WASL_OK : status;
}

wasl_status node_apply_reject(struct wasl_node *node, struct store_tx *tx,
			      struct node_peer *peer,
			      const struct node_place *at, uint32_t code,
			      struct wasl_err *err)
{
	struct node_entry entry = {
		.own = at->own, .epoch = at->epoch, .index = at->index};
	struct wasl_arg log_id = wasl_arg_int(at->log_id);
	wasl_autorows struct wasl_rows row = {0};
	struct wasl_dossier_id id;
	bool known;
	bool lost;
	wasl_status status;

	status = wasl_store_one(&row, &tx->reader, WASL_SQL_ENTRY_GET, err,
				WASL_ARGS(log_id, wasl_arg_u64(at->index)));
	/* An index that no entry has: nothing to take out. */
	if (status == WASL_NOT_FOUND)
		return WASL_OK;
	WASL_TRY(status);
	entry.seen = wasl_rows_u64(&row, "seen");
	lost = wasl_rows_int(&row, "reject") == NODE_ENTRY_LOST;
	known = !wasl_rows_null(&row, "dossier_id");
	if (known)
		wasl_rows_copy(&row, "dossier_id", id.b, sizeof(id.b));
	WASL_TRY(wasl_rows_finish(&row, err));
	if (lost)
		return WASL_OK;
	WASL_TRY(wasl_store_exec(tx, WASL_SQL_ENTRY_REJECT, err,
				 WASL_ARGS(log_id, wasl_arg_u64(at->index),
					   wasl_arg_int(code))));
	return known ? take_out(node, tx, peer, &id, &entry, err) : WASL_OK;
}
