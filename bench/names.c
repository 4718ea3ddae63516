/* Names: quality on unseen words, speed, memory, recall; ICU and JW beside. */
#include "names_bench.h"
#include "names_recall.h"

#include "base/alloc.h"
#include "base/text.h"
#include "names/index.h"
#include "names/match.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#define QUERIES	   2000
#define KEPT	   1000000 /* parsed names kept */
#define EXHAUSTIVE 400	   /* queries whose every answer is found */
#define BASELINE   100	   /* queries that the slow baseline answers */

static double seconds(clockid_t clock)
{
	struct timespec t;

	(void)clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void build(struct built *b, const struct population *p,
		  enum wasl_effort effort)
{
	check(wasl_index_new(&b->index, NULL));
	b->kept = p->n <= KEPT ? p->n : KEPT;
	b->names = wasl_alloc(b->kept, sizeof *b->names);
	wasl_assert(b->names != NULL);
	for (b->n = 0; b->n < p->n; b->n++) {
		wasl_text text = wasl_text_of(p->text[b->n]);
		struct wasl_name name;
		uint32_t id;

		check(wasl_name_parse(&name, wasl_text_bytes(text), NULL));
		check(wasl_index_add(b->index, &id, &name, NULL));
		if (b->n < KEPT)
			b->names[b->n] = name;
	}
	check(wasl_search_new(&b->search, b->index, effort, NULL));
}

static void unbuild(struct built *b)
{
	wasl_search_free(b->search);
	wasl_index_free(b->index);
	wasl_free(b->names);
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return x < y ? -1 : x > y;
}

struct wasl_name parsed(const char *text)
{
	struct wasl_name name;

	check(wasl_name_parse(&name, wasl_text_bytes(wasl_text_of(text)),
			      NULL));
	return name;
}

/* --- quality ------------------------------------------------------------- */

struct ranks {
	size_t first, ten, asked;
};

static void count_rank(struct ranks *r, size_t rank)
{
	r->asked++;
	r->first += rank == 0;
	r->ten += rank < TOP;
}

static void say_ranks(const char *what, const struct ranks *r)
{
	printf("  %-44s rank 1 %.3f   rank 10 %.3f   (%zu asked)\n", what,
	       (double)r->first / (double)r->asked,
	       (double)r->ten / (double)r->asked, r->asked);
}

/* Where the truth, or a name written just so, stands among the hits. */
static size_t rank_of(const struct population *p, const struct wasl_hit *hits,
		      size_t n, const char *truth)
{
	for (size_t k = 0; k < n; k++)
		if (strcmp(p->text[hits[k].id], truth) == 0)
			return k;
	return n + TOP;
}

static void measure_ranks(const char *what, const struct trial *t)
{
	struct ranks ours = {0};
	struct ranks jaro = {0};
	struct built b;

	build(&b, &t->pool, WASL_EFFORT_THOROUGH);
	jaro_begin(&t->pool);
	for (size_t q = 0; q < t->queries; q++) {
		struct wasl_name name = parsed(t->query[q]);
		struct wasl_hit hits[TOP];
		size_t n;

		check(wasl_search_run(b.search, hits, &n, TOP, -INFINITY, &name,
				      NULL));
		count_rank(&ours, rank_of(&t->pool, hits, n, t->truth[q]));
		if (q < BASELINE)
			count_rank(&jaro, jaro_rank(&t->pool, t->query[q],
						    t->truth[q]));
	}
	say_ranks(what, &ours);
	say_ranks("    ICU transliteration + Jaro-Winkler", &jaro);
	unbuild(&b);
}

/* One true pair beside its hardest strangers: precision, recall, F1. */
struct judged {
	double p;
	bool same;
};

static int by_probability(const void *a, const void *b)
{
	const struct judged *x = a;
	const struct judged *y = b;

	return x->p > y->p ? -1 : x->p < y->p;
}

static void say_decisions(struct judged *j, size_t n)
{
	size_t same = 0;
	size_t hit = 0;
	double best = 0;
	double at_half = 0;
	double recall_95 = 0;

	qsort(j, n, sizeof *j, by_probability);
	for (size_t k = 0; k < n; k++)
		same += j[k].same;
	for (size_t k = 0; k < n; k++) {
		hit += j[k].same;
		double precision = (double)hit / (double)(k + 1);
		double recall = (double)hit / (double)same;
		double f1 = 2 * precision * recall / (precision + recall);

		best = f1 > best ? f1 : best;
		if (j[k].p >= 0.5)
			at_half = f1;
		if (precision >= 0.95)
			recall_95 = recall;
	}
	printf("  %-44s F1 %.3f (at 0.5: %.3f)   recall at precision .95 "
	       "%.3f\n",
	       "yes or no, one to five hardest", best, at_half, recall_95);
}

#define STRANGERS 5

static void measure_decisions(const struct trial *t)
{
	struct judged *j = wasl_alloc(t->queries * (STRANGERS + 1), sizeof *j);
	struct built b;
	size_t n = 0;

	wasl_assert(j != NULL);
	build(&b, &t->pool, WASL_EFFORT_THOROUGH);
	for (size_t q = 0; q < t->queries; q++) {
		struct wasl_name name = parsed(t->query[q]);
		struct wasl_name truth = parsed(t->truth[q]);
		struct wasl_hit hits[STRANGERS + 1];
		struct wasl_match m;
		size_t found;
		size_t taken = 0;

		wasl_match_names(&m, &name, &truth);
		j[n++] = (struct judged){m.probability, true};
		check(wasl_search_run(b.search, hits, &found, STRANGERS + 1,
				      -INFINITY, &name, NULL));
		for (size_t k = 0; k < found && taken < STRANGERS; k++) {
			if (strcmp(t->pool.text[hits[k].id], t->truth[q]) == 0)
				continue;
			wasl_match_names(&m, &name, &b.names[hits[k].id]);
			j[n++] = (struct judged){m.probability, false};
			taken++;
		}
	}
	say_decisions(j, n);
	wasl_free(j);
	unbuild(&b);
}

static const struct {
	const char *what;
	struct trial_shape shape;
} rows[] = {
	{"Arabic asked, no homophones in the pool",
	 {.words = 2, .pool = 110000, .distinct = true}},
	{"Arabic asked, homophones left in", {.words = 2, .pool = 110000}},
	{"Latin asked, Arabic names",
	 {.words = 2, .pool = 110000, .latin = true, .distinct = true}},
	{"single unseen words, Arabic asked", {.words = 1, .pool = 110000}},
	{"single unseen words, Latin asked",
	 {.words = 1, .pool = 40000, .latin = true}},
	{"Maghreb and French names, written by hand",
	 {.hand = true, .words = 2, .pool = 110000, .distinct = true}},
};

#define ROWS (sizeof rows / sizeof *rows)

static void measure_quality(const char *directory)
{
	if (directory == NULL)
		puts("Quality: names written by hand among common ones; those "
		     "of words\nthat training never saw want DIRECTORY");
	else
		puts("Quality: names of words that training never saw");
	for (size_t r = 0; r < ROWS; r++) {
		struct trial_shape shape = rows[r].shape;
		struct trial t;

		if (directory == NULL && !shape.hand)
			continue;
		shape.real = directory == NULL;
		trial_make(&t, directory, &shape, QUERIES);
		measure_ranks(rows[r].what, &t);
		if (r < 2)
			measure_decisions(&t);
		trial_free(&t);
	}
}

/* --- speed --------------------------------------------------------------- */

/* What is to be reached, in the words of the issue. */
struct reach {
	double p50_ms, p99_ms, queries;
};

static const struct reach million = {1, 5, 2000};
static const struct reach ten_million = {3, 15, 700};

static void measure_search(const struct built *b, const struct trial *t,
			   const struct reach *reach)
{
	double *took = wasl_alloc(t->queries, sizeof *took);
	double sum = 0;

	wasl_assert(took != NULL);
	for (size_t q = 0; q < t->queries; q++) {
		struct wasl_name name = parsed(t->query[q]);
		struct wasl_hit hits[TOP];
		size_t n;
		double from = seconds(CLOCK_THREAD_CPUTIME_ID);

		check(wasl_search_run(b->search, hits, &n, TOP, MAYBE, &name,
				      NULL));
		took[q] = seconds(CLOCK_THREAD_CPUTIME_ID) - from;
		sum += took[q];
	}
	qsort(took, t->queries, sizeof *took, by_value);
	printf("  search, processor time: p50 %.2f ms (reach %.0f)   p99 %.2f "
	       "ms (reach %.0f)   %.0f queries/s a core\n",
	       took[t->queries / 2] * 1e3, reach->p50_ms,
	       took[t->queries * 99 / 100] * 1e3, reach->p99_ms,
	       (double)t->queries / sum);
	wasl_free(took);
}

/* What one of two threads does: every other query, with its own search. */
struct half {
	const struct built *b;
	const struct trial *t;
	size_t first;
};

static void *search_half(void *arg)
{
	const struct half *h = arg;
	struct wasl_search *search;

	check(wasl_search_new(&search, h->b->index, WASL_EFFORT_USUAL, NULL));
	for (size_t q = h->first; q < h->t->queries; q += 2) {
		struct wasl_name name = parsed(h->t->query[q]);
		struct wasl_hit hits[TOP];
		size_t n;

		check(wasl_search_run(search, hits, &n, TOP, MAYBE, &name,
				      NULL));
	}
	wasl_search_free(search);
	return NULL;
}

/* By the clock, and by what the threads used: others may share the machine. */
static void measure_two_threads(const struct built *b, const struct trial *t,
				const struct reach *reach)
{
	struct half half[2] = {{b, t, 0}, {b, t, 1}};
	pthread_t thread[2];
	double from = seconds(CLOCK_MONOTONIC);
	double used = seconds(CLOCK_PROCESS_CPUTIME_ID);

	for (size_t k = 0; k < 2; k++)
		wasl_assert(pthread_create(&thread[k], NULL, search_half,
					   &half[k]) == 0);
	for (size_t k = 0; k < 2; k++)
		wasl_assert(pthread_join(thread[k], NULL) == 0);
	from = seconds(CLOCK_MONOTONIC) - from;
	used = seconds(CLOCK_PROCESS_CPUTIME_ID) - used;
	printf("  search, two threads: %.0f queries/s by the clock, %.0f were "
	       "both cores ours (reach %.0f)\n",
	       (double)t->queries / from, 2 * (double)t->queries / used,
	       reach->queries);
}

static void measure_comparing(const struct built *b, const struct trial *t)
{
	double *took = wasl_alloc(t->queries, sizeof *took);
	float sum = 0;

	wasl_assert(took != NULL);
	for (size_t q = 0; q < t->queries; q++) {
		struct wasl_name name = parsed(t->query[q]);
		double from = seconds(CLOCK_THREAD_CPUTIME_ID);

		for (size_t k = 0; k < 16; k++)
			sum += wasl_match_logit(
				&name,
				&b->names[(q * 7919 + k * 104729) % b->kept]);
		took[q] = (seconds(CLOCK_THREAD_CPUTIME_ID) - from) / 16;
	}
	qsort(took, t->queries, sizeof *took, by_value);
	printf("  a comparison of two names: median %.2f us (reach 5)%s\n",
	       took[t->queries / 2] * 1e6, isnan(sum) ? " (broken)" : "");
	wasl_free(took);
}

static void say_speed(struct built *b, const struct trial *t, double took)
{
	const struct reach *reach = b->n > KEPT ? &ten_million : &million;

	printf("  build, one core: %.0f names/s (reach 500000)   "
	       "memory %.1f bytes an identity (reach 40)\n",
	       (double)b->n / took,
	       (double)wasl_index_bytes(b->index) / (double)b->n);
	measure_search(b, t, reach);
	measure_two_threads(b, t, reach);
	measure_comparing(b, t);
}

/* What to measure of a population of identities. */
struct task {
	size_t size;
	bool speed;
	size_t recall;	  /* queries */
	const char *kept; /* where their answers are kept, or NULL */
};

static void measure_size(const char *directory, const struct task *task)
{
	for (int latin = 0; latin < 2; latin++) {
		struct trial_shape shape = {.pool = task->size,
					    .real = true,
					    .words = 2,
					    .latin = latin == 1};
		struct trial t;
		struct built b;
		char path[512];

		trial_make(&t, directory, &shape, QUERIES);
		printf("%zu identities, %s names asked\n", t.pool.n,
		       latin ? "Latin" : "Arabic");
		double from = seconds(CLOCK_THREAD_CPUTIME_ID);
		build(&b, &t.pool, WASL_EFFORT_USUAL);
		double took = seconds(CLOCK_THREAD_CPUTIME_ID) - from;
		if (task->speed)
			say_speed(&b, &t, took);
		if (task->kept != NULL)
			(void)snprintf(path, sizeof path, "%s-%d", task->kept,
				       latin);
		if (task->recall > 0)
			recall_measure(&b, &t, task->recall,
				       task->kept == NULL ? NULL : path);
		unbuild(&b);
		trial_free(&t);
	}
}

/* --- for a baseline outside ---------------------------------------------- */

static FILE *open_to(const char *directory, size_t row, const char *end)
{
	char path[512];

	(void)snprintf(path, sizeof path, "%s/%zu.%s", directory, row + 1, end);
	FILE *f = fopen(path, "w");
	wasl_assert(f != NULL);
	return f;
}

static void write_queries(FILE *out, const struct trial *t)
{
	struct built b;

	build(&b, &t->pool, WASL_EFFORT_THOROUGH);
	for (size_t q = 0; q < t->queries && q < 2 * (size_t)BASELINE; q++) {
		struct wasl_name name = parsed(t->query[q]);
		struct wasl_hit hits[TOP];
		size_t n;

		check(wasl_search_run(b.search, hits, &n, TOP, -INFINITY, &name,
				      NULL));
		plain_write(out, t->query[q], '\t');
		plain_write(out, t->truth[q], '\t');
		(void)fprintf(out, "%zu\n",
			      1 + rank_of(&t->pool, hits, n, t->truth[q]));
	}
	unbuild(&b);
}

/* A row of the quality: what it is, its pool, who is asked for and truly is,
 * with his rank here. Names are plain. */
static void write_row(const char *directory, const char *to, size_t row)
{
	FILE *what = open_to(to, row, "what");
	FILE *pool = open_to(to, row, "pool");
	FILE *queries = open_to(to, row, "queries");
	struct trial t;

	trial_make(&t, directory, &rows[row].shape, QUERIES);
	(void)fprintf(what, "%s\n", rows[row].what);
	for (size_t k = 0; k < t.pool.n; k++)
		plain_write(pool, t.pool.text[k], '\n');
	write_queries(queries, &t);
	wasl_assert(fclose(what) == 0 && fclose(pool) == 0 &&
		    fclose(queries) == 0);
	trial_free(&t);
}

static int usage(void)
{
	(void)fputs(
		"names [DIRECTORY] [quality | write TO | speed [IDENTITIES] |\n"
		"                   recall [IDENTITIES [QUERIES [KEPT]]]]\n"
		"KEPT: files where every answer is kept for another run\n"
		"DIRECTORY as tools/names/README.md says; without it the names "
		"are\nthose of tools/names/seed.txt, which are all known\n",
		stderr);
	return 2;
}

static bool is_directory(const char *path)
{
	struct stat of;

	return path != NULL && stat(path, &of) == 0 && S_ISDIR(of.st_mode);
}

static void write_rows(const char *directory, const char *to)
{
	for (size_t r = 0; r < ROWS; r++)
		write_row(directory, to, r);
}

/* The words of a command behind DIRECTORY. */
static int run(const char *directory, const char *const word[4])
{
	const char *what = word[0] == NULL ? "all" : word[0];
	bool all = strcmp(what, "all") == 0;
	bool quality = all || strcmp(what, "quality") == 0;
	bool recall = all || strcmp(what, "recall") == 0;
	struct task task = {
		.size = word[1] == NULL ? 1000000 : strtoul(word[1], NULL, 10),
		.speed = all || strcmp(what, "speed") == 0,
		.kept = word[1] == NULL || word[2] == NULL ? NULL : word[3],
	};

	if (recall)
		task.recall = word[1] == NULL || word[2] == NULL
				      ? EXHAUSTIVE
				      : strtoul(word[2], NULL, 10);
	if (strcmp(what, "write") == 0 && directory != NULL && word[1] != NULL)
		write_rows(directory, word[1]);
	else if ((!quality && !recall && !task.speed) || task.recall > QUERIES)
		return usage();
	if (quality)
		measure_quality(directory);
	if (task.speed || task.recall > 0)
		measure_size(directory, &task);
	return 0;
}

int main(int argc, char **argv)
{
	const char *word[4] = {NULL};
	bool given = argc > 1 && is_directory(argv[1]);
	int from = given ? 2 : 1;

	(void)setvbuf(stdout, NULL, _IOLBF, 0);
	if (argc - from > 4)
		return usage();
	for (int k = from; k < argc; k++)
		word[k - from] = argv[k];
	return run(given ? argv[1] : NULL, word);
}
