#include "node/send.h"

#include "base/alloc.h"
#include "crypto/envelope.h"
#include "node/apply.h"
#include "node/entry.h"
#include "node/log.h"
#include "node/runner.h"

/* Acts that leave the outbox in one transaction. */
#define DRAIN_MAX 256
/* An act parsed: head, due instants; the record stays encoded. */
#define ACT_ARENA_MAX (256 * 1024)

struct wasl_cell node_outbox_cell(const struct node_dossier *dossier)
{
	return (struct wasl_cell){
		.table = WASL_TEXT("outbox"),
		.column = WASL_TEXT("sealed"),
		.row = wasl_dossier_id_bytes(&dossier->id),
	};
}

/* Sealed at rest, without index: it is on no log yet. */
static wasl_status wait(struct wasl_node *node, struct store_tx *tx,
			struct node_send *send, struct wasl_err *err)
{
	struct node_dossier *d = send->dossier;
	struct wasl_cell cell = node_outbox_cell(d);
	struct wasl_buf sealed = {.cap = send->plain.n + WASL_REST_OVERHEAD};
	wasl_status status;

	sealed.p = wasl_alloc(sealed.cap, 1);
	if (sealed.p == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "act");
	wasl_rest_seal(&sealed, &node->random, d->key, &cell, send->plain);
	status = wasl_store_exec(
		tx, WASL_SQL_OUTBOX_PUT, err,
		WASL_ARGS(wasl_arg_int(d->peer->id),
			  wasl_arg_bytes(wasl_dossier_id_bytes(&d->id)),
			  send->grant.n == 0 ? wasl_arg_null()
					     : wasl_arg_bytes(send->grant),
			  wasl_arg_bytes(wasl_buf_bytes(&sealed)),
			  wasl_arg_int(wasl_clock_now(&node->clock))));
	wasl_free(sealed.p);
	send->waits = true;
	return status;
}

static wasl_status seal(struct wasl_node *node, struct wasl_buf *out,
			const struct node_send *send, struct wasl_err *err)
{
	const struct node_dossier *d = send->dossier;
	const struct wasl_envelope_in in = {
		.at = {wasl_text_of(d->peer->keys.own_origin),
		       d->peer->own.size},
		.dossier = d->id,
		.key = d->key,
		.seen = d->peer->mirror.size,
		.grant = send->grant,
		.plain = send->plain,
	};

	return wasl_envelope_seal(out, &node->random, &in, err);
}

/* spec §3: `seen` is "read under the same lock that assigns the index": both
 * are the writer's. */
static wasl_status enter(struct wasl_node *node, struct store_tx *tx,
			 struct node_send *send, wasl_bytes envelope,
			 struct wasl_err *err)
{
	struct node_dossier *d = send->dossier;
	struct node_peer *peer = d->peer;
	struct wasl_hash hash = wasl_sha256(envelope);
	wasl_autoarena arena = wasl_arena_init(ACT_ARENA_MAX);
	struct wasl_act act;
	struct node_stored stored;
	struct node_entry entry = {
		.own = true,
		.epoch = peer->epoch,
		.index = peer->own.size,
		.seen = peer->mirror.size,
		.act = &act,
	};

	WASL_TRY(wasl_act_parse(&act, &arena, send->plain, err));
	stored = (struct node_stored){
		.log_id = peer->own.id,
		.index = entry.index,
		.hash = hash,
		.envelope = envelope,
		.dossier = &d->id,
		.seen = entry.seen,
		.act = act.number,
	};
	WASL_TRY(node_entry_store(node, tx, &stored, err));
	send->index = entry.index;
	peer->own.size++;
	peer->own.seen = entry.seen;
	return node_apply(node, tx, d, &entry, err);
}

wasl_status node_send(struct wasl_node *node, struct store_tx *tx,
		      struct node_send *send, struct wasl_err *err)
{
	struct wasl_buf envelope = {.cap = send->plain.n + send->grant.n +
					   WASL_ENVELOPE_OVERHEAD};
	wasl_status status;

	send->waits = false;
	if (!send->first && !wasl_line_ready(&send->dossier->peer->line))
		return wait(node, tx, send, err);
	envelope.p = wasl_alloc(envelope.cap, 1);
	if (envelope.p == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "envelope");
	status = seal(node, &envelope, send, err);
	if (status == WASL_OK)
		status = enter(node, tx, send, wasl_buf_bytes(&envelope), err);
	wasl_free(envelope.p);
	return status;
}

static wasl_status send_line(struct wasl_node *node, struct store_tx *tx,
			     struct node_peer *peer, uint32_t number,
			     const struct wasl_record *record, bool first,
			     struct wasl_buf *fields, struct wasl_buf *plain,
			     struct wasl_err *err)
{
	struct node_send send = {.dossier = &peer->line_dossier,
				 .first = first};
	struct wasl_act act = {
		.number = number,
		.time = wasl_clock_now(&node->clock),
		.author = wasl_text_of(node->config->node),
		.view = {peer->own.size, peer->mirror.size},
	};

	wasl_record_write(fields, record);
	act.fields = wasl_buf_bytes(fields);
	wasl_act_write(plain, &act);
	if (fields->over || plain->over)
		return wasl_fail(err, WASL_TOO_BIG, "act of the line");
	send.plain = wasl_buf_bytes(plain);
	return node_send(node, tx, &send, err);
}

wasl_status node_send_line(struct wasl_node *node, struct store_tx *tx,
			   struct node_peer *peer, uint32_t number,
			   const struct wasl_record *record, bool first,
			   struct wasl_err *err)
{
	uint8_t *space = wasl_alloc(2, WASL_ACT_PLAIN_MAX);
	struct wasl_buf fields = {.p = space, .cap = WASL_ACT_PLAIN_MAX};
	struct wasl_buf plain = {.cap = WASL_ACT_PLAIN_MAX};
	wasl_status status;

	if (space == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "act of the line");
	plain.p = space + WASL_ACT_PLAIN_MAX;
	status = send_line(node, tx, peer, number, record, first, &fields,
			   &plain, err);
	wasl_free(space);
	return status;
}

/* --- the outbox ---------------------------------------------------------- */

struct drain_job {
	struct node_job job;
	struct node_peer *peer;
	bool more;
};

/* The line dossier is no dossier of the cache. */
static wasl_status dossier_of(struct wasl_node *node, struct store_tx *tx,
			      struct node_peer *peer,
			      const struct wasl_dossier_id *id,
			      struct node_dossier **out, struct wasl_err *err)
{
	if (!wasl_dossier_id_eq(id, &peer->line_dossier.id))
		return node_cache_get(node, &tx->reader, peer, id, out, err);
	*out = &peer->line_dossier;
	return WASL_OK;
}

/* One row: open it, send it. */
static wasl_status drain_row(struct wasl_node *node, struct store_tx *tx,
			     struct node_peer *peer, struct wasl_rows *row,
			     struct wasl_err *err)
{
	wasl_bytes sealed = wasl_rows_bytes(row, "sealed");
	struct node_send send = {0};
	struct wasl_buf plain = {.cap = sealed.n};
	struct wasl_dossier_id id;
	struct wasl_cell cell;
	wasl_status status;

	wasl_rows_copy(row, "dossier_id", id.b, sizeof(id.b));
	if (!wasl_rows_null(row, "grant_bytes"))
		send.grant = wasl_rows_bytes(row, "grant_bytes");
	WASL_TRY(dossier_of(node, tx, peer, &id, &send.dossier, err));
	plain.p = wasl_alloc(plain.cap, 1);
	if (plain.p == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "act");
	cell = node_outbox_cell(send.dossier);
	status = wasl_rest_open(&plain, send.dossier->key, &cell, sealed, err);
	send.plain = wasl_buf_bytes(&plain);
	if (status == WASL_OK)
		status = node_send(node, tx, &send, err);
	wasl_free(plain.p);
	return status;
}

static wasl_status drain_delete(struct store_tx *tx, const int64_t *ids,
				size_t n, struct wasl_err *err)
{
	for (size_t i = 0; i < n; i++)
		WASL_TRY(wasl_store_exec(tx, WASL_SQL_OUTBOX_DELETE, err,
					 WASL_ARGS(wasl_arg_int(ids[i]))));
	return WASL_OK;
}

static wasl_status drain_run(struct wasl_node *node, struct store_tx *tx,
			     struct node_job *job)
{
	struct drain_job *drain = (struct drain_job *)job;
	wasl_autorows struct wasl_rows rows = {0};
	int64_t ids[DRAIN_MAX];
	size_t n = 0;

	drain->more = false;
	/* Not ready again since it was asked for: they wait on. */
	if (!wasl_line_ready(&drain->peer->line))
		return WASL_OK;
	WASL_TRY(wasl_store_query(&rows, &tx->reader, WASL_SQL_OUTBOX_LIST,
				  &job->err,
				  WASL_ARGS(wasl_arg_int(drain->peer->id),
					    wasl_arg_int(DRAIN_MAX))));
	while (n < DRAIN_MAX && wasl_rows_next(&rows)) {
		ids[n++] = wasl_rows_int(&rows, "id");
		WASL_TRY(drain_row(node, tx, drain->peer, &rows, &job->err));
	}
	WASL_TRY(wasl_rows_finish(&rows, &job->err));
	drain->more = n == DRAIN_MAX;
	return drain_delete(tx, ids, n, &job->err);
}

static void drain_after(struct wasl_node *node, struct node_job *job)
{
	struct drain_job *drain = (struct drain_job *)job;

	if (job->status != WASL_OK)
		node_log(write_failed, NODE_T("what", "outbox"),
			 NODE_T("why", job->err.text));
	else
		node_line_committed(node, drain->peer);
	if (drain->more && job->status == WASL_OK)
		node_outbox_drain(node, drain->peer);
	wasl_free(drain);
}

void node_outbox_drain(struct wasl_node *node, struct node_peer *peer)
{
	struct drain_job *drain = wasl_alloc(1, sizeof(*drain));

	if (drain == NULL)
		return;
	drain->peer = peer;
	drain->job = (struct node_job){
		.run = drain_run, .after = drain_after, .internal = true};
	if (node_writer_submit(node->writer, &drain->job, NULL) != WASL_OK)
		wasl_free(drain);
}
