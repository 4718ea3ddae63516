/* wasl relief sheet: the continuity sheet, to be printed. */
#include "cli/relief.h"
#include "cli/verbs.h"

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	enum cli_exit code = cli_relief_get(
		cli, &answer, args->n > 0 ? args->operand[0] : NULL);
	if (code != CLI_EXIT_OK || cli_print_json(cli, answer))
		return code;
	cli_relief_show(cli, answer);
	return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_relief_sheet = {
	.name = "relief sheet",
	.usage = "[ID]",
	.help = CLI_MSG_HELP_RELIEF_SHEET,
	.more = CLI_MSG_MORE_RELIEF_SHEET,
	.max = 1,
	.run = run,
};
