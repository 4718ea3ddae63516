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

static void raise(int32_t *cell, int32_t score)
{
	if (score > *cell)
		*cell = score;
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

/*
 * What letters i on can bring at most, whatever the other word is: from the end
 * on, the best of their units with the best contexts there are. Units that take
 * nothing of the word may stand at any letter of the other one.
 */
static void find_hope(struct wasl_scorer_table *t, const struct making *k,
		      size_t n)
{
	const int16_t *most = k->m->most + (k->side == 0 ? 1 : 0);
	int32_t best[CELLS][LONGEST + 1]; /* of units by where and how many */

	for (size_t i = 0; i <= n; i++) {
		for (size_t a = 0; a <= LONGEST; a++)
			best[i][a] =
				a == 1 ? WASL_MODEL_ALONE : WASL_MODEL_UNSEEN;
	}
	for (size_t u = 0; u < t->begin[WASL_SCORER_LISTS]; u++) {
		const struct wasl_scorer_unit *unit = &t->unit[u];

		raise(&best[unit->from][unit->to - unit->from],
		      unit->score + most[2 * unit->unit]);
	}
	t->spare = 0;
	t->hope[n] = 0;
	raise(&t->spare, best[n][0]);
	for (size_t i = n; i-- > 0;) {
		t->hope[i] = WASL_MODEL_UNSEEN;
		raise(&t->spare, best[i][0]);
		for (size_t a = 1; a <= LONGEST && i + a <= n; a++)
			raise(&t->hope[i], best[i][a] + t->hope[i + a]);
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
	find_hope(t, &k, s->word.n);
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

/* The other word as a model sees it. */
struct other {
	struct wasl_letters w;
	const uint16_t *trie;
	size_t wide, longest;
	const int8_t *context; /* of its side */
	size_t stride;
	int32_t floor[CELLS]; /* by letter of the word: worse is hopeless */
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

		if (here < o->floor[i])
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

			if (here >= o->floor[unit->from])
				raise(&to[unit->to], here + unit->score +
							     before[at] +
							     after[at]);
		}
	}
}

static int run(const struct wasl_scorer *s, const struct wasl_scorer_table *t,
	       const struct wasl_model *m, size_t side,
	       struct wasl_letters other, int least)
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
	};
	size_t idle = 0;

	least -= t->spare * (int32_t)other.n;
	for (size_t i = 0; i <= n; i++) {
		o.floor[i] = least - t->hope[i];
		raise(&o.floor[i], s->lost);
	}

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

static const struct wasl_model *model_of(const struct wasl_scorer *s,
					 enum wasl_script other)
{
	if (s->word.script != other)
		return &wasl_model_cross;
	return other == WASL_SCRIPT_ARABIC ? &wasl_model_arabic
					   : &wasl_model_latin;
}

/* The table against a script; within one, by which word is x. */
static struct wasl_scorer_table *table_of(struct wasl_scorer *s,
					  enum wasl_script other, size_t *side,
					  bool greater)
{
	bool same = s->word.script == other;
	struct wasl_scorer_table *t = &s->table[!same	  ? OTHER_SCRIPT
						: greater ? LESSER
							  : GREATER];
	int habit = s->habit;

	*side = same ? greater : s->word.script != WASL_SCRIPT_ARABIC;
	if (t->made)
		return t;
	/* Within one script habits have no part. */
	s->habit = same ? 0 : habit;
	make(s, t, model_of(s, other), *side);
	s->habit = habit;
	return t;
}

/* Does a word stand behind another in the order that makes the lesser one x? */
static bool is_greater(struct wasl_letters a, struct wasl_letters b)
{
	int order = memcmp(a.c, b.c, a.n < b.n ? a.n : b.n);

	return order > 0 || (order == 0 && a.n > b.n);
}

const struct wasl_scorer_table *
wasl_scorer_against(struct wasl_scorer *s, struct wasl_scorer_side *out,
		    enum wasl_script other)
{
	const struct wasl_model *m = model_of(s, other);
	size_t side;
	const struct wasl_scorer_table *t = table_of(s, other, &side, false);

	out->trie = m->trie[1 - side];
	out->wide = m->wide[1 - side];
	return t;
}

int wasl_scorer_score(struct wasl_scorer *s, struct wasl_letters other,
		      int least)
{
	size_t side;
	const struct wasl_scorer_table *t =
		table_of(s, other.script, &side, is_greater(s->word, other));

	return t->full ? wasl_words_score(s->word, other, s->habit)
		       : run(s, t, model_of(s, other.script), side, other,
			     least);
}
