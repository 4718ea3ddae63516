/* Passkeys as browsers write them (WebAuthn level 3 §5.1.8, §5.1.9). */
#ifndef WASL_API_PASSKEY_H
#define WASL_API_PASSKEY_H

#include "api/call.h"
#include "crypto/passkey.h"

/**
 * An AuthenticationResponseJSON; members that nobody needs are not looked at.
 *
 * In:   v        the object, untrusted
 *       pointer  to it, for errors
 * Out:  id       of the credential, and the proof: in the arena
 * Err:  SCHEMA, TOO_BIG
 */
wasl_status api_assertion(struct wasl_arena *arena, wasl_bytes *id,
			  struct wasl_passkey_proof *proof, const json_t *v,
			  const char *pointer,
			  struct wasl_err *err) WASL_MUST_USE;

/**
 * Ask the caller's browser for a passkey of his: the answer says the challenge,
 * the relying party and his credentials.
 *
 * In:   challenge  what is to be signed
 */
wasl_status api_ask_passkey(struct api_call *call, wasl_bytes challenge,
			    struct wasl_err *err) WASL_MUST_USE;

/** A credential as browsers are told of it; a new reference. */
json_t *api_descriptor(wasl_bytes credential);
/** Bytes in base64url, a new reference. */
json_t *api_base64url(wasl_bytes in);

#endif
