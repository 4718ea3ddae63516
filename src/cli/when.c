#include "cli/when.h"

#include "calendar/civil.h"
#include "cli/msg.h"

#include <stdio.h>
#include <string.h>

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

/* ", 00:10 MA"; the day too where it is not that of `utc`. */
static const char *local_time(char out[CLI_TIME_MAX], const json_t *local,
			      const char *utc)
{
	const char *at = json_string_value(json_object_get(local, "at"));
	const char *side = json_string_value(json_object_get(local, "side"));
	out[0] = '\0';
	if (at == NULL || side == NULL || strlen(at) < WASL_INSTANT_LEN)
		return out;
	bool same = strncmp(at, utc, strlen("YYYY-MM-DD")) == 0;
	snprintf(out, CLI_TIME_MAX, ", %.5s%s%.5s %.2s", same ? "" : at + 5,
		 same ? "" : " ", at + 11, side);
	return out;
}

const char *cli_due(char out[CLI_DUE_MAX], const json_t *row)
{
	const char *utc = json_string_value(json_object_get(row, "due_at"));
	const json_t *locals = json_object_get(row, "due_local");
	char one[CLI_TIME_MAX], two[CLI_TIME_MAX], when[CLI_TIME_MAX];
	snprintf(out, CLI_DUE_MAX, "%s%s%s", cli_time(when, utc ? utc : ""),
		 local_time(one, json_array_get(locals, 0), utc ? utc : ""),
		 local_time(two, json_array_get(locals, 1), utc ? utc : ""));
	return out;
}

static const char *number(char out[24], long long n)
{
	snprintf(out, 24, "%lld", n);
	return out;
}

const char *cli_distance(char out[CLI_TIME_MAX], const char *instant,
			 int64_t now)
{
	char span[CLI_TIME_MAX];
	int64_t at;
	out[0] = '\0';
	if (!wasl_instant_parse(&at, wasl_text_of(instant)))
		return out;
	long long s = (long long)(at - now);
	long long n = s < 0 ? -s : s;
	char days[24], hours[24], minutes[24];
	const struct cli_value values[] = {
		{"days", number(days, n / DAY)},
		{"hours", number(hours, n >= DAY ? n % DAY / HOUR : n / HOUR)},
		{"minutes", number(minutes, n % HOUR / MINUTE)},
		{NULL, NULL},
	};
	cli_msg_write(span, sizeof(span),
		      n >= DAY	  ? CLI_MSG_TIME_DAYS
		      : n >= HOUR ? CLI_MSG_TIME_HOURS
				  : CLI_MSG_TIME_MINUTES,
		      values);
	cli_msg_write(out, CLI_TIME_MAX,
		      s < 0 ? CLI_MSG_TIME_OVER : CLI_MSG_TIME_LEFT,
		      (const struct cli_value[]){{"span", span}, {NULL, NULL}});
	return out;
}
