#include "cli/sent.h"

enum cli_exit cli_say_sent(struct cli *cli, enum cli_exit code,
			   const json_t *answer)
{
	char id[24];
	if ((code != CLI_EXIT_OK && code != CLI_EXIT_WAITS) ||
	    cli_print_json(cli, answer))
		return code;
	if (code == CLI_EXIT_WAITS) {
		snprintf(id, sizeof(id), "%lld",
			 (long long)cli_int(answer, "draft"));
		cli_say_with(&cli->out, CLI_WARN, CLI_MSG_DRAFT_WAITS,
			     {"reference", cli_str(answer, "reference")},
			     {"act", cli_str(answer, "act")}, {"id", id});
	} else {
		cli_say_with(&cli->out, CLI_GOOD, CLI_MSG_SENT,
			     {"reference", cli_str(answer, "reference")},
			     {"act", cli_str(answer, "act")});
	}
	return code;
}
