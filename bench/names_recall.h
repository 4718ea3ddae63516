/* What a search gives of what scoring every name finds. */
#ifndef WASL_BENCH_NAMES_RECALL_H
#define WASL_BENCH_NAMES_RECALL_H

#include "names/index.h"
#include "names_bench.h"

#define TOP   10
#define MAYBE -1.386f /* log odds of probability 0.2 */

struct built {
	struct wasl_index *index;
	struct wasl_search *search;
	struct wasl_name *names; /* the first ones, parsed */
	size_t kept;
	size_t n;
};

struct wasl_name parsed(const char *text);

/**
 * Of the ten best identities that scoring every one finds and that are at least
 * "maybe" (what is below no officer would be shown), how many does a search
 * give? One that scores the same counts as well. Queries without such an
 * identity do not count. Prints the mean over `asked` queries and, for those
 * missed, the step of search.c that lost them.
 *
 * In:   path  where every answer is kept, so that the next run need not find
 *             them again; NULL: nowhere. It is read if it is there, and belongs
 *             to one population and one set of tables.
 */
void recall_measure(const struct built *b, const struct trial *t, size_t asked,
		    const char *path);

#endif
