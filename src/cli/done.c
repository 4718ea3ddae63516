/* wasl done: a task that no act ends is set aside. */
#include "cli/rows.h"
#include "cli/verbs.h"
#include "kind/fault.h"

enum { NOTE };
static const struct cli_opt opts[] = {
	[NOTE] = {"note", "TEXT", CLI_MSG_OPT_NOTE},
	{NULL, NULL, CLI_MSG_NONE},
};

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	char path[CLI_PATH_MAX];
	struct wasl_err err;
	if (!args->opt[NOTE]) {
		(void)wasl_fault_of(
			&err, WASL_USAGE, "", "option-needed",
			WASL_FAULT_T("option", WASL_TEXT("--note TEXT")));
		return cli_usage(cli, &cli_verb_done, &err);
	}
	cli_path(path, "/v1/tasks/", args->operand[0], "/done");
	enum cli_exit code =
		cli_ask(cli, &answer, "POST", path,
			json_pack("{s:s}", "note", args->opt[NOTE]));
	if (code != CLI_EXIT_OK || cli_print_json(cli, answer))
		return code;
	cli_say_with(&cli->out, CLI_GOOD, CLI_MSG_DONE,
		     {"id", args->operand[0]});
	return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_done = {
	.name = "done",
	.usage = "TASK --note TEXT",
	.opts = opts,
	.help = CLI_MSG_HELP_DONE,
	.more = CLI_MSG_MORE_DONE,
	.min = 1,
	.max = 1,
	.run = run,
};
