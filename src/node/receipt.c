#include "node/receipt.h"

#include "base/alloc.h"
#include "line/wire.h"
#include "node/feed.h"
#include "node/log.h"

/* A checkpoint on its way to the database. */
struct note_job {
	struct node_job job;
	int64_t peer_id; /* of a receipt that came; 0: one that we gave */
	int64_t log_id;
	uint64_t size;
	uint64_t partner_size;
	uint64_t time;
	uint8_t *note;
	size_t n;
};

static wasl_status note_run(struct wasl_node *node, struct store_tx *tx,
			    struct node_job *job)
{
	struct note_job *note = (struct note_job *)job;

	if (note->peer_id != 0)
		WASL_TRY(node_feed_note(node, tx, WASL_CHANGE_LINE,
					note->peer_id, &job->err));
	return wasl_store_exec(
		tx, WASL_SQL_CHECKPOINT_INSERT, &job->err,
		WASL_ARGS(wasl_arg_int(note->log_id), wasl_arg_u64(note->size),
			  wasl_arg_u64(note->partner_size),
			  wasl_arg_u64(note->time),
			  wasl_arg_bytes((wasl_bytes){note->note, note->n})));
}

/* A receipt that could not be stored is asked for again after a restart. */
static void note_after(struct wasl_node *node, struct node_job *job)
{
	struct note_job *note = (struct note_job *)job;

	(void)node;
	if (job->status != WASL_OK)
		node_log(write_failed, NODE_T("what", "receipt"),
			 NODE_T("why", job->err.text));
	wasl_free(note->note);
	wasl_free(note);
}

static void submit(struct wasl_node *node, const struct note_job *what,
		   wasl_bytes bytes)
{
	struct note_job *note = wasl_alloc(1, sizeof(*note));

	if (note == NULL)
		return;
	*note = *what;
	note->job = (struct node_job){
		.run = note_run, .after = note_after, .internal = true};
	note->note = (uint8_t *)wasl_strndup((const char *)bytes.p, bytes.n);
	note->n = bytes.n;
	if (note->note != NULL &&
	    node_writer_submit(node->writer, &note->job, NULL) == WASL_OK)
		return;
	wasl_free(note->note);
	wasl_free(note);
}

/* Drop what the mirror has passed, but the last of it. */
static void prune(struct node_peer *peer)
{
	size_t passed = 0;

	while (passed + 1 < peer->receipts_n &&
	       peer->receipts[passed + 1].partner_size <= peer->mirror.size)
		passed++;
	peer->receipts_n -= passed;
	memmove(peer->receipts, peer->receipts + passed,
		peer->receipts_n * sizeof(peer->receipts[0]));
}

static void push(struct node_peer *peer, uint64_t size, uint64_t partner_size)
{
	struct node_receipt *last;

	prune(peer);
	last = peer->receipts_n == 0 ? NULL
				     : &peer->receipts[peer->receipts_n - 1];
	/* Forgetting an older receipt asks less of the partner, never more. */
	if (last != NULL && (last->partner_size == partner_size ||
			     peer->receipts_n == NODE_PENDING_RECEIPTS_MAX))
		*last = (struct node_receipt){size, partner_size};
	else
		peer->receipts[peer->receipts_n++] =
			(struct node_receipt){size, partner_size};
}

void node_receipt_keep(struct wasl_node *node, struct node_peer *peer,
		       uint64_t size, uint64_t time, uint64_t partner_size)
{
	const struct note_job what = {
		.peer_id = peer->id,
		.log_id = peer->own.id,
		.size = size,
		.partner_size = partner_size,
		.time = time,
	};
	struct wasl_wire_head head;

	if (wasl_wire_head_parse(&head, peer->answer, NULL) != WASL_OK)
		return;
	peer->receipt_size = size;
	peer->receipt_time = time;
	push(peer, size, partner_size);
	submit(node, &what, head.note);
	node_log(batch_receipted, NODE_T("peer", peer->keys.partner),
		 NODE_I("size", size), NODE_I("partner_size", partner_size));
}

void node_receipt_given(struct wasl_node *node, struct node_peer *peer)
{
	const struct wasl_keyd_head *head = &peer->cosigned;
	const struct note_job what = {
		.log_id = peer->mirror.id,
		.size = head->size,
		.time = head->time,
	};

	submit(node, &what, (wasl_bytes){head->note, head->note_n});
}

wasl_status node_receipt_within(struct wasl_node *node, struct node_peer *peer,
				uint64_t first, uint64_t fit, uint64_t *size,
				struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_autorows struct wasl_rows rows = {0};
	wasl_bytes note;

	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(wasl_store_one(&rows, &r, WASL_SQL_CHECKPOINT_WITHIN, err,
				WASL_ARGS(wasl_arg_int(peer->own.id),
					  wasl_arg_u64(first),
					  wasl_arg_u64(fit))));
	note = wasl_rows_bytes(&rows, "note");
	if (note.n > sizeof(peer->post_note))
		return wasl_fail(err, WASL_CORRUPT, "a note is too long");
	memcpy(peer->post_note, note.p, note.n);
	peer->post_note_n = note.n;
	*size = wasl_rows_u64(&rows, "size");
	return wasl_rows_finish(&rows, err);
}

uint64_t node_receipt_floor(const struct node_peer *peer, uint64_t index)
{
	uint64_t floor = 0;

	for (size_t i = 0; i < peer->receipts_n; i++)
		if (peer->receipts[i].partner_size <= index)
			floor = peer->receipts[i].size;
	return floor;
}

wasl_status node_receipt_load(struct store_reader *r, struct node_peer *peer,
			      struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	peer->receipts_n = 0;
	WASL_TRY(wasl_store_query(&rows, r, WASL_SQL_CHECKPOINT_LIST, err,
				  WASL_ARGS(wasl_arg_int(peer->own.id))));
	while (wasl_rows_next(&rows)) {
		peer->receipt_size = wasl_rows_u64(&rows, "size");
		peer->receipt_time = wasl_rows_u64(&rows, "cosigned_at");
		push(peer, peer->receipt_size,
		     wasl_rows_u64(&rows, "partner_size"));
	}
	return wasl_rows_finish(&rows, err);
}
