/* wasl stats: what both sides did in a time. */
#include "cli/rows.h"
#include "cli/verbs.h"

enum { PEER, MONTH, FROM, TO, SHARED, QUERY, CSV = QUERY };
static const struct cli_opt opts[] = {
	[PEER] = {"peer", "NODE", CLI_MSG_OPT_STATS_PEER},
	[MONTH] = {"month", "YYYY-MM", CLI_MSG_OPT_MONTH},
	[FROM] = {"from", "DAY", CLI_MSG_OPT_FROM_DAY},
	[TO] = {"to", "DAY", CLI_MSG_OPT_TO_DAY},
	[SHARED] = {"shared", NULL, CLI_MSG_OPT_SHARED},
	[CSV] = {"csv", NULL, CLI_MSG_OPT_CSV},
	{NULL, NULL, CLI_MSG_NONE},
};

/** A row: one figure and split, a number of each side. */
struct row {
	const char *figure, *split, *value;
	char number[2][24]; /* ours, the partner's */
};

static bool is_of(const struct row *row, const json_t *cell)
{
	return strcmp(row->figure, cli_str(cell, "figure")) == 0 &&
	       strcmp(row->split, cli_str(cell, "split")) == 0 &&
	       strcmp(row->value, cli_str(cell, "value")) == 0;
}

/* Cells come by figure, side, split: the other side's is looked for. */
static struct row row_at(const json_t *cells, size_t at)
{
	const json_t *cell, *first = json_array_get(cells, at);
	struct row row = {cli_str(first, "figure"),
			  cli_str(first, "split"),
			  cli_str(first, "value"),
			  {"", ""}};
	size_t i;
	cli_each(cells, i, cell)
	{
		if (is_of(&row, cell))
			snprintf(row.number[!cli_true(cell, "own")],
				 sizeof(row.number[0]), "%lld",
				 (long long)cli_int(cell, "number"));
	}
	return row;
}

static bool seen_before(const json_t *cells, size_t at)
{
	const struct row row = row_at(cells, at);
	for (size_t i = 0; i < at; i++)
		if (is_of(&row, json_array_get(cells, i)))
			return true;
	return false;
}

static void put_csv(struct cli *cli, const json_t *answer)
{
	const json_t *cell, *cells = json_object_get(answer, "figures");
	size_t i;
	fprintf(cli->out.f, "figure,split,value,%s,%s\n",
		cli_str(answer, "own"), cli_str(answer, "partner"));
	cli_each(cells, i, cell)
	{
		const struct row row = row_at(cells, i);
		if (!seen_before(cells, i))
			fprintf(cli->out.f, "%s,%s,%s,%s,%s\n", row.figure,
				row.split, row.value, row.number[0],
				row.number[1]);
	}
}

/* "kind arrest"; by its name in the officer's language, which says of what it
 * is one. */
static const char *split_name(char out[static CLI_NAME_MAX],
			      const struct row *row)
{
	static const struct {
		const char *split, *kind, *sort;
	} named[] = {
		{"kind", NULL, "kind"}, /* its own */
		{"urgency", "common", "code-urgency"},
		{"sector", "common", "code-crime_area"},
	};
	if (cli_in_english()) {
		snprintf(out, CLI_NAME_MAX, "%s%s%s", row->split,
			 *row->split ? " " : "", row->value);
		return out;
	}
	for (size_t i = 0; i < sizeof(named) / sizeof(named[0]); i++)
		if (strcmp(row->split, named[i].split) == 0)
			return cli_name(
				out, named[i].kind ? named[i].kind : row->value,
				named[i].sort, row->value);
	return row->value;
}

static void put_table(struct cli *cli, const json_t *answer)
{
	const json_t *cell, *cells = json_object_get(answer, "figures");
	const char *head[] = {cli_msg_text(CLI_MSG_COL_FIGURE),
			      cli_msg_text(CLI_MSG_COL_SPLIT),
			      cli_str(answer, "own"),
			      cli_str(answer, "partner")};
	struct cli_table table = cli_table_init(4);
	size_t i;
	cli_table_row(&table, head);
	cli_each(cells, i, cell)
	{
		const struct row row = row_at(cells, i);
		char name[CLI_NAME_MAX], of[CLI_NAME_MAX];
		if (!seen_before(cells, i))
			cli_table_row(&table,
				      (const char *const[]){
					      cli_name(name, CLI_HOUSE,
						       "figure", row.figure),
					      split_name(of, &row),
					      row.number[0], row.number[1]});
	}
	cli_table_print(&cli->out, &table, 0);
	cli_table_deinit(&table);
}

static void put_head(struct cli *cli, const json_t *answer)
{
	const json_t *cut = json_object_get(answer, "cut");
	char a[24], b[24];
	snprintf(a, sizeof(a), "%lld",
		 (long long)json_integer_value(json_array_get(cut, 1)));
	snprintf(b, sizeof(b), "%lld",
		 (long long)json_integer_value(json_array_get(cut, 2)));
	cli_say_with(&cli->out, CLI_DIM, CLI_MSG_STATS_HEAD,
		     {"from", cli_str(answer, "from")},
		     {"until", cli_str(answer, "until")}, {"a", a}, {"b", b});
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	char path[CLI_PATH_MAX] = "/v1/stats";
	enum cli_exit code =
		cli_ask(cli, &answer, "GET",
			cli_path_query(path, opts, args, QUERY), NULL);
	if (code != CLI_EXIT_OK || cli_print_json(cli, answer))
		return code;
	if (args->opt[CSV]) {
		put_csv(cli, answer);
		return CLI_EXIT_OK;
	}
	put_head(cli, answer);
	if (json_array_size(json_object_get(answer, "figures")) == 0)
		cli_say(&cli->out, CLI_DIM, CLI_MSG_NO_FIGURES);
	else
		put_table(cli, answer);
	return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_stats = {
	.name = "stats",
	.usage = "[--month YYYY-MM | --from DAY --to DAY] [--csv] [--shared]",
	.opts = opts,
	.help = CLI_MSG_HELP_STATS,
	.more = CLI_MSG_MORE_STATS,
	.run = run,
};
