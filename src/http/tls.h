/*
 * Who a node is on the wire: an Ed25519 certificate whose key lives elsewhere,
 * and pins instead of authorities (docs/spec §2 card line `tls`, §7).
 */
#ifndef WASL_HTTP_TLS_H
#define WASL_HTTP_TLS_H

#include "base/bytes.h"

/* SHA-256 of a certificate's SubjectPublicKeyInfo. */
#define WASL_TLS_PIN_LEN 32
#define WASL_TLS_KEY_LEN 32
#define WASL_TLS_SIG_LEN 64
/* A self-signed Ed25519 certificate is some 350 bytes. */
#define WASL_TLS_CERT_MAX 1024

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

/**
 * A self-signed X.509 certificate for an Ed25519 key, subject CN=`name`. Its
 * dates say nothing (docs/spec §2: certificate dates are ignored): 1970 to
 * 9999, serial 1.
 *
 * In:   key   public key
 *       sign  is asked to sign the to-be-signed certificate (DER), not a
 *             handshake
 * Out:  out   DER, at most WASL_TLS_CERT_MAX bytes
 */
wasl_status wasl_tls_cert_make(struct wasl_buf *out, const char *name,
			       const uint8_t key[static WASL_TLS_KEY_LEN],
			       const struct wasl_tls_identity *sign,
			       struct wasl_err *err) WASL_MUST_USE;

/** The pin of an Ed25519 public key, as a card states it. */
void wasl_tls_pin_of_key(uint8_t pin[static WASL_TLS_PIN_LEN],
			 const uint8_t key[static WASL_TLS_KEY_LEN]);

/** The pin of a DER certificate. Err: MALFORMED. */
wasl_status wasl_tls_pin_of_cert(uint8_t pin[static WASL_TLS_PIN_LEN],
				 wasl_bytes cert,
				 struct wasl_err *err) WASL_MUST_USE;

#endif
