/* The verbs, one file each; the order of the table is that of the help. */
#ifndef WASL_CLI_VERBS_H
#define WASL_CLI_VERBS_H

#include "cli/cli.h"

extern const struct cli_verb cli_verb_help;

#endif
