#include "calendar/workdays.h"

#include "calendar/civil.h"

#define DAY_S 86400
/* So many days without work mean that the calendar never works. */
#define IDLE_DAYS_MAX 366

static int64_t day_of(int64_t local)
{
	return local / DAY_S - (local % DAY_S < 0);
}

bool wasl_calendar_works(const struct wasl_calendar *calendar, int64_t day)
{
	size_t low = 0;
	size_t high = calendar->n_holidays;

	if (!(calendar->week >> wasl_civil_weekday(day) & 1))
		return false;
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (calendar->holidays[mid] < day)
			low = mid + 1;
		else
			high = mid;
	}
	return low == calendar->n_holidays || calendar->holidays[low] != day;
}

/* The first worked day from `day` on; false if there is none for a year. */
static bool next_worked(int64_t *day, const struct wasl_calendar *calendar)
{
	for (int i = 0; i < IDLE_DAYS_MAX; i++, (*day)++)
		if (wasl_calendar_works(calendar, *day))
			return true;
	return false;
}

int64_t wasl_calendar_add_days(const struct wasl_calendar *calendar,
			       int64_t utc, int64_t n)
{
	int64_t day = day_of(wasl_zone_local(calendar->zone, utc));

	wasl_assert(n >= 1 && n <= WASL_WORKING_DAYS_MAX);
	for (int64_t i = 0; i < n; i++) {
		day++;
		if (!next_worked(&day, calendar))
			return utc;
	}
	return wasl_zone_utc(calendar->zone, day * DAY_S + calendar->closes_s);
}

int64_t wasl_calendar_add_minutes(const struct wasl_calendar *calendar,
				  int64_t utc, int64_t n)
{
	int64_t left = n * 60;
	int64_t at = utc;
	int64_t day = day_of(wasl_zone_local(calendar->zone, utc));

	wasl_assert(n >= 0 && n <= WASL_WORKING_MINUTES_MAX);
	while (left > 0) {
		int64_t opens;
		int64_t closes;

		if (!next_worked(&day, calendar))
			return utc;
		opens = wasl_zone_utc(calendar->zone,
				      day * DAY_S + calendar->opens_s);
		closes = wasl_zone_utc(calendar->zone,
				       day * DAY_S + calendar->closes_s);
		day++;
		if (at >= closes)
			continue;
		if (at < opens)
			at = opens;
		if (left <= closes - at)
			return at + left;
		left -= closes - at;
		at = closes;
	}
	return at;
}

int64_t wasl_week_last(const struct wasl_zone *zone, int32_t weekday,
		       int32_t hour, int64_t now)
{
	int64_t local = wasl_zone_local(zone, now);
	int64_t day = local / DAY_S - (local % DAY_S < 0);
	int64_t at;

	day -= (wasl_civil_weekday(day) - weekday + 7) % 7;
	at = wasl_zone_utc(zone, day * DAY_S + hour * INT64_C(3600));
	return at <= now ? at
			 : wasl_zone_utc(zone, (day - 7) * DAY_S +
						       hour * INT64_C(3600));
}
