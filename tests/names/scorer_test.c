#include "check.h"

#include "names/match_inner.h"
#include "names/sift.h"
#include "names/sound.h"

#include <stdio.h>

/* Words of the pairs by hand, both scripts. */
#define WORDS_MAX 1500
static struct wasl_word words[WORDS_MAX];
static size_t words_n;

static void add_words(const char *text)
{
	struct wasl_name name;

	if (wasl_name_parse(&name, wasl_text_bytes(wasl_text_of(text)), NULL) !=
	    WASL_OK)
		return;
	for (size_t w = 0; w < name.n && words_n < WORDS_MAX; w++)
		words[words_n++] = name.word[w];
}

static int read_words(void **state)
{
	FILE *in = fopen(WASL_PAIRS, "r");
	char line[512];

	(void)state;
	assert_non_null(in);
	while (fgets(line, sizeof line, in) != NULL) {
		char *rest = line;

		if (line[0] == '#')
			continue;
		(void)strsep(&rest, "\t");
		add_words(strsep(&rest, "\t"));
		add_words(strsep(&rest, "\t"));
	}
	assert_int_equal(fclose(in), 0);
	assert_true(words_n == WORDS_MAX);
	return 0;
}

static struct wasl_letters all_of(size_t w)
{
	return wasl_word_letters(&words[w % words_n], 0);
}

static void test_names_scorer__gives_the_same_score(void **state)
{
	static struct wasl_scorer scorer;

	(void)state;
	for (size_t a = 0; a < words_n; a += 7) {
		int habit = (int)(a % 9) + WASL_HABIT_ENGLISH;

		wasl_scorer_init(&scorer, all_of(a), habit, WASL_MODEL_LOST);
		/* Its partner stands near it, strangers everywhere. */
		for (size_t k = 0; k < 40; k++) {
			size_t b = k < 8 ? a + k : a + 31 * k;

			assert_int_equal(
				wasl_scorer_score(&scorer, all_of(b),
						  WASL_MODEL_UNSEEN),
				wasl_words_score(all_of(a), all_of(b), habit));
		}
	}
}

static void test_names_scorer__meets_as_a_comparison_does(void **state)
{
	static struct wasl_scorer ready[2];

	(void)state;
	for (size_t a = 0; a < words_n; a += 13) {
		wasl_word_ready(ready, &words[a], 0, WASL_MODEL_LOST);
		for (size_t k = 0; k < 40; k++) {
			const struct wasl_word *b =
				&words[(a + 17 * k) % words_n];
			struct wasl_part x = wasl_word_meets(
				ready, &words[a], b, WASL_SCORE_LEAST);
			struct wasl_part y = wasl_words_meet(&words[a], b, 0);

			assert_int_equal(x.score, y.score);
			assert_int_equal(x.kind, y.kind);
			assert_int_equal(x.a_from, y.a_from);
			assert_int_equal(x.b_from, y.b_from);
			assert_int_equal(x.known, y.known);
			assert_int_equal(x.equal, y.equal);
		}
	}
}

static void
test_names_scorer__is_exact_from_the_least_that_is_asked(void **state)
{
	static struct wasl_scorer scorer;

	(void)state;
	for (size_t a = 0; a < words_n; a += 11) {
		wasl_scorer_init(&scorer, all_of(a), 0, WASL_MODEL_LOST);
		for (size_t k = 0; k < 60; k++) {
			size_t b = k < 12 ? a + k : a + 29 * k;
			int least = ((int)(k % 9) - 5) * WASL_NAT;
			int full = wasl_words_score(all_of(a), all_of(b), 0);
			int score =
				wasl_scorer_score(&scorer, all_of(b), least);

			if (full >= least)
				assert_int_equal(score, full);
			else
				assert_true(score < least);
		}
	}
}

/* Of words that score well nearly all are found by their sifted scores. */
static void test_names_sift__scores_nearly_as_the_scorer(void **state)
{
	static struct wasl_scorer scorer;
	static struct wasl_sift sift;
	size_t good = 0;
	size_t near = 0;

	(void)state;
	for (size_t a = 0; a < words_n; a += 7) {
		struct wasl_letters word = all_of(a);

		wasl_scorer_init(&scorer, word, 0, WASL_MODEL_LOST);
		for (size_t b = 0; b < words_n; b++) {
			struct wasl_letters other = all_of(b);
			int score =
				wasl_scorer_score(&scorer, other, -WASL_NAT);

			if (score < -WASL_NAT)
				continue;
			wasl_sift_init(&sift, &scorer, other.script);
			int sifted =
				wasl_sift_score(&sift, other, -8 * WASL_NAT);

			good++;
			near += sifted > score - 2 * WASL_NAT &&
				sifted < score + 4 * WASL_NAT;
		}
	}
	assert_true(good > 500);
	assert_true(near > good * 95 / 100);
}

/* Whatever is not worth the least that is asked for is told to be less. */
static void test_names_sift__is_exact_from_the_least_that_is_asked(void **state)
{
	static struct wasl_scorer scorer;
	static struct wasl_sift sift;

	(void)state;
	for (size_t a = 0; a < words_n; a += 17) {
		struct wasl_letters word = all_of(a);

		wasl_scorer_init(&scorer, word, 0, WASL_MODEL_LOST);
		for (size_t b = 0; b < words_n; b += 7) {
			struct wasl_letters other = all_of(b);

			wasl_sift_init(&sift, &scorer, other.script);
			for (int least = -4; least <= 4; least += 2) {
				int whole = wasl_sift_score(&sift, other,
							    -12 * WASL_NAT);
				int some = wasl_sift_score(&sift, other,
							   least * WASL_NAT);

				if (whole >= least * WASL_NAT)
					assert_int_equal(some, whole);
				else
					assert_true(some < least * WASL_NAT);
			}
		}
	}
}

/* The longest words of every letter, for which a table may have no room. */
static void test_names_scorer__takes_words_of_any_kind(void **state)
{
	static struct wasl_scorer scorer;
	uint8_t x[WASL_WORD_LETTERS_MAX];
	uint8_t y[WASL_WORD_LETTERS_MAX];

	(void)state;
	for (size_t k = 0; k < 4 * (size_t)WASL_ARABIC_LETTERS; k++) {
		enum wasl_script s =
			k % 2 == 0 ? WASL_SCRIPT_LATIN : WASL_SCRIPT_ARABIC;
		enum wasl_script t =
			k / 2 % 2 == 0 ? WASL_SCRIPT_LATIN : WASL_SCRIPT_ARABIC;

		for (size_t i = 0; i < WASL_WORD_LETTERS_MAX; i++) {
			x[i] = (uint8_t)(1 + (k + i * (k % 3)) % 26);
			y[i] = (uint8_t)(1 + (k + 1 + i) % 26);
		}
		struct wasl_letters a = {s, 1 + k % WASL_WORD_LETTERS_MAX, x};
		struct wasl_letters b = {t, WASL_WORD_LETTERS_MAX, y};

		wasl_scorer_init(&scorer, a, 0, WASL_MODEL_LOST);
		assert_int_equal(
			wasl_scorer_score(&scorer, b, WASL_MODEL_UNSEEN),
			wasl_words_score(a, b, 0));
		wasl_scorer_init(&scorer, b, 0, WASL_MODEL_LOST);
		assert_int_equal(
			wasl_scorer_score(&scorer, a, WASL_MODEL_UNSEEN),
			wasl_words_score(b, a, 0));
	}
}

static void test_names_sound__products_are_sums_at_every_extreme(void **state)
{
	static const int asked[] = {-WASL_SOUND_ASKED, -1, 0, WASL_SOUND_ASKED};
	static const int kept[] = {INT8_MIN + 1, -3, 0, INT8_MAX};

	(void)state;
	for (size_t x = 0; x < 4; x++)
		for (size_t y = 0; y < 4; y++) {
			struct wasl_sound_asked a = {0};
			struct wasl_sound b;
			int sum = 0;

			for (size_t k = 0; k < WASL_SOUND; k++) {
				int from = asked[(x + k * y) % 4];

				a.at[k / 8][k % 8] = (int16_t)from;
				b.at[k] = (int8_t)kept[(y + k / 3 * x) % 4];
				sum += from * b.at[k];
			}
			assert_int_equal(wasl_sound_product(&a, &b),
					 sum - WASL_SOUND_EVEN);
		}
}

/* Of words that the transducer scores well nineteen in twenty sound nearer
 * than half of all others. */
static void test_names_sound__partners_sound_nearer_than_others(void **state)
{
	size_t partners = 0;
	size_t near = 0;

	(void)state;
	for (size_t a = 0; a < words_n; a += 7) {
		struct wasl_sound_asked asked = wasl_sound_asked(all_of(a));
		int product[200];

		for (size_t k = 0; k < 200; k++) {
			struct wasl_sound kept =
				wasl_sound_kept(all_of(a + 1 + k));

			product[k] = wasl_sound_product(&asked, &kept);
		}
		for (size_t k = 0; k < 200; k++) {
			size_t above = 0;

			if (wasl_words_score(all_of(a), all_of(a + 1 + k), 0) <
			    0)
				continue;
			for (size_t o = 0; o < 200; o++)
				above += product[o] > product[k];
			partners++;
			near += above < 100;
		}
	}
	assert_true(partners > 100);
	assert_true(near * 100 >= partners * 95);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names_scorer__gives_the_same_score),
		cmocka_unit_test(test_names_scorer__meets_as_a_comparison_does),
		cmocka_unit_test(
			test_names_scorer__is_exact_from_the_least_that_is_asked),
		cmocka_unit_test(test_names_scorer__takes_words_of_any_kind),
		cmocka_unit_test(test_names_sift__scores_nearly_as_the_scorer),
		cmocka_unit_test(
			test_names_sift__is_exact_from_the_least_that_is_asked),
		cmocka_unit_test(
			test_names_sound__products_are_sums_at_every_extreme),
		cmocka_unit_test(
			test_names_sound__partners_sound_nearer_than_others),
	};

	return cmocka_run_group_tests(tests, read_words, NULL);
}
