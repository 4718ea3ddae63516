/* Which words training never sees, so that measures stay honest for good. */
#ifndef WASL_TOOLS_NAMES_SPLIT_H
#define WASL_TOOLS_NAMES_SPLIT_H

#include "names/normalise.h"

/** One Arabic word in twenty, by its letters; its Latin partners go with it. */
static inline bool wasl_names_held_out(const struct wasl_word *word)
{
	uint32_t h = 17;

	for (size_t i = 0; i < word->n; i++)
		h = h * 31 + word->c[i];
	return (h * 2654435761u >> 20) % 20 == 0;
}

#endif
