/* wasl settle: end the freeze of a log after a fork alarm. */
#include "cli/client.h"
#include "cli/verbs.h"
#include "kind/fault.h"

enum { LOG };
static const struct cli_opt opts[] = {
	[LOG] = {"log", "own|mirror", CLI_MSG_OPT_LOG},
	{NULL, NULL, CLI_MSG_NONE},
};

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	char path[256];
	struct wasl_buf buf = {(uint8_t *)path, 0, sizeof(path) - 1, false};
	struct wasl_err err;
	if (!args->opt[LOG]) {
		(void)wasl_fault_of(
			&err, WASL_USAGE, "", "option-needed",
			WASL_FAULT_T("option", WASL_TEXT("--log own|partner")));
		return cli_usage(cli, &cli_verb_settle, &err);
	}
	wasl_buf_put_text(&buf, "/v1/lines/");
	cli_encode(&buf, args->operand[0]);
	wasl_buf_put_text(&buf, "/settle");
	path[buf.n] = '\0';
	enum cli_exit code = cli_ask(cli, &answer, "POST", path,
				     json_pack("{s:s}", "log", args->opt[LOG]));
	if (code != CLI_EXIT_OK && code != CLI_EXIT_WAITS)
		return code;
	if (cli_print_json(cli, answer))
		return code;
	bool settled = json_is_true(json_object_get(answer, "settled"));
	cli_say_with(&cli->out, CLI_GOOD,
		     settled ? CLI_MSG_SETTLED : CLI_MSG_SETTLE_WAITS,
		     {"peer", args->operand[0]});
	return code;
}

const struct cli_verb cli_verb_settle = {
	.name = "settle",
	.usage = "PARTNER --log own|mirror",
	.opts = opts,
	.help = CLI_MSG_HELP_SETTLE,
	.more = CLI_MSG_MORE_SETTLE,
	.min = 1,
	.max = 1,
	.run = run,
};
