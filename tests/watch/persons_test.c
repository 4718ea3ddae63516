/* Goal: whoever is held is found in either alphabet, by facts and by document;
 * whoever was removed is not. */
#include "population.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>

static struct wasl_persons *p;
static struct wasl_persons_hit hits[WASL_PERSONS_TOP_MAX];
static size_t n;

static int setup(void **state)
{
	(void)state;
	check_ok(wasl_persons_new(&p, NULL));
	put(p, wasl_persons_list(1, 11), "Amine EXEMPLE-BENNANI",
	    "أمين المثال بناني", "1980-04-03", "X 123-456");
	put(p, wasl_persons_list(1, 12), "Amine EXEMPLE-BENNANI", NULL,
	    "1955-12-24", NULL);
	put(p, wasl_persons_list(2, 13), "Claire Durand-Exemple", NULL, NULL,
	    "P777");
	put(p, dossier(1), "عبد اللطيف النموذجي", NULL, "1971-01-05", NULL);
	put(p, dossier(1), "Second Personne", NULL, NULL, NULL);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	wasl_persons_free(p);
	return 0;
}

static void search(const char *name, const char *born, const char *document)
{
	struct wasl_persons_query q = ask(name, born, document);

	check_ok(wasl_persons_search(p, hits, &n, 10, &q, NULL));
}

static bool found(struct wasl_persons_key key)
{
	for (size_t i = 0; i < n; i++)
		if (memcmp(&hits[i].key, &key, sizeof(key)) == 0)
			return true;
	return false;
}

static void test_watch_persons__one_is_found_in_either_alphabet(void **state)
{
	(void)state;
	search("Abdellatif Namoudaji", NULL, NULL);
	assert_true(found(dossier(1)));
	search("كلير دوران", NULL, NULL);
	assert_true(found(wasl_persons_list(2, 13)));
	search("Amin Benani Exemple", NULL, NULL);
	assert_true(found(wasl_persons_list(1, 11)));
}

static void test_watch_persons__facts_tell_homonyms_apart(void **state)
{
	(void)state;
	search("Amine Exemple-Bennani", "1980-04-03", NULL);
	assert_true(n >= 1);
	assert_int_equal(wasl_persons_row_id(&hits[0].key), 11);
	search("Amine Exemple-Bennani", "1955-12-24", NULL);
	assert_true(n >= 1);
	assert_int_equal(wasl_persons_row_id(&hits[0].key), 12);
	assert_int_equal(wasl_persons_list_id(&hits[0].key), 1);
	assert_int_equal(hits[0].birth.year, 1955);
}

static void test_watch_persons__a_document_is_found_under_any_name(void **state)
{
	(void)state;
	search("Zoé Autrement", NULL, "x123456");
	assert_int_equal(n, 1);
	assert_true(hits[0].document);
	assert_int_equal(wasl_persons_row_id(&hits[0].key), 11);
	search("Zoé Autrement", NULL, "x12345");
	assert_int_equal(n, 0);
}

static void test_watch_persons__several_names_are_one_hit(void **state)
{
	(void)state;
	search("أمين بناني", NULL, NULL);
	for (size_t i = 0; i < n; i++)
		for (size_t j = i + 1; j < n; j++)
			assert_memory_not_equal(&hits[i].key, &hits[j].key,
						sizeof(hits[i].key));
}

/* --- facts ---------------------------------------------------------------- */

#define FEW 40

/* Somebody of several names, births and places, by number. */
static void fill_one(struct wasl_persons_entry *e, size_t i)
{
	static const char *const names[] = {"Amine Fictif", "Amina Fictive",
					    "Lina Exemple", "أمين فكتيف",
					    "Karim Modele"};
	static const char *const places[] = {"Ville-Exemple", "!!", "Bourg",
					     "Village"};
	struct wasl_birth birth = {.precision = WASL_BIRTH_DAY, .month = 4};

	memset(e, 0, sizeof(*e));
	e->key = wasl_persons_list(7, (int64_t)i);
	e->sex = "FM"[i % 2];
	wasl_persons_note_name(e, wasl_text_of(names[i % 5]));
	wasl_persons_note_name(e, wasl_text_of(names[i / 5 % 5]));
	for (size_t k = 0; k < i % 4; k++) {
		birth.year = (uint16_t)(1960 + (i + k) % 7);
		birth.day = (uint8_t)(3 + (i + 2 * k) % 3);
		wasl_persons_note_birth(e, &birth);
	}
	for (size_t k = 0; k < i % 3; k++)
		wasl_persons_note_place(e,
					wasl_text_of(places[(i / 3 + k) % 4]));
}

/* The most that his names and facts say, each with each. */
static float most_of(const struct wasl_persons_entry *e,
		     const struct wasl_persons_query *q)
{
	const struct wasl_person a = {.name = &q->name,
				      .birth = q->birth,
				      .sex = q->sex,
				      .place = q->place};
	float most = -INFINITY;

	for (size_t i = 0; i < e->n_names; i++)
		for (size_t b = 0; b == 0 || b < e->n_births; b++)
			for (size_t w = 0; w == 0 || w < e->n_places; w++) {
				struct wasl_name place = {.n = 0};
				struct wasl_person other = {.name = &e->name[i],
							    .birth =
								    e->birth[b],
							    .sex = e->sex,
							    .place = &place};
				struct wasl_match match;

				/* What cannot be read is no fact. */
				if (e->n_places > 0 &&
				    wasl_name_parse(
					    &place,
					    wasl_text_bytes(
						    wasl_text_of(e->place[w])),
					    NULL) != WASL_OK &&
				    e->n_places > 1)
					continue;
				wasl_match_persons(&match, &a, &other);
				most = match.logit > most ? match.logit : most;
			}
	return most;
}

/* A hit is what comparing everything with everything says. */
static void test_watch_persons__facts_first_says_what_all_at_once_says(void **s)
{
	static struct wasl_persons_entry e;
	static struct wasl_persons_hit probable[WASL_PERSONS_TOP_MAX];
	struct wasl_name place;
	size_t seen = 0;
	size_t m = 0;

	(void)s;
	check_ok(wasl_name_parse(
		&place, wasl_text_bytes(WASL_TEXT("Ville Exemple")), NULL));
	for (size_t i = 0; i < FEW; i++) {
		fill_one(&e, i);
		check_ok(wasl_persons_add(p, &e, NULL));
	}
	for (size_t i = 0; i < 4 * FEW; i++) {
		struct wasl_persons_query q = {.now = 1000, .many = true};

		fill_one(&e, i % FEW);
		q.name = e.name[0];
		q.birth = i % 4 > 0 ? e.birth[0] : q.birth;
		q.sex = i % 5 > 1 ? "MF"[i % 3 == 0] : 0;
		q.place = i / FEW % 2 == 0 ? NULL : &place;
		check_ok(wasl_persons_search(p, hits, &n, WASL_PERSONS_TOP_MAX,
					     &q, NULL));
		q.probable = true;
		check_ok(wasl_persons_search(p, probable, &m,
					     WASL_PERSONS_TOP_MAX, &q, NULL));
		for (size_t h = 0; h < n; h++) {
			if (wasl_persons_list_id(&hits[h].key) != 7)
				continue;
			fill_one(&e, (size_t)wasl_persons_row_id(&hits[h].key));
			assert_float_equal(hits[h].match.logit, most_of(&e, &q),
					   0);
			seen++;
		}
		for (size_t h = 0; h < m; h++)
			assert_memory_equal(&hits[h].key, &probable[h].key,
					    sizeof(hits[h].key));
		assert_true(m == n ||
			    hits[m].match.verdict < WASL_VERDICT_PROBABLE);
	}
	assert_true(seen > FEW);
}

static void test_watch_persons__what_is_removed_is_not_found(void **state)
{
	struct wasl_persons_key key = dossier(1);

	(void)state;
	assert_true(wasl_persons_has(p, &key));
	assert_int_equal(wasl_persons_remove(p, &key), 2);
	assert_int_equal(wasl_persons_remove(p, &key), 0);
	assert_false(wasl_persons_has(p, &key));
	search("عبد اللطيف النموذجي", NULL, NULL);
	assert_false(found(dossier(1)));
	assert_int_equal(wasl_persons_remove_list(p, 1), 2);
	search("Amine Exemple-Bennani", NULL, "X123456");
	assert_int_equal(n, 0);
	search("Claire Durand-Exemple", NULL, "P777");
	assert_int_equal(n, 1);
	put(p, wasl_persons_list(1, 14), "Amine EXEMPLE-BENNANI", NULL, NULL,
	    "X123456");
	search("Amine Exemple-Bennani", NULL, "X123456");
	assert_int_equal(n, 1);
	assert_int_equal(wasl_persons_size(p).persons, 2);
}

static void test_watch_persons__who_is_past_his_time_is_not_found(void **state)
{
	struct wasl_persons_entry *e = somebody(
		wasl_persons_list(3, 1), "Expiré Autrefois", NULL, NULL, "D1");
	struct wasl_persons_query q = ask("Expiré Autrefois", NULL, "D1");

	(void)state;
	e->expires_at = 1001; /* minutes are kept */
	check_ok(wasl_persons_add(p, e, NULL));
	q.now = 1019;
	check_ok(wasl_persons_search(p, hits, &n, 10, &q, NULL));
	assert_int_equal(n, 1);
	q.now = 1020;
	check_ok(wasl_persons_search(p, hits, &n, 10, &q, NULL));
	assert_int_equal(n, 0);
	wasl_free(e);
}

static void test_watch_persons__one_key_is_compared_alone(void **state)
{
	struct wasl_persons_query q = ask("Abdellatif Namoudaji", NULL, NULL);
	struct wasl_persons_key other = dossier(9);
	struct wasl_persons_key key = dossier(1);

	(void)state;
	assert_true(wasl_persons_compare(p, hits, &key, &q));
	assert_int_not_equal(hits[0].match.verdict, WASL_VERDICT_NO);
	q = ask("Claire Durand", NULL, NULL);
	assert_true(wasl_persons_compare(p, hits, &key, &q));
	assert_int_equal(hits[0].match.verdict, WASL_VERDICT_NO);
	assert_false(wasl_persons_compare(p, hits, &other, &q));
}

static void test_watch_persons__birth_dates_keep_their_exactness(void **state)
{
	static const struct {
		const char *date, *precision;
		int want;
	} dates[] = {
		{"1980", "", WASL_BIRTH_YEAR},
		{"1980-04", "", WASL_BIRTH_MONTH},
		{"1980-04-03", "", WASL_BIRTH_DAY},
		{"1980-04-03", "YEAR", WASL_BIRTH_YEAR},
		{"1980", "CIRCA", WASL_BIRTH_CIRCA},
		{"1980-01-01", "PRESUMED", WASL_BIRTH_PRESUMED},
		{"1980-02-30", "", WASL_BIRTH_UNKNOWN},
		{"", "DAY", WASL_BIRTH_UNKNOWN},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++)
		assert_int_equal(
			wasl_persons_birth(wasl_text_of(dates[i].date),
					   wasl_text_of(dates[i].precision))
				.precision,
			dates[i].want);
}

/* The invented person number `i` of the crowd. */
static void put_one(size_t i)
{
	static const char *const given[] = {"Amine", "Salma", "Karim", "Léa",
					    "Hugo",  "Zineb", "Paul"};
	char name[64];
	char number[32];

	snprintf(name, sizeof(name), "%s Exemple%c%c%c", given[i % 7],
		 (char)('a' + i % 26), (char)('a' + i / 26 % 26),
		 (char)('a' + i / 676 % 26));
	snprintf(number, sizeof(number), "N%zu", i);
	put(p, wasl_persons_list(5, (int64_t)i), name, NULL, NULL, number);
}

/* A model that is trivially right: who is there is found by his document. */
static void test_watch_persons__any_order_of_changes_is_followed(void **state)
{
	static bool there[500];
	uint64_t x = 88172645463325252u;

	(void)state;
	for (size_t step = 0; step < 20000; step++) {
		size_t i = (size_t)(x >> 33) % 500;
		struct wasl_persons_key key = wasl_persons_list(5, (int64_t)i);

		x = x * 6364136223846793005u + 1442695040888963407u;
		assert_int_equal(wasl_persons_has(p, &key), there[i]);
		if (there[i])
			assert_int_equal(wasl_persons_remove(p, &key), 1);
		else
			put_one(i);
		there[i] = !there[i];
	}
	for (size_t i = 0; i < 500; i++) {
		char number[32];

		snprintf(number, sizeof(number), "n-%zu", i);
		search("Wxyz", NULL, number);
		assert_int_equal(n, there[i]);
	}
}

static void *search_on(void *arg)
{
	struct wasl_persons_query q = ask("Claire Durand-Exemple", NULL, NULL);
	struct wasl_persons_hit own[10];
	size_t *lost = arg;
	size_t m;

	for (size_t i = 0; i < 300; i++)
		if (wasl_persons_search(p, own, &m, 10, &q, NULL) != WASL_OK ||
		    m == 0)
			(*lost)++;
	return NULL;
}

static void test_watch_persons__searches_run_beside_changes(void **state)
{
	pthread_t thread[2];
	size_t lost[2] = {0};

	(void)state;
	for (size_t t = 0; t < 2; t++)
		assert_int_equal(
			pthread_create(&thread[t], NULL, search_on, &lost[t]),
			0);
	for (size_t i = 0; i < 2000; i++) {
		struct wasl_persons_key key =
			wasl_persons_list(5, (int64_t)(i / 2));

		if (i % 2 == 0)
			put_one(i / 2);
		else if (i % 3 == 0)
			assert_int_equal(wasl_persons_remove(p, &key), 1);
	}
	for (size_t t = 0; t < 2; t++)
		assert_int_equal(pthread_join(thread[t], NULL), 0);
	assert_int_equal(lost[0] + lost[1], 0);
}

static void test_watch_persons__lack_of_memory_adds_nothing(void **state)
{
	struct wasl_persons_entry *e =
		somebody(wasl_persons_list(4, 1), "Mémoire Absente",
			 "ذاكرة غائبة", NULL, "M1");
	size_t before = wasl_persons_size(p).names;
	wasl_status status;
	long nth = 0;

	(void)state;
	do {
		wasl_alloc_fail_at(nth++);
		status = wasl_persons_add(p, e, NULL);
		wasl_alloc_fail_at(-1);
		if (status != WASL_OK) {
			assert_false(wasl_persons_has(p, &e->key));
			assert_int_equal(wasl_persons_size(p).names, before);
		}
	} while (status != WASL_OK);
	assert_true(nth > 1);
	search("Mémoire Absente", NULL, NULL);
	assert_true(found(e->key));
	wasl_free(e);
}

/* --- those of open dossiers by themselves --------------------------------- */

#define OPEN   150
#define LISTED 2000
#define ASKED  150

static uint64_t drawn;

static size_t draw(size_t of)
{
	drawn = drawn * 6364136223846793005u + 1442695040888963407u;
	return (size_t)(drawn >> 33) % of;
}

static struct wasl_persons_key open_key(size_t i)
{
	struct wasl_persons_key key = {.source = WASL_PERSONS_DOSSIER};

	memcpy(key.b, &i, sizeof(i));
	return key;
}

/* Somebody of few names, so that many are alike, in either alphabet. */
static struct wasl_persons_entry *anybody(struct wasl_persons_key key)
{
	static const char *const given[][3] = {
		{"Mohamed", "Muhammad", "محمد"}, {"Hicham", "Hisham", "هشام"},
		{"Salma", "Selma", "سلمى"},	 {"Youssef", "Yusuf", "يوسف"},
		{"Karim", "Kareem", "كريم"},	 {"Nadia", "Nadya", "نادية"},
	};
	static const char *const family[][3] = {
		{"El Othmani", "Othmany", "العثماني"},
		{"Exemple-Bennani", "Exemple Benani", "المثال بناني"},
		{"Belhaj", "Bel Hadj", "بلحاج"},
		{"Fictif", "El Fictif", "فكتيف"},
		{"Cherkaoui", "Charqawi", "الشرقاوي"},
		{"Ait Essai", "Aït Essai", "آيت السعي"},
		{"Naciri", "El Nasiri", "الناصري"},
	};
	size_t how = draw(3);
	char name[64], born[16], number[16];

	snprintf(name, sizeof(name), "%s %s", given[draw(6)][how],
		 family[draw(7)][how]);
	snprintf(born, sizeof(born), "19%zu-0%zu-1%zu", 60 + draw(20),
		 1 + draw(9), draw(9));
	snprintf(number, sizeof(number), "D%zu", draw(5000));
	return somebody(key, name, NULL, draw(4) == 0 ? NULL : born,
			draw(3) == 0 ? number : NULL);
}

static void fill(struct wasl_persons *open)
{
	for (size_t i = 0; i < OPEN + LISTED; i++) {
		struct wasl_persons_entry *e =
			anybody(i < OPEN ? open_key(i)
					 : wasl_persons_list(7, (int64_t)i));

		check_ok(wasl_persons_add(p, e, NULL));
		if (i < OPEN)
			check_ok(wasl_persons_copy(open, p, &e->key, NULL));
		wasl_free(e);
	}
}

static bool counts(const struct wasl_persons_hit *hit)
{
	return hit->match.verdict == WASL_VERDICT_PROBABLE || hit->document;
}

/* Which dossiers a search finds. */
static void find(bool *in, struct wasl_persons *where,
		 const struct wasl_persons_query *q)
{
	memset(in, 0, OPEN * sizeof(*in));
	check_ok(wasl_persons_search(where, hits, &n, WASL_PERSONS_TOP_MAX, q,
				     NULL));
	for (size_t i = 0; i < n; i++) {
		size_t number;

		memcpy(&number, hits[i].key.b, sizeof(number));
		if (hits[i].key.source == WASL_PERSONS_DOSSIER &&
		    counts(&hits[i]))
			in[number] = true;
	}
}

static void
test_watch_persons__few_by_themselves_answer_as_each_of_them(void **state)
{
	static bool among_all[OPEN], by_themselves[OPEN];
	struct wasl_persons *open;
	size_t found_n = 0;

	(void)state;
	drawn = 20261127;
	check_ok(wasl_persons_new(&open, NULL));
	fill(open);
	assert_int_equal(wasl_persons_size(open).persons, OPEN);
	for (size_t i = 0; i < ASKED; i++) {
		struct wasl_persons_entry *e =
			anybody(wasl_persons_list(8, (int64_t)i));
		struct wasl_persons_query q = {
			.name = e->name[0],
			.birth = e->birth[0],
			.document = wasl_text_of(e->document[0]),
			.now = 1000,
			.many = true};

		find(among_all, p, &q);
		find(by_themselves, open, &q);
		for (size_t k = 0; k < OPEN; k++) {
			const struct wasl_persons_key key = open_key(k);

			assert_true(wasl_persons_compare(p, hits, &key, &q));
			assert_int_equal(by_themselves[k], counts(&hits[0]));
			assert_true(by_themselves[k] || !among_all[k]);
			found_n += by_themselves[k];
		}
		wasl_free(e);
	}
	assert_true(found_n > ASKED / 10);
	wasl_persons_free(open);
}

static void test_watch_persons__a_copy_is_whole_or_nobody(void **state)
{
	const struct wasl_persons_key one = dossier(1), none = dossier(9);
	struct wasl_persons *copy;
	wasl_status status;
	long nth = 0;

	(void)state;
	check_ok(wasl_persons_new(&copy, NULL));
	do {
		wasl_alloc_fail_at(nth++);
		status = wasl_persons_copy(copy, p, &one, NULL);
		wasl_alloc_fail_at(-1);
		assert_int_equal(wasl_persons_size(copy).persons,
				 status == WASL_OK ? 2 : 0);
	} while (status != WASL_OK);
	assert_true(nth > 1);
	check_ok(wasl_persons_copy(copy, p, &one, NULL)); /* again */
	check_ok(wasl_persons_copy(copy, p, &none, NULL));
	assert_int_equal(wasl_persons_size(copy).persons, 2);
	assert_int_equal(wasl_persons_remove(p, &one), 2);
	check_ok(wasl_persons_copy(copy, p, &one, NULL));
	assert_int_equal(wasl_persons_size(copy).persons, 0);
	wasl_persons_free(copy);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_watch_persons__one_is_found_in_either_alphabet),
		TEST(test_watch_persons__facts_tell_homonyms_apart),
		TEST(test_watch_persons__a_document_is_found_under_any_name),
		TEST(test_watch_persons__several_names_are_one_hit),
		TEST(test_watch_persons__facts_first_says_what_all_at_once_says),
		TEST(test_watch_persons__what_is_removed_is_not_found),
		TEST(test_watch_persons__who_is_past_his_time_is_not_found),
		TEST(test_watch_persons__one_key_is_compared_alone),
		TEST(test_watch_persons__birth_dates_keep_their_exactness),
		TEST(test_watch_persons__any_order_of_changes_is_followed),
		TEST(test_watch_persons__searches_run_beside_changes),
		TEST(test_watch_persons__lack_of_memory_adds_nothing),
		TEST(test_watch_persons__few_by_themselves_answer_as_each_of_them),
		TEST(test_watch_persons__a_copy_is_whole_or_nobody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
