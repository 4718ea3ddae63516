/* The end of a freeze after a fork alarm: two persons decide (spec §7). */
#include "desk/right.h"
#include "node/alarm.h"
#include "node/log.h"
#include "node/runner.h"

/* A first decision waits so long for the second. */
#define SETTLE_WAIT_S (24 * 3600)

struct settle_job {
	struct node_job job;
	const struct wasl_user *actor;
	wasl_text partner;
	bool own;
	struct node_peer *peer;
	bool settled;
	bool asked; /* out: the first of two */
};

static wasl_status ask(struct wasl_node *node, struct store_tx *tx,
		       struct settle_job *s, struct wasl_err *err)
{
	s->asked = true;
	return wasl_store_exec(
		tx, WASL_SQL_SETTLEMENT_PUT, err,
		WASL_ARGS(wasl_arg_int(s->peer->id), wasl_arg_bool(s->own),
			  wasl_arg_int(s->actor->id),
			  wasl_arg_int(wasl_clock_now(&node->clock))));
}

/* The first person's decision, if it still waits. */
static wasl_status first_of(struct wasl_node *node, struct store_tx *tx,
			    struct settle_job *s, int64_t *officer,
			    struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	int64_t since = wasl_clock_now(&node->clock) - SETTLE_WAIT_S;

	*officer = 0;
	WASL_TRY(wasl_store_query(
		&row, &tx->reader, WASL_SQL_SETTLEMENT_GET, err,
		WASL_ARGS(wasl_arg_int(s->peer->id), wasl_arg_bool(s->own),
			  wasl_arg_int(since))));
	if (wasl_rows_next(&row))
		*officer = wasl_rows_int(&row, "officer_id");
	return wasl_rows_finish(&row, err);
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
	WASL_TRY(wasl_store_exec(
		tx, WASL_SQL_ALARM_CLEAR, err,
		WASL_ARGS(wasl_arg_int(s->peer->id), wasl_arg_str("FROZEN"),
			  wasl_arg_int(wasl_clock_now(&node->clock)))));
	return wasl_store_exec(
		tx, WASL_SQL_SETTLEMENT_DELETE, err,
		WASL_ARGS(wasl_arg_int(s->peer->id), wasl_arg_bool(s->own)));
}

static wasl_status settle_run(struct wasl_node *node, struct store_tx *tx,
			      struct node_job *job)
{
	struct settle_job *s = (struct settle_job *)job;
	int64_t officer;

	s->asked = false;
	s->peer = node_peer_named(node, s->partner);
	if (s->peer == NULL)
		return wasl_fail(&job->err, WASL_NOT_FOUND, "no partner %.*s",
				 (int)s->partner.n, s->partner.p);
	if (!(s->own ? s->peer->line.facts.own_frozen
		     : s->peer->line.facts.mirror_frozen))
		return wasl_fail(&job->err, WASL_CONFLICT,
				 "that log is not frozen");
	WASL_TRY(first_of(node, tx, s, &officer, &job->err));
	if (officer == 0)
		return ask(node, tx, s, &job->err);
	if (officer == s->actor->id)
		return wasl_fail(&job->err, WASL_DENIED,
				 "a second person decides, not the first one");
	return thaw(node, tx, s, officer, &job->err);
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
