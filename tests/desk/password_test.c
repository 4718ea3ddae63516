#include "check.h"

#include "desk/password.h"

#define GOOD "correct donkey battery"

static void test_desk_password__refuses_what_is_tried_first(void **state)
{
	static const struct {
		const char *text, *why;
	} bad[] = {
		{"", "at least 12"},
		{"elevenchars", "at least 12"},
		{"مرور", "at least 12"},
		{"Password2026!", "tried first"},
		{"2026!POLICE!2026", "tried first"},
		{"motdepasse12", "tried first"},
		{"azertyuiopqs", "tried first"},
		{"lkjhgfdsapoiuytrewq", "tried first"},
		{"abcdefghijkl", "tried first"},
		{"012345678901", "digits and signs"},
		{"1qaz2wsx3edc", "tried first"},
		{"abababababab", "same few"},
		{"2026-11-26-2026", "digits and signs"},
		{"amal.benali-2026", "own name"},
	};
	struct wasl_err err;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		check_status(wasl_password_allowed(wasl_text_of(bad[i].text),
						   "amal.benali", &err),
			     WASL_SCHEMA);
		assert_string_equal(err.field, "/password");
		assert_non_null(strstr(err.text, bad[i].why));
	}
}

static void test_desk_password__takes_what_people_remember(void **state)
{
	static const char *const good[] = {
		GOOD,
		"les moutons verts dansent",
		"الجمل الأزرق يغني",
		"Tr0ub4dor&3-and-more",
		"my password is a sheep",
	};
	char longest[WASL_PASSWORD_BYTES_MAX + 1];

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		check_ok(wasl_password_allowed(wasl_text_of(good[i]), "amal",
					       NULL));
	for (size_t i = 0; i < sizeof(longest); i++)
		longest[i] = GOOD[i % (sizeof(GOOD) - 1)];
	check_ok(wasl_password_allowed(
		(wasl_text){longest, WASL_PASSWORD_BYTES_MAX}, "amal", NULL));
	check_status(wasl_password_allowed(
			     (wasl_text){longest, WASL_PASSWORD_BYTES_MAX + 1},
			     "amal", NULL),
		     WASL_SCHEMA);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_desk_password__refuses_what_is_tried_first),
		cmocka_unit_test(
			test_desk_password__takes_what_people_remember),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
