/* wasl tasks: what waits for somebody at home. */
#include "cli/rows.h"
#include "cli/verbs.h"
#include "kind/fault.h"

enum { LIMIT, AFTER, MINE, UNIT };
static const struct cli_opt opts[] = {
	[LIMIT] = {"limit", "N", CLI_MSG_OPT_LIMIT},
	[AFTER] = {"after", "CURSOR", CLI_MSG_OPT_AFTER},
	[MINE] = {"mine", NULL, CLI_MSG_OPT_MINE},
	[UNIT] = {"unit", NULL, CLI_MSG_OPT_UNIT_TASKS},
	{NULL, NULL, CLI_MSG_NONE},
};

static const struct cli_column columns[] = {
	{"id", CLI_MSG_COL_TASK, CLI_AS_TEXT},
	{"sort", CLI_MSG_COL_SORT, CLI_AS_SORT},
	{"reference,peer", CLI_MSG_COL_REFERENCE, CLI_AS_TEXT},
	{"what", CLI_MSG_COL_WHAT, CLI_AS_WHAT},
	{"urgency", CLI_MSG_COL_URGENCY, CLI_AS_TEXT},
	{"person", CLI_MSG_COL_FOR, CLI_AS_TEXT},
	{"roles", CLI_MSG_COL_ROLES, CLI_AS_ROLES},
	{"rung", CLI_MSG_COL_RUNG, CLI_AS_NUMBER},
	{"due_at", CLI_MSG_COL_LEFT, CLI_AS_DISTANCE},
	{"due_at", CLI_MSG_COL_DUE, CLI_AS_DUE},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	const char *whose = args->opt[MINE]   ? "mine"
			    : args->opt[UNIT] ? "unit"
					      : "all";
	char path[CLI_PATH_MAX], of[CLI_PATH_MAX] = "";
	struct wasl_err err;
	if (args->opt[MINE] && args->opt[UNIT]) {
		(void)wasl_fault_of(&err, WASL_USAGE, "", "options-exclude",
				    WASL_FAULT_T("one", WASL_TEXT("--mine")),
				    WASL_FAULT_T("other", WASL_TEXT("--unit")));
		return cli_usage(cli, &cli_verb_tasks, &err);
	}
	if (args->n > 0)
		cli_path(of, "&dossier=", args->operand[0], NULL);
	cli_path(path, "/v1/tasks?whose=", whose, of);
	cli_path_query(path, opts, args, MINE);
	return cli_ask_rows(cli, path, "tasks", columns, CLI_MSG_NO_TASKS);
}

const struct cli_verb cli_verb_tasks = {
	.name = "tasks",
	.usage = "[REF] [--mine | --unit] [--limit N] [--after CURSOR]",
	.max = 1,
	.opts = opts,
	.help = CLI_MSG_HELP_TASKS,
	.more = CLI_MSG_MORE_TASKS,
	.run = run,
};
