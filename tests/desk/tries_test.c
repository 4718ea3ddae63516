#include "support.h"

#include "desk/tries.h"

#define HERE "192.0.2.1"

static struct wasl_tries tries;

static void init(void)
{
	static uint8_t next;
	const struct wasl_random random = {count_up, &next};

	wasl_tries_init(&tries, &random);
}

static uint64_t begin(const char *name, const char *source, uint64_t now)
{
	return wasl_tries_begin(&tries, wasl_text_of(name), source, now);
}

static void test_desk_tries__the_wait_doubles_up_to_its_longest(void **state)
{
	uint64_t now = 1000, wait = WASL_TRIES_WAIT_MS;

	(void)state;
	init();
	for (int i = 0; i < WASL_TRIES_FREE; i++)
		assert_int_equal(begin("omar", HERE, now), 0);
	for (int i = 0; i < 40; i++) {
		assert_int_equal(begin("omar", HERE, now), wait);
		assert_int_equal(begin("omar", HERE, now + wait - 1), 1);
		now += wait;
		assert_int_equal(begin("omar", HERE, now), 0);
		wait = 2 * wait > WASL_TRIES_WAIT_MAX_MS
			       ? WASL_TRIES_WAIT_MAX_MS
			       : 2 * wait;
	}
	assert_int_equal(begin("omar", HERE, now + WASL_TRIES_FORGOTTEN_MS), 0);
	assert_int_equal(begin("omar", HERE, now + WASL_TRIES_FORGOTTEN_MS), 0);
}

static void test_desk_tries__nobody_locks_out_another_source(void **state)
{
	(void)state;
	init();
	for (int i = 0; i < WASL_TRIES_FREE; i++)
		assert_int_equal(begin("omar", HERE, 0), 0);
	assert_true(begin("omar", HERE, 0) > 0);
	assert_int_equal(begin("omar", "192.0.2.2", 0), 0);
	assert_int_equal(begin("olga", HERE, 0), 0);
	wasl_tries_good(&tries, WASL_TEXT("omar"), HERE);
	assert_int_equal(begin("omar", HERE, 0), 0);
}

static void test_desk_tries__new_names_do_not_wash_old_failures_away(void **s)
{
	char name[24];

	(void)s;
	init();
	for (int i = 0; i < WASL_TRIES_FREE; i++)
		assert_int_equal(begin("omar", HERE, 0), 0);
	for (int i = 0; i < 4 * WASL_TRIES_EACH; i++) {
		snprintf(name, sizeof(name), "name%d", i);
		assert_int_equal(begin(name, HERE, 1), 0);
	}
	assert_true(begin("omar", HERE, 1) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_desk_tries__the_wait_doubles_up_to_its_longest),
		cmocka_unit_test(
			test_desk_tries__nobody_locks_out_another_source),
		cmocka_unit_test(
			test_desk_tries__new_names_do_not_wash_old_failures_away),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
