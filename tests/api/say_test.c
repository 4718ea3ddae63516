#include "check.h"

#include "api/say.h"

static void test_api_say__the_first_language_that_is_ours(void **state)
{
	static const struct {
		const char *accept, *language;
	} cases[] = {
		{"", "en"},
		{"fr", "fr"},
		{"ar-MA", "ar"},
		{"FR-fr,en;q=0.8", "fr"},
		{"de, ar;q=0.5, en", "ar"},
		{"de", "en"},
		{"fra", "en"},
		{"fr;q=0, ar", "ar"},
		{"fr;q=0.0,en", "en"},
		{"fr;q=0.1,ar", "fr"},
		{" \tar ;q=1", "ar"},
		{",,;;,fr", "fr"},
		{"*", "en"},
		{"f", "en"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_string_equal(
			api_language_of(wasl_text_of(cases[i].accept)),
			cases[i].language);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_api_say__the_first_language_that_is_ours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
