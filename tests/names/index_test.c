#include "check.h"

#include "base/alloc.h"
#include "names/index.h"

#include <math.h>
#include <stdio.h>

static struct wasl_name parsed(const char *text)
{
	struct wasl_name name;

	check_ok(wasl_name_parse(&name, wasl_text_bytes(wasl_text_of(text)),
				 NULL));
	return name;
}

/* Made names: syllables in a fixed order, so that many are near each other. */
static struct wasl_name made(uint32_t n)
{
	static const char *const first[] = {"Ka", "Mo", "Sa",  "Ra", "Ha",
					    "Ba", "Ti", "Lou", "Di", "Cha"};
	static const char *const second[] = {"rim", "ham", "mir", "chid",
					     "lil", "dou", "nes", "bi",
					     "fik", "zza"};
	static const char *const family[] = {"El ", "Ben ", "Bou ", "", "Ait "};
	char text[64];

	(void)snprintf(text, sizeof text, "%s%s %s%s%s", first[n % 10],
		       second[n / 10 % 10], family[n / 100 % 5],
		       first[n / 500 % 10], second[n / 5000 % 10]);
	return parsed(text);
}

struct fixture {
	struct wasl_index *index;
	struct wasl_search *search;
};

static int set_up(void **state)
{
	struct fixture *f = wasl_alloc(1, sizeof *f);

	check_ok(wasl_index_new(&f->index, NULL));
	check_ok(
		wasl_search_new(&f->search, f->index, WASL_EFFORT_USUAL, NULL));
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	wasl_search_free(f->search);
	wasl_index_free(f->index);
	wasl_free(f);
	return 0;
}

static uint32_t add(struct fixture *f, struct wasl_name name)
{
	uint32_t id;

	check_ok(wasl_index_add(f->index, &id, &name, NULL));
	return id;
}

/* Is `id` among the first `top` for this name? */
static bool finds(struct fixture *f, const char *query, uint32_t id, size_t top)
{
	struct wasl_hit hits[64];
	struct wasl_name name = parsed(query);
	size_t n;

	check_ok(wasl_search_run(f->search, hits, &n, top, -INFINITY, &name,
				 NULL));
	for (size_t k = 0; k < n; k++)
		if (hits[k].id == id)
			return true;
	return false;
}

static void test_names_index__finds_across_scripts(void **state)
{
	struct fixture *f = *state;
	uint32_t hammouchi = add(f, parsed("Abdellatif Hammouchi"));
	uint32_t veaux = add(f, parsed("Frédéric Veaux"));
	uint32_t arabic = add(f, parsed("ناصر بوريطة"));

	for (uint32_t n = 0; n < 5000; n++)
		(void)add(f, made(n));
	assert_true(finds(f, "عبد اللطيف الحموشي", hammouchi, 1));
	assert_true(finds(f, "الحموشي عبداللطيف", hammouchi, 1));
	assert_true(finds(f, "فريديريك ڤو", veaux, 1));
	assert_true(finds(f, "Bourita Nasser", arabic, 1));
	assert_true(finds(f, "HAMMOUCHI<<ABDELLATIF<<", hammouchi, 1));
}

static void test_names_index__every_identity_finds_itself(void **state)
{
	struct fixture *f = *state;

	for (uint32_t n = 0; n < 2000; n++)
		(void)add(f, made(n * 7));
	for (uint32_t n = 0; n < 2000; n += 13) {
		struct wasl_hit hits[8];
		struct wasl_name name = made(n * 7);
		size_t found;

		check_ok(wasl_search_run(f->search, hits, &found, 8, -INFINITY,
					 &name, NULL));
		assert_true(found > 0);
		struct wasl_name best;
		check_ok(wasl_index_get(f->index, &best, hits[0].id, NULL));
		assert_true(wasl_match_logit(&name, &best) >=
			    wasl_match_logit(&name, &name) - 1e-3f);
	}
}

static void test_names_index__score_is_that_of_matching(void **state)
{
	struct fixture *f = *state;
	struct wasl_hit hits[20];
	struct wasl_name query = parsed("كريم بن رشيد");
	size_t n;

	for (uint32_t k = 0; k < 3000; k++)
		(void)add(f, made(k * 17));
	check_ok(wasl_search_run(f->search, hits, &n, 20, -INFINITY, &query,
				 NULL));
	assert_int_equal(n, 20);
	for (size_t k = 0; k < n; k++) {
		struct wasl_name name;

		check_ok(wasl_index_get(f->index, &name, hits[k].id, NULL));
		assert_true(hits[k].logit == wasl_match_logit(&query, &name));
		assert_true(k == 0 || hits[k - 1].logit >= hits[k].logit);
	}
}

static void test_names_index__less_likely_ones_are_not_given(void **state)
{
	struct fixture *f = *state;

	for (uint32_t k = 0; k < 3000; k++)
		(void)add(f, made(k * 17));
	for (uint32_t k = 0; k < 200; k++) {
		struct wasl_name query = made(k * 29);
		struct wasl_hit all[10];
		struct wasl_hit likely[10];
		size_t all_n;
		size_t likely_n;

		check_ok(wasl_search_run(f->search, all, &all_n, 10, -INFINITY,
					 &query, NULL));
		check_ok(wasl_search_run(f->search, likely, &likely_n, 10, 1.0f,
					 &query, NULL));
		while (all_n > 0 && all[all_n - 1].logit < 1.0f)
			all_n--;
		assert_int_equal(likely_n, all_n);
		for (size_t h = 0; h < all_n; h++)
			assert_int_equal(likely[h].id, all[h].id);
	}
}

/* Where a second word that meets nothing makes everybody else unlikely. */
static void test_names_index__finds_who_has_one_word(void **state)
{
	struct fixture *f = *state;
	struct wasl_name query = parsed("Mgharbi Retailleau");
	struct wasl_hit hit;
	char text[64];
	uint32_t lone = 0;
	size_t n;

	for (uint32_t k = 0; k < 4000; k++) {
		(void)snprintf(text, sizeof text, "%c%c%s Retailleau",
			       (char)('A' + k % 26), "aeiou"[k % 5],
			       k % 2 == 0 ? "ndr" : "lt");
		(void)add(f, parsed(text));
		if (k == 3000)
			lone = add(f, parsed("Das Retailleau"));
	}
	check_ok(wasl_search_run(f->search, &hit, &n, 1, -1.5f, &query, NULL));
	assert_int_equal(n, 1);
	assert_int_equal(hit.id, lone);
}

static void test_names_index__adding_loses_nobody(void **state)
{
	struct fixture *f = *state;
	uint32_t mine = add(f, parsed("Abdellatif Hammouchi"));

	for (uint32_t n = 0; n < 20000; n++) {
		(void)add(f, made(n));
		if (n % 2500 == 0)
			assert_true(finds(f, "عبد اللطيف الحموشي", mine, 1));
	}
	assert_int_equal(wasl_index_count(f->index), 20001);
}

static void test_names_index__removing_takes_one_out_alone(void **state)
{
	struct fixture *f = *state;
	uint32_t one = add(f, parsed("Nasser Bourita"));
	uint32_t two = add(f, parsed("Nasser Bourita"));
	uint32_t three = add(f, parsed("Nasser Nasser"));

	check_ok(wasl_index_remove(f->index, one, NULL));
	check_status(wasl_index_remove(f->index, one, NULL), WASL_NOT_FOUND);
	assert_false(finds(f, "ناصر بوريطة", one, 10));
	assert_true(finds(f, "ناصر بوريطة", two, 1));
	check_ok(wasl_index_remove(f->index, three, NULL));
	assert_false(finds(f, "Nasser Nasser", three, 10));
	assert_int_equal(wasl_index_count(f->index), 1);
	uint32_t again = add(f, parsed("Nasser Nasser"));
	assert_int_equal(again, 3);
	assert_true(finds(f, "Nasser Nasser", again, 1));
}

static void test_names_index__takes_many_out_and_in(void **state)
{
	struct fixture *f = *state;

	for (uint32_t n = 0; n < 6000; n++)
		(void)add(f, made(n));
	for (uint32_t n = 0; n < 6000; n += 2)
		check_ok(wasl_index_remove(f->index, n, NULL));
	assert_int_equal(wasl_index_count(f->index), 3000);
	for (uint32_t n = 1; n < 6000; n += 251) {
		struct wasl_name name;
		struct wasl_name kept = made(n);

		check_ok(wasl_index_get(f->index, &name, n | 1, NULL));
		kept = made(n | 1);
		assert_true(wasl_match_logit(&kept, &name) ==
			    wasl_match_logit(&kept, &kept));
	}
}

static void test_names_index__refuses_what_is_not_there(void **state)
{
	struct fixture *f = *state;
	struct wasl_hit hits[1];
	struct wasl_name name = parsed("Ali");
	size_t n;

	check_status(wasl_index_get(f->index, &name, 7, NULL), WASL_NOT_FOUND);
	name = parsed("Ali");
	check_ok(wasl_search_run(f->search, hits, &n, 1, -INFINITY, &name,
				 NULL));
	assert_int_equal(n, 0);
	check_status(wasl_search_run(f->search, hits, &n,
				     WASL_INDEX_TOP_MAX + 1, -INFINITY, &name,
				     NULL),
		     WASL_TOO_BIG);
}

static void test_names_index__survives_every_failed_allocation(void **state)
{
	struct fixture *f = *state;

	for (long nth = 0; nth < 40; nth++) {
		struct wasl_name name = made((uint32_t)nth * 61);
		size_t count = wasl_index_count(f->index);
		uint32_t id;

		wasl_alloc_fail_at(nth % 8);
		wasl_status status = wasl_index_add(f->index, &id, &name, NULL);
		wasl_alloc_fail_at(-1);
		assert_int_equal(wasl_index_count(f->index),
				 count + (status == WASL_OK ? 1u : 0u));
		if (status != WASL_OK)
			check_status(status, WASL_NO_MEMORY);
		(void)add(f, name);
	}
}

#define index_test(name)                                                       \
	cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		index_test(test_names_index__finds_across_scripts),
		index_test(test_names_index__every_identity_finds_itself),
		index_test(test_names_index__score_is_that_of_matching),
		index_test(test_names_index__less_likely_ones_are_not_given),
		index_test(test_names_index__finds_who_has_one_word),
		index_test(test_names_index__adding_loses_nobody),
		index_test(test_names_index__removing_takes_one_out_alone),
		index_test(test_names_index__takes_many_out_and_in),
		index_test(test_names_index__refuses_what_is_not_there),
		index_test(test_names_index__survives_every_failed_allocation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
