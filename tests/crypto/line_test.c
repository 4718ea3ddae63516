#include "check.h"

#include "crypto/crypto.h"
#include "crypto/line.h"
#include "fixture.h"
#include "hex.h"

static struct wasl_secret counting(void)
{
	struct wasl_secret s = {{0}};

	for (size_t i = 0; i < sizeof(s.b); i++)
		s.b[i] = (uint8_t)i;
	return s;
}

static void test_crypto_line__both_sides_derive_the_same_dossier(void **state)
{
	struct wasl_secret line = counting();
	struct wasl_dossier_id a;
	struct wasl_dossier_id b;
	struct wasl_secret key_a;
	struct wasl_secret key_b;

	(void)state;
	wasl_line_dossier(&a, &key_a, &line,
			  WASL_TEXT("a.example/line/b.example"),
			  WASL_TEXT("b.example/line/a.example"));
	wasl_line_dossier(&b, &key_b, &line,
			  WASL_TEXT("b.example/line/a.example"),
			  WASL_TEXT("a.example/line/b.example"));
	assert_true(wasl_dossier_id_eq(&a, &b));
	assert_true(wasl_secret_eq(&key_a, &key_b));
	/* Computed with Python's hmac and hashlib from the text of spec §7. */
	assert_true(is_hex(wasl_dossier_id_bytes(&a),
			   "7ffe6af53ea14530e78993fbaebffeb8"));
	assert_true(is_hex(wasl_secret_reveal(&key_a),
			   "87a04aca10b5a1c3ebfbf1004f74c2f1"
			   "514dcfe3a0dcbabf5893d83567d5927b"));
	line.b[0] ^= 1;
	wasl_line_dossier(&b, &key_b, &line,
			  WASL_TEXT("a.example/line/b.example"),
			  WASL_TEXT("b.example/line/a.example"));
	assert_false(wasl_dossier_id_eq(&a, &b));
	assert_false(wasl_secret_eq(&key_a, &key_b));
}

static void test_crypto_line__word_list_is_that_of_bip_39(void **state)
{
	struct wasl_sha256 s;
	struct wasl_hash hash;

	(void)state;
	wasl_sha256_init(&s);
	for (uint16_t i = 1; i <= WASL_WORD_LAST; i++) {
		wasl_sha256_put(&s,
				wasl_text_bytes(wasl_text_of(wasl_word(i))));
		wasl_sha256_put(&s, wasl_bytes_of("\n", 1));
	}
	hash = wasl_sha256_finish(&s);
	assert_true(is_hex(wasl_hash_bytes(&hash),
			   "2f5eed53a4727b4bf8880d8f3f199efc"
			   "90e58503646d9ff8eff3a2ed3b24dbda"));
}

static void test_crypto_line__six_words(void **state)
{
	static const uint16_t want[WASL_WORDS] = {1625, 208, 403,
						  1543, 712, 1885};
	struct wasl_secret line = counting();
	wasl_bytes one = wasl_bytes_of("card of a", 9);
	wasl_bytes two = wasl_bytes_of("card of b, which is longer", 26);
	uint16_t words[WASL_WORDS];
	uint16_t other[WASL_WORDS];

	(void)state;
	wasl_words(words, &line, one, two);
	/* Computed with Python's hmac from the text of spec §2. */
	assert_memory_equal(words, want, sizeof(want));
	wasl_words(other, &line, two, one);
	assert_memory_not_equal(words, other, sizeof(words));
	line.b[31] ^= 1;
	wasl_words(other, &line, one, two);
	assert_memory_not_equal(words, other, sizeof(words));
}

static void test_crypto_line__dossier_ids_say_who_opened(void **state)
{
	uint64_t seed = 5;
	struct wasl_random random = random_repeat(&seed);
	unsigned ties = 0;

	(void)state;
	for (int i = 0; i < 200; i++) {
		struct wasl_dossier_id id =
			wasl_dossier_id_make(&random, i % 2 == 0);

		assert_true(wasl_dossier_id_opener_first(&id) == (i % 2 == 0));
		assert_int_equal(id.b[0] >> 7, i % 2);
		assert_int_equal(wasl_dossier_id_tie_first(&id),
				 (id.b[0] & 0x40) == 0);
		ties += wasl_dossier_id_tie_first(&id);
	}
	assert_true(ties > 50 && ties < 150);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_crypto_line__both_sides_derive_the_same_dossier),
		cmocka_unit_test(test_crypto_line__word_list_is_that_of_bip_39),
		cmocka_unit_test(test_crypto_line__six_words),
		cmocka_unit_test(test_crypto_line__dossier_ids_say_who_opened),
	};

	check_ok(wasl_crypto_init(NULL));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
