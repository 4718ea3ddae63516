/* What grant and act envelope share of COSE (RFC 9052, 9053). */
#ifndef WASL_CRYPTO_COSE_H
#define WASL_CRYPTO_COSE_H

#include "cbor/cbor.h"
#include "crypto/aead.h"

/* Labels and values that both have. */
enum {
	WASL_COSE_ALG = 1,
	WASL_COSE_IV = 5,
	WASL_COSE_CHACHA20_POLY1305 = 24,
};

/** The protected header {1: 24}, and a check that `prot` is just that. */
void wasl_cose_put_alg(struct wasl_buf *out);
wasl_status wasl_cose_check_alg(wasl_bytes prot,
				struct wasl_err *err) WASL_MUST_USE;

/** The unprotected header {5: nonce}, written and read. */
void wasl_cose_put_iv(struct wasl_buf *out,
		      const uint8_t nonce[static WASL_AEAD_NONCE]);
void wasl_cose_read_iv(struct wasl_cbor *c,
		       uint8_t nonce[static WASL_AEAD_NONCE]);

/** Enc_structure (RFC 9052 §5.3): [context, protected, external]. */
void wasl_cose_put_aad(struct wasl_buf *out, const char *context,
		       wasl_bytes prot, wasl_bytes external);

#endif
