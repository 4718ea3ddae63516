#include "cli/when.h"

#include "calendar/civil.h"

#include <stdio.h>

/* What two people say on the telephone: two units, rounded down. */
#define MINUTE 60
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

const char *cli_time(char out[CLI_TIME_MAX], const char *instant)
{
	int64_t at;
	if (!wasl_instant_parse(&at, wasl_text_of(instant))) {
		snprintf(out, CLI_TIME_MAX, "%s", *instant ? instant : "-");
		return out;
	}
	struct wasl_civil c = wasl_civil_of(at);
	snprintf(out, CLI_TIME_MAX, "%04d-%02d-%02d %02d:%02d UTC", c.year,
		 c.month, c.day, c.hour, c.minute);
	return out;
}

const char *cli_distance(char out[CLI_TIME_MAX], const char *instant,
			 int64_t now)
{
	char span[24];
	int64_t at;
	out[0] = '\0';
	if (!wasl_instant_parse(&at, wasl_text_of(instant)))
		return out;
	long long s = (long long)(at - now);
	long long n = s < 0 ? -s : s;
	if (n >= DAY)
		snprintf(span, sizeof(span), "%lld d %lld h", n / DAY,
			 n % DAY / HOUR);
	else if (n >= HOUR)
		snprintf(span, sizeof(span), "%lld h %lld min", n / HOUR,
			 n % HOUR / MINUTE);
	else
		snprintf(span, sizeof(span), "%lld min", n / MINUTE);
	snprintf(out, CLI_TIME_MAX, s < 0 ? "%s ago" : "in %s", span);
	return out;
}
