#include "names/model.h"

#define CELLS	 (WASL_WORD_LETTERS_MAX + 1)
#define LONGEST	 WASL_MODEL_LONGEST
#define TOGETHER 4 /* letters of a unit */

/* The best way so far: scores, and how each cell was reached. */
struct lattice {
	int32_t best[CELLS][CELLS];
	uint8_t came[CELLS][CELLS]; /* nx << 4 | ny */
	uint16_t node[2][CELLS][LONGEST + 1];
};

static void find_nodes(struct lattice *l, const struct wasl_model *t,
		       size_t side, struct wasl_letters w)
{
	const uint16_t *trie = t->trie[side];
	size_t wide = t->wide[side];

	for (size_t i = 0; i <= w.n; i++) {
		uint16_t *node = l->node[side][i];
		size_t k = 1;

		node[0] = 0;
		for (; k <= t->longest[side] && i + k <= w.n; k++) {
			node[k] = trie[node[k - 1] * wide + w.c[i + k - 1]];
			if (node[k] == 0)
				break;
		}
		for (; k <= LONGEST; k++)
			node[k] = 0;
	}
}

static size_t letter_at(struct wasl_letters w, size_t i)
{
	return i < w.n ? w.c[i] : 0;
}

static size_t letter_before(struct wasl_letters w, size_t i)
{
	return i > 0 ? w.c[i - 1] : 0;
}

static void reach(struct lattice *l, size_t i, size_t j, size_t a, size_t b,
		  int32_t score)
{
	if (score <= l->best[i + a][j + b])
		return;
	l->best[i + a][j + b] = score;
	l->came[i + a][j + b] = (uint8_t)(a << 4 | b);
}

struct words {
	struct wasl_letters x, y;
	int habit;
};

/* What the units that start at letter i of x have in common, by length. */
struct start {
	const struct wasl_comb *row;
	size_t node;
	size_t before, after; /* contexts */
};

static size_t find_starts(struct start out[LONGEST + 1],
			  const struct lattice *l, const struct wasl_model *t,
			  struct wasl_letters x, size_t i)
{
	size_t n = 0;

	for (size_t a = 0; a <= t->longest[0]; a++) {
		size_t node = l->node[0][i][a];

		if (a > 0 && node == 0)
			break;
		out[n++] = (struct start){t->comb + t->shift[node], node,
					  letter_before(x, i),
					  t->wide[0] + letter_at(x, i + a)};
	}
	return n;
}

/* Every unit that starts at (i, j), and single letters without one. */
static void leave(struct lattice *l, const struct wasl_model *t,
		  const struct words *w, const struct start *start,
		  size_t starts, size_t i, size_t j)
{
	size_t stride = 2 * (t->wide[0] + t->wide[1]);
	size_t before = 2 * t->wide[0] + letter_before(w->y, j);
	size_t after = 2 * t->wide[0] + t->wide[1];
	const uint16_t *node = l->node[1][j];
	int32_t here = l->best[i][j];

	for (size_t a = 0; a < starts; a++) {
		const struct start *x = &start[a];

		for (size_t b = a == 0; b <= t->longest[1]; b++) {
			if (b > 0 && node[b] == 0)
				break;
			const struct wasl_comb *u = &x->row[node[b]];

			if (u->x != x->node || u->unit == 0)
				continue;
			const int8_t *c = t->context + u->unit * stride;

			reach(l, i, j, a, b,
			      here + u->base +
				      u->habit * w->habit / WASL_HABIT_FRENCH +
				      c[x->before] + c[x->after] + c[before] +
				      c[after + letter_at(w->y, j + b)]);
		}
	}
	if (i < w->x.n)
		reach(l, i, j, 1, 0, here + WASL_MODEL_ALONE);
	if (j < w->y.n)
		reach(l, i, j, 0, 1, here + WASL_MODEL_ALONE);
}

static int fill(struct lattice *l, const struct wasl_model *t,
		const struct words *w)
{
	find_nodes(l, t, 0, w->x);
	find_nodes(l, t, 1, w->y);
	for (size_t i = 0; i <= w->x.n; i++)
		for (size_t j = 0; j <= w->y.n; j++)
			l->best[i][j] = WASL_MODEL_UNSEEN;
	l->best[0][0] = 0;
	size_t idle = 0;
	for (size_t i = 0; i <= w->x.n && idle < t->longest[0]; i++) {
		WASL_SCRATCH struct start start[LONGEST + 1];
		size_t starts = find_starts(start, l, t, w->x, i);
		bool alive = false;

		for (size_t j = 0; j <= w->y.n; j++) {
			if (l->best[i][j] < WASL_MODEL_LOST)
				continue;
			leave(l, t, w, start, starts, i, j);
			alive = true;
		}
		idle = alive ? 0 : idle + 1;
	}
	return l->best[w->x.n][w->y.n];
}

/*
 * Arabic is always x. Within one script the lesser word is x, so that neither
 * score nor units depend on the order. Returns whether a and b were exchanged.
 */
static bool arrange(struct words *w, const struct wasl_model **t,
		    struct wasl_letters a, struct wasl_letters b, int habit)
{
	bool swap;

	if (a.script != b.script) {
		*t = &wasl_model_cross;
		swap = a.script != WASL_SCRIPT_ARABIC;
	} else {
		size_t n = a.n < b.n ? a.n : b.n;
		int order = memcmp(a.c, b.c, n);

		*t = a.script == WASL_SCRIPT_ARABIC ? &wasl_model_arabic
						    : &wasl_model_latin;
		swap = order > 0 || (order == 0 && a.n > b.n);
		habit = 0;
	}
	*w = swap ? (struct words){b, a, habit} : (struct words){a, b, habit};
	return swap;
}

struct wasl_letters wasl_word_letters(const struct wasl_word *word, size_t from)
{
	return (struct wasl_letters){(enum wasl_script)word->script,
				     word->n - from, word->c + from};
}

uint32_t wasl_letters_key(struct wasl_letters word)
{
	uint8_t arabic = word.script == WASL_SCRIPT_ARABIC ? 0x80 : 0;
	uint32_t key = 2166136261u;

	for (size_t i = 0; i < word.n; i++)
		key = (key ^ (word.c[i] | arabic)) * 16777619u;
	return key;
}

int wasl_words_score(struct wasl_letters a, struct wasl_letters b, int habit)
{
	WASL_SCRATCH struct lattice l;
	struct words w;
	const struct wasl_model *t;

	(void)arrange(&w, &t, a, b, habit);
	return fill(&l, t, &w);
}

int wasl_words_align(struct wasl_alignment *out, struct wasl_letters a,
		     struct wasl_letters b, int habit)
{
	WASL_SCRATCH struct lattice l;
	struct words w;
	const struct wasl_model *t;
	bool swap = arrange(&w, &t, a, b, habit);
	int score = fill(&l, t, &w);
	size_t i = w.x.n;
	size_t j = w.y.n;
	size_t at = 2 * (size_t)WASL_WORD_LETTERS_MAX;
	struct wasl_unit back[2 * WASL_WORD_LETTERS_MAX];

	/* Strangers have no way that was followed to its end. */
	while (score != WASL_MODEL_UNSEEN && i + j > 0) {
		size_t nx = l.came[i][j] >> 4;
		size_t ny = l.came[i][j] & 15u;
		int gain = l.best[i][j] - l.best[i - nx][j - ny];

		i -= nx;
		j -= ny;
		back[--at] = swap ? (struct wasl_unit){(uint8_t)j, (uint8_t)ny,
						       (uint8_t)i, (uint8_t)nx,
						       (int16_t)gain}
				  : (struct wasl_unit){(uint8_t)i, (uint8_t)nx,
						       (uint8_t)j, (uint8_t)ny,
						       (int16_t)gain};
	}
	out->n = 2 * (size_t)WASL_WORD_LETTERS_MAX - at;
	memcpy(out->unit, back + at, out->n * sizeof *back);
	return score;
}
