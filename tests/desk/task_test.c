#include "support.h"

#include "desk/task.h"

static void test_desk_task__soonest_due_first_and_none_last(void **state)
{
	struct wasl_task tasks[4] = {
		{.sort = WASL_TASK_TRIAGE, .since = 5},
		{.sort = WASL_TASK_CLOCK, .due_at = 20, .since = 9},
		{.sort = WASL_TASK_CLOCK, .due_at = 10, .since = 9},
		{.sort = WASL_TASK_TRIAGE, .since = 4},
	};
	(void)state;
	for (int i = 0; i < 4; i++)
		wasl_task_name(&tasks[i], "%d", i);
	wasl_task_sort_list(tasks, 4);
	assert_string_equal(tasks[0].key, "clock/2");
	assert_string_equal(tasks[1].key, "clock/1");
	assert_string_equal(tasks[2].key, "triage/3");
	assert_string_equal(tasks[3].key, "triage/0");
	assert_int_equal(strlen(tasks[0].id), WASL_TASK_ID_LEN);
}

static void test_desk_task__only_some_are_set_aside_and_once(void **state)
{
	struct wasl_task clock = {.sort = WASL_TASK_CLOCK};
	struct wasl_task crossed = {.sort = WASL_TASK_CROSSED};
	struct wasl_store *store = open_desk(state);
	struct store_tx tx = {0};
	struct wasl_user user;
	bool done;
	wasl_task_name(&clock, "1");
	wasl_task_name(&crossed, "1");
	check_ok(wasl_store_begin(&tx, store, NULL));
	check_ok(add_user(&tx, &user, "amal", WASL_ROLE_BIT(WASL_ROLE_OPERATOR),
			  NULL));
	check_status(
		wasl_task_done(&tx, &clock, user.id, WASL_TEXT("x"), NOW, NULL),
		WASL_CONFLICT);
	check_status(wasl_task_done(&tx, &crossed, user.id, WASL_TEXT(""), NOW,
				    NULL),
		     WASL_SCHEMA);
	check_ok(wasl_task_is_done(&tx.reader, &done, &crossed, NULL));
	assert_false(done);
	check_ok(wasl_task_done(&tx, &crossed, user.id, WASL_TEXT("seen"), NOW,
				NULL));
	check_ok(wasl_task_is_done(&tx.reader, &done, &crossed, NULL));
	assert_true(done);
	check_status(wasl_task_done(&tx, &crossed, user.id, WASL_TEXT("seen"),
				    NOW, NULL),
		     WASL_CONFLICT);
	wasl_store_rollback(&tx);
	wasl_store_close(store);
}

static void test_desk_task__every_sort_has_a_word_of_its_own(void **state)
{
	(void)state;
	for (int i = 0; i < WASL_TASKS; i++)
		for (int j = 0; j < i; j++)
			assert_string_not_equal(
				wasl_task_text((wasl_task_sort)i),
				wasl_task_text((wasl_task_sort)j));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_desk_task__soonest_due_first_and_none_last),
		IN_SCRATCH(test_desk_task__only_some_are_set_aside_and_once),
		cmocka_unit_test(
			test_desk_task__every_sort_has_a_word_of_its_own),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
