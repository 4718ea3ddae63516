/* The insides of signing in; private to signin.c, totp.c, passkey.c. */
#ifndef WASL_NODE_SIGNIN_IMPL_H
#define WASL_NODE_SIGNIN_IMPL_H

#include "desk/passkey.h"
#include "desk/tries.h"
#include "node/assertion.h"
#include "node/passkey.h"
#include "node/state.h"

/* Challenges that were answered and are not over: each cost a signature. */
#define NODE_CHALLENGES_USED 1024

struct node_signin {
	pthread_mutex_t lock;
	pthread_cond_t left;
	unsigned busy, waiting;
	struct wasl_tries tries;
	/* node/passkey.c */
	struct wasl_secret challenges; /* key of their codes */
	uint8_t used[NODE_CHALLENGES_USED][NODE_CHALLENGE_NONCE];
	size_t used_next;
	/* node/assertion.c */
	struct node_asked asked[WASL_ASKED_MAX];
	size_t asked_next;
};

/** A session to begin, and what must be true in the same transaction. */
struct node_begin {
	struct node_job job;
	struct wasl_session *session; /* user, how */
	const struct wasl_hash *hash; /* of its key */
	/* Of an enrolment. */
	const struct wasl_hash *link;
	const char *password;
	/* Of a code: its step is later than the last one's. */
	int64_t step;
	/* Of a passkey: its counter has gone up. */
	const struct wasl_passkey *passkey;
	uint32_t counter;
};

/** Make a key, write the session. Err: SIGN_IN and those of the parts. */
wasl_status node_session_begin(struct wasl_node *node, struct wasl_secret *key,
			       struct node_begin *begin, const char *source,
			       struct wasl_err *err) WASL_MUST_USE;

/** Log that somebody was refused, and say no more to him than that. */
wasl_status node_sign_in_refused(const char *source, wasl_status why,
				 struct wasl_err *err);

/**
 * Is this the code of this time?
 *
 * Out:  step  for node_begin
 * Err:  DENIED; BAD_SEAL
 */
wasl_status node_totp_check(struct wasl_node *node, int64_t *step,
			    int64_t officer_id,
			    const struct wasl_credential *credential,
			    wasl_text code, struct wasl_err *err) WASL_MUST_USE;

#endif
