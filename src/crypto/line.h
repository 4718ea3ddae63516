/* What both sides derive from the line secret (docs/spec §2, §7). */
#ifndef WASL_CRYPTO_LINE_H
#define WASL_CRYPTO_LINE_H

#include "crypto/id.h"
#include "crypto/secret.h"

/**
 * Id and key of the line dossier. The origins are those of the line's first
 * epoch, in any order.
 */
void wasl_line_dossier(struct wasl_dossier_id *id, struct wasl_secret *key,
		       const struct wasl_secret *line, wasl_text origin,
		       wasl_text other);

#define WASL_WORDS     6
#define WASL_WORD_LAST 2048

/**
 * The six words of the ceremony, as their numbers 1 to 2048.
 *
 * In:   first, other  the two cards verbatim; first that of the node whose name
 *                     sorts first
 */
void wasl_words(uint16_t out[static WASL_WORDS], const struct wasl_secret *line,
		wasl_bytes first, wasl_bytes other);
/** The word of a number 1 to 2048, of the BIP-39 English list. */
const char *wasl_word(uint16_t number);

#endif
