/* wasl subject-request list: who asks about his data. */
#include "cli/rows.h"
#include "cli/verbs.h"

enum { NAME, LIMIT, AFTER, OPTIONS };
static const struct cli_opt opts[] = {
	[NAME] = {"name", "NAME", CLI_MSG_OPT_LIKE_NAME},
	[LIMIT] = {"limit", "N", CLI_MSG_OPT_LIMIT},
	[AFTER] = {"after", "CURSOR", CLI_MSG_OPT_AFTER},
	[OPTIONS] = {NULL, NULL, CLI_MSG_NONE},
};

static const struct cli_column columns[] = {
	{"id", CLI_MSG_COL_ID, CLI_AS_TEXT},
	{"name", CLI_MSG_COL_NAME, CLI_AS_TEXT},
	{"birth", CLI_MSG_COL_BIRTH, CLI_AS_TEXT},
	{"at", CLI_MSG_COL_SINCE, CLI_AS_TIME},
	{"due_at", CLI_MSG_COL_DUE, CLI_AS_DISTANCE},
	{"answered_at", CLI_MSG_COL_ANSWERED, CLI_AS_TIME},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	char path[CLI_PATH_MAX];
	cli_path(path, "/v1/subject-requests", NULL, NULL);
	cli_path_query(path, opts, args, OPTIONS);
	return cli_ask_rows(cli, path, "requests", columns,
			    CLI_MSG_NO_SUBJECTS);
}

const struct cli_verb cli_verb_subject_request_list = {
	.name = "subject-request list",
	.usage = "[--name NAME] " CLI_PAGE_USAGE,
	.opts = opts,
	.help = CLI_MSG_HELP_SUBJECT_LIST,
	.run = run,
};
