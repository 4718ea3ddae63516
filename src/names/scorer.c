#include "names/scorer.h"

#define LONGEST WASL_MODEL_LONGEST
#define CELLS	(WASL_WORD_LETTERS_MAX + 1)

enum { OTHER_SCRIPT, LESSER, GREATER };

void wasl_scorer_init(struct wasl_scorer *s, struct wasl_letters word,
		      int habit, int lost)
{
	s->word = word;
	s->habit = habit;
	s->lost = lost;
	for (size_t k = 0; k < 3; k++)
		s->table[k].made = false;
}

/* --- making ready --------------------------------------------------------- */

/* The word's letters that make each node of its side. */
struct place {
	uint16_t node;
	uint8_t from, to;
};

#define PLACES (CELLS * (LONGEST + 1))

static size_t find_places(struct place out[PLACES], const struct wasl_model *m,
			  size_t side, struct wasl_letters w)
{
	size_t n = 0;

	for (size_t i = 0; i <= w.n; i++) {
		uint16_t node = 0;

		out[n++] = (struct place){0, (uint8_t)i, (uint8_t)i};
		for (size_t k = 0; k < m->longest[side] && i + k < w.n; k++) {
			node = m->trie[side][node * m->wide[side] + w.c[i + k]];
			if (node == 0)
				break;
			out[n++] = (struct place){node, (uint8_t)i,
						  (uint8_t)(i + k + 1)};
		}
	}
	return n;
}

static size_t letter_at(struct wasl_letters w, size_t i)
{
	return i < w.n ? w.c[i] : 0;
}

static size_t letter_before(struct wasl_letters w, size_t i)
{
	return i > 0 ? w.c[i - 1] : 0;
}

struct making {
	const struct wasl_model *m;
	size_t side; /* of the word: 0 is x */
	size_t places;
	struct place place[PLACES];
	uint16_t first[WASL_MODEL_NODES]; /* by node: 1 + a place */
	uint16_t next[PLACES];		  /* of the same node: likewise */
};

static int unit_score(const struct wasl_scorer *s, const struct making *k,
		      const struct wasl_comb *u, struct place p)
{
	const struct wasl_model *m = k->m;
	size_t stride = 2 * (m->wide[0] + m->wide[1]);
	const int8_t *c = m->context + u->unit * stride +
			  (k->side == 0 ? 0 : 2 * m->wide[0]);

	return u->base + u->habit * s->habit / WASL_HABIT_FRENCH +
	       c[letter_before(s->word, p.from)] +
	       c[m->wide[k->side] + letter_at(s->word, p.to)];
}

typedef void (*use_unit)(struct wasl_scorer_table *t, size_t list,
			 struct wasl_scorer_unit unit);

static void count(struct wasl_scorer_table *t, size_t list,
		  struct wasl_scorer_unit unit)
{
	(void)unit;
	t->begin[list + 1]++;
}

static void keep(struct wasl_scorer_table *t, size_t list,
		 struct wasl_scorer_unit unit)
{
	t->unit[t->begin[list]++] = unit;
}

/* Every unit that takes some letters of the word. */
static void each_unit(const struct wasl_scorer *s, const struct making *k,
		      struct wasl_scorer_table *t, use_unit use)
{
	const struct wasl_model *m = k->m;

	for (size_t c = 0; c < m->combs; c++) {
		const struct wasl_comb *u = &m->comb[c];
		size_t y = c - m->shift[u->x];
		size_t mine = k->side == 0 ? u->x : y;
		size_t theirs = k->side == 0 ? y : u->x;

		if (u->unit == 0)
			continue;
		for (size_t p = k->first[mine]; p != 0; p = k->next[p - 1]) {
			struct place place = k->place[p - 1];

			size_t list = WASL_MODEL_NODES + (size_t)place.from;

			use(t, theirs > 0 ? theirs : list,
			    (struct wasl_scorer_unit){
				    place.from, place.to, u->unit,
				    (int16_t)unit_score(s, k, u, place)});
		}
	}
}

static void make(struct wasl_scorer *s, struct wasl_scorer_table *t,
		 const struct wasl_model *m, size_t side)
{
	WASL_SCRATCH struct making k;

	k.m = m;
	k.side = side;
	k.places = find_places(k.place, m, side, s->word);
	memset(k.first, 0, sizeof k.first);
	for (size_t p = k.places; p-- > 0;) {
		k.next[p] = k.first[k.place[p].node];
		k.first[k.place[p].node] = (uint16_t)(p + 1);
	}
	memset(t->begin, 0, sizeof t->begin);
	each_unit(s, &k, t, count);
	for (size_t l = 0; l < WASL_SCORER_LISTS; l++)
		t->begin[l + 1] = (uint16_t)(t->begin[l + 1] + t->begin[l]);
	t->made = true;
	t->full = t->begin[WASL_SCORER_LISTS] > WASL_SCORER_UNITS;
	if (t->full)
		return;
	each_unit(s, &k, t, keep);
	/* Filling moved each list's begin to its end. */
	memmove(t->begin + 1, t->begin, sizeof t->begin - sizeof *t->begin);
	t->begin[0] = 0;
}

/* --- scoring -------------------------------------------------------------- */

/* Column j: the best ways to the first j letters of the other word, by letters
 * of the word. */
struct columns {
	int32_t best[CELLS + LONGEST][CELLS + 1];
};

static void clear(struct columns *c, size_t j, size_t n)
{
	for (size_t i = 0; i <= n; i++)
		c->best[j][i] = WASL_MODEL_UNSEEN;
}

static void raise(int32_t *cell, int32_t score)
{
	if (score > *cell)
		*cell = score;
}

/* The other word as a model sees it. */
struct other {
	struct wasl_letters w;
	const uint16_t *trie;
	size_t wide, longest;
	const int8_t *context; /* of its side */
	size_t stride;
	int lost;
};

/* Units and single letters that take nothing of the other word; and letters of
 * the other word alone. True if anything is alive in the column. */
static bool go_down(struct columns *c, const struct wasl_scorer_table *t,
		    const struct other *o, size_t n, size_t j)
{
	const int8_t *before = o->context + letter_before(o->w, j);
	const int8_t *after = o->context + o->wide + letter_at(o->w, j);
	int32_t *best = c->best[j];
	bool alive = false;

	for (size_t i = 0; i <= n; i++) {
		int32_t here = best[i];

		if (here < o->lost)
			continue;
		alive = true;
		for (size_t u = t->begin[WASL_MODEL_NODES + i];
		     u < t->begin[WASL_MODEL_NODES + i + 1]; u++) {
			const struct wasl_scorer_unit *unit = &t->unit[u];
			size_t at = unit->unit * o->stride;

			raise(&best[unit->to],
			      here + unit->score + before[at] + after[at]);
		}
		if (i < n)
			raise(&best[i + 1], here + WASL_MODEL_ALONE);
		raise(&c->best[j + 1][i], here + WASL_MODEL_ALONE);
	}
	return alive;
}

/* Units that take letters of both words, from column j on. */
static void go_on(struct columns *c, const struct wasl_scorer_table *t,
		  const struct other *o, size_t j)
{
	const int8_t *before = o->context + letter_before(o->w, j);
	const int32_t *best = c->best[j];
	size_t node = 0;

	for (size_t b = 1; b <= o->longest && j + b <= o->w.n; b++) {
		const int8_t *after =
			o->context + o->wide + letter_at(o->w, j + b);
		int32_t *to = c->best[j + b];

		node = o->trie[node * o->wide + o->w.c[j + b - 1]];
		if (node == 0)
			return;
		for (size_t u = t->begin[node]; u < t->begin[node + 1]; u++) {
			const struct wasl_scorer_unit *unit = &t->unit[u];
			int32_t here = best[unit->from];
			size_t at = unit->unit * o->stride;

			if (here >= o->lost)
				raise(&to[unit->to], here + unit->score +
							     before[at] +
							     after[at]);
		}
	}
}

static int run(const struct wasl_scorer *s, const struct wasl_scorer_table *t,
	       const struct wasl_model *m, size_t side,
	       struct wasl_letters other)
{
	size_t n = s->word.n;
	WASL_SCRATCH struct columns c;
	struct other o = {
		.w = other,
		.trie = m->trie[1 - side],
		.wide = m->wide[1 - side],
		.longest = m->longest[1 - side],
		.context = m->context + (side == 0 ? 2 * m->wide[0] : 0),
		.stride = 2 * (m->wide[0] + m->wide[1]),
		.lost = s->lost,
	};
	size_t idle = 0;

	for (size_t j = 0; j < LONGEST; j++)
		clear(&c, j, n);
	c.best[0][0] = 0;
	for (size_t j = 0; j <= other.n; j++) {
		clear(&c, j + LONGEST, n);
		if (go_down(&c, t, &o, n, j)) {
			go_on(&c, t, &o, j);
			idle = 0;
		} else if (++idle == LONGEST && j < other.n) {
			return WASL_MODEL_UNSEEN;
		}
	}
	return c.best[other.n][n];
}

int wasl_scorer_score(struct wasl_scorer *s, struct wasl_letters other)
{
	const struct wasl_model *m = &wasl_model_cross;
	size_t which = OTHER_SCRIPT;
	size_t side = s->word.script == WASL_SCRIPT_ARABIC ? 0 : 1;

	if (s->word.script == other.script) {
		size_t n = s->word.n < other.n ? s->word.n : other.n;
		int order = memcmp(s->word.c, other.c, n);
		bool greater = order > 0 || (order == 0 && s->word.n > other.n);

		m = s->word.script == WASL_SCRIPT_ARABIC ? &wasl_model_arabic
							 : &wasl_model_latin;
		which = greater ? LESSER : GREATER;
		side = greater ? 1 : 0;
	}
	struct wasl_scorer_table *t = &s->table[which];
	if (!t->made) {
		int habit = s->habit;

		/* Within one script habits have no part. */
		s->habit = which == OTHER_SCRIPT ? habit : 0;
		make(s, t, m, side);
		s->habit = habit;
	}
	return t->full ? wasl_words_score(s->word, other, s->habit)
		       : run(s, t, m, side, other);
}
