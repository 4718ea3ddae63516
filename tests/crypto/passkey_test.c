#include "check.h"
#include "hex.h"

#include "crypto/passkey.h"
#include "crypto/totp.h"
#include "passkey.inc"

#include <fido.h>

#define RP "desk.example"

/* The vectors of one algorithm. */
struct vector {
	const char *cose, *attestation, *data, *sig, *kid;
	wasl_passkey_alg alg;
};

static const struct vector vectors[] = {
	{ES256_COSE, ES256_ATTESTATION, ES256_DATA, ES256_SIG, ES256_KID,
	 WASL_PASSKEY_ES256},
	{EDDSA_COSE, EDDSA_ATTESTATION, EDDSA_DATA, EDDSA_SIG, EDDSA_KID,
	 WASL_PASSKEY_EDDSA},
};

/* Room for the pieces of a proof, to bend them. */
struct proof {
	uint8_t data[512], client[512], sig[128];
	struct wasl_passkey_key key;
	struct wasl_passkey_proof proof;
};

static void load(struct proof *out, const struct vector *v)
{
	uint8_t cose[256];

	check_ok(wasl_passkey_key_parse(
		&out->key, from_hex(cose, sizeof(cose), v->cose), NULL));
	out->proof = (struct wasl_passkey_proof){
		.data = from_hex(out->data, sizeof(out->data), v->data),
		.client = from_hex(out->client, sizeof(out->client), CLIENT),
		.sig = from_hex(out->sig, sizeof(out->sig), v->sig),
	};
}

static void test_crypto_passkey__keys_have_one_spelling(void **state)
{
	(void)state;
	for (size_t i = 0; i < 2; i++) {
		uint8_t in[256], space[WASL_PASSKEY_COSE_MAX];
		struct wasl_buf out = WASL_BUF(space);
		struct wasl_passkey_key key;
		wasl_bytes cose = from_hex(in, sizeof(in), vectors[i].cose);
		struct wasl_kid kid;

		check_ok(wasl_passkey_key_parse(&key, cose, NULL));
		assert_int_equal(key.alg, vectors[i].alg);
		wasl_passkey_key_write(&out, &key);
		assert_true(wasl_bytes_eq(wasl_buf_bytes(&out), cose));
		kid = wasl_passkey_kid(&key);
		assert_true(is_hex(wasl_hash_bytes(&kid.hash), vectors[i].kid));
		for (size_t n = 0; n < cose.n; n++)
			assert_int_not_equal(
				wasl_passkey_key_parse(
					&key, wasl_bytes_of(in, n), NULL),
				WASL_OK);
	}
}

static void test_crypto_passkey__other_keys_are_refused(void **state)
{
	static const char *const bad[] = {
		"a0",
		"80",
		/* RSA; P-256 with the algorithm of another; no algorithm */
		"a401030339010020590100",
		"a5010203382220012158200000000000000000000000000000000000000000"
		"00000000000000000000000022582000000000000000000000000000000000"
		"00"
		"0000000000000000000000000000000000",
		"a3010120062158200000000000000000000000000000000000000000000000"
		"000000000000000000",
		/* a coordinate of 31 bytes */
		"a401010327200621581f000000000000000000000000000000000000000000"
		"00"
		"000000000000000000",
	};
	struct wasl_passkey_key key;
	uint8_t in[256];

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_not_equal(
			wasl_passkey_key_parse(
				&key, from_hex(in, sizeof(in), bad[i]), NULL),
			WASL_OK);
}

static void test_crypto_passkey__an_attestation_names_key_and_site(void **s)
{
	(void)s;
	for (size_t i = 0; i < 2; i++) {
		uint8_t in[512], cose[256];
		wasl_bytes whole =
			from_hex(in, sizeof(in), vectors[i].attestation);
		struct wasl_hash rp =
			wasl_sha256(wasl_text_bytes(WASL_TEXT(RP)));
		struct wasl_passkey_data data;
		struct wasl_passkey_key key;

		check_ok(wasl_passkey_attestation_parse(&data, whole, NULL));
		assert_true(wasl_hash_eq(&data.rp, &rp));
		assert_true(data.present && data.verified);
		assert_int_equal(data.id.n, 16);
		check_ok(wasl_passkey_key_parse(
			&key, from_hex(cose, sizeof(cose), vectors[i].cose),
			NULL));
		assert_memory_equal(data.key.x, key.x, sizeof(key.x));
		assert_memory_equal(data.key.y, key.y, sizeof(key.y));
		for (size_t n = 0; n < whole.n; n++)
			assert_int_not_equal(
				wasl_passkey_attestation_parse(
					&data, wasl_bytes_of(in, n), NULL),
				WASL_OK);
	}
}

/* Flags from 0 to 255: what may be said at all, and what is then heard. */
static void test_crypto_passkey__flags_say_who_was_there(void **state)
{
	uint8_t in[37] = {0};
	struct wasl_passkey_data data;

	(void)state;
	in[36] = 7;
	for (unsigned flags = 0; flags < 256; flags++) {
		wasl_status status;

		in[32] = (uint8_t)flags;
		status = wasl_passkey_data_parse(&data, WASL_BYTES(in), NULL);
		if ((flags & 0xa2) != 0)
			check_status(status, WASL_SCHEMA);
		else if ((flags & 0x40) != 0)
			assert_int_not_equal(status, WASL_OK);
		else {
			check_ok(status);
			assert_int_equal(data.present, (flags & 1) != 0);
			assert_int_equal(data.verified, (flags & 4) != 0);
			assert_int_equal(data.counter, 7);
		}
	}
}

static void test_crypto_passkey__a_signature_holds_for_all_it_covers(void **s)
{
	(void)s;
	for (size_t i = 0; i < 2; i++) {
		struct proof p;

		load(&p, &vectors[i]);
		check_ok(wasl_passkey_verify(&p.key, RP, &p.proof, NULL));
		check_status(wasl_passkey_verify(&p.key, "evil.example",
						 &p.proof, NULL),
			     WASL_BAD_SIG);
		for (size_t at = 0; at < p.proof.data.n; at++) {
			p.data[at] ^= 1;
			assert_int_not_equal(
				wasl_passkey_verify(&p.key, RP, &p.proof, NULL),
				WASL_OK);
			p.data[at] ^= 1;
		}
		for (size_t at = 0; at < p.proof.client.n; at++) {
			p.client[at] ^= 1;
			check_status(
				wasl_passkey_verify(&p.key, RP, &p.proof, NULL),
				WASL_BAD_SIG);
			p.client[at] ^= 1;
		}
		for (size_t at = 0; at < p.proof.sig.n; at++) {
			p.sig[at] ^= 1;
			check_status(
				wasl_passkey_verify(&p.key, RP, &p.proof, NULL),
				WASL_BAD_SIG);
			p.sig[at] ^= 1;
		}
		p.key.x[0] ^= 1;
		assert_int_not_equal(
			wasl_passkey_verify(&p.key, RP, &p.proof, NULL),
			WASL_OK);
		p.key.x[0] ^= 1;
		check_ok(wasl_passkey_verify(&p.key, RP, &p.proof, NULL));
		p.proof.sig.n = 0;
		check_status(wasl_passkey_verify(&p.key, RP, &p.proof, NULL),
			     WASL_BAD_SIG);
	}
}

/* RFC 6238 Appendix B, SHA-1, the last six digits. */
static void test_crypto_totp__rfc_6238_vectors(void **state)
{
	static const uint8_t secret[] = "12345678901234567890";
	static const struct {
		int64_t at;
		const char *code;
	} good[] = {
		{59, "287082"},		{1111111109, "081804"},
		{1111111111, "050471"}, {1234567890, "005924"},
		{2000000000, "279037"}, {20000000000, "353130"},
	};
	char text[WASL_TOTP_TEXT_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		wasl_text code = wasl_text_of(good[i].code);

		for (int64_t late = -2; late <= 2; late++) {
			int64_t step = 0;
			bool near = late >= -WASL_TOTP_WINDOW &&
				    late <= WASL_TOTP_WINDOW;
			int64_t now = good[i].at + late * 30;

			/* Nothing was before 1970. */
			if (now < 60)
				continue;
			check_status(
				wasl_totp_check(&step, secret, code, now, NULL),
				near ? WASL_OK : WASL_DENIED);
			assert_int_equal(step, near ? good[i].at / 30 : 0);
		}
	}
	wasl_totp_write(text, secret);
	assert_string_equal(text, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
}

static void test_crypto_totp__what_is_no_code_is_refused(void **state)
{
	static const uint8_t secret[] = "12345678901234567890";
	static const char *const bad[] = {"",	     "28708",  "2870822",
					  "28708a",  " 87082", "-87082",
					  "287082 ", "287083"};
	int64_t step;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		check_status(wasl_totp_check(&step, secret,
					     wasl_text_of(bad[i]), 59, NULL),
			     WASL_DENIED);
}

static int setup(void **state)
{
	(void)state;
	fido_init(0);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_crypto_passkey__keys_have_one_spelling),
		cmocka_unit_test(test_crypto_passkey__other_keys_are_refused),
		cmocka_unit_test(
			test_crypto_passkey__an_attestation_names_key_and_site),
		cmocka_unit_test(test_crypto_passkey__flags_say_who_was_there),
		cmocka_unit_test(
			test_crypto_passkey__a_signature_holds_for_all_it_covers),
		cmocka_unit_test(test_crypto_totp__rfc_6238_vectors),
		cmocka_unit_test(test_crypto_totp__what_is_no_code_is_refused),
	};
	return cmocka_run_group_tests(tests, setup, NULL);
}
