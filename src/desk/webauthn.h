/*
 * What a browser says of a passkey's ceremony (WebAuthn level 2 §5.8.1), and
 * assertions as they travel in an act (docs/spec §3, key 9).
 */
#ifndef WASL_DESK_WEBAUTHN_H
#define WASL_DESK_WEBAUTHN_H

#include "crypto/passkey.h"
#include "kind/json.h"

/* Client data: a challenge, an origin, and what browsers add. */
#define WASL_CLIENT_DATA_MAX 2048
#define WASL_CHALLENGE_LEN   32
/* A host name of an origin. */
#define WASL_RP_MAX 253

/** What client data must say. */
struct wasl_client_want {
	const char *type;	  /* "webauthn.create" or "webauthn.get" */
	const uint8_t *challenge; /* WASL_CHALLENGE_LEN bytes */
	const char *origin;	  /* NULL: any, which `rp` is then taken from */
};

/**
 * Check client data.
 *
 * In:   in  JSON, untrusted
 * Out:  rp  the host of the origin; NULL if not wanted
 * Err:  MALFORMED, SCHEMA, TOO_BIG
 *       BAD_SIG  another type, challenge or origin; a frame of another site
 */
wasl_status wasl_client_data_check(wasl_bytes in,
				   const struct wasl_client_want *want,
				   char rp[WASL_RP_MAX + 1],
				   struct wasl_err *err) WASL_MUST_USE;

/* Who of an act signed: the key of spec §3 with his pseudonym. */
typedef enum wasl_assertion_by {
	WASL_ASSERTION_AUTHOR = 3,
	WASL_ASSERTION_APPROVER = 4,
} wasl_assertion_by;

/** One of key 9: [by, kid, authenticator data, client data, signature]. */
struct wasl_assertion {
	wasl_assertion_by by;
	struct wasl_kid kid;
	struct wasl_passkey_proof proof;
};

#define WASL_ASSERTIONS_MAX 2
/* All of key 9, encoded. */
#define WASL_ASSERTIONS_BYTES_MAX                                              \
	(WASL_ASSERTIONS_MAX *                                                 \
	 (WASL_CLIENT_DATA_MAX + WASL_PASSKEY_SIG_MAX + 512))

/**
 * Read key 9.
 *
 * In:   in   det-CBOR; borrowed by `out`
 * Out:  n    at most WASL_ASSERTIONS_MAX, one a signer, in the order of `by`
 * Err:  MALFORMED, SCHEMA
 */
wasl_status
wasl_assertions_parse(struct wasl_assertion out[WASL_ASSERTIONS_MAX], size_t *n,
		      wasl_bytes in, struct wasl_err *err) WASL_MUST_USE;
void wasl_assertions_write(struct wasl_buf *out, const struct wasl_assertion *a,
			   size_t n);

#endif
