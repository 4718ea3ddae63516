#include "cli/msg.h"

#include "base/status.h"

static const char *const texts[CLI_MSG_COUNT] = {
	[CLI_MSG_NONE] = "",
#define X(name, text) [CLI_MSG_##name] = (text),
#include "cli/msg.def"
#undef X
};

const char *cli_msg_text(enum cli_msg msg)
{
	wasl_assert(msg < CLI_MSG_COUNT);
	return texts[msg];
}
