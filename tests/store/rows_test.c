#include "support.h"

#include <string.h>

static wasl_status put(struct store_tx *tx, unsigned sql, struct wasl_arg id,
		       struct wasl_arg label, struct wasl_arg body)
{
	return wasl_store_exec(tx, sql, NULL,
			       WASL_ARGS(id, label, body, wasl_arg_null()));
}

static void test_store_rows__every_type_is_read_back(void **state)
{
	static const uint8_t body[] = {0, 1, 0xff, 0};
	struct wasl_store *store = open_items(state);
	struct store_tx tx = {0};
	struct wasl_rows rows = {0};

	check_ok(wasl_store_begin(&tx, store, NULL));
	check_ok(put(&tx, TEST_SQL_ITEM_INSERT, wasl_arg_u64(INT64_MAX),
		     wasl_arg_str("وصل"), wasl_arg_bytes(WASL_BYTES(body))));
	check_ok(wasl_store_commit(&tx, NULL));

	check_ok(wasl_store_begin(&tx, store, NULL));
	check_ok(wasl_store_one(&rows, &tx.reader, TEST_SQL_ITEM_GET, NULL,
				WASL_ARGS(wasl_arg_int(INT64_MAX))));
	assert_true(wasl_rows_int(&rows, "id") == INT64_MAX);
	assert_true(wasl_rows_u64(&rows, "id") == INT64_MAX);
	assert_true(wasl_text_is(wasl_rows_text(&rows, "label"), "وصل"));
	assert_true(wasl_bytes_eq(wasl_rows_bytes(&rows, "body"),
				  WASL_BYTES(body)));
	assert_true(wasl_rows_null(&rows, "parent"));
	assert_false(wasl_rows_next(&rows));
	check_ok(wasl_rows_finish(&rows, NULL));
	wasl_store_rollback(&tx);
	wasl_store_close(store);
}

static void test_store_rows__empty_is_not_null(void **state)
{
	struct wasl_store *store = open_items(state);
	struct store_tx tx = {0};
	struct wasl_rows rows = {0};

	check_ok(wasl_store_begin(&tx, store, NULL));
	check_ok(put(&tx, TEST_SQL_ITEM_INSERT, wasl_arg_int(0),
		     wasl_arg_text((wasl_text){NULL, 0}),
		     wasl_arg_bytes((wasl_bytes){NULL, 0})));
	check_ok(wasl_store_one(&rows, &tx.reader, TEST_SQL_ITEM_GET, NULL,
				WASL_ARGS(wasl_arg_int(0))));
	assert_false(wasl_rows_null(&rows, "label"));
	assert_false(wasl_rows_null(&rows, "body"));
	assert_int_equal(wasl_rows_text(&rows, "label").n, 0);
	assert_int_equal(wasl_rows_bytes(&rows, "body").n, 0);
	assert_false(wasl_rows_bool(&rows, "id"));
	check_ok(wasl_rows_finish(&rows, NULL));
	wasl_store_rollback(&tx);
	wasl_store_close(store);
}

static void
test_store_rows__arguments_are_bound_by_number_not_by_place(void **state)
{
	struct wasl_store *store = open_items(state);
	struct store_tx tx = {0};
	struct wasl_rows rows = {0};

	check_ok(wasl_store_begin(&tx, store, NULL));
	check_ok(put(&tx, TEST_SQL_ITEM_INSERT_BACKWARDS, wasl_arg_int(7),
		     wasl_arg_str("seven"), wasl_arg_null()));
	check_ok(wasl_store_one(&rows, &tx.reader, TEST_SQL_ITEM_GET, NULL,
				WASL_ARGS(wasl_arg_int(7))));
	assert_true(wasl_text_is(wasl_rows_text(&rows, "label"), "seven"));
	check_ok(wasl_rows_finish(&rows, NULL));
	check_ok(wasl_store_one(&rows, &tx.reader, TEST_SQL_ITEM_SUM, NULL,
				WASL_ARGS(wasl_arg_int(10), wasl_arg_int(1))));
	assert_int_equal(wasl_rows_int(&rows, "total"), 21);
	check_ok(wasl_rows_finish(&rows, NULL));
	wasl_store_rollback(&tx);
	wasl_store_close(store);
}

static void one_item(struct store_tx *tx, struct wasl_rows *rows, int64_t id)
{
	check_ok(put(tx, TEST_SQL_ITEM_INSERT, wasl_arg_int(id),
		     wasl_arg_null(), wasl_arg_bytes(wasl_bytes_of("abc", 3))));
	check_ok(wasl_store_one(rows, &tx->reader, TEST_SQL_ITEM_GET, NULL,
				WASL_ARGS(wasl_arg_int(id))));
}

static void test_store_rows__a_wrong_value_sticks_and_reads_zero(void **state)
{
	enum { NULL_TEXT, NEGATIVE, OTHER_TYPE, NOT_BOOL, SHORT, CASES };
	struct wasl_store *store = open_items(state);

	for (int i = 0; i < CASES; i++) {
		struct store_tx tx = {0};
		struct wasl_rows rows = {0};
		struct wasl_err err = {0};
		uint8_t four[4] = {9, 9, 9, 9};

		check_ok(wasl_store_begin(&tx, store, NULL));
		one_item(&tx, &rows, i == NEGATIVE ? -1 : 2);
		switch (i) {
		case NULL_TEXT:
			assert_int_equal(wasl_rows_text(&rows, "label").n, 0);
			break;
		case NEGATIVE:
			assert_true(wasl_rows_u64(&rows, "id") == 0);
			break;
		case OTHER_TYPE:
			assert_int_equal(wasl_rows_int(&rows, "body"), 0);
			break;
		case NOT_BOOL:
			assert_false(wasl_rows_bool(&rows, "id"));
			break;
		default:
			wasl_rows_copy(&rows, "body", four, sizeof(four));
			assert_memory_equal(four, "\0\0\0\0", 4);
		}
		assert_int_equal(wasl_rows_int(&rows, "id"), 0);
		assert_false(wasl_rows_next(&rows));
		check_status(wasl_rows_finish(&rows, &err), WASL_CORRUPT);
		assert_non_null(strstr(err.text, "item_get: column"));
		wasl_store_rollback(&tx);
	}
	wasl_store_close(store);
}

static void test_store_rows__no_row_is_not_found(void **state)
{
	struct wasl_store *store = open_items(state);
	struct store_reader r = {0};
	struct wasl_rows rows = {0};
	struct wasl_err err = {0};

	check_ok(wasl_store_read(&r, store, NULL));
	check_status(wasl_store_one(&rows, &r, TEST_SQL_ITEM_GET, &err,
				    WASL_ARGS(wasl_arg_int(1))),
		     WASL_NOT_FOUND);
	assert_string_equal(err.text, "item_get: no row");
	wasl_store_read_end(&r);
	wasl_store_close(store);
}

static void test_store_rows__a_statement_may_write_and_return(void **state)
{
	struct wasl_store *store = open_items(state);
	struct store_tx tx = {0};
	struct wasl_rows rows = {0};

	insert_committed(store, 1);
	check_ok(wasl_store_begin(&tx, store, NULL));
	check_ok(wasl_store_one(&rows, &tx.reader, TEST_SQL_ITEM_TAKE, NULL,
				WASL_ARGS(wasl_arg_int(1))));
	assert_int_equal(wasl_rows_bytes(&rows, "body").n, 5000);
	check_ok(wasl_rows_finish(&rows, NULL));
	check_ok(wasl_store_commit(&tx, NULL));
	assert_int_equal(count(store), 0);
	wasl_store_close(store);
}

static void test_store_rows__changed_rows_are_counted(void **state)
{
	struct wasl_store *store = open_items(state);
	struct store_tx tx = {0};

	insert_committed(store, 1);
	insert_committed(store, 2);
	check_ok(wasl_store_begin(&tx, store, NULL));
	check_ok(wasl_store_exec(&tx, TEST_SQL_ITEM_RELABEL, NULL,
				 WASL_ARGS(wasl_arg_null(), wasl_arg_int(0))));
	assert_int_equal(wasl_store_changed(&tx), 2);
	check_ok(wasl_store_exec(&tx, TEST_SQL_ITEM_RELABEL, NULL,
				 WASL_ARGS(wasl_arg_null(), wasl_arg_int(3))));
	assert_int_equal(wasl_store_changed(&tx), 0);
	wasl_store_rollback(&tx);
	wasl_store_close(store);
}

static void test_store_rows__constraints_have_their_statuses(void **state)
{
	static const struct {
		struct wasl_arg id, label, body, parent;
		wasl_status status;
	} cases[] = {
		/* primary key */
		{{.type = WASL_ARG_INT, .i = 1}, {0}, {0}, {0}, WASL_EXISTS},
		/* unique */
		{{.type = WASL_ARG_INT, .i = 2},
		 {.type = WASL_ARG_TEXT, .b = {(const uint8_t *)"a", 1}},
		 {0},
		 {0},
		 WASL_EXISTS},
		/* check */
		{{.type = WASL_ARG_INT, .i = -2}, {0}, {0}, {0}, WASL_CONFLICT},
		/* foreign key */
		{{.type = WASL_ARG_INT, .i = 2},
		 {0},
		 {0},
		 {.type = WASL_ARG_INT, .i = 99},
		 WASL_CONFLICT},
		/* strict types */
		{{.type = WASL_ARG_INT, .i = 2},
		 {0},
		 {.type = WASL_ARG_INT, .i = 5},
		 {0},
		 WASL_CONFLICT},
	};
	struct wasl_store *store = open_items(state);
	struct store_tx tx = {0};

	check_ok(wasl_store_begin(&tx, store, NULL));
	check_ok(put(&tx, TEST_SQL_ITEM_INSERT, wasl_arg_int(1),
		     wasl_arg_str("a"), wasl_arg_null()));
	check_ok(wasl_store_commit(&tx, NULL));
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct wasl_err err = {0};

		check_ok(wasl_store_begin(&tx, store, NULL));
		check_status(wasl_store_exec(
				     &tx, TEST_SQL_ITEM_INSERT, &err,
				     WASL_ARGS(cases[i].id, cases[i].label,
					       cases[i].body, cases[i].parent)),
			     cases[i].status);
		assert_non_null(strstr(err.text, "item_insert: "));
		wasl_store_rollback(&tx);
	}
	assert_int_equal(count(store), 1);
	wasl_store_close(store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(test_store_rows__every_type_is_read_back),
		IN_SCRATCH(test_store_rows__empty_is_not_null),
		IN_SCRATCH(
			test_store_rows__arguments_are_bound_by_number_not_by_place),
		IN_SCRATCH(
			test_store_rows__a_wrong_value_sticks_and_reads_zero),
		IN_SCRATCH(test_store_rows__no_row_is_not_found),
		IN_SCRATCH(test_store_rows__a_statement_may_write_and_return),
		IN_SCRATCH(test_store_rows__changed_rows_are_counted),
		IN_SCRATCH(test_store_rows__constraints_have_their_statuses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
