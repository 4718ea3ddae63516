/*
 * Fit the weights of a match's features.
 *
 *     names-fit DIRECTORY SEED > src/names/weights.inc
 *
 * For each relation of scripts: names of one to three words are made of words
 * that training held out (across scripts) or of variants (within one script),
 * written with missing parts and exchanged order; each true pair stands beside
 * its five hardest strangers in a pool, found with the index. Logistic
 * regression by gradient descent; deterministic.
 */
#include "split.h"
#include "train.h"

#include "base/alloc.h"
#include "names/index.h"
#include "names/match_inner.h"

#include <math.h>
#include <stdlib.h>

#define QUERIES 1500
#define POOL	60000
#define HARDEST 5
#define STEPS	4000

struct sample {
	float x[WASL_FEATURES];
	float y;
};

static struct sample samples[QUERIES * (HARDEST + 1)];
static size_t samples_n;

static void add_sample(const struct wasl_name *a, const struct wasl_name *b,
		       bool same)
{
	struct sample *s = &samples[samples_n++];
	struct wasl_match m;

	wasl_match_names(&m, a, b);
	s->y = same ? 1 : 0;
	for (size_t f = 0; f < WASL_FEATURES; f++)
		s->x[f] = m.share[f] /
			  wasl_feature_weight((enum wasl_relation)m.relation,
					      (enum wasl_feature)f);
}

static void add_word(struct wasl_name *name, const struct wasl_word *word)
{
	name->word[name->n++] = *word;
}

/* Both sides of one person: the same pairs of words, with the usual noise. */
static void make_person(struct wasl_name *a, struct wasl_name *b,
			const struct data *d, const uint32_t *pairs, size_t n)
{
	size_t words = dice() % 6 == 0	  ? 1
		       : dice() % 5 == 0  ? 3
		       : dice() % 10 == 0 ? 4
					  : 2;
	/* Within one script most names come spelled the same. */
	bool copied = d->side[0].script == d->side[1].script && dice() % 2 == 0;

	a->n = b->n = 0;
	for (size_t w = 0; w < words; w++) {
		const struct pair *p = &d->pair[pairs[dice() % n]];
		bool middle = w > 0 && w + 1 < words;

		if (!middle || dice() % 2 == 0)
			add_word(a, &d->side[0].word[p->x]);
		if (!middle || dice() % 2 == 0)
			add_word(b, copied ? &d->side[0].word[p->x]
					   : &d->side[1].word[p->y]);
	}
	if (dice() % 8 == 0 && b->n > 1) {
		struct wasl_word first = b->word[0];

		memmove(b->word, b->word + 1, (b->n - 1u) * sizeof *b->word);
		b->word[b->n - 1u] = first;
	}
}

/* Strangers share words with those asked for as often as in real lists. */
static void fill_pool(struct wasl_index *index, struct wasl_name *pool,
		      const struct data *d, const uint32_t *pairs, size_t n)
{
	for (size_t k = 0; k < POOL; k++) {
		size_t words = dice() % 8 == 0 ? 1 : dice() % 6 == 0 ? 3 : 2;
		uint32_t id;

		pool[k].n = 0;
		for (size_t w = 0; w < words; w++) {
			const struct words *set = &d->side[1];
			uint32_t word = dice() % 4 == 0
						? d->pair[pairs[dice() % n]].y
						: dice() % (uint32_t)set->n;

			add_word(&pool[k], &set->word[word]);
		}
		wasl_assert(wasl_index_add(index, &id, &pool[k], NULL) ==
			    WASL_OK);
	}
}

/* Is `b` as good a spelling of `a` as the truth? Then it is no stranger. */
static bool is_spelling(struct data *d, const struct wasl_name *a,
			const struct wasl_name *truth,
			const struct wasl_name *b)
{
	bool same = d->side[0].script == d->side[1].script;

	if (b->n != (same ? a->n : truth->n))
		return false;
	for (size_t w = 0; w < b->n; w++) {
		const struct wasl_word *x =
			same ? &a->word[w] : &truth->word[w];
		const struct wasl_word *y = &b->word[w];

		if (x->n == y->n && memcmp(x->c, y->c, x->n) == 0)
			continue;
		if (!same || !data_is_pair(d, words_add(&d->side[0], x),
					   words_add(&d->side[1], y)))
			return false;
	}
	return true;
}

static void sample_all(struct data *d, const uint32_t *pairs, size_t n)
{
	static struct wasl_name pool[POOL];
	struct wasl_index *index;
	struct wasl_search *search;

	wasl_assert(wasl_index_new(&index, NULL) == WASL_OK);
	fill_pool(index, pool, d, pairs, n);
	wasl_assert(wasl_search_new(&search, index, WASL_EFFORT_THOROUGH,
				    NULL) == WASL_OK);
	samples_n = 0;
	for (size_t q = 0; q < QUERIES; q++) {
		struct wasl_name a;
		struct wasl_name b;
		struct wasl_hit hit[4 * HARDEST];
		size_t hits;
		size_t taken = 0;

		make_person(&a, &b, d, pairs, n);
		add_sample(&a, &b, true);
		wasl_assert(wasl_search_run(search, hit, &hits, 4 * HARDEST, &a,
					    NULL) == WASL_OK);
		for (size_t k = 0; k < hits && taken < HARDEST; k++) {
			if (is_spelling(d, &a, &b, &pool[hit[k].id]))
				continue;
			add_sample(&a, &pool[hit[k].id], false);
			taken++;
		}
	}
	wasl_search_free(search);
	wasl_index_free(index);
}

#define FITTED WASL_FEATURE_BIRTH /* the features before it */

static double slope(double g[WASL_FEATURES], const double w[WASL_FEATURES])
{
	double loss = 0;

	for (size_t f = 0; f < FITTED; f++)
		g[f] = 0;
	for (size_t k = 0; k < samples_n; k++) {
		double z = 0;

		for (size_t f = 0; f < FITTED; f++)
			z += w[f] * (double)samples[k].x[f];
		double p = 1 / (1 + exp(-z));
		double y = (double)samples[k].y;

		loss -= y > 0 ? log(p + 1e-12) : log(1 - p + 1e-12);
		for (size_t f = 0; f < FITTED; f++)
			g[f] += (p - y) * (double)samples[k].x[f];
	}
	return loss / (double)samples_n;
}

/* What a weight may be: agreement never counts against, nor lack of it for. */
static double allowed(size_t feature, double w)
{
	static const double least[FITTED] = {
		[WASL_FEATURE_BASE] = -12,    [WASL_FEATURE_WORDS] = -6,
		[WASL_FEATURE_LETTERS] = 0.1, [WASL_FEATURE_DOUBT] = 0.3,
		[WASL_FEATURE_RARITY] = 0,    [WASL_FEATURE_SHORT] = -7,
		[WASL_FEATURE_LONG] = -2.2,   [WASL_FEATURE_ORDER] = -0.8,
	};
	static const double most[FITTED] = {
		[WASL_FEATURE_BASE] = 0,     [WASL_FEATURE_WORDS] = 6,
		[WASL_FEATURE_LETTERS] = 3,  [WASL_FEATURE_DOUBT] = 1.4,
		[WASL_FEATURE_RARITY] = 0.3, [WASL_FEATURE_SHORT] = -2,
		[WASL_FEATURE_LONG] = -0.5,  [WASL_FEATURE_ORDER] = -0.2,
	};

	return w < least[feature]  ? least[feature]
	       : w > most[feature] ? most[feature]
				   : w;
}

/* RPROP: each weight has its own step, by the sign of the slope alone. */
static void fit(const char *name)
{
	double w[WASL_FEATURES] = {0};
	double g[WASL_FEATURES];
	double before[WASL_FEATURES] = {0};
	double step[WASL_FEATURES];
	double loss = 0;

	for (size_t f = 0; f < FITTED; f++)
		step[f] = 0.05;
	for (size_t k = 0; k < STEPS / 10; k++) {
		loss = slope(g, w);
		for (size_t f = 0; f < FITTED; f++) {
			double turn = g[f] * before[f];

			step[f] *= turn > 0 ? 1.2 : turn < 0 ? 0.5 : 1;
			w[f] -= g[f] > 0 ? step[f] : g[f] < 0 ? -step[f] : 0;
			w[f] = allowed(f, w[f]);
			before[f] = g[f];
		}
	}
	(void)fprintf(stderr, "%s: %zu samples, loss %.4f\n", name, samples_n,
		      loss);
	(void)fputs("{", stdout);
	for (size_t f = 0; f < WASL_FEATURES; f++)
		(void)printf("%.4ff, ", f < FITTED ? w[f] : 1.0);
	(void)fputs("},\n", stdout);
}

/* Pairs that may be used: held out across scripts, else with enough weight. */
static size_t choose(uint32_t *out, const struct data *d, bool held)
{
	size_t n = 0;

	for (uint32_t p = 0; p < d->n; p++)
		if (held ? d->pair[p].held && d->pair[p].weight > 1.6f &&
				    p % 2 == 0
			 : d->pair[p].weight >= 2)
			out[n++] = p;
	return n;
}

static void run(struct data *d, bool held)
{
	uint32_t *pairs = wasl_alloc(d->n, sizeof *pairs);

	wasl_assert(pairs != NULL);
	dice_seed(2024);
	size_t n = choose(pairs, d, held);
	sample_all(d, pairs, n);
	fit(d->name);
	wasl_free(pairs);
}

int main(int argc, char **argv)
{
	static struct data cross;
	static struct data latin;
	static struct data arabic;
	char path[512];

	if (argc < 3) {
		(void)fputs("names-fit DIRECTORY SEED\n", stderr);
		return 2;
	}
	(void)puts("/* Generated by tools/names (names-fit); do not edit. */");
	data_init(&cross, "cross", WASL_SCRIPT_ARABIC, WASL_SCRIPT_LATIN, 2, 3);
	(void)snprintf(path, sizeof path, "%s/arabic_latin_tokens.tsv",
		       argv[1]);
	data_read_pairs(&cross, path);
	data_read_seed(&cross, argv[2]);
	data_index(&cross);
	run(&cross, true);
	data_init(&latin, "latin", WASL_SCRIPT_LATIN, WASL_SCRIPT_LATIN, 3, 3);
	data_derive(&latin, &cross, 1);
	data_index(&latin);
	run(&latin, false);
	data_init(&arabic, "arabic", WASL_SCRIPT_ARABIC, WASL_SCRIPT_ARABIC, 2,
		  2);
	data_derive(&arabic, &cross, 0);
	data_index(&arabic);
	run(&arabic, false);
	return 0;
}
