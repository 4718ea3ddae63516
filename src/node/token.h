/* Tokens for programs: made and taken away by an officer in a session. */
#ifndef WASL_NODE_TOKEN_H
#define WASL_NODE_TOKEN_H

#include "crypto/secret.h"
#include "desk/token.h"
#include "node/node.h"

/**
 * Make one.
 *
 * In,out:  token  name, rights, reads, expires_at; gets the rest
 * Out:     key    that the program sends; kept nowhere
 * Err:     SCHEMA  name, or an end that is past or more than a year away
 *          RULE    a right that a token cannot have (wasl_token_may)
 *          DENIED  a right that the officer does not have
 *          CONFLICT
 */
wasl_status wasl_node_token_add(struct wasl_node *node, struct wasl_secret *key,
				struct wasl_token *token,
				const struct wasl_user *actor,
				struct wasl_err *err) WASL_MUST_USE;

/**
 * The token of a request; noted as used.
 *
 * Err:  SIGN_IN  none, over, or the officer is out of service
 */
wasl_status wasl_node_token_use(struct wasl_node *node, struct wasl_token *out,
				const struct wasl_secret *key,
				struct wasl_err *err) WASL_MUST_USE;

/**
 * The same for a stream that is open: no use of it.
 *
 * In:   hash  of the key
 */
wasl_status wasl_node_token_look(struct wasl_node *node, struct wasl_token *out,
				 const struct wasl_hash *hash,
				 struct wasl_err *err) WASL_MUST_USE;

/** The actor's own; with the right USERS everybody's. */
wasl_status wasl_node_token_list(struct wasl_node *node,
				 struct wasl_arena *arena,
				 struct wasl_token **out, size_t *n,
				 const struct wasl_user *actor,
				 struct wasl_err *err) WASL_MUST_USE;
/** As wasl_node_token_list. Err: NOT_FOUND */
wasl_status wasl_node_token_drop(struct wasl_node *node, int64_t id,
				 const struct wasl_user *actor,
				 struct wasl_err *err) WASL_MUST_USE;

#endif
