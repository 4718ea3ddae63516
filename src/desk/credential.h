/* What an officer signs in with, and the links that let him begin: rows. */
#ifndef WASL_DESK_CREDENTIAL_H
#define WASL_DESK_CREDENTIAL_H

#include "crypto/hash.h"
#include "crypto/password.h"
#include "store/store.h"

/* A link that lets an officer set his password holds so long. */
#define WASL_ENROLMENT_S (24 * 3600)

/* A secret of codes, as the node seals it. */
#define WASL_CODE_SECRET_MAX 64

struct wasl_credential {
	char password[WASL_PASSWORD_HASH_MAX]; /* "": none */
	bool totp;			       /* a code is asked for */
	uint8_t secret[WASL_CODE_SECRET_MAX];  /* of codes, sealed … */
	size_t secret_n;		       /* … so long; 0: none */
	char language[3];		       /* "": none chosen */
	unsigned passkeys;
};

/** Out: all zero where he has none. */
wasl_status wasl_credential_get(struct store_reader *r,
				struct wasl_credential *out, int64_t officer_id,
				struct wasl_err *err) WASL_MUST_USE;

/** Has any officer a password? */
wasl_status wasl_credential_any(struct store_reader *r, bool *any,
				struct wasl_err *err) WASL_MUST_USE;

wasl_status wasl_credential_password(struct store_tx *tx, int64_t officer_id,
				     const char *hash,
				     struct wasl_err *err) WASL_MUST_USE;
wasl_status wasl_credential_language(struct store_tx *tx, int64_t officer_id,
				     const char *language,
				     struct wasl_err *err) WASL_MUST_USE;

/** A sealed secret of codes; `on`: they are asked for from now on, after the
 * step of the last one. */
wasl_status wasl_credential_totp(struct store_tx *tx, int64_t officer_id,
				 wasl_bytes sealed, bool on, int64_t step,
				 struct wasl_err *err) WASL_MUST_USE;
/** Codes are asked for no more. */
wasl_status wasl_credential_no_totp(struct store_tx *tx, int64_t officer_id,
				    struct wasl_err *err) WASL_MUST_USE;
/**
 * A code was given: no one of its step or an earlier one is taken again.
 *
 * Err:  SIGN_IN  one was, or codes are not asked for
 */
wasl_status wasl_credential_code(struct store_tx *tx, int64_t officer_id,
				 int64_t step,
				 struct wasl_err *err) WASL_MUST_USE;

/**
 * He begins anew with this password: codes, passkeys, tokens, sessions and his
 * link are gone.
 */
wasl_status wasl_credential_reset(struct store_tx *tx, int64_t officer_id,
				  const char *hash,
				  struct wasl_err *err) WASL_MUST_USE;

/** A link in place of the one he may have had. */
wasl_status wasl_enrolment_put(struct store_tx *tx, int64_t officer_id,
			       const struct wasl_hash *token, int64_t expires,
			       struct wasl_err *err) WASL_MUST_USE;
/** Whose link it is. Err: NOT_FOUND  no such link, used, or over */
wasl_status wasl_enrolment_get(struct store_reader *r, int64_t *officer_id,
			       const struct wasl_hash *token, int64_t now,
			       struct wasl_err *err) WASL_MUST_USE;

#endif
