/* Codes of an officer's telephone, asked for besides his password. */
#ifndef WASL_NODE_TOTP_H
#define WASL_NODE_TOTP_H

#include "crypto/totp.h"
#include "node/node.h"

/* otpauth://totp/… with names, encoded. */
#define WASL_TOTP_URI_MAX 512

/**
 * Make a secret; it is asked for once a code of it was seen.
 *
 * Out:  text, uri  for the telephone: wipe them
 * Err:  CONFLICT   codes are asked for already
 */
wasl_status wasl_node_totp_begin(struct wasl_node *node,
				 char text[static WASL_TOTP_TEXT_MAX],
				 char uri[static WASL_TOTP_URI_MAX],
				 const struct wasl_user *actor,
				 struct wasl_err *err) WASL_MUST_USE;
/** Err: NOT_FOUND (none was begun), CONFLICT, DENIED (no code of this time) */
wasl_status wasl_node_totp_confirm(struct wasl_node *node, wasl_text code,
				   const struct wasl_user *actor,
				   struct wasl_err *err) WASL_MUST_USE;
/** No code is asked for any more. */
wasl_status wasl_node_totp_drop(struct wasl_node *node,
				const struct wasl_user *actor,
				struct wasl_err *err) WASL_MUST_USE;

#endif
