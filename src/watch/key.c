#include "watch/key.h"

#include "base/alloc.h"
#include "cbor/cbor.h"
#include "crypto/kdf.h"

#include <pthread.h>

/* Buckets of dossiers are months since 1970: far below. */
#define BUCKET_LISTS UINT32_C(0x80000000)

struct slot {
	int64_t list_id; /* 0: free */
	struct wasl_secret *rest;
};

struct watch_key_slots {
	pthread_mutex_t lock;
	struct wasl_secret_pool *pool;
	struct slot slot[WASL_WATCH_LISTS_MAX];
};

void watch_keys_wipe(struct watch_keys *keys)
{
	wasl_secret_wipe(&keys->rest);
	wasl_secret_wipe(&keys->mac);
}

struct watch_key_slots *watch_slots_new(void)
{
	struct watch_key_slots *slots = wasl_alloc(1, sizeof(*slots));

	if (slots == NULL)
		return NULL;
	pthread_mutex_init(&slots->lock, NULL);
	slots->pool = wasl_secret_pool_new(WASL_WATCH_LISTS_MAX);
	if (slots->pool != NULL)
		return slots;
	watch_slots_free(slots);
	return NULL;
}

void watch_slots_free(struct watch_key_slots *slots)
{
	if (slots == NULL)
		return;
	wasl_secret_pool_free(slots->pool);
	pthread_mutex_destroy(&slots->lock);
	wasl_free(slots);
}

uint32_t watch_bucket(int64_t list_id)
{
	return BUCKET_LISTS | (uint32_t)list_id;
}

/* --- the keys held here; under the lock ---------------------------------- */

static struct slot *find(struct watch_key_slots *slots, int64_t list_id)
{
	for (size_t i = 0; i < WASL_WATCH_LISTS_MAX; i++)
		if (slots->slot[i].list_id == list_id)
			return &slots->slot[i];
	return NULL;
}

static void keep(struct watch_key_slots *slots, int64_t list_id,
		 const struct wasl_secret *key)
{
	struct slot *s;

	pthread_mutex_lock(&slots->lock);
	s = find(slots, list_id);
	if (s == NULL && (s = find(slots, 0)) != NULL) {
		s->rest = wasl_secret_pool_take(slots->pool);
		s->list_id = list_id;
		*s->rest = *key;
	}
	pthread_mutex_unlock(&slots->lock);
}

static void forget(struct watch_key_slots *slots, int64_t list_id)
{
	struct slot *s;

	pthread_mutex_lock(&slots->lock);
	s = find(slots, list_id);
	if (s != NULL) {
		wasl_secret_pool_give(slots->pool, s->rest);
		*s = (struct slot){0};
	}
	pthread_mutex_unlock(&slots->lock);
}

static bool held(struct watch_key_slots *slots, int64_t list_id,
		 struct wasl_secret *out)
{
	const struct slot *s;

	pthread_mutex_lock(&slots->lock);
	s = find(slots, list_id);
	if (s != NULL)
		*out = *s->rest;
	pthread_mutex_unlock(&slots->lock);
	return s != NULL;
}

/* --- keyd ---------------------------------------------------------------- */

wasl_status watch_key_make(struct wasl_watch *watch, int64_t list_id,
			   const uint8_t uid[static 16],
			   struct wasl_wrapped *wrapped, struct wasl_err *err)
{
	wasl_autosecret key;
	struct wasl_keyd_dossier ask = {.bucket = watch_bucket(list_id),
					.key = &key};

	wasl_secret_make(&key, watch->random);
	memcpy(ask.id.b, uid, sizeof(ask.id.b));
	WASL_TRY(wasl_keyd_wrap(watch->keyd, &ask, 1, err));
	if (ask.status != WASL_OK)
		return wasl_fail(err, ask.status, "the list's key");
	*wrapped = ask.wrapped;
	forget(watch->slots, list_id);
	keep(watch->slots, list_id, &key);
	return WASL_OK;
}

static wasl_status load(struct wasl_watch *watch, struct wasl_secret *out,
			struct store_reader *r, int64_t list_id,
			struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	struct wasl_keyd_dossier ask = {.bucket = watch_bucket(list_id),
					.key = out};

	WASL_TRY(wasl_store_one(&row, r, WASL_SQL_WATCH_LIST_BY_ID, err,
				WASL_ARGS(wasl_arg_int(list_id))));
	if (wasl_rows_null(&row, "wrapped"))
		return wasl_fail(err, WASL_NOT_FOUND, "the list is destroyed");
	wasl_rows_copy(&row, "uid", ask.id.b, sizeof(ask.id.b));
	wasl_rows_copy(&row, "wrapped", ask.wrapped.b, sizeof(ask.wrapped.b));
	WASL_TRY(wasl_rows_finish(&row, err));
	WASL_TRY(wasl_keyd_unwrap(watch->keyd, &ask, 1, err));
	if (ask.status != WASL_OK)
		return wasl_fail(err, ask.status, "the key of list %lld",
				 (long long)list_id);
	keep(watch->slots, list_id, out);
	return WASL_OK;
}

wasl_status watch_key_get(struct wasl_watch *watch, struct watch_keys *out,
			  struct store_reader *r, int64_t list_id,
			  struct wasl_err *err)
{
	uint8_t space[24];
	struct wasl_buf info = WASL_BUF(space);

	if (!held(watch->slots, list_id, &out->rest))
		WASL_TRY(load(watch, &out->rest, r, list_id, err));
	wasl_cbor_put_array(&info, 1);
	wasl_cbor_put_text(&info, WASL_TEXT("wasl/watch"));
	wasl_assert(!info.over);
	wasl_hkdf(&out->mac, &out->rest, wasl_buf_bytes(&info));
	return WASL_OK;
}

wasl_status watch_key_drop(struct wasl_watch *watch, int64_t list_id,
			   struct wasl_err *err)
{
	wasl_status status;

	forget(watch->slots, list_id);
	status = wasl_keyd_bucket_drop(watch->keyd, watch_bucket(list_id), err);
	return status == WASL_NOT_FOUND ? WASL_OK : status;
}

/* --- tags and seals ------------------------------------------------------ */

static struct wasl_hash mac(const struct watch_keys *keys, const char *purpose,
			    wasl_bytes in)
{
	/* The zero ends the purpose, so that none is another's beginning. */
	wasl_bytes parts[] = {wasl_bytes_of(purpose, strlen(purpose) + 1), in};

	return wasl_hmac(wasl_secret_reveal(&keys->mac), parts, 2);
}

void watch_tag(uint8_t out[static WATCH_TAG], const struct watch_keys *keys,
	       const char *purpose, wasl_bytes in)
{
	struct wasl_hash h = mac(keys, purpose, in);

	memcpy(out, h.b, WATCH_TAG);
}

wasl_status wasl_watch_subject(struct wasl_watch *watch, struct store_reader *r,
			       uint8_t out[static 32], int64_t list_id,
			       wasl_text ref, struct wasl_err *err)
{
	watch_autokeys keys = {0};
	struct wasl_hash h;

	WASL_TRY(watch_key_get(watch, &keys, r, list_id, err));
	h = mac(&keys, "subject", wasl_text_bytes(ref));
	memcpy(out, h.b, sizeof(h.b));
	return WASL_OK;
}

static struct wasl_cell cell_of(uint8_t row[static WATCH_TAG + 8],
				wasl_bytes ref, int64_t born)
{
	wasl_assert(ref.n == WATCH_TAG);
	memcpy(row, ref.p, WATCH_TAG);
	wasl_store_u64(row + WATCH_TAG, (uint64_t)born);
	return (struct wasl_cell){.table = WASL_TEXT("watch_record"),
				  .column = WASL_TEXT("sealed"),
				  .row = {row, WATCH_TAG + 8}};
}

void watch_seal(struct wasl_buf *out, const struct wasl_random *random,
		const struct watch_keys *keys,
		const uint8_t ref[static WATCH_TAG], int64_t born,
		wasl_bytes plain)
{
	uint8_t row[WATCH_TAG + 8];
	struct wasl_cell cell =
		cell_of(row, wasl_bytes_of(ref, WATCH_TAG), born);

	wasl_rest_seal(out, random, &keys->rest, &cell, plain);
}

wasl_status watch_unseal(struct wasl_buf *out, const struct watch_keys *keys,
			 wasl_bytes ref, int64_t born, wasl_bytes sealed,
			 struct wasl_err *err)
{
	uint8_t row[WATCH_TAG + 8];
	struct wasl_cell cell;

	if (ref.n != WATCH_TAG)
		return wasl_fail(err, WASL_CORRUPT, "a record's reference");
	cell = cell_of(row, ref, born);
	return wasl_rest_open(out, &keys->rest, &cell, sealed, err);
}
