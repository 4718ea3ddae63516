#include "support.h"

#include "desk/relief.h"

struct watch {
	struct wasl_store *store;
	struct store_tx tx;
	struct wasl_arena arena;
	struct wasl_user amal, dalal;
};

static void begin(void **state, struct watch *w)
{
	const uint32_t duty = WASL_ROLE_BIT(WASL_ROLE_DUTY);

	*w = (struct watch){.arena = wasl_arena_init(1024 * 1024)};
	w->store = open_desk(state);
	check_ok(wasl_store_begin(&w->tx, w->store, NULL));
	check_ok(add_user(&w->tx, &w->amal, "amal", duty, NULL));
	check_ok(add_user(&w->tx, &w->dalal, "dalal", duty, NULL));
}

static void end(struct watch *w)
{
	wasl_store_rollback(&w->tx);
	wasl_store_close(w->store);
	wasl_arena_deinit(&w->arena);
}

static struct wasl_relief offer_of(const struct wasl_user *officer,
				   uint8_t number)
{
	return (struct wasl_relief){
		.uid = {number},
		.officer_id = officer->id,
		.offered_at = NOW,
		.at = NOW,
		.until_at = NOW + 100,
		.digest = {{number}},
		.sealed = wasl_bytes_of("sealed", 6),
	};
}

/* As it is stored. */
static struct wasl_relief again(struct watch *w, int64_t id)
{
	struct wasl_relief out;

	check_ok(wasl_relief_get(&w->tx.reader, &w->arena, &out, id, NULL));
	return out;
}

static void test_desk_relief__nobody_relieves_himself(void **state)
{
	struct watch w;
	struct wasl_relief offer;

	begin(state, &w);
	offer = offer_of(&w.amal, 1);
	check_ok(wasl_relief_add(&w.tx, &offer, NULL));
	offer = again(&w, offer.id);
	check_status(wasl_relief_end(&w.tx, &offer, w.amal.id, true, NOW, NULL),
		     WASL_DENIED);
	assert_int_equal(again(&w, offer.id).state, WASL_RELIEF_OFFERED);
	/* Nor if the code believed that another had offered it. */
	offer.officer_id = w.dalal.id;
	check_status(wasl_relief_end(&w.tx, &offer, w.amal.id, true, NOW, NULL),
		     WASL_CONFLICT);
	end(&w);
}

static void test_desk_relief__an_offer_ends_once(void **state)
{
	struct watch w;
	struct wasl_relief offer;

	begin(state, &w);
	offer = offer_of(&w.amal, 1);
	check_ok(wasl_relief_add(&w.tx, &offer, NULL));
	offer = again(&w, offer.id);
	assert_string_equal(offer.officer, "amal");
	assert_string_equal(offer.second, "");
	check_status(
		wasl_relief_end(&w.tx, &offer, w.dalal.id, false, NOW, NULL),
		WASL_DENIED);
	check_ok(wasl_relief_end(&w.tx, &offer, w.dalal.id, true, NOW + 1,
				 NULL));
	offer = again(&w, offer.id);
	assert_int_equal(offer.state, WASL_RELIEF_TAKEN);
	assert_string_equal(offer.second, "dalal");
	assert_int_equal(offer.ended_at, NOW + 1);
	check_status(
		wasl_relief_end(&w.tx, &offer, w.amal.id, false, NOW, NULL),
		WASL_CONFLICT);
	end(&w);
}

static void test_desk_relief__who_gives_and_who_took_sign_it_once(void **state)
{
	struct watch w;
	struct wasl_relief offer, other;
	struct wasl_relief_sign sign = {
		.at = NOW,
		.key = {.alg = WASL_PASSKEY_EDDSA},
		.proof = {wasl_bytes_of("data", 4), wasl_bytes_of("client", 6),
			  wasl_bytes_of("signature", 9)},
	};

	begin(state, &w);
	offer = offer_of(&w.amal, 1);
	check_ok(wasl_relief_add(&w.tx, &offer, NULL));
	offer = again(&w, offer.id);
	sign.officer_id = w.dalal.id;
	check_status(wasl_relief_signed(&w.tx, &offer, &sign, NULL),
		     WASL_DENIED);
	sign.officer_id = w.amal.id;
	check_ok(wasl_relief_signed(&w.tx, &offer, &sign, NULL));
	check_status(wasl_relief_signed(&w.tx, &offer, &sign, NULL),
		     WASL_EXISTS);
	offer = again(&w, offer.id);
	assert_true(offer.officer_signed && !offer.second_signed);
	check_ok(wasl_relief_end(&w.tx, &offer, w.dalal.id, true, NOW, NULL));
	offer = again(&w, offer.id);
	sign.officer_id = w.dalal.id;
	check_ok(wasl_relief_signed(&w.tx, &offer, &sign, NULL));
	offer = again(&w, offer.id);
	assert_true(offer.officer_signed && offer.second_signed);
	/* Nor is one that was withdrawn signed, by nobody. */
	other = offer_of(&w.amal, 2);
	check_ok(wasl_relief_add(&w.tx, &other, NULL));
	other = again(&w, other.id);
	check_ok(wasl_relief_end(&w.tx, &other, w.amal.id, false, NOW, NULL));
	other = again(&w, other.id);
	sign.officer_id = w.amal.id;
	check_status(wasl_relief_signed(&w.tx, &other, &sign, NULL),
		     WASL_CONFLICT);
	assert_false(again(&w, other.id).officer_signed);
	end(&w);
}

static void test_desk_relief__an_officer_has_one_offer_at_a_time(void **state)
{
	struct watch w;
	struct wasl_relief first, other;

	begin(state, &w);
	first = offer_of(&w.amal, 1);
	check_ok(wasl_relief_add(&w.tx, &first, NULL));
	other = offer_of(&w.amal, 2);
	check_status(wasl_relief_add(&w.tx, &other, NULL), WASL_CONFLICT);
	first = again(&w, first.id);
	check_ok(wasl_relief_end(&w.tx, &first, w.amal.id, false, NOW, NULL));
	check_ok(wasl_relief_add(&w.tx, &other, NULL));
	end(&w);
}

static void test_desk_relief__a_form_is_numbered_and_used_once(void **state)
{
	struct watch w;
	struct wasl_relief first, other;
	struct wasl_late late = {.uid = {9},
				 .at = NOW - 5,
				 .entered_at = NOW,
				 .sealed = wasl_bytes_of("sealed", 6)};
	struct wasl_form *forms;
	size_t n;

	begin(state, &w);
	first = offer_of(&w.amal, 1);
	check_ok(wasl_relief_add(&w.tx, &first, NULL));
	other = offer_of(&w.dalal, 2);
	check_ok(wasl_relief_add(&w.tx, &other, NULL));
	assert_int_equal(first.form_last - first.form_first + 1,
			 WASL_RELIEF_FORMS);
	assert_int_equal(other.form_first, first.form_last + 1);
	late.form = other.form_last + 1;
	late.officer_id = w.amal.id;
	check_status(wasl_late_add(&w.tx, &late, NULL), WASL_NOT_FOUND);
	late.form = first.form_first;
	check_ok(wasl_late_add(&w.tx, &late, NULL));
	late.uid[0] = 10;
	check_status(wasl_late_add(&w.tx, &late, NULL), WASL_CONFLICT);
	check_ok(wasl_form_list(&w.tx.reader, &w.arena, &forms, &n, INT64_MAX,
				100, NULL));
	assert_int_equal(n, 2 * WASL_RELIEF_FORMS);
	assert_int_equal(forms[n - 1].number, first.form_first);
	assert_int_equal(forms[n - 1].at, NOW - 5);
	assert_int_equal(forms[n - 1].entered_at, NOW);
	assert_int_equal(forms[0].entered_at, 0);
	end(&w);
}

static void test_desk_relief__a_late_one_cites_its_form(void **state)
{
	struct watch w;
	struct wasl_relief first, late;

	begin(state, &w);
	first = offer_of(&w.amal, 1);
	check_ok(wasl_relief_add(&w.tx, &first, NULL));
	late = offer_of(&w.dalal, 2);
	late.at = NOW - 3600;
	late.form = first.form_last;
	check_ok(wasl_relief_add(&w.tx, &late, NULL));
	late = again(&w, late.id);
	assert_int_equal(late.form, first.form_last);
	check_status(wasl_form_blank(&w.tx.reader, first.form_last, NULL),
		     WASL_CONFLICT);
	end(&w);
}

static void test_desk_relief__they_are_listed_newest_first(void **state)
{
	struct watch w;
	struct wasl_relief first, other, *list;
	size_t n;

	begin(state, &w);
	first = offer_of(&w.amal, 1);
	check_ok(wasl_relief_add(&w.tx, &first, NULL));
	other = offer_of(&w.dalal, 2);
	check_ok(wasl_relief_add(&w.tx, &other, NULL));
	check_ok(wasl_relief_list(&w.tx.reader, &w.arena, &list, &n, INT64_MAX,
				  50, NULL));
	assert_int_equal(n, 2);
	assert_int_equal(list[0].id, other.id);
	check_ok(wasl_relief_list(&w.tx.reader, &w.arena, &list, &n, other.id,
				  50, NULL));
	assert_int_equal(n, 1);
	assert_int_equal(list[0].id, first.id);
	end(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(test_desk_relief__nobody_relieves_himself),
		IN_SCRATCH(test_desk_relief__an_offer_ends_once),
		IN_SCRATCH(
			test_desk_relief__who_gives_and_who_took_sign_it_once),
		IN_SCRATCH(
			test_desk_relief__an_officer_has_one_offer_at_a_time),
		IN_SCRATCH(test_desk_relief__a_form_is_numbered_and_used_once),
		IN_SCRATCH(test_desk_relief__a_late_one_cites_its_form),
		IN_SCRATCH(test_desk_relief__they_are_listed_newest_first),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
