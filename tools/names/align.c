#include "train.h"

#include "base/alloc.h"

#include <math.h>

/*
 * Many-to-many alignment: the likelihood of a pair is the sum over all ways to
 * cut both words into units. Long units would explain everything by heart, so
 * each letter beyond two costs, and units that few pairs need go.
 */

#define ROUNDS	 12
#define LONG_PAY 0.35

static uint32_t unit_hash(const uint8_t *x, size_t nx, const uint8_t *y,
			  size_t ny)
{
	uint32_t h = (uint32_t)(nx * 4 + ny);

	for (size_t i = 0; i < nx; i++)
		h = h * 64 + x[i];
	for (size_t i = 0; i < ny; i++)
		h = (h ^ h >> 17) * 2654435761u + y[i];
	return h * 2654435761u >> 8;
}

static uint32_t slot_of(const struct model *m, const uint8_t *x, size_t nx,
			const uint8_t *y, size_t ny)
{
	uint32_t at = unit_hash(x, nx, y, ny) % (uint32_t)m->slots;

	while (m->slot[at] != 0) {
		const struct unit *u = &m->unit[m->slot[at]];

		if (u->nx == nx && u->ny == ny && memcmp(u->x, x, nx) == 0 &&
		    memcmp(u->y, y, ny) == 0)
			break;
		at = (at + 1) % (uint32_t)m->slots;
	}
	return at;
}

uint32_t unit_find(const struct model *m, const uint8_t *x, size_t nx,
		   const uint8_t *y, size_t ny)
{
	return m->slot[slot_of(m, x, nx, y, ny)];
}

static void unit_add(struct model *m, const uint8_t *x, size_t nx,
		     const uint8_t *y, size_t ny)
{
	uint32_t at = slot_of(m, x, nx, y, ny);
	size_t more = nx + ny;
	size_t skew = nx > ny ? nx - ny : ny - nx;

	if (m->slot[at] != 0)
		return;
	wasl_assert(m->n < UNITS_MAX);
	struct unit *u = &m->unit[m->n];
	*u = (struct unit){.nx = (uint8_t)nx, .ny = (uint8_t)ny};
	memcpy(u->x, x, nx);
	memcpy(u->y, y, ny);
	u->p = 1e-3 / (double)(1u << (2 * skew + 2 * more)) *
	       (nx == 0 || ny == 0 ? 0.05 : 1);
	bool same = nx == ny && memcmp(x, y, nx) == 0;
	if (same && m->data->side[0].script == m->data->side[1].script)
		u->p *= 50;
	m->slot[at] = (uint32_t)m->n++;
}

#define CELLS (WASL_WORD_LETTERS_MAX + 1)

struct lattice {
	double in[CELLS][CELLS];
	double out[CELLS][CELLS];
	uint32_t unit[CELLS][CELLS][4][4];
};

/* Call `body` for each unit that may start at cell (i, j). */
#define EACH_UNIT(m, x, y, i, j, a, b)                                         \
	for (size_t a = 0; a <= (m)->data->longest[0] && i + a <= (x)->n; a++) \
		for (size_t b = 0;                                             \
		     b <= (m)->data->longest[1] && j + b <= (y)->n; b++)       \
			if (a + b > 0 && a + b <= UNIT_LETTERS_MAX)

static void look_up(struct model *m, struct lattice *l,
		    const struct wasl_word *x, const struct wasl_word *y,
		    bool first)
{
	for (size_t i = 0; i <= x->n; i++)
		for (size_t j = 0; j <= y->n; j++)
			EACH_UNIT(m, x, y, i, j, a, b)
			{
				if (first)
					unit_add(m, x->c + i, a, y->c + j, b);
				l->unit[i][j][a][b] =
					unit_find(m, x->c + i, a, y->c + j, b);
			}
}

static double sweep(struct model *m, struct lattice *l,
		    const struct wasl_word *x, const struct wasl_word *y)
{
	memset(l->in, 0, sizeof l->in);
	memset(l->out, 0, sizeof l->out);
	l->in[0][0] = 1;
	for (size_t i = 0; i <= x->n; i++)
		for (size_t j = 0; j <= y->n; j++)
			EACH_UNIT(m, x, y, i, j, a, b)
			{
				const uint32_t u = l->unit[i][j][a][b];

				l->in[i + a][j + b] +=
					l->in[i][j] * m->unit[u].p;
			}
	l->out[x->n][y->n] = 1;
	for (size_t i = x->n + 1u; i-- > 0;)
		for (size_t j = y->n + 1u; j-- > 0;)
			EACH_UNIT(m, x, y, i, j, a, b)
			{
				const uint32_t u = l->unit[i][j][a][b];

				l->out[i][j] +=
					m->unit[u].p * l->out[i + a][j + b];
			}
	return l->in[x->n][y->n];
}

static void count_pair(struct model *m, struct lattice *l,
		       const struct pair *pair, bool first)
{
	const struct wasl_word *x = &m->data->side[0].word[pair->x];
	const struct wasl_word *y = &m->data->side[1].word[pair->y];

	if (x->n > 3 * y->n + 2 || y->n > 3 * x->n + 2 || x->n > 18 ||
	    y->n > 20)
		return;
	look_up(m, l, x, y, first);
	double all = sweep(m, l, x, y);
	if (all <= 0)
		return;
	for (size_t i = 0; i <= x->n; i++)
		for (size_t j = 0; j <= y->n; j++)
			EACH_UNIT(m, x, y, i, j, a, b)
			{
				struct unit *u = &m->unit[l->unit[i][j][a][b]];

				u->count += pair->weight * l->in[i][j] * u->p *
					    l->out[i + a][j + b] / all;
			}
}

static void maximise(struct model *m, int round)
{
	double total = 0;
	double least = round < 2 ? 0 : round < 5 ? 0.5 : 1.2;
	size_t live = 0;

	m->unit[0].count = 0;
	for (size_t u = 1; u < m->n; u++) {
		struct unit *unit = &m->unit[u];
		bool big = unit->nx + unit->ny > 2;

		if (unit->count < (big ? 8.0 : 1.0) * least)
			unit->count = 0;
		else if (big && round > 2)
			unit->count -= 0.5;
		live += unit->count > 0 ? 1u : 0u;
		total += unit->count;
	}
	for (size_t u = 1; u < m->n; u++) {
		struct unit *unit = &m->unit[u];
		int beyond = unit->nx + unit->ny - 2;

		unit->p = unit->count / total *
			  pow(LONG_PAY, beyond > 0 ? beyond : 0);
	}
	(void)fprintf(stderr, "%s: round %d, %zu units\n", m->data->name, round,
		      live);
}

/* Keep the units that live, most frequent weights to start from. */
static void settle(struct model *m)
{
	size_t kept = 1;

	for (size_t u = 1; u < m->n; u++)
		if (m->unit[u].count > 0)
			m->unit[kept++] = m->unit[u];
	m->n = kept;
	/* A table that fits the cache: learning looks units up all the time. */
	m->slots = 1 << 14;
	wasl_assert(m->n < m->slots / 2);
	memset(m->slot, 0, m->slots * sizeof *m->slot);
	m->weights = wasl_alloc(m->n, sizeof *m->weights);
	wasl_assert(m->weights != NULL);
	for (uint32_t u = 1; u < m->n; u++) {
		struct unit *unit = &m->unit[u];
		int beyond = unit->nx + unit->ny - 2;
		double p = unit->p / pow(LONG_PAY, beyond > 0 ? beyond : 0);

		m->slot[slot_of(m, unit->x, unit->nx, unit->y, unit->ny)] = u;
		m->weights[u].at[0] = (float)(0.7 * log(p + 1e-7) +
					      2.0 * (unit->nx + unit->ny));
	}
}

void model_align(struct model *m, const struct data *data)
{
	struct lattice *l = wasl_alloc(1, sizeof *l);

	*m = (struct model){.data = data, .n = 1, .slots = 8u << 20};
	m->unit = wasl_alloc(UNITS_MAX, sizeof *m->unit);
	m->slot = wasl_alloc(m->slots, sizeof *m->slot);
	wasl_assert(l != NULL && m->unit != NULL && m->slot != NULL);
	for (int round = 0; round < ROUNDS; round++) {
		for (size_t u = 1; u < m->n; u++)
			m->unit[u].count = 0;
		for (size_t p = 0; p < data->n; p++)
			if (!data->pair[p].held)
				count_pair(m, l, &data->pair[p], round == 0);
		maximise(m, round);
	}
	settle(m);
	wasl_free(l);
}
