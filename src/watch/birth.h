/* Dates of birth as lists write them. Pure. */
#ifndef WASL_WATCH_BIRTH_H
#define WASL_WATCH_BIRTH_H

#include "base/bytes.h"
#include "names/person.h"

/* "YYYY-MM-DD", "DD/MM/YYYY" … */
#define WASL_BIRTH_PATTERN_MAX 16

/**
 * Is it a pattern: YYYY once, MM and DD at most once and DD only with MM, and
 * between them one of "-", "/", ".", " " or nothing?
 */
bool wasl_birth_pattern_valid(wasl_text pattern);

/**
 * Read a date by a pattern. The year may stand alone; a month or day of 00 is
 * not known, and in a pattern that begins with the year the end may be left
 * out: "1975-00-00", "1975-03", "1975". What follows a 'T' is a time of day
 * and does not count.
 *
 * Ret:  false  it is something else, or a day that does not exist; *out then
 *	        all zero
 */
bool wasl_birth_parse(struct wasl_birth *out, wasl_text in,
		      const char *pattern);

/** A year of four digits, or 0. */
uint16_t wasl_birth_year(wasl_text in);

#endif
