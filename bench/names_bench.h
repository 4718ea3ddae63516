/* Trials of the names benchmark: whom to ask for, among whom. */
#ifndef WASL_BENCH_NAMES_BENCH_H
#define WASL_BENCH_NAMES_BENCH_H

#include "base/status.h"

#include <stdio.h>

struct population {
	char **text;
	size_t n;
};

struct trial_shape {
	size_t words; /* of a name */
	size_t pool;
	bool latin;    /* Latin names are asked for, Arabic ones searched */
	bool distinct; /* nobody in the pool sounds like one asked for */
	bool hand;     /* the names of bench/names_heldout.tsv */
	bool real;     /* words as frequent as in life, any word: for speed */
};

struct trial {
	struct population pool; /* the truths first */
	char **query;
	const char **truth; /* in the pool */
	size_t queries;
};

/**
 * Make a trial of up to `queries` names, the same each time. `directory`
 * holds the token pairs and word lists that tools/names/README.md names; NULL:
 * the words are those of tools/names/seed.txt, and shapes must be `real`, since
 * none of them was held out.
 */
void trial_make(struct trial *out, const char *directory,
		const struct trial_shape *shape, size_t queries);
void trial_free(struct trial *trial);

/**
 * Common practice: transliterate with ICU, then Jaro-Winkler against the
 * whole pool. How many score above the truth; those as good count half.
 */
void jaro_begin(const struct population *pool);
size_t jaro_rank(const struct population *pool, const char *query,
		 const char *truth);

/** The text as ICU transliterates it for the baselines, and `end`. */
void plain_write(FILE *out, const char *text, char end);

/** Stop unless the status is OK. */
void check(wasl_status status);

#endif
