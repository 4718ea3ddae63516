#include "support.h"

#include "desk/duty.h"

static const struct wasl_duty good = {.officer = "amal",
				      .role = WASL_ROLE_DUTY,
				      .function = "SPOC, day and night",
				      .languages = "ar,fr",
				      .telephone = "+212 500-000 000",
				      .from_at = NOW,
				      .until_at = NOW + 100,
				      .place = 1};

static struct wasl_store *begin(void **state, struct store_tx *tx)
{
	struct wasl_store *store = open_desk(state);
	struct wasl_user user;
	check_ok(wasl_store_begin(tx, store, NULL));
	check_ok(add_user(tx, &user, "amal", WASL_ROLE_BIT(WASL_ROLE_DUTY),
			  NULL));
	return store;
}

static void test_desk_duty__an_entry_is_listed_in_its_time(void **state)
{
	struct store_tx tx = {0};
	struct wasl_store *store = begin(state, &tx);
	wasl_autoarena arena = wasl_arena_init(1024 * 1024);
	struct wasl_duty_when when = {NOW + 99, NOW + 200, "duty"};
	struct wasl_duty *list;
	int64_t id;
	size_t n;
	check_ok(wasl_duty_add(&tx, &id, &good, NOW, NULL));
	check_ok(wasl_duty_list(&tx.reader, &arena, &list, &n, &when, NULL));
	assert_int_equal(n, 1);
	assert_string_equal(list[0].telephone, good.telephone);
	when.from = NOW + 100;
	check_ok(wasl_duty_list(&tx.reader, &arena, &list, &n, &when, NULL));
	assert_int_equal(n, 0);
	when = (struct wasl_duty_when){NOW, NOW + 1, "director"};
	check_ok(wasl_duty_list(&tx.reader, &arena, &list, &n, &when, NULL));
	assert_int_equal(n, 0);
	check_ok(wasl_duty_remove(&tx, id, NULL));
	check_status(wasl_duty_remove(&tx, id, NULL), WASL_NOT_FOUND);
	wasl_store_rollback(&tx);
	wasl_store_close(store);
}

static void test_desk_duty__bad_ones_are_refused_with_the_field(void **state)
{
	struct store_tx tx = {0};
	struct wasl_store *store = begin(state, &tx);
	struct wasl_duty bad[12];
	static const char *const fields[12] = {
		"/function",  "/languages", "/languages", "/languages",
		"/telephone", "/telephone", "/telephone", "/until",
		"/until",     "/place",	    "/officer",	  "",
	};
	int64_t id;
	for (size_t i = 0; i < 12; i++)
		bad[i] = good;
	bad[0].function = "";
	bad[1].languages = "AR";
	bad[2].languages = "ar,";
	bad[3].languages = "ar;fr";
	bad[4].telephone = "";
	bad[5].telephone = "call amal";
	bad[6].telephone = "12+34";
	bad[7].until_at = NOW;
	bad[8].until_at = bad[8].from_at = NOW + 50;
	bad[9].place = 0;
	bad[10].role = WASL_ROLE_DIRECTOR;
	bad[11].officer = "nobody";
	for (size_t i = 0; i < 12; i++) {
		struct wasl_err err = {0};
		assert_int_not_equal(
			wasl_duty_add(&tx, &id, &bad[i], NOW, &err), WASL_OK);
		assert_string_equal(err.field, fields[i]);
	}
	wasl_store_rollback(&tx);
	wasl_store_close(store);
}

/* Every set of three intervals in a small time: a second is in a gap exactly
 * if no entry has it. */
static void test_desk_duty__gaps_are_what_no_entry_covers(void **state)
{
	(void)state;
	for (int code = 0; code < 6 * 6 * 6 * 6 * 6 * 6; code++) {
		struct wasl_duty d[3] = {{0}};
		struct wasl_duty_gap gaps[4];
		size_t n, rest = (size_t)code;
		bool sorted = true;
		for (int i = 0; i < 3; i++, rest /= 6) {
			d[i].from_at = (int64_t)(rest % 6);
			rest /= 6;
			d[i].until_at = d[i].from_at + 1 + (int64_t)(rest % 6);
			sorted &= i == 0 || d[i].from_at >= d[i - 1].from_at;
		}
		if (!sorted)
			continue;
		wasl_duty_gaps(gaps, &n, d, 3, 1, 9);
		for (int64_t t = 1; t < 9; t++) {
			bool covered = false, gap = false;
			for (int i = 0; i < 3; i++)
				covered |=
					d[i].from_at <= t && t < d[i].until_at;
			for (size_t i = 0; i < n; i++)
				gap |= gaps[i].from <= t && t < gaps[i].until;
			assert_int_equal(gap, !covered);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(test_desk_duty__an_entry_is_listed_in_its_time),
		IN_SCRATCH(test_desk_duty__bad_ones_are_refused_with_the_field),
		cmocka_unit_test(test_desk_duty__gaps_are_what_no_entry_covers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
