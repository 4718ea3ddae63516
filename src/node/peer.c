#include "node/peer.h"

#include "base/alloc.h"
#include "base/text.h"
#include "kind/fault.h"
#include "node/change.h"
#include "node/lineact.h"
#include "node/log.h"
#include "node/receipt.h"
#include "node/restore.h"
#include "node/tree.h"
#include "tlog/card.h"
#include "tlog/checkpoint.h"

#include <stddef.h>

struct node_peer *node_peer_by_id(struct wasl_node *node, int64_t id)
{
	for (size_t i = 0; i < node->peers_n; i++)
		if (node->peers[i]->id == id)
			return node->peers[i];
	return NULL;
}

struct node_peer *node_peer_named(struct wasl_node *node, wasl_text name)
{
	for (size_t i = 0; i < node->peers_n; i++)
		if (wasl_text_is(name, node->peers[i]->keys.partner))
			return node->peers[i];
	return NULL;
}

wasl_status node_peer_meant(struct wasl_node *node, wasl_text word,
			    struct node_peer **out, struct wasl_err *err)
{
	size_t of_side = 0;

	*out = node_peer_named(node, word);
	for (size_t i = 0; *out == NULL && i < node->peers_n; i++)
		of_side += wasl_text_is(word, node->peers[i]->side);
	for (size_t i = 0; of_side == 1 && i < node->peers_n; i++)
		if (wasl_text_is(word, node->peers[i]->side))
			*out = node->peers[i];
	if (*out != NULL)
		return WASL_OK;
	return of_side > 1 ? wasl_fault_of(err, WASL_NOT_FOUND, "/to",
					   "partner-services",
					   WASL_FAULT_T("partner", word))
			   : wasl_fault_of(err, WASL_NOT_FOUND, "/to",
					   "partner-none",
					   WASL_FAULT_T("partner", word));
}

/* The keys a partner may show in a handshake: those its card calls active. */
static void take_pins(struct node_peer *peer, const struct wasl_card *card)
{
	peer->spki_n = 0;
	for (size_t i = 0; i < card->keys_n; i++) {
		const struct wasl_card_key *key = &card->keys[i];

		if (key->purpose == WASL_CARD_TLS &&
		    key->status == WASL_CARD_ACTIVE)
			peer->spki[peer->spki_n++] = key->spki;
	}
}

static wasl_status take_card(struct node_peer *peer, wasl_bytes bytes,
			     struct wasl_err *err)
{
	struct wasl_card *card = wasl_alloc(1, sizeof(*card));
	wasl_status status;

	if (card == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "card");
	/* Its chain to the root was checked by keyd when it was pinned. */
	status = wasl_card_parse(card, bytes, NULL, err);
	if (status == WASL_OK) {
		take_pins(peer, card);
		memcpy(peer->side, card->side, sizeof(peer->side));
		memcpy(peer->endpoint, card->endpoint.p, card->endpoint.n);
		peer->endpoint[card->endpoint.n] = '\0';
	}
	wasl_free(card);
	return status;
}

wasl_status node_logs_read(struct node_logs *out, struct store_reader *r,
			   const struct node_peer *peer, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	*out = (struct node_logs){0};
	WASL_TRY(wasl_store_query(&rows, r, WASL_SQL_LOG_LIST, err,
				  WASL_ARGS(wasl_arg_int(peer->id))));
	/* By rising epoch: the last of each direction is the one in use. */
	while (wasl_rows_next(&rows)) {
		wasl_text origin = wasl_rows_text(&rows, "origin");

		out->epoch = (uint32_t)wasl_rows_u64(&rows, "epoch");
		if (wasl_rows_bool(&rows, "own")) {
			out->own = wasl_rows_int(&rows, "id");
			continue;
		}
		out->mirror = wasl_rows_int(&rows, "id");
		if (origin.n > WASL_ORIGIN_MAX)
			return wasl_fail(err, WASL_CORRUPT, "a log's origin");
		memcpy(out->mirror_origin, origin.p, origin.n);
		out->mirror_origin[origin.n] = '\0';
	}
	return wasl_rows_finish(&rows, err);
}

static wasl_status load_logs(struct store_reader *r, struct node_peer *peer,
			     struct wasl_err *err)
{
	struct node_logs logs;

	WASL_TRY(node_logs_read(&logs, r, peer, err));
	peer->own.id = logs.own;
	peer->mirror.id = logs.mirror;
	peer->epoch = logs.epoch;
	return WASL_OK;
}

/* Other threads read the name without the lock: it is written once. */
static wasl_status load_keys(struct wasl_node *node, struct node_peer *peer,
			     struct wasl_err *err)
{
	const size_t from = offsetof(struct wasl_keyd_line, own_origin);
	struct wasl_keyd_line keys;

	WASL_TRY(wasl_keyd_line_get(node->keyd, &keys, peer->number, err));
	pthread_rwlock_wrlock(&node->lock);
	memcpy((uint8_t *)&peer->keys + from, (const uint8_t *)&keys + from,
	       sizeof(keys) - from);
	pthread_rwlock_unlock(&node->lock);
	return WASL_OK;
}

static wasl_status log_size(struct store_reader *r, struct node_log *log,
			    struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_one(&rows, r, WASL_SQL_LOG_SIZE, err,
				WASL_ARGS(wasl_arg_int(log->id))));
	log->size = wasl_rows_u64(&rows, "size");
	log->seen = wasl_rows_u64(&rows, "seen");
	log->last_seen = wasl_rows_u64(&rows, "last_seen");
	return wasl_rows_finish(&rows, err);
}

wasl_status node_peer_sizes(struct store_reader *r, struct node_peer *peer,
			    struct wasl_err *err)
{
	WASL_TRY(log_size(r, &peer->own, err));
	return log_size(r, &peer->mirror, err);
}

wasl_status node_peer_logs(struct store_reader *r, struct node_peer *peer,
			   struct wasl_err *err)
{
	peer->receipt_size = 0;
	peer->receipt_time = 0;
	WASL_TRY(load_logs(r, peer, err));
	WASL_TRY(node_peer_sizes(r, peer, err));
	return node_receipt_load(r, peer, err);
}

wasl_status node_peer_enter(struct wasl_node *node, struct store_reader *r,
			    struct node_peer *peer, struct wasl_err *err)
{
	wasl_status status;

	WASL_TRY(load_keys(node, peer, err));
	status = node_tree_open(node, peer, err);
	/* Restored from an old backup: the machine fetches own acts back, and
	 * then the log is opened (spec §7 Start). */
	if (status == WASL_ROLLBACK)
		node_log(log_behind, NODE_T("peer", peer->keys.partner),
			 NODE_I("own", peer->own.size),
			 NODE_I("signed", peer->signed_head.size));
	else
		WASL_TRY(status);
	peer->behind = false;
	return node_line_load(node, r, peer, err);
}

wasl_status node_peer_open(struct wasl_node *node, struct node_peer *peer,
			   struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	struct wasl_keyd_line line;

	WASL_TRY(wasl_keyd_line_find(node->keyd, &peer->number,
				     wasl_text_of(peer->keys.partner), err));
	WASL_TRY(wasl_keyd_line_get(node->keyd, &line, peer->number, err));
	WASL_TRY(wasl_keyd_line_dossier(node->keyd, &peer->line_dossier.id,
					peer->line_dossier.key, peer->number,
					err));
	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(node_peer_logs(&r, peer, err));
	WASL_TRY(node_change_load(&r, peer, err));
	if (peer->epoch > line.epoch)
		return wasl_fail(err, WASL_ROLLBACK,
				 "the database is of epoch %u, keyd's files of "
				 "epoch %u: keys.wasl and heads.wasl are of an "
				 "older copy",
				 (unsigned)peer->epoch, (unsigned)line.epoch);
	peer->behind = peer->epoch < line.epoch;
	return peer->behind ? WASL_OK : node_peer_enter(node, &r, peer, err);
}

static wasl_status new_peer(struct wasl_node *node, int64_t id, wasl_bytes card,
			    wasl_text name, struct node_peer **out,
			    struct wasl_err *err)
{
	struct node_peer *peer = wasl_alloc(1, sizeof(*peer));
	wasl_status status;

	if (peer == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "partner");
	peer->id = id;
	peer->line_dossier.peer = peer;
	peer->line_dossier.key = node_secret_take(node);
	if (!wasl_node_name_valid(name))
		status = wasl_fail(err, WASL_CORRUPT, "a partner's name");
	else if (peer->line_dossier.key == NULL)
		status = wasl_fail(err, WASL_NO_MEMORY, "locked memory");
	else
		status = take_card(peer, card, err);
	if (status != WASL_OK) {
		node_peer_free(node, peer);
		return status;
	}
	memcpy(peer->keys.partner, name.p, name.n);
	peer->own_first =
		wasl_bytes_cmp(
			wasl_text_bytes(wasl_text_of(node->config->node)),
			wasl_text_bytes(name)) < 0;
	*out = peer;
	return WASL_OK;
}

wasl_status node_peer_add(struct wasl_node *node, int64_t id, wasl_bytes card,
			  wasl_text name, struct node_peer **out,
			  struct wasl_err *err)
{
	wasl_status status;

	WASL_TRY(new_peer(node, id, card, name, out, err));
	status = node_peer_open(node, *out, err);
	if (status != WASL_OK) {
		wasl_err_prefix(err, "line to %s", (*out)->keys.partner);
		node_peer_free(node, *out);
		return status;
	}
	pthread_rwlock_wrlock(&node->lock);
	node->peers[node->peers_n++] = *out;
	pthread_rwlock_unlock(&node->lock);
	return WASL_OK;
}

wasl_status node_peers_load(struct wasl_node *node, struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_autorows struct wasl_rows rows = {0};
	struct node_peer *peer;

	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(wasl_store_query(&rows, &r, WASL_SQL_PEER_LIST, err,
				  WASL_NO_ARGS));
	while (wasl_rows_next(&rows)) {
		if (node->peers_n == WASL_PEERS_MAX)
			return wasl_fault(err, WASL_TOO_BIG, "",
					  "partners-full");
		WASL_TRY(node_peer_add(node, wasl_rows_int(&rows, "id"),
				       wasl_rows_bytes(&rows, "card"),
				       wasl_rows_text(&rows, "name"), &peer,
				       err));
	}
	return wasl_rows_finish(&rows, err);
}

wasl_status node_peer_card(struct wasl_node *node, struct store_tx *tx,
			   struct node_peer *peer, wasl_bytes card,
			   struct wasl_err *err)
{
	wasl_status status;

	WASL_TRY(wasl_keyd_line_keys(node->keyd, peer->number, card, err));
	pthread_rwlock_wrlock(&node->lock);
	status = take_card(peer, card, err);
	pthread_rwlock_unlock(&node->lock);
	WASL_TRY(status);
	WASL_TRY(load_keys(node, peer, err));
	return wasl_store_exec(tx, WASL_SQL_PEER_CARD, err,
			       WASL_ARGS(wasl_arg_int(peer->id),
					 wasl_arg_str(peer->endpoint),
					 wasl_arg_bytes(card)));
}

wasl_status node_peer_suspended(const struct node_peer *peer,
				struct wasl_arena *arena,
				struct wasl_suspended *out,
				struct wasl_err *err)
{
	const struct wasl_known all = WASL_KNOWN_ALL;

	return wasl_linestate_suspensions(&out->all, &out->n, arena,
					  &peer->state, &all, err);
}

void node_peer_free(struct wasl_node *node, struct node_peer *peer)
{
	node_secret_give(node, peer->line_dossier.key);
	wasl_linestate_deinit(&peer->state);
	node_restore_free(peer->restore);
	wasl_free(peer);
}
