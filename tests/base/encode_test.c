#include "check.h"

#include "base/encode.h"

static void test_base_encode__rfc_4648_vectors(void **state)
{
	static const char *const pairs[][2] = {
		{"", ""},
		{"f", "Zg=="},
		{"fo", "Zm8="},
		{"foo", "Zm9v"},
		{"foob", "Zm9vYg=="},
		{"fooba", "Zm9vYmE="},
		{"foobar", "Zm9vYmFy"},
	};
	char text[16];
	uint8_t back[16];
	size_t n;

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		wasl_text plain = wasl_text_of(pairs[i][0]);

		wasl_base64_write(text, wasl_text_bytes(plain));
		assert_string_equal(text, pairs[i][1]);
		check_ok(wasl_base64_parse(back, &n, wasl_text_of(text)));
		assert_int_equal(n, plain.n);
		assert_memory_equal(back, plain.p, n);
		check_ok(wasl_base64_parse_exact(back, plain.n,
						 wasl_text_of(text)));
	}
}

static void test_base_encode__base64_has_one_spelling(void **state)
{
	static const char *const bad[] = {
		"Zg",	    "Zg=",  "Zg===",  "Zh==", "Zm9=", "Z===", "====",
		"Zg==Zg==", "Zm 9", "Zm9v\n", "Zm-_", "=Zg=", "Zg=a",
	};
	uint8_t back[16];
	size_t n;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		check_status(wasl_base64_parse(back, &n, wasl_text_of(bad[i])),
			     WASL_MALFORMED);
	check_status(wasl_base64_parse_exact(back, 2, WASL_TEXT("Zm9v")),
		     WASL_MALFORMED);
}

static void test_base_encode__base64url_goes_there_and_back(void **state)
{
	static const char *const bad[] = {"A",	"AB",  "AAB",	"Zg==",	   "+A",
					  "/A", "A A", "AAAAA", "\xc3\xa9"};
	uint8_t in[9], back[9];
	char text[WASL_BASE64URL_LEN(sizeof(in)) + 1];
	size_t n;

	(void)state;
	for (unsigned v = 0; v < 256; v++)
		for (size_t len = 0; len <= sizeof(in); len++) {
			memset(in, (int)v, sizeof(in));
			wasl_base64url_write(text, wasl_bytes_of(in, len));
			assert_int_equal(strlen(text), WASL_BASE64URL_LEN(len));
			check_ok(wasl_base64url_parse(back, &n, len,
						      wasl_text_of(text)));
			assert_int_equal(n, len);
			assert_memory_equal(back, in, len);
			if (len > 0)
				check_status(wasl_base64url_parse(
						     back, &n, len - 1,
						     wasl_text_of(text)),
					     WASL_TOO_BIG);
		}
	wasl_base64url_write(text, WASL_BYTES(((uint8_t[]){0xfb, 0xff})));
	assert_string_equal(text, "-_8");
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		check_status(wasl_base64url_parse(back, &n, sizeof(back),
						  wasl_text_of(bad[i])),
			     WASL_MALFORMED);
}

static void test_base_encode__hex_is_exact(void **state)
{
	uint8_t out[2];
	char text[5];

	(void)state;
	check_ok(wasl_hex_parse(out, 2, WASL_TEXT("0aFf")));
	wasl_hex_write(text, WASL_BYTES(out));
	assert_string_equal(text, "0aff");
	check_status(wasl_hex_parse(out, 2, WASL_TEXT("0aF")), WASL_MALFORMED);
	check_status(wasl_hex_parse(out, 2, WASL_TEXT("0aFfaa")),
		     WASL_MALFORMED);
	check_status(wasl_hex_parse(out, 2, WASL_TEXT("0aFg")), WASL_MALFORMED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_base_encode__rfc_4648_vectors),
		cmocka_unit_test(test_base_encode__base64_has_one_spelling),
		cmocka_unit_test(
			test_base_encode__base64url_goes_there_and_back),
		cmocka_unit_test(test_base_encode__hex_is_exact),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
