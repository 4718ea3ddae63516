/* wasl watch show: one list with its imports, its records, or one of them. */
#include "cli/name.h"
#include "cli/rows.h"
#include "cli/verbs.h"
#include "cli/watch.h"

/* References of a sort that are said. */
#define NAMED_MAX 12

enum { REF, PURPOSE, LIMIT, AFTER, RECORDS };
static const struct cli_opt opts[] = {
	[REF] = {"ref", "REF", CLI_MSG_OPT_LIST_REF},
	[PURPOSE] = {"purpose", "TEXT", CLI_MSG_OPT_PURPOSE},
	[LIMIT] = {"limit", "N", CLI_MSG_OPT_LIMIT},
	[AFTER] = {"after", "CURSOR", CLI_MSG_OPT_AFTER},
	[RECORDS] = {"records", NULL, CLI_MSG_OPT_RECORDS},
	{NULL, NULL, CLI_MSG_NONE},
};

static const struct cli_column columns[] = {
	{"ended_at,begun_at", CLI_MSG_COL_TIME, CLI_AS_TIME},
	{"state", CLI_MSG_COL_STATE, CLI_AS_TEXT},
	{"officer", CLI_MSG_COL_OFFICER, CLI_AS_TEXT},
	{"second", CLI_MSG_COL_SECOND, CLI_AS_TEXT},
	{"format", CLI_MSG_COL_FORMAT, CLI_AS_TEXT},
	{"records", CLI_MSG_COL_RECORDS, CLI_AS_NUMBER},
	{"added", CLI_MSG_COL_ADDED, CLI_AS_NUMBER},
	{"changed", CLI_MSG_COL_CHANGED_N, CLI_AS_NUMBER},
	{"removed", CLI_MSG_COL_REMOVED, CLI_AS_NUMBER},
	{"skipped", CLI_MSG_COL_SKIPPED, CLI_AS_NUMBER},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};

static enum cli_exit show_record(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	char path[CLI_PATH_MAX];
	(void)cli_path(path, "/v1/lists/", args->operand[0], "/record");
	enum cli_exit code =
		cli_ask(cli, &answer, "GET",
			cli_path_query(path, opts, args, LIMIT), NULL);
	if (code == CLI_EXIT_OK && !cli_print_json(cli, answer))
		cli_list_print(&cli->out, answer);
	return code;
}

static const struct cli_column persons[] = {
	{"ref", CLI_MSG_COL_REFERENCE, CLI_AS_TEXT},
	{"name", CLI_MSG_COL_NAME, CLI_AS_TEXT},
	{"born", CLI_MSG_COL_BORN, CLI_AS_WORDS},
	{"nationalities", CLI_MSG_COL_NATIONALITY, CLI_AS_WORDS},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};

/* What a row shows of a record: its first name, its dates of birth. */
static void add_shown(json_t *record)
{
	json_t *born = json_array();
	size_t i;
	const json_t *birth;
	cli_each(json_object_get(record, "births"), i, birth)
		json_array_append(born, json_object_get(birth, "date"));
	json_object_set_new(record, "born", born);
	json_object_set(
		record, "name",
		json_object_get(
			json_array_get(json_object_get(record, "names"), 0),
			"text"));
}

static enum cli_exit show_records(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	char path[CLI_PATH_MAX];
	size_t i;
	json_t *record;
	(void)cli_path(path, "/v1/lists/", args->operand[0], "/records");
	(void)cli_path_query(path, opts, args, RECORDS);
	enum cli_exit code = cli_ask(cli, &answer, "GET", path, NULL);
	if (code != CLI_EXIT_OK || cli_print_json(cli, answer))
		return code;
	json_array_foreach(json_object_get(answer, "records"), i, record)
		add_shown(record);
	cli_rows(cli, json_object_get(answer, "records"), persons,
		 CLI_MSG_RECORDS_NONE);
	if (*cli_str(answer, "next"))
		cli_say_with(&cli->out, CLI_DIM, CLI_MSG_LIST_MORE,
			     {"next", cli_str(answer, "next")});
	return CLI_EXIT_OK;
}

/* A word of the house in the officer's language. */
static void name_member(json_t *row, const char *member, const char *sort)
{
	char name[CLI_NAME_MAX];
	json_object_set_new(row, member,
			    json_string(cli_name(name, CLI_HOUSE, sort,
						 cli_str(row, member))));
}

/* The counts of an import stand beside its other members. */
static json_t *flat(const json_t *imports)
{
	json_t *rows = json_array();
	size_t i;
	const json_t *import;
	cli_each(imports, i, import)
	{
		json_t *row = json_copy((json_t *)(uintptr_t)import);
		json_object_update(row, json_object_get(row, "counts"));
		name_member(row, "state", "import");
		name_member(row, "format", "format");
		json_array_append_new(rows, row);
	}
	return rows;
}

/* References of one sort as one text: the first of them, and how many more. */
static json_t *named(const json_t *refs)
{
	char text[40 * NAMED_MAX + 32];
	struct wasl_buf buf = {(uint8_t *)text, 0, sizeof(text), false};
	char more[24] = "";
	size_t i;
	const json_t *ref;
	cli_each(refs, i, ref)
	{
		wasl_text one = wasl_text_of(json_string_value(ref));
		if (i == NAMED_MAX || one.n > 38)
			break;
		if (i > 0)
			wasl_buf_put(&buf, " ", 1);
		wasl_buf_put(&buf, one.p, one.n);
	}
	if (i < json_array_size(refs)) {
		snprintf(more, sizeof(more), " … +%zu",
			 json_array_size(refs) - i);
		wasl_buf_put(&buf, more, strlen(more));
	}
	return json_stringn(text, buf.n);
}

/* Why each was refused, in the officer's language. */
static void say_refused(json_t *refused)
{
	char rule[WASL_FAULT_MAX];
	size_t i;
	json_t *r;
	json_array_foreach(refused, i, r)
	{
		json_object_set_new(r, "rule",
				    json_string(cli_fault(rule, r, "rule")));
		json_object_del(r, "fault");
		json_object_del(r, "values");
		json_object_del(r, "say");
	}
}

/* What the newest import did, in a line a sort; --json has all. */
static void shorten(json_t *list)
{
	json_t *report = json_object_get(list, "report");
	const char *sort;
	json_t *refs;
	void *next;
	if (!json_is_object(report)) {
		json_object_del(list, "report");
		return;
	}
	json_object_foreach_safe(report, next, sort, refs)
	{
		if (json_array_size(refs) == 0)
			json_object_del(report, sort);
		else if (strcmp(sort, "refused") == 0)
			say_refused(refs);
		else if (json_is_string(json_array_get(refs, 0)))
			json_object_set_new(report, sort, named(refs));
	}
}

static enum cli_exit show_list(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *list = NULL, *rows = NULL;
	char path[CLI_PATH_MAX];
	enum cli_exit code = cli_ask(
		cli, &list, "GET",
		cli_path(path, "/v1/lists/", args->operand[0], NULL), NULL);
	if (code != CLI_EXIT_OK || cli_print_json(cli, list))
		return code;
	rows = flat(json_object_get(list, "imports"));
	json_object_del(list, "imports");
	shorten(list);
	cli_list_print(&cli->out, list);
	cli_rows(cli, rows, columns, CLI_MSG_NONE);
	return CLI_EXIT_OK;
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	if (args->opt[REF])
		return show_record(cli, args);
	return args->opt[RECORDS] ? show_records(cli, args)
				  : show_list(cli, args);
}

const struct cli_verb cli_verb_watch_show = {
	.name = "watch show",
	.usage = "NAME [--ref REF | --records [--limit N] [--after CURSOR]] "
		 "[--purpose TEXT]",
	.opts = opts,
	.help = CLI_MSG_HELP_WATCH_SHOW,
	.more = CLI_MSG_MORE_WATCH_SHOW,
	.min = 1,
	.max = 1,
	.run = run,
};
