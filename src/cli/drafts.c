/* wasl drafts: what waits for a second person; one of them in full. */
#include "cli/draft.h"
#include "cli/verbs.h"

static enum cli_exit run_one(struct cli *cli, const char *id)
{
	wasl_autojson *draft = NULL;
	enum cli_exit code = cli_draft_get(cli, &draft, id);
	if (code == CLI_EXIT_OK && !cli_print_json(cli, draft))
		cli_draft_print(&cli->out, draft);
	return code;
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	if (args->n > 0)
		return run_one(cli, args->operand[0]);
	enum cli_exit code = cli_ask(cli, &answer, "GET", "/v1/drafts", NULL);
	if (code == CLI_EXIT_OK && !cli_print_json(cli, answer))
		cli_drafts_print(&cli->out, json_object_get(answer, "drafts"));
	return code;
}

const struct cli_verb cli_verb_drafts = {
	.name = "drafts",
	.usage = "[ID]",
	.help = CLI_MSG_HELP_DRAFTS,
	.max = 1,
	.run = run,
};
