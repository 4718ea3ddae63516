/* wasl watch return: drop an import that waits. */
#include "cli/verbs.h"
#include "cli/watch.h"

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	return cli_list_decide(cli, args, "POST", "/return",
			       CLI_MSG_WATCH_RETURNED);
}

const struct cli_verb cli_verb_watch_return = {
	.name = "watch return",
	.usage = "NAME",
	.help = CLI_MSG_HELP_WATCH_RETURN,
	.min = 1,
	.max = 1,
	.run = run,
};
