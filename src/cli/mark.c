/* wasl mark: where a dossier stands on this side's desk. */
#include "cli/rows.h"
#include "cli/verbs.h"

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	char path[CLI_PATH_MAX];
	cli_path(path, "/v1/dossiers/", args->operand[0], "/mark");
	enum cli_exit code =
		cli_ask(cli, &answer, "POST", path,
			json_pack("{s:s}", "state", args->operand[1]));
	if (code != CLI_EXIT_OK || cli_print_json(cli, answer))
		return code;
	cli_say_with(&cli->out, CLI_GOOD, CLI_MSG_MARKED,
		     {"reference", args->operand[0]},
		     {"state", cli_str(answer, "state")});
	return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_mark = {
	.name = "mark",
	.usage = "REFERENCE STATE",
	.help = CLI_MSG_HELP_MARK,
	.more = CLI_MSG_MORE_MARK,
	.min = 2,
	.max = 2,
	.run = run,
};
