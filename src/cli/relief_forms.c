/* wasl relief forms: blank forms, and what was entered from them. */
#include "cli/rows.h"
#include "cli/verbs.h"

enum { BEFORE, LIMIT, OPTIONS };
static const struct cli_opt opts[] = {
	[BEFORE] = {"before", "N", CLI_MSG_OPT_BEFORE},
	[LIMIT] = {"limit", "N", CLI_MSG_OPT_ROWS},
	[OPTIONS] = {NULL, NULL, CLI_MSG_NONE},
};

static const struct cli_column columns[] = {
	{"form", CLI_MSG_COL_FORM, CLI_AS_NUMBER},
	{"state", CLI_MSG_COL_STATE, CLI_AS_TEXT},
	{"at", CLI_MSG_COL_AT, CLI_AS_TIME},
	{"entered_at", CLI_MSG_COL_LATE, CLI_AS_TIME},
	{"officer", CLI_MSG_COL_OFFICER, CLI_AS_TEXT},
	{"reference", CLI_MSG_COL_REFERENCE, CLI_AS_TEXT},
	{"text", CLI_MSG_COL_WHAT, CLI_AS_TEXT},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	char path[CLI_PATH_MAX];
	cli_path(path, "/v1/forms", NULL, NULL);
	cli_path_query(path, opts, args, OPTIONS);
	return cli_ask_rows(cli, path, "forms", columns, CLI_MSG_NO_RELIEF);
}

const struct cli_verb cli_verb_relief_forms = {
	.name = "relief forms",
	.usage = "[--before N] [--limit N]",
	.opts = opts,
	.help = CLI_MSG_HELP_RELIEF_FORMS,
	.run = run,
};
