/* wasl screen review: searches that somebody has to look at. */
#include "cli/rows.h"
#include "cli/verbs.h"

enum { SINCE, ALL, NOTE };
static const struct cli_opt opts[] = {
	[SINCE] = {"since", "DATE", CLI_MSG_OPT_SINCE},
	[ALL] = {"all", NULL, CLI_MSG_OPT_REVIEW_ALL},
	[NOTE] = {"note", "TEXT", CLI_MSG_OPT_REVIEW_NOTE},
	{NULL, NULL, CLI_MSG_NONE},
};

static const struct cli_column columns[] = {
	{"id", CLI_MSG_COL_NUMBER, CLI_AS_NUMBER},
	{"at", CLI_MSG_COL_TIME, CLI_AS_TIME},
	{"officer", CLI_MSG_COL_OFFICER, CLI_AS_TEXT},
	{"unit", CLI_MSG_COL_UNIT, CLI_AS_TEXT},
	{"reference", CLI_MSG_COL_REFERENCE, CLI_AS_TEXT},
	{"reason", CLI_MSG_COL_REASON, CLI_AS_TEXT},
	{"asked", CLI_MSG_COL_ASKED, CLI_AS_NUMBER},
	{"found", CLI_MSG_COL_FOUND, CLI_AS_NUMBER},
	{"drawn", CLI_MSG_COL_DRAWN, CLI_AS_TEXT},
	{"reviewer,note", CLI_MSG_COL_REVIEWER, CLI_AS_TEXT},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};

static enum cli_exit list(struct cli *cli, const struct cli_args *args)
{
	char path[CLI_PATH_MAX];
	struct cli_args query = {0};
	cli_path(path, "/v1/screen/review", NULL, NULL);
	query.opt[SINCE] = args->opt[SINCE];
	if (args->opt[ALL])
		query.opt[ALL] = "true";
	cli_path_query(path, opts, &query, NOTE);
	return cli_ask_rows(cli, path, "searches", columns,
			    CLI_MSG_REVIEW_NONE);
}

static enum cli_exit review(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	char path[CLI_PATH_MAX];
	const char *note = args->opt[NOTE] ? args->opt[NOTE] : "";
	cli_path(path, "/v1/screen/review/", args->operand[0], NULL);
	enum cli_exit code = cli_ask(cli, &answer, "POST", path,
				     json_pack("{s:s}", "note", note));
	if (code == CLI_EXIT_OK && !cli_print_json(cli, answer))
		cli_say(&cli->out, CLI_GOOD, CLI_MSG_REVIEW_DONE);
	return code;
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	return args->n == 0 ? list(cli, args) : review(cli, args);
}

const struct cli_verb cli_verb_screen_review = {
	.name = "screen review",
	.usage = "[--since DATE] [--all] | NUMBER [--note TEXT]",
	.opts = opts,
	.help = CLI_MSG_HELP_SCREEN_REVIEW,
	.more = CLI_MSG_MORE_SCREEN_REVIEW,
	.max = 1,
	.run = run,
};
