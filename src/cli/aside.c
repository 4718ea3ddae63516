/* wasl aside: put a dossier aside until a day, or bring it back. */
#include "cli/rows.h"
#include "cli/verbs.h"

/* A day alone is its morning. */
#define MORNING "T06:00:00Z"
#define DAY_LEN (sizeof("YYYY-MM-DD") - 1)

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	const char *until = args->operand[1];
	char path[CLI_PATH_MAX];
	json_t *body = json_object();
	cli_path(path, "/v1/dossiers/", args->operand[0], "/aside");
	if (until)
		json_object_set_new(
			body, "until",
			json_sprintf("%s%s", until,
				     strlen(until) == DAY_LEN ? MORNING : ""));
	enum cli_exit code = cli_ask(cli, &answer, "POST", path, body);
	if (code != CLI_EXIT_OK || cli_print_json(cli, answer))
		return code;
	cli_say_with(&cli->out, CLI_GOOD,
		     until ? CLI_MSG_ASIDE_UNTIL : CLI_MSG_ASIDE_BACK,
		     {"reference", args->operand[0]},
		     {"until", cli_str(answer, "until")});
	return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_aside = {
	.name = "aside",
	.usage = "REFERENCE [UNTIL]",
	.help = CLI_MSG_HELP_ASIDE,
	.more = CLI_MSG_MORE_ASIDE,
	.min = 1,
	.max = 2,
	.run = run,
};
