/* wasl wall show: what hangs on the wall. */
#include "cli/rows.h"
#include "cli/verbs.h"

static const struct cli_column columns[] = {
	{"id", CLI_MSG_COL_ID, CLI_AS_NUMBER},
	{"reference", CLI_MSG_COL_REFERENCE, CLI_AS_TEXT},
	{"kind", CLI_MSG_COL_KIND, CLI_AS_KIND},
	{"state", CLI_MSG_COL_STATE, CLI_AS_STATE},
	{"act", CLI_MSG_COL_ACT, CLI_AS_WHAT},
	{"at", CLI_MSG_COL_TIME, CLI_AS_TIME},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	(void)args;
	return cli_ask_rows(cli, "/v1/wall", "entries", columns,
			    CLI_MSG_WALL_EMPTY);
}

const struct cli_verb cli_verb_wall_show = {
	.name = "wall show",
	.usage = "",
	.help = CLI_MSG_HELP_WALL_SHOW,
	.run = run,
};
