/* wasl user list: the officers of this side. */
#include "cli/client.h"
#include "cli/verbs.h"
#include "cli/when.h"

#define ROLES_TEXT_MAX 128

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	size_t i;
	const json_t *user;
	(void)args;
	enum cli_exit code = cli_ask(cli, &answer, "GET", "/v1/users", NULL);
	if (code != CLI_EXIT_OK || cli_print_json(cli, answer))
		return code;
	struct cli_table table = cli_table_init(6);
	cli_table_row(&table,
		      (const char *[]){cli_msg_text(CLI_MSG_COL_NAME),
				       cli_msg_text(CLI_MSG_COL_PSEUDONYM),
				       cli_msg_text(CLI_MSG_COL_UNIT),
				       cli_msg_text(CLI_MSG_COL_ROLES),
				       cli_msg_text(CLI_MSG_COL_UNTIL),
				       cli_msg_text(CLI_MSG_COL_DISABLED)});
	cli_each(json_object_get(answer, "users"), i, user)
	{
		char roles[ROLES_TEXT_MAX], until[CLI_TIME_MAX];
		cli_table_row(&table,
			      (const char *[]){
				      cli_str(user, "name"),
				      cli_str(user, "pseudonym"),
				      cli_str(user, "unit"),
				      cli_join(roles, sizeof(roles),
					       json_object_get(user, "roles")),
				      cli_time(until, cli_str(user, "until")),
				      cli_msg_text(cli_true(user, "disabled")
							   ? CLI_MSG_YES
							   : CLI_MSG_NO)});
	}
	cli_table_print(&cli->out, &table, 0);
	cli_table_deinit(&table);
	return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_user_list = {
	.name = "user list",
	.usage = "",
	.help = CLI_MSG_HELP_USER_LIST,
	.run = run,
};
