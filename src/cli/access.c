/* wasl access: who looked at what, for the data-protection officer. */
#include "cli/client.h"
#include "cli/verbs.h"
#include "cli/when.h"

enum { SINCE };
static const struct cli_opt opts[] = {
	[SINCE] = {"since", "DATE", CLI_MSG_OPT_SINCE},
	{NULL, NULL, CLI_MSG_NONE},
};

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	char path[512];
	struct wasl_buf buf = {(uint8_t *)path, 0, sizeof(path) - 1, false};
	size_t i;
	const json_t *row;
	wasl_buf_put_text(&buf, "/v1/access");
	if (args->opt[SINCE]) {
		wasl_buf_put_text(&buf, "?since=");
		cli_encode(&buf, args->opt[SINCE]);
	}
	path[buf.n] = '\0';
	enum cli_exit code = cli_ask(cli, &answer, "GET", path, NULL);
	if (code != CLI_EXIT_OK || cli_print_json(cli, answer))
		return code;
	struct cli_table table = cli_table_init(5);
	cli_table_row(&table,
		      (const char *[]){cli_msg_text(CLI_MSG_COL_TIME),
				       cli_msg_text(CLI_MSG_COL_OFFICER),
				       cli_msg_text(CLI_MSG_COL_WHAT),
				       cli_msg_text(CLI_MSG_COL_REFERENCE),
				       cli_msg_text(CLI_MSG_COL_PURPOSE)});
	cli_each(json_object_get(answer, "access"), i, row)
	{
		char when[CLI_TIME_MAX];
		const char *ref = cli_str(row, "reference");
		cli_table_row(
			&table,
			(const char *[]){cli_time(when, cli_str(row, "at")),
					 cli_str(row, "officer"),
					 cli_str(row, "what"),
					 *ref ? ref : cli_str(row, "dossier"),
					 cli_str(row, "purpose")});
	}
	cli_table_print(&cli->out, &table, 0);
	cli_table_deinit(&table);
	return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_access = {
	.name = "access",
	.usage = "[--since DATE]",
	.opts = opts,
	.help = CLI_MSG_HELP_ACCESS,
	.run = run,
};
