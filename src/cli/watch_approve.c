/* wasl watch approve: be the second person of an import. */
#include "cli/verbs.h"
#include "cli/watch.h"

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	enum cli_exit code = cli_list_ask(cli, args, CLI_MSG_WATCH_APPROVE_ASK);
	return code == CLI_EXIT_OK
		       ? cli_list_decide(cli, args, "POST", "/approve",
					 CLI_MSG_WATCH_APPROVED)
		       : code;
}

const struct cli_verb cli_verb_watch_approve = {
	.name = "watch approve",
	.usage = "NAME [--yes]",
	.opts = cli_list_opts,
	.help = CLI_MSG_HELP_WATCH_APPROVE,
	.min = 1,
	.max = 1,
	.run = run,
};
