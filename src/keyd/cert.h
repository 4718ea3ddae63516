/*
 * The self-signed certificate that carries the TLS key (RFC 5280, RFC 8410).
 *
 * Partners pin the SHA-256 of its SubjectPublicKeyInfo from the card; its name
 * and dates mean nothing (spec §2), so it never expires.
 */
#ifndef WASL_KEYD_CERT_H
#define WASL_KEYD_CERT_H

#include "base/limits.h"
#include "crypto/hash.h"
#include "crypto/key.h"

#define WASL_SPKI_LEN 44

/** SubjectPublicKeyInfo of an Ed25519 key (RFC 8410 §4). */
void wasl_spki_write(uint8_t out[static WASL_SPKI_LEN],
		     const struct wasl_sign_public *pub);

/**
 * Make the certificate, DER.
 *
 * In:   out     WASL_KEYD_CERT_MAX bytes are enough for any node name
 *       node    valid node name: issuer and subject common name
 *       serial  a positive number, 16 random bytes
 */
void wasl_cert_write(struct wasl_buf *out, wasl_text node,
		     const uint8_t serial[static 16],
		     const struct wasl_sign_public *pub,
		     const struct wasl_sign_secret *secret);

#endif
