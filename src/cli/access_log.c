/* wasl access-log: who looked at what, for the data-protection officer. */
#include "cli/rows.h"
#include "cli/verbs.h"

enum { SINCE, OFFICER, WHAT, REFERENCE, AFTER, LIMIT, CSV };
static const struct cli_opt opts[] = {
	[SINCE] = {"since", "DATE", CLI_MSG_OPT_SINCE},
	[OFFICER] = {"officer", "NAME", CLI_MSG_OPT_OF_OFFICER},
	[WHAT] = {"what", "WORD", CLI_MSG_OPT_WHAT},
	[REFERENCE] = {"reference", "REF", CLI_MSG_OPT_OF_REFERENCE},
	[AFTER] = {"after", "CURSOR", CLI_MSG_OPT_AFTER},
	[LIMIT] = {"limit", "N", CLI_MSG_OPT_LIMIT},
	[CSV] = {"csv", NULL, CLI_MSG_OPT_CSV},
	{NULL, NULL, CLI_MSG_NONE},
};

static const struct cli_column columns[] = {
	{"at", CLI_MSG_COL_TIME, CLI_AS_TIME},
	{"officer", CLI_MSG_COL_OFFICER, CLI_AS_TEXT},
	{"what", CLI_MSG_COL_WHAT, CLI_AS_TEXT},
	{"reference,dossier", CLI_MSG_COL_REFERENCE, CLI_AS_TEXT},
	{"purpose", CLI_MSG_COL_PURPOSE, CLI_AS_TEXT},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	char path[CLI_PATH_MAX];
	cli_path(path, "/v1/access", NULL, NULL);
	/* Each page that is read adds a row: pages of one would never end. */
	cli_path_query(path, opts, args, args->opt[CSV] ? LIMIT : CSV);
	return cli_ask_list(cli, path, "access", columns,
			    args->opt[CSV] ? CLI_AS_CSV : CLI_AS_TABLE,
			    CLI_MSG_NO_ACCESS);
}

const struct cli_verb cli_verb_access_log = {
	.name = "access-log",
	.usage = "[--since DATE] [--officer NAME] [--what WORD] "
		 "[--reference REF] [--after CURSOR] [--limit N | --csv]",
	.opts = opts,
	.help = CLI_MSG_HELP_ACCESS,
	.run = run,
};
