#include "base/alloc.h"
#include "names/best.h"
#include "names/index_inner.h"
#include "names/match_inner.h"
#include "names/rarity.h"

#include <stdlib.h>

/*
 * From a name to identities in four steps, each bounded:
 *
 *   skeletons   every word's skeletons and their neighbours by one consonant
 *               give buckets of words (at most GATHERED)
 *   words       those whose signatures differ least (SCORED, or as many as
 *               the effort allows) are scored by the transducer
 *   identities  those that bear such words, the rarest word first, are
 *               estimated from the word scores, until no other can be better
 *               or VISITED were seen
 *   names       the best of these are scored as names
 */
#define GATHERED 20000
#define SCORED	 1024 /* of them at most; USUAL with the usual effort */
#define USUAL	 192
#define VISITED	 40000
/* Words that score less than the best one minus this are not followed. */
#define WORD_SPAN (14 * WASL_NAT)
/* Estimated identities that are kept, for `top` wanted. */
#define NAMED(top) (2 * (top) + 20)
/* How far an estimate may fall short of the score (words read as one). */
#define SLACK 0.5f
/* What a spare word costs at most, in estimates: that of a middle name. */
#define SPARE 0.6f

#define WORDS WASL_NAME_WORDS_MAX

struct found {
	uint32_t entry;
	uint8_t distance;
};

struct candidate {
	uint32_t entry;
	int16_t score;
	bool equal; /* as in wasl_part */
	uint8_t rarity;
};

/* Scores of one entry against each word asked for. */
struct row {
	uint32_t entry;
	int16_t score[WORDS];
	uint8_t rarity[WORDS]; /* as wasl_part's */
	uint8_t equal;	       /* bit w: likewise */
};

#define ROWS ((size_t)16384)  /* above SCORED * WORDS, a power of two */
#define SEEN ((size_t)131072) /* above 2 * VISITED, a power of two */

/* The fitted weights of one relation, for scores and rarity as they are kept.
 */
struct scale {
	float base, words, lone, letters, doubt, rarity, equal, shorter, longer;
};

struct wasl_search {
	const struct wasl_index *index;
	size_t scored;	/* words to score, by the effort */
	uint8_t script; /* of the name asked for */
	uint8_t plain;	/* bit w: word w of it is no title */
	uint8_t plain_n;
	float doubt[WASL_SCORE_MOST - WASL_SCORE_LEAST + 1];
	struct scale scale[WASL_RELATIONS];
	uint32_t *stamp; /* by entry: the round that met it last */
	size_t stamp_cap;
	uint32_t round;

	struct found found[GATHERED];
	size_t found_n;

	struct candidate candidate[WORDS][SCORED];
	size_t candidates[WORDS];
	size_t bearers[WORDS];
	uint8_t rarity[WORDS]; /* of the words asked for */

	struct row row[ROWS];
	uint16_t row_at[ROWS]; /* by hash: 1 + row, 0 none */
	size_t rows;

	uint64_t seen[SEEN]; /* visit << 32 | identity */
	uint32_t visit;
	size_t seen_n;

	struct wasl_best *best; /* a heap, the worst on top */
	size_t best_n, best_cap, best_room;
};

static struct scale scale_of(enum wasl_relation r)
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

wasl_status wasl_search_new(struct wasl_search **out,
			    const struct wasl_index *index,
			    enum wasl_effort effort, struct wasl_err *err)
{
	*out = wasl_alloc(1, sizeof **out);
	if (*out == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "name search");
	(*out)->index = index;
	(*out)->scored = effort == WASL_EFFORT_THOROUGH ? SCORED : USUAL;
	for (int k = WASL_SCORE_LEAST; k <= WASL_SCORE_MOST; k++)
		(*out)->doubt[k - WASL_SCORE_LEAST] = wasl_score_doubt(k);
	for (int r = 0; r < WASL_RELATIONS; r++)
		(*out)->scale[r] = scale_of((enum wasl_relation)r);
	return WASL_OK;
}

void wasl_search_free(struct wasl_search *search)
{
	if (search == NULL)
		return;
	wasl_free(search->stamp);
	wasl_free(search->best);
	wasl_free(search);
}

/* --- skeletons ---------------------------------------------------------- */

/* Without the instruction, which not every machine we run on has. */
static uint32_t count_bits(uint32_t v)
{
	v -= v >> 1 & 0x55555555u;
	v = (v & 0x33333333u) + (v >> 2 & 0x33333333u);
	v = (v + (v >> 4)) & 0x0f0f0f0fu;
	return v * 0x01010101u >> 24;
}

static uint8_t signature_distance(const struct wasl_index *index, uint32_t e,
				  uint32_t signature)
{
	uint32_t whole = index->signature[e].whole ^ signature;
	uint32_t core = index->signature[e].core ^ signature;
	uint32_t a = count_bits(whole);
	uint32_t b = whole == core ? a : count_bits(core);

	return (uint8_t)(a < b ? a : b);
}

static void gather_bucket(struct wasl_search *s, uint32_t key,
			  uint32_t signature, uint8_t farther)
{
	const struct wasl_index *index = s->index;
	const struct wasl_list *bucket = &index->bucket[wasl_index_bucket(key)];
	const uint32_t *items = wasl_list_items(&index->lists, bucket);

	for (size_t k = 0; k < bucket->n && s->found_n < GATHERED; k++) {
		if (s->stamp[items[k]] == s->round)
			continue;
		s->stamp[items[k]] = s->round;
		s->found[s->found_n++] = (struct found){
			items[k], (uint8_t)(signature_distance(index, items[k],
							       signature) +
					    farther)};
	}
}

/* What one consonant more, less or other costs in bits of signature. */
#define NEIGHBOUR 3

static void gather_neighbours(struct wasl_search *s,
			      const struct wasl_skeleton *skeleton,
			      uint32_t signature)
{
	size_t reach = skeleton->n < WASL_SKELETON_KEYED ? skeleton->n
							 : WASL_SKELETON_KEYED;
	struct wasl_skeleton near;

	for (size_t at = 0; at < reach; at++) {
		near = *skeleton;
		memmove(near.c + at, near.c + at + 1, near.n - at - 1u);
		near.n--;
		gather_bucket(s, wasl_skeleton_key(&near), signature,
			      NEIGHBOUR);
	}
	for (size_t at = 0; at < reach; at++)
		for (uint8_t c = 1; c <= WASL_SKELETON_CLASSES; c++) {
			near = *skeleton;
			near.c[at] = c;
			gather_bucket(s, wasl_skeleton_key(&near), signature,
				      NEIGHBOUR);
		}
	for (size_t at = 0; at <= reach; at++)
		for (uint8_t c = 1; c <= WASL_SKELETON_CLASSES; c++) {
			near = *skeleton;
			if (near.n == WASL_SKELETON_LONGEST)
				near.n--;
			if (at > near.n)
				continue;
			memmove(near.c + at + 1, near.c + at, near.n - at);
			near.c[at] = c;
			near.n++;
			gather_bucket(s, wasl_skeleton_key(&near), signature,
				      NEIGHBOUR);
		}
}

static bool begin_round(struct wasl_search *s)
{
	size_t had = s->stamp_cap;

	if (!wasl_grow(&s->stamp, &s->stamp_cap, s->index->entry_n + 1,
		       sizeof *s->stamp))
		return false;
	memset(s->stamp + had, 0, (s->stamp_cap - had) * sizeof *s->stamp);
	if (++s->round == 0) {
		memset(s->stamp, 0, s->stamp_cap * sizeof *s->stamp);
		s->round = 1;
	}
	s->found_n = 0;
	return true;
}

static void gather_word(struct wasl_search *s, const struct wasl_word *word)
{
	struct wasl_skeleton skeleton[WASL_SKELETONS_MAX];
	size_t readings = word->core > 0 ? 2 : 1;

	for (size_t pass = 0; pass < 2; pass++)
		for (size_t r = 0; r < readings; r++) {
			struct wasl_letters letters = wasl_word_letters(
				word, r == 0 ? word->core : 0);
			uint32_t signature = wasl_letters_signature(letters);
			size_t n = wasl_skeletons(skeleton, letters);

			for (size_t k = 0; k < n; k++)
				if (pass == 0)
					gather_bucket(
						s,
						wasl_skeleton_key(&skeleton[k]),
						signature, 0);
				else
					gather_neighbours(s, &skeleton[k],
							  signature);
		}
}

/* --- words -------------------------------------------------------------- */

/* Keep those of least distance: at most SCORED. */
static void keep_nearest(struct wasl_search *s)
{
	size_t by_distance[64] = {0};
	size_t limit = 0;
	size_t total = 0;
	size_t kept = 0;

	for (size_t k = 0; k < s->found_n; k++)
		by_distance[s->found[k].distance]++;
	while (limit < 63 && total + by_distance[limit] <= s->scored)
		total += by_distance[limit++];
	for (size_t k = 0; k < s->found_n; k++) {
		bool near = s->found[k].distance < limit;

		if (!near && s->found[k].distance == limit &&
		    total < s->scored) {
			total++;
			near = true;
		}
		if (near)
			s->found[kept++] = s->found[k];
	}
	s->found_n = kept;
}

static struct row *row_of(struct wasl_search *s, uint32_t entry, bool make)
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

static int by_score(const void *a, const void *b)
{
	const struct candidate *x = a;
	const struct candidate *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return x->entry < y->entry ? -1 : x->entry > y->entry;
}

static void entry_word(const struct wasl_index *index, struct wasl_word *out,
		       uint32_t e)
{
	const struct wasl_entry *entry = &index->entry[e];

	out->script = entry->script;
	out->particle = entry->particle;
	out->core = entry->core;
	out->n = entry->n;
	out->known = entry->known;
	memcpy(out->c, index->letters + entry->letters, entry->n);
}

static uint8_t shared_rarity(const struct wasl_search *s, size_t w, uint32_t e)
{
	uint8_t theirs = wasl_letters_rarity(
		wasl_entry_letters(s->index, &s->index->entry[e], 0));

	return s->rarity[w] < theirs ? s->rarity[w] : theirs;
}

static void score_words(struct wasl_search *s, size_t w,
			const struct wasl_word *word, int habit)
{
	struct candidate *out = s->candidate[w];
	int16_t floor = WASL_SCORE_ALONE;
	size_t n = 0;

	s->rarity[w] = wasl_letters_rarity(wasl_word_letters(word, 0));
	for (size_t k = 0; k < s->found_n; k++) {
		struct wasl_word other = {0};
		uint32_t e = s->found[k].entry;

		entry_word(s->index, &other, e);
		struct wasl_part met = wasl_words_meet(word, &other, habit);
		if (met.score > WASL_SCORE_ALONE)
			out[n++] = (struct candidate){
				e, met.score, met.equal,
				wasl_believed_rarity(&met,
						     shared_rarity(s, w, e))};
		if (met.score - WORD_SPAN > floor)
			floor = (int16_t)(met.score - WORD_SPAN);
	}
	qsort(out, n, sizeof *out, by_score);
	while (n > 0 && out[n - 1].score < floor)
		n--;
	s->candidates[w] = n;
	s->bearers[w] = 0;
	for (size_t k = 0; k < n; k++) {
		struct row *row = row_of(s, out[k].entry, true);

		row->score[w] = out[k].score;
		if (out[k].equal)
			row->equal = (uint8_t)(row->equal | 1u << w);
		row->rarity[w] = out[k].rarity;
		s->bearers[w] += s->index->entry[out[k].entry].identities.n;
	}
}

/* --- identities --------------------------------------------------------- */

/* What is known of an identity before its name is scored. */
struct guess {
	uint8_t script;
	uint8_t others; /* words; titles that met nothing left out if `equal` */
	uint8_t plain;	/* of them, no titles */
	uint8_t equal;	/* bit w: an equal word met word w */
	int16_t score[WORDS];
	uint8_t rarity[WORDS];
};

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

/*
 * What wasl_match_names would say: a little more, since the order of words and
 * what only costs one of two names are left out. Words of the longer name that
 * met nothing cost as middle ones.
 */
static float estimate_of(const struct wasl_search *s, const struct guess *g,
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
		if (row_of(s, e, false) == NULL && g->others > 1)
			g->others--;
	}
}

static float estimate(struct wasl_search *s, uint32_t id, size_t words)
{
	const uint32_t *names = s->index->names + s->index->first[id];
	struct guess g = {0};

	g.script = s->index->entry[names[0] & ~WASL_INDEX_LAST].script;
	for (size_t w = 0; w < words; w++)
		g.score[w] = WASL_SCORE_ALONE;
	for (bool last = false; !last; g.others++) {
		const struct row *row =
			row_of(s, names[g.others] & ~WASL_INDEX_LAST, false);

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
	return estimate_of(s, &g, words);
}

static bool see(struct wasl_search *s, uint32_t id)
{
	size_t at = id * 2654435761u >> 15;

	while (s->seen[at] >> 32 == s->visit) {
		if ((uint32_t)s->seen[at] == id)
			return false;
		at = (at + 1) % SEEN;
	}
	s->seen[at] = (uint64_t)s->visit << 32 | id;
	s->seen_n++;
	return true;
}

/* Can an identity that bears this word still come among the best? */
static bool is_hopeless(const struct wasl_search *s, size_t words,
			const bool done[WORDS], size_t driver,
			struct candidate c)
{
	struct guess g = {0};
	size_t met = 0;

	if (s->best_n < s->best_room)
		return false;
	g.script = s->index->entry[s->candidate[driver][0].entry].script;
	for (size_t w = 0; w < words; w++) {
		bool gone = done[w] || s->candidates[w] == 0;
		struct candidate most = w == driver ? c : s->candidate[w][0];

		g.score[w] = gone ? WASL_SCORE_ALONE : most.score;
		g.rarity[w] = s->rarity[w];
		if (!gone && most.equal)
			g.equal = (uint8_t)(g.equal | 1u << w);
		met += g.score[w] > WASL_SCORE_ALONE;
	}
	g.others = (uint8_t)words;
	g.plain = s->plain_n;
	float all = estimate_of(s, &g, words);
	g.others = (uint8_t)met;
	float fewer = estimate_of(s, &g, words);
	return (all > fewer ? all : fewer) <= s->best[0].estimate;
}

static void visit_bearers(struct wasl_search *s, size_t words,
			  const bool done[WORDS], size_t driver)
{
	const struct wasl_index *index = s->index;

	for (size_t k = 0; k < s->candidates[driver]; k++) {
		struct candidate c = s->candidate[driver][k];
		const struct wasl_list *list =
			&index->entry[c.entry].identities;
		const uint32_t *ids = wasl_list_items(&index->lists, list);

		for (size_t i = 0; i < list->n; i++) {
			if (i % 64 == 0 &&
			    (s->seen_n > VISITED ||
			     is_hopeless(s, words, done, driver, c)))
				return;
			if (see(s, ids[i]))
				wasl_best_keep(
					s->best, &s->best_n, s->best_room,
					(struct wasl_best){
						estimate(s, ids[i], words),
						ids[i]});
		}
	}
}

static void visit_all(struct wasl_search *s, size_t words)
{
	bool done[WORDS] = {false};

	for (size_t turn = 0; turn < words; turn++) {
		size_t driver = WORDS;

		for (size_t w = 0; w < words; w++)
			if (!done[w] && (driver == WORDS ||
					 s->bearers[w] < s->bearers[driver]))
				driver = w;
		visit_bearers(s, words, done, driver);
		done[driver] = true;
	}
}

/* --- names -------------------------------------------------------------- */

static wasl_status search_words(struct wasl_search *s,
				const struct wasl_name *name,
				struct wasl_err *err)
{
	int habit = wasl_name_habit(name);

	memset(s->row_at, 0, sizeof s->row_at);
	if (++s->visit == 0) {
		memset(s->seen, 0, sizeof s->seen);
		s->visit = 1;
	}
	s->rows = 0;
	s->seen_n = 0;
	s->script = name->word[0].script;
	s->plain = 0;
	s->plain_n = (uint8_t)wasl_plain_words(name);
	for (size_t w = 0; w < name->n; w++)
		if (name->word[w].particle != WASL_PARTICLE_TITLE)
			s->plain |= (uint8_t)(1u << w);
	for (size_t w = 0; w < name->n; w++) {
		if (!begin_round(s))
			return wasl_fail(err, WASL_NO_MEMORY, "name search");
		gather_word(s, &name->word[w]);
		keep_nearest(s);
		score_words(s, w, &name->word[w], habit);
	}
	visit_all(s, name->n);
	return WASL_OK;
}

/*
 * Score names, the best estimates first, until none that is left can be among
 * the `top`. What was not scored is dropped.
 */
static void score_names(struct wasl_search *s, const struct wasl_name *name,
			size_t top)
{
	struct wasl_best *best = s->best;
	size_t n = 0;

	qsort(best, s->best_n, sizeof *best, wasl_best_order);
	for (; n < s->best_n; n++) {
		struct wasl_name other;
		struct wasl_best b = best[n];
		size_t at = n;

		if (n >= top && best[top - 1].estimate > b.estimate + SLACK)
			break;
		if (wasl_index_get(s->index, &other, b.id, NULL) == WASL_OK)
			b.estimate = wasl_match_logit(name, &other);
		for (; at > 0 && wasl_best_order(&b, &best[at - 1]) < 0; at--)
			best[at] = best[at - 1];
		best[at] = b;
	}
	s->best_n = n;
}

wasl_status wasl_search_run(struct wasl_search *s, struct wasl_hit *hits,
			    size_t *n, size_t top, const struct wasl_name *name,
			    struct wasl_err *err)
{

	*n = 0;
	if (top > WASL_INDEX_TOP_MAX)
		return wasl_fail(err, WASL_TOO_BIG, "at most %d hits",
				 WASL_INDEX_TOP_MAX);
	s->best_room = NAMED(top);
	s->best_n = 0;
	if (!wasl_grow(&s->best, &s->best_cap, s->best_room, sizeof *s->best))
		return wasl_fail(err, WASL_NO_MEMORY, "name search");
	WASL_TRY(search_words(s, name, err));
	score_names(s, name, top);
	for (; *n < top && *n < s->best_n; (*n)++)
		hits[*n] =
			(struct wasl_hit){s->best[*n].id, s->best[*n].estimate};
	return WASL_OK;
}
