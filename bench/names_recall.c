#include "names_recall.h"

#include "base/alloc.h"
#include "names/search_inner.h"
#include "names_exact.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define PLAIN	  2	  /* queries scored against every name, no bounds */
#define PLAIN_MAX 1000000 /* names, for that */
#define ROUNDING  1e-4f

/* --- every answer --------------------------------------------------------- */

struct known {
	struct wasl_hit hit[TOP];
	size_t n;
};

static void check_bounds(struct exact *exact, const struct wasl_name *name,
			 const struct known *known)
{
	struct wasl_hit plain[TOP];
	size_t n = exact_plain(exact, plain, TOP, MAYBE, name);

	wasl_assert(n == known->n);
	for (size_t k = 0; k < n; k++)
		wasl_assert(plain[k].id == known->hit[k].id &&
			    plain[k].logit == known->hit[k].logit);
}

static bool read_known(struct known *known, size_t asked, const char *path)
{
	FILE *f = path == NULL ? NULL : fopen(path, "r");

	if (f == NULL)
		return false;
	for (size_t q = 0; q < asked; q++) {
		struct known *k = &known[q];

		if (fscanf(f, "%zu", &k->n) != 1 || k->n > TOP) {
			(void)fprintf(stderr, "names: %s knows %zu queries\n",
				      path, q);
			exit(1);
		}
		for (size_t h = 0; h < k->n; h++)
			wasl_assert(fscanf(f, "%u %f", &k->hit[h].id,
					   &k->hit[h].logit) == 2);
	}
	(void)fclose(f);
	return true;
}

static void write_known(FILE *f, const struct known *k)
{
	(void)fprintf(f, "%zu", k->n);
	for (size_t h = 0; h < k->n; h++)
		(void)fprintf(f, " %u %.9g", k->hit[h].id,
			      (double)k->hit[h].logit);
	(void)fputc('\n', f);
}

/* Kept answers are those of this population and of these tables. */
static void check_known(const struct built *b, const struct trial *t,
			const struct known *known, size_t asked)
{
	for (size_t q = 0; q < asked; q++) {
		struct wasl_name name = parsed(t->query[q]);

		for (size_t h = 0; h < known[q].n; h++) {
			const struct wasl_hit *hit = &known[q].hit[h];
			struct wasl_name other;

			check(wasl_index_get(b->index, &other, hit->id, NULL));
			wasl_assert(fabsf(wasl_match_logit(&name, &other) -
					  hit->logit) < ROUNDING);
		}
	}
}

static void find_known(struct known *known, const struct built *b,
		       const struct trial *t, size_t asked, const char *path)
{
	struct exact *exact = exact_new(b->index);
	FILE *f = path == NULL ? NULL : fopen(path, "w");

	for (size_t q = 0; q < asked; q++) {
		struct wasl_name name = parsed(t->query[q]);

		known[q].n = exact_run(exact, known[q].hit, TOP, MAYBE, &name);
		if (q < PLAIN && b->n <= PLAIN_MAX)
			check_bounds(exact, &name, &known[q]);
		if (f != NULL)
			write_known(f, &known[q]);
	}
	if (f != NULL)
		wasl_assert(fclose(f) == 0);
	exact_free(exact);
}

/* --- where they are lost -------------------------------------------------- */

enum lost {
	LOST_BUCKET,
	LOST_LOOKED,
	LOST_DISTANCE,
	LOST_SIFT,
	LOST_SCORE,
	LOST_VISIT,
	LOST_BESIDE,
	LOST_NAMED,
	LOST,
};

static const char *const lost_text[LOST] = {
	"none of their words stands in a bucket that was looked at",
	"nor was looked at, though its bucket was begun",
	"nor sounds near enough",
	"nor are its letters like enough",
	"nor scores well enough, or was its turn",
	"whoever bears the word was not visited",
	"their other words were not scored",
	"others were estimated to be better",
};

static bool is_candidate(const struct sought *sought, uint32_t e)
{
	for (size_t k = 0; k < sought->candidates; k++)
		if (sought->candidate[k].entry == e)
			return true;
	return false;
}

static bool is_listed(const struct wasl_search *s, uint32_t e, size_t from)
{
	struct wasl_skeleton skeleton[WASL_SKELETONS_MAX];
	size_t n = wasl_skeletons(
		skeleton, wasl_entry_letters(&s->index->entry[e], from));

	for (size_t k = 0; k < n; k++) {
		size_t b = wasl_index_bucket(wasl_skeleton_key(&skeleton[k]));

		if (s->listed[b / 64] >> b % 64 & 1)
			return true;
	}
	return false;
}

static bool is_found(const struct wasl_search *s, uint32_t e)
{
	for (size_t k = 0; k < s->found_n; k++)
		if (s->found[k].entry == e)
			return true;
	return false;
}

/* Where word w lost entry e, before anybody was visited. */
static enum lost word_lost(struct wasl_search *s, size_t w, uint32_t e)
{
	(void)wasl_search_gather(s, w);
	bool looked = is_found(s, e);
	wasl_search_sift(s, w);
	for (size_t k = 0; k < s->found_n; k++)
		if (s->sifted[k] == e)
			return LOST_SCORE;
	if (looked)
		return LOST_SIFT;
	if (!is_listed(s, e, 0) && !is_listed(s, e, s->index->entry[e].core))
		return LOST_BUCKET;
	return s->met_n >= GATHERED ? LOST_LOOKED : LOST_DISTANCE;
}

/* Of the words that meet: the step that the best of them came to. */
static enum lost lost_at(struct wasl_search *s, const struct wasl_name *name,
			 uint32_t id)
{
	const uint32_t *names = s->index->names + s->index->first[id];
	enum lost lost = LOST_BUCKET;
	bool visited = false;
	bool candidate = false;
	bool tried = true;
	struct wasl_name other;
	struct wasl_match m;

	check(wasl_index_get(s->index, &other, id, NULL));
	wasl_match_names(&m, name, &other);
	for (size_t p = 0; p < m.parts; p++) {
		uint32_t e = names[m.part[p].b] & ~WASL_INDEX_LAST;
		const struct row *row = wasl_search_row(s, e, false);
		size_t w = m.part[p].a;

		tried = tried && row != NULL &&
			(row->met >> w & 1 || row->below[w] <= WASL_SCORE_MOST);
		if (!is_candidate(&s->sought[w], e))
			continue;
		candidate = true;
		visited = visited || (row != NULL && row->done);
	}
	if (candidate)
		return !visited ? LOST_VISIT : tried ? LOST_NAMED : LOST_BESIDE;
	for (size_t p = 0; p < m.parts; p++) {
		uint32_t e = names[m.part[p].b] & ~WASL_INDEX_LAST;
		enum lost at = word_lost(s, m.part[p].a, e);

		lost = at > lost ? at : lost;
	}
	return lost;
}

/* --- recall --------------------------------------------------------------- */

struct recall {
	size_t asked, whole; /* queries; those that lack nothing */
	size_t known, found; /* identities */
	double sum, squares; /* by query */
	size_t lost[LOST];
};

static bool is_hit(const struct wasl_hit *hits, size_t n, uint32_t id)
{
	for (size_t k = 0; k < n; k++)
		if (hits[k].id == id)
			return true;
	return false;
}

static void count_recall(struct recall *r, struct wasl_search *s,
			 const struct known *known, const char *query)
{
	struct wasl_name name = parsed(query);
	struct wasl_hit hits[TOP];
	size_t found = 0;
	size_t n;

	if (known->n == 0)
		return;
	check(wasl_search_run(s, hits, &n, TOP, MAYBE, &name, NULL));
	for (size_t k = 0; k < known->n && found < n; k++)
		found += hits[found].logit >= known->hit[k].logit - ROUNDING;
	double share = (double)found / (double)known->n;
	r->asked++;
	r->whole += found == known->n;
	r->known += known->n;
	r->found += found;
	r->sum += share;
	r->squares += share * share;
	for (size_t k = 0; found < known->n && k < known->n; k++)
		if (!is_hit(hits, n, known->hit[k].id))
			r->lost[lost_at(s, &name, known->hit[k].id)]++;
}

static void say_recall(const char *what, const struct recall *r)
{
	double n = (double)r->asked;
	double mean = r->sum / n;

	printf("  recall, %s: %.4f (reach .99), standard error %.4f; "
	       "%zu of %zu identities, %zu of %zu queries lack none\n",
	       what, mean, sqrt((r->squares / n - mean * mean) / (n - 1)),
	       r->found, r->known, r->whole, r->asked);
	for (size_t k = 0; k < LOST; k++)
		if (r->lost[k] > 0)
			printf("    lost %zu: %s\n", r->lost[k], lost_text[k]);
}

void recall_measure(const struct built *b, const struct trial *t, size_t asked,
		    const char *path)
{
	static const char *const effort[] = {"usual effort", "thorough"};
	struct known *known = wasl_alloc(asked + 1, sizeof *known);
	struct wasl_search *search;

	wasl_assert(known != NULL && asked <= t->queries);
	if (read_known(known, asked, path))
		check_known(b, t, known, asked);
	else
		find_known(known, b, t, asked, path);
	for (size_t e = 0; e < 2; e++) {
		struct recall r = {0};

		check(wasl_search_new(&search, b->index, (enum wasl_effort)e,
				      NULL));
		for (size_t q = 0; q < asked; q++)
			count_recall(&r, search, &known[q], t->query[q]);
		say_recall(effort[e], &r);
		wasl_search_free(search);
	}
	wasl_free(known);
}
