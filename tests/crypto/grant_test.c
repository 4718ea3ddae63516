#include "check.h"

#include "fixture.h"

/* Parse and open; the status of whichever fails. */
static wasl_status take(struct wasl_secret *key, wasl_bytes in,
			const struct wasl_grant_own *by, struct wasl_err *err)
{
	struct wasl_grant grant;

	WASL_TRY(wasl_grant_parse(&grant, in, err));
	return wasl_grant_open(key, &grant, by, err);
}

static void test_crypto_grant__opens_for_its_recipient(void **state)
{
	struct fixture f;
	uint8_t space[WASL_GRANT_LEN];
	struct wasl_buf out = WASL_BUF(space);
	struct wasl_grant_own own;
	struct wasl_secret key;

	(void)state;
	fixture_init(&f, 1);
	fixture_grant(&f, &out);
	assert_int_equal(out.n, WASL_GRANT_LEN);
	check_ok(wasl_cbor_check(wasl_buf_bytes(&out), NULL));
	own = fixture_own(&f);
	check_ok(take(&key, wasl_buf_bytes(&out), &own, NULL));
	assert_true(wasl_secret_eq(&key, &f.dossier_key));
}

static void test_crypto_grant__two_grants_share_nothing_secret(void **state)
{
	struct fixture f;
	uint8_t space[2 * WASL_GRANT_LEN];
	struct wasl_buf out = WASL_BUF(space);
	struct wasl_grant a;
	struct wasl_grant b;

	(void)state;
	fixture_init(&f, 2);
	fixture_grant(&f, &out);
	fixture_grant(&f, &out);
	check_ok(wasl_grant_parse(&a, wasl_bytes_of(space, WASL_GRANT_LEN),
				  NULL));
	check_ok(wasl_grant_parse(
		&b, wasl_bytes_of(space + WASL_GRANT_LEN, WASL_GRANT_LEN),
		NULL));
	assert_memory_not_equal(a.ephemeral.b, b.ephemeral.b, WASL_PUBLIC_LEN);
	assert_memory_not_equal(a.nonce, b.nonce, WASL_AEAD_NONCE);
	assert_false(wasl_bytes_eq(a.ciphertext, b.ciphertext));
}

static void change_sender(struct fixture *f)
{
	f->sender.hash.b[0] ^= 1;
}

static void change_sealing_key(struct fixture *f)
{
	struct wasl_secret scalar;

	wasl_secret_make(&scalar, &f->random);
	wasl_seal_from_scalar(&f->sealing, &scalar);
}

static void change_line_secret(struct fixture *f)
{
	f->line.b[31] ^= 0x80;
}

static void change_dossier(struct fixture *f)
{
	f->dossier.b[15] ^= 1;
}

static void
test_crypto_grant__bound_to_both_sides_line_and_dossier(void **state)
{
	static const struct {
		void (*change)(struct fixture *f);
		const char *text;
	} table[] = {
		{change_sender, "made by another sender (-21)"},
		{change_sealing_key, "made for another sealing key (-24)"},
		{change_line_secret, "authentication tag"},
		{change_dossier, "authentication tag"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		uint8_t space[WASL_GRANT_LEN];
		struct wasl_buf out = WASL_BUF(space);
		struct wasl_secret key = {{1}};
		struct wasl_grant_own own;
		struct wasl_err err;
		struct fixture f;

		fixture_init(&f, 3);
		fixture_grant(&f, &out);
		table[i].change(&f);
		own = fixture_own(&f);
		check_status(take(&key, wasl_buf_bytes(&out), &own, &err),
			     WASL_BAD_SEAL);
		assert_non_null(strstr(err.text, table[i].text));
		assert_int_equal(key.b[0], 0);
	}
}

static void test_crypto_grant__no_bit_may_change(void **state)
{
	struct fixture f;
	uint8_t space[WASL_GRANT_LEN];
	struct wasl_buf out = WASL_BUF(space);
	struct wasl_grant_own own;
	struct wasl_secret key;

	(void)state;
	fixture_init(&f, 4);
	fixture_grant(&f, &out);
	own = fixture_own(&f);
	for (size_t bit = 0; bit < 8 * out.n; bit++) {
		wasl_status status;

		space[bit / 8] ^= (uint8_t)(1 << bit % 8);
		status = take(&key, wasl_buf_bytes(&out), &own, NULL);
		space[bit / 8] ^= (uint8_t)(1 << bit % 8);
		if (status == WASL_OK)
			fail_msg("opens with bit %zu changed", bit);
	}
	check_ok(take(&key, wasl_buf_bytes(&out), &own, NULL));
}

static void test_crypto_grant__cut_short_or_long_is_malformed(void **state)
{
	struct fixture f;
	uint8_t space[WASL_GRANT_LEN + 1] = {0};
	struct wasl_buf out = WASL_BUF(space);
	struct wasl_grant grant;

	(void)state;
	fixture_init(&f, 5);
	fixture_grant(&f, &out);
	for (size_t n = 0; n < WASL_GRANT_LEN; n++)
		check_status(
			wasl_grant_parse(&grant, wasl_bytes_of(space, n), NULL),
			WASL_MALFORMED);
	check_status(wasl_grant_parse(&grant, WASL_BYTES(space), NULL),
		     WASL_MALFORMED);
}

static void test_crypto_grant__refuses_keys_of_small_order(void **state)
{
	struct fixture f;
	uint8_t space[WASL_GRANT_LEN];
	struct wasl_buf out = WASL_BUF(space);
	struct wasl_grant_own own;
	struct wasl_grant_to to;
	struct wasl_grant grant;
	struct wasl_secret key;
	struct wasl_err err;

	(void)state;
	fixture_init(&f, 6);
	to = fixture_to(&f);
	to.recipient = (struct wasl_seal_public){{1}};
	check_status(
		wasl_grant_seal(&out, &f.random, &to, &f.dossier_key, NULL),
		WASL_BAD_SEAL);
	assert_int_equal(out.n, 0);

	fixture_grant(&f, &out);
	check_ok(wasl_grant_parse(&grant, wasl_buf_bytes(&out), NULL));
	grant.ephemeral = (struct wasl_seal_public){{0}};
	own = fixture_own(&f);
	check_status(wasl_grant_open(&key, &grant, &own, &err), WASL_BAD_SEAL);
	assert_non_null(strstr(err.text, "all-zero"));
}

/* A grant that is like ours but for one thing. */
struct other {
	int64_t alg;
	int64_t iv_label;
	int64_t recipient_alg;
	size_t kid_change;
	size_t ciphertext_n;
	int64_t curve;
	size_t encrypted_key_n;
	size_t recipients;
};

static void put_other(struct wasl_buf *out, const struct other *o)
{
	uint8_t bytes[64] = {0};
	uint8_t space[128];
	struct wasl_buf rprot = WASL_BUF(space);
	uint8_t prot[] = {0xa1, 1, 0x18, (uint8_t)o->alg};

	wasl_cbor_put_map(&rprot, 3);
	wasl_cbor_put_int(&rprot, 1);
	wasl_cbor_put_int(&rprot, o->recipient_alg);
	wasl_cbor_put_int(&rprot, -21);
	wasl_cbor_put_bytes(&rprot, wasl_bytes_of(bytes, 32));
	wasl_cbor_put_int(&rprot, -24);
	wasl_cbor_put_bytes(&rprot, wasl_bytes_of(bytes, 32));

	wasl_cbor_put_tag(out, WASL_CBOR_TAG_ENCRYPT);
	wasl_cbor_put_array(out, 4);
	wasl_cbor_put_bytes(out, WASL_BYTES(prot));
	wasl_cbor_put_map(out, 1);
	wasl_cbor_put_int(out, o->iv_label);
	wasl_cbor_put_bytes(out, wasl_bytes_of(bytes, 12));
	wasl_cbor_put_bytes(out, wasl_bytes_of(bytes, o->ciphertext_n));
	wasl_cbor_put_array(out, o->recipients);
	for (size_t i = 0; i < o->recipients; i++) {
		wasl_cbor_put_array(out, 3);
		wasl_cbor_put_bytes(out, wasl_buf_bytes(&rprot));
		wasl_cbor_put_map(out, 2);
		wasl_cbor_put_int(out, 4);
		bytes[0] = (uint8_t)o->kid_change;
		wasl_cbor_put_bytes(out, wasl_bytes_of(bytes, 32));
		wasl_cbor_put_int(out, -1);
		wasl_cbor_put_map(out, 3);
		wasl_cbor_put_int(out, 1);
		wasl_cbor_put_int(out, 1);
		wasl_cbor_put_int(out, -1);
		wasl_cbor_put_int(out, o->curve);
		wasl_cbor_put_int(out, -2);
		wasl_cbor_put_bytes(out, wasl_bytes_of(bytes, 32));
		wasl_cbor_put_bytes(out,
				    wasl_bytes_of(bytes, o->encrypted_key_n));
	}
	wasl_cbor_written(out, 0);
}

static void test_crypto_grant__only_this_layout(void **state)
{
	static const struct {
		struct other other;
		wasl_status want;
	} table[] = {
		{{24, 5, -25, 0, 48, 4, 0, 1}, WASL_OK},
		{{30, 5, -25, 0, 48, 4, 0, 1}, WASL_SCHEMA}, /* AES-CCM */
		{{24, 6, -25, 0, 48, 4, 0, 1}, WASL_SCHEMA}, /* partial IV */
		{{24, 5, -26, 0, 48, 4, 0, 1}, WASL_SCHEMA}, /* HKDF-512 */
		{{24, 5, -25, 1, 48, 4, 0, 1}, WASL_SCHEMA}, /* kid not -24 */
		{{24, 5, -25, 0, 32, 4, 0, 1}, WASL_SCHEMA}, /* no tag */
		{{24, 5, -25, 0, 49, 4, 0, 1}, WASL_SCHEMA},
		{{24, 5, -25, 0, 48, 6, 0, 1}, WASL_SCHEMA}, /* Ed25519 */
		{{24, 5, -25, 0, 48, 4, 1, 1}, WASL_SCHEMA}, /* wrapped key */
		{{24, 5, -25, 0, 48, 4, 0, 0}, WASL_SCHEMA},
		{{24, 5, -25, 0, 48, 4, 0, 2}, WASL_SCHEMA},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		uint8_t space[1024];
		struct wasl_buf out = WASL_BUF(space);
		struct wasl_grant grant;

		put_other(&out, &table[i].other);
		check_status(
			wasl_grant_parse(&grant, wasl_buf_bytes(&out), NULL),
			table[i].want);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_crypto_grant__opens_for_its_recipient),
		cmocka_unit_test(
			test_crypto_grant__two_grants_share_nothing_secret),
		cmocka_unit_test(
			test_crypto_grant__bound_to_both_sides_line_and_dossier),
		cmocka_unit_test(test_crypto_grant__no_bit_may_change),
		cmocka_unit_test(
			test_crypto_grant__cut_short_or_long_is_malformed),
		cmocka_unit_test(
			test_crypto_grant__refuses_keys_of_small_order),
		cmocka_unit_test(test_crypto_grant__only_this_layout),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
