/* wasl list: the dossiers of both sides. */
#include "cli/rows.h"
#include "cli/verbs.h"
#include "cli/when.h"

#include <time.h>

enum { KIND, STATE, PEER, SIDE, WHOSE, WHICH, ORDER, LIMIT, AFTER };
static const struct cli_opt opts[] = {
	[KIND] = {"kind", "KIND", CLI_MSG_OPT_KIND},
	[STATE] = {"state", "STATE", CLI_MSG_OPT_STATE},
	[PEER] = {"peer", "NODE", CLI_MSG_OPT_PEER},
	[SIDE] = {"side", "in|out", CLI_MSG_OPT_OPENED},
	[WHOSE] = {"whose", "mine|unit", CLI_MSG_OPT_WHOSE},
	[WHICH] = {"which", "WORD", CLI_MSG_OPT_WHICH},
	[ORDER] = {"order", "WORD", CLI_MSG_OPT_ORDER},
	[LIMIT] = {"limit", "N", CLI_MSG_OPT_LIMIT},
	[AFTER] = {"after", "CURSOR", CLI_MSG_OPT_AFTER},
	{NULL, NULL, CLI_MSG_NONE},
};

static void add_dossier(struct cli_table *table, const json_t *d, int64_t now)
{
	char when[CLI_TIME_MAX], left[CLI_TIME_MAX], due[CLI_DUE_MAX];
	char kind_name[CLI_NAME_MAX], state_name[CLI_NAME_MAX];
	char sector[CLI_NAME_MAX];
	const char *kind = cli_str(d, "kind"), *state = cli_str(d, "state");
	cli_table_row(
		table,
		(const char *[]){
			cli_str(d, "reference"),
			cli_name(kind_name, kind, "kind", kind),
			*state ? cli_name(state_name, kind, "state", state)
			       : cli_msg_text(CLI_MSG_STATE_DRAFT),
			cli_str(d, "urgency"),
			cli_name(sector, kind, "code-crime_area",
				 cli_str(d, "sector")),
			cli_str(d, "peer"),
			cli_time(when, cli_str(d, "changed_at")),
			cli_distance(left, cli_str(d, "due_at"), now),
			cli_due(due, d),
			cli_msg_text(cli_int(d, "crossed") > 0
					     ? CLI_MSG_NOTE_CROSSED
					     : CLI_MSG_NONE)});
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	char path[CLI_PATH_MAX];
	size_t i;
	const json_t *d;
	cli_path(path, "/v1/dossiers", NULL, NULL);
	cli_path_query(path, opts, args, sizeof(opts) / sizeof(opts[0]) - 1);
	enum cli_exit code = cli_ask(cli, &answer, "GET", path, NULL);
	if (code != CLI_EXIT_OK || cli_print_json(cli, answer))
		return code;
	struct cli_table table = cli_table_init(10);
	cli_table_row(&table,
		      (const char *[]){cli_msg_text(CLI_MSG_COL_REFERENCE),
				       cli_msg_text(CLI_MSG_COL_KIND),
				       cli_msg_text(CLI_MSG_COL_STATE),
				       cli_msg_text(CLI_MSG_COL_URGENCY),
				       cli_msg_text(CLI_MSG_COL_SECTOR),
				       cli_msg_text(CLI_MSG_COL_PARTNER),
				       cli_msg_text(CLI_MSG_COL_CHANGED),
				       cli_msg_text(CLI_MSG_COL_LEFT),
				       cli_msg_text(CLI_MSG_COL_DUE),
				       cli_msg_text(CLI_MSG_COL_NOTE)});
	cli_each(json_object_get(answer, "dossiers"), i, d)
		add_dossier(&table, d, (int64_t)time(NULL));
	cli_table_print(&cli->out, &table, 0);
	cli_table_deinit(&table);
	if (*cli_str(answer, "next"))
		cli_say_with(&cli->out, CLI_DIM, CLI_MSG_LIST_MORE,
			     {"next", cli_str(answer, "next")});
	return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_list = {
	.name = "list",
	.usage = "[--which WORD] [--side in|out] [--whose mine|unit] "
		 "[--kind KIND] [--state STATE] [--peer NODE] [--order WORD] "
		 "[--limit N] [--after CURSOR]",
	.opts = opts,
	.help = CLI_MSG_HELP_LIST,
	.more = CLI_MSG_MORE_LIST,
	.run = run,
};
