#include "train.h"

#include "base/alloc.h"

#include <limits.h>

#include <math.h>

/* The scale of names/transducer.h. */
#define NAT 24

struct trie {
	size_t letters;
	size_t n;
	uint16_t (*child)[WASL_ARABIC_LETTERS + 1];
};

#define NODES_MAX 4096

static void trie_init(struct trie *t, enum wasl_script script)
{
	t->letters = script == WASL_SCRIPT_ARABIC ? WASL_ARABIC_LETTERS
						  : WASL_LATIN_LETTERS;
	t->n = 1;
	t->child = wasl_alloc(NODES_MAX, sizeof *t->child);
	wasl_assert(t->child != NULL);
}

static uint16_t trie_node(struct trie *t, const uint8_t *c, size_t n)
{
	uint16_t at = 0;

	for (size_t i = 0; i < n; i++) {
		if (t->child[at][c[i]] == 0) {
			wasl_assert(t->n < NODES_MAX);
			t->child[at][c[i]] = (uint16_t)t->n++;
		}
		at = t->child[at][c[i]];
	}
	return at;
}

static void emit_trie(const struct trie *t, const char *name, const char *side,
		      FILE *out)
{
	(void)fprintf(out, "static const uint16_t %s_%s[%zu] = {", name, side,
		      t->n * (t->letters + 1));
	for (size_t i = 0; i < t->n; i++) {
		(void)fputs("\n\t", out);
		for (size_t c = 0; c <= t->letters; c++)
			(void)fprintf(out, "%u,", t->child[i][c]);
	}
	(void)fputs("\n};\n\n", out);
}

static int scaled(float w, int limit)
{
	int v = (int)lroundf(w * NAT);

	return v > limit ? limit : v < -limit ? -limit : v;
}

struct placed {
	uint16_t x, y;
};

/*
 * A row per x node, laid over one another where they do not collide: the unit
 * of (x, y) stands at shift[x] + y if it says x.
 */
static void emit_comb(const struct model *m, const struct placed *at,
		      size_t nodes_x, size_t nodes_y, FILE *out)
{
	const char *name = m->data->name;
	size_t units = m->n;
	size_t room = units * 4 + nodes_y;
	uint16_t *says = wasl_alloc(room, sizeof *says);
	uint16_t *unit = wasl_alloc(room, sizeof *unit);
	size_t end = nodes_y;

	wasl_assert(says != NULL && unit != NULL);
	(void)fprintf(out, "static const uint16_t %s_shift[%zu] = {\n\t", name,
		      nodes_x);
	for (size_t x = 0; x < nodes_x; x++) {
		size_t shift = 0;

		for (bool free = false; !free; shift += !free) {
			wasl_assert(shift + nodes_y < room);
			free = true;
			for (size_t u = 1; u < units && free; u++)
				free = at[u].x != x ||
				       unit[shift + at[u].y] == 0;
		}
		for (size_t u = 1; u < units; u++)
			if (at[u].x == x) {
				says[shift + at[u].y] = (uint16_t)x;
				unit[shift + at[u].y] = (uint16_t)u;
			}
		end = shift + nodes_y > end ? shift + nodes_y : end;
		(void)fprintf(out, "%zu,%s", shift, x % 16 == 15 ? "\n\t" : "");
	}
	(void)fprintf(
		out,
		"\n};\n\nstatic const struct wasl_comb %s_comb[%zu] = {\n\t",
		name, end);
	for (size_t k = 0; k < end; k++)
		(void)fprintf(out, "{%u,%u,%d,%d},%s", says[k], unit[k],
			      scaled(m->weights[unit[k]].at[0], 32767),
			      scaled(m->weights[unit[k]].at[1], 127),
			      k % 8 == 7 ? "\n\t" : "");
	(void)fputs("\n};\n\n", out);
	wasl_free(says);
	wasl_free(unit);
}

/* The unit that is `u` with its sides exchanged; 0 if none. */
static uint32_t mirror(const struct model *m, const struct unit *u)
{
	return unit_find(m, u->y, u->ny, u->x, u->nx);
}

/* Where context k stands when the sides are exchanged. */
static size_t mirrored(size_t k, size_t wide)
{
	if (k < 2)
		return k;
	return k < 2 + 2 * wide ? k + 2 * wide : k - 2 * wide;
}

/* One script against itself: the weights shall not depend on the order. */
static void make_symmetric(const struct model *m, size_t wide)
{
	for (uint32_t u = 1; u < m->n; u++) {
		uint32_t v = mirror(m, &m->unit[u]);

		if (v == 0) {
			/* No partner: nobody shall use it. */
			m->weights[u].at[0] = -5;
			continue;
		}
		if (v < u)
			continue;
		for (size_t k = 0; k < 2 + 4 * wide; k++) {
			float *a = &m->weights[u].at[k];
			float *b = &m->weights[v].at[mirrored(k, wide)];

			*a = *b = (*a + *b) / 2;
		}
		if (v != u)
			continue;
		for (size_t k = 2; k < 2 + 2 * wide; k++) {
			float *w = m->weights[u].at;
			float mean = (w[k] + w[k + 2 * wide]) / 2;

			w[k] = w[k + 2 * wide] = mean;
		}
	}
}

/* The greatest of contexts [from, from + wide) as they are kept. */
static int greatest(const float *at, size_t from, size_t wide)
{
	int most = INT_MIN;

	for (size_t k = from; k < from + wide; k++) {
		int w = scaled(at[2 + k], 127);

		most = w > most ? w : most;
	}
	return most;
}

/* What the contexts of each side add to a unit at most. */
static void emit_most(const struct model *m, size_t wide_x, size_t wide_y,
		      FILE *out)
{
	(void)fprintf(out, "static const int16_t %s_most[%zu] = {\n\t",
		      m->data->name, (size_t)2 * m->n);
	for (size_t u = 0; u < m->n; u++) {
		const float *at = m->weights[u].at;
		size_t y = 2 * wide_x;

		(void)fprintf(out, "%d,%d,%s",
			      greatest(at, 0, wide_x) +
				      greatest(at, wide_x, wide_x),
			      greatest(at, y, wide_y) +
				      greatest(at, y + wide_y, wide_y),
			      u % 8 == 7 ? "\n\t" : "");
	}
	(void)fputs("\n};\n\n", out);
}

void model_emit(const struct model *m, FILE *out)
{
	const char *name = m->data->name;
	struct trie x;
	struct trie y;
	struct placed *at = wasl_alloc(m->n, sizeof *at);

	wasl_assert(at != NULL);
	trie_init(&x, m->data->side[0].script);
	trie_init(&y, m->data->side[1].script);
	size_t stride = 2 * (x.letters + 1) + 2 * (y.letters + 1);
	if (m->data->side[0].script == m->data->side[1].script)
		make_symmetric(m, x.letters + 1);
	for (size_t u = 1; u < m->n; u++) {
		const struct unit *unit = &m->unit[u];

		at[u].x = trie_node(&x, unit->x, unit->nx);
		at[u].y = trie_node(&y, unit->y, unit->ny);
	}
	emit_trie(&x, name, "x", out);
	emit_trie(&y, name, "y", out);
	emit_comb(m, at, x.n, y.n, out);
	(void)fprintf(out, "static const int8_t %s_context[%zu] = {\n", name,
		      m->n * stride);
	for (size_t u = 0; u < m->n; u++) {
		(void)fputc('\t', out);
		for (size_t k = 0; k < stride; k++)
			(void)fprintf(out, "%d,",
				      scaled(m->weights[u].at[2 + k], 127));
		(void)fputc('\n', out);
	}
	(void)fputs("};\n\n", out);
	emit_most(m, x.letters + 1, y.letters + 1, out);
	wasl_free(at);
	wasl_free(x.child);
	wasl_free(y.child);
}
