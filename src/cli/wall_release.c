/* wasl wall release: a dossier, or an act of it, is shown to the room. */
#include "base/text.h"
#include "cli/rows.h"
#include "cli/verbs.h"
#include "kind/fault.h"

#include <stdio.h>

enum { INDEX, EPOCH, PARTNER };
static const struct cli_opt opts[] = {
	[INDEX] = {"index", "N", CLI_MSG_OPT_WALL_INDEX},
	[EPOCH] = {"epoch", "N", CLI_MSG_OPT_WALL_EPOCH},
	[PARTNER] = {"partner", NULL, CLI_MSG_OPT_WALL_PARTNER},
	{NULL, NULL, CLI_MSG_NONE},
};

static bool number(json_int_t *out, const char *text)
{
	uint64_t n;
	if (!wasl_decimal_parse(&n, wasl_text_of(text)) || n > INT32_MAX)
		return false;
	*out = (json_int_t)n;
	return true;
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	struct wasl_err err;
	json_int_t index = 0, epoch = 1;
	char id[24];
	if ((args->opt[INDEX] && !number(&index, args->opt[INDEX])) ||
	    (args->opt[EPOCH] && !number(&epoch, args->opt[EPOCH]))) {
		(void)wasl_fault_of(
			&err, WASL_USAGE, "", "options-numbers",
			WASL_FAULT_T("one", WASL_TEXT("--index")),
			WASL_FAULT_T("other", WASL_TEXT("--epoch")));
		return cli_usage(cli, &cli_verb_wall_release, &err);
	}
	json_t *body = json_pack("{s:s}", "reference", args->operand[0]);
	if (args->opt[INDEX])
		json_object_set_new(body, "entry",
				    json_pack("{s:b, s:I, s:I}", "own",
					      args->opt[PARTNER] == NULL,
					      "epoch", epoch, "index", index));
	enum cli_exit code = cli_ask(cli, &answer, "POST", "/v1/wall", body);
	if (code != CLI_EXIT_OK || cli_print_json(cli, answer))
		return code;
	snprintf(id, sizeof(id), "%lld", (long long)cli_int(answer, "id"));
	cli_say_with(&cli->out, CLI_GOOD, CLI_MSG_WALL_RELEASED, {"id", id});
	return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_wall_release = {
	.name = "wall release",
	.usage = "REF [--index N [--epoch N] [--partner]]",
	.opts = opts,
	.help = CLI_MSG_HELP_WALL_RELEASE,
	.more = CLI_MSG_MORE_WALL_RELEASE,
	.min = 1,
	.max = 1,
	.run = run,
};
