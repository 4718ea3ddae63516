#include "names/sift.h"

/* A letter stands for another where their unit weighs at least this. */
#define STANDS (-WASL_NAT)
/* Two letters are read as one where theirs weighs at least this; the one that
 * is not met then costs no more than that. */
#define READ_AS_ONE (WASL_NAT / 2)
#define ABSORBED    (WASL_NAT / 2)

static void lower(int16_t *cost, int score, size_t letters)
{
	int share = -score / (int)letters;

	if (share < *cost)
		*cost = (int16_t)(share > 0 ? share : 0);
}

static void note_letter(struct wasl_sift *s, const struct wasl_scorer_unit *u,
			size_t letter)
{
	if (u->from == u->to)
		lower(&s->stray[letter], u->score, 1);
	else if (u->to == u->from + 1 && u->score >= STANDS)
		s->stands[letter] |= 1u << u->from;
	else if (u->to == u->from + 2 && u->score >= READ_AS_ONE) {
		/* One of both is met, the other one costs little. */
		s->stands[letter] |= 3u << u->from;
		lower(&s->alone[u->from], -ABSORBED, 1);
		lower(&s->alone[u->from + 1], -ABSORBED, 1);
	}
}

static void note_letters(struct wasl_sift *s, const struct wasl_scorer_table *t,
			 const struct wasl_scorer_side *side, size_t c)
{
	size_t node = side->trie[c];

	if (node == 0)
		return;
	for (size_t u = t->begin[node]; u < t->begin[node + 1]; u++)
		note_letter(s, &t->unit[u], c);
	for (size_t d = 1; d < side->wide; d++) {
		size_t two = side->trie[node * side->wide + d];

		for (size_t u = t->begin[two]; two > 0 && u < t->begin[two + 1];
		     u++)
			if (t->unit[u].to == t->unit[u].from + 1 &&
			    t->unit[u].score >= READ_AS_ONE)
				s->pair[c][d] |= 1u << t->unit[u].from;
	}
}

void wasl_sift_init(struct wasl_sift *s, struct wasl_scorer *scorer,
		    enum wasl_script script)
{
	struct wasl_scorer_side side;
	const struct wasl_scorer_table *t =
		wasl_scorer_against(scorer, &side, script);

	memset(s, 0, sizeof *s);
	s->n = (uint8_t)scorer->word.n;
	for (size_t i = 0; i < s->n; i++)
		s->alone[i] = -WASL_MODEL_ALONE;
	for (size_t c = 0; c < WASL_SIFT_LETTERS; c++)
		s->stray[c] = -WASL_MODEL_ALONE;
	if (t->full)
		return;
	for (size_t c = 1; c < side.wide; c++)
		note_letters(s, t, &side, c);
	for (size_t u = t->begin[WASL_MODEL_NODES];
	     u < t->begin[WASL_SCORER_LISTS]; u++)
		for (size_t i = t->unit[u].from; i < t->unit[u].to; i++)
			lower(&s->alone[i], t->unit[u].score,
			      (size_t)(t->unit[u].to - t->unit[u].from));
}

/*
 * The longest common subsequence by bits (Hyyrö): bit i of `left` is set while
 * letter i of the word is not met. A letter of the other word that does not
 * lengthen it is a stray; a doubled letter is none.
 */
int wasl_sift_unlike(const struct wasl_sift *s, struct wasl_letters other)
{
	uint32_t all = (1u << s->n) - 1u;
	uint32_t left = all;
	int cost = 0;
	int last = 0; /* what the letter before cost */
	uint8_t before = 0;

	for (size_t j = 0; j < other.n; j++) {
		uint8_t c = other.c[j];
		uint32_t pair = s->pair[before][c];
		uint32_t met = left & (s->stands[c] | pair);
		uint32_t sum = left + met;

		/* A letter that is read with the one before is no stray, and
		 * makes that one none. */
		if (pair != 0) {
			cost -= last;
			last = 0;
		} else {
			last = sum >> s->n & 1 || c == before ? 0 : s->stray[c];
		}
		cost += last;
		left = (sum | (left - met)) & all;
		before = c;
	}
	for (; left != 0; left &= left - 1)
		cost += s->alone[__builtin_ctz(left)];
	return cost;
}
