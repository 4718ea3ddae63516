#include "check.h"

#include "base/alloc.h"
#include "base/arena.h"

static void test_base_arena__pieces_are_zero_and_apart(void **state)
{
	wasl_autoarena a = wasl_arena_init(100000);
	uint8_t *one = wasl_arena_take(&a, 5000, 1);
	uint8_t *two = wasl_arena_take(&a, 3, 1);

	(void)state;
	assert_non_null(one);
	assert_non_null(two);
	assert_int_equal(one[4999], 0);
	memset(one, 1, 5000);
	assert_int_equal(two[0], 0);
	assert_string_equal(wasl_arena_format(&a, "%d-%s", 7, "x"), "7-x");
	check_ok(wasl_arena_check(&a, NULL));
}

static void test_base_arena__the_cap_sticks(void **state)
{
	wasl_autoarena a = wasl_arena_init(64);

	(void)state;
	assert_non_null(wasl_arena_take(&a, 32, 1));
	assert_null(wasl_arena_take(&a, 33, 1));
	assert_null(wasl_arena_take(&a, 1, 1));
	check_status(wasl_arena_check(&a, NULL), WASL_NO_MEMORY);
	assert_null(wasl_arena_take(&a, SIZE_MAX, 2));
}

static void test_base_arena__a_failed_allocation_is_no_memory(void **state)
{
	wasl_autoarena a = wasl_arena_init(1 << 20);

	(void)state;
	wasl_alloc_fail_at(0);
	assert_null(wasl_arena_take(&a, 8, 1));
	check_status(wasl_arena_check(&a, NULL), WASL_NO_MEMORY);
}

static void test_base_arena__growing_checks_its_sizes(void **state)
{
	uint32_t *v = NULL;
	size_t cap = 0;

	(void)state;
	assert_true(wasl_grow(&v, &cap, 9, sizeof(*v)));
	assert_int_equal(cap, 16);
	v[15] = 1;
	assert_false(wasl_grow(&v, &cap, SIZE_MAX / 2, sizeof(*v)));
	assert_int_equal(cap, 16);
	wasl_free(v);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_base_arena__pieces_are_zero_and_apart),
		cmocka_unit_test(test_base_arena__the_cap_sticks),
		cmocka_unit_test(
			test_base_arena__a_failed_allocation_is_no_memory),
		cmocka_unit_test(test_base_arena__growing_checks_its_sizes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
