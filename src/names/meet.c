#include "names/match_inner.h"

#include "names/known.h"

/* One word against one word: its readings, and what is listed of it. */

/* A reading without a particle that the other side lacks; articles come and
 * go. */
#define CORE_COST    WASL_NAT
#define ARTICLE_COST (WASL_NAT / 2)
#define INITIAL_GAIN WASL_NAT
/* Words of so many letters that differ in one are perhaps one, miswritten. */
#define SLIP_LETTERS 6
#define SLIP_SCORE   0
/* Daniel and Danielle: at most this. */
#define FEMININE_SCORE (-2 * WASL_NAT)
/* Words that are listed together are at least this, words that are listed
 * apart at most that. */
#define KNOWN_SAME  (4 * WASL_NAT)
#define KNOWN_OTHER (-4 * WASL_NAT)

/* The better of two readings of a pair of words. */
static void consider(struct wasl_part *best, int score,
		     enum wasl_part_kind kind, size_t a_from, size_t b_from)
{
	if (score <= best->score)
		return;
	best->score = (int16_t)score;
	best->kind = (uint8_t)kind;
	best->a_from = (uint8_t)a_from;
	best->b_from = (uint8_t)b_from;
}

/* A single letter for a word: it must be how the word begins. */
static bool meet_initial(struct wasl_part *best, const struct wasl_word *a,
			 const struct wasl_word *b, int habit)
{
	const struct wasl_word *word = a->n == 1 ? b : a;
	struct wasl_letters letter = wasl_word_letters(a->n == 1 ? a : b, 0);
	int score = WASL_SCORE_LEAST;

	if ((a->n == 1) == (b->n == 1))
		return false;
	for (size_t n = 1; n <= 2 && n <= word->n; n++) {
		struct wasl_letters start = wasl_word_letters(word, 0);

		start.n = n;
		int s = wasl_words_score(letter, start, habit);
		score = s > score ? s : score;
	}
	score = score > INITIAL_GAIN ? INITIAL_GAIN : score - 2 * WASL_NAT;
	consider(best, score, WASL_PART_INITIAL, 0, 0);
	return true;
}

static bool same_letters(struct wasl_letters a, struct wasl_letters b)
{
	return a.script == b.script && a.n == b.n && memcmp(a.c, b.c, a.n) == 0;
}

/* One letter more, less or other, or two neighbours exchanged? */
static bool is_slip(struct wasl_letters a, struct wasl_letters b)
{
	size_t least = a.n < b.n ? a.n : b.n;
	size_t from = 0;
	size_t to = 0;

	if (least < SLIP_LETTERS || a.n + b.n > 2 * least + 1)
		return false;
	while (from < least && a.c[from] == b.c[from])
		from++;
	while (to < least - from && a.c[a.n - 1 - to] == b.c[b.n - 1 - to])
		to++;
	size_t x = a.n - from - to;
	size_t y = b.n - from - to;
	return (x <= 1 && y <= 1) ||
	       (x == 2 && y == 2 && a.c[from] == b.c[from + 1] &&
		a.c[from + 1] == b.c[from]);
}

/* Is one the French feminine of the other: Danielle, Adrienne? */
static bool is_feminine(struct wasl_letters a, struct wasl_letters b)
{
	struct wasl_letters he = a.n < b.n ? a : b;
	struct wasl_letters she = a.n < b.n ? b : a;

	return a.script == WASL_SCRIPT_LATIN && she.n == he.n + 2 && he.n > 2 &&
	       memcmp(he.c, she.c, he.n) == 0 &&
	       she.c[he.n] == he.c[he.n - 1] && she.c[he.n + 1] == 'e' - 96;
}

/* One word against one: the words, and what scores their letters. */
struct meeting {
	const struct wasl_word *a, *b;
	int habit;
	struct wasl_scorer *ready; /* of a, whole and core; NULL: none */
	int least;		   /* scores below it need not be exact */
};

/* From these letters on. The same letters are the same word, the surer the
 * longer. */
static int letters_score(const struct meeting *m, size_t a_from, size_t b_from)
{
	struct wasl_letters a = wasl_word_letters(m->a, a_from);
	struct wasl_letters b = wasl_word_letters(m->b, b_from);
	int score;

	if (same_letters(a, b))
		return ((int)a.n + 2) * WASL_NAT;
	if (m->ready != NULL)
		score = wasl_scorer_score(&m->ready[a_from > 0], b, m->least);
	else
		score = wasl_words_score(a, b, m->habit);
	if (a.script != b.script)
		return score;
	if (score > FEMININE_SCORE && is_feminine(a, b))
		return FEMININE_SCORE;
	return score < SLIP_SCORE && is_slip(a, b) ? SLIP_SCORE : score;
}

static enum wasl_known compare_cores(const struct wasl_word *a,
				     const struct wasl_word *b)
{
	return wasl_known_compare(wasl_core_known(a), wasl_core_known(b));
}

/* What the list says: of the words, or of what stands behind particles. */
static enum wasl_known listed(const struct wasl_part *part,
			      const struct wasl_word *a,
			      const struct wasl_word *b)
{
	enum wasl_known known = wasl_known_compare(a->known, b->known);

	if (known == WASL_KNOWN_OTHER && part->kind == WASL_PART_CORE)
		return compare_cores(a, b);
	if (known == WASL_KNOWN_NOTHING && part->score > 0 && a->core > 0 &&
	    b->core > 0 && compare_cores(a, b) == WASL_KNOWN_SAME)
		return WASL_KNOWN_SAME;
	return known;
}

/* What is known of two names goes over how alike their letters are. */
static void consult_list(struct wasl_part *part, const struct wasl_word *a,
			 const struct wasl_word *b)
{
	part->known = (uint8_t)listed(part, a, b);
	if (part->known == WASL_KNOWN_SAME && part->score < KNOWN_SAME)
		part->score = KNOWN_SAME;
	if (part->known == WASL_KNOWN_OTHER && part->score > KNOWN_OTHER)
		part->score = KNOWN_OTHER;
}

static int core_cost(const struct wasl_word *a, const struct wasl_word *b)
{
	const struct wasl_word *whole = a->core > 0 ? a : b;

	return whole->particle == WASL_PARTICLE_ARTICLE ? ARTICLE_COST
							: CORE_COST;
}

static struct wasl_part meet(const struct meeting *m)
{
	const struct wasl_word *a = m->a;
	const struct wasl_word *b = m->b;
	struct wasl_part best = {.score = INT16_MIN};

	if (meet_initial(&best, a, b, m->habit))
		return best;
	/* Abou Bakr is not Oum Bakr: these particles stay. */
	bool parents = a->particle == WASL_PARTICLE_PARENT &&
		       b->particle == WASL_PARTICLE_PARENT;
	if (a->core > 0 && b->core > 0 && !parents)
		consider(&best, letters_score(m, a->core, b->core),
			 WASL_PART_CORE, a->core, b->core);
	if (a->core == 0 || b->core == 0 || a->particle != b->particle ||
	    parents)
		consider(&best, letters_score(m, 0, 0), WASL_PART_WORD, 0, 0);
	if ((a->core > 0) != (b->core > 0))
		consider(&best,
			 letters_score(m, a->core, b->core) - core_cost(a, b),
			 WASL_PART_CORE, a->core, b->core);
	consult_list(&best, a, b);
	best.equal = best.known == WASL_KNOWN_SAME ||
		     same_letters(wasl_word_letters(a, best.a_from),
				  wasl_word_letters(b, best.b_from));
	if (best.score < WASL_SCORE_LEAST)
		best.score = WASL_SCORE_LEAST;
	if (best.score > WASL_SCORE_MOST)
		best.score = WASL_SCORE_MOST;
	return best;
}

struct wasl_part wasl_words_meet(const struct wasl_word *a,
				 const struct wasl_word *b, int habit)
{
	struct meeting m = {a, b, habit, NULL, WASL_SCORE_LEAST};

	return meet(&m);
}

void wasl_word_ready(struct wasl_scorer out[2], const struct wasl_word *word,
		     int habit, int lost)
{
	wasl_scorer_init(&out[0], wasl_word_letters(word, 0), habit, lost);
	wasl_scorer_init(&out[1], wasl_word_letters(word, word->core), habit,
			 lost);
}

struct wasl_part wasl_word_meets(struct wasl_scorer ready[2],
				 const struct wasl_word *a,
				 const struct wasl_word *b, int least)
{
	/* What is listed is asked where a score is above 0. */
	struct meeting m = {a, b, ready->habit, ready, least < 0 ? least : 0};

	return meet(&m);
}

bool wasl_words_join(struct wasl_word *out, const struct wasl_word *first)
{
	const struct wasl_word *second = first + 1;

	if (first->script != second->script ||
	    first->n + second->n > WASL_WORD_LETTERS_MAX)
		return false;
	*out = *first;
	memcpy(out->c + first->n, second->c, second->n);
	out->n = (uint8_t)(first->n + second->n);
	out->known = wasl_word_known(out);
	return true;
}
