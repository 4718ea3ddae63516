/* What was learned last time, before or after something new is opened. */
#ifndef WASL_CLI_LESSONS_H
#define WASL_CLI_LESSONS_H

#include "cli/client.h"

/**
 * Lessons of earlier dossiers of the kind: those of each partner and series,
 * none twice.
 *
 * In:   peers   texts; empty: of any partner
 *       series  "" if there is none
 * Out:  lessons  an array, a new reference on CLI_EXIT_OK
 */
enum cli_exit cli_lessons_ask(struct cli *cli, json_t **lessons,
			      const char *kind, const json_t *peers,
			      const char *series);

/** For people, beside the answer; nothing where there are none. */
void cli_lessons_say(struct cli *cli, const json_t *lessons);

#endif
