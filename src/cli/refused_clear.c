/* wasl refused clear: a dossier on a person refused before may go on. */
#include "cli/rows.h"
#include "cli/verbs.h"
#include "kind/fault.h"

enum { REASON };
static const struct cli_opt opts[] = {
	[REASON] = {"reason", "TEXT", CLI_MSG_OPT_DECISION},
	{NULL, NULL, CLI_MSG_NONE},
};

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	char path[CLI_PATH_MAX];
	struct wasl_err err;
	if (!args->opt[REASON]) {
		(void)wasl_fault_of(
			&err, WASL_USAGE, "", "option-needed",
			WASL_FAULT_T("option", WASL_TEXT("--reason TEXT")));
		return cli_usage(cli, &cli_verb_refused_clear, &err);
	}
	cli_path(path, "/v1/dossiers/", args->operand[0], "/clear");
	enum cli_exit code =
		cli_ask(cli, &answer, "POST", path,
			json_pack("{s:s}", "reason", args->opt[REASON]));
	if (code != CLI_EXIT_OK || cli_print_json(cli, answer))
		return code;
	cli_say_with(&cli->out, CLI_GOOD, CLI_MSG_REFUSED_CLEARED,
		     {"reference", args->operand[0]});
	return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_refused_clear = {
	.name = "refused clear",
	.usage = "REFERENCE --reason TEXT",
	.opts = opts,
	.help = CLI_MSG_HELP_REFUSED_CLEAR,
	.min = 1,
	.max = 1,
	.run = run,
};
