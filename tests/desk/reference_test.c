#include "support.h"

#include "desk/reference.h"

static void test_desk_reference__spelling_and_value_are_inverse(void **s)
{
	static const char *const good[] = {
		"MA-2026-ARR-000123",	  "FR-2027-INF-000001",
		"FR-2026-AB-999999",	  "FR-2026-ABCDEFGH-1000000",
		"MA-9999-ARR-9999999999",
	};
	(void)s;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		struct wasl_reference ref;
		char again[WASL_REFERENCE_MAX + 1];
		check_ok(wasl_reference_parse(&ref, wasl_text_of(good[i]),
					      NULL));
		wasl_reference_write(again, &ref);
		assert_string_equal(again, good[i]);
	}
}

static void test_desk_reference__has_one_spelling(void **s)
{
	static const char *const bad[] = {
		"",
		"MA",
		"MA-2026-ARR-",
		"MA-2026-ARR-123",
		"MA-2026-ARR-0000123",
		"MA-2026-ARR-000000",
		"MA-2026-ARR-00012x",
		"MA-2026-ARR-000123 ",
		"MA-2026-ARR-000123-",
		"MA-2026-ARR--000123",
		"MA--2026-ARR-000123",
		"ma-2026-ARR-000123",
		"MAR-2026-ARR-000123",
		"MA-26-ARR-000123",
		"MA-2026-A-000123",
		"MA-2026-ABCDEFGHI-000123",
		"MA2026ARR000123",
		"MA-2026-ARR-99999999999",
		"\xd9\x85-2026-ARR-000123",
	};
	(void)s;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct wasl_reference ref = {.number = 5};
		check_status(
			wasl_reference_parse(&ref, wasl_text_of(bad[i]), NULL),
			WASL_MALFORMED);
		assert_int_equal(ref.number, 5);
	}
}

static uint64_t take(struct store_tx *tx, const char *code, int64_t now)
{
	struct wasl_reference ref;
	check_ok(wasl_reference_take(tx, &ref, WASL_TEXT("MA"),
				     wasl_text_of(code), now, NULL));
	return ref.number;
}

static void test_desk_reference__counts_by_year_and_kind(void **state)
{
	struct wasl_store *store = open_desk(state);
	struct store_tx tx = {0};
	int64_t next_year = NOW + 365 * 86400;
	check_ok(wasl_store_begin(&tx, store, NULL));
	assert_int_equal(take(&tx, "ARR", NOW), 1);
	assert_int_equal(take(&tx, "ARR", NOW), 2);
	assert_int_equal(take(&tx, "INF", NOW), 1);
	assert_int_equal(take(&tx, "ARR", next_year), 1);
	check_ok(wasl_store_commit(&tx, NULL));
	wasl_store_close(store);
}

static void test_desk_reference__an_undone_one_is_given_again(void **state)
{
	struct wasl_store *store = open_desk(state);
	struct store_tx tx = {0};
	check_ok(wasl_store_begin(&tx, store, NULL));
	assert_int_equal(take(&tx, "ARR", NOW), 1);
	wasl_store_rollback(&tx);
	check_ok(wasl_store_begin(&tx, store, NULL));
	assert_int_equal(take(&tx, "ARR", NOW), 1);
	wasl_store_rollback(&tx);
	wasl_store_close(store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_desk_reference__spelling_and_value_are_inverse),
		cmocka_unit_test(test_desk_reference__has_one_spelling),
		IN_SCRATCH(test_desk_reference__counts_by_year_and_kind),
		IN_SCRATCH(test_desk_reference__an_undone_one_is_given_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
