/* wasl duty drill: a drill of the warning chain, begun by hand. */
#include "cli/rows.h"
#include "cli/sent.h"
#include "cli/verbs.h"

enum { NOTE };
static const struct cli_opt opts[] = {
	[NOTE] = {"note", "TEXT", CLI_MSG_OPT_DRILL_NOTE},
	{NULL, NULL, CLI_MSG_NONE},
};

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	json_t *fields =
		json_pack("{s:b, s:s}", "drill", true, "urgency", "U0");
	if (args->opt[NOTE])
		json_object_set_new(fields, "note",
				    json_string(args->opt[NOTE]));
	enum cli_exit code =
		cli_ask(cli, &answer, "POST", "/v1/dossiers",
			json_pack("{s:s, s:s, s:o}", "kind", "drill", "to",
				  args->operand[0], "fields", fields));
	return cli_say_sent(cli, code, answer);
}

const struct cli_verb cli_verb_duty_drill = {
	.name = "duty drill",
	.usage = "NODE",
	.opts = opts,
	.help = CLI_MSG_HELP_DUTY_DRILL,
	.more = CLI_MSG_MORE_DUTY_DRILL,
	.min = 1,
	.max = 1,
	.run = run,
};
