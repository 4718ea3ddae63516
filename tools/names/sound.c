/*
 * Train where words lie in the space of sounds and write its tables.
 *
 *     names-sound DIRECTORY [QUERIES [ROUNDS]] > src/names/sound.inc
 *
 * For words asked for, the transducer says which of the others it scores well;
 * the products of these are raised above those of words that stand in the same
 * buckets. Needs the other tables of src/names; held-out words are not shown.
 */
#include "base/alloc.h"
#include "names/search_inner.h"
#include "split.h"
#include "train.h"

#include <math.h>
#include <stdlib.h>

/* One entry in so many is held against a word, and what it scores at least. */
#define EVERY 8
#define LEAST (-5 * WASL_NAT / 4)
/* Of the words in its buckets so many are kept; so many are strangers at a
 * time, one in four of them any word. */
#define BUCKET	  300
#define STRANGERS 96
#define PARTNERS  4
/* Of a nat, as the tables keep it: of what is asked for, of the others. */
#define SCALE_ASKED 128
#define SCALE_KEPT  64

enum { ASKED, KEPT, SIDES };

struct example {
	uint32_t entry;
	enum wasl_script script; /* of the others */
	uint32_t *near;
	size_t nears, near_cap;
	uint32_t bucket[BUCKET];
	size_t buckets;
};

struct table {
	float at[WASL_SOUND_ROWS][WASL_SOUND];
	float slope[WASL_SOUND_ROWS][WASL_SOUND]; /* AdaGrad's sum */
};

struct sounds {
	const struct wasl_index *index;
	struct example *example;
	size_t n, cap;
	struct table table[SIDES];
	float rate;
};

/* A word and its rows. */
struct point {
	struct wasl_sound_row row[WASL_SOUND_ROWS_MAX];
	size_t rows;
	float at[WASL_SOUND];
};

static void must(bool ok, const char *what)
{
	if (ok)
		return;
	(void)fprintf(stderr, "names-sound: %s\n", what);
	exit(1);
}

/* --- examples ------------------------------------------------------------- */

static void add_words(struct wasl_index *index, const struct words *words)
{
	for (size_t k = 0; k < words->n; k++) {
		struct wasl_name name = {.n = 1};
		uint32_t id;

		name.word[0] = words->word[k];
		must(wasl_index_add(index, &id, &name, NULL) == WASL_OK,
		     "index");
	}
}

static void find_near(struct example *x, struct wasl_search *s)
{
	const struct wasl_index *index = s->index;

	for (uint32_t e = dice() % EVERY; e < index->entry_n; e += EVERY) {
		struct wasl_word other = {0};

		if (index->entry[e].script != x->script || e == x->entry ||
		    wasl_search_nearly(s, 0, e, LEAST) < LEAST - SIFT_MARGIN)
			continue;
		wasl_entry_word(index, &other, e);
		struct wasl_part met = wasl_word_meets(
			s->sought[0].ready, s->sought[0].word, &other, LEAST);
		if (met.score < LEAST)
			continue;
		must(wasl_grow(&x->near, &x->near_cap, x->nears + 1,
			       sizeof *x->near),
		     "out of memory");
		x->near[x->nears++] = e;
	}
}

/* Any of the words that stand in its buckets, each as likely. */
static void find_bucket(struct example *x, struct wasl_search *s)
{
	size_t met = 0;

	must(wasl_search_gather(s, 0), "out of memory");
	for (size_t k = 0; k < s->found_n; k++) {
		uint32_t e = s->found[k].entry;
		size_t at;

		if (s->index->entry[e].script != x->script)
			continue;
		at = met < BUCKET ? met : dice() % (met + 1);
		met++;
		if (at < BUCKET)
			x->bucket[at] = e;
	}
	x->buckets = met < BUCKET ? met : BUCKET;
}

static void add_examples(struct sounds *t, struct wasl_search *s, uint32_t e)
{
	struct wasl_name name = {.n = 1};
	struct wasl_hit hit;
	size_t n;

	wasl_entry_word(t->index, &name.word[0], e);
	/* Makes the word ready. */
	must(wasl_search_run(s, &hit, &n, 1, -INFINITY, &name, NULL) == WASL_OK,
	     "search");
	for (int script = 0; script < 2; script++) {
		struct example *x;

		must(wasl_grow(&t->example, &t->cap, t->n + 1,
			       sizeof *t->example),
		     "out of memory");
		x = &t->example[t->n];
		*x = (struct example){.entry = e,
				      .script = script == 0
							? WASL_SCRIPT_LATIN
							: WASL_SCRIPT_ARABIC};
		find_near(x, s);
		find_bucket(x, s);
		t->n += x->nears > 0 && x->buckets > 0;
	}
}

static void find_examples(struct sounds *t, size_t queries)
{
	struct wasl_search *s;

	must(wasl_search_new(&s, t->index, WASL_EFFORT_THOROUGH, NULL) ==
		     WASL_OK,
	     "out of memory");
	for (size_t q = 0; q < queries;) {
		uint32_t e = dice() % (uint32_t)t->index->entry_n;
		struct wasl_word word = {0};

		wasl_entry_word(t->index, &word, e);
		if (word.n < 2 || wasl_names_held_out(&word) ||
		    (q % 2 == 0) != (word.script == WASL_SCRIPT_ARABIC))
			continue;
		add_examples(t, s, e);
		q++;
	}
	wasl_search_free(s);
}

/* --- training ------------------------------------------------------------- */

static void place(struct sounds *t, struct point *p, uint32_t e, int side)
{
	p->rows = wasl_sound_rows(p->row,
				  wasl_entry_letters(&t->index->entry[e], 0));
	memset(p->at, 0, sizeof p->at);
	for (size_t r = 0; r < p->rows; r++)
		for (size_t k = 0; k < WASL_SOUND; k++)
			p->at[k] += (float)p->row[r].share / 16 *
				    t->table[side].at[p->row[r].row][k];
}

static void move(struct sounds *t, const struct point *p, int side,
		 const float slope[WASL_SOUND])
{
	for (size_t r = 0; r < p->rows; r++) {
		float *at = t->table[side].at[p->row[r].row];
		float *sum = t->table[side].slope[p->row[r].row];

		for (size_t k = 0; k < WASL_SOUND; k++) {
			float g = slope[k] * (float)p->row[r].share / 16;

			sum[k] += g * g;
			at[k] -= t->rate * g / (sqrtf(sum[k]) + 1e-6f);
		}
	}
}

static bool is_near(const struct example *x, uint32_t e)
{
	for (size_t k = 0; k < x->nears; k++)
		if (x->near[k] == e)
			return true;
	return false;
}

static size_t place_others(struct sounds *t, const struct example *x,
			   struct point other[PARTNERS + STRANGERS])
{
	size_t n = 0;

	for (; n < PARTNERS; n++)
		place(t, &other[n], x->near[dice() % x->nears], KEPT);
	for (size_t k = 0; k < STRANGERS; k++) {
		uint32_t e = k % 4 == 0 ? dice() % (uint32_t)t->index->entry_n
					: x->bucket[dice() % x->buckets];

		if (t->index->entry[e].script == x->script && !is_near(x, e))
			place(t, &other[n++], e, KEPT);
	}
	return n;
}

/* Each partner against all strangers: what raising each product is worth. */
static void find_slopes(float slope[PARTNERS + STRANGERS],
			const float product[PARTNERS + STRANGERS], size_t n)
{
	memset(slope, 0, n * sizeof *slope);
	for (size_t p = 0; p < PARTNERS; p++) {
		float most = product[p];
		float sum;

		for (size_t k = PARTNERS; k < n; k++)
			most = product[k] > most ? product[k] : most;
		sum = expf(product[p] - most);
		for (size_t k = PARTNERS; k < n; k++)
			sum += expf(product[k] - most);
		slope[p] += expf(product[p] - most) / sum - 1;
		for (size_t k = PARTNERS; k < n; k++)
			slope[k] += expf(product[k] - most) / sum;
	}
}

static void learn(struct sounds *t, const struct example *x)
{
	struct point asked;
	struct point other[PARTNERS + STRANGERS];
	float product[PARTNERS + STRANGERS] = {0};
	float slope[PARTNERS + STRANGERS];
	float sum[WASL_SOUND] = {0};
	size_t n;

	place(t, &asked, x->entry, ASKED);
	n = place_others(t, x, other);
	for (size_t k = 0; k < n; k++)
		for (size_t d = 0; d < WASL_SOUND; d++)
			product[k] += asked.at[d] * other[k].at[d];
	find_slopes(slope, product, n);
	for (size_t k = 0; k < n; k++) {
		float by[WASL_SOUND];

		for (size_t d = 0; d < WASL_SOUND; d++) {
			sum[d] += slope[k] * other[k].at[d];
			by[d] = slope[k] * asked.at[d];
		}
		move(t, &other[k], KEPT, by);
	}
	move(t, &asked, ASKED, sum);
}

static void train(struct sounds *t, size_t rounds)
{
	for (size_t r = 0; r < WASL_SOUND_ROWS; r++)
		for (size_t k = 0; k < WASL_SOUND; k++)
			t->table[ASKED].at[r][k] = t->table[KEPT].at[r][k] =
				((float)(dice() % 2001) - 1000) / 10000;
	for (size_t round = 0; round < rounds; round++) {
		t->rate = 0.06f * (1 - (float)round / (float)rounds) + 0.004f;
		for (size_t k = 0; k < t->n; k++)
			learn(t, &t->example[dice() % (uint32_t)t->n]);
	}
}

/* --- writing -------------------------------------------------------------- */

static void emit(const struct table *t, const char *name, float scale)
{
	(void)printf("static const int8_t %s_rows[WASL_SOUND_ROWS][WASL_SOUND] "
		     "= {\n",
		     name);
	for (size_t r = 0; r < WASL_SOUND_ROWS; r++) {
		for (size_t k = 0; k < WASL_SOUND; k++) {
			long at = lrintf(t->at[r][k] * scale);

			at = at > INT8_MAX    ? INT8_MAX
			     : at < -INT8_MAX ? -INT8_MAX
					      : at;
			(void)printf("%s%ld", k == 0 ? "{" : ",", at);
		}
		(void)puts("},");
	}
	(void)puts("};");
}

static void read_words(struct wasl_index *index, const char *directory)
{
	static struct data data;
	char path[512];

	data_init(&data, "cross", WASL_SCRIPT_ARABIC, WASL_SCRIPT_LATIN, 2, 3);
	(void)snprintf(path, sizeof path, "%s/arabic_latin_tokens.tsv",
		       directory);
	data_read_pairs(&data, path);
	(void)snprintf(path, sizeof path, "%s/given_latin.txt", directory);
	data_read_words(&data.side[1], path);
	(void)snprintf(path, sizeof path, "%s/family_latin.txt", directory);
	data_read_words(&data.side[1], path);
	add_words(index, &data.side[0]);
	add_words(index, &data.side[1]);
}

int main(int argc, char **argv)
{
	static struct sounds sounds;
	struct wasl_index *index;

	if (argc < 2) {
		(void)fputs("names-sound DIRECTORY [QUERIES [ROUNDS]]\n",
			    stderr);
		return 2;
	}
	must(wasl_index_new(&index, NULL) == WASL_OK, "out of memory");
	read_words(index, argv[1]);
	sounds.index = index;
	find_examples(&sounds, argc > 2 ? strtoul(argv[2], NULL, 10) : 5000);
	train(&sounds, argc > 3 ? strtoul(argv[3], NULL, 10) : 20);
	(void)puts(
		"/* Generated by tools/names (names-sound); do not edit. */");
	emit(&sounds.table[ASKED], "asked", SCALE_ASKED);
	emit(&sounds.table[KEPT], "kept", SCALE_KEPT);
	wasl_index_free(index);
	return 0;
}
