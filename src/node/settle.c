#include "node/settle.h"

#include "desk/right.h"
#include "desk/second.h"
#include "kind/fault.h"
#include "node/alarm.h"
#include "node/feed.h"
#include "node/log.h"
#include "node/runner.h"

#include <stdio.h>

struct settle_job {
	struct node_job job;
	const struct wasl_user *actor;
	wasl_text partner;
	bool own;
	struct node_peer *peer;
	bool settled;
};

static void name(char out[static WASL_SECOND_WHAT_MAX + 1],
		 const struct node_peer *peer, bool own)
{
	snprintf(out, WASL_SECOND_WHAT_MAX + 1, "%s log of %s",
		 own ? "own" : "mirror", peer->keys.partner);
}

wasl_status node_settle_forget(struct store_tx *tx,
			       const struct node_peer *peer,
			       struct wasl_err *err)
{
	char what[WASL_SECOND_WHAT_MAX + 1];

	name(what, peer, true);
	WASL_TRY(wasl_second_forget(tx, what, err));
	name(what, peer, false);
	return wasl_second_forget(tx, what, err);
}

static wasl_status thaw(struct wasl_node *node, struct store_tx *tx,
			struct settle_job *s, int64_t officer,
			struct wasl_err *err)
{
	struct wasl_user first;

	WASL_TRY(wasl_user_by_id(&tx->reader, &first, officer, err));
	WASL_TRY(wasl_keyd_thaw(node->keyd, s->peer->number,
				s->own ? WASL_KEYD_OWN : WASL_KEYD_MIRROR,
				wasl_text_of(first.pseudonym),
				wasl_text_of(s->actor->pseudonym), err));
	s->settled = true;
	WASL_TRY(node_feed_note(node, tx, WASL_CHANGE_LINE, s->peer->id, err));
	return wasl_store_exec(
		tx, WASL_SQL_ALARM_CLEAR, err,
		WASL_ARGS(wasl_arg_int(s->peer->id), wasl_arg_str("FROZEN"),
			  wasl_arg_int(wasl_clock_now(&node->clock))));
}

static wasl_status settle_run(struct wasl_node *node, struct store_tx *tx,
			      struct node_job *job)
{
	struct settle_job *s = (struct settle_job *)job;
	char what[WASL_SECOND_WHAT_MAX + 1];
	const struct wasl_second_word second = {what, "", s->actor->id};
	int64_t first;

	s->settled = false;
	s->peer = node_peer_named(node, s->partner);
	if (s->peer == NULL)
		return wasl_fault_of(&job->err, WASL_NOT_FOUND, "",
				     "partner-none",
				     WASL_FAULT_T("partner", s->partner));
	if (!(s->own ? s->peer->line.facts.own_frozen
		     : s->peer->line.facts.mirror_frozen))
		return wasl_fault(&job->err, WASL_CONFLICT, "", "not-frozen");
	name(what, s->peer, s->own);
	WASL_TRY(wasl_second_say(tx, &first, &second,
				 wasl_clock_now(&node->clock), &job->err));
	return first == 0 ? WASL_OK : thaw(node, tx, s, first, &job->err);
}

static void settle_after(struct wasl_node *node, struct node_job *job)
{
	struct settle_job *s = (struct settle_job *)job;
	struct wasl_line_event event = {
		.type = WASL_LINE_UNFREEZE,
		.log = s->own ? WASL_LINE_OWN : WASL_LINE_MIRROR,
	};

	if (job->status != WASL_OK || !s->settled)
		return;
	(s->own ? &s->peer->signed_head : &s->peer->cosigned)->frozen = false;
	node_line_event(node, s->peer, &event);
}

wasl_status wasl_node_settle(struct wasl_node *node, wasl_text partner,
			     bool own, bool *settled,
			     const struct wasl_user *actor,
			     struct wasl_err *err)
{
	struct settle_job job = {
		.job = {.run = settle_run, .after = settle_after},
		.actor = actor,
		.partner = partner,
		.own = own,
	};

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_LINE, err));
	WASL_TRY(node_writer_call(node->writer, &job.job, err));
	*settled = job.settled;
	return WASL_OK;
}
