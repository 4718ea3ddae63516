/* wasl user add: enrol an officer. */
#include "cli/client.h"
#include "cli/verbs.h"

enum { UNIT, ROLES, UNTIL };
static const struct cli_opt opts[] = {
	[UNIT] = {"unit", "UNIT", CLI_MSG_OPT_UNIT},
	[ROLES] = {"roles", "ROLE,…", CLI_MSG_OPT_ROLES},
	[UNTIL] = {"until", "DATE", CLI_MSG_OPT_UNTIL},
	{NULL, NULL, CLI_MSG_NONE},
};

/* "operator,duty" as the API's list of words. */
static json_t *split(const char *words)
{
	json_t *list = json_array();
	while (*words) {
		size_t n = strcspn(words, ",");
		json_array_append_new(list, json_stringn(words, n));
		words += n;
		words += *words == ',';
	}
	return list;
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	struct wasl_err err;
	if (!args->opt[UNIT] || !args->opt[ROLES]) {
		(void)wasl_fail(&err, WASL_USAGE,
				"--unit and --roles are needed");
		return cli_usage(cli, &cli_verb_user_add, &err);
	}
	json_t *body =
		json_pack("{s:s, s:s, s:o, s:s*}", "name", args->operand[0],
			  "unit", args->opt[UNIT], "roles",
			  split(args->opt[ROLES]), "until", args->opt[UNTIL]);
	enum cli_exit code = cli_ask(cli, &answer, "POST", "/v1/users", body);
	if (code != CLI_EXIT_OK || cli_print_json(cli, answer))
		return code;
	cli_say_with(&cli->out, CLI_GOOD, CLI_MSG_USER_ADDED,
		     {"name", cli_str(answer, "name")},
		     {"pseudonym", cli_str(answer, "pseudonym")});
	return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_user_add = {
	.name = "user add",
	.usage = "NAME --unit UNIT --roles ROLE,… [--until DATE]",
	.opts = opts,
	.help = CLI_MSG_HELP_USER_ADD,
	.more = CLI_MSG_MORE_USER_ADD,
	.min = 1,
	.max = 1,
	.run = run,
};
