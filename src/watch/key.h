/* Keys and rows of lists; private to this room. */
#ifndef WASL_WATCH_KEY_H
#define WASL_WATCH_KEY_H

#include "watch/watch.h"

/* A keyed number of a reference or of a record's content. */
#define WATCH_TAG 16

/** What one list's records are sealed and named with. Wipe by scope. */
struct watch_keys {
	struct wasl_secret rest; /* the list's key */
	struct wasl_secret mac;	 /* for tags */
};

#define watch_autokeys                                                         \
	__attribute__((cleanup(watch_keys_wipe))) struct watch_keys
void watch_keys_wipe(struct watch_keys *keys);

struct wasl_watch {
	struct wasl_store *store;
	struct wasl_keyd *keyd;
	const struct wasl_random *random;
	struct watch_key_slots *slots; /* private to key.c */
};

struct watch_key_slots *watch_slots_new(void);
void watch_slots_free(struct watch_key_slots *slots);

/** The keyd bucket that holds a list's key and nothing else. */
uint32_t watch_bucket(int64_t list_id);

/**
 * A new list's key: kept here, wrapped by keyd.
 *
 * In:   uid  16 bytes that the wrapping is bound to
 */
wasl_status watch_key_make(struct wasl_watch *watch, int64_t list_id,
			   const uint8_t uid[static 16],
			   struct wasl_wrapped *wrapped,
			   struct wasl_err *err) WASL_MUST_USE;

/** The keys of a list, unwrapped once. Err: NOT_FOUND  no such list, or gone.
 */
wasl_status watch_key_get(struct wasl_watch *watch, struct watch_keys *out,
			  struct store_reader *r, int64_t list_id,
			  struct wasl_err *err) WASL_MUST_USE;

/** Forget it here and destroy it in keyd. OK if keyd has none any more. */
wasl_status watch_key_drop(struct wasl_watch *watch, int64_t list_id,
			   struct wasl_err *err) WASL_MUST_USE;

/** The tag of `in` for one purpose. */
void watch_tag(uint8_t out[static WATCH_TAG], const struct watch_keys *keys,
	       const char *purpose, wasl_bytes in);

/** Seal or open a record in its place: its reference's tag and generation. */
void watch_seal(struct wasl_buf *out, const struct wasl_random *random,
		const struct watch_keys *keys,
		const uint8_t ref[static WATCH_TAG], int64_t born,
		wasl_bytes plain);
wasl_status watch_unseal(struct wasl_buf *out, const struct watch_keys *keys,
			 wasl_bytes ref, int64_t born, wasl_bytes sealed,
			 struct wasl_err *err) WASL_MUST_USE;

#endif
