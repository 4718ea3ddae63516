#include "check.h"

#include "fixture.h"

#include "crypto/rest.h"

static struct fixture f;

static int begin(void **state)
{
	(void)state;
	fixture_init(&f, 21);
	return 0;
}

static void test_crypto_rest__a_wrapped_key_comes_back(void **state)
{
	struct wasl_wrapped w;
	struct wasl_secret key;

	(void)state;
	w = wasl_wrap(&f.random, 0x01020304, &f.line, &f.dossier,
		      &f.dossier_key);
	assert_int_equal(sizeof(w), 76);
	assert_memory_equal(w.b, "\1\2\3\4", 4);
	assert_int_equal(wasl_wrap_bucket(&w), 0x01020304);
	check_ok(wasl_unwrap(&key, &w, &f.line, &f.dossier, NULL));
	assert_true(wasl_secret_eq(&key, &f.dossier_key));
}

static void test_crypto_rest__a_wrapped_key_is_bound(void **state)
{
	struct wasl_wrapped w;
	struct wasl_secret key;
	struct wasl_secret bucket = f.line;
	struct wasl_dossier_id dossier = f.dossier;

	(void)state;
	w = wasl_wrap(&f.random, 7, &f.line, &f.dossier, &f.dossier_key);
	bucket.b[0] ^= 1;
	check_status(wasl_unwrap(&key, &w, &bucket, &f.dossier, NULL),
		     WASL_BAD_SEAL);
	dossier.b[0] ^= 1;
	key.b[0] = 1;
	check_status(wasl_unwrap(&key, &w, &f.line, &dossier, NULL),
		     WASL_BAD_SEAL);
	assert_int_equal(key.b[0], 0);
	for (size_t bit = 8 * 4; bit < 8 * sizeof(w.b); bit++) {
		w.b[bit / 8] ^= (uint8_t)(1 << bit % 8);
		check_status(wasl_unwrap(&key, &w, &f.line, &f.dossier, NULL),
			     WASL_BAD_SEAL);
		w.b[bit / 8] ^= (uint8_t)(1 << bit % 8);
	}
}

static const struct wasl_cell cell = {
	.table = {"dossier", 7},
	.column = {"title", 5},
	.row = {(const uint8_t *)"row-1", 5},
};

static void test_crypto_rest__a_sealed_column_opens_in_its_cell(void **state)
{
	static const char title[] = "invented title";
	uint8_t sealed_space[64];
	uint8_t space[64];
	struct wasl_buf sealed = WASL_BUF(sealed_space);
	struct wasl_buf out = WASL_BUF(space);

	(void)state;
	wasl_rest_seal(&sealed, &f.random, &f.dossier_key, &cell,
		       wasl_bytes_of(title, sizeof(title)));
	assert_int_equal(sealed.n, sizeof(title) + WASL_REST_OVERHEAD);
	check_ok(wasl_rest_open(&out, &f.dossier_key, &cell,
				wasl_buf_bytes(&sealed), NULL));
	assert_int_equal(out.n, sizeof(title));
	assert_string_equal((char *)out.p, title);
}

static void test_crypto_rest__and_in_no_other(void **state)
{
	struct wasl_cell others[] = {cell, cell, cell};
	uint8_t sealed_space[64];
	uint8_t space[64];
	struct wasl_buf sealed = WASL_BUF(sealed_space);
	struct wasl_buf out = WASL_BUF(space);
	wasl_bytes in;

	(void)state;
	others[0].table = WASL_TEXT("draft");
	others[1].column = WASL_TEXT("name");
	others[2].row = wasl_bytes_of("row-2", 5);
	wasl_rest_seal(&sealed, &f.random, &f.dossier_key, &cell,
		       wasl_bytes_of("x", 1));
	in = wasl_buf_bytes(&sealed);
	for (size_t i = 0; i < 3; i++)
		check_status(wasl_rest_open(&out, &f.dossier_key, &others[i],
					    in, NULL),
			     WASL_BAD_SEAL);
	check_status(wasl_rest_open(&out, &f.line, &cell, in, NULL),
		     WASL_BAD_SEAL);
	for (size_t n = 0; n < in.n; n++)
		check_status(wasl_rest_open(&out, &f.dossier_key, &cell,
					    wasl_bytes_of(in.p, n), NULL),
			     WASL_BAD_SEAL);
	assert_int_equal(out.n, 0);
	out.cap = 0;
	check_status(wasl_rest_open(&out, &f.dossier_key, &cell, in, NULL),
		     WASL_TOO_BIG);
}

static void test_crypto_rest__a_full_buffer_is_seen(void **state)
{
	uint8_t space[WASL_REST_OVERHEAD];
	struct wasl_buf out = WASL_BUF(space);

	(void)state;
	wasl_rest_seal(&out, &f.random, &f.dossier_key, &cell,
		       wasl_bytes_of("x", 1));
	assert_true(out.over);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_crypto_rest__a_wrapped_key_comes_back),
		cmocka_unit_test(test_crypto_rest__a_wrapped_key_is_bound),
		cmocka_unit_test(
			test_crypto_rest__a_sealed_column_opens_in_its_cell),
		cmocka_unit_test(test_crypto_rest__and_in_no_other),
		cmocka_unit_test(test_crypto_rest__a_full_buffer_is_seen),
	};

	return cmocka_run_group_tests(tests, begin, NULL);
}
