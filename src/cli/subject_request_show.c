/* wasl subject-request show: one file. */
#include "cli/subject_request.h"
#include "cli/verbs.h"

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	char path[CLI_PATH_MAX];
	cli_path(path, "/v1/subject-requests/", args->operand[0], NULL);
	enum cli_exit code = cli_ask(cli, &answer, "GET", path, NULL);
	if (code != CLI_EXIT_OK || cli_print_json(cli, answer))
		return code;
	cli_subject_show(cli, answer);
	return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_subject_request_show = {
	.name = "subject-request show",
	.usage = "ID",
	.help = CLI_MSG_HELP_SUBJECT_SHOW,
	.min = 1,
	.max = 1,
	.run = run,
};
