#include "cli/verbs.h"

const struct cli_verb *const cli_verbs[] = {
#define X(name) &cli_verb_##name,
#include "cli/verbs.def"
#undef X
	NULL,
};
