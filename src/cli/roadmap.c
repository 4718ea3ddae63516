/* wasl roadmap: what both sides committed to, and how it stands. */
#include "cli/rows.h"
#include "cli/verbs.h"

#include "base/alloc.h"

#include <stdlib.h>

enum { SECTOR, PEER, QUERY };
static const struct cli_opt opts[] = {
	[SECTOR] = {"sector", "CODE", CLI_MSG_OPT_SECTOR},
	[PEER] = {"peer", "NODE", CLI_MSG_OPT_STATS_PEER},
	{NULL, NULL, CLI_MSG_NONE},
};

static const struct cli_column columns[] = {
	{"sector", CLI_MSG_COL_SECTOR, CLI_AS_TEXT},
	{"reference", CLI_MSG_COL_REFERENCE, CLI_AS_TEXT},
	{"owner", CLI_MSG_COL_OWNER, CLI_AS_TEXT},
	{"next_due", CLI_MSG_COL_DUE, CLI_AS_TIME},
	{"target", CLI_MSG_COL_TARGET, CLI_AS_NUMBER},
	{"computed", CLI_MSG_COL_COMPUTED, CLI_AS_NUMBER},
	{"own_value", CLI_MSG_COL_OURS, CLI_AS_NUMBER},
	{"partner_value", CLI_MSG_COL_THEIRS, CLI_AS_NUMBER},
	{"difference", CLI_MSG_COL_DIFFERENCE, CLI_AS_NUMBER},
	{"status", CLI_MSG_COL_STANDING, CLI_AS_TEXT},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};

static int by_sector(const void *a, const void *b)
{
	int c = strcmp(cli_str(*(const json_t *const *)a, "sector"),
		       cli_str(*(const json_t *const *)b, "sector"));
	return c ? c
		 : strcmp(cli_str(*(const json_t *const *)a, "reference"),
			  cli_str(*(const json_t *const *)b, "reference"));
}

/* The rows for people: the target beside the numbers, no status said so. */
static json_t *rows_of(const json_t *answer)
{
	const json_t *all = json_object_get(answer, "commitments");
	size_t n = json_array_size(all), i;
	char status[CLI_NAME_MAX];
	json_t *rows = json_array(), *c;
	json_t **sorted = wasl_alloc(n + 1, sizeof(json_t *));
	cli_each(all, i, c)
	{
		if (sorted)
			sorted[i] = c;
		json_object_set(c, "target",
				json_object_get(json_object_get(c, "indicator"),
						"target"));
		json_object_set_new(
			c, "status",
			json_string(json_is_null(json_object_get(c, "status"))
					    ? cli_msg_text(CLI_MSG_NOT_AGREED)
					    : cli_name(status, "commitment",
						       "code-status",
						       cli_str(c, "status"))));
	}
	if (sorted)
		qsort(sorted, n, sizeof(json_t *), by_sector);
	for (i = 0; sorted && i < n; i++)
		json_array_append(rows, sorted[i]);
	wasl_free(sorted);
	return rows;
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL, *rows = NULL;
	char path[CLI_PATH_MAX] = "/v1/roadmap", hidden[24];
	enum cli_exit code =
		cli_ask(cli, &answer, "GET",
			cli_path_query(path, opts, args, QUERY), NULL);
	if (code != CLI_EXIT_OK || cli_print_json(cli, answer))
		return code;
	rows = rows_of(answer);
	cli_rows(cli, rows, columns, CLI_MSG_NO_COMMITMENTS);
	snprintf(hidden, sizeof(hidden), "%lld",
		 (long long)cli_int(answer, "hidden"));
	if (cli_int(answer, "hidden") > 0)
		cli_say_with(&cli->out, CLI_DIM, CLI_MSG_ROADMAP_HIDDEN,
			     {"n", hidden});
	return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_roadmap = {
	.name = "roadmap",
	.usage = "[--sector CODE] [--peer NODE]",
	.opts = opts,
	.help = CLI_MSG_HELP_ROADMAP,
	.more = CLI_MSG_MORE_ROADMAP,
	.run = run,
};
