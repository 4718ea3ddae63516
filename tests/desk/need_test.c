#include "support.h"

#include "desk/need.h"

static const uint8_t dossier[16] = {7};
#define ROW WASL_BYTES(dossier)

struct desk {
	struct wasl_store *store;
	struct store_tx tx;
	struct wasl_user omar, karim;
	struct wasl_arena arena;
};

/* Two officers: omar of SPOC, karim as if he were of BRI. */
static void begin(struct desk *d, void **state)
{
	*d = (struct desk){.store = open_desk(state),
			   .arena = wasl_arena_init(1024 * 1024)};
	check_ok(wasl_store_begin(&d->tx, d->store, NULL));
	check_ok(add_user(&d->tx, &d->omar, "omar",
			  WASL_ROLE_BIT(WASL_ROLE_OPERATOR), NULL));
	check_ok(add_user(&d->tx, &d->karim, "karim",
			  WASL_ROLE_BIT(WASL_ROLE_UNIT), NULL));
	snprintf(d->karim.unit, sizeof(d->karim.unit), "BRI");
}

static void end(struct desk *d)
{
	wasl_arena_deinit(&d->arena);
	wasl_store_rollback(&d->tx);
	wasl_store_close(d->store);
}

static bool may(struct desk *d, const struct wasl_user *user, int64_t now)
{
	bool out;
	check_ok(wasl_need_may(&d->tx.reader, &out, ROW, user, now, NULL));
	return out;
}

static void put(struct desk *d, const char *unit, int64_t officer,
		wasl_need_why why, int64_t until)
{
	const struct wasl_need need = {.unit = unit,
				       .officer_id = officer,
				       .why = why,
				       .given_by = d->omar.id,
				       .at = NOW,
				       .until_at = until};
	check_ok(wasl_need_put(&d->tx, ROW, &need, NULL));
}

static void test_desk_need__nobody_is_on_an_empty_list(void **state)
{
	struct desk d;
	begin(&d, state);
	assert_false(may(&d, &d.omar, NOW));
	assert_false(may(&d, &d.karim, NOW));
	end(&d);
}

static void test_desk_need__a_unit_and_an_officer_are_let_in(void **state)
{
	struct desk d;
	begin(&d, state);
	put(&d, "BRI", 0, WASL_NEED_ASSIGNED, 0);
	assert_true(may(&d, &d.karim, NOW));
	assert_false(may(&d, &d.omar, NOW));
	put(&d, "", d.omar.id, WASL_NEED_ASSIGNED, 0);
	assert_true(may(&d, &d.omar, NOW));
	end(&d);
}

static void test_desk_need__a_broken_glass_closes_by_itself(void **state)
{
	struct desk d;
	begin(&d, state);
	put(&d, "", d.karim.id, WASL_NEED_GLASS, NOW + 10);
	assert_true(may(&d, &d.karim, NOW + 9));
	assert_false(may(&d, &d.karim, NOW + 10));
	end(&d);
}

static void test_desk_need__a_hand_over_leaves_the_opening_unit(void **state)
{
	struct wasl_need keep = {.unit = "BRI"}, *list;
	struct desk d;
	size_t n;
	begin(&d, state);
	put(&d, "SPOC", 0, WASL_NEED_OPENED, 0);
	put(&d, "", d.omar.id, WASL_NEED_ASSIGNED, 0);
	put(&d, "BRI", 0, WASL_NEED_ASSIGNED, 0);
	check_ok(wasl_need_hand_over(&d.tx, ROW, &keep, NULL));
	check_ok(wasl_need_list(&d.tx.reader, &d.arena, &list, &n, ROW, NOW,
				NULL));
	assert_int_equal(n, 2);
	assert_string_equal(list[0].unit, "BRI");
	assert_string_equal(list[0].giver, "omar");
	assert_string_equal(list[1].unit, "SPOC");
	end(&d);
}

static void test_desk_need__whom_a_word_means(void **state)
{
	static const char *const nobody[] = {"", "nobody", "BRI", "s p", "ع"};
	struct wasl_need need;
	struct desk d;
	begin(&d, state);
	check_ok(wasl_need_whom(&d.tx.reader, &d.arena, &need,
				WASL_TEXT("SPOC"), NULL));
	assert_string_equal(need.unit, "SPOC");
	check_ok(wasl_need_whom(&d.tx.reader, &d.arena, &need,
				WASL_TEXT("omar"), NULL));
	assert_int_equal(need.officer_id, d.omar.id);
	for (size_t i = 0; i < sizeof(nobody) / sizeof(nobody[0]); i++)
		check_status(wasl_need_whom(&d.tx.reader, &d.arena, &need,
					    wasl_text_of(nobody[i]), NULL),
			     WASL_NOT_FOUND);
	end(&d);
}

static void test_desk_need__desk_states_are_words_both_ways(void **state)
{
	wasl_desk_state again;
	(void)state;
	for (int i = 0; i < WASL_DESK_STATES; i++) {
		const char *word = wasl_desk_state_text((wasl_desk_state)i);
		check_ok(wasl_desk_state_parse(&again, wasl_text_of(word),
					       NULL));
		assert_int_equal(again, i);
	}
	check_status(wasl_desk_state_parse(&again, WASL_TEXT("done"), NULL),
		     WASL_SCHEMA);
}

static void test_desk_need__a_dossier_is_in_triage_until_marked(void **state)
{
	struct wasl_desk_at at;
	struct desk d;
	begin(&d, state);
	check_ok(wasl_desk_state_get(&d.tx.reader, &d.arena, &at, ROW, NULL));
	assert_int_equal(at.state, WASL_DESK_TRIAGE);
	assert_int_equal(at.since, 0);
	check_ok(wasl_desk_state_put(&d.tx, ROW, WASL_DESK_EXECUTING, d.omar.id,
				     NOW, NULL));
	check_ok(wasl_desk_state_get(&d.tx.reader, &d.arena, &at, ROW, NULL));
	assert_int_equal(at.state, WASL_DESK_EXECUTING);
	assert_string_equal(at.officer, "omar");
	end(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(test_desk_need__nobody_is_on_an_empty_list),
		IN_SCRATCH(test_desk_need__a_unit_and_an_officer_are_let_in),
		IN_SCRATCH(test_desk_need__a_broken_glass_closes_by_itself),
		IN_SCRATCH(test_desk_need__a_hand_over_leaves_the_opening_unit),
		IN_SCRATCH(test_desk_need__whom_a_word_means),
		IN_SCRATCH(test_desk_need__desk_states_are_words_both_ways),
		IN_SCRATCH(test_desk_need__a_dossier_is_in_triage_until_marked),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
