#include "names/sift.h"

#define LONGEST WASL_MODEL_LONGEST
#define LANES	WASL_SIFT_LANES

/* Losses are counted in these; what lost them all is lost. */
#define STEP (WASL_NAT / 6)
#define LOST UINT8_MAX

/* --- making ready --------------------------------------------------------- */

/* The best that the letters from each one on can bring. */
struct hope {
	int32_t from[LANES];
};

static void raise(int32_t *cell, int32_t score)
{
	if (score > *cell)
		*cell = score;
}

static void find_hope(struct hope *h, struct wasl_sift *s,
		      const struct wasl_scorer_table *t)
{
	int32_t best[LANES][LONGEST + 1];

	s->spare = 0;
	for (size_t i = 0; i <= s->n; i++)
		for (size_t a = 0; a <= LONGEST; a++)
			best[i][a] =
				a == 1 ? WASL_MODEL_ALONE : WASL_MODEL_UNSEEN;
	for (size_t u = 0; u < t->begin[WASL_SCORER_LISTS]; u++) {
		const struct wasl_scorer_unit *unit = &t->unit[u];

		if (unit->from > s->n)
			continue;
		if (unit->from == unit->to)
			raise(&s->spare, unit->score);
		else
			raise(&best[unit->from][unit->to - unit->from],
			      unit->score);
	}
	h->from[s->n] = 0;
	for (size_t i = s->n; i-- > 0;) {
		h->from[i] = WASL_MODEL_UNSEEN;
		for (size_t a = 1; a <= LONGEST && i + a <= s->n; a++)
			raise(&h->from[i], best[i][a] + h->from[i + a]);
	}
	s->most = h->from[0];
}

static uint8_t loss_of(int32_t loss)
{
	wasl_assert(loss >= 0);
	return loss / STEP < LOST ? (uint8_t)((loss + STEP / 2) / STEP) : LOST;
}

static void lower(wasl_sift_lanes *lanes, size_t i, uint8_t loss)
{
	if (loss < (*lanes)[i])
		(*lanes)[i] = loss;
}

static void clear(wasl_sift_lanes loss[LONGEST + 1], bool takes[LONGEST + 1])
{
	memset(loss, LOST, (LONGEST + 1) * sizeof *loss);
	memset(takes, 0, LONGEST + 1);
}

/* The units of one list; `letters` of the other word each. */
static void note_units(const struct wasl_sift *s, const struct hope *h,
		       const struct wasl_scorer_table *t, size_t list,
		       size_t letters, wasl_sift_lanes loss[LONGEST + 1],
		       bool takes[LONGEST + 1])
{
	for (size_t u = t->begin[list]; u < t->begin[list + 1]; u++) {
		const struct wasl_scorer_unit *unit = &t->unit[u];
		size_t a = (size_t)(unit->to - unit->from);

		if (unit->to > s->n)
			continue;
		lower(&loss[a], unit->from,
		      loss_of(h->from[unit->from] - h->from[unit->to] -
			      unit->score + (int32_t)letters * s->spare));
		takes[a] = true;
	}
}

static void note_side(struct wasl_sift *s, const struct hope *h,
		      const struct wasl_scorer_table *t, size_t node,
		      size_t letters)
{
	struct wasl_sift_units *units;

	if (t->begin[node] == t->begin[node + 1] && letters > 1)
		return;
	units = &s->units[++s->units_n];
	s->at[node] = (uint16_t)s->units_n;
	clear(units->loss, units->takes);
	note_units(s, h, t, node, letters, units->loss, units->takes);
	if (letters > 1)
		return;
	for (size_t i = 0; i <= s->n; i++)
		lower(&units->loss[0], i, s->one);
	units->takes[0] = true;
}

/* Every side from a node of the other word's trie on. */
static void note_sides(struct wasl_sift *s, const struct hope *h,
		       const struct wasl_scorer_table *t)
{
	const uint16_t *trie = s->side.trie;
	size_t wide = s->side.wide;

	for (size_t c = 1; c < wide; c++) {
		size_t one = trie[c];

		if (one == 0)
			continue;
		note_side(s, h, t, one, 1);
		for (size_t d = 1; d < wide; d++) {
			size_t two = trie[one * wide + d];

			if (two == 0)
				continue;
			note_side(s, h, t, two, 2);
			for (size_t e = 1; e < wide; e++)
				if (trie[two * wide + e] != 0)
					note_side(s, h, t, trie[two * wide + e],
						  3);
		}
	}
}

void wasl_sift_init(struct wasl_sift *s, struct wasl_scorer *scorer,
		    enum wasl_script script)
{
	const struct wasl_scorer_table *t =
		wasl_scorer_against(scorer, &s->side, script);
	struct hope hope;

	s->n = scorer->word.n < WASL_SIFT_LETTERS ? scorer->word.n
						  : WASL_SIFT_LETTERS;
	s->blind = t->full;
	if (s->blind)
		return;
	memset(s->at, 0, sizeof s->at);
	s->units_n = 0;
	find_hope(&hope, s, t);
	s->one = loss_of(s->spare - WASL_MODEL_ALONE);
	clear(s->alone, s->alone_takes);
	for (size_t i = 0; i < s->n; i++) {
		note_units(s, &hope, t, WASL_MODEL_NODES + i, 0, s->alone,
			   s->alone_takes);
		lower(&s->alone[1], i,
		      loss_of(hope.from[i] - hope.from[i + 1] -
			      WASL_MODEL_ALONE));
	}
	s->alone_takes[1] = true;
	clear(s->units[0].loss, s->units[0].takes);
	memset(&s->units[0].loss[0], s->one, sizeof s->units[0].loss[0]);
	s->units[0].takes[0] = true;
	note_sides(s, &hope, t);
}

/* --- scoring -------------------------------------------------------------- */

/* What is left of LOST, by lane: the more the better, 0 is nothing. */

static wasl_sift_lanes better(wasl_sift_lanes a, wasl_sift_lanes b)
{
	for (size_t i = 0; i < LANES; i++)
		a[i] = a[i] > b[i] ? a[i] : b[i];
	return a;
}

static wasl_sift_lanes less(wasl_sift_lanes left, wasl_sift_lanes loss)
{
	return better(left, loss) - loss;
}

/* From each letter on to the one that lies so many behind. */
static wasl_sift_lanes ahead(wasl_sift_lanes left, size_t letters)
{
	const wasl_sift_lanes none = {0};

	switch (letters) {
	case 0:
		return left;
	case 1:
		return __builtin_shufflevector(none, left, 0, 16, 17, 18, 19,
					       20, 21, 22, 23, 24, 25, 26, 27,
					       28, 29, 30);
	case 2:
		return __builtin_shufflevector(none, left, 0, 0, 16, 17, 18, 19,
					       20, 21, 22, 23, 24, 25, 26, 27,
					       28, 29);
	default:
		return __builtin_shufflevector(none, left, 0, 0, 0, 16, 17, 18,
					       19, 20, 21, 22, 23, 24, 25, 26,
					       27, 28);
	}
}

/* Part of the loop over letters: called, it is a twentieth of a search. */
static inline __attribute__((always_inline)) wasl_sift_lanes
follow(wasl_sift_lanes to, wasl_sift_lanes from,
       const wasl_sift_lanes loss[LONGEST + 1], const bool takes[LONGEST + 1],
       size_t least)
{
	if (least == 0 && takes[0])
		to = better(to, less(from, loss[0]));
	if (takes[1])
		to = better(to, ahead(less(from, loss[1]), 1));
	if (takes[2])
		to = better(to, ahead(less(from, loss[2]), 2));
	if (takes[3])
		to = better(to, ahead(less(from, loss[3]), 3));
	return to;
}

/* Letters of the word that are not met; more than two such units in a row are
 * those of strangers. */
static wasl_sift_lanes go_down(const struct wasl_sift *s, wasl_sift_lanes left)
{
	left = follow(left, left, s->alone, s->alone_takes, 1);
	return follow(left, left, s->alone, s->alone_takes, 1);
}

static bool is_lost(const wasl_sift_lanes left[LONGEST])
{
	const wasl_sift_lanes all = left[0] | left[1] | left[2];
	uint64_t half[2];

	_Static_assert(sizeof half == sizeof all, "lanes");
	memcpy(half, &all, sizeof half);
	return (half[0] | half[1]) == 0;
}

/* Losses that still come to `least`. */
static uint8_t losses(const struct wasl_sift *s, size_t n, int least)
{
	int most = (s->most + s->spare * (int)n - least) / STEP + 1;

	return most < 1 ? 1 : most < LOST ? (uint8_t)most : LOST;
}

int wasl_sift_score(const struct wasl_sift *s, struct wasl_letters other,
		    int least)
{
	wasl_sift_lanes left[LONGEST + 1] = {0}; /* the last one first */
	const uint16_t *trie = s->side.trie;
	size_t wide = s->side.wide;
	size_t node[LONGEST + 1] = {0}; /* of the last letter, two, three */
	size_t n = other.n < WASL_SIFT_LETTERS ? other.n : WASL_SIFT_LETTERS;
	uint8_t begun = losses(s, n, least);

	if (s->blind)
		return least;
	left[0][0] = begun;
	left[0] = go_down(s, left[0]);
	for (size_t j = 0; j < n && !is_lost(left); j++) {
		uint8_t c = other.c[j];
		wasl_sift_lanes to = {0};

		node[3] = node[2] == 0 ? 0 : trie[node[2] * wide + c];
		node[2] = node[1] == 0 ? 0 : trie[node[1] * wide + c];
		node[1] = trie[c];
		for (size_t b = 1; b <= LONGEST; b++) {
			size_t at = s->at[node[b]];

			if (at > 0 || b == 1)
				to = follow(to, left[b - 1], s->units[at].loss,
					    s->units[at].takes, 0);
		}
		left[3] = left[2];
		left[2] = left[1];
		left[1] = left[0];
		left[0] = go_down(s, to);
	}
	return s->most + s->spare * (int)n - (begun - left[0][s->n]) * STEP;
}
