#include "node/change.h"

#include "base/alloc.h"
#include "cbor/cbor.h"
#include "kind/fault.h"
#include "line/agree.h"
#include "node/alarm.h"
#include "node/log.h"
#include "node/runner.h"
#include "node/tree.h"
#include "tlog/checkpoint.h"

#include <stdio.h>

/* --- ends and offers ----------------------------------------------------- */

/* The text of a note, without its signatures; {NULL, 0} for none. */
static wasl_bytes text_of(const uint8_t *bytes, size_t n)
{
	struct wasl_note note;

	if (n == 0 ||
	    wasl_note_parse(&note, wasl_bytes_of(bytes, n), NULL) != WASL_OK)
		return (wasl_bytes){NULL, 0};
	return note.text;
}

uint64_t node_offer_size(const uint8_t *note, size_t n)
{
	struct wasl_checkpoint cp;

	if (wasl_checkpoint_parse(&cp, text_of(note, n), NULL) != WASL_OK)
		return 0;
	return cp.size;
}

bool node_offer_same(const struct node_offer *a, const struct node_offer *b)
{
	return a->number == b->number &&
	       wasl_bytes_eq(text_of(a->own, a->own_n),
			     text_of(b->own, b->own_n)) &&
	       wasl_bytes_eq(text_of(a->mirror, a->mirror_n),
			     text_of(b->mirror, b->mirror_n));
}

struct wasl_hash node_offer_digest(const struct node_offer *offer)
{
	uint8_t space[2 * WASL_KEYD_NOTE_MAX + 32];
	struct wasl_buf out = WASL_BUF(space);

	wasl_cbor_put_array(&out, 3);
	wasl_cbor_put_uint(&out, offer->number);
	wasl_cbor_put_bytes(&out, text_of(offer->own, offer->own_n));
	wasl_cbor_put_bytes(&out, text_of(offer->mirror, offer->mirror_n));
	return wasl_sha256(wasl_buf_bytes(&out));
}

static void put_note(uint8_t out[static WASL_KEYD_NOTE_MAX], size_t *n,
		     wasl_bytes note)
{
	*n = 0;
	/* One that is longer is none of ours: keyd's are short. */
	if (note.n > WASL_KEYD_NOTE_MAX || node_offer_size(note.p, note.n) == 0)
		return;
	memcpy(out, note.p, note.n);
	*n = note.n;
}

/* --- reckoning ----------------------------------------------------------- */

/*
 * The root of a log at a size, which takes reading the log unless it was the
 * last that was asked for. Whoever asks is the partner, with every message and
 * with notes that nobody has verified: what it makes us read has an end.
 */
static bool root_at(struct wasl_node *node, struct node_peer *peer,
		    enum wasl_keyd_log log, uint64_t size,
		    struct wasl_hash *root)
{
	bool own = log == WASL_KEYD_OWN;
	uint64_t head = own ? peer->signed_head.size : peer->cosigned.size;
	struct node_root *known = &peer->roots[own];

	if (known->size != size || size == 0) {
		if (size != head && peer->roots_read == NODE_ROOTS_MAX)
			return false;
		peer->roots_read += size != head;
		if (node_tree_root(node, peer, log, size, &known->root, NULL) !=
		    WASL_OK) {
			known->size = 0;
			return false;
		}
		known->size = size;
	}
	*root = known->root;
	return true;
}

/* Do we hold just the entries under a note of that log? */
static bool held(struct wasl_node *node, struct node_peer *peer,
		 enum wasl_keyd_log log, const uint8_t *note, size_t n)
{
	bool own = log == WASL_KEYD_OWN;
	uint64_t size = own ? peer->own.size : peer->mirror.size;
	struct wasl_checkpoint cp;
	struct wasl_hash root;

	return wasl_checkpoint_parse(&cp, text_of(note, n), NULL) == WASL_OK &&
	       wasl_text_is(cp.origin, own ? peer->keys.own_origin
					   : peer->keys.partner_origin) &&
	       cp.size <= size && root_at(node, peer, log, cp.size, &root) &&
	       wasl_hash_eq(&root, &cp.root);
}

/* The last note in the database of a log of ours or theirs. */
static wasl_status last_note(struct store_reader *r, const struct node_log *log,
			     uint8_t out[static WASL_KEYD_NOTE_MAX], size_t *n,
			     struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	wasl_status status;

	*n = 0;
	status =
		wasl_store_one(&row, r, WASL_SQL_CHECKPOINT_WITHIN, err,
			       WASL_ARGS(wasl_arg_int(log->id), wasl_arg_u64(0),
					 wasl_arg_u64(log->size)));
	if (status == WASL_NOT_FOUND)
		return WASL_OK;
	WASL_TRY(status);
	put_note(out, n, wasl_rows_bytes(&row, "note"));
	return wasl_rows_finish(&row, err);
}

/*
 * Our log ends where the partner's mirror does, if we hold that; else at our
 * newest receipt, or, where our database is whole, at our last note.
 */
static wasl_status reckon_own(struct wasl_node *node, struct store_reader *r,
			      struct node_peer *peer, struct node_offer *out,
			      struct wasl_err *err)
{
	const struct wasl_keyd_head *head = &peer->signed_head;

	if (peer->heard && (peer->theirs.own_n == 0 ||
			    held(node, peer, WASL_KEYD_OWN, peer->theirs.own,
				 peer->theirs.own_n))) {
		put_note(out->own, &out->own_n,
			 wasl_bytes_of(peer->theirs.own, peer->theirs.own_n));
		return WASL_OK;
	}
	WASL_TRY(last_note(r, &peer->own, out->own, &out->own_n, err));
	if (!peer->heard && !head->frozen && head->size <= peer->own.size &&
	    head->size > node_offer_size(out->own, out->own_n))
		put_note(out->own, &out->own_n,
			 wasl_bytes_of(head->note, head->note_n));
	return WASL_OK;
}

/* Theirs where our mirror does, unless they hold less of it, or their two
 * persons say so. */
static wasl_status reckon_mirror(struct wasl_node *node, struct store_reader *r,
				 struct node_peer *peer, struct node_offer *out,
				 struct wasl_err *err)
{
	if (peer->heard && (peer->theirs.asked || peer->theirs.informed) &&
	    (peer->theirs.mirror_n == 0 ||
	     held(node, peer, WASL_KEYD_MIRROR, peer->theirs.mirror,
		  peer->theirs.mirror_n))) {
		put_note(out->mirror, &out->mirror_n,
			 wasl_bytes_of(peer->theirs.mirror,
				       peer->theirs.mirror_n));
		return WASL_OK;
	}
	return last_note(r, &peer->mirror, out->mirror, &out->mirror_n, err);
}

wasl_status node_change_reckon(struct wasl_node *node, struct store_reader *r,
			       struct node_peer *peer, struct node_offer *out,
			       struct wasl_err *err)
{
	*out = (struct node_offer){.number = peer->epoch + 1};
	WASL_TRY(reckon_own(node, r, peer, out, err));
	return reckon_mirror(node, r, peer, out, err);
}

wasl_status node_change_load(struct store_reader *r, struct node_peer *peer,
			     struct wasl_err *err)
{
	struct node_offer *ours = &peer->ours;
	wasl_autorows struct wasl_rows row = {0};
	wasl_status status;

	*ours = (struct node_offer){0};
	status = wasl_store_one(&row, r, WASL_SQL_EPOCH_ASK_GET, err,
				WASL_ARGS(wasl_arg_int(peer->id)));
	if (status == WASL_NOT_FOUND)
		return WASL_OK;
	WASL_TRY(status);
	ours->number = (uint32_t)wasl_rows_u64(&row, "number");
	put_note(ours->own, &ours->own_n, wasl_rows_bytes(&row, "own_note"));
	put_note(ours->mirror, &ours->mirror_n,
		 wasl_rows_bytes(&row, "partner_note"));
	ours->asked = wasl_rows_int(&row, "second_id") != 0 &&
		      ours->number == peer->epoch + 1;
	return wasl_rows_finish(&row, err);
}

/* --- what is said -------------------------------------------------------- */

static void write_offer(struct wasl_buf *out, const struct node_offer *offer)
{
	const struct wasl_wire_epoch wire = {
		.number = offer->number,
		.own = {offer->own, offer->own_n},
		.partner = {offer->mirror, offer->mirror_n},
		.asked = offer->asked,
	};

	wasl_wire_epoch_write(out, &wire);
}

/* Their view of the two logs becomes ours. */
static wasl_status read_offer(struct node_offer *out, wasl_bytes body,
			      struct wasl_err *err)
{
	struct wasl_wire_epoch wire;

	WASL_TRY(wasl_wire_epoch_parse(&wire, body, err));
	*out = (struct node_offer){.number = wire.number, .asked = wire.asked};
	put_note(out->own, &out->own_n, wire.partner);
	put_note(out->mirror, &out->mirror_n, wire.own);
	if (out->own_n != wire.partner.n || out->mirror_n != wire.own.n)
		return wasl_fail(err, WASL_MALFORMED,
				 "epoch: a note is no checkpoint of entries");
	return WASL_OK;
}

/* The epoch in force, as it was opened. */
static wasl_status opened(struct wasl_node *node, const struct node_peer *peer,
			  struct node_offer *out, struct wasl_err *err)
{
	struct wasl_keyd_epoch past = {0};

	WASL_TRY(wasl_keyd_line_past(node->keyd, &past, peer->number,
				     peer->epoch - 1, err));
	*out = (struct node_offer){.number = peer->epoch, .asked = true};
	put_note(out->own, &out->own_n,
		 wasl_bytes_of(past.own.note, past.own.note_n));
	put_note(out->mirror, &out->mirror_n,
		 wasl_bytes_of(past.mirror.note, past.mirror.note_n));
	return WASL_OK;
}

/* What this side has asked for, or opened where the partner does not know it
 * yet, or would have. */
static wasl_status to_say(struct wasl_node *node, struct store_reader *r,
			  struct node_peer *peer, struct node_offer *out,
			  struct wasl_err *err)
{
	if (peer->ours.asked) {
		*out = peer->ours;
		return WASL_OK;
	}
	if (peer->line.denied && peer->epoch > 1)
		return opened(node, peer, out, err);
	return node_change_reckon(node, r, peer, out, err);
}

/* One alarm at a time says what the partner asks for, until the epoch begins:
 * a partner that takes its word back and gives it again raises no more. */
static void alarm(struct wasl_node *node, struct node_peer *peer)
{
	const struct node_offer *t = &peer->theirs;
	const char *code = NULL;
	char fact[NODE_FACT_MAX];

	if (peer->heard && t->asked && t->number == peer->epoch + 1) {
		if (!peer->ours.asked)
			code = "EPOCH_ASKED";
		else if (!node_offer_same(t, &peer->ours))
			code = "EPOCH_DIFFERS";
	}
	snprintf(fact, sizeof(fact),
		 "%s asks for epoch %u%s: its log to end at %llu, ours at "
		 "%llu; two persons: wasl epoch %s",
		 peer->keys.partner, (unsigned)t->number,
		 peer->ours.asked ? " with other ends than we do" : "",
		 (unsigned long long)node_offer_size(t->mirror, t->mirror_n),
		 (unsigned long long)node_offer_size(t->own, t->own_n),
		 peer->keys.partner);
	node_alarm_stands(node, peer, &peer->epoch_alarm, code, fact);
}

/* Of the epoch after ours only; later ones cannot be. */
static void hear(struct node_peer *peer, const struct node_offer *said,
		 bool answer)
{
	bool informed = answer || (peer->heard && peer->theirs.informed);

	if (said->number != peer->epoch + 1)
		return;
	peer->theirs = *said;
	peer->theirs.informed = informed;
	peer->heard = true;
}

/* --- the opening --------------------------------------------------------- */

/* Nothing of the old logs may be under way. */
static bool quiet(const struct node_peer *peer)
{
	return peer->intake == NULL && peer->line.phase != WASL_LINE_FETCHING;
}

static wasl_status person(struct store_reader *r, struct wasl_user *out,
			  struct wasl_rows *row, const char *column,
			  struct wasl_err *err)
{
	return wasl_user_by_id(r, out, wasl_rows_int(row, column), err);
}

static wasl_status open_epoch(struct wasl_node *node, struct store_tx *tx,
			      struct node_peer *peer, struct wasl_err *err)
{
	const struct node_offer *ours = &peer->ours;
	struct wasl_keyd_ask ask = {
		.number = ours->number,
		.own = {ours->own, ours->own_n},
		.mirror = {ours->mirror, ours->mirror_n},
	};
	wasl_autorows struct wasl_rows row = {0};
	struct wasl_user first;
	struct wasl_user second;

	WASL_TRY(wasl_store_one(&row, &tx->reader, WASL_SQL_EPOCH_ASK_GET, err,
				WASL_ARGS(wasl_arg_int(peer->id))));
	WASL_TRY(person(&tx->reader, &first, &row, "first_id", err));
	WASL_TRY(person(&tx->reader, &second, &row, "second_id", err));
	WASL_TRY(wasl_rows_finish(&row, err));
	ask.first = wasl_text_of(first.pseudonym);
	ask.second = wasl_text_of(second.pseudonym);
	WASL_TRY(wasl_keyd_line_epoch(node->keyd, peer->number, &ask, err));
	return node_change_enter(node, tx, peer, err);
}

void node_change_entered(struct wasl_node *node, struct node_peer *peer,
			 const struct node_job *job)
{
	struct wasl_keyd_line line;

	if (wasl_keyd_line_get(node->keyd, &line, peer->number, NULL) !=
	    WASL_OK)
		return;
	/* keyd went ahead and the database did not follow: to recover. */
	if (line.epoch != peer->epoch)
		node_die(node, &job->err);
	else if (!peer->started)
		node_line_start(node, peer);
}

/* --- the partner says ---------------------------------------------------- */

struct said_job {
	struct node_job job;
	struct node_peer *peer;
	struct node_offer said;
	int http;
	struct wasl_buf *answer; /* NULL: it was an answer itself */
	bool again;		 /* tell the partner at once */
};

static void refused(const struct node_peer *peer, const struct wasl_err *err)
{
	node_log(line_refused, NODE_T("peer", peer->keys.partner),
		 NODE_T("why", err->text));
}

/* Opens if this is the moment; what was not opened is no error here. */
static wasl_status consider(struct wasl_node *node, struct store_tx *tx,
			    struct said_job *s)
{
	struct node_peer *peer = s->peer;
	struct wasl_agree_facts facts = {
		.first = peer->own_first,
		.answer = s->answer == NULL,
		.opened = s->answer == NULL && s->http == 200,
		.asked_here = peer->ours.asked,
		.asked_there = s->said.asked,
		.same = node_offer_same(&s->said, &peer->ours),
	};
	enum wasl_agree agree = wasl_line_agree(&facts);
	wasl_status status;

	hear(peer, &s->said, s->answer == NULL);
	s->again = agree == WASL_AGREE_TELL;
	if (agree != WASL_AGREE_OPEN || !quiet(peer))
		return WASL_OK;
	status = open_epoch(node, tx, peer, &s->job.err);
	if (status == WASL_OK)
		node_log(epoch_opened, NODE_T("peer", peer->keys.partner),
			 NODE_I("epoch", peer->epoch));
	else
		refused(peer, &s->job.err);
	return status;
}

static wasl_status said_run(struct wasl_node *node, struct store_tx *tx,
			    struct node_job *job)
{
	struct said_job *s = (struct said_job *)job;
	struct node_offer say;
	bool known = s->said.number == s->peer->epoch && s->peer->epoch > 1;

	if (!known && s->answer != NULL &&
	    !wasl_line_knows_ends(&s->peer->line))
		return wasl_fault(&job->err, WASL_NOT_READY, "", "start-check");
	if (!known)
		WASL_TRY(consider(node, tx, s));
	if (s->answer == NULL)
		return WASL_OK;
	if (s->said.number == s->peer->epoch && s->peer->epoch > 1)
		WASL_TRY(opened(node, s->peer, &say, &job->err));
	else
		WASL_TRY(to_say(node, &tx->reader, s->peer, &say, &job->err));
	s->http =
		node_offer_same(&say, &s->said) && say.number == s->peer->epoch
			? 200
			: 409;
	s->answer->n = 0;
	write_offer(s->answer, &say);
	return WASL_OK;
}

static void said_after(struct wasl_node *node, struct node_job *job)
{
	struct said_job *s = (struct said_job *)job;

	alarm(node, s->peer);
	node_change_entered(node, s->peer, job);
	if (s->again)
		node_line_say(node, s->peer, WASL_LINE_ASKED);
	else
		node_line_say(node, s->peer, WASL_LINE_HEARD);
	if (s->answer == NULL)
		wasl_free(s);
}

wasl_status node_change_serve(struct wasl_node *node, struct node_peer *peer,
			      wasl_bytes body, int *http,
			      struct wasl_buf *answer, struct wasl_err *err)
{
	struct said_job s = {
		.job = {.run = said_run, .after = said_after, .internal = true},
		.peer = peer,
		.answer = answer,
	};

	WASL_TRY(read_offer(&s.said, body, err));
	WASL_TRY(node_writer_call(node->writer, &s.job, err));
	*http = s.http;
	return WASL_OK;
}

bool node_change_tell(struct wasl_node *node, struct node_peer *peer,
		      struct wasl_buf *body)
{
	wasl_autoreader struct store_reader r = {0};
	struct node_offer say;

	if (wasl_store_read(&r, node->store, NULL) != WASL_OK ||
	    to_say(node, &r, peer, &say, NULL) != WASL_OK)
		return false;
	write_offer(body, &say);
	return !body->over;
}

void node_change_answer(struct wasl_node *node, struct node_peer *peer,
			int http, wasl_bytes body)
{
	struct said_job *s;
	struct wasl_err err;

	if (http != 200 && http != 409)
		return;
	s = wasl_alloc(1, sizeof(*s));
	if (s == NULL)
		return;
	s->job = (struct node_job){
		.run = said_run, .after = said_after, .internal = true};
	s->peer = peer;
	s->http = http;
	if (read_offer(&s->said, body, &err) != WASL_OK)
		refused(peer, &err);
	else if (node_writer_submit(node->writer, &s->job, NULL) == WASL_OK)
		return;
	wasl_free(s);
}
