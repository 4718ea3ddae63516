/* Working days and hours of one side's calendar. */
#ifndef WASL_CALENDAR_WORKDAYS_H
#define WASL_CALENDAR_WORKDAYS_H

#include "calendar/zone.h"

/** A plain value; `zone` and `holidays` are borrowed. */
struct wasl_calendar {
	const struct wasl_zone *zone;
	uint8_t week;		 /* bit 1 Monday … bit 7 Sunday */
	int32_t opens_s;	 /* seconds after local midnight */
	int32_t closes_s;	 /* more than opens_s, at most 24 h */
	const int64_t *holidays; /* days since 1970-01-01, rising */
	size_t n_holidays;
};

/** Is the local day (days since 1970-01-01) worked? */
bool wasl_calendar_works(const struct wasl_calendar *calendar, int64_t day);

/**
 * The end of the `n`th working day after the local day of `utc`: the day
 * something arrives is not counted.
 *
 * In:   n  1 … WASL_WORKING_DAYS_MAX
 * Ret:  Unix seconds; or, if no day is worked for a year on end, `utc`
 */
#define WASL_WORKING_DAYS_MAX 1000
int64_t wasl_calendar_add_days(const struct wasl_calendar *calendar,
			       int64_t utc, int64_t n);

/**
 * `n` minutes of working time after `utc`; out of hours, time stands still.
 *
 * In:   n  0 … WASL_WORKING_MINUTES_MAX
 * Ret:  as wasl_calendar_add_days
 */
#define WASL_WORKING_MINUTES_MAX (WASL_WORKING_DAYS_MAX * 24 * 60)
int64_t wasl_calendar_add_minutes(const struct wasl_calendar *calendar,
				  int64_t utc, int64_t n);

/**
 * The last instant, not after `now`, at which clocks in that zone show the full
 * hour on that day of the week.
 *
 * In:   weekday  1 = Monday … 7; hour  0 … 23; now  Unix seconds
 */
int64_t wasl_week_last(const struct wasl_zone *zone, int32_t weekday,
		       int32_t hour, int64_t now);

#endif
