/* wasl assign: who works on a dossier and may read it. */
#include "cli/rows.h"
#include "cli/verbs.h"
#include "cli/when.h"

enum { OVER };
static const struct cli_opt opts[] = {
	[OVER] = {"hand-over", NULL, CLI_MSG_OPT_HAND_OVER},
	{NULL, NULL, CLI_MSG_NONE},
};

static const struct cli_column columns[] = {
	{"unit,officer", CLI_MSG_COL_WHO, CLI_AS_TEXT},
	{"why", CLI_MSG_COL_WHY, CLI_AS_TEXT},
	{"by", CLI_MSG_COL_BY, CLI_AS_TEXT},
	{"at", CLI_MSG_COL_SINCE, CLI_AS_TIME},
	{"until", CLI_MSG_COL_UNTIL, CLI_AS_TIME},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};

static const struct cli_column rungs[] = {
	{"clock", CLI_MSG_COL_CLOCK, CLI_AS_TEXT},
	{"chain", CLI_MSG_COL_CHAIN, CLI_AS_TEXT},
	{"rung", CLI_MSG_COL_RUNG, CLI_AS_NUMBER},
	{"role", CLI_MSG_COL_ROLE, CLI_AS_TEXT},
	{"at", CLI_MSG_COL_TIME, CLI_AS_TIME},
	{"told", CLI_MSG_COL_TOLD, CLI_AS_YES},
	{"wake", CLI_MSG_COL_WAKE, CLI_AS_TEXT},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};

static enum cli_exit show(struct cli *cli, const char *ref)
{
	wasl_autojson *answer = NULL;
	char path[CLI_PATH_MAX], since[CLI_TIME_MAX];
	cli_path(path, "/v1/dossiers/", ref, "/desk");
	enum cli_exit code = cli_ask(cli, &answer, "GET", path, NULL);
	if (code != CLI_EXIT_OK || cli_print_json(cli, answer))
		return code;
	cli_say_with(&cli->out, CLI_BOLD, CLI_MSG_DESK_HEAD, {"reference", ref},
		     {"state", cli_str(answer, "state")},
		     {"at", cli_time(since, cli_str(answer, "since"))});
	cli_rows(cli, json_object_get(answer, "readers"), columns,
		 CLI_MSG_DESK_NOBODY);
	if (json_array_size(json_object_get(answer, "rungs")) == 0)
		return CLI_EXIT_OK;
	cli_say(&cli->out, CLI_PLAIN, CLI_MSG_DESK_RUNGS);
	cli_rows(cli, json_object_get(answer, "rungs"), rungs, CLI_MSG_NONE);
	return CLI_EXIT_OK;
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	char path[CLI_PATH_MAX];
	if (args->n == 1)
		return show(cli, args->operand[0]);
	cli_path(path, "/v1/dossiers/", args->operand[0], "/assign");
	json_t *body = json_pack("{s:s}", "to", args->operand[1]);
	if (args->opt[OVER])
		json_object_set_new(body, "how", json_string("hand-over"));
	enum cli_exit code = cli_ask(cli, &answer, "POST", path, body);
	if (code != CLI_EXIT_OK || cli_print_json(cli, answer))
		return code;
	cli_say_with(&cli->out, CLI_GOOD, CLI_MSG_ASSIGNED,
		     {"reference", args->operand[0]}, {"to", args->operand[1]});
	return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_assign = {
	.name = "assign",
	.usage = "REFERENCE [UNIT|OFFICER [--hand-over]]",
	.opts = opts,
	.help = CLI_MSG_HELP_ASSIGN,
	.more = CLI_MSG_MORE_ASSIGN,
	.min = 1,
	.max = 2,
	.run = run,
};
