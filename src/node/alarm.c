#include "node/alarm.h"

#include "base/alloc.h"
#include "node/feed.h"
#include "node/intake.h"
#include "node/log.h"

#include <stdio.h>

struct alarm_job {
	struct node_job job;
	int64_t peer_id;
	const char *code; /* static */
	char fact[NODE_FACT_MAX];
	bool clear;
	uint8_t *evidence;
	size_t n;
};

static wasl_status alarm_run(struct wasl_node *node, struct store_tx *tx,
			     struct node_job *job)
{
	struct alarm_job *alarm = (struct alarm_job *)job;
	int64_t now = wasl_clock_now(&node->clock);
	struct wasl_arg evidence =
		alarm->evidence == NULL ? wasl_arg_null()
					: wasl_arg_bytes((wasl_bytes){
						  alarm->evidence, alarm->n});

	WASL_TRY(node_feed_note(node, tx, WASL_CHANGE_LINE, alarm->peer_id,
				&job->err));
	if (alarm->clear)
		return wasl_store_exec(tx, WASL_SQL_ALARM_CLEAR, &job->err,
				       WASL_ARGS(wasl_arg_int(alarm->peer_id),
						 wasl_arg_str(alarm->code),
						 wasl_arg_int(now)));
	return wasl_store_exec(tx, WASL_SQL_ALARM_RAISE, &job->err,
			       WASL_ARGS(wasl_arg_int(alarm->peer_id),
					 wasl_arg_str(alarm->code),
					 wasl_arg_str(alarm->fact), evidence,
					 wasl_arg_int(now)));
}

static void alarm_after(struct wasl_node *node, struct node_job *job)
{
	struct alarm_job *alarm = (struct alarm_job *)job;

	(void)node;
	if (job->status != WASL_OK)
		node_log(write_failed, NODE_T("what", "alarm"),
			 NODE_T("why", job->err.text));
	wasl_free(alarm->evidence);
	wasl_free(alarm);
}

/* The log has it whatever becomes of the database. */
static void submit(struct wasl_node *node, struct node_peer *peer,
		   const struct alarm_job *what)
{
	struct alarm_job *alarm = wasl_alloc(1, sizeof(*alarm));

	node_log(line_alarm, NODE_T("peer", peer->keys.partner),
		 NODE_T("code", what->code), NODE_T("fact", what->fact),
		 NODE_I("over", what->clear));
	if (alarm == NULL) {
		wasl_free(what->evidence);
		return;
	}
	*alarm = *what;
	alarm->peer_id = peer->id;
	alarm->job = (struct node_job){
		.run = alarm_run, .after = alarm_after, .internal = true};
	if (node_writer_submit(node->writer, &alarm->job, NULL) == WASL_OK)
		return;
	wasl_free(alarm->evidence);
	wasl_free(alarm);
}

void node_alarm_raise(struct wasl_node *node, struct node_peer *peer,
		      enum wasl_line_alarm code, uint64_t a, uint64_t b)
{
	struct alarm_job alarm = {.code = wasl_line_alarm_name(code)};

	snprintf(alarm.fact, sizeof(alarm.fact), "%s (%llu, %llu)",
		 wasl_line_alarm_text(code), (unsigned long long)a,
		 (unsigned long long)b);
	submit(node, peer, &alarm);
}

void node_alarm_clear(struct wasl_node *node, struct node_peer *peer,
		      enum wasl_line_alarm code)
{
	const struct alarm_job alarm = {.code = wasl_line_alarm_name(code),
					.clear = true};

	submit(node, peer, &alarm);
}

void node_alarm_stands(struct wasl_node *node, struct node_peer *peer,
		       const char **standing, const char *code,
		       const char *fact)
{
	struct alarm_job alarm = {.code = *standing, .clear = true};

	if (code == NULL || *standing == code)
		return;
	if (*standing != NULL)
		submit(node, peer, &alarm);
	*standing = code;
	alarm = (struct alarm_job){.code = code};
	snprintf(alarm.fact, sizeof(alarm.fact), "%s", fact);
	submit(node, peer, &alarm);
}

wasl_status node_alarm_lost(struct wasl_node *node, struct store_tx *tx,
			    struct node_peer *peer, const char *references,
			    struct wasl_err *err)
{
	char fact[NODE_FACT_MAX];

	if (references[0] == '\0')
		return WASL_OK;
	snprintf(fact, sizeof(fact),
		 "acts of ours no longer count, in %s: look at each and act "
		 "again; wasl epoch %s lists them",
		 references, peer->keys.partner);
	return wasl_store_exec(
		tx, WASL_SQL_ALARM_RAISE, err,
		WASL_ARGS(wasl_arg_int(peer->id), wasl_arg_str("EPOCH_LOST"),
			  wasl_arg_str(fact), wasl_arg_null(),
			  wasl_arg_int(wasl_clock_now(&node->clock))));
}

/* Held note, then what contradicts it, each after its length in eight bytes. */
static void gather(struct alarm_job *alarm, wasl_bytes held, wasl_bytes shown)
{
	struct wasl_buf out = {.cap = 16 + held.n + shown.n};

	out.p = wasl_alloc(out.cap, 1);
	if (out.p == NULL)
		return;
	wasl_buf_put_u64(&out, held.n);
	wasl_buf_put(&out, held.p, held.n);
	wasl_buf_put_u64(&out, shown.n);
	wasl_buf_put(&out, shown.p, shown.n);
	alarm->evidence = out.p;
	alarm->n = out.n;
}

void node_alarm_freeze(struct wasl_node *node, struct node_peer *peer,
		       enum wasl_line_log log)
{
	bool own = log == WASL_LINE_OWN;
	struct wasl_keyd_head *head =
		own ? &peer->signed_head : &peer->cosigned;
	struct alarm_job alarm = {.code = "FROZEN"};
	struct wasl_err err;

	if (wasl_keyd_freeze(node->keyd, peer->number,
			     own ? WASL_KEYD_OWN : WASL_KEYD_MIRROR,
			     &err) != WASL_OK)
		node_log(write_failed, NODE_T("what", "freeze"),
			 NODE_T("why", err.text));
	head->frozen = true;
	snprintf(alarm.fact, sizeof(alarm.fact),
		 "%s is frozen until two persons act",
		 own ? peer->keys.own_origin : peer->keys.partner_origin);
	gather(&alarm, (wasl_bytes){head->note, head->note_n},
	       own ? peer->answer : node_intake_body(peer));
	submit(node, peer, &alarm);
}
