/* wasl refused list: remembered refusals. */
#include "cli/rows.h"
#include "cli/verbs.h"

static const struct cli_column columns[] = {
	{"id", CLI_MSG_COL_ID, CLI_AS_TEXT},
	{"reference", CLI_MSG_COL_REFERENCE, CLI_AS_TEXT},
	{"ground", CLI_MSG_COL_GROUND, CLI_AS_TEXT},
	{"name", CLI_MSG_COL_NAME, CLI_AS_TEXT},
	{"at", CLI_MSG_COL_TIME, CLI_AS_TIME},
	{"review_at", CLI_MSG_COL_REVIEW, CLI_AS_TIME},
	{"expires_at", CLI_MSG_COL_EXPIRES, CLI_AS_TIME},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	return cli_ask_page(cli, args, "/v1/refused", "refused", columns,
			    CLI_MSG_NO_REFUSED);
}

const struct cli_verb cli_verb_refused_list = {
	.name = "refused list",
	.usage = CLI_PAGE_USAGE,
	.opts = cli_page_opts,
	.help = CLI_MSG_HELP_REFUSED_LIST,
	.run = run,
};
