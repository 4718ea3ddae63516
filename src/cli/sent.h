/* What the node did with an act: sent it, or kept it for a second person. */
#ifndef WASL_CLI_SENT_H
#define WASL_CLI_SENT_H

#include "cli/client.h"

/** Say it (or print the JSON) and return `code`, which came from cli_ask. */
enum cli_exit cli_say_sent(struct cli *cli, enum cli_exit code,
			   const json_t *answer);

#endif
