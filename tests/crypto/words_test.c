#include "check.h"

#include "crypto/crypto.h"
#include "crypto/line.h"
#include "crypto/words.h"

#include <stdio.h>
#include <string.h>

/* BIP-39's own vectors for 256 bits (trezor/python-mnemonic, vectors.json):
 * every byte of the entropy is the same. */
static const struct {
	uint8_t byte;
	const char *words;
} vectors[] = {
	{0x00, "abandon abandon abandon abandon abandon abandon abandon "
	       "abandon abandon abandon abandon abandon abandon abandon "
	       "abandon abandon abandon abandon abandon abandon abandon "
	       "abandon abandon art"},
	{0x7f, "legal winner thank year wave sausage worth useful legal winner "
	       "thank year wave sausage worth useful legal winner thank year "
	       "wave sausage worth title"},
	{0x80, "letter advice cage absurd amount doctor acoustic avoid letter "
	       "advice cage absurd amount doctor acoustic avoid letter advice "
	       "cage absurd amount doctor acoustic bless"},
	{0xff, "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo "
	       "zoo zoo zoo zoo zoo zoo zoo zoo vote"},
};

static void spell(char out[static 512], const struct wasl_secret *secret)
{
	uint16_t numbers[WASL_SECRET_WORDS];
	size_t n = 0;
	wasl_secret_words(numbers, secret);
	for (size_t i = 0; i < WASL_SECRET_WORDS; i++)
		n += (size_t)snprintf(out + n, 512 - n, "%s%s", i ? " " : "",
				      wasl_word(numbers[i]));
}

static void test_crypto_words__are_those_of_bip39(void **s)
{
	(void)s;
	for (size_t i = 0; i < sizeof(vectors) / sizeof(vectors[0]); i++) {
		struct wasl_secret secret, again;
		char text[512];
		memset(secret.b, vectors[i].byte, sizeof(secret.b));
		spell(text, &secret);
		assert_string_equal(text, vectors[i].words);
		check_ok(wasl_secret_read(
			&again, wasl_text_of(vectors[i].words), NULL));
		assert_true(wasl_secret_eq(&again, &secret));
	}
}

static void test_crypto_words__any_secret_comes_back(void **s)
{
	const struct wasl_random random = wasl_crypto_random();
	(void)s;
	for (int i = 0; i < 200; i++) {
		struct wasl_secret secret, again;
		char text[512];
		wasl_secret_make(&secret, &random);
		spell(text, &secret);
		check_ok(wasl_secret_read(&again, wasl_text_of(text), NULL));
		assert_true(wasl_secret_eq(&again, &secret));
	}
}

static void test_crypto_words__base64_and_white_space_are_read(void **s)
{
	static const char *const good[] = {
		"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
		"\n AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= \r\n",
	};
	static const struct wasl_secret zero;
	struct wasl_secret secret;
	char lines[512];
	(void)s;
	for (size_t i = 0; i < 2; i++) {
		check_ok(
			wasl_secret_read(&secret, wasl_text_of(good[i]), NULL));
		assert_true(wasl_secret_eq(&secret, &zero));
	}
	snprintf(lines, sizeof(lines), "%s", vectors[0].words);
	for (char *c = lines; *c; c++)
		if (*c == ' ')
			*c = '\n';
	check_ok(wasl_secret_read(&secret, wasl_text_of(lines), NULL));
	assert_true(wasl_secret_eq(&secret, &zero));
}

static void test_crypto_words__bad_ones_are_refused_and_named(void **s)
{
	static const struct {
		const char *in, *text;
	} bad[] = {
		{"", "0 words"},
		{"abandon", "1 words"},
		{"zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo "
		 "zoo zoo zoo zoo zoo zoo zoo zoo zoo",
		 "checksum"},
		{"zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo "
		 "zoo zoo zoo zoo zoo zoo zoo zoo vote vote",
		 "25 words"},
		{"zoo zoo zoo zoo zoo zoo zooo zoo zoo zoo zoo zoo zoo zoo zoo "
		 "zoo zoo zoo zoo zoo zoo zoo zoo vote",
		 "word 7"},
		{"Zoo", "word 1"},
		{"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=", "base64"},
		{"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==", "base64"},
	};
	static const struct wasl_secret zero;
	(void)s;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct wasl_secret secret;
		struct wasl_err err;
		memset(&secret, 1, sizeof(secret));
		check_status(wasl_secret_read(&secret, wasl_text_of(bad[i].in),
					      &err),
			     WASL_MALFORMED);
		assert_non_null(strstr(err.text, bad[i].text));
		assert_true(wasl_secret_eq(&secret, &zero));
	}
}

static int start(void **s)
{
	(void)s;
	return wasl_crypto_init(NULL) == WASL_OK ? 0 : -1;
}

static void test_crypto_words__a_word_of_no_list_is_found(void **state)
{
	static const struct {
		const char *in;
		size_t word;
	} texts[] = {
		{"", 0},
		{"  \n", 0},
		{"abandon", 0},
		{" abandon\tability ", 0},
		{"wassl", 1},
		{"wassl abandon", 1},
		{"abandon  wassl\nwassl", 2},
		{"abandon ability Abandon", 3},
		/* 32 bytes in base64 are no word. */
		{"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", 0},
	};
	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		assert_int_equal(
			wasl_secret_unknown_word(wasl_text_of(texts[i].in)),
			texts[i].word);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_crypto_words__are_those_of_bip39),
		cmocka_unit_test(test_crypto_words__any_secret_comes_back),
		cmocka_unit_test(
			test_crypto_words__base64_and_white_space_are_read),
		cmocka_unit_test(
			test_crypto_words__bad_ones_are_refused_and_named),
		cmocka_unit_test(test_crypto_words__a_word_of_no_list_is_found),
	};
	return cmocka_run_group_tests(tests, start, NULL);
}
