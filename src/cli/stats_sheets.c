/* wasl stats sheets: what both sides signed. */
#include "cli/rows.h"
#include "cli/verbs.h"

enum { PEER, MONTH, LIMIT, AFTER, QUERY };
static const struct cli_opt opts[] = {
	[PEER] = {"peer", "NODE", CLI_MSG_OPT_STATS_PEER},
	[MONTH] = {"month", "YYYY-MM", CLI_MSG_OPT_MONTH},
	[LIMIT] = {"limit", "N", CLI_MSG_OPT_LIMIT},
	[AFTER] = {"after", "CURSOR", CLI_MSG_OPT_AFTER},
	{NULL, NULL, CLI_MSG_NONE},
};

static const struct cli_column columns[] = {
	{"month", CLI_MSG_COL_MONTH, CLI_AS_TEXT},
	{"own", CLI_MSG_COL_OURS, CLI_AS_YES},
	{"at", CLI_MSG_COL_TIME, CLI_AS_TIME},
	{"verdict", CLI_MSG_COL_CHECKED, CLI_AS_TEXT},
	{"agreed", CLI_MSG_COL_AGREED, CLI_AS_YES},
	{"hash", CLI_MSG_COL_HASH, CLI_AS_TEXT},
	{"fact", CLI_MSG_COL_DIFFERS, CLI_AS_TEXT},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	char path[CLI_PATH_MAX] = "/v1/sheets";
	return cli_ask_rows(cli, cli_path_query(path, opts, args, QUERY),
			    "sheets", columns, CLI_MSG_NO_SHEETS);
}

const struct cli_verb cli_verb_stats_sheets = {
	.name = "stats sheets",
	.usage = "[--peer NODE] [--month YYYY-MM] " CLI_PAGE_USAGE,
	.opts = opts,
	.help = CLI_MSG_HELP_STATS_SHEETS,
	.more = CLI_MSG_MORE_STATS_SHEETS,
	.run = run,
};
