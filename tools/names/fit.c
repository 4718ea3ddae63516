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
#include "names/known.h"
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

/* Returns how many samples that gave. */
static size_t add_sample(const struct wasl_name *a, const struct wasl_name *b,
			 bool same)
{
	struct sample *s = &samples[samples_n];
	struct wasl_match m;

	/* One word against more of them: nothing here says how often that is
	 * one person. What it costs is set by hand (wasl_lone_factor). */
	if ((a->n == 1) != (b->n == 1))
		return 0;
	samples_n++;
	wasl_match_names(&m, a, b);
	s->y = same ? 1 : 0;
	for (size_t f = 0; f < WASL_FEATURES; f++)
		s->x[f] = m.share[f] /
			  wasl_feature_weight((enum wasl_relation)m.relation,
					      (enum wasl_feature)f);
	return 1;
}

/* A name and the words it was made of, before articles came or went. */
struct made {
	struct wasl_name name;
	struct wasl_word word[WASL_NAME_WORDS_MAX];
};

/* Put an article before a word that has no particle. */
static void give_article(struct wasl_word *word)
{
	static const uint8_t forms[3][2] = {
		{'e' - 96, 'l' - 96},
		{'a' - 96, 'l' - 96},
		{WASL_AR_ALEF, WASL_AR_LAM},
	};
	size_t form = word->script == WASL_SCRIPT_ARABIC ? 2 : dice() % 2;

	if (word->n < 3 || word->n + 2 > WASL_WORD_LETTERS_MAX)
		return;
	memmove(word->c + 2, word->c, word->n);
	memcpy(word->c, forms[form], 2);
	word->n = (uint8_t)(word->n + 2);
	word->core = 2;
	word->particle = WASL_PARTICLE_ARTICLE;
	word->known = wasl_word_known(word);
}

static void take_article(struct wasl_word *word)
{
	memmove(word->c, word->c + word->core, (size_t)(word->n - word->core));
	word->n = (uint8_t)(word->n - word->core);
	word->core = 0;
	word->particle = WASL_PARTICLE_NONE;
	word->known = wasl_word_known(word);
}

/* One word in four has its article otherwise than its partner: in Morocco
 * nothing differs more often. */
static void add_word(struct made *made, const struct wasl_word *word)
{
	struct wasl_word *to = &made->name.word[made->name.n];

	made->word[made->name.n++] = *word;
	*to = *word;
	if (dice() % 4 != 0)
		return;
	if (to->core == 0)
		give_article(to);
	else if (to->particle == WASL_PARTICLE_ARTICLE)
		take_article(to);
}

/* Both sides of one person: the same pairs of words, with the usual noise. */
static void make_person(struct made *a, struct made *b, const struct data *d,
			const uint32_t *pairs, size_t n)
{
	size_t words = dice() % 6 == 0	  ? 1
		       : dice() % 5 == 0  ? 3
		       : dice() % 10 == 0 ? 4
					  : 2;
	/* Within one script most names come spelled the same. */
	bool copied = d->side[0].script == d->side[1].script && dice() % 2 == 0;

	a->name.n = b->name.n = 0;
	for (size_t w = 0; w < words; w++) {
		const struct pair *p = &d->pair[pairs[dice() % n]];
		bool middle = w > 0 && w + 1 < words;

		if (!middle || dice() % 2 == 0)
			add_word(a, &d->side[0].word[p->x]);
		if (!middle || dice() % 2 == 0)
			add_word(b, copied ? &d->side[0].word[p->x]
					   : &d->side[1].word[p->y]);
	}
	if (dice() % 8 == 0 && b->name.n > 1) {
		struct wasl_word first = b->name.word[0];

		memmove(b->name.word, b->name.word + 1,
			(b->name.n - 1u) * sizeof first);
		b->name.word[b->name.n - 1u] = first;
	}
}

/* Strangers share words with those asked for as often as in real lists. */
static void fill_pool(struct wasl_index *index, struct made *pool,
		      const struct data *d, const uint32_t *pairs, size_t n)
{
	for (size_t k = 0; k < POOL; k++) {
		size_t words = dice() % 8 == 0 ? 1 : dice() % 6 == 0 ? 3 : 2;
		uint32_t id;

		pool[k].name.n = 0;
		for (size_t w = 0; w < words; w++) {
			const struct words *set = &d->side[1];
			uint32_t word = dice() % 4 == 0
						? d->pair[pairs[dice() % n]].y
						: dice() % (uint32_t)set->n;

			add_word(&pool[k], &set->word[word]);
		}
		wasl_assert(wasl_index_add(index, &id, &pool[k].name, NULL) ==
			    WASL_OK);
	}
}

static bool same_core(const struct wasl_word *x, const struct wasl_word *y)
{
	size_t n = (size_t)(x->n - x->core);

	return n == (size_t)(y->n - y->core) &&
	       memcmp(x->c + x->core, y->c + y->core, n) == 0;
}

/*
 * Is `b` as good a spelling of `a` as the truth? Then it is no stranger. An
 * article more or less makes none, nor does another listed spelling.
 */
static bool is_spelling(struct data *d, const struct made *a,
			const struct made *truth, const struct made *b)
{
	if (b->name.n != a->name.n)
		return false;
	for (size_t w = 0; w < b->name.n; w++) {
		const struct wasl_word *x = &a->word[w];
		const struct wasl_word *y = &b->word[w];

		if ((x->script == y->script && same_core(x, y)) ||
		    (truth->name.n == a->name.n &&
		     same_core(&truth->word[w], y)))
			continue;
		if (!data_is_pair(d, words_add(&d->side[0], x),
				  words_add(&d->side[1], y)))
			return false;
	}
	return true;
}

/* A single word that agrees as well as the truth is that name too, of another
 * person: whoever asks for one word asks for a name. */
static bool is_lone(const struct made *a, const struct made *truth,
		    const struct made *b)
{
	return a->name.n == 1 && truth->name.n == 1 && b->name.n == 1;
}

static void sample_all(struct data *d, const uint32_t *pairs, size_t n)
{
	static struct made pool[POOL];
	struct wasl_index *index;
	struct wasl_search *search;

	wasl_assert(wasl_index_new(&index, NULL) == WASL_OK);
	fill_pool(index, pool, d, pairs, n);
	wasl_assert(wasl_search_new(&search, index, WASL_EFFORT_THOROUGH,
				    NULL) == WASL_OK);
	samples_n = 0;
	for (size_t q = 0; q < QUERIES; q++) {
		struct made a;
		struct made b;
		struct wasl_hit hit[8 * HARDEST];
		size_t hits;
		size_t taken = 0;

		make_person(&a, &b, d, pairs, n);
		(void)add_sample(&a.name, &b.name, true);
		float truth = wasl_match_logit(&a.name, &b.name);
		wasl_assert(wasl_search_run(search, hit, &hits, 8 * HARDEST,
					    -INFINITY, &a.name,
					    NULL) == WASL_OK);
		for (size_t k = 0; k < hits && taken < HARDEST; k++) {
			const struct made *other = &pool[hit[k].id];

			if (is_spelling(d, &a, &b, other) ||
			    (is_lone(&a, &b, other) && hit[k].logit >= truth))
				continue;
			taken += add_sample(&a.name, &other->name, false);
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

/* What a weight may be: agreement never counts against, nor lack of it for; and
 * never 0, by which features are found again in their shares. The least of
 * EQUAL is set by hand: two equal words are one name, however common. */
static double allowed(size_t feature, double w)
{
	static const double least[FITTED] = {
		[WASL_FEATURE_BASE] = -12,    [WASL_FEATURE_WORDS] = 0.3,
		[WASL_FEATURE_LETTERS] = 0.1, [WASL_FEATURE_DOUBT] = 0.3,
		[WASL_FEATURE_RARITY] = 0.01, [WASL_FEATURE_LONE] = 0.01,
		[WASL_FEATURE_EQUAL] = 3.8,   [WASL_FEATURE_SHORT] = -7,
		[WASL_FEATURE_LONG] = -2.2,   [WASL_FEATURE_ORDER] = -0.8,
	};
	static const double most[FITTED] = {
		[WASL_FEATURE_BASE] = -1,    [WASL_FEATURE_WORDS] = 2.2,
		[WASL_FEATURE_LETTERS] = 3,  [WASL_FEATURE_DOUBT] = 1.4,
		[WASL_FEATURE_RARITY] = 0.3, [WASL_FEATURE_LONE] = 6,
		[WASL_FEATURE_EQUAL] = 6,    [WASL_FEATURE_SHORT] = -2,
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
	double best[WASL_FEATURES] = {0};
	double least = INFINITY;

	for (size_t f = 0; f < FITTED; f++)
		step[f] = 0.05;
	for (size_t k = 0; k < STEPS / 10; k++) {
		double loss = slope(g, w);

		if (loss < least) {
			least = loss;
			memcpy(best, w, sizeof best);
		}
		for (size_t f = 0; f < FITTED; f++) {
			double turn = g[f] * before[f];

			step[f] *= turn > 0 ? 1.2 : turn < 0 ? 0.5 : 1;
			step[f] = step[f] > 0.5 ? 0.5 : step[f];
			w[f] -= g[f] > 0 ? step[f] : g[f] < 0 ? -step[f] : 0;
			w[f] = allowed(f, w[f]);
			before[f] = g[f];
		}
	}
	(void)fprintf(stderr, "%s: %zu samples, loss %.4f\n", name, samples_n,
		      least);
	(void)fputs("{", stdout);
	for (size_t f = 0; f < WASL_FEATURES; f++)
		(void)printf("%.4ff, ", f < FITTED ? best[f] : 1.0);
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
