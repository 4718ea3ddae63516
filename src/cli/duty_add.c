/* wasl duty add: an officer goes on the roster. */
#include "cli/rows.h"
#include "cli/verbs.h"
#include "cli/when.h"

enum { ROLE, FUNCTION, LANGUAGES, TELEPHONE, FROM, UNTIL, PLACE, OPTIONS };
static const struct cli_opt opts[] = {
	[ROLE] = {"role", "ROLE", CLI_MSG_OPT_ROLE},
	[FUNCTION] = {"function", "TEXT", CLI_MSG_OPT_FUNCTION},
	[LANGUAGES] = {"languages", "CODES", CLI_MSG_OPT_LANGUAGES},
	[TELEPHONE] = {"telephone", "NUMBER", CLI_MSG_OPT_TELEPHONE},
	[FROM] = {"from", "INSTANT", CLI_MSG_OPT_FROM},
	[UNTIL] = {"until", "INSTANT", CLI_MSG_OPT_UNTIL_AT},
	[PLACE] = {"place", "N", CLI_MSG_OPT_PLACE},
	[OPTIONS] = {NULL, NULL, CLI_MSG_NONE},
};

/* The options have the names of the API's members. */
static json_t *body_of(const struct cli_args *args)
{
	json_t *body = json_pack("{s:s}", "officer", args->operand[0]);
	for (size_t i = 0; i < OPTIONS; i++)
		if (args->opt[i])
			json_object_set_new(body, opts[i].name,
					    json_string(args->opt[i]));
	return body;
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	char from[CLI_TIME_MAX], until[CLI_TIME_MAX], id[24];
	enum cli_exit code =
		cli_ask(cli, &answer, "POST", "/v1/duty", body_of(args));
	if (code != CLI_EXIT_OK || cli_print_json(cli, answer))
		return code;
	snprintf(id, sizeof(id), "%lld", (long long)cli_int(answer, "id"));
	cli_say_with(&cli->out, CLI_GOOD, CLI_MSG_DUTY_ADDED,
		     {"officer", cli_str(answer, "officer")},
		     {"from", cli_time(from, cli_str(answer, "from"))},
		     {"until", cli_time(until, cli_str(answer, "until"))},
		     {"id", id});
	return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_duty_add = {
	.name = "duty add",
	.usage = "OFFICER --role ROLE --function TEXT --languages CODES "
		 "--telephone NUMBER --from INSTANT --until INSTANT "
		 "[--place N]",
	.opts = opts,
	.help = CLI_MSG_HELP_DUTY_ADD,
	.more = CLI_MSG_MORE_DUTY_ADD,
	.min = 1,
	.max = 1,
	.run = run,
};
