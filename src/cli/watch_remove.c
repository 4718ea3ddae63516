/* wasl watch remove: destroy a list with its key. */
#include "cli/verbs.h"
#include "cli/watch.h"

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	enum cli_exit code = cli_list_ask(cli, args, CLI_MSG_WATCH_REMOVE_ASK);
	return code == CLI_EXIT_OK ? cli_list_decide(cli, args, "DELETE", NULL,
						     CLI_MSG_WATCH_REMOVED)
				   : code;
}

const struct cli_verb cli_verb_watch_remove = {
	.name = "watch remove",
	.usage = "NAME [--yes]",
	.opts = cli_list_opts,
	.help = CLI_MSG_HELP_WATCH_REMOVE,
	.more = CLI_MSG_MORE_WATCH_REMOVE,
	.min = 1,
	.max = 1,
	.run = run,
};
