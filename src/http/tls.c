#include "http/tls.h"

#include "http/tls_key.h"

#include <gnutls/x509.h>

#include "base/banned.h"

/* Bits of an Ed25519 key. */
#define KEY_BITS 256

wasl_status http_tls_fail(struct wasl_err *err, int gnutls_error,
			  const char *what)
{
	return wasl_fail(err,
			 gnutls_error == GNUTLS_E_MEMORY_ERROR ? WASL_NO_MEMORY
							       : WASL_IO,
			 "%s: %s", what, gnutls_strerror(gnutls_error));
}

wasl_status wasl_tls_pin_of_cert(uint8_t pin[static WASL_TLS_PIN_LEN],
				 wasl_bytes cert, struct wasl_err *err)
{
	gnutls_x509_crt_t crt;
	gnutls_datum_t der;
	size_t n = WASL_TLS_PIN_LEN;
	int rc;

	if (cert.n == 0 || cert.n > UINT16_MAX)
		return wasl_fail(err, WASL_MALFORMED, "not a certificate");
	/* raw: GnuTLS's input type has no const; it only reads. */
	der = (gnutls_datum_t){(void *)(uintptr_t)cert.p, (unsigned)cert.n};
	rc = gnutls_x509_crt_init(&crt);
	if (rc != 0)
		return http_tls_fail(err, rc, "certificate");
	rc = gnutls_x509_crt_import(crt, &der, GNUTLS_X509_FMT_DER);
	if (rc == 0)
		rc = gnutls_x509_crt_get_key_id(crt, GNUTLS_KEYID_USE_SHA256,
						pin, &n);
	gnutls_x509_crt_deinit(crt);
	if (rc != 0)
		return wasl_fail(err, WASL_MALFORMED, "certificate: %s",
				 gnutls_strerror(rc));
	return WASL_OK;
}

wasl_status http_tls_pin_of_peer(uint8_t pin[static WASL_TLS_PIN_LEN],
				 gnutls_session_t session, struct wasl_err *err)
{
	unsigned n = 0;
	const gnutls_datum_t *chain = gnutls_certificate_get_peers(session, &n);

	if (chain == NULL || n == 0 ||
	    gnutls_certificate_type_get2(session, GNUTLS_CTYPE_PEERS) !=
		    GNUTLS_CRT_X509)
		return wasl_fail(err, WASL_DENIED, "no certificate");
	return wasl_tls_pin_of_cert(
		pin, wasl_bytes_of(chain[0].data, chain[0].size), err);
}

static int sign_data(gnutls_privkey_t key, gnutls_sign_algorithm_t algo,
		     void *userdata, unsigned flags, const gnutls_datum_t *data,
		     gnutls_datum_t *signature)
{
	const struct wasl_tls_identity *id = userdata;

	(void)key;
	(void)flags;
	if (algo != GNUTLS_SIGN_EDDSA_ED25519)
		return GNUTLS_E_UNSUPPORTED_SIGNATURE_ALGORITHM;
	signature->data = gnutls_malloc(WASL_TLS_SIG_LEN);
	if (signature->data == NULL)
		return GNUTLS_E_MEMORY_ERROR;
	signature->size = WASL_TLS_SIG_LEN;
	if (id->sign(id->ctx, signature->data,
		     wasl_bytes_of(data->data, data->size), NULL) == WASL_OK)
		return 0;
	gnutls_free(signature->data);
	signature->data = NULL;
	return GNUTLS_E_PK_SIGN_FAILED;
}

static int key_info(gnutls_privkey_t key, unsigned flags, void *userdata)
{
	(void)key;
	(void)userdata;
	if ((flags & GNUTLS_PRIVKEY_INFO_HAVE_SIGN_ALGO) != 0)
		return GNUTLS_FLAGS_TO_SIGN_ALGO(flags) ==
		       GNUTLS_SIGN_EDDSA_ED25519;
	if ((flags & GNUTLS_PRIVKEY_INFO_PK_ALGO_BITS) != 0)
		return KEY_BITS;
	if ((flags & GNUTLS_PRIVKEY_INFO_PK_ALGO) != 0)
		return GNUTLS_PK_EDDSA_ED25519;
	return -1;
}

int http_tls_import(gnutls_privkey_t key, const struct wasl_tls_identity *id)
{
	/* raw: GnuTLS hands the pointer back as it was given. */
	return gnutls_privkey_import_ext4(key, (void *)(uintptr_t)id, sign_data,
					  NULL, NULL, NULL, key_info, 0);
}

wasl_status http_tls_privkey(gnutls_privkey_t *out,
			     const struct wasl_tls_identity *id,
			     struct wasl_err *err)
{
	gnutls_privkey_t key;
	int rc = gnutls_privkey_init(&key);

	if (rc != 0)
		return http_tls_fail(err, rc, "key");
	rc = http_tls_import(key, id);
	if (rc != 0) {
		gnutls_privkey_deinit(key);
		return http_tls_fail(err, rc, "key");
	}
	*out = key;
	return WASL_OK;
}
