/*
 * Signing in to the screens, and the sessions that come of it. The database
 * holds hashes of keys only; a key is 32 random bytes that the browser keeps.
 *
 * Every sign-in that fails says the same, after the same work, whether or not
 * there is such an officer. Not more than two passwords are looked at at once.
 */
#ifndef WASL_NODE_SIGNIN_H
#define WASL_NODE_SIGNIN_H

#include "crypto/secret.h"
#include "desk/credential.h"
#include "desk/session.h"
#include "node/node.h"

/* Passwords that are looked at at once (64 MiB each), and that may wait. */
#define WASL_SIGNIN_AT_ONCE 2
#define WASL_SIGNIN_WAITING 6

/* A name or code that somebody typed: longer ones are nobody's. */
#define WASL_SIGNIN_NAME_MAX 256

struct wasl_node_sign_in {
	wasl_text name, password; /* untrusted */
	wasl_text code;		  /* ditto; {NULL, 0}: none given */
	const char *source;	  /* the address it comes from */
	unsigned wait_s;	  /* out: with TOO_MANY */
};

/**
 * Sign in with a password, and a code where one is asked for.
 *
 * Out:  key      of the session, for the browser
 * Err:  SIGN_IN      wrong, whatever is wrong
 *       CODE_NEEDED  the password is right, and there is no code
 *       TOO_MANY     failed too often: see wait_s
 *       NOT_READY    too many sign in at this moment
 */
wasl_status wasl_node_sign_in(struct wasl_node *node, struct wasl_secret *key,
			      struct wasl_session *out,
			      struct wasl_node_sign_in *in,
			      struct wasl_err *err) WASL_MUST_USE;

/**
 * Take a link's token, set the officer's password, sign him in.
 *
 * In:   in   password, source
 * Err:  NOT_FOUND  the link was used, replaced, or is over
 *       SCHEMA     the password (desk/password.h)
 *       DENIED     the officer is out of service
 *       NOT_READY
 */
wasl_status wasl_node_enrol(struct wasl_node *node, struct wasl_secret *key,
			    struct wasl_session *out,
			    const struct wasl_secret *token,
			    const struct wasl_node_sign_in *in,
			    struct wasl_err *err) WASL_MUST_USE;

/**
 * Another password for one who is signed in; his other sessions end.
 *
 * In:   session  his
 *       in       name, source; password: the one he has
 *       fresh    the new one
 * Err:  DENIED     the one he has is another
 *       TOO_MANY   see wait_s
 *       SCHEMA     the new one (desk/password.h)
 *       NOT_READY
 */
wasl_status wasl_node_password(struct wasl_node *node,
			       const struct wasl_session *session,
			       struct wasl_node_sign_in *in, wasl_text fresh,
			       struct wasl_err *err) WASL_MUST_USE;

/**
 * The session of a request; noted as used.
 *
 * Err:  SIGN_IN  none, over, or the officer is not who he was: then it is gone
 */
wasl_status wasl_node_session_use(struct wasl_node *node,
				  struct wasl_session *out,
				  const struct wasl_secret *key,
				  struct wasl_err *err) WASL_MUST_USE;

/** The same by the hash of its key, and not noted as used. Err: SIGN_IN */
wasl_status wasl_node_session_look(struct wasl_node *node,
				   struct wasl_session *out,
				   const struct wasl_hash *key,
				   struct wasl_err *err) WASL_MUST_USE;

/**
 * Sessions that are not over.
 *
 * In:   name  whose; empty: the actor's own. Others' need the right USERS.
 * Err:  NOT_FOUND, DENIED
 */
wasl_status wasl_node_session_list(struct wasl_node *node,
				   struct wasl_arena *arena,
				   struct wasl_session **out, size_t *n,
				   wasl_text name,
				   const struct wasl_user *actor,
				   struct wasl_err *err) WASL_MUST_USE;

/** End one: the actor's own, or anybody's with the right USERS.
 * Err: NOT_FOUND */
wasl_status wasl_node_session_drop(struct wasl_node *node, int64_t id,
				   const struct wasl_user *actor,
				   struct wasl_err *err) WASL_MUST_USE;

/** How an officer signs in, and the language he chose. */
wasl_status wasl_node_credential(struct wasl_node *node,
				 struct wasl_credential *out,
				 const struct wasl_user *actor,
				 struct wasl_err *err) WASL_MUST_USE;
/** In: language  "ar", "fr" or "en". */
wasl_status wasl_node_language(struct wasl_node *node, const char *language,
			       const struct wasl_user *actor,
			       struct wasl_err *err) WASL_MUST_USE;

/** Names of the partners; in the arena. Any thread. */
wasl_status wasl_node_peer_names(struct wasl_node *node,
				 struct wasl_arena *arena, const char ***out,
				 size_t *n, struct wasl_err *err) WASL_MUST_USE;

/* --- inside the room ------------------------------------------------------ */

struct node_signin;

/** Err: NO_MEMORY. */
wasl_status node_signin_new(struct node_signin **out,
			    const struct wasl_random *random,
			    struct wasl_err *err) WASL_MUST_USE;
void node_signin_free(struct node_signin *s);

#endif
