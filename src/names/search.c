#include "names/search_inner.h"

#include "base/alloc.h"
#include "names/rarity.h"

#include <math.h>
#include <stdlib.h>

/*
 * From a name to identities in five steps, each bounded:
 *
 *   gather      every word's skeletons and their neighbours by one consonant
 *               give buckets of words (at most GATHERED are looked at), of
 *               which those are kept that sound likest (sound.h)
 *   sift        they are ordered by what they would score, nearly (sift.h)
 *   words       the first of them (SCORED, or as many as the effort allows)
 *               are scored by the transducer, until none is good for long
 *   identities  those that bear such words, the rarest word first, are
 *               estimated from the word scores, until no other can be better
 *               or VISITED were seen. Their other words are scored too if they
 *               sound at all like the others asked for (at most BESIDE): an
 *               identity is missed only where each of its words is.
 *   names       the best of these are scored as names
 */
#define VISITED 80000
/* A way through two words that lost this much is not followed. */
#define SEARCH_LOST WASL_MODEL_LOST
/* From so many distinct words on more of them stand near any one. */
#define MANY_WORDS 200000
/* So many words in a row, and a quarter of those before, of which none is a
 * candidate: those behind are less alike still. */
#define PATIENCE 96
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
	(*out)->effort = effort;
	for (int k = WASL_SCORE_LEAST; k <= WASL_SCORE_MOST; k++) {
		const struct wasl_part part = {.score = (int16_t)k};

		(*out)->doubt[k - WASL_SCORE_LEAST] = wasl_score_doubt(k);
		(*out)->most_rarity[k - WASL_SCORE_LEAST] =
			wasl_believed_rarity(&part, WASL_RARITY_MAX);
	}
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

/* --- words -------------------------------------------------------------- */

static int by_gain(const void *a, const void *b)
{
	const struct candidate *x = a;
	const struct candidate *y = b;

	if (x->gain != y->gain)
		return x->gain > y->gain ? -1 : 1;
	return x->entry < y->entry ? -1 : x->entry > y->entry;
}

/* How far ahead of their use words are fetched. */
#define AHEAD 2

static void score_words(struct wasl_search *s, size_t w)
{
	struct sought *sought = &s->sought[w];
	struct candidate *out = sought->candidate;
	size_t last = 0; /* that was good enough */
	size_t n = 0;

	for (size_t k = 0; k < s->found_n && k - last <= PATIENCE + k / 4;
	     k++) {
		if (k + AHEAD < s->found_n)
			wasl_search_fetch(s, s->sifted[k + AHEAD]);
		const struct row *row =
			wasl_search_meet(s, s->sifted[k], w, s->least);

		if (row == NULL)
			continue;
		last = k;
		out[n++] = (struct candidate){row->entry, row->gain[w]};
	}
	qsort(out, n, sizeof *out, by_gain);
	sought->candidates = n;
	sought->equals = 0;
	sought->bearers = 0;
	for (size_t k = 0; k < n; k++) {
		const struct row *row = wasl_search_row(s, out[k].entry, false);

		if (row->equal >> w & 1)
			sought->equals = k + 1;
		sought->bearers += s->index->entry[row->entry].identities.n;
	}
}

/* --- identities --------------------------------------------------------- */

/* The most that an identity may be worth whose word is the candidate `at` of
 * `driver` or a worse one, and whose words meet all others but `without`. */
static float most_hoped(const struct wasl_search *s, size_t driver, size_t at,
			size_t without, uint8_t script)
{
	struct guess g = {.script = script};
	size_t met = 0;

	for (size_t w = 0; w < s->words; w++) {
		const struct sought *sought = &s->sought[w];
		size_t from = w == driver ? at : 0;
		uint8_t bit = (uint8_t)(1u << w);

		if (w != without &&
		    (sought->done || from >= sought->candidates))
			continue;
		g.gain[w] = w == without ? 0 : sought->candidate[from].gain;
		g.met |= bit;
		if (w != without && from < sought->equals)
			g.equal |= bit;
		met++;
	}
	g.others = (uint8_t)s->words;
	g.plain = s->plain_n;
	float all = wasl_search_guess(s, &g);
	g.others = (uint8_t)met;
	float fewer = wasl_search_guess(s, &g);
	return all > fewer ? all : fewer;
}

/* Can no identity with this candidate or a worse one come among the best? */
static bool is_hopeless(const struct wasl_search *s, size_t driver, size_t at)
{
	if (s->best_n < s->best_room)
		return false;
	float latin = most_hoped(s, driver, at, WORDS, WASL_SCRIPT_LATIN);
	float arabic = most_hoped(s, driver, at, WORDS, WASL_SCRIPT_ARABIC);

	return (latin > arabic ? latin : arabic) <= s->best[0].estimate;
}

/* The score that a word beside this candidate needs against each other word,
 * for the identity to come among the best. */
static void find_needs(struct wasl_search *s, size_t driver, size_t at,
		       uint8_t script)
{
	for (size_t w = 0; w < s->words; w++) {
		int least = WASL_SCORE_ALONE + 1;

		if (w == driver)
			least = WASL_SCORE_MOST + 1;
		else if (s->best_n == s->best_room)
			least = wasl_search_needs(
				s, script,
				s->best[0].estimate -
					most_hoped(s, driver, at, w, script));
		s->need[w] = (int16_t)least;
	}
}

/* Three rounds over a batch: each asks for what the next one reads. */
static void estimate_batch(struct wasl_search *s, uint8_t script)
{
	const struct wasl_index *index = s->index;

	for (size_t k = 0; k < s->batch_n; k++)
		__builtin_prefetch(&index->names[index->first[s->batch[k]]]);
	for (size_t k = 0; k < s->batch_n; k++) {
		const uint32_t *e = &index->names[index->first[s->batch[k]]];

		for (bool last = false; !last; e++) {
			last = *e & WASL_INDEX_LAST;
			__builtin_prefetch(
				&index->sound[*e & ~WASL_INDEX_LAST]);
			__builtin_prefetch(
				&index->entry[*e & ~WASL_INDEX_LAST]);
		}
	}
	for (size_t k = 0; k < s->batch_n; k++) {
		uint32_t id = s->batch[k];
		float estimate = wasl_search_estimate(s, id, script);

		if (estimate > -INFINITY)
			wasl_best_keep(s->best, &s->best_n, s->best_room,
				       (struct wasl_best){estimate, id});
	}
	s->visited += s->batch_n;
	s->batch_n = 0;
}

/* Who bears a word; false: no more are to be visited. */
static bool visit_bearers(struct wasl_search *s, size_t driver, size_t at)
{
	const struct wasl_index *index = s->index;
	uint32_t e = s->sought[driver].candidate[at].entry;
	const struct wasl_entry *entry = &index->entry[e];
	const uint32_t *ids =
		wasl_list_items(&index->lists, &entry->identities);

	for (size_t i = 0; i < entry->identities.n; i++) {
		if (i % BATCH == 0) {
			estimate_batch(s, entry->script);
			if (s->visited > VISITED || is_hopeless(s, driver, at))
				return false;
			find_needs(s, driver, at, entry->script);
		}
		s->batch[s->batch_n++] = ids[i];
		__builtin_prefetch(&index->first[ids[i]]);
	}
	estimate_batch(s, entry->script);
	return true;
}

/* The words that are most like one asked for: so many. */
#define LIKELY 8

static void visit_candidates(struct wasl_search *s, size_t driver)
{
	struct sought *sought = &s->sought[driver];
	bool more = true;

	for (size_t k = 0; k < sought->candidates && more; k++) {
		struct row *row =
			wasl_search_row(s, sought->candidate[k].entry, false);

		if (row->done)
			continue;
		s->likely = k < LIKELY;
		more = visit_bearers(s, driver, k);
		row->done = true;
	}
	sought->done = true;
}

static void visit_all(struct wasl_search *s)
{
	for (size_t turn = 0; turn < s->words; turn++) {
		size_t driver = WORDS;

		for (size_t w = 0; w < s->words; w++)
			if (!s->sought[w].done &&
			    (driver == WORDS ||
			     s->sought[w].bearers < s->sought[driver].bearers))
				driver = w;
		visit_candidates(s, driver);
	}
}

/* --- names -------------------------------------------------------------- */

/*
 * Words to look at and to score, were they long; how far off they may sound,
 * and those beside a candidate and beside one of the likeliest; what they are
 * to score; identities whose names are scored, beyond twice those wanted.
 */
struct effort {
	size_t near, scored, farthest;
	uint8_t beside, beside_likely;
	int least;
	size_t named;
};

/* By the script asked in: Arabic leaves vowels out, so that more words sound
 * like one; where there are few words in the index, and where many. */
static const struct effort efforts[2][2] = {
	{{640, 24, 156, 138, 160, -3 * WASL_NAT / 2, 20},
	 {576, 40, 148, 132, 148, -3 * WASL_NAT / 2, 20}},
	{{512, 32, 144, 140, 156, -2 * WASL_NAT, 20},
	 {768, 48, 148, 142, 160, -2 * WASL_NAT, 20}},
};

static const struct effort thorough = {
	.near = SIFTED,
	.scored = SCORED,
	.farthest = DISTANCES,
	.beside = 180,
	.beside_likely = DISTANCES - 1,
	.least = WASL_SCORE_ALONE + 1,
	.named = 180,
};

static void set_effort(struct wasl_search *s)
{
	bool many = s->index->entry_n >= MANY_WORDS;
	const struct effort *e =
		s->effort == WASL_EFFORT_THOROUGH
			? &thorough
			: &efforts[s->script == WASL_SCRIPT_ARABIC][many];

	s->near = e->near;
	s->scored = e->scored;
	s->farthest = e->farthest;
	s->reach = e->beside;
	s->reach_likely = e->beside_likely;
	s->least = e->least;
	s->named = e->named;
}

static void begin(struct wasl_search *s, const struct wasl_name *name)
{
	s->words = name->n;
	s->habit = wasl_name_habit(name);
	s->script = name->word[0].script;
	s->plain = 0;
	s->plain_n = (uint8_t)wasl_plain_words(name);
	set_effort(s);
	s->rows = 0;
	s->beside = 0;
	s->visited = 0;
	memset(s->row_at, 0, sizeof s->row_at);
	for (size_t w = 0; w < name->n; w++) {
		const struct wasl_word *word = &name->word[w];
		struct sought *sought = &s->sought[w];

		sought->word = word;
		wasl_word_ready(sought->ready, word, s->habit, SEARCH_LOST);
		sought->done = false;
		sought->sifts[0] = sought->sifts[1] = false;
		sought->rarity =
			wasl_letters_rarity(wasl_word_letters(word, 0));
		sought->sound[0] = wasl_sound_asked(wasl_word_letters(word, 0));
		sought->sound[1] =
			wasl_sound_asked(wasl_word_letters(word, word->core));
		if (word->particle != WASL_PARTICLE_TITLE)
			s->plain |= (uint8_t)(1u << w);
	}
}

static wasl_status search_words(struct wasl_search *s,
				const struct wasl_name *name,
				struct wasl_err *err)
{
	for (size_t w = 0; w < name->n; w++) {
		if (!wasl_search_gather(s, w))
			return wasl_fail(err, WASL_NO_MEMORY, "name search");
		wasl_search_sift(s, w);
		score_words(s, w);
	}
	visit_all(s);
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
	begin(s, name);
	s->best_room = 2 * top + s->named;
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
