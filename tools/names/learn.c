#include "train.h"

#include "base/alloc.h"
#include "names/habit.h"

#include <math.h>
#include <stdlib.h>

/*
 * Discriminative training. The true partner shall score above the hardest
 * others and above 0, which stands for "no partner at all"; the others shall
 * score below 0. The loss is the negative log of a softmax over the true pair,
 * the others and 0, on the best path; AdaGrad follows its slope.
 */

#define RATE	    0.1f    /* of the first epoch; falls to a fifth */
#define LETTER_GONE (-6.0f) /* a letter without a unit for it */
#define TRIED	    64	    /* candidates scored for each pair */
#define HARDEST	    12	    /* of which so many teach */

/*
 * The contexts of a unit at (i, j), as offsets into its weights: base, then
 * the letters before and after it in x and in y.
 */
size_t unit_contexts(const struct model *m, size_t out[6], uint32_t unit,
		     const struct wasl_word *x, size_t i,
		     const struct wasl_word *y, size_t j)
{
	size_t wide_x = m->data->side[0].script == WASL_SCRIPT_ARABIC
				? WASL_ARABIC_LETTERS + 1
				: WASL_LATIN_LETTERS + 1;
	size_t wide_y = m->data->side[1].script == WASL_SCRIPT_ARABIC
				? WASL_ARABIC_LETTERS + 1
				: WASL_LATIN_LETTERS + 1;
	size_t end_x = i + m->unit[unit].nx;
	size_t end_y = j + m->unit[unit].ny;

	out[0] = 0;
	out[1] = 2 + (i > 0 ? x->c[i - 1] : 0u);
	out[2] = 2 + wide_x + (end_x < x->n ? x->c[end_x] : 0u);
	out[3] = 2 + 2 * wide_x + (j > 0 ? y->c[j - 1] : 0u);
	out[4] = 2 + 2 * wide_x + wide_y + (end_y < y->n ? y->c[end_y] : 0u);
	return 5;
}

static float habit_of(const struct model *m, const struct wasl_word *y)
{
	if (m->data->side[0].script == m->data->side[1].script)
		return 0;
	return (float)wasl_word_habit(y) / WASL_HABIT_FRENCH;
}

static float unit_score(const struct model *m, uint32_t unit,
			const struct wasl_word *x, size_t i,
			const struct wasl_word *y, size_t j, float habit)
{
	size_t at[6] = {0};
	size_t n = unit_contexts(m, at, unit, x, i, y, j);
	const struct weights *w = &m->weights[unit];
	float sum = w->at[1] * habit;

	for (size_t k = 0; k < n; k++)
		sum += w->at[at[k]];
	return sum;
}

#define CELLS (WASL_WORD_LETTERS_MAX + 1)

struct came {
	uint32_t unit;
	uint8_t a, b;
};

static void trace(struct path *path, struct came (*from)[CELLS], size_t i,
		  size_t j)
{
	path->n = 0;
	while (i + j > 0) {
		struct came c = from[i][j];

		i -= c.a;
		j -= c.b;
		path->step[path->n++] =
			(struct step){c.unit, (uint8_t)i, (uint8_t)j};
	}
}

float model_score(const struct model *m, const struct wasl_word *x,
		  const struct wasl_word *y, struct path *path)
{
	static float best[CELLS][CELLS];
	static struct came from[CELLS][CELLS];
	float habit = habit_of(m, y);

	for (size_t i = 0; i <= x->n; i++)
		for (size_t j = 0; j <= y->n; j++)
			best[i][j] = -1e9f;
	best[0][0] = 0;
	for (size_t i = 0; i <= x->n; i++)
		for (size_t j = 0; j <= y->n; j++)
			for (size_t a = 0;
			     a <= m->data->longest[0] && i + a <= x->n; a++)
				for (size_t b = 0;
				     b <= m->data->longest[1] && j + b <= y->n;
				     b++) {
					if (a + b == 0 ||
					    a + b > UNIT_LETTERS_MAX)
						continue;
					uint32_t u = unit_find(m, x->c + i, a,
							       y->c + j, b);
					if (u == 0 && a + b > 1)
						continue;
					float s = best[i][j];
					s += u == 0 ? LETTER_GONE
						    : unit_score(m, u, x, i, y,
								 j, habit);
					if (s > best[i + a][j + b]) {
						best[i + a][j + b] = s;
						from[i + a][j + b] =
							(struct came){
								u, (uint8_t)a,
								(uint8_t)b};
					}
				}
	if (path != NULL) {
		path->score = best[x->n][y->n];
		trace(path, from, x->n, y->n);
	}
	return best[x->n][y->n];
}

static float rate = RATE;

static void move(struct weights *w, size_t at, float step)
{
	w->slope[at] += step * step;
	w->at[at] += rate * step / sqrtf(w->slope[at] + 1.0f);
}

static void follow(struct model *m, const struct path *path,
		   const struct wasl_word *x, const struct wasl_word *y,
		   float step)
{
	float habit = habit_of(m, y);

	for (size_t k = 0; k < path->n; k++) {
		const struct step *s = &path->step[k];
		size_t at[6] = {0};

		if (s->unit == 0)
			continue;
		size_t n = unit_contexts(m, at, s->unit, x, s->i, y, s->j);
		for (size_t c = 0; c < n; c++)
			move(&m->weights[s->unit], at[c], step);
		if (habit != 0)
			move(&m->weights[s->unit], 1, step * habit);
	}
}

/* Consonants fall into nine classes; 0 is a letter that counts for nothing. */
static int coarse_class(enum wasl_script script, uint8_t c)
{
	/* a to z, and the order of fold.py. */
	static const char latin[] = "01320630033789013452060505";
	static const char arabic[] = "00102230322455552220363378900000631535";

	return (script == WASL_SCRIPT_ARABIC ? arabic : latin)[c - 1] - '0';
}

struct keyed {
	uint32_t key;
	uint32_t word;
};

/* The consonants' classes as digits, one of them left out (`drop` -1: none). */
static uint32_t coarse_key(const struct wasl_word *w, int drop)
{
	uint32_t key = 0;
	int last = 0;
	int seen = 0;

	for (size_t i = 0; i < w->n; i++) {
		int c = coarse_class(w->script, w->c[i]);

		if (c != 0 && c != last && seen++ != drop && key < 100000000)
			key = key * 10 + (uint32_t)c;
		last = c;
	}
	return key;
}

struct lookup {
	struct keyed *row;
	size_t n;
};

static int by_key(const void *a, const void *b)
{
	const struct keyed *p = a;
	const struct keyed *q = b;

	if (p->key != q->key)
		return p->key < q->key ? -1 : 1;
	return p->word < q->word ? -1 : p->word > q->word;
}

static struct lookup lookup_of(const struct model *m, int side)
{
	const struct data *d = m->data;
	const struct words *set = &d->side[side];
	struct lookup l = {wasl_alloc(2 * set->n, sizeof *l.row), 0};
	bool *held = wasl_alloc(set->n, 1);

	wasl_assert(l.row != NULL && held != NULL);
	for (size_t p = 0; p < d->n; p++)
		if (d->pair[p].held)
			held[side == 0 ? d->pair[p].x : d->pair[p].y] = true;
	for (uint32_t w = 0; w < set->n; w++)
		for (int drop = -1; drop < 1 && !held[w]; drop++)
			l.row[l.n++] = (struct keyed){
				coarse_key(&set->word[w], drop), w};
	qsort(l.row, l.n, sizeof *l.row, by_key);
	wasl_free(held);
	return l;
}

static size_t lower(const struct lookup *l, uint32_t key)
{
	size_t low = 0;
	size_t high = l->n;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (l->row[mid].key < key)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* Up to TRIED words that might be taken for the partner of `w`, at random. */
static size_t candidates(const struct lookup *l, const struct wasl_word *w,
			 uint32_t out[TRIED])
{
	uint32_t found[800];
	size_t n = 0;
	uint32_t whole = coarse_key(w, -1);

	for (int drop = -1; drop < 5; drop++) {
		uint32_t key = coarse_key(w, drop);
		size_t from = lower(l, key);
		size_t len = lower(l, key + 1) - from;
		size_t take = len < 200 ? len : 200;
		size_t skip = len > take ? dice() % len : 0;

		if (drop >= 0 && key == whole)
			break;
		for (size_t k = 0; k < take && n < 800; k++)
			found[n++] = l->row[from + (skip + k) % len].word;
	}
	size_t want = n < TRIED ? n : TRIED;
	for (size_t k = 0; k < want; k++) {
		size_t other = k + dice() % (n - k);

		out[k] = found[other];
		found[other] = found[k];
	}
	return want;
}

struct rival {
	float score;
	const struct wasl_word *x, *y;
	uint32_t id;
};

static size_t keep_hardest(struct rival top[HARDEST], size_t n, struct rival r)
{
	size_t at;

	for (size_t k = 0; k < n; k++)
		if (top[k].id == r.id)
			return n;
	if (n < HARDEST)
		at = n++;
	else if (r.score > top[HARDEST - 1].score)
		at = HARDEST - 1;
	else
		return n;
	for (; at > 0 && top[at - 1].score < r.score; at--)
		top[at] = top[at - 1];
	top[at] = r;
	return n;
}

static size_t find_rivals(const struct model *m, struct rival top[HARDEST],
			  const struct lookup *l, const struct pair *pair,
			  int asked)
{
	const struct data *d = m->data;
	const struct wasl_word *x = &d->side[0].word[pair->x];
	const struct wasl_word *y = &d->side[1].word[pair->y];
	uint32_t ids[TRIED];
	size_t n = candidates(l, asked == 0 ? x : y, ids);
	size_t kept = 0;

	for (size_t k = 0; k < n; k++) {
		struct rival r = {0, x, y, ids[k]};

		if (asked == 0 ? data_is_pair(d, pair->x, ids[k])
			       : data_is_pair(d, ids[k], pair->y))
			continue;
		if (asked == 0)
			r.y = &d->side[1].word[ids[k]];
		else
			r.x = &d->side[0].word[ids[k]];
		r.score = model_score(m, r.x, r.y, NULL);
		kept = keep_hardest(top, kept, r);
	}
	return kept;
}

static double learn_pair(struct model *m, const struct pair *pair,
			 const struct rival *rival, size_t n, bool late)
{
	static struct path path[HARDEST + 1];
	const struct wasl_word *x = &m->data->side[0].word[pair->x];
	const struct wasl_word *y = &m->data->side[1].word[pair->y];
	float top = 0;
	double all;
	double others;

	(void)model_score(m, x, y, &path[0]);
	for (size_t k = 0; k < n; k++)
		(void)model_score(m, rival[k].x, rival[k].y, &path[k + 1]);
	for (size_t k = 0; k <= n; k++)
		top = path[k].score > top ? path[k].score : top;
	all = exp(-top);
	others = exp(-top);
	for (size_t k = 0; k <= n; k++) {
		all += exp(path[k].score - top);
		others += k > 0 ? exp(path[k].score - top) : 0;
	}
	double true_p = exp(path[0].score - top) / all;
	/* What stays unlikely is misaligned or a translation. */
	float weight =
		late && true_p < 0.02 ? 0.1f * pair->weight : pair->weight;
	follow(m, &path[0], x, y, weight * (float)(1 - true_p));
	for (size_t k = 0; k < n; k++) {
		double e = exp(path[k + 1].score - top);
		float step = weight * (float)(e / all + 0.3 * e / others);

		if (step > 1e-4f)
			follow(m, &path[k + 1], rival[k].x, rival[k].y, -step);
	}
	return -log(true_p + 1e-9);
}

static void shuffle(uint32_t *order, size_t n)
{
	for (size_t i = n; i > 1; i--) {
		size_t k = dice() % i;
		uint32_t swap = order[i - 1];

		order[i - 1] = order[k];
		order[k] = swap;
	}
}

void model_learn(struct model *m, size_t epochs)
{
	const struct data *d = m->data;
	struct lookup side[2] = {lookup_of(m, 0), lookup_of(m, 1)};
	uint32_t *order = wasl_alloc(d->n, sizeof *order);
	size_t n = 0;

	wasl_assert(order != NULL);
	for (uint32_t p = 0; p < d->n; p++)
		if (!d->pair[p].held)
			order[n++] = p;
	for (size_t epoch = 0; epoch < epochs; epoch++) {
		double loss = 0;

		rate = RATE * (1 - 0.8f * (float)epoch / (float)epochs);
		dice_seed(777 + epoch);
		shuffle(order, n);
		for (size_t k = 0; k < n; k++) {
			const struct pair *pair = &d->pair[order[k]];
			int asked = (int)(dice() & 1);
			struct rival top[HARDEST];
			size_t rivals = find_rivals(m, top, &side[1 - asked],
						    pair, asked);

			loss += learn_pair(m, pair, top, rivals, epoch > 1);
		}
		(void)fprintf(stderr, "%s: epoch %zu, loss %.4f\n", d->name,
			      epoch, loss / (double)n);
	}
	wasl_free(side[0].row);
	wasl_free(side[1].row);
	wasl_free(order);
}
