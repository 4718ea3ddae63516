#include "names/search_inner.h"

#include <math.h>

/*
 * Who bears the words that were found: an identity is estimated when its first
 * candidate has its turn. The words asked for take turns, the one with the
 * fewest bearers first, and each word's candidates in order, while whoever
 * bears this one or a worse one may still come among the best.
 */

/* At most. */
#define VISITED 80000
/* What a word that is no candidate adds at most, in nats: beside one, such
 * words are scored too. */
#define BESIDE_GAIN (-2.0f)
/* Where another word must score more than this, it is among those that sound
 * nearer. */
#define MUCH (-7 * WASL_NAT / 2)

/* --- hope ----------------------------------------------------------------- */

/*
 * The most that an identity may be worth whose word is the candidate `at` of
 * `driver` or a worse one: if it has as many words as are asked for, and if it
 * has no more than meet. Words that had their turn meet nothing any more, or a
 * word beside.
 */
struct hope {
	float whole, fewer;
	size_t met;
};

static void add_hope(const struct wasl_search *s, struct guess *g, size_t w,
		     size_t from)
{
	const struct sought *sought = &s->sought[w];
	uint8_t bit = (uint8_t)(1u << w);

	g->gain[w] = sought->candidate[from].gain;
	g->met |= bit;
	if (from < sought->equals)
		g->equal |= bit;
}

static void add_beside(const struct wasl_search *s, struct guess *g)
{
	for (size_t w = 0; w < s->words; w++) {
		if (!s->sought[w].done)
			continue;
		g->met |= (uint8_t)(1u << w);
		g->gain[w] = BESIDE_GAIN;
	}
}

/* But for the word `without`, which meets one and adds nothing. */
static struct hope hope_for(const struct wasl_search *s, size_t driver,
			    size_t at, size_t without, uint8_t script)
{
	struct guess g = {.script = script, .plain = s->plain_n};
	struct hope hope = {0};

	for (size_t w = 0; w < s->words; w++) {
		const struct sought *sought = &s->sought[w];
		size_t from = w == driver ? at : 0;

		if (w == without)
			g.met |= (uint8_t)(1u << w);
		else if (!sought->done && from < sought->candidates)
			add_hope(s, &g, w, from);
		else
			continue;
		hope.met++;
	}
	g.others = (uint8_t)hope.met;
	hope.fewer = wasl_search_guess(s, &g);
	g.others = (uint8_t)s->words;
	if (hope.met == 1)
		add_beside(s, &g);
	hope.whole = wasl_search_guess(s, &g);
	return hope;
}

/* What an estimate must exceed. */
static float hurdle(const struct wasl_search *s)
{
	if (s->best_n < s->best_room || s->best[0].estimate < s->floor)
		return s->floor;
	return s->best[0].estimate;
}

/* Who may still come among the best? */
enum who { NOBODY, LONE, ANYBODY };

static enum who who_may(const struct wasl_search *s, size_t driver, size_t at)
{
	struct hope x = hope_for(s, driver, at, WORDS, WASL_SCRIPT_LATIN);
	struct hope y = hope_for(s, driver, at, WORDS, WASL_SCRIPT_ARABIC);
	float most = hurdle(s);

	if (x.whole > most || y.whole > most)
		return ANYBODY;
	if (x.fewer <= most && y.fewer <= most)
		return NOBODY;
	return x.met == 1 && s->words > 1 ? LONE : ANYBODY;
}

/* The score that a word beside this candidate needs against each other word,
 * for the identity to come among the best. */
static void find_needs(struct wasl_search *s, size_t driver, size_t at,
		       uint8_t script)
{
	for (size_t w = 0; w < s->words; w++) {
		int least = WASL_SCORE_MOST + 1;

		if (w != driver) {
			struct hope h = hope_for(s, driver, at, w, script);
			float most = h.whole > h.fewer ? h.whole : h.fewer;

			least = wasl_search_needs(s, script, hurdle(s) - most);
		}
		s->need[w] = (int16_t)least;
		s->reach[w] = least > MUCH ? s->beside_near : s->beside_far;
	}
}

/* --- visits --------------------------------------------------------------- */

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

static bool is_lone(const struct wasl_index *index, uint32_t id)
{
	return index->lone[id / 64] >> id % 64 & 1;
}

/* Who bears a word; false: no more are to be visited. */
static bool visit_bearers(struct wasl_search *s, size_t driver, size_t at)
{
	const struct wasl_index *index = s->index;
	uint32_t e = s->sought[driver].candidate[at].entry;
	const struct wasl_entry *entry = &index->entry[e];
	const uint32_t *ids =
		wasl_list_items(&index->lists, &entry->identities);
	enum who who = ANYBODY;

	for (size_t i = 0; i < entry->identities.n; i++) {
		if (i % BATCH == 0) {
			estimate_batch(s, entry->script);
			who = who_may(s, driver, at);
			if (s->visited > VISITED || who == NOBODY)
				return false;
			find_needs(s, driver, at, entry->script);
		}
		if (who == LONE && !is_lone(index, ids[i]))
			continue;
		s->batch[s->batch_n++] = ids[i];
		__builtin_prefetch(&index->first[ids[i]]);
	}
	estimate_batch(s, entry->script);
	return true;
}

static void visit_candidates(struct wasl_search *s, size_t driver)
{
	struct sought *sought = &s->sought[driver];
	bool more = true;

	for (size_t k = 0; k < sought->candidates && more; k++) {
		struct row *row =
			wasl_search_row(s, sought->candidate[k].entry, false);

		if (row->done)
			continue;
		more = visit_bearers(s, driver, k);
		row->done = true;
	}
	sought->done = true;
}

void wasl_search_visit(struct wasl_search *s)
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
