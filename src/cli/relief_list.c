/* wasl relief list: who gave the watch to whom. */
#include "cli/rows.h"
#include "cli/verbs.h"

enum { BEFORE, LIMIT, OPTIONS };
static const struct cli_opt opts[] = {
	[BEFORE] = {"before", "ID", CLI_MSG_OPT_BEFORE},
	[LIMIT] = {"limit", "N", CLI_MSG_OPT_ROWS},
	[OPTIONS] = {NULL, NULL, CLI_MSG_NONE},
};

static const struct cli_column columns[] = {
	{"id", CLI_MSG_COL_ID, CLI_AS_NUMBER},
	{"state", CLI_MSG_COL_STATE, CLI_AS_TEXT},
	{"officer", CLI_MSG_COL_OFFICER, CLI_AS_TEXT},
	{"at", CLI_MSG_COL_AT, CLI_AS_TIME},
	{"second", CLI_MSG_COL_BY, CLI_AS_TEXT},
	{"ended_at", CLI_MSG_COL_TIME, CLI_AS_TIME},
	{"late", CLI_MSG_COL_LATE, CLI_AS_YES},
	{"form", CLI_MSG_COL_FORM, CLI_AS_NUMBER},
	{"form_first", CLI_MSG_COL_FORMS_FROM, CLI_AS_NUMBER},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	char path[CLI_PATH_MAX];
	cli_path(path, "/v1/reliefs", NULL, NULL);
	cli_path_query(path, opts, args, OPTIONS);
	return cli_ask_rows(cli, path, "reliefs", columns, CLI_MSG_NO_RELIEF);
}

const struct cli_verb cli_verb_relief_list = {
	.name = "relief list",
	.usage = "[--before ID] [--limit N]",
	.opts = opts,
	.help = CLI_MSG_HELP_RELIEF_LIST,
	.run = run,
};
