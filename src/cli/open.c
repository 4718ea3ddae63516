/* wasl open: a new dossier to a partner. */
#include "cli/input.h"
#include "cli/sent.h"
#include "cli/verbs.h"

enum { TO, FILE_ };
static const struct cli_opt opts[] = {
	[TO] = {"to", "NODE", CLI_MSG_OPT_TO},
	[FILE_] = {"file", "FILE", CLI_MSG_OPT_FILE},
	{NULL, NULL, CLI_MSG_NONE},
};

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	json_t *fields;
	struct wasl_err err;
	if (!args->opt[TO]) {
		(void)wasl_fail(&err, WASL_USAGE, "--to is needed");
		return cli_usage(cli, &cli_verb_open, &err);
	}
	enum cli_exit code = cli_read_fields(cli, &fields, args->opt[FILE_],
					     args->operand + 1, args->n - 1);
	if (code != CLI_EXIT_OK)
		return code;
	json_t *body = json_pack("{s:s, s:s, s:o}", "kind", args->operand[0],
				 "to", args->opt[TO], "fields", fields);
	code = cli_ask(cli, &answer, "POST", "/v1/dossiers", body);
	return cli_say_sent(cli, code, answer);
}

const struct cli_verb cli_verb_open = {
	.name = "open",
	.usage = "KIND --to NODE [FIELD=VALUE…] [--file FILE]",
	.opts = opts,
	.help = CLI_MSG_HELP_OPEN,
	.more = CLI_MSG_MORE_OPEN,
	.min = 1,
	.max = CLI_OPERANDS_MAX,
	.run = run,
};
