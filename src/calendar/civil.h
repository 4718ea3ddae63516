/* Civil dates of the proleptic Gregorian calendar, without any time zone. */
#ifndef WASL_CALENDAR_CIVIL_H
#define WASL_CALENDAR_CIVIL_H

#include "base/bytes.h"

/* Years that dates and instants of this house may have. */
#define WASL_YEAR_MIN 1
#define WASL_YEAR_MAX 9999
/* 9999-12-31T23:59:59Z in Unix seconds. */
#define WASL_INSTANT_MAX INT64_C(253402300799)

struct wasl_civil {
	int32_t year;
	int32_t month;	/* 1 … 12 */
	int32_t day;	/* 1 … 31 */
	int32_t hour;	/* 0 … 23 */
	int32_t minute; /* 0 … 59 */
	int32_t second; /* 0 … 59; a leap second is not counted */
};

/** Days since 1970-01-01 of a valid date. */
int64_t wasl_civil_days(int32_t year, int32_t month, int32_t day);
/** Seconds since 1970-01-01T00:00:00 of a valid date and time. */
int64_t wasl_civil_seconds(const struct wasl_civil *civil);
/** The other way round, for any second of the years 1 … 9999. */
struct wasl_civil wasl_civil_of(int64_t seconds);
/** 1 = Monday … 7 = Sunday (ISO 8601) of days since 1970-01-01. */
int32_t wasl_civil_weekday(int64_t days);
int32_t wasl_civil_month_days(int32_t year, int32_t month);

/** YYYY[-MM[-DD]], a day that exists; year 0001 … 9999. */
bool wasl_date_valid(wasl_text in);
/** A date of that form in UTC, from its first second to the next one's. */
bool wasl_date_period(int64_t *from, int64_t *until, wasl_text in);
/** The same of YYYY-MM alone. */
bool wasl_month_parse(int64_t *from, int64_t *until, wasl_text in);
/** YYYY-MM-DD as days since 1970-01-01; false if it is not one. */
bool wasl_date_parse(int64_t *days, wasl_text in);

/**
 * RFC 3339 with seconds, upper-case T and Z or a numeric offset, no fraction:
 * "2026-11-23T14:30:00Z". False if it is anything else.
 */
bool wasl_instant_parse(int64_t *seconds, wasl_text in);

#define WASL_INSTANT_LEN 20
/** "2026-11-23T14:30:00Z", zero-ended; for any second of the years above. */
void wasl_instant_write(char out[static WASL_INSTANT_LEN + 1], int64_t seconds);

#define WASL_INSTANT_LOCAL_LEN 25
/**
 * The same instant as a clock shows it that is `offset_s` east of UTC:
 * "2026-11-23T15:30:00+01:00". Offsets are written in minutes.
 */
void wasl_instant_write_local(char out[static WASL_INSTANT_LOCAL_LEN + 1],
			      int64_t seconds, int32_t offset_s);

#endif
