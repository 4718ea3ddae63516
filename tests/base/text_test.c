#include "check.h"

#include "base/text.h"

static void test_base_text__ill_formed_utf8_is_refused(void **state)
{
	static const struct {
		const char *bytes;
		size_t n;
		const char *rule;
	} bad[] = {
		{"\x80", 1, "a continuation byte alone"},
		{"\xc0\x80", 2, "an overlong zero"},
		{"\xc1\xbf", 2, "an overlong letter"},
		{"\xe0\x9f\xbf", 3, "an overlong form of three"},
		{"\xf0\x8f\xbf\xbf", 4, "an overlong form of four"},
		{"\xed\xa0\x80", 3, "a surrogate"},
		{"\xf4\x90\x80\x80", 4, "above U+10FFFF"},
		{"\xf5\x80\x80\x80", 4, "a lead byte that no form has"},
		{"\xe2\x82", 2, "cut short"},
		{"a\xff", 2, "a byte that never occurs"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (wasl_utf8_valid(wasl_bytes_of(bad[i].bytes, bad[i].n)))
			fail_msg("accepted: %s", bad[i].rule);
}

static void
test_base_text__every_code_point_survives_the_round_trip(void **state)
{
	(void)state;
	for (uint32_t cp = 0; cp <= 0x10ffff; cp++) {
		uint8_t out[4];
		size_t at = 0;
		size_t n;

		if (cp >= 0xd800 && cp <= 0xdfff)
			continue;
		n = wasl_utf8_put(out, cp);
		if (!wasl_utf8_valid(wasl_bytes_of(out, n)) ||
		    wasl_utf8_next(wasl_bytes_of(out, n), &at) != cp || at != n)
			fail_msg("U+%04X", (unsigned)cp);
	}
}

static void test_base_text__reading_ill_formed_text_ends(void **state)
{
	size_t at = 0;
	unsigned steps = 0;

	(void)state;
	while (at < 6) {
		assert_int_equal(
			wasl_utf8_next(
				wasl_bytes_of("\xff\xe2\x82\xc0\x80\xf4", 6),
				&at),
			0xfffd);
		steps++;
	}
	assert_int_equal(steps, 6);
}

static void test_base_text__decimals_have_one_spelling(void **state)
{
	static const char *const bad[] = {
		"",   "00", "01",
		"+1", "-1", "1 ",
		" 1", "1a", "18446744073709551616",
	};
	uint64_t v;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(wasl_decimal_parse(&v, wasl_text_of(bad[i])));
	assert_true(wasl_decimal_parse(&v, WASL_TEXT("0")));
	assert_true(wasl_decimal_parse(&v, WASL_TEXT("18446744073709551615")));
	assert_true(v == UINT64_MAX);
}

static void test_base_text__node_names_have_a_narrow_alphabet(void **state)
{
	char long_name[66];

	(void)state;
	assert_true(wasl_node_name_valid(WASL_TEXT("rabat.dgsn")));
	assert_false(wasl_node_name_valid(WASL_TEXT("")));
	assert_false(wasl_node_name_valid(WASL_TEXT("Rabat")));
	assert_false(wasl_node_name_valid(WASL_TEXT("a/b")));
	memset(long_name, 'a', sizeof(long_name));
	assert_false(wasl_node_name_valid((wasl_text){long_name, 65}));
	assert_true(wasl_node_name_valid((wasl_text){long_name, 64}));
}

static void test_base_text__a_line_has_no_controls(void **state)
{
	(void)state;
	assert_true(wasl_line_valid(WASL_TEXT("هاتفي 1"), 64));
	assert_true(wasl_line_valid(WASL_TEXT("abc"), 3));
	assert_false(wasl_line_valid(WASL_TEXT("abcd"), 3));
	assert_false(wasl_line_valid(WASL_TEXT(""), 3));
	assert_false(wasl_line_valid(WASL_TEXT("a\nb"), 64));
	assert_false(wasl_line_valid(WASL_TEXT("a\u202eb"), 64));
	assert_false(wasl_line_valid(WASL_TEXT("a\u2066b"), 64));
}

static void test_base_text__digits_of_other_hands_are_read(void **state)
{
	static const struct {
		const char *in, *out;
	} cases[] = {
		{"١٩٥٥-١٢-٢٤", "1955-12-24"},
		{"۱۹۵۵", "1955"},
		{"1955", "1955"},
		{"", ""},
		{"a٠b", "a0b"},
		{"१९५५", "१९५५"},
		{"12345678901234567", "1234567890123456"},
		{"123456789012345é", "123456789012345"},
	};
	char space[16];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		wasl_text got = wasl_text_digits(space, sizeof(space),
						 wasl_text_of(cases[i].in));

		if (!wasl_text_is(got, cases[i].out))
			fail_msg("%s: %.*s", cases[i].in, (int)got.n, got.p);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_base_text__ill_formed_utf8_is_refused),
		cmocka_unit_test(
			test_base_text__every_code_point_survives_the_round_trip),
		cmocka_unit_test(test_base_text__reading_ill_formed_text_ends),
		cmocka_unit_test(test_base_text__decimals_have_one_spelling),
		cmocka_unit_test(
			test_base_text__node_names_have_a_narrow_alphabet),
		cmocka_unit_test(
			test_base_text__digits_of_other_hands_are_read),
		cmocka_unit_test(test_base_text__a_line_has_no_controls),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
