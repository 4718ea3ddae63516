#include "check.h"

#include "api/etag.h"

static void test_api_etag__other_bytes_have_another_tag(void **state)
{
	char a[API_ETAG_MAX], b[API_ETAG_MAX], again[API_ETAG_MAX];

	(void)state;
	api_etag_write(a, wasl_bytes_of("{}", 2));
	api_etag_write(b, wasl_bytes_of("[]", 2));
	api_etag_write(again, wasl_bytes_of("{}", 2));
	assert_int_equal(strlen(a), API_ETAG_MAX - 1);
	assert_int_equal(a[0], '"');
	assert_int_equal(a[API_ETAG_MAX - 2], '"');
	assert_string_equal(a, again);
	assert_string_not_equal(a, b);
}

static void test_api_etag__a_list_names_it_or_does_not(void **state)
{
	static const struct {
		const char *list;
		bool in;
	} cases[] = {
		{"\"a\"", true},
		{"W/\"a\"", true},
		{"\"b\", \"a\"", true},
		{"\"b\",\t W/\"a\" ,\"c\"", true},
		{"*", true},
		{" * ", true},
		{"", false},
		{"a", false},
		{"\"A\"", false},
		{"\"b\"", false},
		{"\"a", false},
		{",,,", false},
		{"\"aa\"", false},
		{"W/", false},
		{"W/W/\"a\"", false},
		{"\"b\" \"a\"", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(
			api_etag_in(wasl_text_of(cases[i].list), "\"a\""),
			cases[i].in);
}

static void test_api_etag__only_changes_are_guarded(void **state)
{
	(void)state;
	assert_null(api_guard_of(api_dossier_get));
	assert_non_null(api_guard_of(api_mark_post));
	assert_ptr_equal(api_guard_of(api_mark_post)->read, api_desk_get);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_api_etag__other_bytes_have_another_tag),
		cmocka_unit_test(test_api_etag__a_list_names_it_or_does_not),
		cmocka_unit_test(test_api_etag__only_changes_are_guarded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
