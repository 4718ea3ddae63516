/* wasl pairs: who approves whose drafts. */
#include "cli/rows.h"
#include "cli/verbs.h"

enum { SINCE };
static const struct cli_opt opts[] = {
	[SINCE] = {"since", "DATE", CLI_MSG_OPT_SINCE},
	{NULL, NULL, CLI_MSG_NONE},
};

static const struct cli_column columns[] = {
	{"author", CLI_MSG_COL_AUTHOR, CLI_AS_TEXT},
	{"second", CLI_MSG_COL_SECOND, CLI_AS_TEXT},
	{"approved", CLI_MSG_COL_APPROVED, CLI_AS_NUMBER},
	{"percent", CLI_MSG_COL_PERCENT, CLI_AS_NUMBER},
	{"above", CLI_MSG_COL_ABOVE, CLI_AS_YES},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	char path[CLI_PATH_MAX];
	cli_path(path, "/v1/pairs", NULL, NULL);
	cli_path_query(path, opts, args, 1);
	return cli_ask_rows(cli, path, "pairs", columns, CLI_MSG_NO_PAIRS);
}

const struct cli_verb cli_verb_pairs = {
	.name = "pairs",
	.usage = "[--since DATE]",
	.opts = opts,
	.help = CLI_MSG_HELP_PAIRS,
	.more = CLI_MSG_MORE_PAIRS,
	.run = run,
};
