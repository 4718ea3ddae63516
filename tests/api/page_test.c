#include "check.h"

#include "api/page.h"

static struct api_place place(int64_t at, int64_t then, const char *id)
{
	struct api_place p = {.at = at, .then = then};

	memcpy(p.id, id, strlen(id) + 1);
	return p;
}

static void test_api_page__a_place_comes_back_as_it_was(void **state)
{
	const struct api_place all[] = {
		place(0, 0, ""),
		place(INT64_MAX, 1, "crossed/0f/1/2/3"),
		place(7, INT64_MAX, "a.b"),
	};

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		json_t *text = api_place_json(&all[i]);
		struct api_place again;

		check_ok(api_place_parse(&again,
					 wasl_text_of(json_string_value(text)),
					 "after", NULL));
		assert_memory_equal(&again, &all[i], sizeof(again));
		json_decref(text);
	}
}

static void test_api_page__what_is_no_place_is_refused(void **state)
{
	static const char *const bad[] = {
		"",
		"1",
		"1.",
		"1.2",
		"-1.2.a",
		"01.2.a",
		"1.+2.a",
		"1.2.a b",
		"1.2.\xc3\xa9",
		"a.2.x",
		"1..x",
		".1.x",
		"1.2.\x7f",
		"9223372036854775808.1.x",
	};
	char large[API_PAGE_ID_MAX + 6] = "1.2.";
	struct api_place p;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		check_status(api_place_parse(&p, wasl_text_of(bad[i]), "after",
					     NULL),
			     WASL_SCHEMA);
	memset(large + 4, 'x', API_PAGE_ID_MAX + 1);
	check_status(api_place_parse(&p, wasl_text_of(large), "after", NULL),
		     WASL_SCHEMA);
	assert_int_equal(p.at, 0);
}

static void test_api_page__places_have_one_order(void **state)
{
	const struct api_place rising[] = {
		place(0, 0, ""),  place(0, 0, "a"), place(0, 1, ""),
		place(1, 0, "a"), place(1, 0, "b"), place(INT64_MAX, 0, ""),
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rising) / sizeof(rising[0]); i++)
		for (size_t j = 0; j < sizeof(rising) / sizeof(rising[0]); j++)
			assert_int_equal(
				api_place_behind(&rising[i], &rising[j]),
				i > j);
}

/* The list 0 … n-1 by pages of `limit`: each row once, in order. */
static void walk(int64_t n, uint32_t limit)
{
	struct api_slice slice = {.page = {.limit = limit}};
	int64_t expected = 0;
	bool more = true;

	while (more) {
		int64_t first = expected;
		json_t *next;

		for (int64_t i = 0; i < n; i++) {
			const struct api_place at = {.at = i};

			if (api_slice_takes(&slice, &at))
				assert_int_equal(i, expected++);
		}
		assert_true(expected - first <= limit);
		next = api_slice_next(&slice);
		more = json_is_string(next);
		/* A page that is not the last is full. */
		assert_true(!more || expected - first == limit);
		slice = (struct api_slice){
			.page = {.limit = limit, .behind = true}};
		if (more)
			check_ok(api_place_parse(
				&slice.page.after,
				wasl_text_of(json_string_value(next)), "after",
				NULL));
		json_decref(next);
	}
	assert_int_equal(expected, n);
}

static void test_api_page__pages_of_a_list_are_the_list(void **state)
{
	(void)state;
	for (int64_t n = 0; n < 9; n++)
		for (uint32_t limit = 1; limit < 11; limit++)
			walk(n, limit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_api_page__a_place_comes_back_as_it_was),
		cmocka_unit_test(test_api_page__what_is_no_place_is_refused),
		cmocka_unit_test(test_api_page__places_have_one_order),
		cmocka_unit_test(test_api_page__pages_of_a_list_are_the_list),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
