/*
 * Passkeys: public keys, what an authenticator says, and its signatures
 * (WebAuthn level 2 §6; CTAP2 canonical CBOR, which is within our profile).
 * Signatures are verified by libfido2.
 *
 *	authenticator data
 *	0   32  SHA-256 of the relying party's id
 *	32   1  flags: 01 present, 04 verified, 40 a credential, 80 extensions
 *	33   4  signature counter, big-endian
 *	37      with 40: AAGUID (16), length (2), credential id, COSE key
 */
#ifndef WASL_CRYPTO_PASSKEY_H
#define WASL_CRYPTO_PASSKEY_H

#include "crypto/hash.h"
#include "crypto/key.h"

#define WASL_PASSKEY_COORD 32
/* An encoded COSE key: at most {1, 3, -1, -2, -3} with two of 32 bytes. */
#define WASL_PASSKEY_COSE_MAX 80
/* WebAuthn §4: a credential id has at most 1,023 bytes. */
#define WASL_PASSKEY_ID_MAX 1023
/* Authenticator data with a credential. */
#define WASL_PASSKEY_DATA_MAX 2048
/* A DER signature of P-256 has at most 72 bytes, EdDSA's 64. */
#define WASL_PASSKEY_SIG_MAX 80

/* COSE algorithms (RFC 9053 §2). */
typedef enum wasl_passkey_alg {
	WASL_PASSKEY_ES256 = -7, /* P-256 with SHA-256 */
	WASL_PASSKEY_EDDSA = -8, /* Ed25519 */
} wasl_passkey_alg;

struct wasl_passkey_key {
	wasl_passkey_alg alg;
	uint8_t x[WASL_PASSKEY_COORD];
	uint8_t y[WASL_PASSKEY_COORD]; /* zero with EdDSA */
};

/** The COSE key {1: 2, 3: -7, -1: 1, -2: x, -3: y} or {1: 1, 3: -8, -1: 6,
 * -2: x}, alone. Err: MALFORMED, SCHEMA. */
wasl_status wasl_passkey_key_parse(struct wasl_passkey_key *out, wasl_bytes in,
				   struct wasl_err *err) WASL_MUST_USE;
void wasl_passkey_key_write(struct wasl_buf *out,
			    const struct wasl_passkey_key *key);
/** Its COSE key thumbprint (RFC 9679) with SHA-256. */
struct wasl_kid wasl_passkey_kid(const struct wasl_passkey_key *key);

/** Authenticator data; slices are borrowed from it. */
struct wasl_passkey_data {
	struct wasl_hash rp;
	bool present, verified; /* a person touched it; and was recognised */
	uint32_t counter;	/* 0: it counts not */
	wasl_bytes id;		/* of a new credential; empty: none */
	struct wasl_passkey_key key;
};

/**
 * Read authenticator data. Extensions are refused: none is ever asked for.
 *
 * Err:  MALFORMED, SCHEMA, TOO_BIG
 */
wasl_status wasl_passkey_data_parse(struct wasl_passkey_data *out,
				    wasl_bytes in,
				    struct wasl_err *err) WASL_MUST_USE;

/**
 * The attestation object of a new credential: {"fmt": "none", "attStmt": {},
 * "authData": bytes}.
 *
 * Out:  out  with a credential
 * Err:  as wasl_passkey_data_parse
 */
wasl_status wasl_passkey_attestation_parse(struct wasl_passkey_data *out,
					   wasl_bytes in,
					   struct wasl_err *err) WASL_MUST_USE;

/** What an authenticator signed, and its signature. */
struct wasl_passkey_proof {
	wasl_bytes data;   /* authenticator data, as it came */
	wasl_bytes client; /* client data: JSON, as it came */
	wasl_bytes sig;
};

/**
 * Verify an assertion: for this relying party, by this key, with a person
 * present and recognised. What the client data say is for the caller.
 *
 * In:   rp   id of the relying party, a host name
 * Err:  BAD_SIG  any of it does not hold
 *       NO_MEMORY
 */
wasl_status wasl_passkey_verify(const struct wasl_passkey_key *key,
				const char *rp,
				const struct wasl_passkey_proof *proof,
				struct wasl_err *err) WASL_MUST_USE;

#endif
