#include "node/aside.h"

#include "kind/fault.h"
#include "node/feed.h"
#include "node/need.h"
#include "node/put.h"

struct aside_job {
	struct node_job job;
	wasl_text ref;
	int64_t until;
	const struct wasl_user *actor;
};

static wasl_status aside_run(struct wasl_node *node, struct store_tx *tx,
			     struct node_job *job)
{
	struct aside_job *aside = (struct aside_job *)job;
	int64_t now = wasl_clock_now(&node->clock);
	struct wasl_err *err = &job->err;
	struct wasl_dossier_id id;
	struct node_peer *peer;

	if (aside->until != 0 &&
	    (aside->until <= now || aside->until - now > WASL_NODE_ASIDE_MAX))
		return wasl_fault(err, WASL_SCHEMA, "/until", "within-year");
	WASL_TRY(node_find_ref(node, &tx->reader, aside->ref, &peer, &id, err));
	if (wasl_dossier_id_eq(&id, &peer->line_dossier.id))
		return wasl_fault(err, WASL_CONFLICT, "", "line-own");
	WASL_TRY(node_need_check(node, &tx->reader, &id, aside->actor, err));
	WASL_TRY(node_feed_task(node, tx, &id, err));
	return wasl_store_exec(
		tx,
		aside->until == 0 ? WASL_SQL_ASIDE_REMOVE : WASL_SQL_ASIDE_PUT,
		err,
		WASL_ARGS(wasl_arg_int(aside->actor->id),
			  wasl_arg_bytes(wasl_dossier_id_bytes(&id)),
			  wasl_arg_int(aside->until)));
}

wasl_status wasl_node_aside(struct wasl_node *node, wasl_text ref,
			    int64_t until, const struct wasl_user *actor,
			    struct wasl_err *err)
{
	struct aside_job job = {.job = {.run = aside_run},
				.ref = ref,
				.until = until,
				.actor = actor};

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_LIST, err));
	return node_writer_call(node->writer, &job.job, err);
}
