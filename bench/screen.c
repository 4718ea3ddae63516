/*
 * Persons in memory: adding, searching, files, snapshot and restart.
 *
 *	scripts/bench screen [PERSONS [DIRECTORY [DATA]]]   1,000,000 unless
 *given
 *
 * With DATA (tools/names/README.md) the persons are those of `scripts/bench
 * names`: Latin names of real words, as frequent as in life, one in eight
 * misspelt, asked for in Arabic. Without it they are made of twelve given names
 * and of family names from syllables, half in Arabic, one query in two in the
 * other alphabet: more words that sound alike than life has, so searches cost
 * several times as much. Each has a birth date and one in two a document.
 */
#include "crypto/crypto.h"
#include "names_bench.h"
#include "watch/snapshot.h"

#include "base/alloc.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define QUERIES 2000
#define THREADS 2
/* What is to be reached: docs and the issue of names. */
#define READY_LIMIT 2.0 /* seconds a million */

static const struct {
	const char *latin, *arabic;
} given[] = {
	{"Mohamed", "محمد"}, {"Fatima", "فاطمة"}, {"Karim", "كريم"},
	{"Salma", "سلمى"},   {"Youssef", "يوسف"}, {"Claire", "كلير"},
	{"Hugo", "هوغو"},    {"Amine", "أمين"},	  {"Nadia", "نادية"},
	{"Omar", "عمر"},     {"Zineb", "زينب"},	  {"Rachid", "رشيد"},
};
static const struct {
	const char *latin, *arabic;
} onset[] =
	{
		{"b", "ب"},  {"t", "ت"},  {"j", "ج"}, {"h", "ح"}, {"kh", "خ"},
		{"d", "د"},  {"r", "ر"},  {"z", "ز"}, {"s", "س"}, {"ch", "ش"},
		{"gh", "غ"}, {"f", "ف"},  {"k", "ك"}, {"l", "ل"}, {"m", "م"},
		{"n", "ن"},  {"ou", "و"}, {"y", "ي"},
},
  vowel[] =
	  {
		  {"a", "ا"},
		  {"i", "ي"},
		  {"ou", "و"},
		  {"e", ""},
},
  coda[] = {
	  {"", ""},   {"", ""},	  {"", ""},   {"n", "ن"},
	  {"r", "ر"}, {"l", "ل"}, {"s", "س"}, {"d", "د"},
};
#define N(table) (sizeof(table) / sizeof(table[0]))
/* Persons to a family name, on average; persons to one that is misspelt. */
#define FAMILY 8
#define WRONG  8

static uint64_t mix(uint64_t x)
{
	x ^= x >> 33;
	x *= 0xff51afd7ed558ccdu;
	x ^= x >> 33;
	x *= 0xc4ceb9fe1a85ec53u;
	return x ^ x >> 33;
}

static double seconds(clockid_t clock)
{
	struct timespec ts;

	clock_gettime(clock, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

static double now(void)
{
	return seconds(CLOCK_MONOTONIC);
}

/* Of the processor, by all threads: what a loaded machine does not change. */
static double worked(void)
{
	return seconds(CLOCK_PROCESS_CPUTIME_ID);
}

static void must(wasl_status status)
{
	if (status == WASL_OK)
		return;
	fprintf(stderr, "bench: %s\n", wasl_status_text(status));
	exit(1);
}

/* The syllables of family name `f`, one of them another where `wrong`. */
static int write_family(char *out, size_t size, uint64_t f, bool arabic,
			bool wrong)
{
	uint64_t h = mix(f + 1);
	size_t syllables = 2 + h % 2;
	size_t n = 0;

	for (size_t s = 0; s < syllables; s++) {
		uint64_t k = h >> (4 + 14 * s);
		size_t o = k % N(onset);
		size_t v = (k / N(onset) + (wrong && s == 1)) % N(vowel);
		size_t c = k / N(onset) / N(vowel) % N(coda);

		n += (size_t)snprintf(out + n, size - n, "%s%s%s",
				      arabic ? onset[o].arabic : onset[o].latin,
				      arabic ? vowel[v].arabic : vowel[v].latin,
				      arabic ? coda[c].arabic : coda[c].latin);
	}
	return (int)n;
}

/* From DATA, or without any. */
static struct trial trial;

/* The name of person `i` of `n`; of families the first are the commonest. */
static void write_name(char out[256], uint64_t i, size_t n, bool arabic,
		       bool as_registered)
{
	if (i < trial.pool.n) {
		snprintf(out, 256, "%s", trial.pool.text[i]);
		return;
	}
	uint64_t h = mix(i + 1);
	double u = (double)(h >> 40) / (double)(1 << 24);
	uint64_t family = (uint64_t)(u * u * (double)(n / FAMILY + 1));
	size_t g = h % N(given);
	int at = snprintf(out, 256, "%s %s",
			  arabic ? given[g].arabic : given[g].latin,
			  mix(family) & 1 ? (arabic ? "ال" : "El ") : "");

	(void)write_family(out + at, 256 - (size_t)at, family, arabic,
			   as_registered && (h >> 8) % WRONG == 0);
}

static struct wasl_birth birth_of(uint64_t i)
{
	uint64_t h = mix(i * 31 + 7);

	return (struct wasl_birth){.precision = WASL_BIRTH_DAY,
				   .year = (uint16_t)(1940 + h % 66),
				   .month = (uint8_t)(1 + (h >> 8) % 12),
				   .day = (uint8_t)(2 + (h >> 16) % 27)};
}

static void add_all(struct wasl_persons *p, size_t n)
{
	struct wasl_persons_entry *e = wasl_alloc(1, sizeof(*e));
	struct wasl_birth birth;
	char text[256];

	for (size_t i = 0; i < n; i++) {
		e->key = wasl_persons_list(1, (int64_t)i);
		e->n_names = e->n_births = e->n_documents = e->n_places = 0;
		write_name(text, i, n, i % 2 == 1, true);
		wasl_persons_note_name(e, wasl_text_of(text));
		birth = birth_of(i);
		wasl_persons_note_birth(e, &birth);
		if (i % 2 == 0) {
			snprintf(text, sizeof(text), "X%08zu", i);
			wasl_persons_note_document(e, wasl_text_of(text));
		}
		must(wasl_persons_add(p, e, NULL));
	}
	wasl_free(e);
}

/* --- searching ------------------------------------------------------------ */

struct work {
	struct wasl_persons *p;
	size_t n, from, to, found;
	bool thorough;
	double *took; /* or NULL */
};

static void *search_some(void *arg)
{
	struct work *w = arg;
	struct wasl_persons_hit hits[20];

	for (size_t q = w->from; q < w->to; q++) {
		size_t i = trial.queries > 0 ? q % trial.queries
					     : mix(q + 99) % w->n;
		struct wasl_persons_query query = {.birth = birth_of(i),
						   .thorough = w->thorough};
		double begun = now();
		char text[256];
		size_t m;

		if (trial.queries > 0)
			snprintf(text, sizeof(text), "%s", trial.query[i]);
		else
			write_name(text, i, w->n, q % 2 == 0, false);
		must(wasl_name_parse(&query.name,
				     wasl_text_bytes(wasl_text_of(text)),
				     NULL));
		must(wasl_persons_search(w->p, hits, &m, 20, &query, NULL));
		for (size_t h = 0; h < m; h++)
			if (wasl_persons_row_id(&hits[h].key) == (int64_t)i)
				w->found++;
		if (w->took != NULL)
			w->took[q] = now() - begun;
	}
	return NULL;
}

static int rising(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static void measure_latency(struct wasl_persons *p, size_t n)
{
	static double took[QUERIES];
	struct work w = {.p = p, .n = n, .to = QUERIES, .took = took};
	double begun = worked();

	(void)search_some(&w);
	begun = worked() - begun;
	qsort(took, QUERIES, sizeof(took[0]), rising);
	printf("one search     p50 %.2f ms   p99 %.2f ms   CPU %.2f ms   the "
	       "person among the first 20: %.3f\n",
	       took[QUERIES / 2] * 1e3, took[QUERIES * 99 / 100] * 1e3,
	       begun / QUERIES * 1e3, (double)w.found / QUERIES);
}

static void measure_file(struct wasl_persons *p, size_t n, bool thorough)
{
	const size_t rows = thorough ? QUERIES / 4 : QUERIES;
	struct work w[THREADS];
	pthread_t thread[THREADS];
	double begun = now();
	double before = worked();

	for (size_t t = 0; t < THREADS; t++) {
		w[t] = (struct work){.p = p,
				     .n = n,
				     .from = t * rows / THREADS,
				     .to = (t + 1) * rows / THREADS,
				     .thorough = thorough};
		if (pthread_create(&thread[t], NULL, search_some, &w[t]) != 0)
			exit(1);
	}
	for (size_t t = 0; t < THREADS; t++)
		pthread_join(thread[t], NULL);
	printf("a file, %-8s %6.0f rows/s on %d threads, CPU %.2f ms a row\n",
	       thorough ? "thorough" : "quick", (double)rows / (now() - begun),
	       THREADS, (worked() - before) / (double)rows * 1e3);
}

static void measure_snapshot(struct wasl_persons *p, const char *directory,
			     size_t n)
{
	const struct wasl_random random = wasl_crypto_random();
	struct wasl_persons_file head = {0};
	struct wasl_persons *back;
	struct wasl_secret key;
	char path[4096];
	int64_t position;
	uint64_t bytes;
	double begun = now();
	double before;
	double wrote;
	int fd;

	snprintf(path, sizeof(path), "%s/wasl-bench-persons", directory);
	wasl_secret_make(&key, &random);
	must(wasl_persons_save(path, &bytes, p,
			       &(struct wasl_persons_saving){.head = &head,
							     .key = &key,
							     .random = &random},
			       NULL));
	wrote = now() - begun;
	begun = now();
	before = worked();
	must(wasl_persons_new(&back, NULL));
	must(wasl_persons_open(path, &fd, &head, NULL));
	must(wasl_persons_load(back, &position, fd, &head, &key, NULL));
	printf("snapshot       %.0f bytes a person, written in %.2f s\n",
	       (double)bytes / (double)n, wrote);
	begun = (now() - begun) * 1e6 / (double)n;
	before = (worked() - before) * 1e6 / (double)n;
	printf("ready again    %.2f s a million (limit %.1f: %.2f of it), CPU "
	       "%.2f s on 2 threads\n",
	       begun, READY_LIMIT, begun / READY_LIMIT, before);
	wasl_persons_free(back);
	close(fd);
	unlink(path);
}

int main(int argc, char **argv)
{
	size_t n = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 1000000;
	const char *directory = argc > 2 ? argv[2] : "/tmp";
	struct wasl_persons_size size;
	struct wasl_persons *p;
	double begun = now();

	if (n == 0)
		return 2;
	must(wasl_crypto_init(NULL));
	must(wasl_persons_new(&p, NULL));
	if (argc > 3)
		trial_make(&trial, argv[3],
			   &(struct trial_shape){
				   .pool = n, .real = true, .words = 2},
			   QUERIES);
	begun = now();
	add_all(p, n);
	size = wasl_persons_size(p);
	printf("persons        %zu, %ld processors\n", n,
	       sysconf(_SC_NPROCESSORS_ONLN));
	printf("added          %.0f persons/s\n", (double)n / (now() - begun));
	printf("memory         %.0f bytes a person: %.0f of names, %.1f words "
	       "a "
	       "person are new; %.0f of keys, births and documents\n",
	       (double)size.bytes / (double)n, (double)size.index / (double)n,
	       (double)size.words / (double)n,
	       (double)(size.bytes - size.index) / (double)n);
	measure_latency(p, n);
	measure_file(p, n, false);
	measure_file(p, n, true);
	measure_snapshot(p, directory, n);
	trial_free(&trial);
	wasl_persons_free(p);
	return 0;
}
