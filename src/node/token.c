#include "node/token.h"

#include "base/text.h"
#include "desk/credential.h"
#include "desk/session.h"
#include "kind/fault.h"
#include "node/log.h"
#include "node/state.h"

struct token_job {
	struct node_job job;
	struct wasl_token *token;
	const struct wasl_hash *hash;
	int64_t id, officer_id;
};

static wasl_status check_rights(const struct wasl_token *token,
				const struct wasl_user *actor,
				struct wasl_err *err)
{
	char name[WASL_RIGHT_NAME_MAX];

	for (int i = 0; i < WASL_RIGHT_COUNT; i++) {
		if ((token->rights & UINT32_C(1) << i) == 0)
			continue;
		wasl_right_write(name, (wasl_right)i);
		if (!wasl_token_may((wasl_right)i))
			return wasl_fault_of(
				err, WASL_RULE, "/scopes", "scope-person",
				WASL_FAULT_T("right", wasl_text_of(name)));
		if (!wasl_roles_may(actor->roles, (wasl_right)i))
			return wasl_fault_of(
				err, WASL_DENIED, "/scopes", "scope-not-yours",
				WASL_FAULT_T("right", wasl_text_of(name)));
	}
	return WASL_OK;
}

static wasl_status check(const struct wasl_token *token, int64_t now,
			 const struct wasl_user *actor, struct wasl_err *err)
{
	if (!wasl_line_valid(wasl_text_of(token->name), WASL_TOKEN_NAME_MAX))
		return wasl_fault_of(err, WASL_SCHEMA, "/name", "name-range",
				     WASL_FAULT_N("max", WASL_TOKEN_NAME_MAX));
	if (token->expires_at <= now ||
	    token->expires_at > now + WASL_TOKEN_LIFE_S)
		return wasl_fault(err, WASL_SCHEMA, "/expires", "within-year");
	return check_rights(token, actor, err);
}

static wasl_status add_run(struct wasl_node *node, struct store_tx *tx,
			   struct node_job *job)
{
	struct token_job *t = (struct token_job *)job;

	return wasl_token_add(tx, t->token, t->hash,
			      wasl_clock_now(&node->clock), &job->err);
}

wasl_status wasl_node_token_add(struct wasl_node *node, struct wasl_secret *key,
				struct wasl_token *token,
				const struct wasl_user *actor,
				struct wasl_err *err)
{
	struct wasl_hash hash;
	struct token_job job = {
		.job = {.run = add_run}, .token = token, .hash = &hash};

	WASL_TRY(check(token, wasl_clock_now(&node->clock), actor, err));
	token->user = *actor;
	wasl_secret_make(key, &node->random);
	hash = wasl_sha256(wasl_secret_reveal(key));
	WASL_TRY(node_writer_call(node->writer, &job.job, err));
	node_log(token_made, NODE_I("officer", actor->id),
		 NODE_I("token", token->id));
	return WASL_OK;
}

static wasl_status used_run(struct wasl_node *node, struct store_tx *tx,
			    struct node_job *job)
{
	struct token_job *t = (struct token_job *)job;

	return wasl_token_used(tx, t->id, wasl_clock_now(&node->clock),
			       &job->err);
}

wasl_status wasl_node_token_look(struct wasl_node *node, struct wasl_token *out,
				 const struct wasl_hash *hash,
				 struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	int64_t now = wasl_clock_now(&node->clock);

	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(wasl_token_get(&r, out, hash, now, err));
	return wasl_user_active(&out->user, now, NULL) == WASL_OK
		       ? WASL_OK
		       : wasl_fault(err, WASL_SIGN_IN, "", "token-officer");
}

wasl_status wasl_node_token_use(struct wasl_node *node, struct wasl_token *out,
				const struct wasl_secret *key,
				struct wasl_err *err)
{
	int64_t now = wasl_clock_now(&node->clock);
	struct wasl_hash hash = wasl_sha256(wasl_secret_reveal(key));
	struct token_job job = {.job = {.run = used_run}};
	wasl_status noted = WASL_OK;

	WASL_TRY(wasl_node_token_look(node, out, &hash, err));
	job.id = out->id;
	if (now - out->used_at >= WASL_SESSION_NOTE_S)
		noted = node_writer_call(node->writer, &job.job, NULL);
	/* Whether it could be written or not, what was read holds. */
	(void)noted;
	return WASL_OK;
}

static int64_t whose(const struct wasl_user *actor)
{
	return wasl_roles_may(actor->roles, WASL_RIGHT_USERS) ? 0 : actor->id;
}

wasl_status wasl_node_token_list(struct wasl_node *node,
				 struct wasl_arena *arena,
				 struct wasl_token **out, size_t *n,
				 const struct wasl_user *actor,
				 struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};

	WASL_TRY(wasl_store_read(&r, node->store, err));
	return wasl_token_list(&r, arena, out, n, whose(actor),
			       wasl_clock_now(&node->clock), err);
}

static wasl_status drop_run(struct wasl_node *node, struct store_tx *tx,
			    struct node_job *job)
{
	struct token_job *t = (struct token_job *)job;

	(void)node;
	return wasl_token_drop(tx, t->id, t->officer_id, &job->err);
}

wasl_status wasl_node_token_drop(struct wasl_node *node, int64_t id,
				 const struct wasl_user *actor,
				 struct wasl_err *err)
{
	struct token_job job = {
		.job = {.run = drop_run}, .id = id, .officer_id = whose(actor)};

	return node_writer_call(node->writer, &job.job, err);
}
