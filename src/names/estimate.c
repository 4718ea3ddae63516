#include "names/search_inner.h"

#include "names/rarity.h"

/* What a spare word costs at most, in estimates: that of a middle name. */
#define SPARE 0.6f

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

struct row *wasl_search_row(struct wasl_search *s, uint32_t entry, bool make)
{
	size_t at = entry * 2654435761u >> 18;

	wasl_assert(s->rows < ROWS - 1);
	while (s->row_at[at] != 0) {
		if (s->row[s->row_at[at] - 1].entry == entry)
			return &s->row[s->row_at[at] - 1];
		at = (at + 1) % ROWS;
	}
	if (!make)
		return NULL;
	struct row *row = &s->row[s->rows++];
	row->entry = entry;
	for (size_t w = 0; w < WORDS; w++) {
		row->score[w] = WASL_SCORE_ALONE;
		row->rarity[w] = 0;
	}
	row->equal = 0;
	s->row_at[at] = (uint16_t)s->rows;
	return row;
}

static float spare_cost(const struct scale *k, size_t few, size_t spare,
			uint8_t rarity)
{
	float n = (float)spare;

	if (few > 1 || spare == 0)
		return n * SPARE * k->longer;
	return (1 + (n - 1) * SPARE) * k->longer * wasl_lone_factor(rarity);
}

static bool all_equal(const struct wasl_search *s, uint8_t equal)
{
	return (equal & s->plain) == s->plain;
}

float wasl_search_guess(const struct wasl_search *s, const struct guess *g,
			size_t words)
{
	const struct scale *k =
		&s->scale[wasl_relation_of(s->script, g->script)];
	size_t few = words < g->others ? words : g->others;
	size_t many = words < g->others ? g->others : words;
	size_t met = 0;
	uint8_t rarity = 0;
	float sum = k->base + k->words * wasl_words_to_agree(few);

	for (size_t w = 0; w < words; w++) {
		if (g->score[w] <= WASL_SCORE_ALONE)
			continue;
		met++;
		rarity = g->rarity[w] > rarity ? g->rarity[w] : rarity;
		sum += (float)g->score[w] * k->letters +
		       (float)g->rarity[w] * k->rarity +
		       s->doubt[g->score[w] - WASL_SCORE_LEAST] * k->doubt;
	}
	if (met > few)
		met = few;
	if (s->plain_n <= 1 || g->plain <= 1)
		sum += k->lone;
	if (all_equal(s, g->equal) && g->plain == s->plain_n)
		sum += k->equal;
	return sum + (float)(few - met) * k->shorter +
	       spare_cost(k, few, many - met, rarity);
}

/* Titles come and go: those that met nothing do not count. */
static void leave_titles(struct wasl_search *s, struct guess *g,
			 const uint32_t *names)
{
	size_t n = g->others;

	for (size_t o = 0; o < n; o++) {
		uint32_t e = names[o] & ~WASL_INDEX_LAST;

		if (s->index->entry[e].particle != WASL_PARTICLE_TITLE)
			continue;
		g->plain--;
		if (wasl_search_row(s, e, false) == NULL && g->others > 1)
			g->others--;
	}
}

float wasl_search_estimate(struct wasl_search *s, uint32_t id, size_t words)
{
	const uint32_t *names = s->index->names + s->index->first[id];
	struct guess g = {0};

	g.script = s->index->entry[names[0] & ~WASL_INDEX_LAST].script;
	for (size_t w = 0; w < words; w++)
		g.score[w] = WASL_SCORE_ALONE;
	for (bool last = false; !last; g.others++) {
		const struct row *row = wasl_search_row(
			s, names[g.others] & ~WASL_INDEX_LAST, false);

		last = names[g.others] & WASL_INDEX_LAST;
		if (row == NULL)
			continue;
		g.equal |= row->equal;
		for (size_t w = 0; w < words; w++)
			if (row->score[w] > g.score[w]) {
				g.score[w] = row->score[w];
				g.rarity[w] = row->rarity[w];
			}
	}
	g.plain = g.others;
	if (all_equal(s, g.equal))
		leave_titles(s, &g, names);
	return wasl_search_guess(s, &g, words);
}
