#include "base/alloc.h"
#include "names/rarity.h"
#include "names/search_inner.h"

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
#define VISITED 40000
/* Words that score less than the best one minus this are not followed. */
#define WORD_SPAN (14 * WASL_NAT)
/* Estimated identities that are kept, for `top` wanted. */
#define NAMED(top) (2 * (top) + 20)
/* How far an estimate may fall short of the score (words read as one). */
#define SLACK 0.5f

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
		(*out)->scale[r] = wasl_search_scale((enum wasl_relation)r);
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
		struct row *row = wasl_search_row(s, out[k].entry, true);

		row->score[w] = out[k].score;
		if (out[k].equal)
			row->equal = (uint8_t)(row->equal | 1u << w);
		row->rarity[w] = out[k].rarity;
		s->bearers[w] += s->index->entry[out[k].entry].identities.n;
	}
}

/* --- identities --------------------------------------------------------- */

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
	float all = wasl_search_guess(s, &g, words);
	g.others = (uint8_t)met;
	float fewer = wasl_search_guess(s, &g, words);
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
						wasl_search_estimate(s, ids[i],
								     words),
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
