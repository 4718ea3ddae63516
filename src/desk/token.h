/* Tokens with which programs call the API in an officer's name: rows. */
#ifndef WASL_DESK_TOKEN_H
#define WASL_DESK_TOKEN_H

#include "crypto/hash.h"
#include "desk/user.h"

/* Of one officer. */
#define WASL_TOKENS_EACH_MAX 32
/* In one list. */
#define WASL_TOKENS_MAX	    1024
#define WASL_TOKEN_NAME_MAX 64
/* It ends after a year at the latest. */
#define WASL_TOKEN_LIFE_S (INT64_C(366) * 24 * 3600)

struct wasl_token {
	int64_t id;
	struct wasl_user user; /* as he is now */
	char name[WASL_TOKEN_NAME_MAX + 1];
	uint32_t rights;		      /* bits of enum wasl_right */
	bool reads;			      /* GET only */
	int64_t made_at, expires_at, used_at; /* Unix seconds; 0: not yet */
};

/**
 * Rights that a token may have. What two persons must say is said by persons:
 * not those to approve, to give roles, to settle a line, to enrol partners.
 */
bool wasl_token_may(wasl_right right);

/**
 * In,out:  token  user, name, rights, reads, expires_at; gets the rest
 * Err:     CONFLICT  he has WASL_TOKENS_EACH_MAX
 */
wasl_status wasl_token_add(struct store_tx *tx, struct wasl_token *token,
			   const struct wasl_hash *hash, int64_t now,
			   struct wasl_err *err) WASL_MUST_USE;
/** Err: SIGN_IN  there is none such, or it is over */
wasl_status wasl_token_get(struct store_reader *r, struct wasl_token *out,
			   const struct wasl_hash *hash, int64_t now,
			   struct wasl_err *err) WASL_MUST_USE;
/** Of an officer (0: of all), oldest first; in the arena. */
wasl_status wasl_token_list(struct store_reader *r, struct wasl_arena *arena,
			    struct wasl_token **out, size_t *n,
			    int64_t officer_id, int64_t now,
			    struct wasl_err *err) WASL_MUST_USE;
wasl_status wasl_token_used(struct store_tx *tx, int64_t id, int64_t now,
			    struct wasl_err *err) WASL_MUST_USE;
/** Of this officer (0: anybody's). Err: NOT_FOUND */
wasl_status wasl_token_drop(struct store_tx *tx, int64_t id, int64_t officer_id,
			    struct wasl_err *err) WASL_MUST_USE;

#endif
