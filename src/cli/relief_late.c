/* wasl relief late: what was written on a form during an outage. */
#include "cli/rows.h"
#include "cli/verbs.h"

enum { AT, REFERENCE, TEXT, OPTIONS };
static const struct cli_opt opts[] = {
	[AT] = {"at", "TIME", CLI_MSG_OPT_LATE_AT},
	[REFERENCE] = {"reference", "REF", CLI_MSG_OPT_LATE_REFERENCE},
	[TEXT] = {"text", "TEXT", CLI_MSG_OPT_LATE_TEXT},
	[OPTIONS] = {NULL, NULL, CLI_MSG_NONE},
};

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	json_t *body = json_object();
	char path[CLI_PATH_MAX];
	for (size_t i = 0; i < OPTIONS; i++)
		if (args->opt[i])
			json_object_set_new(body, opts[i].name,
					    json_string(args->opt[i]));
	cli_path(path, "/v1/forms/", args->operand[0], NULL);
	enum cli_exit code = cli_ask(cli, &answer, "POST", path, body);
	if (code != CLI_EXIT_OK || cli_print_json(cli, answer))
		return code;
	cli_say_with(&cli->out, CLI_GOOD, CLI_MSG_LATE_ENTERED,
		     {"form", args->operand[0]});
	return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_relief_late = {
	.name = "relief late",
	.usage = "FORM --at TIME --text TEXT [--reference REF]",
	.opts = opts,
	.help = CLI_MSG_HELP_RELIEF_LATE,
	.more = CLI_MSG_MORE_RELIEF_LATE,
	.min = 1,
	.max = 1,
	.run = run,
};
