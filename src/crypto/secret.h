/*
 * Secrets of 32 bytes: wiped when they leave scope, compared in constant time,
 * and of a type that no format string and no log call takes.
 */
#ifndef WASL_CRYPTO_SECRET_H
#define WASL_CRYPTO_SECRET_H

#include "base/io.h"

#define WASL_SECRET_LEN 32

/** A symmetric key: of a dossier, an act, a line, a bucket. */
struct wasl_secret {
	uint8_t b[WASL_SECRET_LEN];
};

/** `wasl_autosecret key = {0};`: wiped at the end of its scope. */
#define wasl_autosecret                                                        \
	__attribute__((cleanup(wasl_secret_wipe))) struct wasl_secret

void wasl_secret_wipe(struct wasl_secret *s);
void wasl_secret_make(struct wasl_secret *out,
		      const struct wasl_random *random);
/** In constant time. */
bool wasl_secret_eq(const struct wasl_secret *a, const struct wasl_secret *b);

/** For what leaves by purpose: the hand-carried line secret, a disclosed key.
 */
static inline wasl_bytes wasl_secret_reveal(const struct wasl_secret *s)
{
	return (wasl_bytes){s->b, sizeof(s->b)};
}

/**
 * Room for long-lived secrets: `slots` of them in locked, guarded memory that
 * is never swapped and not dumped. All of it is mapped by _new, so that a
 * sandboxed process can take and give back afterwards.
 *
 * Thread: the caller's lock.
 */
struct wasl_secret_pool;

/** NULL when out of memory. */
struct wasl_secret_pool *wasl_secret_pool_new(size_t slots) WASL_MUST_USE;
/** Wipes what is still taken. */
void wasl_secret_pool_free(struct wasl_secret_pool *pool);
/** Could the memory be locked (RLIMIT_MEMLOCK)? Operators are told if not. */
bool wasl_secret_pool_locked(const struct wasl_secret_pool *pool);
/** An all-zero slot; NULL when all are taken. Belongs to the pool. */
struct wasl_secret *wasl_secret_pool_take(struct wasl_secret_pool *pool);
/** Wipe a slot and give it back. NULL is a no-op. */
void wasl_secret_pool_give(struct wasl_secret_pool *pool,
			   struct wasl_secret *s);

#endif
