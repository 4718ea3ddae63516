/* wasl retention: how long dossiers are kept, and what is past its time. */
#include "cli/rows.h"
#include "cli/verbs.h"

static const struct cli_column columns[] = {
	{"peer", CLI_MSG_COL_PARTNER, CLI_AS_TEXT},
	{"kind", CLI_MSG_COL_KIND, CLI_AS_KIND},
	{"days", CLI_MSG_COL_DAYS, CLI_AS_NUMBER},
	{"open", CLI_MSG_COL_OPEN, CLI_AS_NUMBER},
	{"closed", CLI_MSG_COL_CLOSED, CLI_AS_NUMBER},
	{"due", CLI_MSG_COL_ERASE_DUE, CLI_AS_NUMBER},
	{"first", CLI_MSG_COL_FIRST_DUE, CLI_AS_TIME},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	(void)args;
	return cli_ask_rows(cli, "/v1/retention", "kept", columns,
			    CLI_MSG_NO_KEPT);
}

const struct cli_verb cli_verb_retention = {
	.name = "retention",
	.usage = "",
	.help = CLI_MSG_HELP_RETENTION,
	.more = CLI_MSG_MORE_RETENTION,
	.run = run,
};
