/* wasl subject-request new: a person asks about his data. */
#include "cli/rows.h"
#include "cli/verbs.h"
#include "cli/when.h"

enum { BIRTH, CONTACT, PROOF, TEXT, OPTIONS };
static const struct cli_opt opts[] = {
	[BIRTH] = {"birth", "DATE", CLI_MSG_OPT_BIRTH},
	[CONTACT] = {"contact", "TEXT", CLI_MSG_OPT_CONTACT},
	[PROOF] = {"proof", "TEXT", CLI_MSG_OPT_PROOF},
	[TEXT] = {"text", "TEXT", CLI_MSG_OPT_TEXT},
	[OPTIONS] = {NULL, NULL, CLI_MSG_NONE},
};

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	char due[CLI_TIME_MAX];
	json_t *body = json_pack("{s:s}", "name", args->operand[0]);
	/* The options have the names of the API's members. */
	for (size_t i = 0; i < OPTIONS; i++)
		if (args->opt[i])
			json_object_set_new(body, opts[i].name,
					    json_string(args->opt[i]));
	enum cli_exit code =
		cli_ask(cli, &answer, "POST", "/v1/subject-requests", body);
	if (code != CLI_EXIT_OK || cli_print_json(cli, answer))
		return code;
	cli_say_with(&cli->out, CLI_GOOD, CLI_MSG_SUBJECT_MADE,
		     {"id", cli_str(answer, "id")},
		     {"due", cli_time(due, cli_str(answer, "due_at"))});
	return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_subject_request_new = {
	.name = "subject-request new",
	.usage = "NAME [--birth DATE] --contact TEXT --proof TEXT --text TEXT",
	.opts = opts,
	.help = CLI_MSG_HELP_SUBJECT_NEW,
	.more = CLI_MSG_MORE_SUBJECT_NEW,
	.min = 1,
	.max = 1,
	.run = run,
};
