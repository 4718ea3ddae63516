/* wasl register: personal data that left. */
#include "cli/rows.h"
#include "cli/verbs.h"

enum { SINCE, LIMIT, AFTER, CSV };
static const struct cli_opt opts[] = {
	[SINCE] = {"since", "DATE", CLI_MSG_OPT_SINCE},
	[LIMIT] = {"limit", "N", CLI_MSG_OPT_LIMIT},
	[AFTER] = {"after", "CURSOR", CLI_MSG_OPT_AFTER},
	[CSV] = {"csv", NULL, CLI_MSG_OPT_CSV},
	{NULL, NULL, CLI_MSG_NONE},
};

static const struct cli_column columns[] = {
	{"at", CLI_MSG_COL_TIME, CLI_AS_TIME},
	{"recipient", CLI_MSG_COL_RECIPIENT, CLI_AS_TEXT},
	{"reference", CLI_MSG_COL_REFERENCE, CLI_AS_TEXT},
	{"act", CLI_MSG_COL_ACT, CLI_AS_TEXT},
	{"basis", CLI_MSG_COL_BASIS, CLI_AS_TEXT},
	{"fields", CLI_MSG_COL_FIELDS_LEFT, CLI_AS_TEXT},
	{"author", CLI_MSG_COL_AUTHOR, CLI_AS_TEXT},
	{"approver", CLI_MSG_COL_SECOND, CLI_AS_TEXT},
	{"necessity", CLI_MSG_COL_NECESSITY, CLI_AS_TEXT},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	char path[CLI_PATH_MAX];
	cli_path(path, "/v1/register", NULL, NULL);
	cli_path_query(path, opts, args, CSV);
	return cli_ask_list(cli, path, "transfers", columns,
			    args->opt[CSV] ? CLI_AS_CSV : CLI_AS_TABLE,
			    CLI_MSG_NO_TRANSFERS);
}

const struct cli_verb cli_verb_register = {
	.name = "register",
	.usage = "[--since DATE] [--limit N] [--after CURSOR] [--csv]",
	.opts = opts,
	.help = CLI_MSG_HELP_REGISTER,
	.more = CLI_MSG_MORE_REGISTER,
	.run = run,
};
