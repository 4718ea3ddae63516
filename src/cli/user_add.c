/* wasl user add: enrol an officer. */
#include "cli/user.h"
#include "kind/fault.h"

enum { UNIT, ROLES, UNTIL };
static const struct cli_opt opts[] = {
	[UNIT] = {"unit", "UNIT", CLI_MSG_OPT_UNIT},
	[ROLES] = {"roles", "ROLE,…", CLI_MSG_OPT_ROLES},
	[UNTIL] = {"until", "DATE", CLI_MSG_OPT_UNTIL},
	{NULL, NULL, CLI_MSG_NONE},
};

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	struct wasl_err err;
	if (!args->opt[UNIT] || !args->opt[ROLES]) {
		(void)wasl_fault_of(
			&err, WASL_USAGE, "", "options-needed",
			WASL_FAULT_T("one", WASL_TEXT("--unit")),
			WASL_FAULT_T("other", WASL_TEXT("--roles")));
		return cli_usage(cli, &cli_verb_user_add, &err);
	}
	json_t *body = json_pack("{s:s, s:s, s:o, s:s*}", "name",
				 args->operand[0], "unit", args->opt[UNIT],
				 "roles", cli_user_roles(args->opt[ROLES]),
				 "until", args->opt[UNTIL]);
	return cli_user_post(cli, NULL, "", body, CLI_MSG_USER_ADDED);
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
