/* wasl duty list: who is on duty, and when nobody is. */
#include "cli/rows.h"
#include "cli/verbs.h"

enum { ROLE, DAYS, OPTIONS };
static const struct cli_opt opts[] = {
	[ROLE] = {"role", "ROLE", CLI_MSG_OPT_ONLY_ROLE},
	[DAYS] = {"days", "N", CLI_MSG_OPT_DAYS},
	[OPTIONS] = {NULL, NULL, CLI_MSG_NONE},
};

static const struct cli_column columns[] = {
	{"id", CLI_MSG_COL_ENTRY, CLI_AS_NUMBER},
	{"officer", CLI_MSG_COL_OFFICER, CLI_AS_TEXT},
	{"role", CLI_MSG_COL_ROLE, CLI_AS_TEXT},
	{"place", CLI_MSG_COL_PLACE, CLI_AS_NUMBER},
	{"function", CLI_MSG_COL_FUNCTION, CLI_AS_TEXT},
	{"languages", CLI_MSG_COL_LANGUAGES, CLI_AS_TEXT},
	{"telephone", CLI_MSG_COL_TELEPHONE, CLI_AS_TEXT},
	{"from", CLI_MSG_COL_FROM, CLI_AS_TIME},
	{"until", CLI_MSG_COL_UNTIL, CLI_AS_TIME},
	{"now", CLI_MSG_COL_NOW, CLI_AS_YES},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};

static const struct cli_column gaps[] = {
	{"from", CLI_MSG_COL_FROM, CLI_AS_TIME},
	{"until", CLI_MSG_COL_UNTIL, CLI_AS_TIME},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	char path[CLI_PATH_MAX];
	cli_path(path, "/v1/duty", NULL, NULL);
	cli_path_query(path, opts, args, OPTIONS);
	enum cli_exit code = cli_ask(cli, &answer, "GET", path, NULL);
	if (code != CLI_EXIT_OK || cli_print_json(cli, answer))
		return code;
	cli_rows(cli, json_object_get(answer, "duty"), columns,
		 CLI_MSG_NO_DUTY);
	if (json_array_size(json_object_get(answer, "gaps")) == 0)
		return CLI_EXIT_OK;
	cli_say(&cli->out, CLI_WARN, CLI_MSG_DUTY_GAPS);
	cli_rows(cli, json_object_get(answer, "gaps"), gaps, CLI_MSG_NONE);
	return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_duty_list = {
	.name = "duty list",
	.usage = "[--role ROLE] [--days N]",
	.opts = opts,
	.help = CLI_MSG_HELP_DUTY_LIST,
	.more = CLI_MSG_MORE_DUTY_LIST,
	.run = run,
};
