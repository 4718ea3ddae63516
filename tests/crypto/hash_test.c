#include "check.h"

#include "crypto/crypto.h"
#include "crypto/hash.h"
#include "hex.h"
#include "random.h"

#include <sodium.h>

static void test_crypto_hash__fips_180_examples(void **state)
{
	static const struct {
		const char *text;
		const char *hash;
	} table[] = {
		{"", "e3b0c44298fc1c149afbf4c8996fb924"
		     "27ae41e4649b934ca495991b7852b855"},
		{"abc", "ba7816bf8f01cfea414140de5dae2223"
			"b00361a396177a9cb410ff61f20015ad"},
		{"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
		 "248d6a61d20638b8e5c026930c3e6039"
		 "a33ce45964ff2167f6ecedd419db06c1"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		wasl_text text = wasl_text_of(table[i].text);
		struct wasl_hash hash = wasl_sha256(wasl_text_bytes(text));

		assert_true(is_hex(wasl_hash_bytes(&hash), table[i].hash));
	}
}

/* libsodium's SHA-256 is another implementation: the oracle. */
static void test_crypto_hash__every_length_and_every_cut(void **state)
{
	uint8_t in[300];
	uint64_t seed = 7;
	struct wasl_random random = random_repeat(&seed);

	(void)state;
	wasl_random_fill(&random, in, sizeof(in));
	for (size_t n = 0; n <= sizeof(in); n++) {
		size_t cut = n / 3;
		wasl_bytes parts[] = {
			{in, cut}, {NULL, 0}, {in + cut, n - cut}};
		struct wasl_hash want;
		struct wasl_hash got = wasl_sha256(wasl_bytes_of(in, n));
		struct wasl_sha256 s;

		crypto_hash_sha256(want.b, in, n);
		assert_true(wasl_hash_eq(&got, &want));
		got = wasl_sha256_of(parts, 3);
		assert_true(wasl_hash_eq(&got, &want));
		wasl_sha256_init(&s);
		for (size_t i = 0; i < 3; i++)
			wasl_sha256_put(&s, parts[i]);
		got = wasl_sha256_finish(&s);
		assert_true(wasl_hash_eq(&got, &want));
	}
}

static void test_crypto_hash__a_state_can_be_forked(void **state)
{
	struct wasl_sha256 a;
	struct wasl_sha256 b;
	struct wasl_hash x;
	struct wasl_hash y;

	(void)state;
	wasl_sha256_init(&a);
	wasl_sha256_put(&a, wasl_text_bytes(WASL_TEXT("common")));
	b = a;
	wasl_sha256_put(&a, wasl_text_bytes(WASL_TEXT("1")));
	wasl_sha256_put(&b, wasl_text_bytes(WASL_TEXT("2")));
	x = wasl_sha256_finish(&a);
	y = wasl_sha256(wasl_text_bytes(WASL_TEXT("common1")));
	assert_true(wasl_hash_eq(&x, &y));
	x = wasl_sha256_finish(&b);
	y = wasl_sha256(wasl_text_bytes(WASL_TEXT("common2")));
	assert_true(wasl_hash_eq(&x, &y));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_crypto_hash__fips_180_examples),
		cmocka_unit_test(test_crypto_hash__every_length_and_every_cut),
		cmocka_unit_test(test_crypto_hash__a_state_can_be_forked),
	};

	check_ok(wasl_crypto_init(NULL));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
