#include "check.h"
#include "dossier/numbers.h"

#include <stdio.h>

static void test_dossier_numbers__are_found_in_either_alphabet(void **state)
{
	static const struct {
		const char *text;
		size_t n;
		int64_t numbers[4];
	} cases[] = {
		{"", 0, {0}},
		{"no number, only words: five", 0, {0}},
		{"5", 1, {5}},
		{"12 persons, 3 arrests.", 2, {12, 3}},
		{"١٢ شخصا و٣ توقيفات", 2, {12, 3}},
		{"۴۵", 1, {45}},
		{"2 240", 1, {2240}},
		{"2\u00a0240 et 1\u202f000\u202f000", 2, {2240, 1000000}},
		{"1,234,567", 1, {1234567}},
		{"1.234", 1, {1234}},
		{"٢٬٢٤٠", 1, {2240}},
		{"l'an 2026, le 11", 2, {2026, 11}},
		/* No group of three: numbers of their own. */
		{"3,5 %", 2, {3, 5}},
		{"12 34", 2, {12, 34}},
		{"2026 100", 2, {2026, 100}},
		{"12 3456", 2, {12, 3456}},
		{"007", 1, {7}},
		{"99999999999999999999999", 1, {INT64_C(1) << 53}},
		{"R27 U0", 2, {27, 0}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int64_t found[WASL_NUMBERS_MAX];
		size_t n =
			wasl_numbers_find(found, wasl_text_of(cases[i].text));

		if (n != cases[i].n)
			fail_msg("\"%s\": %zu numbers", cases[i].text, n);
		for (size_t k = 0; k < n; k++)
			assert_int_equal(found[k], cases[i].numbers[k]);
	}
}

/* Every number up to here, grouped by each separator. */
static void test_dossier_numbers__groups_are_one_number(void **state)
{
	static const char *const apart[] = {" ",      ",",	".",
					    "'",      "\u00a0", "\u2009",
					    "\u2019", "\u202f", "٬"};

	(void)state;
	for (int number = 1000; number < 1000000; number += 997)
		for (size_t i = 0; i < sizeof(apart) / sizeof(apart[0]); i++) {
			int64_t found[WASL_NUMBERS_MAX];
			char text[64];

			snprintf(text, sizeof(text), "x %d%s%03d y",
				 number / 1000, apart[i], number % 1000);
			assert_int_equal(
				wasl_numbers_find(found, wasl_text_of(text)),
				1);
			assert_int_equal(found[0], number);
		}
}

static void test_dossier_numbers__no_more_than_there_is_room(void **state)
{
	char text[3 * WASL_NUMBERS_MAX * 2];
	int64_t found[WASL_NUMBERS_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = i % 2 == 0 ? '1' : 'x';
	assert_int_equal(
		wasl_numbers_find(found, (wasl_text){text, sizeof(text)}),
		WASL_NUMBERS_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_dossier_numbers__are_found_in_either_alphabet),
		cmocka_unit_test(test_dossier_numbers__groups_are_one_number),
		cmocka_unit_test(
			test_dossier_numbers__no_more_than_there_is_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
