/* POSIX TZ strings, as they end TZif files: the rule for the years after. */
#ifndef WASL_CALENDAR_POSIX_H
#define WASL_CALENDAR_POSIX_H

#include "base/bytes.h"

enum wasl_posix_day {
	WASL_POSIX_JULIAN,  /* Jn: day 1 … 365, 29 February not counted */
	WASL_POSIX_ORDINAL, /* n: day 0 … 365, 29 February counted */
	WASL_POSIX_WEEKDAY, /* Mm.w.d: the w-th weekday d of month m, 5 last */
};

struct wasl_posix_move {
	enum wasl_posix_day form;
	int32_t month;
	int32_t week;
	int32_t day;  /* n, or 0 Sunday … 6 Saturday */
	int32_t time; /* seconds after local midnight, may be outside the day */
};

struct wasl_posix {
	bool present; /* an empty string says nothing about what comes after */
	bool summer;  /* has a second offset and two moves */
	int32_t standard_s; /* seconds east of UTC */
	int32_t summer_s;
	struct wasl_posix_move start;
	struct wasl_posix_move end;
};

/**
 * Parse as RFC 8536 §3.3 has it, with the TZif 3 extension of times from
 * -167 to 167 hours. Err: MALFORMED.
 */
wasl_status wasl_posix_parse(struct wasl_posix *out, wasl_text in,
			     struct wasl_err *err) WASL_MUST_USE;

/** Seconds east of UTC at an instant; `rule` must be present. */
int32_t wasl_posix_offset(const struct wasl_posix *rule, int64_t utc);

#endif
