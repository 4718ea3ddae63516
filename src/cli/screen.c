/* wasl screen: is somebody known, in lists or dossiers? */
#include "cli/screen.h"
#include "cli/name.h"
#include "cli/rows.h"
#include "cli/screen_file.h"
#include "cli/verbs.h"
#include "cli/when.h"

#include "kind/fault.h"
#include "names/normalise.h"

#include <stdio.h>

static const struct cli_opt opts[] = {
	[CLI_SCREEN_BORN] = {"born", "DATE", CLI_MSG_OPT_BORN},
	[CLI_SCREEN_SEX] = {"sex", "F|M", CLI_MSG_OPT_SEX},
	[CLI_SCREEN_PLACE] = {"place", "TOWN", CLI_MSG_OPT_BIRTHPLACE},
	[CLI_SCREEN_DOC] = {"doc", "NUMBER", CLI_MSG_OPT_DOC},
	[CLI_SCREEN_REF] = {"ref", "REFERENCE", CLI_MSG_OPT_REF},
	[CLI_SCREEN_REASON] = {"reason", "TEXT", CLI_MSG_OPT_SEARCH_REASON},
	[CLI_SCREEN_EXPLAIN] = {"explain", NULL, CLI_MSG_OPT_EXPLAIN},
	[CLI_SCREEN_FILE] = {"file", "FILE", CLI_MSG_OPT_SCREEN_FILE},
	[CLI_SCREEN_MAP] = {"map", "FACT=COLUMN", CLI_MSG_OPT_SCREEN_MAP},
	[CLI_SCREEN_DATES] = {"dates", "iso|dmy", CLI_MSG_OPT_SCREEN_DATES},
	[CLI_SCREEN_STRICT] = {"strict", NULL, CLI_MSG_OPT_SCREEN_STRICT},
	[CLI_SCREEN_QUICK] = {"quick", NULL, CLI_MSG_OPT_SCREEN_QUICK},
	{NULL, NULL, CLI_MSG_NONE},
};

static const struct {
	size_t opt;
	const char *member;
} facts[] = {
	{CLI_SCREEN_BORN, "born"},     {CLI_SCREEN_SEX, "sex"},
	{CLI_SCREEN_PLACE, "place"},   {CLI_SCREEN_DOC, "document"},
	{CLI_SCREEN_REF, "reference"}, {CLI_SCREEN_REASON, "reason"},
};

/* Err: SCHEMA  what was typed is no UTF-8 */
static wasl_status put_fact(json_t *body, const char *member, wasl_text text,
			    struct wasl_err *err)
{
	char pointer[WASL_ERR_FIELD_MAX];
	json_t *v = json_stringn(text.p, text.n);
	snprintf(pointer, sizeof(pointer), "/%s", member);
	if (v == NULL)
		return wasl_fault(err, WASL_SCHEMA, pointer, "utf8");
	json_object_set_new(body, member, v);
	return WASL_OK;
}

/* The words of the name with a blank between, and the facts. */
static wasl_status put_body(json_t *body, const struct cli_args *args,
			    struct wasl_err *err)
{
	char name[WASL_NAME_BYTES_MAX];
	struct wasl_buf buf = {(uint8_t *)name, 0, sizeof(name), false};
	for (size_t i = 0; i < args->n; i++) {
		if (i > 0)
			wasl_buf_put_text(&buf, " ");
		wasl_buf_put_text(&buf, args->operand[i]);
	}
	if (buf.over)
		return wasl_fault_of(err, WASL_TOO_BIG, "/name", "long-max",
				     WASL_FAULT_N("max", WASL_NAME_BYTES_MAX));
	WASL_TRY(put_fact(body, "name", (wasl_text){name, buf.n}, err));
	for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++)
		if (args->opt[facts[i].opt])
			WASL_TRY(put_fact(body, facts[i].member,
					  wasl_text_of(args->opt[facts[i].opt]),
					  err));
	return WASL_OK;
}

static void add_hit(struct cli_table *table, const json_t *hit)
{
	const char *list = cli_str(hit, "list");
	const char *source = cli_str(hit, "source");
	char likely[32], verdict[CLI_NAME_MAX], where[CLI_NAME_MAX];
	char state[CLI_NAME_MAX];
	long long milli = (long long)cli_int(hit, "probability");
	snprintf(likely, sizeof(likely), "%lld.%lld %%", milli / 10,
		 milli % 10);
	cli_table_row(
		table,
		(const char *[]){
			likely,
			cli_name(verdict, CLI_HOUSE, "verdict",
				 cli_str(hit, "verdict")),
			*list ? list
			      : cli_name(where, CLI_HOUSE, "known", source),
			cli_str(hit, "reference"), cli_str(hit, "name"),
			cli_str(hit, "born"), cli_str(hit, "sex"),
			*list ? cli_str(hit, "basis")
			      : cli_name(state, cli_str(hit, "kind"), "state",
					 cli_str(hit, "state")),
			cli_msg_text(cli_true(hit, "cited")
					     ? CLI_MSG_SCREEN_CITED
				     : cli_true(hit, "document")
					     ? CLI_MSG_SCREEN_DOCUMENT
					     : CLI_MSG_NONE)});
}

static void put_hits(struct cli *cli, const json_t *hits)
{
	struct cli_table table = cli_table_init(9);
	size_t i;
	const json_t *hit;
	cli_table_row(&table,
		      (const char *[]){cli_msg_text(CLI_MSG_COL_LIKELY),
				       cli_msg_text(CLI_MSG_COL_VERDICT),
				       cli_msg_text(CLI_MSG_COL_WHERE),
				       cli_msg_text(CLI_MSG_COL_REFERENCE),
				       cli_msg_text(CLI_MSG_COL_NAME),
				       cli_msg_text(CLI_MSG_COL_BORN),
				       cli_msg_text(CLI_MSG_COL_SEX),
				       cli_msg_text(CLI_MSG_COL_GROUND), ""});
	cli_each(hits, i, hit) add_hit(&table, hit);
	cli_table_print(&cli->out, &table, 0);
	cli_table_deinit(&table);
}

/* What two persons have said of the hits. */
static void put_decisions(struct cli *cli, const json_t *hits)
{
	size_t i, k;
	const json_t *hit, *one;
	cli_each(hits, i, hit)
	{
		const json_t *d = json_object_get(hit, "decision");
		const json_t *opinions = json_object_get(d, "opinions");
		const char *answer = cli_str(d, "answer");
		char said[CLI_NAME_MAX], when[CLI_TIME_MAX], by[256] = "";
		size_t n = 0;
		if (!json_is_object(d))
			continue;
		cli_each(opinions, k, one)
		{
			n += (size_t)snprintf(by + n, sizeof(by) - n, "%s%s",
					      k > 0 ? ", " : "",
					      cli_str(one, "by"));
			n = n < sizeof(by) ? n : sizeof(by) - 1;
		}
		cli_say_with(&cli->out, CLI_BOLD, CLI_MSG_SCREEN_DECIDED,
			     {"name", cli_str(hit, "name")},
			     {"reference", cli_str(hit, "reference")},
			     {"answer",
			      cli_name(said, CLI_HOUSE, "decision",
				       *answer ? answer : cli_str(d, "state"))},
			     {"officer", by},
			     {"at", cli_time(when, cli_str(d, "at"))});
		if (cli_true(d, "changed"))
			cli_say(&cli->out, CLI_WARN, CLI_MSG_DECIDE_CHANGED);
	}
}

/* What an officer must not overlook beside the hits. */
static void put_rest(struct cli *cli, const json_t *answer)
{
	const json_t *elsewhere = json_object_get(answer, "elsewhere");
	char n[24], position[24], head[24];
	const json_t *there;
	size_t i;
	snprintf(n, sizeof(n), "%lld", (long long)cli_int(answer, "hidden"));
	snprintf(position, sizeof(position), "%lld",
		 (long long)cli_int(answer, "position"));
	snprintf(head, sizeof(head), "%lld",
		 (long long)cli_int(answer, "head"));
	cli_each(elsewhere, i, there)
		cli_say_with(&cli->out, CLI_WARN, CLI_MSG_SCREEN_ELSEWHERE,
			     {"unit", cli_str(there, "unit")});
	if (cli_int(answer, "hidden") > 0)
		cli_say_with(&cli->out, CLI_WARN, CLI_MSG_SCREEN_HIDDEN,
			     {"n", n});
	if (!cli_true(answer, "complete"))
		cli_say_with(&cli->out, CLI_BAD, CLI_MSG_SCREEN_INCOMPLETE,
			     {"position", position}, {"head", head});
	if (cli_true(answer, "unmatched"))
		cli_say(&cli->out, CLI_DIM, CLI_MSG_SCREEN_UNMATCHED);
	cli_say(&cli->out, CLI_DIM, CLI_MSG_SCREEN_MEANS);
}

/* What is of one person does not go with a file. */
static enum cli_exit run_file(struct cli *cli, const struct cli_args *args)
{
	const char *dates = args->opt[CLI_SCREEN_DATES];
	const struct cli_screen_file file = {
		.path = args->opt[CLI_SCREEN_FILE],
		.map = args->opt[CLI_SCREEN_MAP],
		.ref = args->opt[CLI_SCREEN_REF],
		.reason = args->opt[CLI_SCREEN_REASON],
		.dmy = dates != NULL && strcmp(dates, "dmy") == 0,
		.quick = args->opt[CLI_SCREEN_QUICK] != NULL,
		.strict = args->opt[CLI_SCREEN_STRICT] != NULL,
	};
	struct wasl_err err;
	bool one = args->n > 0;
	for (size_t i = 0; i <= CLI_SCREEN_DOC; i++)
		one |= args->opt[i] != NULL;
	if (one)
		(void)wasl_fault(&err, WASL_USAGE, "", "screen-file");
	else if (dates != NULL && !file.dmy && strcmp(dates, "iso") != 0)
		(void)wasl_fault(&err, WASL_USAGE, "", "screen-dates");
	else
		return cli_screen_file(cli, &file);
	return cli_usage(cli, &cli_verb_screen, &err);
}

static enum cli_exit run_one(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL, *body = json_object();
	const json_t *hits;
	struct wasl_err err;
	if (put_body(body, args, &err) != WASL_OK)
		return cli_fail(cli, &err);
	enum cli_exit code =
		cli_ask(cli, &answer, "POST", "/v1/screen", json_incref(body));
	if (code != CLI_EXIT_OK || cli_print_json(cli, answer))
		return code;
	hits = json_object_get(answer, "hits");
	cli_name_notes(cli, json_object_get(answer, "notes"));
	if (json_array_size(hits) > 0)
		put_hits(cli, hits);
	else if (json_array_size(json_object_get(answer, "elsewhere")) == 0)
		cli_say_with(&cli->out, CLI_BOLD, CLI_MSG_SCREEN_NOBODY,
			     {"name", cli_str(body, "name")});
	if (args->opt[CLI_SCREEN_EXPLAIN])
		cli_screen_why(cli, hits);
	put_decisions(cli, hits);
	put_rest(cli, answer);
	return CLI_EXIT_OK;
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	struct wasl_err err;
	if (args->opt[CLI_SCREEN_FILE])
		return run_file(cli, args);
	if (args->n > 0)
		return run_one(cli, args);
	(void)wasl_fault(&err, WASL_USAGE, "", "screen-whom");
	return cli_usage(cli, &cli_verb_screen, &err);
}

const struct cli_verb cli_verb_screen = {
	.name = "screen",
	.usage =
		"NAME… [--born DATE] [--sex F|M] [--place TOWN] "
		"[--doc NUMBER] {--ref REFERENCE | --reason TEXT} "
		"[--explain] | --file FILE [--map FACT=COLUMN,…] "
		"[--dates iso|dmy] [--strict] [--quick] {--ref … | --reason …}",
	.opts = opts,
	.help = CLI_MSG_HELP_SCREEN,
	.more = CLI_MSG_MORE_SCREEN,
	.max = 8,
	.run = run,
};
