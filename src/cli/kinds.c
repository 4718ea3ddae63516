/* wasl kinds: what can be opened, and with which acts and fields. */
#include "cli/client.h"
#include "cli/verbs.h"

static void put_acts(struct cli *cli, const json_t *kind)
{
	struct cli_table table = cli_table_init(4);
	size_t i, k;
	const json_t *act, *field;
	cli_table_row(&table,
		      (const char *[]){cli_msg_text(CLI_MSG_COL_ACT),
				       cli_msg_text(CLI_MSG_COL_BY),
				       cli_msg_text(CLI_MSG_COL_SECOND),
				       cli_msg_text(CLI_MSG_COL_FIELDS)});
	cli_each(json_object_get(kind, "acts"), i, act)
	{
		char space[1024];
		struct wasl_buf names = {(uint8_t *)space, 0, sizeof(space) - 1,
					 false};
		cli_each(json_object_get(act, "fields"), k, field)
		{
			if (k > 0)
				wasl_buf_put_text(&names, " ");
			wasl_buf_put_text(&names, cli_str(field, "name"));
			if (cli_true(field, "needed"))
				wasl_buf_put_text(&names, "*");
		}
		space[names.n] = '\0';
		cli_table_row(&table,
			      (const char *[]){cli_str(act, "name"),
					       cli_str(act, "by"),
					       cli_str(act, "second"), space});
	}
	cli_table_print(&cli->out, &table, 2);
	cli_table_deinit(&table);
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	size_t i;
	const json_t *kind;
	bool found = args->n == 0;
	enum cli_exit code = cli_ask(cli, &answer, "GET", "/v1/kinds", NULL);
	if (code != CLI_EXIT_OK || cli_print_json(cli, answer))
		return code;
	cli_each(json_object_get(answer, "kinds"), i, kind)
	{
		const char *name = cli_str(kind, "name");
		if (args->n > 0 && strcmp(args->operand[0], name) != 0)
			continue;
		found = true;
		cli_say_with(&cli->out, CLI_BOLD, CLI_MSG_KIND, {"name", name},
			     {"code", cli_str(kind, "code")},
			     {"hash", cli_str(kind, "hash")});
		put_acts(cli, kind);
	}
	if (!found) {
		struct wasl_err err;
		(void)wasl_fail(&err, WASL_NOT_FOUND, "no kind \"%s\" here",
				args->operand[0]);
		return cli_fail(cli, &err);
	}
	return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_kinds = {
	.name = "kinds",
	.usage = "[KIND]",
	.help = CLI_MSG_HELP_KINDS,
	.more = CLI_MSG_MORE_KINDS,
	.max = 1,
	.run = run,
};
