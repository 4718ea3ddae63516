/*
 * Train where words lie in the space of sounds and write its tables.
 *
 *     names-sound DIRECTORY [QUERIES [LESSONS]] > src/names/sound.inc
 *
 * For words asked for, the transducer says which of the others it scores well.
 * What is learned is their place among the words of the same buckets, in the
 * order of the products: each lesson takes a word and lifts some of those that
 * score well over the strangers that it finds before them, the more the better
 * their place is already, as only the first some hundreds are looked at. Needs
 * the other tables of src/names; held-out words are never asked for, but to
 * measure what was learned.
 */
#include "sounds.h"

#include "base/alloc.h"
#include "train.h"

#include <math.h>
#include <stdlib.h>

/* Held-out words that are measured, and the share of a bucket in percent. */
#define MEASURED 400
#define NEAREST	 4

/* Words lifted in a lesson, and strangers that are moved for it. */
#define LIFTED	6
#define LOWERED 32
/* A place so far back counts half as much as the first. */
#define PLACE 200
#define RATE  0.03f
/* The points of all words are found anew after so many lessons. */
#define AFTER 5000

/* Of a nat, as the tables keep it: of what is asked for, of the others. */
#define SCALE_ASKED 64
#define SCALE_KEPT  64

enum { ASKED, KEPT, SIDES };

struct table {
	float at[WASL_SOUND_ROWS][WASL_SOUND];
	float slope[WASL_SOUND_ROWS]; /* AdaGrad's sum */
};

/* Where a word lies. */
struct point {
	float at[WASL_SOUND];
};

struct sounds {
	const struct wasl_index *index;
	struct examples lessons, held;
	struct table table[SIDES];
	struct point *kept; /* by entry, of late */
	float rate;
	double places; /* of words lifted: the sum of the logarithms */
};

/* A reading of a word, or all of a word of the index. */
struct placed {
	struct wasl_sound_row row[2 * WASL_SOUND_ROWS_MAX];
	size_t rows;
	float share; /* of each, beside its own */
	struct point point;
};

/* --- points --------------------------------------------------------------- */

static float share(const struct placed *p, size_t r)
{
	return p->share * (float)p->row[r].share / 16;
}

static void sum_rows(const struct sounds *t, struct placed *p, int side)
{
	memset(&p->point, 0, sizeof p->point);
	for (size_t r = 0; r < p->rows; r++) {
		const float *at = t->table[side].at[p->row[r].row];
		float by = share(p, r);

		for (size_t k = 0; k < WASL_SOUND; k++)
			p->point.at[k] += by * at[k];
	}
}

/* Between both readings, as the index keeps it. */
static void place_kept(const struct sounds *t, struct placed *p, uint32_t e)
{
	const struct wasl_entry *entry = &t->index->entry[e];

	p->rows = wasl_sound_rows(p->row, wasl_entry_letters(entry, 0));
	p->share = 1;
	if (entry->core > 0) {
		p->rows +=
			wasl_sound_rows(p->row + p->rows,
					wasl_entry_letters(entry, entry->core));
		p->share = 0.5f;
	}
	sum_rows(t, p, KEPT);
}

/* The readings of a word asked for. */
static size_t place_asked(const struct sounds *t, struct placed p[2],
			  uint32_t e)
{
	const struct wasl_entry *entry = &t->index->entry[e];
	size_t n = entry->core > 0 ? 2 : 1;

	for (size_t k = 0; k < n; k++) {
		p[k].rows = wasl_sound_rows(
			p[k].row,
			wasl_entry_letters(entry, k == 0 ? 0 : entry->core));
		p[k].share = 1;
		sum_rows(t, &p[k], ASKED);
	}
	return n;
}

static void place_all(struct sounds *t)
{
	for (uint32_t e = 0; e < t->index->entry_n; e++) {
		struct placed p;

		place_kept(t, &p, e);
		t->kept[e] = p.point;
	}
}

/* The better of the readings. */
static float product(uint8_t *reading, const struct placed *asked,
		     size_t readings, const struct point *kept)
{
	float best = -INFINITY;

	for (size_t r = 0; r < readings; r++) {
		float sum = 0;

		for (size_t k = 0; k < WASL_SOUND; k++)
			sum += asked[r].point.at[k] * kept->at[k];
		if (sum > best) {
			best = sum;
			*reading = (uint8_t)r;
		}
	}
	return best;
}

static void move(struct sounds *t, const struct placed *p, int side,
		 const float slope[WASL_SOUND])
{
	float squares = 0;

	for (size_t k = 0; k < WASL_SOUND; k++)
		squares += slope[k] * slope[k] / WASL_SOUND;
	for (size_t r = 0; r < p->rows; r++) {
		float *at = t->table[side].at[p->row[r].row];
		float *sum = &t->table[side].slope[p->row[r].row];
		float by = share(p, r);

		*sum += squares * by * by;
		by *= t->rate / (sqrtf(*sum) + 1e-6f);
		for (size_t k = 0; k < WASL_SOUND; k++)
			at[k] -= by * slope[k];
	}
}

/* --- lessons -------------------------------------------------------------- */

struct lesson {
	const struct example *x;
	struct placed asked[2];
	size_t readings;
	float slope[2][WASL_SOUND]; /* of these */
	/* Of the strangers. */
	float product[BUCKET];
	uint8_t reading[BUCKET];
	float pull[BUCKET]; /* how much lower each is wanted */
};

static void begin_lesson(struct lesson *l, const struct sounds *t,
			 const struct example *x)
{
	l->x = x;
	l->readings = place_asked(t, l->asked, x->entry);
	memset(l->slope, 0, sizeof l->slope);
	memset(l->pull, 0, sizeof l->pull);
	for (size_t k = 0; k < x->buckets; k++)
		l->product[k] = product(&l->reading[k], l->asked, l->readings,
					&t->kept[x->bucket[k]]);
}

/* The logarithm of a word's place, where a stranger counts as far as it is
 * before the word: what lowering each by a little would gain. */
static float find_pulls(struct lesson *l, double *places, float at)
{
	const struct example *x = l->x;
	float by[BUCKET];
	float place = 0;
	float sum = 0;

	for (size_t k = 0; k < x->buckets; k++) {
		float before = 1 / (1 + expf(at - l->product[k]));

		place += before * x->each;
		by[k] = before * (1 - before) * x->each;
	}
	for (size_t k = 0; k < x->buckets; k++) {
		by[k] /= PLACE + place;
		l->pull[k] += by[k];
		sum += by[k];
	}
	*places += log(PLACE + (double)place);
	return sum;
}

static void lift(struct lesson *l, struct sounds *t, uint32_t e)
{
	struct placed near;
	float slope[WASL_SOUND];
	uint8_t r = 0;
	float by;

	place_kept(t, &near, e);
	by = find_pulls(l, &t->places,
			product(&r, l->asked, l->readings, &near.point));
	for (size_t k = 0; k < WASL_SOUND; k++) {
		l->slope[r][k] -= by * near.point.at[k];
		slope[k] = -by * l->asked[r].point.at[k];
	}
	move(t, &near, KEPT, slope);
}

/* Some strangers for all, each as often as it is pulled. */
static void lower(const struct lesson *l, struct sounds *t)
{
	const struct example *x = l->x;
	float sum = 0;
	float step;
	float at;

	for (size_t k = 0; k < x->buckets; k++)
		sum += l->pull[k];
	step = sum / LOWERED;
	at = step * (float)(dice() % 1000) / 1000;
	sum = 0;
	for (size_t k = 0; k < x->buckets; k++) {
		const struct placed *asked = &l->asked[l->reading[k]];
		struct placed stranger;
		float slope[WASL_SOUND];
		float by = 0;

		for (sum += l->pull[k]; step > 0 && at < sum; at += step)
			by += step;
		if (by == 0)
			continue;
		for (size_t d = 0; d < WASL_SOUND; d++)
			slope[d] = by * asked->point.at[d];
		place_kept(t, &stranger, x->bucket[k]);
		move(t, &stranger, KEPT, slope);
	}
}

static void learn(struct sounds *t, const struct example *x)
{
	struct lesson l;

	begin_lesson(&l, t, x);
	for (size_t k = 0; k < LIFTED; k++)
		lift(&l, t, x->near[dice() % x->nears]);
	for (size_t k = 0; k < x->buckets; k++) {
		const struct point *stranger = &t->kept[x->bucket[k]];
		float *slope = l.slope[l.reading[k]];

		for (size_t d = 0; d < WASL_SOUND; d++)
			slope[d] += l.pull[k] * stranger->at[d];
	}
	lower(&l, t);
	for (size_t r = 0; r < l.readings; r++)
		move(t, &l.asked[r], ASKED, l.slope[r]);
}

static void train(struct sounds *t, size_t lessons)
{
	for (size_t r = 0; r < WASL_SOUND_ROWS; r++)
		for (size_t k = 0; k < WASL_SOUND; k++)
			t->table[ASKED].at[r][k] = t->table[KEPT].at[r][k] =
				((float)(dice() % 2001) - 1000) / 10000;
	for (size_t k = 0; k < lessons; k++) {
		const struct examples *x = &t->lessons;

		if (k % AFTER == 0)
			place_all(t);
		if (k % AFTER == 0 && k > 0) {
			(void)fprintf(stderr, "%zu lessons: place %.0f\n", k,
				      exp(t->places / AFTER / LIFTED) - PLACE);
			t->places = 0;
		}
		t->rate = RATE * (1.03f - (float)k / (float)lessons);
		learn(t, &x->x[dice() % (uint32_t)x->n]);
	}
	place_all(t);
}

/* --- measuring ------------------------------------------------------------ */

static size_t count_nearest(const struct sounds *t, const struct example *x)
{
	struct lesson l;
	size_t n = 0;

	begin_lesson(&l, t, x);
	for (size_t p = 0; p < x->nears; p++) {
		uint8_t r;
		float at =
			product(&r, l.asked, l.readings, &t->kept[x->near[p]]);
		size_t before = 0;

		for (size_t k = 0; k < x->buckets; k++)
			before += l.product[k] > at;
		n += before * 100 < x->buckets * NEAREST;
	}
	return n;
}

/* Words that score well, among the nearest of as many strangers as there are
 * in the buckets; the mean of all words asked for. */
static void measure(const struct sounds *t)
{
	static const char *const script[] = {"Latin", "Arabic"};

	for (size_t pair = 0; pair < 4; pair++) {
		double sum = 0;
		size_t n = 0;

		for (size_t k = 0; k < t->held.n; k++) {
			const struct example *x = &t->held.x[k];
			const struct wasl_entry *e = &t->index->entry[x->entry];
			bool arabic = e->script == WASL_SCRIPT_ARABIC;

			if (arabic != pair / 2 ||
			    (x->script == WASL_SCRIPT_ARABIC) != pair % 2)
				continue;
			sum += (double)count_nearest(t, x) / (double)x->nears;
			n++;
		}
		(void)fprintf(stderr,
			      "%s asked, %s words that score well: %.3f of "
			      "them among the nearest %d %% (%zu asked)\n",
			      script[pair / 2], script[pair % 2],
			      sum / (double)n, NEAREST, n);
	}
}

/* --- writing -------------------------------------------------------------- */

static void emit(const struct table *t, const char *name, float scale)
{
	(void)printf("static const int8_t %s_rows[WASL_SOUND_ROWS][WASL_SOUND] "
		     "= {\n",
		     name);
	for (size_t r = 0; r < WASL_SOUND_ROWS; r++) {
		/* One that no word had says nothing. */
		float by = t->slope[r] > 0 ? scale : 0;

		for (size_t k = 0; k < WASL_SOUND; k++) {
			long at = lrintf(t->at[r][k] * by);

			at = at > INT8_MAX    ? INT8_MAX
			     : at < -INT8_MAX ? -INT8_MAX
					      : at;
			(void)printf("%s%ld", k == 0 ? "{" : ",", at);
			if (by == 0)
				break;
		}
		(void)puts("},");
	}
	(void)puts("};");
}

int main(int argc, char **argv)
{
	static struct sounds sounds;
	struct wasl_index *index;
	struct wasl_search *search;

	if (argc < 2) {
		(void)fputs("names-sound DIRECTORY [QUERIES [LESSONS]]\n",
			    stderr);
		return 2;
	}
	must(wasl_index_new(&index, NULL) == WASL_OK, "out of memory");
	sound_read_words(index, argv[1]);
	sounds.index = index;
	sounds.kept = wasl_alloc(index->entry_n, sizeof *sounds.kept);
	must(sounds.kept != NULL &&
		     wasl_search_new(&search, index, WASL_EFFORT_THOROUGH,
				     NULL) == WASL_OK,
	     "out of memory");
	sound_find_examples(&sounds.held, search, MEASURED, true);
	sound_find_examples(&sounds.lessons, search,
			    argc > 2 ? strtoul(argv[2], NULL, 10) : 7000,
			    false);
	wasl_search_free(search);
	train(&sounds, argc > 3 ? strtoul(argv[3], NULL, 10) : 150000);
	measure(&sounds);
	(void)puts(
		"/* Generated by tools/names (names-sound); do not edit. */");
	emit(&sounds.table[ASKED], "asked", SCALE_ASKED);
	emit(&sounds.table[KEPT], "kept", SCALE_KEPT);
	wasl_index_free(index);
	return 0;
}
