#include "names/search_inner.h"

#include "base/alloc.h"
#include "names/rarity.h"

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
/* A way through two words that lost this much is not followed. */
#define SEARCH_LOST WASL_MODEL_LOST
/* From so many distinct words on more of them stand near any one. */
#define MANY_WORDS 200000
/* So many words in a row, and a quarter of those before, of which none is a
 * candidate: those behind are less alike still. */
#define PATIENCE 96
/* How far an estimate may fall short of the score; but where two words may be
 * read as one, which estimates do not know, so many are scored that seem too
 * unlikely. */
#define SLACK 0.5f
#define JOINS 8

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
	wasl_free(search->seen);
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

/* --- names -------------------------------------------------------------- */

/*
 * Words to look at and to score, were they long; how far off they may sound;
 * how far those beside a candidate, and if they are to score much; what
 * candidates are to score; identities whose names are scored, beyond twice
 * those wanted.
 */
struct effort {
	size_t near, scored, farthest;
	uint8_t beside_far, beside_near;
	int least;
	size_t named;
};

/* Where there are few words in the index, and where there are many. */
static const struct effort efforts[2] = {
	{448, 32, 132, 180, 134, -2 * WASL_NAT, 10},
	{1600, 160, 148, 180, 142, -2 * WASL_NAT, 20},
};

static const struct effort thorough = {
	.near = SIFTED,
	.scored = SCORED,
	.farthest = DISTANCES,
	.beside_far = DISTANCES - 1,
	.beside_near = 180,
	.least = WASL_SCORE_ALONE + 1,
	.named = 180,
};

static void set_effort(struct wasl_search *s)
{
	bool many = s->index->entry_n >= MANY_WORDS;
	const struct effort *e =
		s->effort == WASL_EFFORT_THOROUGH ? &thorough : &efforts[many];

	s->near = e->near;
	s->scored = e->scored;
	s->farthest = e->farthest;
	s->beside_far = e->beside_far;
	s->beside_near = e->beside_near;
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
	wasl_search_visit(s);
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
	size_t joins = 0;
	size_t n = 0;

	qsort(best, s->best_n, sizeof *best, wasl_best_order);
	for (; n < s->best_n; n++) {
		struct wasl_name other;
		struct wasl_best b = best[n];
		size_t at = n;

		joins += b.estimate <= s->floor;
		if (joins > JOINS ||
		    (n >= top && best[top - 1].estimate > b.estimate + SLACK))
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
			    size_t *n, size_t top, float least,
			    const struct wasl_name *name, struct wasl_err *err)
{
	*n = 0;
	if (top > WASL_INDEX_TOP_MAX)
		return wasl_fail(err, WASL_TOO_BIG, "at most %d hits",
				 WASL_INDEX_TOP_MAX);
	begin(s, name);
	s->best_room = 2 * top + s->named;
	s->best_n = 0;
	s->floor = least - SLACK;
	if (!wasl_grow(&s->best, &s->best_cap, s->best_room, sizeof *s->best))
		return wasl_fail(err, WASL_NO_MEMORY, "name search");
	WASL_TRY(search_words(s, name, err));
	score_names(s, name, top);
	for (; *n < top && *n < s->best_n && s->best[*n].estimate >= least;
	     (*n)++)
		hits[*n] =
			(struct wasl_hit){s->best[*n].id, s->best[*n].estimate};
	return WASL_OK;
}
