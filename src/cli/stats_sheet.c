/* wasl stats sheet: the month's sheet, for both sides to sign. */
#include "cli/sent.h"
#include "cli/verbs.h"
#include "kind/fault.h"

enum { MONTH, PEER, FRESH };
static const struct cli_opt opts[] = {
	[MONTH] = {"month", "YYYY-MM", CLI_MSG_OPT_MONTH},
	[PEER] = {"peer", "NODE", CLI_MSG_OPT_STATS_PEER},
	[FRESH] = {"fresh", NULL, CLI_MSG_OPT_FRESH},
	{NULL, NULL, CLI_MSG_NONE},
};

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	struct wasl_err err;
	if (!args->opt[MONTH]) {
		(void)wasl_fault_of(
			&err, WASL_USAGE, "", "option-needed",
			WASL_FAULT_T("option", WASL_TEXT("--month YYYY-MM")));
		return cli_usage(cli, &cli_verb_stats_sheet, &err);
	}
	json_t *body = json_pack("{s:s}", "month", args->opt[MONTH]);
	if (args->opt[PEER])
		json_object_set_new(body, "peer", json_string(args->opt[PEER]));
	if (args->opt[FRESH])
		json_object_set_new(body, "cut", json_string("fresh"));
	enum cli_exit code = cli_ask(cli, &answer, "POST", "/v1/sheets", body);
	return cli_say_sent(cli, code, answer);
}

const struct cli_verb cli_verb_stats_sheet = {
	.name = "stats sheet",
	.usage = "--month YYYY-MM [--peer NODE] [--fresh]",
	.opts = opts,
	.help = CLI_MSG_HELP_STATS_SHEET,
	.more = CLI_MSG_MORE_STATS_SHEET,
	.run = run,
};
