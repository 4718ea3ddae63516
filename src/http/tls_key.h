/* Keys that live elsewhere, as GnuTLS objects; private to this room. */
#ifndef WASL_HTTP_TLS_KEY_H
#define WASL_HTTP_TLS_KEY_H

#include "http/tls.h"

#include <gnutls/abstract.h>

/**
 * A GnuTLS key that asks `id` to sign.
 *
 * In:   id   must outlive the key
 * Out:  out  caller ends it with gnutls_privkey_deinit
 */
wasl_status http_tls_privkey(gnutls_privkey_t *out,
			     const struct wasl_tls_identity *id,
			     struct wasl_err *err) WASL_MUST_USE;

/** The same, into a key that GnuTLS made; 0 or GnuTLS's error. */
int http_tls_import(gnutls_privkey_t key, const struct wasl_tls_identity *id);

/** The pin of the certificate that the peer of a handshake shows. */
wasl_status http_tls_pin_of_peer(uint8_t pin[static WASL_TLS_PIN_LEN],
				 gnutls_session_t session,
				 struct wasl_err *err) WASL_MUST_USE;

wasl_status http_tls_fail(struct wasl_err *err, int gnutls_error,
			  const char *what);

/* "wasl:" and a slot's number. */
#define HTTP_TLS_URL_LEN 16

/**
 * Give an identity a URL that GnuTLS, and so libcurl, takes for a certificate
 * file and for a key file.
 *
 * Out:  url  until http_tls_url_drop
 * Err:  NO_MEMORY  too many identities at once
 */
wasl_status http_tls_url_take(char url[static HTTP_TLS_URL_LEN],
			      const struct wasl_tls_identity *id,
			      struct wasl_err *err) WASL_MUST_USE;
/** No handle that was given the URL may be left. "" is a no-op. */
void http_tls_url_drop(const char *url);

#endif
