/* What the verbs about officers share. */
#ifndef WASL_CLI_USER_H
#define WASL_CLI_USER_H

#include "cli/client.h"
#include "cli/verbs.h"

/** "operator,duty" as the API's list of words; a new reference. */
json_t *cli_user_roles(const char *words);

/**
 * POST about an officer: `path` and what follows his name in it; says `done`,
 * or that it waits for a second person.
 *
 * In:   body  a reference that this call takes
 */
enum cli_exit cli_user_post(struct cli *cli, const char *name, const char *what,
			    json_t *body, enum cli_msg done);

#endif
