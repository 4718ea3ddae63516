#include "node/assertion.h"

#include "desk/passkey.h"
#include "kind/fault.h"
#include "node/put.h"
#include "node/signin_impl.h"

/* Fields of the line's act 14 (spec §7). */
enum { FIELD_PSEUDONYM = 1, FIELD_KEY = 2, FIELD_UNTIL = 3 };

/* --- in an act ------------------------------------------------------------ */

static wasl_text signer(struct wasl_arena *arena, const struct wasl_act *act,
			wasl_assertion_by by)
{
	wasl_text name =
		by == WASL_ASSERTION_AUTHOR ? act->author : act->approver;

	return (wasl_text){wasl_arena_text(arena, name), name.n};
}

wasl_status node_asserted_take(struct node_asserted **out,
			       struct wasl_arena *arena,
			       const struct wasl_dossier_id *dossier,
			       const struct wasl_act *act, bool own,
			       struct wasl_err *err)
{
	struct wasl_assertion found[WASL_ASSERTIONS_MAX];
	struct node_asserted *a;

	*out = NULL;
	if (act->assertions.n == 0)
		return WASL_OK;
	a = wasl_arena_take(arena, 1, sizeof(*a));
	WASL_TRY(wasl_arena_check(arena, err));
	*a = (struct node_asserted){.own = own, .time = act->time};
	WASL_TRY(wasl_act_challenge(&a->challenge, dossier, act, err));
	a->good = wasl_assertions_parse(found, &a->n,
					wasl_arena_copy(arena, act->assertions),
					NULL) == WASL_OK;
	for (size_t i = 0; i < a->n; i++)
		a->of[i] = (struct node_assertion){
			.a = found[i], .by = signer(arena, act, found[i].by)};
	*out = a;
	return wasl_arena_check(arena, err);
}

static bool find_key(struct node_assertion *a,
		     const struct wasl_linestate_act *act)
{
	const struct wasl_value *name =
		wasl_record_get(&act->record, FIELD_PSEUDONYM);
	const struct wasl_value *cose =
		wasl_record_get(&act->record, FIELD_KEY);
	const struct wasl_value *until =
		wasl_record_get(&act->record, FIELD_UNTIL);
	struct wasl_passkey_key key;
	struct wasl_kid kid;

	if (name == NULL || cose == NULL || until == NULL ||
	    !wasl_text_eq(name->text, a->by) ||
	    wasl_passkey_key_parse(&key, cose->bytes, NULL) != WASL_OK)
		return false;
	kid = wasl_passkey_kid(&key);
	if (!wasl_kid_eq(&kid, &a->a.kid))
		return false;
	a->known = true;
	a->key = key;
	a->until = until->number;
	return true;
}

void node_asserted_keys(struct node_asserted *asserted,
			const struct wasl_linestate *state,
			enum wasl_origin side)
{
	/* The last word about a key counts: it may end it. */
	for (size_t k = 0; k < asserted->n; k++)
		for (size_t i = state->n; i > 0; i--) {
			const struct wasl_linestate_act *act =
				&state->acts[i - 1];

			if (act->number == WASL_LINE_ACT_OFFICER && !act->out &&
			    act->place.origin == side &&
			    find_key(&asserted->of[k], act))
				break;
		}
}

static enum wasl_node_passkey check_one(const struct node_asserted *asserted,
					const struct node_assertion *a)
{
	const struct wasl_client_want want = {
		.type = "webauthn.get", .challenge = asserted->challenge.b};
	char rp[WASL_RP_MAX + 1];

	if (wasl_client_data_check(a->a.proof.client, &want, rp, NULL) !=
	    WASL_OK)
		return WASL_NODE_PASSKEY_BAD;
	if (!a->known)
		return WASL_NODE_PASSKEY_UNKNOWN;
	return asserted->time < a->until &&
			       wasl_passkey_verify(&a->key, rp, &a->a.proof,
						   NULL) == WASL_OK
		       ? WASL_NODE_PASSKEY_CHECKED
		       : WASL_NODE_PASSKEY_BAD;
}

enum wasl_node_passkey node_asserted_check(const struct node_asserted *asserted)
{
	enum wasl_node_passkey worst = WASL_NODE_PASSKEY_CHECKED;

	if (asserted == NULL)
		return WASL_NODE_PASSKEY_NONE;
	if (!asserted->good)
		return WASL_NODE_PASSKEY_BAD;
	for (size_t i = 0; i < asserted->n; i++) {
		enum wasl_node_passkey one =
			check_one(asserted, &asserted->of[i]);

		if (one > worst)
			worst = one;
	}
	return worst;
}

bool node_asserted_lacks(const struct wasl_profile *profile,
			 const struct wasl_act_def *def,
			 const struct wasl_act *act)
{
	struct wasl_assertion found[WASL_ASSERTIONS_MAX];
	size_t n = 0;

	if (def->second != WASL_SECOND_FIRST || !wasl_profile_passkeys(profile))
		return false;
	if (act->approver.n == 0 ||
	    wasl_assertions_parse(found, &n, act->assertions, NULL) != WASL_OK)
		return true;
	for (size_t i = 0; i < n; i++)
		if (found[i].by == WASL_ASSERTION_APPROVER)
			return false;
	return true;
}

/* --- the second person's -------------------------------------------------- */

static struct node_asked *find_asked(struct node_signin *s,
				     const struct node_asked *asked)
{
	for (size_t i = 0; i < WASL_ASKED_MAX; i++)
		if (s->asked[i].draft == asked->draft &&
		    s->asked[i].officer == asked->officer)
			return &s->asked[i];
	return NULL;
}

void node_asked_put(struct node_signin *s, struct node_asked *asked)
{
	struct node_asked *had;

	pthread_mutex_lock(&s->lock);
	had = find_asked(s, asked);
	if (had != NULL && asked->at >= had->at &&
	    asked->at - had->at < WASL_ASKED_AGAIN_S) {
		*asked = *had;
	} else {
		if (had == NULL) {
			had = &s->asked[s->asked_next];
			s->asked_next = (s->asked_next + 1) % WASL_ASKED_MAX;
		}
		*had = *asked;
	}
	pthread_mutex_unlock(&s->lock);
}

wasl_status node_asked_get(struct node_signin *s, struct node_asked *asked,
			   int64_t now, struct wasl_err *err)
{
	const struct node_asked *had;
	bool found;

	pthread_mutex_lock(&s->lock);
	had = find_asked(s, asked);
	found = had != NULL && now >= had->at &&
		now - had->at < WASL_CHALLENGE_S;
	if (found)
		*asked = *had;
	pthread_mutex_unlock(&s->lock);
	return found ? WASL_OK
		     : wasl_fault(err, WASL_CONFLICT, "", "shown-long-ago");
}

wasl_status node_answer_check(struct store_tx *tx, struct wasl_arena *arena,
			      struct wasl_passkey_key *key,
			      const struct wasl_hash *challenge,
			      const struct node_answer *answer,
			      struct wasl_err *err)
{
	const struct wasl_node_approval *approval = answer->approval;
	const struct wasl_client_want want = {"webauthn.get", challenge->b,
					      approval->rp->origin};
	struct wasl_passkey passkey;
	struct wasl_passkey_data said;

	WASL_TRY(wasl_passkey_get(&tx->reader, arena, &passkey,
				  approval->credential, err));
	if (passkey.officer_id != answer->by->id)
		return wasl_fault(err, WASL_NOT_FOUND, "", "passkey-not-yours");
	WASL_TRY(wasl_client_data_check(approval->proof->client, &want, NULL,
					err));
	WASL_TRY(wasl_passkey_verify(&passkey.key, approval->rp->id,
				     approval->proof, err));
	WASL_TRY(wasl_passkey_data_parse(&said, approval->proof->data, err));
	*key = passkey.key;
	return wasl_passkey_used(tx, &passkey, said.counter, answer->now, err);
}

wasl_status node_assertion_put(struct store_tx *tx, struct node_making *m,
			       const struct wasl_node_approval *approval,
			       const struct wasl_user *actor, int64_t now,
			       struct wasl_err *err)
{
	const struct node_answer answer = {approval, actor, now};
	struct wasl_assertion a = {.by = WASL_ASSERTION_APPROVER,
				   .proof = *approval->proof};
	struct wasl_buf out = {.cap = WASL_ASSERTIONS_BYTES_MAX};
	struct wasl_passkey_key key;
	struct wasl_hash challenge;

	out.p = wasl_arena_take(m->arena, out.cap, 1);
	WASL_TRY(wasl_arena_check(m->arena, err));
	WASL_TRY(wasl_act_challenge(&challenge, &m->dossier->id, &m->act, err));
	WASL_TRY(node_answer_check(tx, m->arena, &key, &challenge, &answer,
				   err));
	a.kid = wasl_passkey_kid(&key);
	wasl_assertions_write(&out, &a, 1);
	if (out.over)
		return wasl_fault(err, WASL_TOO_BIG, "", "passkey-answer");
	m->act.assertions = wasl_buf_bytes(&out);
	return WASL_OK;
}
