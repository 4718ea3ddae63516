/* wasl relief withdraw: an offer that nobody took is taken back. */
#include "cli/relief.h"
#include "cli/verbs.h"

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	char path[CLI_PATH_MAX];
	cli_path(path, "/v1/reliefs/", args->operand[0], "/withdraw");
	enum cli_exit code = cli_ask(cli, &answer, "POST", path, NULL);
	if (code != CLI_EXIT_OK || cli_print_json(cli, answer))
		return code;
	cli_say_with(&cli->out, CLI_GOOD, CLI_MSG_RELIEF_WITHDRAWN,
		     {"id", args->operand[0]});
	return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_relief_withdraw = {
	.name = "relief withdraw",
	.usage = "ID",
	.help = CLI_MSG_HELP_RELIEF_WITHDRAW,
	.min = 1,
	.max = 1,
	.run = run,
};
