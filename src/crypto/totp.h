/* Codes of six digits that change every 30 seconds (RFC 6238 with SHA-1, as
 * every telephone's program has them). */
#ifndef WASL_CRYPTO_TOTP_H
#define WASL_CRYPTO_TOTP_H

#include "base/bytes.h"

#define WASL_TOTP_SECRET_LEN 20
#define WASL_TOTP_DIGITS     6
/* Its secret in base 32, with its end. */
#define WASL_TOTP_TEXT_MAX 33
/* Steps before and behind the present one that are taken: clocks differ. */
#define WASL_TOTP_WINDOW 1

/**
 * Which step a code belongs to.
 *
 * In:   code  untrusted
 *       now   Unix seconds
 * Out:  step  since 1970, of 30 seconds: a later code has a larger one
 * Err:  DENIED  it is no code of this time
 */
wasl_status wasl_totp_check(int64_t *step,
			    const uint8_t secret[static WASL_TOTP_SECRET_LEN],
			    wasl_text code, int64_t now,
			    struct wasl_err *err) WASL_MUST_USE;

/** RFC 4648 §6 without padding. */
void wasl_totp_write(char out[static WASL_TOTP_TEXT_MAX],
		     const uint8_t secret[static WASL_TOTP_SECRET_LEN]);

#endif
