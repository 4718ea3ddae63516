#include "names_exact.h"

#include "base/alloc.h"
#include "names/best.h"
#include "names/index_inner.h"
#include "names/match_inner.h"
#include "names/rarity.h"

#include <math.h>
#include <stdlib.h>

#define WORDS WASL_NAME_WORDS_MAX

/* What one word of the index may add to a score at most. */
struct met {
	float gain; /* nats; -INFINITY: it stays alone */
	bool equal;
	bool slight; /* a title or an initial, which may well be missing */
};

struct exact {
	const struct wasl_index *index;
	struct met *met[WORDS]; /* by word asked for, by entry */
	struct wasl_best *best;
	size_t best_n, top;
	size_t scored;
};

struct exact *exact_new(const struct wasl_index *index)
{
	struct exact *x = wasl_alloc(1, sizeof *x);

	wasl_assert(x != NULL);
	x->index = index;
	for (size_t w = 0; w < WORDS; w++) {
		x->met[w] = wasl_alloc(index->entry_n + 1, sizeof **x->met);
		wasl_assert(x->met[w] != NULL);
	}
	x->best = wasl_alloc(WASL_INDEX_TOP_MAX, sizeof *x->best);
	wasl_assert(x->best != NULL);
	return x;
}

void exact_free(struct exact *x)
{
	for (size_t w = 0; w < WORDS; w++)
		wasl_free(x->met[w]);
	wasl_free(x->best);
	wasl_free(x);
}

static uint8_t most_rarity(const struct wasl_word *word)
{
	uint8_t whole = wasl_letters_rarity(wasl_word_letters(word, 0));
	uint8_t core = wasl_letters_rarity(wasl_word_letters(word, word->core));

	return whole > core ? whole : core;
}

/* A word asked for, ready for both ends of the range of habits. */
struct asked {
	const struct wasl_word *word;
	uint8_t rarity;
	struct wasl_scorer english[2], french[2];
};

/* A score is greatest at an end of the range: it is the best of ways that are
 * each linear in the habit. */
static struct wasl_part most_met(struct asked *a, const struct wasl_word *b)
{
	struct wasl_part x =
		wasl_word_meets(a->english, a->word, b, WASL_SCORE_ALONE + 1);

	if (a->word->script == b->script)
		return x;
	struct wasl_part y =
		wasl_word_meets(a->french, a->word, b, WASL_SCORE_ALONE + 1);
	bool equal = x.equal || y.equal;

	if (y.score > x.score)
		x = y;
	x.equal = equal;
	return x;
}

static float weight(const struct wasl_word *a, const struct wasl_word *b,
		    enum wasl_feature f)
{
	return wasl_feature_weight(wasl_relation_of(a->script, b->script), f);
}

static bool is_slight(const struct wasl_word *word)
{
	return word->particle == WASL_PARTICLE_TITLE || word->n == 1;
}

static struct met meet(struct asked *asked, const struct wasl_word *b)
{
	const struct wasl_word *a = asked->word;
	struct wasl_part part = most_met(asked, b);
	bool slight = is_slight(b);

	if (part.score <= WASL_SCORE_ALONE)
		return (struct met){-INFINITY, part.equal, slight};
	uint8_t theirs = most_rarity(b);
	uint8_t rarity = wasl_believed_rarity(
		&part, asked->rarity < theirs ? asked->rarity : theirs);
	float gain = (float)part.score / WASL_NAT *
			     weight(a, b, WASL_FEATURE_LETTERS) +
		     wasl_score_doubt(part.score) *
			     weight(a, b, WASL_FEATURE_DOUBT) +
		     (float)rarity / WASL_RARITY_NAT *
			     weight(a, b, WASL_FEATURE_RARITY);
	return (struct met){gain, part.equal, slight};
}

static void meet_all(struct exact *x, const struct wasl_name *name)
{
	for (size_t w = 0; w < name->n; w++) {
		const struct wasl_word *word = &name->word[w];
		struct asked asked = {.word = word,
				      .rarity = most_rarity(word)};

		wasl_word_ready(asked.english, word, WASL_HABIT_ENGLISH,
				WASL_MODEL_LOST);
		wasl_word_ready(asked.french, word, WASL_HABIT_FRENCH,
				WASL_MODEL_LOST);
		for (uint32_t e = 0; e < x->index->entry_n; e++) {
			struct wasl_word other = {0};

			wasl_entry_word(x->index, &other, e);
			x->met[w][e] = meet(&asked, &other);
		}
	}
}

/* Names of as many words: where one of a word stays alone so does one of the
 * other, and this is the least that it costs (alone_cost of match.c). */
static float alone_least(const struct wasl_name *name, size_t w, bool slight,
			 enum wasl_relation r)
{
	float shorter = -wasl_feature_weight(r, WASL_FEATURE_SHORT);
	float longer = -wasl_feature_weight(r, WASL_FEATURE_LONG);
	float least = name->n > 2 ? 0.35f : 1;
	float mine = is_slight(&name->word[w]) ? 0.05f : least;
	float theirs = slight ? 0.05f : least;
	float x = mine * shorter + theirs * longer;
	float y = mine * longer + theirs * shorter;

	return x < y ? x : y;
}

/* No more than this does wasl_match_logit say of an identity of as many words:
 * each is met by the best, were it met by others too, and order is for free. */
static float bound(const struct exact *x, const struct wasl_name *name,
		   const uint32_t *entries)
{
	const struct wasl_entry *first =
		&x->index->entry[entries[0] & ~WASL_INDEX_LAST];
	enum wasl_relation r =
		wasl_relation_of(name->word[0].script, first->script);
	float sum = wasl_feature_weight(r, WASL_FEATURE_BASE) +
		    wasl_feature_weight(r, WASL_FEATURE_WORDS) *
			    wasl_words_to_agree(name->n);
	bool all_equal = true;
	bool slight = wasl_plain_words(name) < name->n;

	for (size_t k = 0; k < name->n; k++)
		slight = slight ||
			 x->met[0][entries[k] & ~WASL_INDEX_LAST].slight;
	if (name->n == 1 || slight)
		sum += wasl_feature_weight(r, WASL_FEATURE_LONE);
	for (size_t w = 0; w < name->n; w++) {
		float most = -alone_least(name, w, slight, r);
		bool equal = false;

		for (size_t k = 0; k < name->n; k++) {
			const struct met *m =
				&x->met[w][entries[k] & ~WASL_INDEX_LAST];

			most = m->gain > most ? m->gain : most;
			equal = equal || m->equal;
		}
		if (!equal && name->word[w].particle != WASL_PARTICLE_TITLE)
			all_equal = false;
		sum += most;
	}
	return all_equal ? sum + wasl_feature_weight(r, WASL_FEATURE_EQUAL)
			 : sum;
}

static void take(struct exact *x, uint32_t id, float least,
		 const struct wasl_name *name)
{
	struct wasl_name other;

	if (wasl_index_get(x->index, &other, id, NULL) != WASL_OK)
		return;
	float logit = wasl_match_logit(name, &other);
	x->scored++;
	if (logit >= least)
		wasl_best_keep(x->best, &x->best_n, x->top,
			       (struct wasl_best){logit, id});
}

static size_t give(struct exact *x, struct wasl_hit *hits)
{
	qsort(x->best, x->best_n, sizeof *x->best, wasl_best_order);
	for (size_t k = 0; k < x->best_n; k++)
		hits[k] = (struct wasl_hit){x->best[k].id, x->best[k].estimate};
	return x->best_n;
}

static void begin(struct exact *x, size_t top)
{
	wasl_assert(top > 0 && top <= WASL_INDEX_TOP_MAX);
	x->top = top;
	x->best_n = 0;
	x->scored = 0;
}

/* Rounding of sums in another order. */
#define ROUNDING 1e-3f

size_t exact_run(struct exact *x, struct wasl_hit *hits, size_t top,
		 float least, const struct wasl_name *name)
{
	const struct wasl_index *index = x->index;

	begin(x, top);
	meet_all(x, name);
	for (uint32_t id = 0; id < index->first_n; id++) {
		const uint32_t *entries;
		size_t n = 1;

		if (index->first[id] == WASL_INDEX_NONE)
			continue;
		entries = index->names + index->first[id];
		while (!(entries[n - 1] & WASL_INDEX_LAST))
			n++;
		float need = x->best_n < top || x->best[0].estimate < least
				     ? least
				     : x->best[0].estimate;
		/* Names of other lengths may have words read as one. */
		if (n != name->n || bound(x, name, entries) + ROUNDING >= need)
			take(x, id, least, name);
	}
	return give(x, hits);
}

size_t exact_plain(struct exact *x, struct wasl_hit *hits, size_t top,
		   float least, const struct wasl_name *name)
{
	begin(x, top);
	for (uint32_t id = 0; id < x->index->first_n; id++)
		take(x, id, least, name);
	return give(x, hits);
}
