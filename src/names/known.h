/* Which words are listed as spellings of one name, and which of others. */
#ifndef WASL_NAMES_KNOWN_H
#define WASL_NAMES_KNOWN_H

#include "names/normalise.h"

/*
 * tools/names/seed.txt lists common names with the spellings in use. Letters
 * alone cannot tell Hassan from حسين or Salem from سليم: both stand in the
 * list, and not together.
 */
enum wasl_known {
	WASL_KNOWN_NOTHING, /* one of the two is not listed, or they are near */
	WASL_KNOWN_SAME,    /* listed as spellings of one name */
	WASL_KNOWN_OTHER,   /* both listed, and nowhere together */
};

/** The number of a word in the list, 0 if it is not there. Pure, any thread. */
uint16_t wasl_word_known(const struct wasl_word *word);

/** The same for what stands behind a word's particle. */
uint16_t wasl_core_known(const struct wasl_word *word);

/** What the list says of two words by their numbers; symmetric. */
enum wasl_known wasl_known_compare(uint16_t x, uint16_t y);

#endif
