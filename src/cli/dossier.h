/* A dossier with all of its acts, which come in pages. */
#ifndef WASL_CLI_DOSSIER_H
#define WASL_CLI_DOSSIER_H

#include "cli/client.h"

/**
 * As `GET /v1/dossiers/{ref}` answers, with the acts of all pages.
 *
 * Out:  dossier  a new reference
 */
enum cli_exit cli_ask_dossier(struct cli *cli, json_t **dossier,
			      const char *ref);

#endif
