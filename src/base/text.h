/* Checks on text that came from outside. */
#ifndef WASL_BASE_TEXT_H
#define WASL_BASE_TEXT_H

#include "base/bytes.h"

/** RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF. */
bool wasl_utf8_valid(wasl_bytes in);

/**
 * Decode the code point at `in[*at]` and step over it. Ill-formed bytes yield
 * U+FFFD, one a byte, so that a loop always ends.
 */
uint32_t wasl_utf8_next(wasl_bytes in, size_t *at);

/** Write one code point as 1 to 4 bytes; returns how many. */
size_t wasl_utf8_put(uint8_t out[static 4], uint32_t cp);

/**
 * Decimal digits only, no sign, no leading zero but "0" itself, at most
 * UINT64_MAX: the form of sizes in checkpoints.
 */
bool wasl_decimal_parse(uint64_t *out, wasl_text in);

/**
 * One line for people: 1 to `max` bytes of UTF-8 without controls, also of
 * direction, and without what is not seen.
 */
bool wasl_line_valid(wasl_text line, size_t max);

/**
 * Digits of Arabic and Persian hands as 0 to 9, all else as it is.
 *
 * In:   space  `n` bytes; a longer text is cut at a character
 */
wasl_text wasl_text_digits(char *space, size_t n, wasl_text in);

/** Node names match [a-z0-9.-]+ (spec §2), at most WASL_NODE_NAME_MAX. */
bool wasl_node_name_valid(wasl_text in);

#endif
