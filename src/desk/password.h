/* What a password must be. Pure. */
#ifndef WASL_DESK_PASSWORD_H
#define WASL_DESK_PASSWORD_H

#include "base/bytes.h"

/* Characters, and bytes of UTF-8: Argon2id is asked for no more. */
#define WASL_PASSWORD_MIN	12
#define WASL_PASSWORD_BYTES_MAX 256
/* Different characters in it, at least. */
#define WASL_PASSWORD_KINDS_MIN 5

/**
 * Whether an officer may take it: long enough, not one that everybody takes
 * (desk/common.def) with digits around it, not his name, no row of the
 * keyboard or the alphabet, no few characters repeated.
 *
 * In:   password  checked UTF-8
 *       name      the officer's, ASCII
 * Err:  SCHEMA  pointer /password; the text says what is wrong, not what it is
 */
wasl_status wasl_password_allowed(wasl_text password, const char *name,
				  struct wasl_err *err) WASL_MUST_USE;

#endif
