/* The best of very many identities: a heap of bounded size. */
#ifndef WASL_NAMES_BEST_H
#define WASL_NAMES_BEST_H

#include "base/bytes.h"

struct wasl_best {
	float estimate;
	uint32_t id;
};

/** Keep `b` if fewer than `room` are kept or the worst, heap[0], is worse.
 * `*n` counts those kept. Equal ones: the lesser number is better. */
void wasl_best_keep(struct wasl_best *heap, size_t *n, size_t room,
		    struct wasl_best b);

/** For qsort over wasl_best: the best first. */
int wasl_best_order(const void *a, const void *b);

#endif
