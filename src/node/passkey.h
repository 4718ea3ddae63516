/*
 * Passkeys: an officer adds them in a session, and signs in with them.
 *
 * A challenge is 8 bytes of time, 8 at random and a code over both, the purpose
 * and the officer: nothing is kept for those who never come back. One that was
 * answered is remembered until it is over, so that it is answered once.
 */
#ifndef WASL_NODE_PASSKEY_H
#define WASL_NODE_PASSKEY_H

#include "desk/passkey.h"
#include "desk/webauthn.h"
#include "node/signin.h"

#define NODE_CHALLENGE_NONCE 16
/* An answer may take so long. */
#define WASL_CHALLENGE_S (5 * 60)

/** A challenge to sign in with; actor: to add a passkey with. */
void wasl_node_challenge(struct wasl_node *node,
			 uint8_t out[static WASL_CHALLENGE_LEN],
			 const struct wasl_user *actor);

/** What browsers call this node. */
struct wasl_node_rp {
	const char *origin; /* "https://desk.example" */
	const char *id;	    /* "desk.example" */
};

/**
 * Add a passkey.
 *
 * In:   client, attestation  as the browser made them, untrusted
 *       name                 that he gives it
 * Out:  id
 * Err:  MALFORMED, SCHEMA, TOO_BIG
 *       BAD_SIG   not for this node or this challenge, or nobody was recognised
 *       EXISTS, CONFLICT  as wasl_passkey_add
 */
wasl_status wasl_node_passkey_add(struct wasl_node *node, int64_t *id,
				  const struct wasl_node_rp *rp,
				  wasl_bytes client, wasl_bytes attestation,
				  wasl_text name, const struct wasl_user *actor,
				  struct wasl_err *err) WASL_MUST_USE;
wasl_status wasl_node_passkey_list(struct wasl_node *node,
				   struct wasl_arena *arena,
				   struct wasl_passkey **out, size_t *n,
				   const struct wasl_user *actor,
				   struct wasl_err *err) WASL_MUST_USE;
/**
 * An officer's, to publish their keys on a line; for those with the right
 * USERS.
 *
 * Err:  NOT_FOUND, DENIED
 */
wasl_status wasl_node_passkey_of(struct wasl_node *node,
				 struct wasl_arena *arena,
				 struct wasl_user *whose,
				 struct wasl_passkey **out, size_t *n,
				 wasl_text name, const struct wasl_user *actor,
				 struct wasl_err *err) WASL_MUST_USE;
/** Err: NOT_FOUND. */
wasl_status wasl_node_passkey_drop(struct wasl_node *node, int64_t id,
				   const struct wasl_user *actor,
				   struct wasl_err *err) WASL_MUST_USE;

/**
 * Sign in with a passkey. It is never made to wait for failures of others.
 *
 * In:   credential  its id
 * Err:  SIGN_IN  whatever is wrong
 */
wasl_status wasl_node_passkey_sign_in(
	struct wasl_node *node, struct wasl_secret *key,
	struct wasl_session *out, const struct wasl_node_rp *rp,
	wasl_bytes credential, const struct wasl_passkey_proof *proof,
	const char *source, struct wasl_err *err) WASL_MUST_USE;

#endif
