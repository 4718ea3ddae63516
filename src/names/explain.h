/* A match in words: what met what, letter by letter, and what it weighs. */
#ifndef WASL_NAMES_EXPLAIN_H
#define WASL_NAMES_EXPLAIN_H

#include "names/known.h"
#include "names/match.h"

/** The verdict as a code: "no", "maybe", "probable". */
const char *wasl_verdict_name(enum wasl_verdict verdict);

/** Name of a feature as in feature.def, lower case; and its English text. */
const char *wasl_feature_name(enum wasl_feature feature);
const char *wasl_feature_text(enum wasl_feature feature);

/** How a part was read: "word", "core", "pair", "initial". */
const char *wasl_part_name(enum wasl_part_kind kind);

/** What the list of names says of a part: "", "same", "other"; and in English,
 * NULL where it says nothing. */
const char *wasl_known_name(enum wasl_known known);
const char *wasl_known_text(enum wasl_known known);

/**
 * The units of one part: "h=ح a= m=م m= ou=و ch=ش i=ي". Units stand in the
 * order of a's letters; the part must be of a match of a and b.
 */
void wasl_part_write(struct wasl_buf *out, const struct wasl_part *part,
		     const struct wasl_name *a, const struct wasl_name *b,
		     int habit);

/**
 * The probability, were one part (its index) a full agreement, or were it not
 * there: what would change the result.
 */
double wasl_match_if_agreed(const struct wasl_match *match, size_t part);

/**
 * Everything as English lines: probability and verdict, parts with units, what
 * was left alone or passed over, the shares, what would change the result.
 * Cut at the end of `out`, which then says `over`.
 */
#define WASL_EXPLAIN_MAX 8192
void wasl_match_write(struct wasl_buf *out, const struct wasl_match *match,
		      const struct wasl_name *a, const struct wasl_name *b);

#endif
