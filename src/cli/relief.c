#include "cli/relief.h"

#include "cli/when.h"

#include <stdio.h>

static const struct cli_column open_columns[] = {
	{"urgency", CLI_MSG_COL_URGENCY, CLI_AS_TEXT},
	{"reference", CLI_MSG_COL_REFERENCE, CLI_AS_TEXT},
	{"kind", CLI_MSG_COL_KIND, CLI_AS_KIND},
	{"peer", CLI_MSG_COL_PARTNER, CLI_AS_TEXT},
	{"state", CLI_MSG_COL_STATE, CLI_AS_STATE},
	{"due", CLI_MSG_COL_CLOCK, CLI_AS_WHAT},
	{"due_at", CLI_MSG_COL_DUE, CLI_AS_DUE},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};

static const struct cli_column clock_columns[] = {
	{"reference", CLI_MSG_COL_REFERENCE, CLI_AS_TEXT},
	{"clock", CLI_MSG_COL_CLOCK, CLI_AS_WHAT},
	{"ours", CLI_MSG_COL_OURS_TO_DO, CLI_AS_YES},
	{"rung", CLI_MSG_COL_RUNG, CLI_AS_NUMBER},
	{"due_at", CLI_MSG_COL_LEFT, CLI_AS_DISTANCE},
	{"due_at", CLI_MSG_COL_DUE, CLI_AS_DUE},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};

static const struct cli_column task_columns[] = {
	{"sort", CLI_MSG_COL_SORT, CLI_AS_SORT},
	{"reference,peer", CLI_MSG_COL_REFERENCE, CLI_AS_TEXT},
	{"what", CLI_MSG_COL_WHAT, CLI_AS_WHAT},
	{"person", CLI_MSG_COL_FOR, CLI_AS_TEXT},
	{"due_at", CLI_MSG_COL_DUE, CLI_AS_TIME},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};

static const struct cli_column note_columns[] = {
	{"reference", CLI_MSG_COL_REFERENCE, CLI_AS_TEXT},
	{"text", CLI_MSG_COL_NOTE, CLI_AS_TEXT},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};

static const struct cli_column line_columns[] = {
	{"peer", CLI_MSG_COL_PARTNER, CLI_AS_TEXT},
	{"state", CLI_MSG_COL_STATE, CLI_AS_TEXT},
	{"ready", CLI_MSG_COL_UP, CLI_AS_YES},
	{"waiting", CLI_MSG_COL_QUEUED, CLI_AS_NUMBER},
	{"receipt_at", CLI_MSG_COL_RECEIPT, CLI_AS_TIME},
	{"heard_at", CLI_MSG_COL_HEARD, CLI_AS_TIME},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};

static const struct cli_column card_columns[] = {
	{"peer", CLI_MSG_COL_PARTNER, CLI_AS_TEXT},
	{"function", CLI_MSG_COL_FUNCTION, CLI_AS_TEXT},
	{"telephone", CLI_MSG_COL_TELEPHONE, CLI_AS_TEXT},
	{"languages", CLI_MSG_COL_LANGUAGES, CLI_AS_WORDS},
	{"until", CLI_MSG_COL_UNTIL, CLI_AS_TIME},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};

static const struct cli_column duty_columns[] = {
	{"officer", CLI_MSG_COL_OFFICER, CLI_AS_TEXT},
	{"function", CLI_MSG_COL_FUNCTION, CLI_AS_TEXT},
	{"telephone", CLI_MSG_COL_TELEPHONE, CLI_AS_TEXT},
	{"from", CLI_MSG_COL_FROM, CLI_AS_TIME},
	{"until", CLI_MSG_COL_UNTIL, CLI_AS_TIME},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};

static const struct {
	const char *name;
	enum cli_msg heading;
	const struct cli_column *columns;
} parts[] = {
	{"notes", CLI_MSG_RELIEF_NOTES, note_columns},
	{"open", CLI_MSG_RELIEF_OPEN, open_columns},
	{"clocks", CLI_MSG_RELIEF_CLOCKS, clock_columns},
	{"tasks", CLI_MSG_RELIEF_TASKS, task_columns},
	{"cards", CLI_MSG_RELIEF_CARDS, card_columns},
	{"lines", CLI_MSG_RELIEF_LINES, line_columns},
	{"duty", CLI_MSG_RELIEF_DUTY, duty_columns},
};

/* On paper for the case that nothing else is there. */
static void forms(struct cli *cli, json_int_t first, json_int_t last)
{
	for (json_int_t n = first; n != 0 && n <= last; n++) {
		char number[24];
		snprintf(number, sizeof(number), "%06lld", (long long)n);
		cli_say_with(&cli->out, CLI_PLAIN, CLI_MSG_RELIEF_FORM,
			     {"form", number});
	}
}

static void put_signed(struct cli *cli, const json_t *answer, const char *who,
		       const char *has)
{
	if (cli_true(answer, has))
		cli_say_with(&cli->out, CLI_GOOD, CLI_MSG_RELIEF_SIGNED,
			     {"officer", cli_str(answer, who)});
}

static void head(struct cli *cli, const json_t *answer, const json_t *sheet)
{
	char id[24], at[CLI_TIME_MAX], until[CLI_TIME_MAX];
	char ended[CLI_TIME_MAX];
	snprintf(id, sizeof(id), "%lld", (long long)cli_int(answer, "id"));
	cli_say_with(&cli->out, CLI_BOLD, CLI_MSG_RELIEF_HEAD, {"id", id},
		     {"node", cli_str(sheet, "node")},
		     {"officer", cli_str(answer, "officer")},
		     {"at", cli_time(at, cli_str(answer, "at"))},
		     {"until", cli_time(until, cli_str(answer, "until"))});
	if (cli_true(answer, "late"))
		cli_say_with(
			&cli->out, CLI_WARN, CLI_MSG_RELIEF_LATE,
			{"at", cli_time(at, cli_str(answer, "offered_at"))});
	if (strcmp(cli_str(answer, "state"), "taken") == 0)
		cli_say_with(
			&cli->out, CLI_GOOD, CLI_MSG_RELIEF_TAKEN,
			{"officer", cli_str(answer, "second")},
			{"at", cli_time(ended, cli_str(answer, "ended_at"))});
	else
		cli_say(&cli->out, CLI_WARN, CLI_MSG_RELIEF_NOT_TAKEN);
	put_signed(cli, answer, "officer", "officer_signed");
	put_signed(cli, answer, "second", "second_signed");
	cli_say_with(&cli->out, CLI_DIM, CLI_MSG_DRAFT_DIGEST,
		     {"digest", cli_str(answer, "digest")});
	if (*cli_str(sheet, "text"))
		cli_put(&cli->out, CLI_PLAIN, cli_str(sheet, "text"));
	if (*cli_str(sheet, "text"))
		fputc('\n', cli->out.f);
}

void cli_relief_show(struct cli *cli, const json_t *answer)
{
	const json_t *sheet = json_object_get(answer, "sheet");
	char n[24];
	head(cli, answer, sheet);
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		cli_say(&cli->out, CLI_BOLD, parts[i].heading);
		cli_rows(cli, json_object_get(sheet, parts[i].name),
			 parts[i].columns, CLI_MSG_RELIEF_NOTHING);
	}
	snprintf(n, sizeof(n), "%lld", (long long)cli_int(sheet, "left_out"));
	if (cli_int(sheet, "left_out") > 0)
		cli_say_with(&cli->out, CLI_WARN, CLI_MSG_RELIEF_MORE,
			     {"n", n});
	forms(cli, cli_int(answer, "form_first"), cli_int(answer, "form_last"));
}

static enum cli_exit newest(struct cli *cli, char *id, size_t max)
{
	wasl_autojson *answer = NULL;
	enum cli_exit code =
		cli_ask(cli, &answer, "GET", "/v1/reliefs?limit=1", NULL);
	const json_t *first =
		json_array_get(json_object_get(answer, "reliefs"), 0);
	if (code == CLI_EXIT_OK && !first) {
		cli_say(&cli->err, CLI_BAD, CLI_MSG_NO_RELIEF);
		return CLI_EXIT_REFUSED;
	}
	snprintf(id, max, "%lld", (long long)cli_int(first, "id"));
	return code;
}

enum cli_exit cli_relief_get(struct cli *cli, json_t **answer, const char *id)
{
	char path[CLI_PATH_MAX], found[24];
	if (!id) {
		enum cli_exit code = newest(cli, found, sizeof(found));
		if (code != CLI_EXIT_OK)
			return code;
	}
	cli_path(path, "/v1/reliefs/", id ? id : found, NULL);
	return cli_ask(cli, answer, "GET", path, NULL);
}
