#include "node/intake.h"

#include "base/alloc.h"
#include "line/wire.h"
#include "node/blobs.h"
#include "node/judge.h"
#include "node/keys.h"
#include "node/log.h"
#include "node/regrant.h"
#include "node/runner.h"
#include "node/tree.h"
#include "tlog/checkpoint.h"

struct node_intake {
	struct node_job job; /* first its turn, then the transaction */
	struct node_peer *peer;
	uint64_t request;
	wasl_bytes body;
	struct wasl_wire_append batch; /* borrowed from the body */
	struct wasl_hash *hashes;
	struct wasl_checkpoint checkpoint;
	bool broken;
	struct wasl_line_effect mirror; /* MIRROR_BATCH being carried out */
	wasl_status mirrored;

	pthread_mutex_t lock;
	pthread_cond_t done;
	bool finished;
	int status;
	uint8_t head[NODE_HEAD_MAX];
	size_t head_n;
};

/* --- the verdict --------------------------------------------------------- */

/* Does the batch say what the mirror holds, where they overlap? */
static wasl_status overlap_equal(struct wasl_node *node,
				 const struct node_intake *in, bool *equal,
				 struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_autorows struct wasl_rows rows = {0};
	uint64_t first = in->batch.first;
	uint64_t end = in->peer->mirror.size;
	struct wasl_hash held;

	*equal = true;
	/* "f ≤ s < n, overlap not equal to the mirror → 422": a batch that adds
	 * nothing is judged by its root alone. */
	if (first >= end || first + in->batch.count <= end)
		return WASL_OK;
	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(wasl_store_query(&rows, &r, WASL_SQL_ENTRY_HASHES, err,
				  WASL_ARGS(wasl_arg_int(in->peer->mirror.id),
					    wasl_arg_u64(first),
					    wasl_arg_u64(end))));
	while (*equal && wasl_rows_next(&rows)) {
		uint64_t at = wasl_rows_u64(&rows, "idx") - first;

		wasl_rows_copy(&rows, "hash", held.b, sizeof(held.b));
		*equal = wasl_hash_eq(&held, &in->hashes[at]);
	}
	return wasl_rows_finish(&rows, err);
}

/* A note below what is held: "root differs from own at n → 422". */
static enum wasl_line_batch shorter(struct wasl_node *node,
				    const struct node_intake *in)
{
	struct wasl_hash own;

	if (node_tree_root(node, in->peer, WASL_KEYD_MIRROR,
			   in->checkpoint.size, &own, NULL) == WASL_OK &&
	    !wasl_hash_eq(&own, &in->checkpoint.root))
		return WASL_LINE_BATCH_FORK;
	return WASL_LINE_BATCH_GOOD;
}

/*
 * Of a mirror that lost entries keyd does not compute roots below its head, and
 * of a frozen one none at all: the batch is compared here.
 */
static bool grows_right(struct wasl_node *node, const struct node_intake *in)
{
	struct wasl_tree tree = {0};
	struct wasl_hash root;

	if (in->batch.first > in->peer->mirror.size ||
	    node_tree_load(node, in->peer, WASL_KEYD_MIRROR, in->batch.first,
			   &tree, NULL) != WASL_OK)
		return true;
	for (uint32_t i = 0; i < in->batch.count; i++) {
		struct wasl_hash leaf;

		wasl_leaf(&leaf, &in->hashes[i]);
		wasl_tree_append(&tree, &leaf);
	}
	wasl_tree_root(&root, &tree);
	return wasl_hash_eq(&root, &in->checkpoint.root);
}

static enum wasl_line_batch keyd_verdict(struct wasl_node *node,
					 const struct node_intake *in)
{
	enum wasl_keyd_verdict verdict;
	struct wasl_err err = {0};
	wasl_status status;

	status = wasl_keyd_check(node->keyd, &verdict, in->peer->number,
				 in->batch.first, in->hashes, in->batch.count,
				 in->batch.note, &err);
	if (status == WASL_FORK)
		return WASL_LINE_BATCH_FORK;
	/* A gap: the machine answers 409 before the root matters. */
	if (status == WASL_CONFLICT)
		return WASL_LINE_BATCH_GOOD;
	if (status == WASL_FROZEN ||
	    (status == WASL_OK &&
	     in->peer->mirror.size < in->peer->cosigned.size))
		return grows_right(node, in) ? WASL_LINE_BATCH_GOOD
					     : WASL_LINE_BATCH_FORK;
	if (status == WASL_OK)
		return verdict == WASL_KEYD_SHORTER ? shorter(node, in)
						    : WASL_LINE_BATCH_GOOD;
	node_log(line_refused, NODE_T("peer", in->peer->keys.partner),
		 NODE_T("why", err.text));
	return WASL_LINE_BATCH_DENIED;
}

/* spec §7: an item is an envelope or "its hash, erased after its receipt":
 * nobody gets a receipt for an act that never came. */
static bool lacks_envelopes(const struct node_intake *in)
{
	struct wasl_wire_items items = in->batch.items;
	struct wasl_wire_item item;

	for (uint64_t i = in->batch.first; wasl_wire_items_next(&items, &item);
	     i++)
		if (item.erased && i >= in->peer->cosigned.size)
			return true;
	return false;
}

static enum wasl_line_batch judge_batch(struct wasl_node *node,
					const struct node_intake *in)
{
	enum wasl_line_batch verdict;
	bool equal;

	if (in->broken || lacks_envelopes(in))
		return WASL_LINE_BATCH_BROKEN;
	if (!wasl_text_is(in->batch.origin, in->peer->keys.partner_origin))
		return WASL_LINE_BATCH_DENIED;
	/* The signature first: nothing freezes on an unsigned word. */
	verdict = keyd_verdict(node, in);
	if (verdict != WASL_LINE_BATCH_GOOD)
		return verdict;
	if (overlap_equal(node, in, &equal, NULL) != WASL_OK)
		return WASL_LINE_BATCH_NO_KEY;
	if (!equal)
		return WASL_LINE_BATCH_FORK;
	if (node_regrant_needed(node, in->peer, &in->batch.items))
		return WASL_LINE_BATCH_NO_KEY;
	return WASL_LINE_BATCH_GOOD;
}

/* --- the transaction ----------------------------------------------------- */

/* Stores the items from the effect's `skip` on, judges and folds them. */
static wasl_status mirror_items(struct wasl_node *node, struct store_tx *tx,
				struct node_intake *in, struct wasl_err *err)
{
	const struct wasl_line_effect *e = &in->mirror;
	struct node_judged judged = {.peer = in->peer};
	struct wasl_wire_items items = in->batch.items;
	struct wasl_wire_item item;

	wasl_status status = WASL_OK;

	for (uint32_t i = 0; status == WASL_OK && i < e->skip + e->count &&
			     wasl_wire_items_next(&items, &item);
	     i++) {
		if (i < e->skip)
			continue;
		judged.index = e->first + (i - e->skip);
		judged.hash = &in->hashes[i];
		judged.item = &item;
		judged.judge = judged.index >= e->judge_from;
		status = node_judge_item(node, tx, &judged, err);
	}
	return node_judge_finish(node, tx, &judged, status, err);
}

static wasl_status mirror_run(struct wasl_node *node, struct store_tx *tx,
			      struct node_job *job)
{
	struct node_intake *in = (struct node_intake *)job;
	const struct wasl_checkpoint *cp = &in->checkpoint;

	WASL_TRY(mirror_items(node, tx, in, &job->err));
	/* With the note, a crash before the cosignature loses nothing. */
	return wasl_store_exec(tx, WASL_SQL_CHECKPOINT_INSERT, &job->err,
			       WASL_ARGS(wasl_arg_int(in->peer->mirror.id),
					 wasl_arg_u64(cp->size),
					 wasl_arg_int(0), wasl_arg_int(0),
					 wasl_arg_bytes(in->batch.note)));
}

static void mirror_after(struct wasl_node *node, struct node_job *job)
{
	struct node_intake *in = (struct node_intake *)job;
	struct wasl_line_event event = {.type = WASL_LINE_MIRRORED};

	node_line_sizes(&event, in->peer);
	event.sizes.ok = job->status == WASL_OK;
	if (event.sizes.ok) {
		in->peer->checked = in->checkpoint.root;
		in->peer->checked_size = in->checkpoint.size;
		node_log(batch_mirrored, NODE_T("peer", in->peer->keys.partner),
			 NODE_I("first", in->mirror.first),
			 NODE_I("count", in->mirror.count));
		if (in->peer->lacks_keys)
			node_regrant_look(node, in->peer);
		node_keys_look(node, in->peer);
		node_blobs_wake(node);
	} else {
		node_log(write_failed, NODE_T("what", "batch"),
			 NODE_T("why", job->err.text));
	}
	node_line_event(node, in->peer, &event);
}

void node_intake_mirror(struct wasl_node *node, struct node_peer *peer,
			const struct wasl_line_effect *effect)
{
	struct node_intake *in = peer->intake;

	wasl_assert(in != NULL && in->request == effect->request);
	in->mirror = *effect;
	in->job = (struct node_job){
		.run = mirror_run, .after = mirror_after, .internal = true};
	if (node_writer_submit(node->writer, &in->job, &in->job.err) == WASL_OK)
		return;
	in->job.status = WASL_NOT_READY;
	mirror_after(node, &in->job);
}

/* --- the answer ---------------------------------------------------------- */

void node_head_write(struct wasl_buf *out, const struct node_peer *peer)
{
	const struct wasl_keyd_head *cosigned = &peer->cosigned;
	const struct wasl_wire_head head = {
		.held = peer->mirror.size,
		.note = {cosigned->note_n == 0 ? NULL : cosigned->note,
			 cosigned->note_n},
		.own = peer->own.size,
	};

	wasl_wire_head_write(out, &head);
}

wasl_bytes node_intake_body(const struct node_peer *peer)
{
	return peer->intake == NULL ? (wasl_bytes){NULL, 0}
				    : peer->intake->body;
}

/* Wakes the listener's thread; `in` is its own from here on. */
static void finish(struct node_intake *in, int status)
{
	struct wasl_buf head = WASL_BUF(in->head);

	node_head_write(&head, in->peer);
	pthread_mutex_lock(&in->lock);
	in->head_n = head.n;
	in->status = status;
	in->finished = true;
	pthread_cond_signal(&in->done);
	pthread_mutex_unlock(&in->lock);
}

void node_intake_answer(struct wasl_node *node, struct node_peer *peer,
			uint64_t request, int status)
{
	struct node_intake *in = peer->intake;

	(void)node;
	wasl_assert(in != NULL && in->request == request);
	peer->intake = NULL;
	finish(in, status);
}

/* The batch's turn in the writer's thread. */
static void turn_after(struct wasl_node *node, struct node_job *job)
{
	struct node_intake *in = (struct node_intake *)job;
	struct wasl_line_event event = {.type = WASL_LINE_APPEND};

	/* One batch at a time: keyd keeps one candidate a line. */
	if (in->peer->intake != NULL || !in->peer->started) {
		finish(in, 503);
		return;
	}
	in->request = ++in->peer->requests;
	in->peer->intake = in;
	event.append.request = in->request;
	event.append.first = in->batch.first;
	event.append.count = in->batch.count;
	event.append.held = in->peer->mirror.size;
	event.append.verdict = judge_batch(node, in);
	node_line_event(node, in->peer, &event);
}

static wasl_status hash_items(struct node_intake *in, struct wasl_err *err)
{
	struct wasl_wire_items items = in->batch.items;
	struct wasl_wire_item item;
	size_t n = 0;

	in->hashes = wasl_alloc(in->batch.count, sizeof(*in->hashes));
	if (in->hashes == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "batch");
	while (wasl_wire_items_next(&items, &item)) {
		if (item.erased)
			memcpy(in->hashes[n].b, item.bytes.p, WASL_HASH_LEN);
		else
			in->hashes[n] = wasl_sha256(item.bytes);
		n++;
	}
	return WASL_OK;
}

/* What the listener's thread can do before the batch has its turn. */
static wasl_status prepare(struct node_intake *in, wasl_bytes body,
			   struct wasl_err *err)
{
	struct wasl_note note;

	in->broken = wasl_wire_append_parse(&in->batch, body, NULL) != WASL_OK;
	if (in->broken)
		return WASL_OK;
	/* Its signature is keyd's to verify; here only its text is read. */
	if (wasl_note_parse(&note, in->batch.note, NULL) != WASL_OK ||
	    wasl_checkpoint_parse(&in->checkpoint, note.text, NULL) !=
		    WASL_OK ||
	    in->checkpoint.size != in->batch.first + in->batch.count)
		in->broken = true;
	return hash_items(in, err);
}

wasl_status node_intake(struct wasl_node *node, struct node_peer *peer,
			wasl_bytes body, int *status, struct wasl_buf *answer,
			struct wasl_err *err)
{
	struct node_intake *in = wasl_alloc(1, sizeof(*in));
	wasl_status done;

	if (in == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "batch");
	in->peer = peer;
	in->body = body;
	in->job.after = turn_after;
	pthread_mutex_init(&in->lock, NULL);
	pthread_cond_init(&in->done, NULL);
	done = prepare(in, body, err);
	if (done == WASL_OK)
		done = node_writer_submit(node->writer, &in->job, err);
	if (done == WASL_OK) {
		pthread_mutex_lock(&in->lock);
		while (!in->finished)
			pthread_cond_wait(&in->done, &in->lock);
		pthread_mutex_unlock(&in->lock);
		*status = in->status;
		wasl_buf_put(answer, in->head, in->head_n);
	}
	pthread_cond_destroy(&in->done);
	pthread_mutex_destroy(&in->lock);
	wasl_free(in->hashes);
	wasl_free(in);
	return done;
}
