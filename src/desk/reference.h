/* References that people say to each other: MA-2026-ARR-000123. */
#ifndef WASL_DESK_REFERENCE_H
#define WASL_DESK_REFERENCE_H

#include "store/store.h"

/* Side, year, kind's code of two to eight letters, up to ten digits. */
#define WASL_REFERENCE_MAX (2 + 1 + 4 + 1 + 8 + 1 + 10)

struct wasl_reference {
	char side[3]; /* ISO 3166 alpha-2 */
	char code[9]; /* [A-Z]{2,8} */
	uint32_t year;
	uint64_t number; /* from 1 */
};

/** Err: MALFORMED  naming what is wrong with it */
wasl_status wasl_reference_parse(struct wasl_reference *out, wasl_text in,
				 struct wasl_err *err) WASL_MUST_USE;
/** At least six digits; zero-ended. */
void wasl_reference_write(char out[static WASL_REFERENCE_MAX + 1],
			  const struct wasl_reference *ref);

/**
 * The next reference of this side, year and kind; numbers have no gaps but
 * those of undone transactions (none: the counter is undone with them).
 *
 * In:   side   ISO 3166 alpha-2
 *       code   the kind's, [A-Z]{2,8}
 *       now    Unix seconds; the year is that of UTC
 */
wasl_status wasl_reference_take(struct store_tx *tx, struct wasl_reference *out,
				wasl_text side, wasl_text code, int64_t now,
				struct wasl_err *err) WASL_MUST_USE;

#endif
