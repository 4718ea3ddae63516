#include "crypto/hash.h"
#include "desk/credential.h"
#include "desk/right.h"
#include "desk/second.h"
#include "kind/fault.h"
#include "node/feed.h"
#include "node/state.h"

#include <stdio.h>

wasl_status wasl_node_officer(struct wasl_node *node, struct wasl_user *out,
			      wasl_text name, struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};

	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(wasl_user_by_name(&r, out, name, err));
	return wasl_user_active(out, wasl_clock_now(&node->clock), err);
}

/*
 * Officers and their roles. Who gives roles needs a second person, unless he
 * is the only one who ever might (docs/decisions/2026-11-26-never-alone.md):
 * whoever takes the other one out of service is not alone by that. What takes
 * roles away counts at once, but for those of the one who may be the second.
 */
struct user_job {
	struct node_job job;
	const struct wasl_user *actor;
	const struct wasl_user_new *user; /* of an enrolment, else NULL */
	wasl_text name;
	uint32_t roles;
	char said[WASL_SECOND_SAID_MAX + 1];
	struct wasl_user *out;
	const struct wasl_secret *token; /* of a link */
	int64_t expires;
	bool local;
	bool waits; /* out */
};

/* For whoever looks at what was done here. */
static wasl_status note(struct wasl_node *node, struct store_tx *tx,
			const struct user_job *u, struct wasl_err *err)
{
	char purpose[WASL_ACCESS_PURPOSE_MAX + 1];
	const struct wasl_access access = {
		.at = wasl_clock_now(&node->clock),
		.user_id = u->actor->id,
		.what = WASL_ACCESS_ROLES,
		.purpose = purpose,
	};

	snprintf(purpose, sizeof(purpose), "%.64s: %.130s", u->out->name,
		 u->said);
	return wasl_access_add(tx, &access, err);
}

static bool may_grant(const struct wasl_user *user)
{
	return wasl_roles_may(user->roles, WASL_RIGHT_GRANT);
}

/*
 * Of the two, one may give roles; a custodian is the second where nobody else
 * in service is, for he cannot be made the second by taking others away.
 *
 * In:   first  who said it before, or the actor, who then needs nobody; 0: it
 *	        waits
 */
static wasl_status pair(struct wasl_node *node, struct store_tx *tx,
			const struct user_job *u, int64_t first,
			struct wasl_err *err)
{
	struct wasl_user one = *u->actor;
	const int64_t but[] = {first, u->out->id};
	bool other;

	if (first != 0 && first != u->actor->id)
		WASL_TRY(wasl_user_by_id(&tx->reader, &one, first, err));
	if (!may_grant(&one))
		return wasl_fault(err, WASL_DENIED, "", "grant-first");
	if (may_grant(u->actor))
		return WASL_OK;
	WASL_TRY(wasl_user_other(&tx->reader, &other, but, WASL_RIGHT_GRANT,
				 wasl_clock_now(&node->clock), err));
	return other ? wasl_fault(err, WASL_DENIED, "", "grant-second")
		     : WASL_OK;
}

/* It counts from now on: his streams are looked at. */
static wasl_status counts(struct wasl_node *node, struct store_tx *tx,
			  const struct user_job *u, wasl_status status,
			  struct wasl_err *err)
{
	if (status != WASL_OK)
		return status;
	return node_feed_note(node, tx, WASL_CHANGE_OFFICER, u->out->id, err);
}

/* Whether the actor's word is enough, or the second one's; noted either way.
 * After the checks: no second person is asked for what cannot be. */
static wasl_status both(struct wasl_node *node, struct store_tx *tx,
			struct user_job *u, bool grants, struct wasl_err *err)
{
	char what[WASL_SECOND_WHAT_MAX + 1];
	const struct wasl_second_word second = {what, u->said, u->actor->id};
	const int64_t but[] = {u->actor->id, u->actor->id};
	int64_t now = wasl_clock_now(&node->clock), first = u->actor->id;
	bool other = false;

	if (grants)
		WASL_TRY(wasl_user_other(&tx->reader, &other, but,
					 WASL_RIGHT_GRANT, WASL_USER_EVER,
					 err));
	snprintf(what, sizeof(what), "officer %s", u->out->name);
	if (other)
		WASL_TRY(wasl_second_say(tx, &first, &second, now, err));
	if (grants)
		WASL_TRY(pair(node, tx, u, first, err));
	u->waits = first == 0;
	return note(node, tx, u, err);
}

static wasl_status call(struct wasl_node *node, struct user_job *job,
			wasl_right right, bool *waits, struct wasl_err *err)
{
	WASL_TRY(wasl_roles_need(job->actor->roles, right, err));
	WASL_TRY(node_writer_call(node->writer, &job->job, err));
	if (waits != NULL)
		*waits = job->waits;
	return WASL_OK;
}

static wasl_status add_run(struct wasl_node *node, struct store_tx *tx,
			   struct node_job *job)
{
	struct user_job *add = (struct user_job *)job;
	int64_t now = wasl_clock_now(&node->clock);

	*add->out = (struct wasl_user){.roles = add->user->roles,
				       .until = add->user->until};
	WASL_TRY(wasl_user_may_add(&tx->reader, add->user, now, &job->err));
	memcpy(add->out->name, add->user->name.p, add->user->name.n);
	memcpy(add->out->unit, add->user->unit.p, add->user->unit.n);
	WASL_TRY(both(node, tx, add, true, &job->err));
	if (add->waits)
		return WASL_OK;
	return counts(node, tx, add,
		      wasl_user_add(tx, add->out, add->user, now, &node->random,
				    &job->err),
		      &job->err);
}

wasl_status wasl_node_user_add(struct wasl_node *node, struct wasl_user *out,
			       bool *waits, const struct wasl_user *actor,
			       const struct wasl_user_new *user,
			       struct wasl_err *err)
{
	struct user_job job = {
		.job = {.run = add_run},
		.actor = actor,
		.user = user,
		.out = out,
	};
	char roles[WASL_ROLES_TEXT_MAX];

	wasl_roles_write(roles, user->roles);
	snprintf(job.said, sizeof(job.said), "enrol in %.*s as %s until %lld",
		 user->unit.n < WASL_UNIT_MAX ? (int)user->unit.n
					      : WASL_UNIT_MAX,
		 user->unit.p, roles, (long long)user->until);
	return call(node, &job, WASL_RIGHT_SECOND, waits, err);
}

static wasl_status himself(const struct user_job *u, struct wasl_err *err)
{
	return u->out->id != u->actor->id
		       ? WASL_OK
		       : wasl_fault(err, WASL_RULE, "", "roles-self");
}

static wasl_status roles_run(struct wasl_node *node, struct store_tx *tx,
			     struct node_job *job)
{
	struct user_job *u = (struct user_job *)job;
	bool gives;

	WASL_TRY(wasl_roles_compatible(u->roles, &job->err));
	WASL_TRY(wasl_user_by_name(&tx->reader, u->out, u->name, &job->err));
	WASL_TRY(himself(u, &job->err));
	gives = (u->roles & ~u->out->roles) != 0 ||
		(may_grant(u->out) &&
		 !wasl_roles_may(u->roles, WASL_RIGHT_GRANT));
	/* What is not given needs no pair, and so no custodian. */
	if (!gives)
		WASL_TRY(wasl_roles_need(u->actor->roles, WASL_RIGHT_GRANT,
					 &job->err));
	WASL_TRY(both(node, tx, u, gives, &job->err));
	if (u->waits)
		return WASL_OK;
	return counts(node, tx, u,
		      wasl_user_roles(tx, u->out, u->roles, &job->err),
		      &job->err);
}

wasl_status wasl_node_user_roles(struct wasl_node *node, struct wasl_user *out,
				 bool *waits, wasl_text name, uint32_t roles,
				 const struct wasl_user *actor,
				 struct wasl_err *err)
{
	struct user_job job = {
		.job = {.run = roles_run},
		.actor = actor,
		.name = name,
		.roles = roles,
		.out = out,
	};
	char words[WASL_ROLES_TEXT_MAX];

	wasl_roles_write(words, roles);
	snprintf(job.said, sizeof(job.said), "roles %s", words);
	return call(node, &job, WASL_RIGHT_SECOND, waits, err);
}

static wasl_status disable_run(struct wasl_node *node, struct store_tx *tx,
			       struct node_job *job)
{
	struct user_job *u = (struct user_job *)job;

	WASL_TRY(wasl_user_by_name(&tx->reader, u->out, u->name, &job->err));
	WASL_TRY(himself(u, &job->err));
	WASL_TRY(both(node, tx, u, false, &job->err));
	return counts(node, tx, u,
		      wasl_user_disable(tx, u->out, u->name, true, u->actor->id,
					&job->err),
		      &job->err);
}

wasl_status wasl_node_user_disable(struct wasl_node *node,
				   struct wasl_user *out, wasl_text name,
				   const struct wasl_user *actor,
				   struct wasl_err *err)
{
	struct user_job job = {
		.job = {.run = disable_run},
		.actor = actor,
		.name = name,
		.said = "disable",
		.out = out,
	};

	return call(node, &job, WASL_RIGHT_USERS, NULL, err);
}

static wasl_status enable_run(struct wasl_node *node, struct store_tx *tx,
			      struct node_job *job)
{
	struct user_job *u = (struct user_job *)job;

	WASL_TRY(wasl_user_by_name(&tx->reader, u->out, u->name, &job->err));
	WASL_TRY(himself(u, &job->err));
	WASL_TRY(both(node, tx, u, u->out->disabled, &job->err));
	if (u->waits)
		return WASL_OK;
	return counts(node, tx, u,
		      wasl_user_disable(tx, u->out, u->name, false,
					u->actor->id, &job->err),
		      &job->err);
}

wasl_status wasl_node_user_enable(struct wasl_node *node, struct wasl_user *out,
				  bool *waits, wasl_text name,
				  const struct wasl_user *actor,
				  struct wasl_err *err)
{
	struct user_job job = {
		.job = {.run = enable_run},
		.actor = actor,
		.name = name,
		.said = "enable",
		.out = out,
	};

	return call(node, &job, WASL_RIGHT_SECOND, waits, err);
}

static struct wasl_hash token_hash(const struct wasl_secret *token)
{
	return wasl_sha256(wasl_secret_reveal(token));
}

static wasl_status link_run(struct wasl_node *node, struct store_tx *tx,
			    struct node_job *job)
{
	struct user_job *u = (struct user_job *)job;
	int64_t now = wasl_clock_now(&node->clock);
	struct wasl_credential had;
	struct wasl_hash hash = token_hash(u->token);
	bool replaces;

	WASL_TRY(wasl_user_by_name(&tx->reader, u->out, u->name, &job->err));
	WASL_TRY(wasl_user_active(u->out, now, &job->err));
	/* Whoever sits at an open session must not take it over for good. */
	if (!u->local)
		WASL_TRY(himself(u, &job->err));
	WASL_TRY(wasl_credential_get(&tx->reader, &had, u->out->id, &job->err));
	replaces = had.password[0] != '\0' && u->out->id != u->actor->id;
	/* What nobody loses needs no pair, and so no custodian. */
	if (!replaces)
		WASL_TRY(wasl_roles_need(u->actor->roles, WASL_RIGHT_GRANT,
					 &job->err));
	WASL_TRY(both(node, tx, u, replaces, &job->err));
	u->expires = now + WASL_ENROLMENT_S;
	return u->waits ? WASL_OK
			: wasl_enrolment_put(tx, u->out->id, &hash, u->expires,
					     &job->err);
}

wasl_status wasl_node_user_link(struct wasl_node *node,
				struct wasl_secret *token, int64_t *expires,
				bool *waits, wasl_text name, bool local,
				const struct wasl_user *actor,
				struct wasl_err *err)
{
	struct wasl_user out;
	struct user_job job = {
		.job = {.run = link_run},
		.actor = actor,
		.name = name,
		.said = "link",
		.out = &out,
		.token = token,
		.local = local,
	};

	wasl_secret_make(token, &node->random);
	WASL_TRY(call(node, &job, WASL_RIGHT_SECOND, waits, err));
	*expires = job.expires;
	return WASL_OK;
}

/* The one whom `wasl init` made, as a rule. */
static wasl_status find_first(struct store_reader *r, struct wasl_user *out,
			      int64_t now, struct wasl_err *err)
{
	wasl_autoarena arena =
		wasl_arena_init(2 * WASL_USERS_MAX * sizeof(struct wasl_user));
	struct wasl_user *users;
	bool any;
	size_t n;

	*out = (struct wasl_user){0};
	WASL_TRY(wasl_credential_any(r, &any, err));
	WASL_TRY(wasl_user_list(r, &arena, &users, &n, err));
	for (size_t i = 0; i < n; i++)
		if (wasl_roles_may(users[i].roles, WASL_RIGHT_USERS) &&
		    wasl_user_active(&users[i], now, NULL) == WASL_OK &&
		    (out->id == 0 || users[i].id < out->id))
			*out = users[i];
	return any || out->id == 0
		       ? wasl_fault(err, WASL_NOT_FOUND, "", "no-first-admin")
		       : WASL_OK;
}

static wasl_status first_run(struct wasl_node *node, struct store_tx *tx,
			     struct node_job *job)
{
	struct user_job *u = (struct user_job *)job;
	int64_t now = wasl_clock_now(&node->clock);
	struct wasl_hash hash = token_hash(u->token);

	WASL_TRY(find_first(&tx->reader, u->out, now, &job->err));
	return wasl_enrolment_put(tx, u->out->id, &hash, now + WASL_ENROLMENT_S,
				  &job->err);
}

wasl_status wasl_node_first_link(struct wasl_node *node,
				 struct wasl_secret *token,
				 struct wasl_user *out, struct wasl_err *err)
{
	struct user_job job = {
		.job = {.run = first_run}, .out = out, .token = token};

	wasl_secret_make(token, &node->random);
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
