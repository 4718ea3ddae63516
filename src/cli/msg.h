/* Every text the command says, in one table, so that languages can follow. */
#ifndef WASL_CLI_MSG_H
#define WASL_CLI_MSG_H

enum cli_msg {
	CLI_MSG_NONE,
#define X(name, text) CLI_MSG_##name,
#include "cli/msg.def"
#undef X
	CLI_MSG_COUNT,
};

/** The text, with {name} where a value stands; never NULL. */
const char *cli_msg_text(enum cli_msg msg);

#endif
