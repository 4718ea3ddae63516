/*
 * Grant: the dossier key, sealed to the partner (docs/spec §3).
 *
 *   96([ {1: 24}, {5: nonce12}, ct,
 *        [[ rprot, {4: recipient kid, -1: {1: 1, -1: 4, -2: ephemeral}}, h'' ]]
 * ]) rprot = {1: -25, -21: sender log kid, -24: recipient sealing kid}
 */
#ifndef WASL_CRYPTO_GRANT_H
#define WASL_CRYPTO_GRANT_H

#include "crypto/aead.h"
#include "crypto/id.h"
#include "crypto/key.h"

/* Every grant has this length: each of its fields has a fixed one. */
#define WASL_GRANT_LEN 229

/** Where a grant goes and what it is bound to. */
struct wasl_grant_to {
	struct wasl_kid sender;		   /* of the sender's log key */
	struct wasl_seal_public recipient; /* the partner's sealing key */
	const struct wasl_secret *line;	   /* line secret */
	struct wasl_dossier_id dossier;
};

/** A parsed grant; slices borrow from the input. */
struct wasl_grant {
	wasl_bytes all;
	wasl_bytes prot;  /* body's protected header */
	wasl_bytes rprot; /* recipient's protected header */
	wasl_bytes ciphertext;
	uint8_t nonce[WASL_AEAD_NONCE];
	struct wasl_kid sender;
	struct wasl_kid recipient;
	struct wasl_seal_public ephemeral;
};

/**
 * Append a grant of `key`.
 *
 * Ret:  OK; BAD_SEAL if the recipient's key agrees on an all-zero secret;
 *       TOO_BIG if `out` has no room for WASL_GRANT_LEN bytes
 */
wasl_status wasl_grant_seal(struct wasl_buf *out,
			    const struct wasl_random *random,
			    const struct wasl_grant_to *to,
			    const struct wasl_secret *key,
			    struct wasl_err *err) WASL_MUST_USE;

/**
 * Ret:  OK
 *       MALFORMED  not deterministic CBOR
 *       SCHEMA     not the layout above
 */
wasl_status wasl_grant_parse(struct wasl_grant *out, wasl_bytes in,
			     struct wasl_err *err) WASL_MUST_USE;

/** Who opens it and what it must be bound to. */
struct wasl_grant_own {
	struct wasl_kid sender;		    /* of the partner's log key */
	const struct wasl_seal_secret *own; /* own sealing key */
	const struct wasl_secret *line;	    /* line secret */
	struct wasl_dossier_id dossier;
};

/**
 * The dossier key of a grant.
 *
 * Ret:  OK
 *       BAD_SEAL  by another sender, to another key, for another dossier or
 *                 under another line secret; *key is then all zero
 */
wasl_status wasl_grant_open(struct wasl_secret *key,
			    const struct wasl_grant *grant,
			    const struct wasl_grant_own *by,
			    struct wasl_err *err) WASL_MUST_USE;

#endif
