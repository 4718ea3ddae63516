/* wasl relief take: the arriving officer takes the watch over. */
#include "cli/input.h"
#include "cli/relief.h"
#include "cli/verbs.h"

enum { YES };
static const struct cli_opt opts[] = {
	[YES] = {"yes", NULL, CLI_MSG_OPT_YES},
	{NULL, NULL, CLI_MSG_NONE},
};

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *relief = NULL, *answer = NULL;
	char path[CLI_PATH_MAX];
	enum cli_exit code = cli_relief_get(cli, &relief, args->operand[0]);
	if (code != CLI_EXIT_OK)
		return code;
	if (!args->opt[YES]) {
		if (!cli->json)
			cli_relief_show(cli, relief);
		code = cli_confirm(cli, CLI_MSG_RELIEF_ASK, "--yes");
		if (code != CLI_EXIT_OK)
			return code;
	}
	cli_path(path, "/v1/reliefs/", args->operand[0], "/take");
	code = cli_ask(cli, &answer, "POST", path,
		       json_pack("{s:s}", "digest", cli_str(relief, "digest")));
	if (code != CLI_EXIT_OK || cli_print_json(cli, answer))
		return code;
	cli_say_with(&cli->out, CLI_GOOD, CLI_MSG_RELIEF_DONE,
		     {"id", args->operand[0]},
		     {"officer", cli_str(answer, "second")});
	return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_relief_take = {
	.name = "relief take",
	.usage = "ID [--yes]",
	.opts = opts,
	.help = CLI_MSG_HELP_RELIEF_TAKE,
	.more = CLI_MSG_MORE_RELIEF_TAKE,
	.min = 1,
	.max = 1,
	.run = run,
};
