#include "node/keys.h"

#include "base/alloc.h"
#include "node/compromise.h"
#include "node/lineact.h"
#include "node/lineserver.h"
#include "node/log.h"
#include "node/receipt.h"

wasl_status node_keys_check(struct wasl_node *node, struct node_peer *peer,
			    wasl_text card, struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};

	WASL_TRY(wasl_keyd_line_own(node->keyd, peer->number,
				    wasl_text_bytes(card), WASL_KEYD_OWN_CHECK,
				    err));
	WASL_TRY(wasl_store_read(&r, node->store, err));
	return node_compromise_check(node, &r, peer, true,
				     wasl_text_bytes(card), peer->receipt_size,
				     peer->cosigned.size, err);
}

void node_keys_note(struct node_peer *peer, uint64_t index)
{
	peer->keys_end = index + 1;
	peer->keys_in_force = false;
}

struct keys_job {
	struct node_job job;
	int64_t peer_id;
	uint64_t end;	/* the act is below this size of the own log */
	uint64_t bound; /* and so are all acts that count */
	enum wasl_keyd_own how;
	uint8_t space[WASL_CARD_MAX];
};

static wasl_status keys_run(struct wasl_node *node, struct store_tx *tx,
			    struct node_job *job)
{
	struct keys_job *keys = (struct keys_job *)job;
	struct node_peer *peer = node_peer_by_id(node, keys->peer_id);
	struct wasl_buf card = WASL_BUF(keys->space);

	WASL_TRY(node_line_own_card(node, &tx->reader, peer, keys->bound, &card,
				    &job->err));
	if (card.n == 0) /* the partner has rejected it */
		return WASL_OK;
	WASL_TRY(wasl_keyd_line_own(node->keyd, peer->number,
				    wasl_buf_bytes(&card), keys->how,
				    &job->err));
	return wasl_store_exec(
		tx, WASL_SQL_PEER_OWN_CARD, &job->err,
		WASL_ARGS(wasl_arg_int(peer->id),
			  wasl_arg_bytes(wasl_buf_bytes(&card))));
}

/* What keyd uses now. */
static wasl_status renew(struct wasl_node *node, struct node_peer *peer,
			 struct wasl_err *err)
{
	struct wasl_keyd_line line;

	WASL_TRY(wasl_keyd_line_get(node->keyd, &line, peer->number, err));
	pthread_rwlock_wrlock(&node->lock);
	peer->keys = line;
	pthread_rwlock_unlock(&node->lock);
	return node_tls_renew(node, err);
}

static void keys_after(struct wasl_node *node, struct node_job *job)
{
	struct keys_job *keys = (struct keys_job *)job;
	struct node_peer *peer = node_peer_by_id(node, keys->peer_id);
	bool newer = peer->keys_end != keys->end;

	if (job->status == WASL_OK)
		job->status = renew(node, peer, &job->err);
	if (job->status == WASL_OK)
		node_log(card_in_force, NODE_T("peer", peer->keys.partner),
			 NODE_I("seen", keys->how == WASL_KEYD_OWN_SEEN));
	else
		node_log(write_failed, NODE_T("what", "card"),
			 NODE_T("why", job->err.text));
	peer->keys_busy = false;
	if (!newer && job->status != WASL_NO_SPACE) {
		peer->keys_in_force = true;
		if (job->status != WASL_OK || keys->how == WASL_KEYD_OWN_SEEN)
			peer->keys_end = 0;
	}
	wasl_free(keys);
}

void node_keys_look(struct wasl_node *node, struct node_peer *peer)
{
	uint64_t bound = node_receipt_floor(peer, peer->mirror.size);
	bool seen = peer->mirror.seen >= peer->keys_end;
	struct keys_job *keys;

	/* spec §8: "An own act that a folded partner act has seen is bound". */
	if (bound < peer->mirror.seen)
		bound = peer->mirror.seen;
	if (peer->keys_end == 0 || peer->keys_busy || bound < peer->keys_end ||
	    (peer->keys_in_force && !seen))
		return;
	keys = wasl_alloc(1, sizeof(*keys));
	if (keys == NULL)
		return;
	keys->job = (struct node_job){
		.run = keys_run, .after = keys_after, .internal = true};
	keys->peer_id = peer->id;
	keys->end = peer->keys_end;
	keys->bound = bound;
	keys->how = seen ? WASL_KEYD_OWN_SEEN : WASL_KEYD_OWN_FORCE;
	peer->keys_busy =
		node_writer_submit(node->writer, &keys->job, NULL) == WASL_OK;
	if (!peer->keys_busy)
		wasl_free(keys);
}
