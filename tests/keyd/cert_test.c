#include "check.h"

#include "crypto/crypto.h"
#include "keyd/cert.h"

#include <gnutls/abstract.h>
#include <gnutls/x509.h>
#include <string.h>

/* GnuTLS reads our certificate, and finds what we put into it. */
static void check_cert(const char *node)
{
	const struct wasl_secret seed = {{1}};
	const uint8_t serial[16] = {0xff, 1};
	uint8_t space[WASL_KEYD_CERT_MAX], spki[WASL_SPKI_LEN], der[256];
	struct wasl_buf buf = WASL_BUF(space);
	struct wasl_sign_secret secret;
	struct wasl_sign_public pub;
	gnutls_datum_t in, x;
	gnutls_ecc_curve_t curve;
	gnutls_x509_crt_t cert;
	gnutls_pubkey_t key;
	char cn[128];
	size_t n = sizeof(cn);

	wasl_sign_from_seed(&secret, &seed);
	pub = wasl_sign_public(&secret);
	wasl_cert_write(&buf, wasl_text_of(node), serial, &pub, &secret);
	assert_false(buf.over);
	in = (gnutls_datum_t){space, (unsigned)buf.n};
	assert_int_equal(gnutls_x509_crt_init(&cert), 0);
	assert_int_equal(gnutls_x509_crt_import(cert, &in, GNUTLS_X509_FMT_DER),
			 0);
	assert_int_equal(gnutls_x509_crt_get_version(cert), 3);
	assert_int_equal(
		gnutls_x509_crt_get_dn_by_oid(cert, GNUTLS_OID_X520_COMMON_NAME,
					      0, 0, cn, &n),
		0);
	assert_string_equal(cn, node);
	assert_int_equal(gnutls_x509_crt_check_issuer(cert, cert), 1);
	assert_int_equal(gnutls_pubkey_init(&key), 0);
	assert_int_equal(gnutls_pubkey_import_x509(key, cert, 0), 0);
	assert_int_equal(gnutls_pubkey_export_ecc_raw(key, &curve, &x, NULL),
			 0);
	assert_int_equal(curve, GNUTLS_ECC_CURVE_ED25519);
	assert_memory_equal(x.data, pub.b, sizeof(pub.b));
	gnutls_free(x.data);
	n = sizeof(der);
	assert_int_equal(
		gnutls_pubkey_export(key, GNUTLS_X509_FMT_DER, der, &n), 0);
	wasl_spki_write(spki, &pub);
	assert_int_equal(n, sizeof(spki));
	assert_memory_equal(der, spki, sizeof(spki));
	/* Signed by itself: as an anchor it verifies itself. */
	{
		unsigned verdict = ~0U;

		assert_int_equal(
			gnutls_x509_crt_verify(
				cert, &cert, 1,
				GNUTLS_VERIFY_DO_NOT_ALLOW_SAME |
					GNUTLS_VERIFY_ALLOW_ANY_X509_V1_CA_CRT,
				&verdict),
			0);
	}
	gnutls_pubkey_deinit(key);
	gnutls_x509_crt_deinit(cert);
}

static void test_keyd_cert__gnutls_reads_it(void **state)
{
	char longest[WASL_NODE_NAME_MAX + 1];

	(void)state;
	check_ok(wasl_crypto_init(NULL));
	memset(longest, 'n', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	check_cert("a");
	check_cert("rabat.dgsn");
	check_cert(longest);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keyd_cert__gnutls_reads_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
