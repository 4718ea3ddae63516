/* What the verbs over reliefs share. */
#ifndef WASL_CLI_RELIEF_H
#define WASL_CLI_RELIEF_H

#include "cli/rows.h"

/** Who gives and who takes, then all that the sheet of a relief says; an answer
 * of GET /v1/reliefs/{id}. */
void cli_relief_show(struct cli *cli, const json_t *answer);

/** The relief of that number, or the newest where `id` is NULL. */
enum cli_exit cli_relief_get(struct cli *cli, json_t **answer, const char *id);

#endif
