#include "cli/verbs.h"

const struct cli_verb *const cli_verbs[] = {
	&cli_verb_help,
	NULL,
};
