/* wasl check: article 3 and protection, before a measure. */
#include "cli/rows.h"
#include "cli/verbs.h"

enum { ANSWER, SOURCES };
static const struct cli_opt opts[] = {
	[ANSWER] = {"answer", "ANSWER", CLI_MSG_OPT_ANSWER},
	[SOURCES] = {"sources", "TEXT", CLI_MSG_OPT_SOURCES},
	{NULL, NULL, CLI_MSG_NONE},
};

static const struct cli_column checks[] = {
	{"what", CLI_MSG_COL_WHAT, CLI_AS_TEXT},
	{"answer", CLI_MSG_COL_ANSWER, CLI_AS_TEXT},
	{"by", CLI_MSG_COL_BY, CLI_AS_TEXT},
	{"second", CLI_MSG_COL_SECOND, CLI_AS_TEXT},
	{"at", CLI_MSG_COL_TIME, CLI_AS_TIME},
	{"sources", CLI_MSG_COL_SOURCES, CLI_AS_TEXT},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};

static const struct cli_column hits[] = {
	{"refused_in", CLI_MSG_COL_REFUSED_IN, CLI_AS_TEXT},
	{"name", CLI_MSG_COL_NAME, CLI_AS_TEXT},
	{"percent", CLI_MSG_COL_LIKELY, CLI_AS_NUMBER},
	{"cleared", CLI_MSG_COL_CLEARED, CLI_AS_YES},
	{"by", CLI_MSG_COL_BY, CLI_AS_TEXT},
	{"reason", CLI_MSG_COL_WHY, CLI_AS_TEXT},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	char path[CLI_PATH_MAX];
	const char *method = args->n == 2 ? "POST" : "GET";
	json_t *body = NULL;
	if (args->n == 2)
		body = json_pack(
			"{s:s, s:s, s:s}", "what", args->operand[1], "answer",
			args->opt[ANSWER] ? args->opt[ANSWER] : "", "sources",
			args->opt[SOURCES] ? args->opt[SOURCES] : "");
	cli_path(path, "/v1/dossiers/", args->operand[0], "/checks");
	enum cli_exit code = cli_ask(cli, &answer, method, path, body);
	if (code != CLI_EXIT_OK || cli_print_json(cli, answer))
		return code;
	cli_rows(cli, json_object_get(answer, "checks"), checks,
		 CLI_MSG_NO_CHECKS);
	if (json_array_size(json_object_get(answer, "refused_before")) == 0)
		return CLI_EXIT_OK;
	cli_say(&cli->out, CLI_WARN, CLI_MSG_CHECK_REFUSED);
	cli_rows(cli, json_object_get(answer, "refused_before"), hits,
		 CLI_MSG_NONE);
	return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_check = {
	.name = "check",
	.usage = "REFERENCE [article3|protection --answer ANSWER --sources "
		 "TEXT]",
	.opts = opts,
	.help = CLI_MSG_HELP_CHECK,
	.more = CLI_MSG_MORE_CHECK,
	.min = 1,
	.max = 2,
	.run = run,
};
