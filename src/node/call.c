#include "node/call.h"

#include "base/alloc.h"
#include "line/wire.h"
#include "node/change.h"
#include "node/log.h"
#include "node/regrant.h"
#include "node/restore.h"
#include "node/runner.h"
#include "node/tree.h"

#include <stdio.h>

/* An `acts` answer is an append's items; a head is a note and three numbers. */
#define ANSWER_MAX (WASL_BATCH_BYTES_MAX + 64 * 1024)

/* Percent-encoded, every byte of an origin could take three. */
#define ORIGIN_QUERY_MAX (3 * WASL_ORIGIN_MAX + 1)

struct node_call {
	struct node_job job;
	int64_t peer_id;
	uint64_t number;
	enum wasl_line_event_type answer; /* event that an answer becomes */
	wasl_status status;
	struct wasl_err err;
	int http;
	uint8_t *body;
	size_t n;
};

static void origin_query(char out[static ORIGIN_QUERY_MAX], const char *origin)
{
	static const char digits[] = "0123456789ABCDEF";

	for (; *origin != '\0'; origin++) {
		unsigned char c = (unsigned char)*origin;

		if (c == '/') {
			*out++ = '%';
			*out++ = digits[c >> 4];
			*out++ = digits[c & 15];
		} else {
			*out++ = (char)c;
		}
	}
	*out = '\0';
}

void node_head_check(struct wasl_node *node, struct node_peer *peer,
		     struct wasl_line_head *head, wasl_bytes body)
{
	struct wasl_wire_head wire;
	struct wasl_hash root;
	struct wasl_hash own;
	wasl_status status;

	*head = (struct wasl_line_head){.note = WASL_LINE_NOTE_BAD};
	if (wasl_wire_head_parse(&wire, body, NULL) != WASL_OK)
		return;
	head->held = wire.held;
	head->own = wire.own;
	head->note = WASL_LINE_NOTE_NONE;
	if (wire.note.p == NULL)
		return;
	head->note = WASL_LINE_NOTE_BAD;
	status = wasl_keyd_receipt_check(node->keyd, &head->note_size, &root,
					 &head->note_time, peer->number,
					 wire.note, NULL);
	if (status == WASL_FORK)
		head->note = WASL_LINE_NOTE_FORK;
	if (status != WASL_OK)
		return;
	if (head->note_size > peer->own.size) {
		head->note = WASL_LINE_NOTE_AHEAD;
		peer->ahead_size = head->note_size;
		peer->ahead_root = root;
		return;
	}
	if (node_tree_root(node, peer, WASL_KEYD_OWN, head->note_size, &own,
			   NULL) != WASL_OK)
		return;
	head->note = memcmp(&own, &root, sizeof(own)) == 0
			     ? WASL_LINE_NOTE_MATCH
			     : WASL_LINE_NOTE_FORK;
}

static void call_free(struct node_call *call)
{
	wasl_free(call->body);
	wasl_free(call);
}

/* In the writer's thread: what came back becomes an event. */
static void call_after(struct wasl_node *node, struct node_job *job)
{
	struct node_call *call = (struct node_call *)job;
	struct node_peer *peer = node_peer_by_id(node, call->peer_id);
	struct wasl_line_event event = {.type = call->answer};
	wasl_bytes body = {call->body, call->n};

	if (call->status != WASL_OK) {
		node_log(line_partner_gone, NODE_T("peer", peer->keys.partner),
			 NODE_T("why", call->err.text));
		event.type = WASL_LINE_GONE;
		event.call = call->number;
		node_line_event(node, peer, &event);
		call_free(call);
		return;
	}
	if (call->answer == WASL_LINE_ACTS_ANSWER) {
		event.acts.call = call->number;
		event.acts.status = call->http;
		event.acts.count =
			call->http == 200 ? node_restore_aside(peer, body) : 0;
	} else {
		event.answer.call = call->number;
		event.answer.status = call->http;
		if (call->answer == WASL_LINE_REGRANT_ANSWER)
			node_regrant_answer(node, peer, call->http, body);
		else if (call->answer == WASL_LINE_EPOCH_ANSWER)
			node_change_answer(node, peer, call->http, body);
		else
			node_head_check(node, peer, &event.answer.head, body);
		peer->answer = body;
	}
	node_line_event(node, peer, &event);
	peer->answer = (wasl_bytes){NULL, 0};
	call_free(call);
}

/* On the client's thread: hand it to the writer. */
static void call_done(void *ctx, wasl_status status,
		      struct wasl_http_answer *answer,
		      const struct wasl_err *err)
{
	struct node_call *call = ctx;
	struct wasl_node *node = call->job.node;

	call->status = status;
	if (status == WASL_OK) {
		call->http = answer->status;
		call->body = answer->body;
		call->n = answer->n;
		answer->body = NULL;
		answer->n = 0;
	} else if (err != NULL) {
		call->err = *err;
	}
	if (node_writer_submit(node->writer, &call->job, NULL) != WASL_OK)
		call_free(call);
}

static void say_gone(struct wasl_node *node, struct node_peer *peer,
		     uint64_t number)
{
	struct wasl_line_event event = {.type = WASL_LINE_GONE, .call = number};

	node_line_event(node, peer, &event);
}

static void call_start(struct wasl_node *node, struct node_peer *peer,
		       enum wasl_line_event_type answer, uint64_t number,
		       const struct wasl_http_ask *ask)
{
	uint8_t pins[WASL_HTTP_PINS_MAX * WASL_TLS_PIN_LEN];
	struct wasl_http_target target = {.base = peer->endpoint, .pins = pins};
	struct node_call *call = wasl_alloc(1, sizeof(*call));
	struct wasl_err err;

	if (call == NULL) {
		say_gone(node, peer, number);
		return;
	}
	for (;
	     target.pins_n < peer->spki_n && target.pins_n < WASL_HTTP_PINS_MAX;
	     target.pins_n++)
		memcpy(pins + target.pins_n * WASL_TLS_PIN_LEN,
		       peer->spki[target.pins_n].b, WASL_TLS_PIN_LEN);
	call->job.after = call_after;
	call->job.internal = true;
	call->job.node = node;
	call->peer_id = peer->id;
	call->number = number;
	call->answer = answer;
	if (wasl_http_client_send(node->client, &target, ask, call_done, call,
				  &err) == WASL_OK)
		return;
	call_free(call);
	say_gone(node, peer, number);
}

void node_call_head(struct wasl_node *node, struct node_peer *peer,
		    uint64_t call)
{
	char origin[ORIGIN_QUERY_MAX];
	char path[ORIGIN_QUERY_MAX + 64];
	const struct wasl_http_ask ask = {
		.method = "GET", .path = path, .answer_max = ANSWER_MAX};

	origin_query(origin, peer->keys.own_origin);
	snprintf(path, sizeof(path), "/line/v1/head?origin=%s", origin);
	call_start(node, peer, WASL_LINE_HEAD_ANSWER, call, &ask);
}

void node_call_acts(struct wasl_node *node, struct node_peer *peer,
		    uint64_t call, uint64_t first, uint32_t count)
{
	char origin[ORIGIN_QUERY_MAX];
	char path[ORIGIN_QUERY_MAX + 128];
	const struct wasl_http_ask ask = {
		.method = "GET", .path = path, .answer_max = ANSWER_MAX};

	origin_query(origin, peer->keys.own_origin);
	snprintf(path, sizeof(path), "/line/v1/acts?origin=%s&from=%llu&max=%u",
		 origin, (unsigned long long)first, (unsigned)count);
	call_start(node, peer, WASL_LINE_ACTS_ANSWER, call, &ask);
}

/* The append body from the database; false if it cannot be made now. */
static bool append_body(struct wasl_node *node, struct node_peer *peer,
			struct wasl_buf *out, uint64_t first, uint32_t count)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_autorows struct wasl_rows rows = {0};
	struct wasl_wire_item item;
	uint32_t n = 0;

	wasl_wire_append_begin(out, wasl_text_of(peer->keys.own_origin), first,
			       count);
	if (wasl_store_read(&r, node->store, NULL) != WASL_OK ||
	    wasl_store_query(&rows, &r, WASL_SQL_ENTRY_RANGE, NULL,
			     WASL_ARGS(wasl_arg_int(peer->own.id),
				       wasl_arg_u64(first),
				       wasl_arg_u64(first + count))) != WASL_OK)
		return false;
	for (; wasl_rows_next(&rows); n++) {
		item.erased = wasl_rows_null(&rows, "envelope");
		item.bytes = wasl_rows_bytes(&rows,
					     item.erased ? "hash" : "envelope");
		wasl_wire_item_write(out, &item);
	}
	wasl_wire_append_end(out,
			     (wasl_bytes){peer->post_note, peer->post_note_n});
	return wasl_rows_finish(&rows, NULL) == WASL_OK && n == count &&
	       !out->over;
}

void node_call_append(struct wasl_node *node, struct node_peer *peer,
		      uint64_t call, uint64_t first, uint32_t count)
{
	struct wasl_buf body = {.cap = WASL_BATCH_BYTES_MAX};
	struct wasl_http_ask ask = {
		.method = "POST",
		.path = "/line/v1/append",
		.type = "application/cbor",
		.answer_max = ANSWER_MAX,
	};

	if (count == 0)
		body.cap = 2 * WASL_NOTE_MAX;
	body.p = wasl_alloc(body.cap, 1);
	if (body.p == NULL || !append_body(node, peer, &body, first, count)) {
		say_gone(node, peer, call);
	} else {
		ask.body = wasl_buf_bytes(&body);
		call_start(node, peer, WASL_LINE_APPEND_ANSWER, call, &ask);
	}
	wasl_free(body.p);
}

void node_call_regrant(struct wasl_node *node, struct node_peer *peer,
		       uint64_t call)
{
	uint8_t space[WASL_WIRE_ID_LEN * NODE_REGRANTS_MAX + 1024];
	struct wasl_buf body = WASL_BUF(space);
	struct wasl_http_ask ask = {
		.method = "POST",
		.path = "/line/v1/regrant",
		.type = "application/cbor",
		.answer_max = ANSWER_MAX,
	};

	if (!node_regrant_ask(node, peer, &body)) {
		node_regrant_look(node, peer);
		say_gone(node, peer, call);
		return;
	}
	ask.body = wasl_buf_bytes(&body);
	call_start(node, peer, WASL_LINE_REGRANT_ANSWER, call, &ask);
}

void node_call_epoch(struct wasl_node *node, struct node_peer *peer,
		     uint64_t call)
{
	uint8_t space[WASL_WIRE_EPOCH_MAX];
	struct wasl_buf body = WASL_BUF(space);
	struct wasl_http_ask ask = {
		.method = "POST",
		.path = "/line/v1/epoch",
		.type = "application/cbor",
		.answer_max = WASL_WIRE_EPOCH_MAX,
	};

	if (!node_change_tell(node, peer, &body)) {
		say_gone(node, peer, call);
		return;
	}
	ask.body = wasl_buf_bytes(&body);
	call_start(node, peer, WASL_LINE_EPOCH_ANSWER, call, &ask);
}
