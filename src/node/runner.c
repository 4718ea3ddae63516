#include "node/runner.h"

#include "base/alloc.h"
#include "line/wire.h"
#include "node/alarm.h"
#include "node/blobs.h"
#include "node/call.h"
#include "node/drill.h"
#include "node/escalate.h"
#include "node/intake.h"
#include "node/keys.h"
#include "node/log.h"
#include "node/receipt.h"
#include "node/regrant.h"
#include "node/restore.h"
#include "node/send.h"
#include "node/tree.h"

/* --- effects ------------------------------------------------------------- */

/*
 * A note for the batch that starts at `first`: the one keyd signed last if the
 * batch can end there, a stored receipt in reach if keyd is beyond it, else a
 * new signature at the largest size that fits.
 */
static wasl_status note_for_batch(struct wasl_node *node,
				  struct node_peer *peer, uint64_t first,
				  uint64_t upto, uint64_t *size,
				  struct wasl_err *err)
{
	struct wasl_keyd_head *head = &peer->signed_head;
	uint64_t fit;

	WASL_TRY(node_tree_fit(node, peer, first, upto, &fit, err));
	if (head->size > fit)
		return node_receipt_within(node, peer, first, fit, size, err);
	WASL_TRY(node_tree_append(node, peer, fit, err));
	memcpy(peer->post_note, head->note, head->note_n);
	peer->post_note_n = head->note_n;
	*size = head->size;
	return WASL_OK;
}

static void do_sign(struct wasl_node *node, struct node_peer *peer,
		    const struct wasl_line_effect *e)
{
	struct wasl_line_event event = {.type = WASL_LINE_SIGNED};
	struct wasl_err err;

	event.signature.call = e->call;
	event.signature.ok =
		note_for_batch(node, peer, e->first, e->upto,
			       &event.signature.size, &err) == WASL_OK;
	if (!event.signature.ok)
		node_log(line_refused, NODE_T("peer", peer->keys.partner),
			 NODE_T("why", err.text));
	node_line_event(node, peer, &event);
}

static void do_cosign(struct wasl_node *node, struct node_peer *peer,
		      const struct wasl_line_effect *e)
{
	struct wasl_line_event event = {.type = WASL_LINE_COSIGNED};
	struct wasl_err err;

	event.signature.size = e->size;
	event.signature.ok =
		node_tree_cosign(node, peer, e->size, &err) == WASL_OK;
	if (!event.signature.ok)
		node_log(line_refused, NODE_T("peer", peer->keys.partner),
			 NODE_T("why", err.text));
	node_line_event(node, peer, &event);
}

static void do_get_head(struct wasl_node *node, struct node_peer *peer,
			const struct wasl_line_effect *e)
{
	node_call_head(node, peer, e->call);
}

static void do_get_acts(struct wasl_node *node, struct node_peer *peer,
			const struct wasl_line_effect *e)
{
	node_call_acts(node, peer, e->call, e->first, e->count);
}

static void do_post_append(struct wasl_node *node, struct node_peer *peer,
			   const struct wasl_line_effect *e)
{
	node_call_append(node, peer, e->call, e->first, e->count);
}

static void do_post_regrant(struct wasl_node *node, struct node_peer *peer,
			    const struct wasl_line_effect *e)
{
	node_call_regrant(node, peer, e->call);
}

static void do_post_epoch(struct wasl_node *node, struct node_peer *peer,
			  const struct wasl_line_effect *e)
{
	node_call_epoch(node, peer, e->call);
}

static void do_restore(struct wasl_node *node, struct node_peer *peer,
		       const struct wasl_line_effect *e)
{
	node_restore_step(node, peer, e->first, e->count, e->upto);
}

static void do_mirror(struct wasl_node *node, struct node_peer *peer,
		      const struct wasl_line_effect *e)
{
	node_intake_mirror(node, peer, e);
}

static void do_answer(struct wasl_node *node, struct node_peer *peer,
		      const struct wasl_line_effect *e)
{
	node_intake_answer(node, peer, e->request, e->status);
}

static void do_receipt(struct wasl_node *node, struct node_peer *peer,
		       const struct wasl_line_effect *e)
{
	node_receipt_keep(node, peer, e->size, e->time, e->their_size);
	node_keys_look(node, peer);
}

static void do_freeze(struct wasl_node *node, struct node_peer *peer,
		      const struct wasl_line_effect *e)
{
	node_alarm_freeze(node, peer, e->log);
}

static void do_timer(struct wasl_node *node, struct node_peer *peer,
		     const struct wasl_line_effect *e)
{
	pthread_mutex_lock(&node->tick_lock);
	peer->wake_ms = e->at_ms;
	pthread_cond_signal(&node->tick);
	pthread_mutex_unlock(&node->tick_lock);
}

static void do_raise(struct wasl_node *node, struct node_peer *peer,
		     const struct wasl_line_effect *e)
{
	node_alarm_raise(node, peer, e->alarm, e->a, e->b);
}

static void do_clear(struct wasl_node *node, struct node_peer *peer,
		     const struct wasl_line_effect *e)
{
	node_alarm_clear(node, peer, e->alarm);
}

static void do_ready(struct wasl_node *node, struct node_peer *peer,
		     const struct wasl_line_effect *e)
{
	(void)e;
	node_log(line_ready, NODE_T("peer", peer->keys.partner),
		 NODE_I("own", peer->own.size),
		 NODE_I("mirror", peer->mirror.size));
	node_outbox_drain(node, peer);
	node_blobs_ready(node, peer->id);
}

static void do_not_ready(struct wasl_node *node, struct node_peer *peer,
			 const struct wasl_line_effect *e)
{
	(void)node;
	(void)e;
	node_log(line_waiting, NODE_T("peer", peer->keys.partner));
}

static void (*const carry[])(struct wasl_node *node, struct node_peer *peer,
			     const struct wasl_line_effect *e) = {
	[WASL_LINE_GET_HEAD] = do_get_head,
	[WASL_LINE_GET_ACTS] = do_get_acts,
	[WASL_LINE_SIGN] = do_sign,
	[WASL_LINE_POST_APPEND] = do_post_append,
	[WASL_LINE_POST_REGRANT] = do_post_regrant,
	[WASL_LINE_POST_EPOCH] = do_post_epoch,
	[WASL_LINE_RESTORE] = do_restore,
	[WASL_LINE_MIRROR_BATCH] = do_mirror,
	[WASL_LINE_COSIGN] = do_cosign,
	[WASL_LINE_ANSWER] = do_answer,
	[WASL_LINE_RECEIPT] = do_receipt,
	[WASL_LINE_FREEZE_LOG] = do_freeze,
	[WASL_LINE_SET_TIMER] = do_timer,
	[WASL_LINE_RAISE] = do_raise,
	[WASL_LINE_CLEAR] = do_clear,
	[WASL_LINE_READY] = do_ready,
	[WASL_LINE_NOT_READY] = do_not_ready,
};

/* --- events -------------------------------------------------------------- */

static void step(struct wasl_node *node, struct node_peer *peer,
		 struct wasl_line_event event)
{
	struct wasl_line_effects effects;

	event.now_ms = wasl_clock_ms(&node->clock);
	event.now = wasl_clock_now(&node->clock);
	wasl_random_fill(&node->random, &event.jitter, sizeof(event.jitter));
	wasl_line_step(&peer->line, &effects, &event);
	for (size_t i = 0; i < effects.n; i++)
		carry[effects.at[i].type](node, peer, &effects.at[i]);
}

/*
 * An effect that ends at once (a signature, a call that cannot start) says its
 * event while the effects before it are still being carried out: such events
 * wait their turn.
 */
void node_line_event(struct wasl_node *node, struct node_peer *peer,
		     const struct wasl_line_event *event)
{
	wasl_assert(peer->events_n < NODE_EVENTS_MAX);
	peer->events[peer->events_n++] = *event;
	if (peer->stepping)
		return;
	peer->stepping = true;
	while (peer->events_n > 0) {
		struct wasl_line_event next = peer->events[0];

		peer->events_n--;
		memmove(peer->events, peer->events + 1,
			peer->events_n * sizeof(peer->events[0]));
		step(node, peer, next);
	}
	peer->stepping = false;
}

void node_line_say(struct wasl_node *node, struct node_peer *peer,
		   enum wasl_line_event_type type)
{
	struct wasl_line_event event = {.type = type};

	node_line_event(node, peer, &event);
}

void node_line_sizes(struct wasl_line_event *event,
		     const struct node_peer *peer)
{
	event->sizes.ok = true;
	event->sizes.own_size = peer->own.size;
	event->sizes.own_seen = peer->own.seen;
	event->sizes.mirror_size = peer->mirror.size;
	event->sizes.mirror_seen = peer->mirror.seen;
}

void node_line_committed(struct wasl_node *node, struct node_peer *peer)
{
	struct wasl_line_event event = {.type = WASL_LINE_COMMITTED};

	node_line_sizes(&event, peer);
	node_line_event(node, peer, &event);
	node_blobs_wake(node);
}

void node_line_start(struct wasl_node *node, struct node_peer *peer)
{
	const struct wasl_keyd_head *own = &peer->signed_head;
	const struct wasl_keyd_head *mirror = &peer->cosigned;
	struct wasl_line_facts facts = {
		.own_size = peer->own.size,
		.own_seen = peer->own.seen,
		.own_signed = own->size,
		.receipt_size = peer->receipt_size,
		.receipt_time = peer->receipt_time,
		.mirror_size = peer->mirror.size,
		.mirror_seen = peer->mirror.seen,
		.cosigned_size = mirror->size,
		.own_frozen = own->frozen,
		.mirror_frozen = mirror->frozen,
		.courier = peer->endpoint[0] == '\0',
		.asked = peer->ours.asked,
	};
	/* Answers to calls of another epoch must not be taken for new ones. */
	uint64_t call = peer->line.call;

	peer->line = wasl_line_init(&facts);
	peer->line.call = call;
	peer->started = true;
	node_line_say(node, peer, WASL_LINE_START);
	node_regrant_look(node, peer);
	node_keys_look(node, peer);
}

/* --- the ticker ---------------------------------------------------------- */

struct tick_job {
	struct node_job job;
	int64_t peer_id;
};

static void tick_after(struct wasl_node *node, struct node_job *job)
{
	struct tick_job *tick = (struct tick_job *)job;
	struct node_peer *peer = node_peer_by_id(node, tick->peer_id);

	node_line_say(node, peer, WASL_LINE_TIMER);
	wasl_free(tick);
}

static bool tick_peer(struct wasl_node *node, int64_t peer_id)
{
	struct tick_job *tick = wasl_alloc(1, sizeof(*tick));

	if (tick == NULL)
		return false;
	tick->job.after = tick_after;
	tick->job.internal = true;
	tick->peer_id = peer_id;
	if (node_writer_submit(node->writer, &tick->job, NULL) == WASL_OK)
		return true;
	wasl_free(tick);
	return false;
}

/* Hands out what is due; returns when the next one is, in milliseconds. */
static uint64_t tick_due(struct wasl_node *node, uint64_t now)
{
	uint64_t next = now + 1000;

	pthread_rwlock_rdlock(&node->lock);
	for (size_t i = 0; i < node->peers_n; i++) {
		struct node_peer *peer = node->peers[i];

		if (peer->wake_ms != 0 && peer->wake_ms <= now)
			peer->wake_ms =
				tick_peer(node, peer->id) ? 0 : now + 1000;
		if (peer->wake_ms != 0 && peer->wake_ms < next)
			next = peer->wake_ms;
	}
	pthread_rwlock_unlock(&node->lock);
	return next - now;
}

static void *ticker_main(void *arg)
{
	struct wasl_node *node = arg;
	struct timespec until;
	uint64_t looked = 0; /* when rungs were looked for */

	pthread_mutex_lock(&node->tick_lock);
	while (!node->stopping) {
		uint64_t now = wasl_clock_ms(&node->clock);
		uint64_t wait;

		if (now - looked >= 1000) {
			looked = now;
			pthread_mutex_unlock(&node->tick_lock);
			node_escalation_look(node);
			node_drill_look(node);
			pthread_mutex_lock(&node->tick_lock);
			continue;
		}
		wait = tick_due(node, now);

		clock_gettime(CLOCK_MONOTONIC, &until);
		until.tv_nsec += (long)(wait % 1000) * 1000000;
		until.tv_sec +=
			(time_t)(wait / 1000) + until.tv_nsec / 1000000000;
		until.tv_nsec %= 1000000000;
		pthread_cond_timedwait(&node->tick, &node->tick_lock, &until);
	}
	pthread_mutex_unlock(&node->tick_lock);
	return NULL;
}

wasl_status node_ticker_start(struct wasl_node *node, struct wasl_err *err)
{
	if (pthread_create(&node->ticker, NULL, ticker_main, node) != 0)
		return wasl_fail(err, WASL_NO_MEMORY, "no thread for timers");
	node->ticker_runs = true;
	return WASL_OK;
}

void node_ticker_stop(struct wasl_node *node)
{
	pthread_mutex_lock(&node->tick_lock);
	node->stopping = true;
	pthread_cond_signal(&node->tick);
	pthread_mutex_unlock(&node->tick_lock);
	pthread_join(node->ticker, NULL);
}
