/* wasl duty remove: an entry goes off the roster. */
#include "cli/rows.h"
#include "cli/verbs.h"

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	char path[CLI_PATH_MAX];
	cli_path(path, "/v1/duty/", args->operand[0], "/remove");
	enum cli_exit code = cli_ask(cli, &answer, "POST", path, json_object());
	if (code != CLI_EXIT_OK || cli_print_json(cli, answer))
		return code;
	cli_say_with(&cli->out, CLI_GOOD, CLI_MSG_DUTY_REMOVED,
		     {"id", args->operand[0]});
	return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_duty_remove = {
	.name = "duty remove",
	.usage = "ID",
	.help = CLI_MSG_HELP_DUTY_REMOVE,
	.min = 1,
	.max = 1,
	.run = run,
};
