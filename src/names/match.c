#include "names/match_inner.h"

#include "names/known.h"
#include "names/rarity.h"

#include <math.h>

/*
 * Words are assigned to words so that the sum of gains is greatest: f[m] is
 * the best sum when the words of the longer name in mask m are taken, filled
 * one word of the shorter name at a time. Two neighbours of the longer name
 * may be taken as one word (Jean-Pierre, Jeanpierre).
 */

#define WORDS WASL_NAME_WORDS_MAX
#define ITEMS (2 * WORDS - 1)

/* What meeting at all is worth against being left over. */
#define MET (-WASL_SCORE_ALONE)

/* Fitted by tools/names/fit.c on pairs and their hardest strangers. */
static const float weights[WASL_RELATIONS][WASL_FEATURES] = {
#include "names/weights.inc"
};

float wasl_feature_weight(enum wasl_relation relation,
			  enum wasl_feature feature)
{
	return weights[relation][feature];
}

float wasl_score_doubt(int score)
{
	return -log1pf(expf(-(float)score / WASL_NAT));
}

float wasl_words_to_agree(size_t few)
{
	float n = (float)few;

	return n > 2 ? 2 + (n - 2) / 2 : n;
}

enum wasl_relation wasl_relation_of(uint8_t a, uint8_t b)
{
	if (a != b)
		return WASL_RELATION_CROSS;
	return a == WASL_SCRIPT_ARABIC ? WASL_RELATION_ARABIC
				       : WASL_RELATION_LATIN;
}

/* One way for a word of the shorter name to meet words of the longer. */
struct item {
	uint16_t mask;
	struct wasl_part part[WORDS]; /* by word of the shorter name */
};

struct board {
	const struct wasl_name *few, *many;
	size_t items;
	struct item item[ITEMS];
};

static void lay(struct board *b, const struct wasl_word *word, size_t first,
		size_t count, int habit)
{
	struct item *item = &b->item[b->items++];

	item->mask = (uint16_t)(((1u << count) - 1u) << first);
	for (size_t w = 0; w < b->few->n; w++) {
		struct wasl_part part =
			wasl_words_meet(&b->few->word[w], word, habit);

		part.a = (uint8_t)w;
		part.b = (uint8_t)first;
		part.a_words = 1;
		part.b_words = (uint8_t)count;
		if (count == 2)
			part.kind = WASL_PART_PAIR;
		item->part[w] = part;
	}
}

static void lay_all(struct board *b, int habit)
{
	b->items = 0;
	for (size_t w = 0; w < b->many->n; w++)
		lay(b, &b->many->word[w], w, 1, habit);
	if (b->many->n == b->few->n)
		return;
	for (size_t w = 0; w + 1 < b->many->n; w++) {
		struct wasl_word joined;

		if (wasl_words_join(&joined, &b->many->word[w]))
			lay(b, &joined, w, 2, habit);
	}
}

#define NOBODY 0xff

/* Choose an item for each word of the shorter name; NOBODY: it stays alone. */
static void assign(uint8_t chosen[WORDS], const struct board *b)
{
	static const int32_t unreached = INT32_MIN / 2;
	size_t masks = (size_t)1 << b->many->n;
	WASL_SCRATCH int32_t sum[2][1u << WORDS];
	WASL_SCRATCH uint8_t choice[WORDS][1u << WORDS];
	size_t best = 0;

	for (size_t m = 0; m < masks; m++)
		sum[0][m] = m == 0 ? 0 : unreached;
	for (size_t w = 0; w < b->few->n; w++) {
		const int32_t *from = sum[w % 2];
		int32_t *to = sum[(w + 1) % 2];

		memcpy(to, from, masks * sizeof *to);
		memset(choice[w], NOBODY, sizeof choice[w]);
		for (size_t k = 0; k < b->items; k++) {
			uint16_t mask = b->item[k].mask;
			int32_t gain = b->item[k].part[w].score + MET;

			for (size_t m = 0; m < masks; m++) {
				if (m & mask || from[m] == unreached ||
				    from[m] + gain <= to[m | mask])
					continue;
				to[m | mask] = from[m] + gain;
				choice[w][m | mask] = (uint8_t)k;
			}
		}
	}
	for (size_t m = 1; m < masks; m++)
		if (sum[b->few->n % 2][m] > sum[b->few->n % 2][best])
			best = m;
	for (size_t w = b->few->n; w-- > 0;) {
		chosen[w] = choice[w][best];
		if (chosen[w] != NOBODY)
			best &= ~(size_t)b->item[chosen[w]].mask;
	}
}

uint8_t wasl_believed_rarity(const struct wasl_part *p, uint8_t rarity)
{
	float belief = expf(wasl_score_doubt(2 * p->score));

	if (p->kind == WASL_PART_INITIAL)
		rarity = WASL_RARITY_INITIAL;
	return (uint8_t)lrintf((float)rarity * belief);
}

static uint8_t part_rarity(const struct wasl_part *p, const struct wasl_name *a,
			   const struct wasl_name *b)
{
	uint8_t x = wasl_letters_rarity(
		wasl_word_letters(&a->word[p->a], p->a_from));
	uint8_t y = wasl_letters_rarity(
		wasl_word_letters(&b->word[p->b], p->b_from));

	return wasl_believed_rarity(p, x < y ? x : y);
}

/*
 * What it says that a word met nothing. Titles and initials come and go, and
 * so do middle names, those of fathers above all: "Khalid bin Sultan bin Fahd".
 */
#define ALONE_TITLE   0.05f
#define ALONE_INITIAL 0.5f
#define ALONE_FATHER  0.35f
#define ALONE_MIDDLE  0.6f
/* How much more where one side is a single word, the rarest to the commonest.
 */
#define LONE_RARE   0.2f
#define LONE_COMMON 2.5f

static float alone_cost(const struct wasl_name *name, size_t w)
{
	const struct wasl_word *word = &name->word[w];
	bool middle = w > 0 && w + 1u < name->n;

	if (word->particle == WASL_PARTICLE_TITLE)
		return ALONE_TITLE;
	if (word->n == 1)
		return ALONE_INITIAL;
	if (middle && word->particle == WASL_PARTICLE_DESCENT)
		return ALONE_FATHER;
	return middle ? ALONE_MIDDLE : 1;
}

static float alone_sum(const struct wasl_name *name, uint16_t alone)
{
	float sum = 0;

	for (size_t w = 0; w < name->n; w++)
		if (alone >> w & 1)
			sum += alone_cost(name, w);
	return sum;
}

/* Abi Tallo is rather a stranger to another Tallo: unlike an article, such a
 * particle is half of the word. */
float wasl_lone_factor(const struct wasl_part *met,
		       const struct wasl_word *lone)
{
	bool half = met->kind == WASL_PART_CORE && lone->core > 0 &&
		    lone->particle == WASL_PARTICLE_PARENT;
	float rarity = (float)met->rarity / WASL_RARITY_MAX;

	return LONE_COMMON -
	       (LONE_COMMON - LONE_RARE) * (half ? rarity / 3 : rarity);
}

size_t wasl_plain_words(const struct wasl_name *name)
{
	size_t n = 0;

	for (size_t w = 0; w < name->n; w++)
		n += name->word[w].particle != WASL_PARTICLE_TITLE;
	return n;
}

/* Did every word but titles meet its equal? Initials alone are no words. */
static bool all_equal(const struct wasl_match *m, const struct board *b)
{
	bool word = false;

	for (size_t p = 0; p < m->parts; p++) {
		if (!m->part[p].equal)
			return false;
		word = word || b->few->word[m->part[p].a].n > 1;
	}
	return word &&
	       alone_sum(b->few, m->alone_a) + alone_sum(b->many, m->alone_b) <
		       ALONE_FATHER;
}

static void take_parts(struct wasl_match *out, const struct board *b,
		       const uint8_t chosen[WORDS])
{
	int last = -1;

	out->alone_a = (uint16_t)((1u << b->few->n) - 1u);
	out->alone_b = (uint16_t)((1u << b->many->n) - 1u);
	for (size_t w = 0; w < b->few->n; w++) {
		if (chosen[w] == NOBODY)
			continue;
		struct wasl_part *p = &out->part[out->parts++];

		*p = b->item[chosen[w]].part[w];
		p->rarity = part_rarity(p, b->few, b->many);
		out->alone_a &= (uint16_t) ~(1u << w);
		out->alone_b &= (uint16_t)~b->item[chosen[w]].mask;
		out->swapped = out->swapped || (int)p->b < last;
		last = p->b;
	}
}

static void weigh(struct wasl_match *out, const struct board *b)
{
	enum wasl_relation relation = wasl_relation_of(b->few->word[0].script,
						       b->many->word[0].script);
	float *share = out->share;

	out->relation = (uint8_t)relation;
	share[WASL_FEATURE_BASE] = 1;
	share[WASL_FEATURE_WORDS] = wasl_words_to_agree(b->few->n);
	share[WASL_FEATURE_LONE] =
		wasl_plain_words(b->few) <= 1 || wasl_plain_words(b->many) <= 1;
	share[WASL_FEATURE_EQUAL] = all_equal(out, b);
	for (size_t p = 0; p < out->parts; p++) {
		const struct wasl_part *part = &out->part[p];
		float score = (float)part->score / WASL_NAT;

		share[WASL_FEATURE_LETTERS] += score;
		share[WASL_FEATURE_DOUBT] += wasl_score_doubt(part->score);
		share[WASL_FEATURE_RARITY] +=
			(float)part->rarity / WASL_RARITY_NAT;
	}
	share[WASL_FEATURE_SHORT] = alone_sum(b->few, out->alone_a);
	share[WASL_FEATURE_LONG] =
		alone_sum(b->many, out->alone_b) *
		(b->few->n == 1 && wasl_plain_words(b->many) > 1
			 ? wasl_lone_factor(&out->part[0], b->few->word)
			 : 1);
	share[WASL_FEATURE_ORDER] = out->swapped ? 1 : 0;
	for (size_t f = 0; f < WASL_FEATURES; f++) {
		share[f] *= weights[relation][f];
		out->logit += share[f];
	}
	wasl_match_conclude(out);
}

void wasl_match_conclude(struct wasl_match *out)
{
	out->probability = 1 / (1 + exp(-(double)out->logit));
	out->verdict =
		out->probability >= WASL_MATCH_PROBABLE ? WASL_VERDICT_PROBABLE
		: out->probability >= WASL_MATCH_MAYBE	? WASL_VERDICT_MAYBE
							: WASL_VERDICT_NO;
}

/* An order of names that does not depend on who is a: fewer words first. */
static bool comes_after(const struct wasl_name *a, const struct wasl_name *b)
{
	if (a->n != b->n)
		return a->n > b->n;
	for (size_t w = 0; w < a->n; w++) {
		const struct wasl_word *x = &a->word[w];
		const struct wasl_word *y = &b->word[w];
		int order = memcmp(x->c, y->c, x->n < y->n ? x->n : y->n);

		if (x->script != y->script)
			return x->script > y->script;
		if (order != 0 || x->n != y->n)
			return order > 0 || (order == 0 && x->n > y->n);
	}
	return false;
}

static void exchange(struct wasl_match *m)
{
	uint16_t alone = m->alone_a;

	m->alone_a = m->alone_b;
	m->alone_b = alone;
	for (size_t p = 0; p < m->parts; p++) {
		struct wasl_part was = m->part[p];

		m->part[p].a = was.b;
		m->part[p].b = was.a;
		m->part[p].a_words = was.b_words;
		m->part[p].b_words = was.a_words;
		m->part[p].a_from = was.b_from;
		m->part[p].b_from = was.a_from;
	}
	for (size_t p = 1; p < m->parts; p++)
		for (size_t q = p; q > 0 && m->part[q - 1].a > m->part[q].a;
		     q--) {
			struct wasl_part was = m->part[q];

			m->part[q] = m->part[q - 1];
			m->part[q - 1] = was;
		}
}

/* The habit of the Latin side of two; within one script it has no part. */
static int habit_of(const struct wasl_name *a, const struct wasl_name *b)
{
	int x = wasl_name_habit(a);
	int y = wasl_name_habit(b);

	return x != 0 && y != 0 ? (x + y) / 2 : x + y;
}

void wasl_match_names(struct wasl_match *out, const struct wasl_name *a,
		      const struct wasl_name *b)
{
	bool swap = comes_after(a, b);
	WASL_SCRATCH struct board board;
	uint8_t chosen[WORDS];
	int habit = habit_of(a, b);

	board.few = swap ? b : a;
	board.many = swap ? a : b;
	memset(out, 0, sizeof *out);
	out->habit = (int8_t)habit;
	lay_all(&board, habit);
	assign(chosen, &board);
	take_parts(out, &board, chosen);
	weigh(out, &board);
	if (swap)
		exchange(out);
}

float wasl_match_logit(const struct wasl_name *a, const struct wasl_name *b)
{
	struct wasl_match match;

	wasl_match_names(&match, a, b);
	return match.logit;
}
