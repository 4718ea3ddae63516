#include "support.h"

#include "desk/second.h"

#define DUTY WASL_ROLE_BIT(WASL_ROLE_DUTY)

static wasl_status say(struct store_tx *tx, int64_t *first, const char *said,
		       int64_t officer, int64_t now)
{
	const struct wasl_second_word second = {"officer karim", said, officer};

	return wasl_second_say(tx, first, &second, now, NULL);
}

static void
test_desk_second__another_person_says_the_same_within_a_day(void **state)
{
	static const struct {
		const char *said;
		bool other; /* person */
		int64_t after;
		wasl_status status;
		bool done;
	} cases[] = {
		{"enable", true, 0, WASL_OK, true},
		{"enable", true, WASL_SECOND_WAIT_S, WASL_OK, true},
		{"enable", true, WASL_SECOND_WAIT_S + 1, WASL_OK, false},
		{"enable", false, 0, WASL_DENIED, false},
		{"enable", false, WASL_SECOND_WAIT_S + 1, WASL_OK, false},
		{"roles duty", true, 0, WASL_CONFLICT, false},
		{"roles duty", false, 0, WASL_OK, false},
	};
	struct wasl_store *store = open_desk(state);

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct store_tx tx = {0};
		struct wasl_user a, b;
		int64_t first;
		wasl_status status;

		check_ok(wasl_store_begin(&tx, store, NULL));
		check_ok(add_user(&tx, &a, "a", DUTY, NULL));
		check_ok(add_user(&tx, &b, "b", DUTY, NULL));
		check_ok(say(&tx, &first, "enable", a.id, NOW));
		assert_int_equal(first, 0);
		status =
			say(&tx, &first, cases[i].said,
			    cases[i].other ? b.id : a.id, NOW + cases[i].after);
		assert_int_equal(status, cases[i].status);
		assert_int_equal(first, cases[i].done ? a.id : 0);
		wasl_store_rollback(&tx);
	}
	wasl_store_close(store);
}

static void test_desk_second__lists_what_waits_and_nothing_else(void **state)
{
	struct wasl_store *store = open_desk(state);
	struct wasl_arena arena = wasl_arena_init((size_t)1 << 20);
	struct wasl_second_row *rows;
	struct store_tx tx = {0};
	struct wasl_user a, b;
	int64_t first;
	size_t n;

	check_ok(wasl_store_begin(&tx, store, NULL));
	check_ok(add_user(&tx, &a, "a", DUTY, NULL));
	check_ok(add_user(&tx, &b, "b", DUTY, NULL));
	check_ok(say(&tx, &first, "enable", a.id, NOW));
	check_ok(wasl_second_list(&tx.reader, &arena, &rows, &n, NOW, NULL));
	assert_int_equal(n, 1);
	assert_string_equal(rows[0].what, "officer karim");
	assert_string_equal(rows[0].said, "enable");
	assert_string_equal(rows[0].officer, "a");
	assert_int_equal(rows[0].asked_at, NOW);
	check_ok(wasl_second_list(&tx.reader, &arena, &rows, &n,
				  NOW + WASL_SECOND_WAIT_S + 1, NULL));
	assert_int_equal(n, 0);
	check_ok(say(&tx, &first, "enable", b.id, NOW));
	check_ok(wasl_second_list(&tx.reader, &arena, &rows, &n, NOW, NULL));
	assert_int_equal(n, 0);
	wasl_store_rollback(&tx);
	wasl_arena_deinit(&arena);
	wasl_store_close(store);
}

static void test_desk_second__only_those_in_service_are_another(void **state)
{
	struct wasl_store *store = open_desk(state);
	struct store_tx tx = {0};
	struct wasl_user a, b;
	bool other;

	check_ok(wasl_store_begin(&tx, store, NULL));
	check_ok(add_user(&tx, &a, "a", WASL_ROLE_BIT(WASL_ROLE_ADMIN), NULL));
	const int64_t but[] = {a.id, a.id};
	check_ok(wasl_user_other(&tx.reader, &other, but, WASL_RIGHT_GRANT, NOW,
				 NULL));
	assert_false(other);
	check_ok(add_user(&tx, &b, "b", DUTY, NULL));
	check_ok(wasl_user_other(&tx.reader, &other, but, WASL_RIGHT_GRANT, NOW,
				 NULL));
	assert_false(other);
	check_ok(wasl_user_roles(&tx, &b, WASL_ROLE_BIT(WASL_ROLE_DIRECTOR),
				 NULL));
	check_ok(wasl_user_other(&tx.reader, &other, but, WASL_RIGHT_GRANT, NOW,
				 NULL));
	assert_true(other);
	check_ok(wasl_user_disable(&tx, &b, WASL_TEXT("b"), true, a.id, NULL));
	check_ok(wasl_user_other(&tx.reader, &other, but, WASL_RIGHT_GRANT, NOW,
				 NULL));
	assert_false(other);
	check_ok(wasl_user_other(&tx.reader, &other, but, WASL_RIGHT_GRANT,
				 WASL_USER_EVER, NULL));
	assert_true(other);
	check_ok(wasl_user_other(&tx.reader, &other,
				 (const int64_t[]){a.id, b.id},
				 WASL_RIGHT_GRANT, WASL_USER_EVER, NULL));
	assert_false(other);
	wasl_store_rollback(&tx);
	wasl_store_close(store);
}

static void
test_desk_second__the_word_of_one_who_has_left_is_unsaid(void **state)
{
	struct wasl_store *store = open_desk(state);
	struct wasl_arena arena = wasl_arena_init((size_t)1 << 20);
	struct wasl_second_row *rows;
	struct store_tx tx = {0};
	struct wasl_user a, b, c;
	int64_t first;
	size_t n;

	check_ok(wasl_store_begin(&tx, store, NULL));
	check_ok(add_user(&tx, &a, "a", DUTY, NULL));
	check_ok(add_user(&tx, &b, "b", DUTY, NULL));
	check_ok(add_user(&tx, &c, "c", DUTY, NULL));
	check_ok(say(&tx, &first, "enable", a.id, NOW));
	check_ok(wasl_user_disable(&tx, &a, WASL_TEXT("a"), true, b.id, NULL));
	check_ok(wasl_second_list(&tx.reader, &arena, &rows, &n, NOW, NULL));
	assert_int_equal(n, 0);
	check_ok(say(&tx, &first, "enable", b.id, NOW));
	assert_int_equal(first, 0);
	check_ok(say(&tx, &first, "enable", c.id, NOW));
	assert_int_equal(first, b.id);
	wasl_store_rollback(&tx);
	wasl_arena_deinit(&arena);
	wasl_store_close(store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(
			test_desk_second__another_person_says_the_same_within_a_day),
		IN_SCRATCH(test_desk_second__lists_what_waits_and_nothing_else),
		IN_SCRATCH(test_desk_second__only_those_in_service_are_another),
		IN_SCRATCH(
			test_desk_second__the_word_of_one_who_has_left_is_unsaid),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
