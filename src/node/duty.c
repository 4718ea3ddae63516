#include "node/feed.h"
#include "node/state.h"
#include "node/task.h"

struct duty_job {
	struct node_job job;
	const struct wasl_duty *duty; /* NULL: remove */
	int64_t id;
};

static wasl_status duty_run(struct wasl_node *node, struct store_tx *tx,
			    struct node_job *job)
{
	struct duty_job *duty = (struct duty_job *)job;

	WASL_TRY(duty->duty == NULL
			 ? wasl_duty_remove(tx, duty->id, &job->err)
			 : wasl_duty_add(tx, &duty->id, duty->duty,
					 wasl_clock_now(&node->clock),
					 &job->err));
	return node_feed_note(node, tx, WASL_CHANGE_DUTY, 0, &job->err);
}

wasl_status wasl_node_duty_add(struct wasl_node *node, int64_t *id,
			       const struct wasl_duty *duty,
			       const struct wasl_user *actor,
			       struct wasl_err *err)
{
	struct duty_job job = {.job = {.run = duty_run}, .duty = duty};

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_DUTY, err));
	WASL_TRY(node_writer_call(node->writer, &job.job, err));
	*id = job.id;
	return WASL_OK;
}

wasl_status wasl_node_duty_remove(struct wasl_node *node, int64_t id,
				  const struct wasl_user *actor,
				  struct wasl_err *err)
{
	struct duty_job job = {.job = {.run = duty_run}, .id = id};

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_DUTY, err));
	return node_writer_call(node->writer, &job.job, err);
}

wasl_status wasl_node_roster_get(struct wasl_node *node,
				 struct wasl_arena *arena,
				 struct wasl_node_roster *out,
				 const struct wasl_duty_when *when,
				 const struct wasl_user *actor,
				 struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};

	*out = (struct wasl_node_roster){0};
	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_STATUS, err));
	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(wasl_duty_list(&r, arena, &out->duties, &out->n, when, err));
	if (when->role[0] == '\0')
		return WASL_OK;
	out->gaps = wasl_arena_take(arena, out->n + 1, sizeof(*out->gaps));
	WASL_TRY(wasl_arena_check(arena, err));
	wasl_duty_gaps(out->gaps, &out->n_gaps, out->duties, out->n, when->from,
		       when->until);
	return WASL_OK;
}
