#include "cli/watch.h"

#include "cli/input.h"
#include "cli/name.h"
#include "cli/rows.h"
#include "cli/when.h"

const struct cli_opt cli_list_opts[] = {
	[CLI_LIST_YES] = {"yes", NULL, CLI_MSG_OPT_YES},
	{NULL, NULL, CLI_MSG_NONE},
};

void cli_list_print(struct cli_term *term, json_t *list)
{
	const struct cli_place here = {.kind = CLI_HOUSE};
	const char *at = cli_str(list, "imported_at");
	char text[CLI_TIME_MAX];

	if (*at)
		json_object_set_new(list, "imported_at",
				    json_string(cli_time(text, at)));
	cli_print_fields(term, &here, list);
}

enum cli_exit cli_list_ask(struct cli *cli, const struct cli_args *args,
			   enum cli_msg question)
{
	wasl_autojson *list = NULL;
	char path[CLI_PATH_MAX];
	if (args->opt[CLI_LIST_YES])
		return CLI_EXIT_OK;
	enum cli_exit code = cli_ask(
		cli, &list, "GET",
		cli_path(path, "/v1/lists/", args->operand[0], NULL), NULL);
	if (code != CLI_EXIT_OK)
		return code;
	json_object_del(list, "imports");
	json_object_del(list, "report");
	cli_list_print(&cli->err, list);
	return cli_confirm(cli, question, "--yes");
}

enum cli_exit cli_list_decide(struct cli *cli, const struct cli_args *args,
			      const char *method, const char *what,
			      enum cli_msg done)
{
	wasl_autojson *answer = NULL;
	char path[CLI_PATH_MAX];
	enum cli_exit code =
		cli_ask(cli, &answer, method,
			cli_path(path, "/v1/lists/", args->operand[0], what),
			what ? json_object() : NULL);
	if (code != CLI_EXIT_OK || cli_print_json(cli, answer))
		return code;
	cli_say_with(&cli->out, CLI_GOOD, done, {"list", args->operand[0]});
	return CLI_EXIT_OK;
}
