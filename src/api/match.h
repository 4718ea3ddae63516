/* A comparison of two names as JSON (docs/api.md, Explanation). */
#ifndef WASL_API_MATCH_H
#define WASL_API_MATCH_H

#include "names/match.h"

#include <jansson.h>

/** How a logarithm or probability is written: to six digits; and in the API,
 * where no number has a fraction, as thousandths. */
typedef json_t *(*api_number)(double v);
json_t *api_real(double v);
json_t *api_milli(double v);

/** What normalising a name passed over (WASL_NAME_…), as words: "digits". */
json_t *api_notes(uint8_t notes);

/** All of it; a new reference, NULL when out of memory. */
json_t *api_match(const struct wasl_match *match, const struct wasl_name *a,
		  const struct wasl_name *b, api_number number);

#endif
