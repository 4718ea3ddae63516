/* Typed asymmetric keys and their ids (docs/spec §2). */
#ifndef WASL_CRYPTO_KEY_H
#define WASL_CRYPTO_KEY_H

#include "cbor/cbor.h"
#include "crypto/hash.h"
#include "crypto/secret.h"

#define WASL_PUBLIC_LEN 32
#define WASL_SIG_LEN	64

/** Ed25519 (RFC 8032): root, log, mirror and witness keys. */
struct wasl_sign_public {
	uint8_t b[WASL_PUBLIC_LEN];
};

/** Seed and public key, as libsodium wants them. */
struct wasl_sign_secret {
	uint8_t b[64];
};

/** X25519 (RFC 7748): sealing keys. */
struct wasl_seal_public {
	uint8_t b[WASL_PUBLIC_LEN];
};

struct wasl_seal_secret {
	struct wasl_secret scalar;
	struct wasl_seal_public pub;
};

/** Key id: the COSE key thumbprint (RFC 9679) with SHA-256. */
struct wasl_kid {
	struct wasl_hash hash;
};

struct wasl_sig {
	uint8_t b[WASL_SIG_LEN];
};

/* Wiped at the end of their scope. */
#define wasl_autosign                                                          \
	__attribute__((cleanup(wasl_sign_wipe))) struct wasl_sign_secret
#define wasl_autoseal                                                          \
	__attribute__((cleanup(wasl_seal_wipe))) struct wasl_seal_secret
void wasl_sign_wipe(struct wasl_sign_secret *s);
void wasl_seal_wipe(struct wasl_seal_secret *s);

/* --- Ed25519 ------------------------------------------------------------- */

/** The key pair of an RFC 8032 seed; a new key takes a random seed. */
void wasl_sign_from_seed(struct wasl_sign_secret *out,
			 const struct wasl_secret *seed);
/** The seed again, for storage. */
void wasl_sign_seed(struct wasl_secret *out,
		    const struct wasl_sign_secret *key);
struct wasl_sign_public wasl_sign_public(const struct wasl_sign_secret *key);

/**
 * Enrol a public key. spec §2: "Ed25519 keys are enrolled only if
 * `crypto_core_ed25519_is_valid_point` accepts them".
 *
 * Ret:  OK; MALFORMED for another length or a point that is not accepted
 */
wasl_status wasl_sign_public_parse(struct wasl_sign_public *out, wasl_bytes in,
				   struct wasl_err *err) WASL_MUST_USE;

struct wasl_sig wasl_sign(const struct wasl_sign_secret *key, wasl_bytes msg);
/** BAD_SIG unless `sig` is 64 bytes that sign `msg`; expected from strangers.
 */
wasl_status wasl_verify(const struct wasl_sign_public *key, wasl_bytes msg,
			wasl_bytes sig, struct wasl_err *err) WASL_MUST_USE;

struct wasl_kid wasl_sign_kid(const struct wasl_sign_public *key);

/* --- X25519 -------------------------------------------------------------- */

/** The key pair of an RFC 7748 scalar; a new key takes a random one. */
void wasl_seal_from_scalar(struct wasl_seal_secret *out,
			   const struct wasl_secret *scalar);
/**
 * Ret:  OK; MALFORMED for another length, a spelling that is not canonical or a
 *       point of small order
 */
wasl_status wasl_seal_public_parse(struct wasl_seal_public *out, wasl_bytes in,
				   struct wasl_err *err) WASL_MUST_USE;
/** Shared secret Z; BAD_SEAL if it is all-zero (then *out is too). */
wasl_status wasl_seal_agree(struct wasl_secret *out,
			    const struct wasl_seal_secret *own,
			    const struct wasl_seal_public *other,
			    struct wasl_err *err) WASL_MUST_USE;

struct wasl_kid wasl_seal_kid(const struct wasl_seal_public *key);

/* COSE_Key {1: 1, -1: 4, -2: x}: written, and read strictly. */
void wasl_seal_put_cose_key(struct wasl_buf *out,
			    const struct wasl_seal_public *key);
void wasl_seal_read_cose_key(struct wasl_cbor *c, struct wasl_seal_public *out);

bool wasl_kid_eq(const struct wasl_kid *a, const struct wasl_kid *b);

#endif
