#include "names/search_inner.h"

#include "names/rarity.h"

#include <math.h>

/* What a spare word costs at most, in estimates: that of a middle name. */
#define SPARE 0.6f
/* And a title. */
#define TITLE 0.05f

struct scale wasl_search_scale(enum wasl_relation r)
{
	return (struct scale){
		.base = wasl_feature_weight(r, WASL_FEATURE_BASE),
		.words = wasl_feature_weight(r, WASL_FEATURE_WORDS),
		.lone = wasl_feature_weight(r, WASL_FEATURE_LONE),
		.letters =
			wasl_feature_weight(r, WASL_FEATURE_LETTERS) / WASL_NAT,
		.doubt = wasl_feature_weight(r, WASL_FEATURE_DOUBT),
		.rarity = wasl_feature_weight(r, WASL_FEATURE_RARITY) /
			  WASL_RARITY_NAT,
		.equal = wasl_feature_weight(r, WASL_FEATURE_EQUAL),
		.shorter = wasl_feature_weight(r, WASL_FEATURE_SHORT),
		.longer = wasl_feature_weight(r, WASL_FEATURE_LONG),
	};
}

static const struct scale *scale_of(const struct wasl_search *s, uint8_t script)
{
	return &s->scale[wasl_relation_of(s->script, script)];
}

/* --- words -------------------------------------------------------------- */

struct row *wasl_search_row(struct wasl_search *s, uint32_t entry, bool make)
{
	size_t at = entry * 2654435761u >> 17;

	while (s->row_at[at] != 0) {
		if (s->row[s->row_at[at] - 1].entry == entry)
			return &s->row[s->row_at[at] - 1];
		at = (at + 1) % ROWS;
	}
	if (!make)
		return NULL;
	wasl_assert(s->rows < ROWS - 1);
	struct row *row = &s->row[s->rows++];
	memset(row, 0, sizeof *row);
	row->entry = entry;
	for (size_t w = 0; w < s->words; w++)
		row->below[w] = WASL_SCORE_MOST + 1;
	s->row_at[at] = (uint16_t)s->rows;
	return row;
}

/* What a score brings, with a rarity as it is believed. */
static float gain_of(const struct wasl_search *s, const struct scale *k,
		     int score, uint8_t rarity)
{
	return (float)score * k->letters +
	       s->doubt[score - WASL_SCORE_LEAST] * k->doubt +
	       (float)rarity * k->rarity;
}

int wasl_search_needs(const struct wasl_search *s, uint8_t script, float gain)
{
	const struct scale *k = scale_of(s, script);
	int low = WASL_SCORE_ALONE + 1;
	int high = WASL_SCORE_MOST + 1;

	while (low < high) {
		int mid = low + (high - low) / 2;

		if (gain_of(s, k, mid, s->most_rarity[mid - WASL_SCORE_LEAST]) <
		    gain)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static void note_met(struct wasl_search *s, struct row *row, size_t w,
		     struct wasl_part met, const struct wasl_word *other)
{
	const struct sought *sought = &s->sought[w];
	uint8_t bit = (uint8_t)(1u << w);
	uint8_t rarity = wasl_letters_rarity(wasl_word_letters(other, 0));

	met.rarity = wasl_believed_rarity(
		&met, rarity < sought->rarity ? rarity : sought->rarity);
	row->lone[w] =
		wasl_lone_factor(&met, s->words == 1 ? sought->word : other);
	row->gain[w] =
		gain_of(s, scale_of(s, other->script), met.score, met.rarity);
	row->met |= bit;
	if (met.equal)
		row->equal |= bit;
}

struct row *wasl_search_meet(struct wasl_search *s, uint32_t e, size_t w,
			     int least)
{
	struct sought *sought = &s->sought[w];
	struct wasl_word other = {0};
	struct row *row;

	wasl_entry_word(s->index, &other, e);
	struct wasl_part met =
		wasl_word_meets(sought->ready, sought->word, &other, least);
	if (met.score < least)
		return NULL;
	row = wasl_search_row(s, e, true);
	note_met(s, row, w, met, &other);
	return row;
}

/* Cannot an entry come to a score against word w? What is no matter of letters
 * alone, initials and slips, is not asked. */
static bool is_below(struct wasl_search *s, size_t w, uint32_t e, int need)
{
	const struct wasl_word *word = s->sought[w].word;
	const struct wasl_entry *entry = &s->index->entry[e];

	if (word->n == 1 || entry->n == 1 ||
	    (word->script == entry->script && need <= 0))
		return false;
	return wasl_search_nearly(s, w, e, need) < need - SIFT_MARGIN;
}

/* A word beside a candidate: whether it is like the other words asked for. */
static struct row *look_beside(struct wasl_search *s, uint32_t e)
{
	struct row *row = wasl_search_row(s, e, false);

	if (row != NULL && row->done)
		return row;
	for (size_t w = 0; w < s->words; w++) {
		int16_t need = s->need[w];

		if (need > WASL_SCORE_MOST ||
		    (row != NULL &&
		     (row->met >> w & 1 || row->below[w] <= need)) ||
		    s->beside == BESIDE ||
		    wasl_search_distance(s, w, e) > s->reach[w])
			continue;
		if (row == NULL)
			row = wasl_search_row(s, e, true);
		s->beside++;
		if (is_below(s, w, e, need) ||
		    wasl_search_meet(s, e, w, need) == NULL)
			row->below[w] = need;
	}
	return row;
}

/* --- identities --------------------------------------------------------- */

static bool all_equal(const struct wasl_search *s, uint8_t equal)
{
	return (equal & s->plain) == s->plain;
}

/* The words of one of two names that met nothing. */
struct alone {
	float words, titles;
};

/* What they cost at least; nothing is known of their places. */
static float alone_cost(const struct scale *k, struct alone few,
			struct alone many, float lone)
{
	float spare = lone < 0 ? many.words * SPARE
			       : (1 + (many.words - 1) * SPARE) * lone;

	if (many.words < 1)
		spare = 0;
	return (few.words + few.titles * TITLE) * k->shorter +
	       (spare + many.titles * TITLE) * k->longer;
}

static struct alone mine_alone(const struct wasl_search *s,
			       const struct guess *g)
{
	struct alone alone = {0};

	for (size_t w = 0; w < s->words; w++)
		if (s->plain >> w & 1)
			alone.words += !(g->met >> w & 1);
		else
			alone.titles += !(g->met >> w & 1);
	return alone;
}

static float alone_costs(const struct wasl_search *s, const struct scale *k,
			 const struct guess *g, size_t met)
{
	struct alone mine = mine_alone(s, g);
	size_t alone = met < g->others ? g->others - met : 0;
	size_t titles = g->titles < alone ? g->titles : alone;
	struct alone theirs = {(float)(alone - titles), (float)titles};
	float lone = g->lone < INFINITY ? g->lone : 1;
	float x;
	float y;

	if (s->words < g->others)
		return alone_cost(k, mine, theirs,
				  s->words == 1 && g->plain > 1 ? lone : -1);
	if (s->words > g->others)
		return alone_cost(k, theirs, mine,
				  g->others == 1 && s->plain_n > 1 ? lone : -1);
	x = alone_cost(k, mine, theirs, -1);
	y = alone_cost(k, theirs, mine, -1);
	return x > y ? x : y;
}

float wasl_search_guess(const struct wasl_search *s, const struct guess *g)
{
	const struct scale *k = scale_of(s, g->script);
	size_t few = s->words < g->others ? s->words : g->others;
	size_t met = 0;
	float sum = k->base + k->words * wasl_words_to_agree(few);

	for (size_t w = 0; w < s->words; w++) {
		if (!(g->met >> w & 1))
			continue;
		met++;
		sum += g->gain[w];
	}
	if (s->plain_n <= 1 || g->plain <= 1)
		sum += k->lone;
	if (all_equal(s, g->equal) && g->plain == s->plain_n)
		sum += k->equal;
	return sum + alone_costs(s, k, g, met);
}

static void count_row(struct guess *g, const struct row *row, size_t words)
{
	for (size_t w = 0; w < words; w++) {
		uint8_t bit = (uint8_t)(1u << w);

		if (!(row->met & bit) ||
		    (g->met & bit && row->gain[w] <= g->gain[w]))
			continue;
		g->gain[w] = row->gain[w];
		g->met |= bit;
		if (row->lone[w] < g->lone)
			g->lone = row->lone[w];
	}
	g->equal |= row->equal;
}

static bool is_title(const struct wasl_search *s, uint32_t e)
{
	return s->index->entry[e].particle == WASL_PARTICLE_TITLE;
}

/* Two words of one name may be one word of the other: they met nothing. */
static bool may_join(const struct wasl_search *s, const struct guess *g)
{
	size_t met = (size_t)__builtin_popcount(g->met);
	size_t mine = s->words - met;
	size_t others = g->others > met ? g->others - met : 0;

	return mine > 0 && others > 0 && mine != others;
}

float wasl_search_estimate(struct wasl_search *s, uint32_t id, uint8_t script)
{
	const uint32_t *names = s->index->names + s->index->first[id];
	struct guess g = {.script = script, .lone = INFINITY};

	for (bool last = false; !last; g.others++) {
		const struct row *row =
			look_beside(s, names[g.others] & ~WASL_INDEX_LAST);

		last = names[g.others] & WASL_INDEX_LAST;
		if (!is_title(s, names[g.others] & ~WASL_INDEX_LAST))
			g.plain++;
		else if (row == NULL || row->met == 0)
			g.titles++;
		if (row == NULL)
			continue;
		if (row->done)
			return -INFINITY;
		count_row(&g, row, s->words);
	}
	float estimate = wasl_search_guess(s, &g);
	return estimate > s->floor || may_join(s, &g) ? estimate : -INFINITY;
}
