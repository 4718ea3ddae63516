/* Instants of the API (RFC 3339, UTC) as people read them. */
#ifndef WASL_CLI_WHEN_H
#define WASL_CLI_WHEN_H

#include <jansson.h>
#include <stdint.h>

#define CLI_TIME_MAX 64
#define CLI_DUE_MAX  128

/** "2026-11-23T14:59:07Z" becomes "2026-11-23 14:59 UTC"; "" becomes "-". */
const char *cli_time(char out[CLI_TIME_MAX], const char *instant);

/**
 * When a row with "due_at" and "due_local" is due, on the clocks of UTC and of
 * both sides: "2026-11-29 23:10 UTC, 11-30 00:10 MA, 11-30 00:10 FR"; "-" if it
 * is not.
 */
const char *cli_due(char out[CLI_DUE_MAX], const json_t *row);

/**
 * How far an instant is from `now`: "in 3 d 4 h", "in 12 min",
 * "5 h 2 min ago", in the language of this run; "" if it is not an instant.
 */
const char *cli_distance(char out[CLI_TIME_MAX], const char *instant,
			 int64_t now);

#endif
