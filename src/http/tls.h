/*
 * Who a node is on the wire: an Ed25519 certificate whose key lives elsewhere,
 * and pins instead of authorities (docs/spec §2 card line `tls`, §7).
 */
#ifndef WASL_HTTP_TLS_H
#define WASL_HTTP_TLS_H

#include "base/bytes.h"

/* SHA-256 of a certificate's SubjectPublicKeyInfo. */
#define WASL_TLS_PIN_LEN 32
#define WASL_TLS_SIG_LEN 64

/**
 * A certificate and the way to sign with its key. During a handshake `sign` is
 * asked for the signature of RFC 8446 §4.4.3 over `content`: 64 spaces, the
 * context string, 00 and the transcript hash. It is called from server and
 * client threads, several at once, and may block.
 *
 * Lifetime: whoever is given one keeps a copy of the struct; `cert` and `ctx`
 * must outlive the server or client.
 */
struct wasl_tls_identity {
	wasl_bytes cert; /* DER */
	wasl_status (*sign)(void *ctx, uint8_t sig[static WASL_TLS_SIG_LEN],
			    wasl_bytes content, struct wasl_err *err);
	void *ctx;
};

/** The pin of a DER certificate. Err: MALFORMED. */
wasl_status wasl_tls_pin_of_cert(uint8_t pin[static WASL_TLS_PIN_LEN],
				 wasl_bytes cert,
				 struct wasl_err *err) WASL_MUST_USE;

#endif
