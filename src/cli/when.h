/* Instants of the API (RFC 3339, UTC) as people read them. */
#ifndef WASL_CLI_WHEN_H
#define WASL_CLI_WHEN_H

#include <stdint.h>

#define CLI_TIME_MAX 40

/** "2026-11-23T14:59:07Z" becomes "2026-11-23 14:59 UTC"; "" becomes "-". */
const char *cli_time(char out[CLI_TIME_MAX], const char *instant);

/**
 * How far an instant is from `now`: "in 3 d 4 h", "in 12 min",
 * "5 h 2 min ago"; "" if it is not an instant.
 */
const char *cli_distance(char out[CLI_TIME_MAX], const char *instant,
			 int64_t now);

#endif
