#include "crypto/secret.h"

#include "base/alloc.h"

#include <sodium.h>

void wasl_secret_wipe(struct wasl_secret *s)
{
	sodium_memzero(s, sizeof(*s));
}

void wasl_secret_make(struct wasl_secret *out, const struct wasl_random *random)
{
	wasl_random_fill(random, out->b, sizeof(out->b));
}

bool wasl_secret_eq(const struct wasl_secret *a, const struct wasl_secret *b)
{
	return sodium_memcmp(a->b, b->b, sizeof(a->b)) == 0;
}

/* The free slots are a stack of their numbers; `taken` catches a second
 * giving back of one slot. */
struct wasl_secret_pool {
	struct wasl_secret *slots;
	size_t *stack;
	bool *taken;
	size_t n;
	size_t n_free;
	bool locked;
};

struct wasl_secret_pool *wasl_secret_pool_new(size_t slots)
{
	struct wasl_secret_pool *pool = wasl_alloc(1, sizeof(*pool));

	if (pool == NULL)
		return NULL;
	pool->slots = sodium_allocarray(slots, sizeof(*pool->slots));
	pool->stack = wasl_alloc(slots, sizeof(*pool->stack));
	pool->taken = wasl_alloc(slots, sizeof(*pool->taken));
	if (pool->slots == NULL || pool->stack == NULL || pool->taken == NULL) {
		wasl_secret_pool_free(pool);
		return NULL;
	}
	/* Locked by sodium_allocarray already; asked again for the answer. */
	pool->locked =
		sodium_mlock(pool->slots, slots * sizeof(*pool->slots)) == 0;
	pool->n = slots;
	while (pool->n_free < slots) {
		pool->stack[pool->n_free] = slots - 1 - pool->n_free;
		pool->n_free++;
	}
	return pool;
}

void wasl_secret_pool_free(struct wasl_secret_pool *pool)
{
	if (pool == NULL)
		return;
	sodium_free(pool->slots); /* wipes */
	wasl_free(pool->stack);
	wasl_free(pool->taken);
	wasl_free(pool);
}

bool wasl_secret_pool_locked(const struct wasl_secret_pool *pool)
{
	return pool->locked;
}

struct wasl_secret *wasl_secret_pool_take(struct wasl_secret_pool *pool)
{
	size_t i;

	if (pool->n_free == 0)
		return NULL;
	i = pool->stack[--pool->n_free];
	pool->taken[i] = true;
	wasl_secret_wipe(&pool->slots[i]);
	return &pool->slots[i];
}

void wasl_secret_pool_give(struct wasl_secret_pool *pool, struct wasl_secret *s)
{
	size_t i;

	if (s == NULL)
		return;
	wasl_assert(s >= pool->slots && s < pool->slots + pool->n);
	i = (size_t)(s - pool->slots);
	wasl_assert(pool->taken[i]);
	wasl_secret_wipe(s);
	pool->taken[i] = false;
	pool->stack[pool->n_free++] = i;
}
