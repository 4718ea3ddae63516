/* wasl grounds: true grounds of what was not communicable. */
#include "cli/rows.h"
#include "cli/verbs.h"

static const struct cli_column columns[] = {
	{"at", CLI_MSG_COL_TIME, CLI_AS_TIME},
	{"reference", CLI_MSG_COL_REFERENCE, CLI_AS_TEXT},
	{"act", CLI_MSG_COL_ACT, CLI_AS_TEXT},
	{"code", CLI_MSG_COL_GROUND, CLI_AS_TEXT},
	{"author", CLI_MSG_COL_AUTHOR, CLI_AS_TEXT},
	{"second", CLI_MSG_COL_SECOND, CLI_AS_TEXT},
	{"why", CLI_MSG_COL_WHY, CLI_AS_TEXT},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	return cli_ask_page(cli, args, "/v1/grounds", "grounds", columns,
			    CLI_MSG_NO_GROUNDS);
}

const struct cli_verb cli_verb_grounds = {
	.name = "grounds",
	.usage = CLI_PAGE_USAGE,
	.opts = cli_page_opts,
	.help = CLI_MSG_HELP_GROUNDS,
	.run = run,
};
