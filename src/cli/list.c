/* wasl list: the dossiers of both sides, newest first. */
#include "cli/client.h"
#include "cli/verbs.h"
#include "cli/when.h"

#include <time.h>

enum { KIND, STATE, PEER, LIMIT, AFTER };
static const struct cli_opt opts[] = {
	[KIND] = {"kind", "KIND", CLI_MSG_OPT_KIND},
	[STATE] = {"state", "STATE", CLI_MSG_OPT_STATE},
	[PEER] = {"peer", "NODE", CLI_MSG_OPT_PEER},
	[LIMIT] = {"limit", "N", CLI_MSG_OPT_LIMIT},
	[AFTER] = {"after", "CURSOR", CLI_MSG_OPT_AFTER},
	{NULL, NULL, CLI_MSG_NONE},
};

/* The options have the names of the API's query. */
static bool write_path(char *path, size_t max, const struct cli_args *args)
{
	struct wasl_buf buf = {(uint8_t *)path, 0, max - 1, false};
	char sep = '?';
	wasl_buf_put_text(&buf, "/v1/dossiers");
	for (size_t i = 0; opts[i].name; i++) {
		if (!args->opt[i])
			continue;
		wasl_buf_put_u8(&buf, (uint8_t)sep);
		wasl_buf_put_text(&buf, opts[i].name);
		wasl_buf_put_u8(&buf, '=');
		cli_encode(&buf, args->opt[i]);
		sep = '&';
	}
	path[buf.n] = '\0';
	return !buf.over;
}

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
	struct wasl_err err;
	char path[2048];
	size_t i;
	const json_t *d;
	if (!write_path(path, sizeof(path), args)) {
		(void)wasl_fail(&err, WASL_TOO_BIG, "the options are too long");
		return cli_fail(cli, &err);
	}
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
	.usage = "[--kind KIND] [--state STATE] [--peer NODE] [--limit N]",
	.opts = opts,
	.help = CLI_MSG_HELP_LIST,
	.run = run,
};
