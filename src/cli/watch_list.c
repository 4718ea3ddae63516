/* wasl watch list: the lists of persons that the node holds. */
#include "cli/rows.h"
#include "cli/verbs.h"

static const struct cli_column columns[] = {
	{"name", CLI_MSG_COL_LIST, CLI_AS_TEXT},
	{"records", CLI_MSG_COL_RECORDS, CLI_AS_NUMBER},
	{"source", CLI_MSG_COL_SOURCE, CLI_AS_TEXT},
	{"basis", CLI_MSG_COL_BASIS, CLI_AS_TEXT},
	{"retention", CLI_MSG_COL_RETENTION, CLI_AS_TEXT},
	{"expired", CLI_MSG_COL_EXPIRED, CLI_AS_YES},
	{"waits", CLI_MSG_COL_WAITS, CLI_AS_YES},
	{"imported_at", CLI_MSG_COL_IMPORTED, CLI_AS_TIME},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	(void)args;
	return cli_ask_rows(cli, "/v1/lists", "lists", columns,
			    CLI_MSG_WATCH_NONE);
}

const struct cli_verb cli_verb_watch_list = {
	.name = "watch list",
	.usage = "",
	.help = CLI_MSG_HELP_WATCH_LIST,
	.run = run,
};
