#include "support.h"

#define OPERATOR WASL_ROLE_BIT(WASL_ROLE_OPERATOR)

static void test_desk_user__is_found_again_as_enrolled(void **state)
{
	struct wasl_store *store = open_desk(state);
	struct store_tx tx = {0};
	struct wasl_user karim, again;
	check_ok(wasl_store_begin(&tx, store, NULL));
	check_ok(add_user(&tx, &karim, "karim.b", OPERATOR, NULL));
	check_ok(wasl_store_commit(&tx, NULL));
	{
		wasl_autoreader struct store_reader r = {0};
		check_ok(wasl_store_read(&r, store, NULL));
		check_ok(wasl_user_by_name(&r, &again, WASL_TEXT("karim.b"),
					   NULL));
		assert_memory_equal(&again, &karim, sizeof(karim));
		check_ok(wasl_user_by_id(&r, &again, karim.id, NULL));
		assert_memory_equal(&again, &karim, sizeof(karim));
		check_status(wasl_user_by_name(&r, &again, WASL_TEXT("nobody"),
					       NULL),
			     WASL_NOT_FOUND);
	}
	wasl_store_close(store);
}

static void test_desk_user__pseudonym_says_side_and_unit_and_no_name(void **st)
{
	struct wasl_store *store = open_desk(st);
	struct store_tx tx = {0};
	struct wasl_user user;
	check_ok(wasl_store_begin(&tx, store, NULL));
	check_ok(add_user(&tx, &user, "karim", OPERATOR, NULL));
	assert_memory_equal(user.pseudonym, "FR-SPOC-", 8);
	assert_int_equal(strlen(user.pseudonym), 12);
	wasl_store_rollback(&tx);
	wasl_store_close(store);
}

static void zeros(void *ctx, void *out, size_t n)
{
	(void)ctx;
	memset(out, 0, n);
}

static void test_desk_user__pseudonyms_are_never_given_twice(void **state)
{
	static const char *const names[] = {"a", "b", "c"};
	struct wasl_store *store = open_desk(state);
	struct wasl_random random = {zeros, NULL};
	struct store_tx tx = {0};
	wasl_status status[3];
	struct wasl_user user;
	check_ok(wasl_store_begin(&tx, store, NULL));
	for (int i = 0; i < 3; i++) {
		struct wasl_user_new u = {WASL_TEXT("MA"),
					  wasl_text_of(names[i]),
					  WASL_TEXT("DIR"), OPERATOR, 0};
		status[i] = wasl_user_add(&tx, &user, &u, NOW, &random, NULL);
	}
	/* A short tail, a long tail, then this random has no more to give. */
	check_ok(status[0]);
	check_ok(status[1]);
	assert_string_equal(user.pseudonym, "MA-DIR-00000000");
	check_status(status[2], WASL_CONFLICT);
	wasl_store_rollback(&tx);
	wasl_store_close(store);
}

static void test_desk_user__bad_ones_are_refused_with_the_field(void **state)
{
	static const struct {
		const char *name, *unit, *field;
		uint32_t roles;
		int64_t until;
		wasl_status status;
	} bad[] = {
		{"", "SPOC", "/name", OPERATOR, 0, WASL_SCHEMA},
		{"Karim", "SPOC", "/name", OPERATOR, 0, WASL_SCHEMA},
		{"1karim", "SPOC", "/name", OPERATOR, 0, WASL_SCHEMA},
		{"karim b", "SPOC", "/name", OPERATOR, 0, WASL_SCHEMA},
		{"karim\n", "SPOC", "/name", OPERATOR, 0, WASL_SCHEMA},
		{"a23456789012345678901234567890123", "SPOC", "/name", OPERATOR,
		 0, WASL_SCHEMA},
		{"karim", "", "/unit", OPERATOR, 0, WASL_SCHEMA},
		{"karim", "S", "/unit", OPERATOR, 0, WASL_SCHEMA},
		{"karim", "spoc", "/unit", OPERATOR, 0, WASL_SCHEMA},
		{"karim", "SP-OC", "/unit", OPERATOR, 0, WASL_SCHEMA},
		{"karim", "S234567890123", "/unit", OPERATOR, 0, WASL_SCHEMA},
		{"karim", "SPOC", "/roles", 0, 0, WASL_SCHEMA},
		{"karim", "SPOC", "/until", OPERATOR, NOW, WASL_SCHEMA},
		{"karim", "SPOC", "",
		 OPERATOR | WASL_ROLE_BIT(WASL_ROLE_AUDITOR), 0, WASL_RULE},
		{"taken", "SPOC", "/name", OPERATOR, 0, WASL_EXISTS},
	};
	struct wasl_store *store = open_desk(state);
	struct wasl_random random = {zeros, NULL};
	struct store_tx tx = {0};
	struct wasl_user user;
	check_ok(wasl_store_begin(&tx, store, NULL));
	check_ok(add_user(&tx, &user, "taken", OPERATOR, NULL));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct wasl_user_new u = {
			WASL_TEXT("FR"), wasl_text_of(bad[i].name),
			wasl_text_of(bad[i].unit), bad[i].roles, bad[i].until};
		struct wasl_err err = {0};
		check_status(wasl_user_add(&tx, &user, &u, NOW, &random, &err),
			     bad[i].status);
		assert_string_equal(err.field, bad[i].field);
	}
	wasl_store_rollback(&tx);
	wasl_store_close(store);
}

static void test_desk_user__list_is_by_name(void **state)
{
	struct wasl_store *store = open_desk(state);
	wasl_autoarena arena = wasl_arena_init(4 << 20);
	struct store_tx tx = {0};
	struct wasl_user user, *list;
	size_t n;
	check_ok(wasl_store_begin(&tx, store, NULL));
	check_ok(add_user(&tx, &user, "zineb", OPERATOR, NULL));
	check_ok(add_user(&tx, &user, "amal", OPERATOR, NULL));
	check_ok(wasl_user_list(&tx.reader, &arena, &list, &n, NULL));
	assert_int_equal(n, 2);
	assert_string_equal(list[0].name, "amal");
	assert_string_equal(list[1].name, "zineb");
	wasl_store_rollback(&tx);
	wasl_store_close(store);
}

static void test_desk_user__speaks_until_his_time_is_over(void **state)
{
	struct wasl_user user = {.name = "amal", .until = NOW};
	(void)state;
	check_ok(wasl_user_active(&user, NOW - 1, NULL));
	check_status(wasl_user_active(&user, NOW, NULL), WASL_DENIED);
	user.until = 0;
	check_ok(wasl_user_active(&user, INT64_MAX, NULL));
	user.disabled = true;
	check_status(wasl_user_active(&user, NOW, NULL), WASL_DENIED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(test_desk_user__is_found_again_as_enrolled),
		IN_SCRATCH(
			test_desk_user__pseudonym_says_side_and_unit_and_no_name),
		IN_SCRATCH(test_desk_user__pseudonyms_are_never_given_twice),
		IN_SCRATCH(test_desk_user__bad_ones_are_refused_with_the_field),
		IN_SCRATCH(test_desk_user__list_is_by_name),
		cmocka_unit_test(test_desk_user__speaks_until_his_time_is_over),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
