/* The start of the room: libsodium, and the system's randomness. */
#ifndef WASL_CRYPTO_CRYPTO_H
#define WASL_CRYPTO_CRYPTO_H

#include "base/io.h"

/**
 * Must succeed before anything else of crypto/ is called; again is harmless.
 *
 * Ret:  OK; UNSUPPORTED if libsodium cannot run here
 * Thread: any.
 */
wasl_status wasl_crypto_init(struct wasl_err *err) WASL_MUST_USE;

/** The system's unpredictable bytes (getrandom); aborts without them. */
struct wasl_random wasl_crypto_random(void);

#endif
