/* The verbs: `cli_verb_<name>` of each line in verbs.def, made in its own
 * file. */
#ifndef WASL_CLI_VERBS_H
#define WASL_CLI_VERBS_H

#include "cli/cli.h"

#define X(name) extern const struct cli_verb cli_verb_##name;
#include "cli/verbs.def"
#undef X

#endif
