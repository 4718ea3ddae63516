/* wasl refused review: a remembered refusal stays for another period, or not.
 */
#include "cli/rows.h"
#include "cli/verbs.h"

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	char path[CLI_PATH_MAX];
	cli_path(path, "/v1/refused/", args->operand[0], "/review");
	enum cli_exit code =
		cli_ask(cli, &answer, "POST", path,
			json_pack("{s:s}", "decision", args->operand[1]));
	if (code != CLI_EXIT_OK || cli_print_json(cli, answer))
		return code;
	cli_say_with(&cli->out, CLI_GOOD, CLI_MSG_REVIEWED,
		     {"id", args->operand[0]});
	return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_refused_review = {
	.name = "refused review",
	.usage = "ID keep|forget",
	.help = CLI_MSG_HELP_REFUSED_REVIEW,
	.min = 2,
	.max = 2,
	.run = run,
};
