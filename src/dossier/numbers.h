/* Numbers in running text, in the digits of either alphabet: what a
 * communiqué says must be what it cites. */
#ifndef WASL_DOSSIER_NUMBERS_H
#define WASL_DOSSIER_NUMBERS_H

#include "base/bytes.h"

/* Numbers looked at in one text; there are a page and a half of it. */
#define WASL_NUMBERS_MAX 256

/**
 * The whole numbers of a text, in its order: digits of ASCII, Arabic-Indic and
 * extended Arabic-Indic form; groups of three may be held apart by a space
 * (also a narrow or fixed one), a comma, a dot, an apostrophe, or their Arabic
 * forms. What follows a decimal sign is a number of its own. Numbers in words
 * are not seen.
 *
 * In:   text  UTF-8
 * Out:  out   at most WASL_NUMBERS_MAX; what is beyond 2^53 counts as that
 * Ret:  how many
 */
size_t wasl_numbers_find(int64_t out[static WASL_NUMBERS_MAX], wasl_text text);

#endif
