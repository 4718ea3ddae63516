#include "desk/right.h"
#include "node/state.h"

wasl_status wasl_node_officer(struct wasl_node *node, struct wasl_user *out,
			      wasl_text name, struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};

	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(wasl_user_by_name(&r, out, name, err));
	return wasl_user_active(out, wasl_clock_now(&node->clock), err);
}

struct user_job {
	struct node_job job;
	const struct wasl_user_new *user;
	struct wasl_user *out;
};

static wasl_status add_run(struct wasl_node *node, struct store_tx *tx,
			   struct node_job *job)
{
	struct user_job *add = (struct user_job *)job;

	return wasl_user_add(tx, add->out, add->user,
			     wasl_clock_now(&node->clock), &node->random,
			     &job->err);
}

wasl_status wasl_node_user_add(struct wasl_node *node, struct wasl_user *out,
			       const struct wasl_user *actor,
			       const struct wasl_user_new *user,
			       struct wasl_err *err)
{
	struct user_job job = {
		.job = {.run = add_run}, .user = user, .out = out};

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_USERS, err));
	return node_writer_call(node->writer, &job.job, err);
}

struct disable_job {
	struct node_job job;
	struct wasl_user *out;
	wasl_text name;
	bool disabled;
	int64_t actor_id;
};

static wasl_status disable_run(struct wasl_node *node, struct store_tx *tx,
			       struct node_job *job)
{
	struct disable_job *d = (struct disable_job *)job;

	(void)node;
	return wasl_user_disable(tx, d->out, d->name, d->disabled, d->actor_id,
				 &job->err);
}

wasl_status wasl_node_user_disable(struct wasl_node *node,
				   struct wasl_user *out, wasl_text name,
				   bool disabled, const struct wasl_user *actor,
				   struct wasl_err *err)
{
	struct disable_job job = {
		.job = {.run = disable_run},
		.out = out,
		.name = name,
		.disabled = disabled,
		.actor_id = actor->id,
	};

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_USERS, err));
	return node_writer_call(node->writer, &job.job, err);
}

wasl_status wasl_node_user_list(struct wasl_node *node,
				struct wasl_arena *arena,
				struct wasl_user **out, size_t *n,
				const struct wasl_user *actor,
				struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_USERS, err));
	WASL_TRY(wasl_store_read(&r, node->store, err));
	return wasl_user_list(&r, arena, out, n, err);
}

wasl_status wasl_node_access_list(struct wasl_node *node,
				  struct wasl_arena *arena,
				  struct wasl_access_row **out, size_t *n,
				  const struct wasl_access_filter *filter,
				  const struct wasl_user *actor,
				  struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_ACCESS, err));
	WASL_TRY(wasl_store_read(&r, node->store, err));
	return wasl_access_list(&r, arena, out, n, filter, err);
}
