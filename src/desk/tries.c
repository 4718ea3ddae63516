#include "desk/tries.h"

#include "crypto/hash.h"

void wasl_tries_init(struct wasl_tries *tries, const struct wasl_random *random)
{
	*tries = (struct wasl_tries){0};
	wasl_random_fill(random, tries->salt, sizeof(tries->salt));
}

/* Where a source's names stand, and the key of this one. */
static struct wasl_try *bucket_of(struct wasl_tries *tries, uint64_t *key,
				  wasl_text name, const char *source)
{
	wasl_bytes salt = WASL_BYTES(tries->salt);
	wasl_bytes from = wasl_text_bytes(wasl_text_of(source));
	struct wasl_hash bucket =
		wasl_sha256_of((const wasl_bytes[]){salt, from}, 2);
	struct wasl_hash whole =
		wasl_sha256_of((const wasl_bytes[]){wasl_hash_bytes(&bucket),
						    wasl_text_bytes(name)},
			       2);

	memcpy(key, whole.b, sizeof(*key));
	*key |= 1;
	return tries->of[bucket.b[0] % WASL_TRIES_BUCKETS];
}

static struct wasl_try *find(struct wasl_try *bucket, uint64_t key)
{
	for (size_t i = 0; i < WASL_TRIES_EACH; i++)
		if (bucket[i].key == key)
			return &bucket[i];
	return NULL;
}

static struct wasl_try *make_room(struct wasl_try *bucket)
{
	struct wasl_try *least = &bucket[0];

	for (size_t i = 1; i < WASL_TRIES_EACH; i++)
		if (bucket[i].failures < least->failures ||
		    (bucket[i].failures == least->failures &&
		     bucket[i].at_ms < least->at_ms))
			least = &bucket[i];
	*least = (struct wasl_try){0};
	return least;
}

static uint64_t wait_after(unsigned failures)
{
	unsigned over;

	if (failures < WASL_TRIES_FREE)
		return 0;
	over = failures - WASL_TRIES_FREE;
	if (over >= 16 || WASL_TRIES_WAIT_MS << over > WASL_TRIES_WAIT_MAX_MS)
		return WASL_TRIES_WAIT_MAX_MS;
	return WASL_TRIES_WAIT_MS << over;
}

uint64_t wasl_tries_begin(struct wasl_tries *tries, wasl_text name,
			  const char *source, uint64_t now_ms)
{
	uint64_t key, end;
	struct wasl_try *bucket = bucket_of(tries, &key, name, source);
	struct wasl_try *t = find(bucket, key);

	if (t == NULL)
		t = make_room(bucket);
	else if (now_ms - t->at_ms >= WASL_TRIES_FORGOTTEN_MS)
		t->failures = 0;
	end = t->at_ms + wait_after(t->failures);
	if (t->failures > 0 && now_ms < end)
		return end - now_ms;
	t->key = key;
	t->failures++;
	t->at_ms = now_ms;
	return 0;
}

void wasl_tries_good(struct wasl_tries *tries, wasl_text name,
		     const char *source)
{
	uint64_t key;
	struct wasl_try *bucket = bucket_of(tries, &key, name, source);
	struct wasl_try *t = find(bucket, key);

	if (t != NULL)
		*t = (struct wasl_try){0};
}
