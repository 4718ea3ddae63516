#include "node/signin.h"

#include "base/alloc.h"
#include "base/text.h"
#include "desk/password.h"
#include "kind/fault.h"
#include "node/log.h"
#include "node/signin_impl.h"

#include <fido.h>
#include <liboath/oath.h>
#include <stdio.h>

/* Of a password that nobody knows, at the cost of every other: looked at where
 * there is none, so that it takes as long. */
static const char nobody[] =
	"$argon2id$v=19$m=65536,t=3,p=1$UfQfZS6LZd2F2bKmu"
	"nZyuw$erN26ZJUuVkNpEB+E+6YruXKQtxZzlnGDSZlaGxuy4s";

wasl_status node_signin_new(struct node_signin **out,
			    const struct wasl_random *random,
			    struct wasl_err *err)
{
	struct node_signin *s = wasl_alloc(1, sizeof(*s));

	*out = s;
	if (s == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "signing in");
	pthread_mutex_init(&s->lock, NULL);
	pthread_cond_init(&s->left, NULL);
	wasl_tries_init(&s->tries, random);
	wasl_secret_make(&s->challenges, random);
	fido_init(0);
	(void)oath_init();
	return WASL_OK;
}

void node_signin_free(struct node_signin *s)
{
	if (s == NULL)
		return;
	pthread_mutex_destroy(&s->lock);
	pthread_cond_destroy(&s->left);
	wasl_secret_wipe(&s->challenges);
	wasl_free(s);
}

/* --- not more than two at once -------------------------------------------- */

static wasl_status enter(struct node_signin *s, struct wasl_err *err)
{
	wasl_status status = WASL_OK;

	pthread_mutex_lock(&s->lock);
	if (s->busy == WASL_SIGNIN_AT_ONCE &&
	    s->waiting == WASL_SIGNIN_WAITING) {
		status = wasl_fault(err, WASL_NOT_READY, "", "signin-many");
	} else {
		s->waiting++;
		while (s->busy == WASL_SIGNIN_AT_ONCE)
			pthread_cond_wait(&s->left, &s->lock);
		s->waiting--;
		s->busy++;
	}
	pthread_mutex_unlock(&s->lock);
	return status;
}

static void leave(struct node_signin *s)
{
	pthread_mutex_lock(&s->lock);
	s->busy--;
	pthread_cond_signal(&s->left);
	pthread_mutex_unlock(&s->lock);
}

/* --- with a password ------------------------------------------------------ */

static wasl_status try_again(struct node_signin *s,
			     struct wasl_node_sign_in *in, uint64_t now_ms,
			     struct wasl_err *err)
{
	uint64_t wait_ms;

	pthread_mutex_lock(&s->lock);
	wait_ms = wasl_tries_begin(&s->tries, in->name, in->source, now_ms);
	pthread_mutex_unlock(&s->lock);
	if (wait_ms == 0)
		return WASL_OK;
	in->wait_s = (unsigned)((wait_ms + 999) / 1000);
	return wasl_fault_of(err, WASL_TOO_MANY, "", "signin-wait",
			     WASL_FAULT_N("seconds", in->wait_s));
}

static void was_he(struct node_signin *s, const struct wasl_node_sign_in *in)
{
	pthread_mutex_lock(&s->lock);
	wasl_tries_good(&s->tries, in->name, in->source);
	pthread_mutex_unlock(&s->lock);
}

/* All zero where there is nobody of this name, or he may not come in. */
static wasl_status look_up(struct wasl_node *node, struct wasl_user *user,
			   struct wasl_credential *credential, wasl_text name,
			   struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_status status;

	*user = (struct wasl_user){0};
	*credential = (struct wasl_credential){0};
	WASL_TRY(wasl_store_read(&r, node->store, err));
	status = name.n > WASL_USER_NAME_MAX || !wasl_user_name_valid(name)
			 ? WASL_NOT_FOUND
			 : wasl_user_by_name(&r, user, name, err);
	if (status == WASL_NOT_FOUND)
		return WASL_OK;
	if (status != WASL_OK)
		return status;
	WASL_TRY(wasl_credential_get(&r, credential, user->id, err));
	if (wasl_user_active(user, wasl_clock_now(&node->clock), NULL) !=
	    WASL_OK)
		*user = (struct wasl_user){0};
	return WASL_OK;
}

static bool password_fits(const struct wasl_credential *credential,
			  wasl_text password)
{
	bool has = credential->password[0] != '\0';

	return wasl_password_is(has ? credential->password : nobody,
				wasl_text_bytes(password)) &&
	       has;
}

static wasl_status begin_run(struct wasl_node *node, struct store_tx *tx,
			     struct node_job *job)
{
	struct node_begin *b = (struct node_begin *)job;
	int64_t now = wasl_clock_now(&node->clock), officer;

	if (b->step != 0)
		WASL_TRY(wasl_credential_code(tx, b->session->user.id, b->step,
					      &job->err));
	if (b->passkey != NULL)
		WASL_TRY(wasl_passkey_used(tx, b->passkey, b->counter, now,
					   &job->err));
	if (b->link != NULL) {
		WASL_TRY(wasl_enrolment_get(&tx->reader, &officer, b->link, now,
					    &job->err));
		WASL_TRY(wasl_user_by_id(&tx->reader, &b->session->user,
					 officer, &job->err));
		WASL_TRY(wasl_credential_reset(tx, officer, b->password,
					       &job->err));
	}
	return wasl_session_add(tx, b->session, b->hash, now, &job->err);
}

wasl_status node_session_begin(struct wasl_node *node, struct wasl_secret *key,
			       struct node_begin *begin, const char *source,
			       struct wasl_err *err)
{
	struct wasl_session *session = begin->session;
	struct wasl_hash hash;

	wasl_secret_make(key, &node->random);
	hash = wasl_sha256(wasl_secret_reveal(key));
	begin->hash = &hash;
	begin->job.run = begin_run;
	snprintf(session->address, sizeof(session->address), "%s", source);
	WASL_TRY(node_writer_call(node->writer, &begin->job, err));
	node_log(signed_in, NODE_I("officer", session->user.id),
		 NODE_T("how", wasl_session_how_text(session->how)));
	return WASL_OK;
}

wasl_status node_sign_in_refused(const char *source, wasl_status why,
				 struct wasl_err *err)
{
	node_log(sign_in_refused, NODE_T("source", source),
		 NODE_T("why", wasl_status_name(why)));
	return why == WASL_SIGN_IN ? wasl_fault(err, why, "", "signin-wrong")
				   : why;
}

/* After the password: the code, where one is asked for. */
static wasl_status check_code(struct wasl_node *node, struct node_begin *begin,
			      const struct wasl_credential *credential,
			      const struct wasl_node_sign_in *in,
			      struct wasl_err *err)
{
	if (!credential->totp)
		return WASL_OK;
	if (in->code.p == NULL)
		return wasl_fault(err, WASL_CODE_NEEDED, "", "signin-code");
	begin->session->how = WASL_SESSION_CODE;
	return node_totp_check(node, &begin->step, begin->session->user.id,
			       credential, in->code, NULL) == WASL_OK
		       ? WASL_OK
		       : WASL_SIGN_IN;
}

/* The name's password, and not too often. Err: SIGN_IN, without a text. */
static wasl_status check_password(struct wasl_node *node,
				  struct wasl_user *user,
				  struct wasl_credential *credential,
				  struct wasl_node_sign_in *in,
				  struct wasl_err *err)
{
	struct node_signin *s = node->signin;
	bool fits = false;
	wasl_status status;

	if (in->name.n > WASL_SIGNIN_NAME_MAX ||
	    in->password.n > WASL_PASSWORD_BYTES_MAX)
		return WASL_SIGN_IN;
	WASL_TRY(enter(s, err));
	status = try_again(s, in, wasl_clock_ms(&node->clock), err);
	if (status == WASL_OK)
		status = look_up(node, user, credential, in->name, err);
	if (status == WASL_OK)
		fits = password_fits(credential, in->password);
	leave(s);
	return status == WASL_OK && (!fits || user->id == 0) ? WASL_SIGN_IN
							     : status;
}

wasl_status wasl_node_sign_in(struct wasl_node *node, struct wasl_secret *key,
			      struct wasl_session *out,
			      struct wasl_node_sign_in *in,
			      struct wasl_err *err)
{
	struct wasl_credential credential = {0};
	struct node_begin begin = {.session = out};
	wasl_status status;

	*out = (struct wasl_session){.how = WASL_SESSION_PASSWORD};
	status = check_password(node, &out->user, &credential, in, err);
	if (status == WASL_OK)
		status = check_code(node, &begin, &credential, in, err);
	if (status == WASL_OK)
		status = node_session_begin(node, key, &begin, in->source, err);
	if (status != WASL_OK)
		return node_sign_in_refused(in->source, status, err);
	was_he(node->signin, in);
	return WASL_OK;
}

/* --- another password ----------------------------------------------------- */

struct password_job {
	struct node_job job;
	const struct wasl_session *session;
	const char *hash;
};

static wasl_status password_run(struct wasl_node *node, struct store_tx *tx,
				struct node_job *job)
{
	struct password_job *p = (struct password_job *)job;
	int64_t officer = p->session->user.id;

	(void)node;
	WASL_TRY(wasl_credential_password(tx, officer, p->hash, &job->err));
	return wasl_session_drop_all(tx, officer, p->session->id, &job->err);
}

wasl_status wasl_node_password(struct wasl_node *node,
			       const struct wasl_session *session,
			       struct wasl_node_sign_in *in, wasl_text fresh,
			       struct wasl_err *err)
{
	char hash[WASL_PASSWORD_HASH_MAX];
	struct password_job job = {
		.job = {.run = password_run}, .session = session, .hash = hash};
	struct wasl_credential credential = {0};
	struct wasl_user user;
	wasl_status status;

	WASL_TRY(wasl_password_allowed(fresh, session->user.name, err));
	status = check_password(node, &user, &credential, in, err);
	if (status == WASL_SIGN_IN) /* he is signed in all the same */
		status = wasl_fault(err, WASL_DENIED, "", "password-other");
	if (status != WASL_OK)
		return node_sign_in_refused(in->source, status, err);
	was_he(node->signin, in);
	WASL_TRY(enter(node->signin, err));
	status = wasl_password_hash(hash, wasl_text_bytes(fresh), err);
	leave(node->signin);
	return status == WASL_OK ? node_writer_call(node->writer, &job.job, err)
				 : status;
}

/* --- with a link ---------------------------------------------------------- */

/* Before the password is looked at: is there such a link, and whose? */
static wasl_status link_of(struct wasl_node *node, struct wasl_user *user,
			   const struct wasl_hash *link, struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	int64_t now = wasl_clock_now(&node->clock), officer;

	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(wasl_enrolment_get(&r, &officer, link, now, err));
	WASL_TRY(wasl_user_by_id(&r, user, officer, err));
	return wasl_user_active(user, now, err);
}

wasl_status wasl_node_enrol(struct wasl_node *node, struct wasl_secret *key,
			    struct wasl_session *out,
			    const struct wasl_secret *token,
			    const struct wasl_node_sign_in *in,
			    struct wasl_err *err)
{
	struct wasl_hash link = wasl_sha256(wasl_secret_reveal(token));
	char hash[WASL_PASSWORD_HASH_MAX];
	struct node_begin begin = {
		.session = out, .link = &link, .password = hash};
	wasl_status status;

	*out = (struct wasl_session){.how = WASL_SESSION_LINK};
	WASL_TRY(link_of(node, &out->user, &link, err));
	WASL_TRY(wasl_password_allowed(in->password, out->user.name, err));
	WASL_TRY(enter(node->signin, err));
	status = wasl_password_hash(hash, wasl_text_bytes(in->password), err);
	leave(node->signin);
	if (status != WASL_OK)
		return status;
	return node_session_begin(node, key, &begin, in->source, err);
}

/* --- sessions ------------------------------------------------------------- */

struct session_job {
	struct node_job job;
	int64_t id, officer_id;
	const char *language;
};

static wasl_status used_run(struct wasl_node *node, struct store_tx *tx,
			    struct node_job *job)
{
	struct session_job *s = (struct session_job *)job;

	return wasl_session_used(tx, s->id, wasl_clock_now(&node->clock),
				 &job->err);
}

static wasl_status drop_run(struct wasl_node *node, struct store_tx *tx,
			    struct node_job *job)
{
	struct session_job *s = (struct session_job *)job;

	(void)node;
	return wasl_session_drop(tx, s->id, s->officer_id, &job->err);
}

/* Whether it can be written or not, what was read holds. */
static void write_down(struct wasl_node *node, int64_t id,
		       wasl_status (*run)(struct wasl_node *node,
					  struct store_tx *tx,
					  struct node_job *job))
{
	struct session_job job = {.job = {.run = run}, .id = id};

	wasl_status noted = node_writer_call(node->writer, &job.job, NULL);

	(void)noted;
}

static wasl_status session_read(struct wasl_node *node,
				struct wasl_session *out,
				const struct wasl_hash *key,
				struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};

	WASL_TRY(wasl_store_read(&r, node->store, err));
	return wasl_session_get(&r, out, key, err);
}

wasl_status wasl_node_session_look(struct wasl_node *node,
				   struct wasl_session *out,
				   const struct wasl_hash *key,
				   struct wasl_err *err)
{
	WASL_TRY(session_read(node, out, key, err));
	return wasl_session_holds(out, wasl_clock_now(&node->clock), err);
}

wasl_status wasl_node_session_use(struct wasl_node *node,
				  struct wasl_session *out,
				  const struct wasl_secret *key,
				  struct wasl_err *err)
{
	struct wasl_hash hash = wasl_sha256(wasl_secret_reveal(key));
	int64_t now = wasl_clock_now(&node->clock);
	wasl_status status;

	WASL_TRY(session_read(node, out, &hash, err));
	status = wasl_session_holds(out, now, err);
	if (status != WASL_OK)
		write_down(node, out->id, drop_run);
	else if (now - out->used_at >= WASL_SESSION_NOTE_S) {
		write_down(node, out->id, used_run);
		out->used_at = now;
	}
	return status;
}

wasl_status
wasl_node_session_list(struct wasl_node *node, struct wasl_arena *arena,
		       struct wasl_session **out, size_t *n, wasl_text name,
		       const struct wasl_user *actor, struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	struct wasl_user whose = *actor;

	WASL_TRY(wasl_store_read(&r, node->store, err));
	if (name.n > 0 && !wasl_text_is(name, actor->name)) {
		WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_USERS, err));
		WASL_TRY(wasl_user_by_name(&r, &whose, name, err));
	}
	return wasl_session_list(&r, arena, out, n, whose.id,
				 wasl_clock_now(&node->clock), err);
}

wasl_status wasl_node_session_drop(struct wasl_node *node, int64_t id,
				   const struct wasl_user *actor,
				   struct wasl_err *err)
{
	struct session_job job = {
		.job = {.run = drop_run},
		.id = id,
		.officer_id = wasl_roles_may(actor->roles, WASL_RIGHT_USERS)
				      ? 0
				      : actor->id,
	};

	return node_writer_call(node->writer, &job.job, err);
}

wasl_status wasl_node_credential(struct wasl_node *node,
				 struct wasl_credential *out,
				 const struct wasl_user *actor,
				 struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};

	WASL_TRY(wasl_store_read(&r, node->store, err));
	return wasl_credential_get(&r, out, actor->id, err);
}

static wasl_status language_run(struct wasl_node *node, struct store_tx *tx,
				struct node_job *job)
{
	struct session_job *s = (struct session_job *)job;

	(void)node;
	return wasl_credential_language(tx, s->officer_id, s->language,
					&job->err);
}

wasl_status wasl_node_language(struct wasl_node *node, const char *language,
			       const struct wasl_user *actor,
			       struct wasl_err *err)
{
	struct session_job job = {
		.job = {.run = language_run},
		.officer_id = actor->id,
		.language = language,
	};

	return node_writer_call(node->writer, &job.job, err);
}

wasl_status wasl_node_peer_names(struct wasl_node *node,
				 struct wasl_arena *arena, const char ***out,
				 size_t *n, struct wasl_err *err)
{
	*n = 0;
	pthread_rwlock_rdlock(&node->lock);
	*out = wasl_arena_take(arena, node->peers_n + 1, sizeof(**out));
	for (; *out != NULL && *n < node->peers_n; ++*n)
		(*out)[*n] = wasl_arena_text(
			arena, wasl_text_of(node->peers[*n]->keys.partner));
	pthread_rwlock_unlock(&node->lock);
	return wasl_arena_check(arena, err);
}
