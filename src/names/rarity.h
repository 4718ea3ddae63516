/* How little chance alone explains that two persons share a word. */
#ifndef WASL_NAMES_RARITY_H
#define WASL_NAMES_RARITY_H

#include "names/transducer.h"

/* Rarity is counted in eighths of a nat. */
#define WASL_RARITY_NAT 8
/* A word that no list has. */
#define WASL_RARITY_MAX (11 * WASL_RARITY_NAT)
/* A single letter: one name in a dozen or so begins with it. */
#define WASL_RARITY_INITIAL (5 * WASL_RARITY_NAT / 2)

/** Minus the logarithm of the share of persons who bear the word. */
uint8_t wasl_letters_rarity(struct wasl_letters word);

#endif
