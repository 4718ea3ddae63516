/* Passkeys of officers: rows. */
#ifndef WASL_DESK_PASSKEY_H
#define WASL_DESK_PASSKEY_H

#include "base/arena.h"
#include "crypto/passkey.h"
#include "store/store.h"

/* Of one officer: his telephone, his token, and their successors. */
#define WASL_PASSKEYS_MAX     16
#define WASL_PASSKEY_NAME_MAX 64

struct wasl_passkey {
	int64_t id;
	int64_t officer_id;
	wasl_bytes credential; /* as the authenticator named it */
	struct wasl_passkey_key key;
	const char *name; /* that the officer gave it */
	uint32_t counter;
	int64_t made_at, used_at; /* Unix seconds; 0: not yet */
};

/**
 * In,out:  passkey  all but id
 * Err:     EXISTS   the credential is known
 *          CONFLICT the officer has WASL_PASSKEYS_MAX
 */
wasl_status wasl_passkey_add(struct store_tx *tx, struct wasl_passkey *passkey,
			     struct wasl_err *err) WASL_MUST_USE;

/** By its credential; texts and bytes in the arena. Err: NOT_FOUND */
wasl_status wasl_passkey_get(struct store_reader *r, struct wasl_arena *arena,
			     struct wasl_passkey *out, wasl_bytes credential,
			     struct wasl_err *err) WASL_MUST_USE;
/** Of an officer, oldest first; in the arena. */
wasl_status wasl_passkey_list(struct store_reader *r, struct wasl_arena *arena,
			      struct wasl_passkey **out, size_t *n,
			      int64_t officer_id,
			      struct wasl_err *err) WASL_MUST_USE;

/**
 * It was used: its counter goes up, unless it never counts.
 *
 * Err:  BAD_SIG  the counter did not go up: there are two of it
 */
wasl_status wasl_passkey_used(struct store_tx *tx,
			      const struct wasl_passkey *passkey,
			      uint32_t counter, int64_t now,
			      struct wasl_err *err) WASL_MUST_USE;

/** Err: NOT_FOUND  this officer has none such */
wasl_status wasl_passkey_drop(struct store_tx *tx, int64_t id,
			      int64_t officer_id,
			      struct wasl_err *err) WASL_MUST_USE;

#endif
