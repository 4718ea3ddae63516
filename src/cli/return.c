/* wasl return: a draft goes back to its author. */
#include "cli/draft.h"
#include "cli/verbs.h"
#include "kind/fault.h"

enum { REASON };
static const struct cli_opt opts[] = {
	[REASON] = {"reason", "TEXT", CLI_MSG_OPT_REASON},
	{NULL, NULL, CLI_MSG_NONE},
};

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *draft = NULL, *answer = NULL;
	struct wasl_err err;
	if (!args->opt[REASON]) {
		(void)wasl_fault_of(
			&err, WASL_USAGE, "", "option-needed",
			WASL_FAULT_T("option", WASL_TEXT("--reason TEXT")));
		return cli_usage(cli, &cli_verb_return, &err);
	}
	enum cli_exit code = cli_draft_get(cli, &draft, args->operand[0]);
	if (code != CLI_EXIT_OK)
		return code;
	code = cli_draft_post(cli, &answer, draft, "return",
			      json_pack("{s:s}", "reason", args->opt[REASON]));
	if (code != CLI_EXIT_OK || cli_print_json(cli, answer))
		return code;
	cli_say_with(&cli->out, CLI_GOOD, CLI_MSG_RETURNED,
		     {"id", args->operand[0]},
		     {"author", cli_str(draft, "author")});
	return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_return = {
	.name = "return",
	.usage = "ID --reason TEXT",
	.opts = opts,
	.help = CLI_MSG_HELP_RETURN,
	.min = 1,
	.max = 1,
	.run = run,
};
