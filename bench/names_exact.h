/* Every identity of an index scored against a name, and no search trusted. */
#ifndef WASL_BENCH_NAMES_EXACT_H
#define WASL_BENCH_NAMES_EXACT_H

#include "names/index.h"

struct exact;

struct exact *exact_new(const struct wasl_index *index);
void exact_free(struct exact *exact);

/**
 * The best `top` identities by wasl_match_logit, `least` or better, best first.
 *
 * What an identity's score cannot exceed is summed up from the scores of its
 * words, each word scored once; only those whose bound reaches the best so far
 * are scored. exact_plain scores them all: the same, much slower.
 */
size_t exact_run(struct exact *exact, struct wasl_hit *hits, size_t top,
		 float least, const struct wasl_name *name);
size_t exact_plain(struct exact *exact, struct wasl_hit *hits, size_t top,
		   float least, const struct wasl_name *name);

#endif
