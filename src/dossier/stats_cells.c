/* From events to figures: sort, group, reduce. */
#include "dossier/stats.h"

#include "base/alloc.h"

#include <stdlib.h>

#define MINUTE 60
#define HOUR   3600

enum reduce {
	COUNT,
	PERCENT,    /* on time */
	PER_100,    /* sum of the values */
	HOURS,	    /* ditto */
	LINE_HOURS, /* of no person: never hidden */
	SUM,	    /* of units that the labels name: it has no whole */
	MEDIAN_MINUTES,
	P90_MINUTES,
	MEDIAN_HOURS,
	P90_HOURS,
};

/* Splits, for the table. */
#define NONE	0u
#define KIND	(1u << WASL_SPLIT_KIND)
#define URGENCY (1u << WASL_SPLIT_URGENCY)
#define SECTOR	(1u << WASL_SPLIT_SECTOR)
#define LABEL	(1u << WASL_SPLIT_LABEL)

static const struct figure {
	const char *name;
	enum wasl_measure measure;
	enum reduce reduce;
	unsigned splits;
	uint32_t since;
	const char *text;
} figures[WASL_FIGURES] = {
#define X(name, measure, reduce, splits, since, text)                          \
	{#name, WASL_MEASURE_##measure, reduce, splits, since, text},
#include "dossier/figure.def"
#undef X
};

const char *wasl_figure_name(enum wasl_figure figure)
{
	return figures[figure].name;
}

const char *wasl_figure_text(enum wasl_figure figure)
{
	return figures[figure].text;
}

uint32_t wasl_figure_since(enum wasl_figure figure)
{
	return figures[figure].since;
}

bool wasl_figure_find(enum wasl_figure *out, wasl_text name)
{
	for (int i = 0; i < WASL_FIGURES; i++)
		if (wasl_text_is(name, figures[i].name)) {
			*out = (enum wasl_figure)i;
			return true;
		}
	return false;
}

const char *wasl_split_name(enum wasl_split split)
{
	static const char *const names[WASL_SPLITS] = {
		[WASL_SPLIT_NONE] = "",
		[WASL_SPLIT_KIND] = "kind",
		[WASL_SPLIT_URGENCY] = "urgency",
		[WASL_SPLIT_SECTOR] = "sector",
		[WASL_SPLIT_LABEL] = "label",
	};

	return names[split];
}

/* --- reducing ------------------------------------------------------------ */

static int compare_values(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a;
	int64_t y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* The value that `percent` of them do not exceed; sorts them. */
static int64_t rank(int64_t *values, size_t n, size_t percent)
{
	qsort(values, n, sizeof(*values), compare_values);
	return values[(n * percent + 99) / 100 - 1];
}

/* What many signed quantities come to; at the most it stays. */
static int64_t add(int64_t sum, int64_t value)
{
	return value > INT64_MAX - sum ? INT64_MAX : sum + value;
}

/* In: n ≥ 1 values ≥ 0, which are sorted; how many of them are on time. */
static int64_t reduce(enum reduce how, int64_t *values, size_t n, size_t good)
{
	int64_t sum = 0;

	for (size_t i = 0; i < n; i++)
		sum = add(sum, values[i]);
	switch (how) {
	case COUNT:
		return (int64_t)n;
	case PERCENT:
		return (int64_t)(good * 100 / n);
	case PER_100:
		return sum * 100 / (int64_t)n;
	case HOURS:
	case LINE_HOURS:
		return sum / HOUR;
	case SUM:
		return sum;
	case MEDIAN_MINUTES:
		return rank(values, n, 50) / MINUTE;
	case P90_MINUTES:
		return rank(values, n, 90) / MINUTE;
	case MEDIAN_HOURS:
		return rank(values, n, 50) / HOUR;
	case P90_HOURS:
		return rank(values, n, 90) / HOUR;
	}
	return 0;
}

/** Which events are looked at. */
struct choice {
	enum wasl_figure figure;
	const struct wasl_measured **in; /* of its measure, as they came */
	size_t n;
	unsigned sides;
	enum wasl_split split;
	const char *value;   /* interned */
	int64_t from, until; /* both 0: all */
	int64_t *values;     /* space for n */
};

/* Those of the figure, into space for all. */
static void gather(struct choice *c, const struct wasl_stats *s)
{
	c->n = 0;
	for (size_t i = 0; i < s->n; i++)
		if (s->items[i].measure == figures[c->figure].measure)
			c->in[c->n++] = &s->items[i];
}

static bool is_chosen(const struct choice *c, const struct wasl_measured *m)
{
	bool all = c->from == 0 && c->until == 0;

	return (c->sides >> m->side & 1) != 0 &&
	       (all || (m->time >= c->from && m->time < c->until)) &&
	       strcmp(m->by[c->split], c->value) == 0;
}

static size_t choose(const struct choice *c, int64_t *number)
{
	size_t n = 0, good = 0;

	for (size_t i = 0; i < c->n; i++) {
		const struct wasl_measured *m = c->in[i];

		if (!is_chosen(c, m))
			continue;
		c->values[n++] = m->value;
		good += m->on_time;
	}
	*number =
		n == 0 ? 0
		       : reduce(figures[c->figure].reduce, c->values, n, good);
	return n;
}

size_t wasl_stats_number(int64_t *number, const struct wasl_stats *s,
			 const struct wasl_stats_ask *ask)
{
	bool all = ask->sector == NULL || ask->sector[0] == '\0';
	struct choice c = {
		.figure = ask->figure,
		.in = wasl_alloc(s->n + 1, sizeof(*c.in)),
		.sides = ask->sides,
		.split = all ? WASL_SPLIT_NONE : WASL_SPLIT_SECTOR,
		.value = all ? "" : ask->sector,
		.from = ask->from,
		.until = ask->until,
		.values = wasl_alloc(s->n + 1, sizeof(*c.values)),
	};
	size_t n = 0;

	*number = 0;
	if (c.in != NULL && c.values != NULL) {
		gather(&c, s);
		n = choose(&c, number);
	}
	wasl_free((void *)c.in);
	wasl_free(c.values);
	return n;
}

/* --- cells --------------------------------------------------------------- */

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Too few events to be shared. */
static bool is_small(const struct wasl_stats_cell *cell)
{
	return figures[cell->figure].reduce != LINE_HOURS &&
	       cell->n < WASL_CELL_SHARED_MIN;
}

/*
 * The cells of one split, without the small ones. If what is left of a shown
 * whole would itself be small, the smallest shown one goes as well.
 *
 * In:  whole  events of all, 0: the whole is not shown
 */
static size_t hide(struct wasl_stats_cell *cells, size_t n, size_t whole)
{
	size_t kept = 0, least = 0, left = whole;

	for (size_t i = 0; i < n; i++) {
		if (is_small(&cells[i]))
			continue;
		cells[kept] = cells[i];
		left -= whole == 0 ? 0 : cells[i].n;
		if (cells[kept].n < cells[least].n)
			least = kept;
		kept++;
	}
	if (left == 0 || left >= WASL_CELL_SHARED_MIN || kept == 0)
		return kept;
	memmove(&cells[least], &cells[least + 1],
		(kept - least - 1) * sizeof(*cells));
	return kept - 1;
}

struct table {
	struct choice choice;
	const char **names;	       /* space for all */
	struct wasl_stats_cell *cells; /* ditto */
	size_t n;
	size_t whole; /* events of the figure, if its whole is shown */
	bool shared;
};

/* The values of the split that its events have, in order. */
static size_t name_split(struct table *t, enum wasl_split split)
{
	size_t n = 0;

	for (size_t i = 0; i < t->choice.n; i++) {
		const char *name = t->choice.in[i]->by[split];
		size_t k = 0;

		while (k < n && t->names[k] != name)
			k++;
		if (k == n && (*name != '\0' || split == WASL_SPLIT_NONE))
			t->names[n++] = name;
	}
	qsort((void *)t->names, n, sizeof(*t->names), compare_names);
	return n;
}

static void add_split(struct table *t, enum wasl_split split)
{
	struct choice *c = &t->choice;
	size_t first = t->n;
	size_t n = name_split(t, split);

	c->split = split;
	for (size_t i = 0; i < n; i++) {
		struct wasl_stats_cell cell = {
			.figure = c->figure,
			.side = c->sides == 1 ? WASL_ORIGIN_FIRST
					      : WASL_ORIGIN_SECOND,
			.split = split,
			.value = t->names[i],
		};

		c->value = cell.value;
		cell.n = choose(c, &cell.number);
		if (cell.n > 0)
			t->cells[t->n++] = cell;
	}
	if (t->shared)
		t->n = first + hide(&t->cells[first], t->n - first, t->whole);
}

static void add_figure(struct table *t)
{
	const struct figure *f = &figures[t->choice.figure];
	size_t first = t->n;

	t->whole = 0;
	if (f->reduce != SUM)
		add_split(t, WASL_SPLIT_NONE);
	t->whole = t->n == first ? 0 : t->cells[first].n;
	for (int split = WASL_SPLIT_KIND; split < WASL_SPLITS; split++)
		if (f->splits >> split & 1)
			add_split(t, (enum wasl_split)split);
}

wasl_status wasl_stats_cells(struct wasl_stats_cell **out, size_t *n,
			     struct wasl_arena *arena,
			     const struct wasl_stats *s, uint32_t sheet,
			     struct wasl_err *err)
{
	/* A value of a split has no more cells than there are figures. */
	size_t cap = 2 * WASL_FIGURES * (1 + s->n_names);
	struct table t = {.shared = sheet != WASL_CELLS_OWN};

	t.choice.in = wasl_arena_take(arena, s->n + 1, sizeof(*t.choice.in));
	t.choice.values = wasl_arena_take(arena, s->n + 1, sizeof(int64_t));
	t.names = wasl_arena_take(arena, s->n_names + 2, sizeof(*t.names));
	t.cells = wasl_arena_take(arena, cap, sizeof(*t.cells));
	WASL_TRY(wasl_arena_check(arena, err));
	for (int f = 0; f < WASL_FIGURES; f++) {
		if (t.shared && figures[f].since > sheet)
			continue;
		t.choice.figure = (enum wasl_figure)f;
		gather(&t.choice, s);
		for (unsigned side = 0; side < 2; side++) {
			t.choice.sides = 1u << side;
			add_figure(&t);
		}
	}
	*out = t.cells;
	*n = t.n;
	return WASL_OK;
}
