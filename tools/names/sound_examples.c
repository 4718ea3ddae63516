#include "sounds.h"

#include "base/alloc.h"
#include "split.h"
#include "train.h"

#include <stdlib.h>

/* One entry in so many is held against a word, and what it scores at least. */
#define EVERY 4
#define LEAST (-2 * WASL_NAT)

void must(bool ok, const char *what)
{
	if (ok)
		return;
	(void)fprintf(stderr, "names-sound: %s\n", what);
	exit(1);
}

static void add_word(struct wasl_index *index, const struct wasl_word *word)
{
	struct wasl_name name = {.n = 1};
	uint32_t id;

	name.word[0] = *word;
	must(wasl_index_add(index, &id, &name, NULL) == WASL_OK, "index");
}

/* Each word, and as it may be miswritten. */
static void add_words(struct wasl_index *index, const struct words *words)
{
	for (size_t k = 0; k < words->n; k++) {
		struct wasl_word word = words->word[k];

		add_word(index, &word);
		if (data_with_error(&word))
			add_word(index, &word);
	}
}

void sound_read_words(struct wasl_index *index, const char *directory)
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

/* --- examples ------------------------------------------------------------- */

static bool scores_well(struct wasl_search *s, uint32_t e)
{
	struct wasl_word other = {0};

	if (wasl_search_nearly(s, 0, e, LEAST) < LEAST - SIFT_MARGIN)
		return false;
	wasl_entry_word(s->index, &other, e);
	return wasl_word_meets(s->sought[0].ready, s->sought[0].word, &other,
			       LEAST)
		       .score >= LEAST;
}

static void find_near(struct example *x, struct wasl_search *s)
{
	const struct wasl_index *index = s->index;

	for (uint32_t e = dice() % EVERY; e < index->entry_n; e += EVERY) {
		if (index->entry[e].script != x->script || e == x->entry ||
		    !scores_well(s, e))
			continue;
		must(wasl_grow(&x->near, &x->near_cap, x->nears + 1,
			       sizeof *x->near),
		     "out of memory");
		x->near[x->nears++] = e;
	}
}

/* Any of the words that stand in its buckets, each as likely. */
static void find_bucket(struct example *x, const struct wasl_search *s)
{
	size_t met = 0;

	for (size_t k = 0; k < s->met_n; k++) {
		uint32_t e = s->met[k];
		size_t at;

		if (s->index->entry[e].script != x->script)
			continue;
		at = met < BUCKET ? met : dice() % (met + 1);
		met++;
		if (at < BUCKET)
			x->bucket[at] = e;
	}
	x->buckets = met < BUCKET ? met : BUCKET;
	x->each = (float)met / (float)(x->buckets + (met == 0));
}

static void drop_near(struct example *x, struct wasl_search *s)
{
	size_t n = 0;

	for (size_t k = 0; k < x->buckets; k++)
		if (!scores_well(s, x->bucket[k]))
			x->bucket[n++] = x->bucket[k];
	x->buckets = n;
}

/* Makes the word ready and lists its buckets. */
static void ask(struct wasl_search *s, const struct wasl_word *word)
{
	struct sought *sought = &s->sought[0];

	sought->word = word;
	sought->sifts[0] = sought->sifts[1] = false;
	wasl_word_ready(sought->ready, word, wasl_word_habit(word),
			WASL_MODEL_LOST);
	/* None needs to be kept: those that were met are read. */
	s->near = s->farthest = 1;
	must(wasl_search_gather(s, 0), "out of memory");
}

static void add_examples(struct examples *to, struct wasl_search *s, uint32_t e)
{
	struct wasl_word word;

	wasl_entry_word(s->index, &word, e);
	ask(s, &word);
	for (int script = 0; script < 2; script++) {
		struct example *x;

		must(wasl_grow(&to->x, &to->cap, to->n + 1, sizeof *to->x),
		     "out of memory");
		x = &to->x[to->n];
		*x = (struct example){.entry = e,
				      .script = script == 0
							? WASL_SCRIPT_LATIN
							: WASL_SCRIPT_ARABIC};
		find_near(x, s);
		find_bucket(x, s);
		drop_near(x, s);
		to->n += x->nears > 0 && x->buckets > 0;
	}
}

/* Words of both scripts in turn, any of them. */
void sound_find_examples(struct examples *to, struct wasl_search *s,
			 size_t queries, bool held)
{
	for (size_t q = 0; q < queries;) {
		uint32_t e = dice() % (uint32_t)s->index->entry_n;
		struct wasl_word word = {0};

		wasl_entry_word(s->index, &word, e);
		if (word.n < 2 || wasl_names_held_out(&word) != held ||
		    (q % 2 == 0) != (word.script == WASL_SCRIPT_ARABIC))
			continue;
		add_examples(to, s, e);
		q++;
	}
}
