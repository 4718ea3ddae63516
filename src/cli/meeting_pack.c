/* wasl meeting pack: what a meeting should look at, to be edited and sent. */
#include "cli/rows.h"
#include "cli/verbs.h"

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	char path[CLI_PATH_MAX], left[24];
	cli_path(path, "/v1/dossiers/", args->operand[0], "/pack");
	enum cli_exit code = cli_ask(cli, &answer, "GET", path, NULL);
	if (code != CLI_EXIT_OK)
		return code;
	long long left_out = cli_int(answer, "left_out");
	snprintf(left, sizeof(left), "%lld", left_out);
	json_object_del(answer, "left_out");
	json_dumpf(answer, cli->out.f, JSON_INDENT(2));
	putc('\n', cli->out.f);
	if (left_out > 0)
		cli_say_with(&cli->err, CLI_WARN, CLI_MSG_PACK_LEFT,
			     {"n", left});
	if (json_array_size(json_object_get(answer, "pack")) == 0)
		cli_say(&cli->err, CLI_DIM, CLI_MSG_PACK_EMPTY);
	return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_meeting_pack = {
	.name = "meeting pack",
	.usage = "REFERENCE",
	.help = CLI_MSG_HELP_MEETING_PACK,
	.more = CLI_MSG_MORE_MEETING_PACK,
	.min = 1,
	.max = 1,
	.run = run,
};
