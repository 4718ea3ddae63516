/* wasl user list: the officers of this side. */
#include "cli/rows.h"
#include "cli/verbs.h"

static const struct cli_column columns[] = {
	{"name", CLI_MSG_COL_NAME, CLI_AS_TEXT},
	{"pseudonym", CLI_MSG_COL_PSEUDONYM, CLI_AS_TEXT},
	{"unit", CLI_MSG_COL_UNIT, CLI_AS_TEXT},
	{"roles", CLI_MSG_COL_ROLES, CLI_AS_ROLES},
	{"until", CLI_MSG_COL_UNTIL, CLI_AS_TIME},
	{"disabled", CLI_MSG_COL_DISABLED, CLI_AS_YES},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	(void)args;
	return cli_ask_rows(cli, "/v1/users", "users", columns, CLI_MSG_NONE);
}

const struct cli_verb cli_verb_user_list = {
	.name = "user list",
	.usage = "",
	.help = CLI_MSG_HELP_USER_LIST,
	.run = run,
};
