/*
 * Passwords of officers as they are kept: Argon2id (RFC 9106), written as
 * libsodium writes it, with salt and cost.
 */
#ifndef WASL_CRYPTO_PASSWORD_H
#define WASL_CRYPTO_PASSWORD_H

#include "base/bytes.h"

/* Text with its end. */
#define WASL_PASSWORD_HASH_MAX 128
/* The cost of one: the second choice of RFC 9106 §4 on one lane. */
#define WASL_PASSWORD_PASSES 3
#define WASL_PASSWORD_KIB    (64 * 1024)

/**
 * What is kept of a password.
 *
 * Err:  NO_MEMORY
 * Time: a tenth of a second or so, and 64 MiB. Thread: any; callers limit how
 *	 many at once.
 */
wasl_status wasl_password_hash(char out[static WASL_PASSWORD_HASH_MAX],
			       wasl_bytes password,
			       struct wasl_err *err) WASL_MUST_USE;

/** Whether it is this password; in time, memory and threads as _hash. */
bool wasl_password_is(const char *hash, wasl_bytes password);

#endif
