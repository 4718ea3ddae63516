#include "node/passkey.h"

#include "base/encode.h"
#include "base/text.h"
#include "crypto/kdf.h"
#include "kind/fault.h"
#include "node/log.h"
#include "node/signin_impl.h"

/* --- challenges ----------------------------------------------------------- */

/* nonce = time (8) || random (8); behind it half of an HMAC. */
enum { CODE_LEN = WASL_CHALLENGE_LEN - NODE_CHALLENGE_NONCE };

static void write_code(const struct node_signin *s, uint8_t out[CODE_LEN],
		       const uint8_t nonce[static NODE_CHALLENGE_NONCE],
		       int64_t officer_id)
{
	uint8_t officer[8];
	struct wasl_hash code;

	wasl_store_u64(officer, (uint64_t)officer_id);
	code = wasl_hmac(
		wasl_secret_reveal(&s->challenges),
		(const wasl_bytes[]){wasl_bytes_of(nonce, NODE_CHALLENGE_NONCE),
				     WASL_BYTES(officer)},
		2);
	memcpy(out, code.b, CODE_LEN);
}

void wasl_node_challenge(struct wasl_node *node,
			 uint8_t out[static WASL_CHALLENGE_LEN],
			 const struct wasl_user *actor)
{
	wasl_store_u64(out, (uint64_t)wasl_clock_now(&node->clock));
	wasl_random_fill(&node->random, out + 8, NODE_CHALLENGE_NONCE - 8);
	write_code(node->signin, out + NODE_CHALLENGE_NONCE, out,
		   actor == NULL ? 0 : actor->id);
}

/* The challenge that client data name, whatever else they say. */
static bool named_challenge(uint8_t out[static WASL_CHALLENGE_LEN],
			    wasl_bytes client)
{
	wasl_autojson *top = NULL;
	size_t n = 0;

	return wasl_json_parse_any(&top, client, WASL_CLIENT_DATA_MAX, NULL) ==
		       WASL_OK &&
	       wasl_base64url_parse(out, &n, WASL_CHALLENGE_LEN,
				    wasl_json_text(json_object_get(
					    top, "challenge"))) == WASL_OK &&
	       n == WASL_CHALLENGE_LEN;
}

/* Is it ours, for this officer (0: to sign in), and not over? */
static wasl_status challenge_check(struct wasl_node *node,
				   uint8_t challenge[static WASL_CHALLENGE_LEN],
				   wasl_bytes client, int64_t officer_id,
				   struct wasl_err *err)
{
	int64_t now = wasl_clock_now(&node->clock);
	uint8_t code[CODE_LEN];
	struct wasl_cursor c;
	int64_t at;

	if (!named_challenge(challenge, client))
		return wasl_fault(err, WASL_SCHEMA, "", "client-challenge");
	c = wasl_cursor_init(wasl_bytes_of(challenge, WASL_CHALLENGE_LEN));
	at = (int64_t)wasl_cursor_u64(&c);
	write_code(node->signin, code, challenge, officer_id);
	if (memcmp(code, challenge + NODE_CHALLENGE_NONCE, sizeof(code)) != 0 ||
	    at > now || now - at >= WASL_CHALLENGE_S)
		return wasl_fault(err, WASL_BAD_SIG, "", "challenge-over");
	return WASL_OK;
}

/* Once. After everything else was found good. */
static wasl_status challenge_use(struct wasl_node *node,
				 const uint8_t *challenge, struct wasl_err *err)
{
	struct node_signin *s = node->signin;
	wasl_status status = WASL_OK;

	pthread_mutex_lock(&s->lock);
	for (size_t i = 0; i < NODE_CHALLENGES_USED; i++)
		if (memcmp(s->used[i], challenge, NODE_CHALLENGE_NONCE) == 0)
			status = wasl_fault(err, WASL_BAD_SIG, "",
					    "challenge-used");
	if (status == WASL_OK) {
		memcpy(s->used[s->used_next], challenge, NODE_CHALLENGE_NONCE);
		s->used_next = (s->used_next + 1) % NODE_CHALLENGES_USED;
	}
	pthread_mutex_unlock(&s->lock);
	return status;
}

/* --- adding --------------------------------------------------------------- */

struct passkey_job {
	struct node_job job;
	struct wasl_passkey passkey;
	int64_t id, officer_id;
};

static wasl_status add_run(struct wasl_node *node, struct store_tx *tx,
			   struct node_job *job)
{
	struct passkey_job *p = (struct passkey_job *)job;

	p->passkey.made_at = wasl_clock_now(&node->clock);
	return wasl_passkey_add(tx, &p->passkey, &job->err);
}

wasl_status wasl_node_passkey_add(struct wasl_node *node, int64_t *id,
				  const struct wasl_node_rp *rp,
				  wasl_bytes client, wasl_bytes attestation,
				  wasl_text name, const struct wasl_user *actor,
				  struct wasl_err *err)
{
	uint8_t challenge[WASL_CHALLENGE_LEN];
	const struct wasl_client_want want = {"webauthn.create", challenge,
					      rp->origin};
	struct wasl_hash rp_hash =
		wasl_sha256(wasl_text_bytes(wasl_text_of(rp->id)));
	char own_name[WASL_PASSKEY_NAME_MAX + 1] = "";
	struct wasl_passkey_data data;
	struct passkey_job job = {.job = {.run = add_run}};

	if (!wasl_line_valid(name, WASL_PASSKEY_NAME_MAX))
		return wasl_fault_of(
			err, WASL_SCHEMA, "/name", "name-range",
			WASL_FAULT_N("max", WASL_PASSKEY_NAME_MAX));
	memcpy(own_name, name.p, name.n);
	WASL_TRY(challenge_check(node, challenge, client, actor->id, err));
	WASL_TRY(wasl_client_data_check(client, &want, NULL, err));
	WASL_TRY(wasl_passkey_attestation_parse(&data, attestation, err));
	if (!wasl_hash_eq(&data.rp, &rp_hash) || !data.present ||
	    !data.verified)
		return wasl_fault_of(
			err, WASL_BAD_SIG, "", "passkey-not-for",
			WASL_FAULT_T("site", wasl_text_of(rp->id)));
	WASL_TRY(challenge_use(node, challenge, err));
	job.passkey = (struct wasl_passkey){
		.officer_id = actor->id,
		.credential = data.id,
		.key = data.key,
		.name = own_name,
		.counter = data.counter,
	};
	WASL_TRY(node_writer_call(node->writer, &job.job, err));
	node_log(passkey_added, NODE_I("officer", actor->id),
		 NODE_I("passkey", job.passkey.id));
	*id = job.passkey.id;
	return WASL_OK;
}

wasl_status wasl_node_passkey_list(struct wasl_node *node,
				   struct wasl_arena *arena,
				   struct wasl_passkey **out, size_t *n,
				   const struct wasl_user *actor,
				   struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};

	WASL_TRY(wasl_store_read(&r, node->store, err));
	return wasl_passkey_list(&r, arena, out, n, actor->id, err);
}

wasl_status wasl_node_passkey_of(struct wasl_node *node,
				 struct wasl_arena *arena,
				 struct wasl_user *whose,
				 struct wasl_passkey **out, size_t *n,
				 wasl_text name, const struct wasl_user *actor,
				 struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_USERS, err));
	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(wasl_user_by_name(&r, whose, name, err));
	return wasl_passkey_list(&r, arena, out, n, whose->id, err);
}

static wasl_status drop_run(struct wasl_node *node, struct store_tx *tx,
			    struct node_job *job)
{
	struct passkey_job *p = (struct passkey_job *)job;

	(void)node;
	return wasl_passkey_drop(tx, p->id, p->officer_id, &job->err);
}

wasl_status wasl_node_passkey_drop(struct wasl_node *node, int64_t id,
				   const struct wasl_user *actor,
				   struct wasl_err *err)
{
	struct passkey_job job = {
		.job = {.run = drop_run}, .id = id, .officer_id = actor->id};

	return node_writer_call(node->writer, &job.job, err);
}

/* --- signing in ----------------------------------------------------------- */

static wasl_status find(struct wasl_node *node, struct wasl_arena *arena,
			struct wasl_passkey *passkey, struct wasl_user *user,
			wasl_bytes credential, struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};

	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(wasl_passkey_get(&r, arena, passkey, credential, err));
	WASL_TRY(wasl_user_by_id(&r, user, passkey->officer_id, err));
	return wasl_user_active(user, wasl_clock_now(&node->clock), err);
}

static wasl_status check(struct wasl_node *node, const struct wasl_node_rp *rp,
			 const struct wasl_passkey *passkey, uint32_t *counter,
			 const struct wasl_passkey_proof *proof,
			 struct wasl_err *err)
{
	uint8_t challenge[WASL_CHALLENGE_LEN];
	const struct wasl_client_want want = {"webauthn.get", challenge,
					      rp->origin};
	struct wasl_passkey_data data;

	WASL_TRY(challenge_check(node, challenge, proof->client, 0, err));
	WASL_TRY(wasl_client_data_check(proof->client, &want, NULL, err));
	WASL_TRY(wasl_passkey_verify(&passkey->key, rp->id, proof, err));
	WASL_TRY(wasl_passkey_data_parse(&data, proof->data, err));
	*counter = data.counter;
	return challenge_use(node, challenge, err);
}

wasl_status wasl_node_passkey_sign_in(struct wasl_node *node,
				      struct wasl_secret *key,
				      struct wasl_session *out,
				      const struct wasl_node_rp *rp,
				      wasl_bytes credential,
				      const struct wasl_passkey_proof *proof,
				      const char *source, struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init((size_t)64 * 1024);
	struct wasl_passkey passkey;
	struct node_begin begin = {.session = out, .passkey = &passkey};
	wasl_status status;

	*out = (struct wasl_session){.how = WASL_SESSION_PASSKEY};
	status = find(node, &arena, &passkey, &out->user, credential, err);
	if (status == WASL_OK)
		status = check(node, rp, &passkey, &begin.counter, proof, err);
	if (status == WASL_OK)
		status = node_session_begin(node, key, &begin, source, err);
	if (status == WASL_OK || wasl_status_http(status) >= 500)
		return status;
	return node_sign_in_refused(source, WASL_SIGN_IN, err);
}
