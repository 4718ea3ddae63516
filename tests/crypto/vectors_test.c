/* Published vectors: RFC 8032, 7748, 5869, 4231, Wycheproof, COSE examples. */
#include "check.h"

#include "crypto/aead.h"
#include "crypto/cose.h"
#include "crypto/crypto.h"
#include "crypto/grant.h"
#include "crypto/kdf.h"
#include "hex.h"

struct ed25519_case {
	int number;
	bool valid;
	const char *pub, *msg, *sig;
};

struct x25519_case {
	int number;
	bool valid;
	const char *scalar, *pub, *shared;
};

struct hkdf_case {
	int number;
	bool valid;
	const char *ikm, *salt, *info, *okm;
};

struct aead_case {
	int number;
	bool valid;
	const char *key, *nonce, *aad, *plain, *sealed;
};

#include "wycheproof.inc"

#define EACH(i, table)                                                         \
	for (size_t i = 0; i < sizeof(table) / sizeof((table)[0]); i++)

static void test_crypto_vectors__rfc_8032_ed25519(void **state)
{
	static const struct {
		const char *seed, *pub, *msg, *sig;
	} table[] = {
#include "rfc8032.inc"
	};

	(void)state;
	EACH(i, table)
	{
		uint8_t space[8];
		struct wasl_secret seed;
		struct wasl_secret back;
		struct wasl_sign_secret key;
		struct wasl_sign_public pub;
		struct wasl_sig sig;
		wasl_bytes msg = from_hex(space, sizeof(space), table[i].msg);

		FROM_HEX(seed.b, table[i].seed);
		wasl_sign_from_seed(&key, &seed);
		wasl_sign_seed(&back, &key);
		assert_true(wasl_secret_eq(&seed, &back));
		pub = wasl_sign_public(&key);
		assert_true(is_hex(WASL_BYTES(pub.b), table[i].pub));
		sig = wasl_sign(&key, msg);
		assert_true(is_hex(WASL_BYTES(sig.b), table[i].sig));
		check_ok(wasl_verify(&pub, msg, WASL_BYTES(sig.b), NULL));
		sig.b[63] ^= 1;
		check_status(wasl_verify(&pub, msg, WASL_BYTES(sig.b), NULL),
			     WASL_BAD_SIG);
	}
}

static void test_crypto_vectors__rfc_7748_x25519(void **state)
{
	static const char *const table[][3] = {
		{"a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244"
		 "ba449ac4",
		 "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6"
		 "d0ab1c4c",
		 "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b40755"
		 "77a28552"},
		{"4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e"
		 "7918ba0d",
		 "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549"
		 "c715a493",
		 "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f764"
		 "7aac7957"},
	};

	(void)state;
	EACH(i, table)
	{
		struct wasl_secret scalar;
		struct wasl_seal_secret own;
		struct wasl_seal_public other;
		struct wasl_secret z;

		FROM_HEX(scalar.b, table[i][0]);
		FROM_HEX(other.b, table[i][1]);
		wasl_seal_from_scalar(&own, &scalar);
		check_ok(wasl_seal_agree(&z, &own, &other, NULL));
		assert_true(is_hex(wasl_secret_reveal(&z), table[i][2]));
	}
}

/* HKDF as RFC 5869 has it: extraction with a salt is HMAC under the salt. */
static void hkdf_salted(uint8_t *out, size_t n, wasl_bytes salt, wasl_bytes ikm,
			wasl_bytes info)
{
	struct wasl_hash prk = wasl_hmac(salt, &ikm, 1);
	struct wasl_secret key;

	if (salt.n == 0) {
		wasl_hkdf_extract(&key, ikm);
		assert_memory_equal(key.b, prk.b, sizeof(prk.b));
	}
	memcpy(key.b, prk.b, sizeof(key.b));
	wasl_hkdf_expand(out, n, &key, info);
}

static void check_hkdf(int number, const char *ikm, const char *salt,
		       const char *info, const char *okm)
{
	uint8_t space[3][400];
	uint8_t out[400];
	size_t n = strlen(okm) / 2;

	hkdf_salted(out, n, from_hex(space[0], sizeof(space[0]), salt),
		    from_hex(space[1], sizeof(space[1]), ikm),
		    from_hex(space[2], sizeof(space[2]), info));
	if (!is_hex(wasl_bytes_of(out, n), okm))
		fail_msg("HKDF case %d", number);
}

static void test_crypto_vectors__rfc_5869_hkdf(void **state)
{
	static const struct hkdf_case table[] = {
#include "rfc5869.inc"
	};

	(void)state;
	EACH(i, table)
	{
		check_hkdf(table[i].number, table[i].ikm, table[i].salt,
			   table[i].info, table[i].okm);
	}
}

static void test_crypto_vectors__rfc_4231_hmac(void **state)
{
	static const char data[] = "what do ya want for nothing?";
	static const char long_key[] =
		"Test Using Larger Than Block-Size Key - Hash Key First";
	uint8_t key[131];
	wasl_bytes part = wasl_bytes_of(data, sizeof(data) - 1);
	struct wasl_hash mac;

	(void)state;
	mac = wasl_hmac(wasl_bytes_of("Jefe", 4), &part, 1);
	assert_true(is_hex(wasl_hash_bytes(&mac),
			   "5bdcc146bf60754e6a042426089575c7"
			   "5a003f089d2739839dec58b964ec3843"));
	memset(key, 0xaa, sizeof(key));
	part = wasl_bytes_of(long_key, sizeof(long_key) - 1);
	mac = wasl_hmac(WASL_BYTES(key), &part, 1);
	assert_true(is_hex(wasl_hash_bytes(&mac),
			   "60e431591ee0b67f0d8a26aacbf5b77f"
			   "8e0bc6213728c5140546040f0ee37f54"));
}

static void test_crypto_vectors__wycheproof_ed25519(void **state)
{
	(void)state;
	EACH(i, ed25519_cases)
	{
		const struct ed25519_case *c = &ed25519_cases[i];
		uint8_t space[3][300];
		struct wasl_sign_public pub;
		wasl_bytes msg = from_hex(space[0], sizeof(space[0]), c->msg);
		wasl_bytes sig = from_hex(space[1], sizeof(space[1]), c->sig);
		wasl_bytes key = from_hex(space[2], sizeof(space[2]), c->pub);
		bool ok = wasl_sign_public_parse(&pub, key, NULL) == WASL_OK &&
			  wasl_verify(&pub, msg, sig, NULL) == WASL_OK;

		if (ok != c->valid)
			fail_msg("Ed25519 case %d", c->number);
	}
}

static void test_crypto_vectors__wycheproof_x25519(void **state)
{
	(void)state;
	EACH(i, x25519_cases)
	{
		const struct x25519_case *c = &x25519_cases[i];
		struct wasl_secret scalar;
		struct wasl_seal_secret own;
		struct wasl_seal_public other;
		struct wasl_secret z;
		wasl_status status;

		FROM_HEX(scalar.b, c->scalar);
		FROM_HEX(other.b, c->pub);
		wasl_seal_from_scalar(&own, &scalar);
		status = wasl_seal_agree(&z, &own, &other, NULL);
		if (status != (c->valid ? WASL_OK : WASL_BAD_SEAL) ||
		    !is_hex(wasl_secret_reveal(&z), c->shared))
			fail_msg("X25519 case %d", c->number);
	}
}

static void test_crypto_vectors__wycheproof_hkdf(void **state)
{
	(void)state;
	EACH(i, hkdf_cases)
	{
		const struct hkdf_case *c = &hkdf_cases[i];

		check_hkdf(c->number, c->ikm, c->salt, c->info, c->okm);
	}
}

static void check_aead(const struct aead_case *c)
{
	uint8_t space[3][400];
	uint8_t out[400];
	uint8_t nonce[WASL_AEAD_NONCE];
	struct wasl_secret key;
	wasl_bytes aad = from_hex(space[0], sizeof(space[0]), c->aad);
	wasl_bytes plain = from_hex(space[1], sizeof(space[1]), c->plain);
	wasl_bytes sealed = from_hex(space[2], sizeof(space[2]), c->sealed);
	wasl_status status;

	FROM_HEX(key.b, c->key);
	FROM_HEX(nonce, c->nonce);
	status = wasl_aead_open(out, &key, nonce, aad, sealed, NULL);
	if (status != (c->valid ? WASL_OK : WASL_BAD_SEAL))
		fail_msg("ChaCha20-Poly1305 case %d", c->number);
	if (!c->valid)
		return;
	assert_true(wasl_bytes_eq(wasl_bytes_of(out, plain.n), plain));
	wasl_aead_seal(out, &key, nonce, aad, plain);
	assert_true(wasl_bytes_eq(wasl_bytes_of(out, sealed.n), sealed));
}

static void test_crypto_vectors__wycheproof_chacha20_poly1305(void **state)
{
	(void)state;
	EACH(i, aead_cases)
	{
		check_aead(&aead_cases[i]);
	}
}

/* spec §2's own value. */
static void test_crypto_vectors__kid_of_the_specification(void **state)
{
	struct wasl_sign_public pub;
	struct wasl_kid kid;

	(void)state;
	FROM_HEX(pub.b, "dc8c957927b23bac1e18c15b6472dbf1"
			"f8e43fee1472edb4113bb5b4df9f49a9");
	kid = wasl_sign_kid(&pub);
	assert_true(is_hex(wasl_hash_bytes(&kid.hash),
			   "0066734214f7b0ce2828e32517fd04cc"
			   "e8efb6a8eaf793db50dc8f72993bdf09"));
}

/* cose-wg/Examples, chacha-poly-examples: both messages open. */
static void test_crypto_vectors__cose_chacha20_poly1305(void **state)
{
	static const char plain[] = "This is the content.";
	static const struct {
		const char *context, *aad, *nonce, *sealed;
	} table[] = {
		{"Encrypt0", "8368456e63727970743044a101181840",
		 "5c3a9950bd2852f66e6c8d4f",
		 "ca119c45926da993d29b5d0cac9a84228c7668d492a1b9d7e32020ef"
		 "21372e74def431b9"},
		{"Encrypt", "8367456e637279707444a101181840",
		 "26682306d4fb28ca01b43b80",
		 "1cd5d49daa014ccaffb30e765dc5cd410689aae1c60b45648853298f"
		 "f6808db3fa8235db"},
	};

	(void)state;
	EACH(i, table)
	{
		uint8_t prot_space[4];
		uint8_t aad_space[32];
		uint8_t out[64];
		uint8_t space[64];
		uint8_t nonce[WASL_AEAD_NONCE];
		struct wasl_buf prot = WASL_BUF(prot_space);
		struct wasl_buf aad = WASL_BUF(aad_space);
		struct wasl_secret key;
		wasl_bytes sealed =
			from_hex(space, sizeof(space), table[i].sealed);

		wasl_cose_put_alg(&prot);
		wasl_cose_put_aad(&aad, table[i].context, wasl_buf_bytes(&prot),
				  (wasl_bytes){NULL, 0});
		assert_true(is_hex(wasl_buf_bytes(&aad), table[i].aad));
		FROM_HEX(key.b, "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
				"1f2e3d4c5b6a798897a6b5c4d3e2f100");
		FROM_HEX(nonce, table[i].nonce);
		check_ok(wasl_aead_open(out, &key, nonce, wasl_buf_bytes(&aad),
					sealed, NULL));
		assert_memory_equal(out, plain, sizeof(plain) - 1);
	}
}

/* cose-wg/Examples, X25519-tests/x25519-hkdf-256-direct: Z and the key. */
static void test_crypto_vectors__cose_x25519_hkdf_256(void **state)
{
	struct wasl_secret scalar;
	struct wasl_seal_secret own;
	struct wasl_seal_public ephemeral;
	struct wasl_secret z;
	struct wasl_secret prk;
	uint8_t space[32];
	uint8_t key[16];

	(void)state;
	FROM_HEX(scalar.b, "00a943daa2e38b2edbf0da0434eaaec6"
			   "016fe25dcd5ecacbc07dc30300567655");
	wasl_seal_from_scalar(&own, &scalar);
	assert_true(is_hex(WASL_BYTES(own.pub.b),
			   "7ffe91f5f932dae92be603f55fac0f4c"
			   "4c9328906ee550edcb7f6f7626ebc07e"));
	FROM_HEX(ephemeral.b, "72fc171c21bf5c682c64d2ef3a71ac87"
			      "7b40013d3754f63d4c3c3a965f1ba776");
	check_ok(wasl_seal_agree(&z, &own, &ephemeral, NULL));
	assert_true(is_hex(wasl_secret_reveal(&z),
			   "c2e9009387087408523b5603d1ba5245"
			   "fd95758d656c4440a82c34db45cd0d5e"));
	wasl_hkdf_extract(&prk, wasl_secret_reveal(&z));
	wasl_hkdf_expand(key, sizeof(key), &prk,
			 from_hex(space, sizeof(space),
				  "840183f6f6f683f6f6f682188044a1013818"));
	assert_true(
		is_hex(WASL_BYTES(key), "52291de41342ac0ac2e31867a1423acb"));
}

/* Read a COSE_Encrypt0 as strictly as an act of ours is read. */
static wasl_status read_encrypt0(wasl_bytes in)
{
	struct wasl_cbor c = wasl_cbor_init(in);
	uint8_t nonce[WASL_AEAD_NONCE];
	wasl_bytes prot;

	wasl_cbor_expect_tag(&c, WASL_CBOR_TAG_ENCRYPT0);
	wasl_cbor_expect_array(&c, 3);
	prot = wasl_cbor_bytes(&c);
	wasl_cose_read_iv(&c, nonce);
	wasl_cbor_bytes(&c);
	wasl_cbor_leave(&c);
	wasl_cbor_leave(&c);
	WASL_TRY(wasl_cbor_finish(&c, NULL));
	return wasl_cose_check_alg(prot, NULL);
}

/* cose-wg/Examples: what is not ChaCha20-Poly1305 in deterministic CBOR is
 * refused, be it a good example of theirs or a bad one. */
static void test_crypto_vectors__cose_other_layouts_are_refused(void **state)
{
	static const struct {
		const char *hex;
		wasl_status want;
	} table[] = {
#include "cose_encrypt0.inc"
	};

	(void)state;
	EACH(i, table)
	{
		uint8_t space[128];
		wasl_bytes in = from_hex(space, sizeof(space), table[i].hex);

		check_status(read_encrypt0(in), table[i].want);
	}
}

/* Their COSE_Encrypt has the recipient's header out of order. */
static void test_crypto_vectors__cose_unsorted_grant_is_refused(void **state)
{
	uint8_t space[256];
	struct wasl_grant grant;
	struct wasl_err err;
	wasl_bytes in = from_hex(
		space, sizeof(space),
		"d8608443a10101a1054c9862e02ec874a0df9fb123385824d2b07042f7ba47"
		"c61646cca83ab97fd23af21f0d2ac75dcb47a9fc293015d8f098ae9c1b8183"
		"44a1013818a220a30101200421582072fc171c21bf5c682c64d2ef3a71ac87"
		"7b40013d3754f63d4c3c3a965f1ba77604485832353531392d3140");

	(void)state;
	check_status(wasl_cbor_check(in, &err), WASL_MALFORMED);
	assert_non_null(strstr(err.text, "key order"));
	check_status(wasl_grant_parse(&grant, in, NULL), WASL_SCHEMA);
}

static void test_crypto_vectors__keys_are_enrolled_with_care(void **state)
{
	static const struct {
		const char *hex;
		bool sign;
		bool seal;
	} table[] = {
		/* the base points */
		{"5866666666666666666666666666666666666666666666666666666666"
		 "666666",
		 true, true},
		{"0900000000000000000000000000000000000000000000000000000000"
		 "000000",
		 false, true},
		/* small order: 0 and 1, and p - 1 */
		{"0000000000000000000000000000000000000000000000000000000000"
		 "000000",
		 false, false},
		{"0100000000000000000000000000000000000000000000000000000000"
		 "000000",
		 false, false},
		{"ecffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
		 "ffff7f",
		 false, false},
		/* not canonical: p + 9, and 9 with the top bit set */
		{"f6ffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
		 "ffff7f",
		 false, false},
		{"0900000000000000000000000000000000000000000000000000000000"
		 "000080",
		 false, false},
		{"00", false, false},
		{"", false, false},
	};

	(void)state;
	EACH(i, table)
	{
		uint8_t space[32];
		wasl_bytes in = from_hex(space, sizeof(space), table[i].hex);
		struct wasl_sign_public sign;
		struct wasl_seal_public seal;

		assert_int_equal(wasl_sign_public_parse(&sign, in, NULL),
				 table[i].sign ? WASL_OK : WASL_MALFORMED);
		assert_int_equal(wasl_seal_public_parse(&seal, in, NULL),
				 table[i].seal ? WASL_OK : WASL_MALFORMED);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_crypto_vectors__rfc_8032_ed25519),
		cmocka_unit_test(test_crypto_vectors__rfc_7748_x25519),
		cmocka_unit_test(test_crypto_vectors__rfc_5869_hkdf),
		cmocka_unit_test(test_crypto_vectors__rfc_4231_hmac),
		cmocka_unit_test(test_crypto_vectors__wycheproof_ed25519),
		cmocka_unit_test(test_crypto_vectors__wycheproof_x25519),
		cmocka_unit_test(test_crypto_vectors__wycheproof_hkdf),
		cmocka_unit_test(
			test_crypto_vectors__wycheproof_chacha20_poly1305),
		cmocka_unit_test(test_crypto_vectors__kid_of_the_specification),
		cmocka_unit_test(test_crypto_vectors__cose_chacha20_poly1305),
		cmocka_unit_test(test_crypto_vectors__cose_x25519_hkdf_256),
		cmocka_unit_test(
			test_crypto_vectors__cose_other_layouts_are_refused),
		cmocka_unit_test(
			test_crypto_vectors__cose_unsorted_grant_is_refused),
		cmocka_unit_test(
			test_crypto_vectors__keys_are_enrolled_with_care),
	};

	check_ok(wasl_crypto_init(NULL));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
