/* wasl approve: the second person reads what will be sealed, then sends it. */
#include "cli/draft.h"
#include "cli/input.h"
#include "cli/sent.h"
#include "cli/verbs.h"

enum { YES };
static const struct cli_opt opts[] = {
	[YES] = {"yes", NULL, CLI_MSG_OPT_YES},
	{NULL, NULL, CLI_MSG_NONE},
};

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *draft = NULL, *answer = NULL;
	enum cli_exit code = cli_draft_get(
		cli, &draft, args->n > 0 ? args->operand[0] : NULL);
	if (code != CLI_EXIT_OK)
		return code;
	if (!args->opt[YES]) {
		cli_draft_print(&cli->err, draft);
		code = cli_confirm(cli, CLI_MSG_APPROVE_ASK, "--yes");
		if (code != CLI_EXIT_OK)
			return code;
	}
	code = cli_draft_post(
		cli, &answer, draft, "approve",
		json_pack("{s:s}", "digest", cli_str(draft, "digest")));
	return cli_say_sent(cli, code, answer);
}

const struct cli_verb cli_verb_approve = {
	.name = "approve",
	.usage = "[ID] [--yes]",
	.opts = opts,
	.help = CLI_MSG_HELP_APPROVE,
	.more = CLI_MSG_MORE_APPROVE,
	.max = 1,
	.run = run,
};
