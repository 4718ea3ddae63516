/* wasl screen decide: is a hit the person? Two persons say. */
#include "cli/name.h"
#include "cli/rows.h"
#include "cli/verbs.h"
#include "cli/when.h"
#include "kind/fault.h"

enum { ANSWER, REASON, LIST, RECORD, WITH, BORN, AGAIN };
static const struct cli_opt opts[] = {
	[ANSWER] = {"answer", "ANSWER", CLI_MSG_OPT_DECIDE_ANSWER},
	[REASON] = {"reason", "TEXT", CLI_MSG_OPT_DECIDE_REASON},
	[LIST] = {"list", "NAME", CLI_MSG_OPT_DECIDE_LIST},
	[RECORD] = {"record", "NUMBER", CLI_MSG_OPT_DECIDE_RECORD},
	[WITH] = {"with", "REFERENCE", CLI_MSG_OPT_DECIDE_WITH},
	[BORN] = {"born", "DATE", CLI_MSG_OPT_BORN},
	[AGAIN] = {"again", NULL, CLI_MSG_OPT_DECIDE_AGAIN},
	{NULL, NULL, CLI_MSG_NONE},
};

static const struct {
	size_t opt;
	const char *member;
} members[] = {
	{ANSWER, "answer"}, {REASON, "reason"}, {LIST, "list"},
	{RECORD, "record"}, {WITH, "other"},	{BORN, "born"},
};

/* --- what was decided ----------------------------------------------------- */

static const char *word(char name[static CLI_NAME_MAX], const json_t *object,
			const char *member)
{
	const char *said = cli_str(object, member);
	return *said ? cli_name(name, CLI_HOUSE, "decision", said) : "-";
}

static void put_opinions(struct cli *cli, const json_t *decision)
{
	const json_t *opinions = json_object_get(decision, "opinions"), *one;
	char when[CLI_TIME_MAX], answer[CLI_NAME_MAX];
	size_t i;
	cli_each(opinions, i, one)
		cli_say_with(&cli->out, CLI_DIM, CLI_MSG_DECIDE_OPINION,
			     {"officer", cli_str(one, "by")},
			     {"at", cli_time(when, cli_str(one, "at"))},
			     {"answer", word(answer, one, "answer")},
			     {"reason", cli_str(one, "reason")});
}

static void put_decision(struct cli *cli, const json_t *d)
{
	char id[24], state[CLI_NAME_MAX], answer[CLI_NAME_MAX];
	const char *list = cli_str(d, "list");
	bool decided = *cli_str(d, "answer");
	snprintf(id, sizeof(id), "%lld", (long long)cli_int(d, "id"));
	cli_say_with(&cli->out, CLI_BOLD, CLI_MSG_DECIDE_HEAD, {"id", id},
		     {"name", cli_str(d, "name")},
		     {"reference", cli_str(d, "reference")},
		     {"other", *list ? list : cli_str(d, "other")},
		     {"answer", decided ? word(answer, d, "answer")
					: word(state, d, "state")});
	if (cli_true(d, "changed"))
		cli_say(&cli->out, CLI_WARN, CLI_MSG_DECIDE_CHANGED);
	put_opinions(cli, d);
}

static enum cli_exit show(struct cli *cli, const json_t *answer)
{
	const json_t *all = json_object_get(answer, "decisions"), *one;
	char n[24];
	size_t i;
	if (cli_print_json(cli, answer))
		return CLI_EXIT_OK;
	cli_each(all, i, one) put_decision(cli, one);
	snprintf(n, sizeof(n), "%lld", (long long)cli_int(answer, "hidden"));
	if (cli_int(answer, "hidden") > 0)
		cli_say_with(&cli->out, CLI_WARN, CLI_MSG_CASE_HIDDEN,
			     {"n", n});
	else if (json_array_size(all) == 0)
		cli_say(&cli->out, CLI_DIM, CLI_MSG_DECIDE_NONE);
	return CLI_EXIT_OK;
}

/* --- saying what one thinks ----------------------------------------------- */

static bool is_number(const char *text)
{
	return *text && text[strspn(text, "0123456789")] == '\0';
}

static json_t *body_of(const struct cli_args *args)
{
	char name[1024];
	struct wasl_buf buf = {(uint8_t *)name, 0, sizeof(name), false};
	json_t *body = json_object();
	for (size_t i = 1; i < args->n; i++) {
		if (i > 1)
			wasl_buf_put_u8(&buf, ' ');
		wasl_buf_put_text(&buf, args->operand[i]);
	}
	if (args->n > 1)
		json_object_set_new(body, "name", json_stringn(name, buf.n));
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		if (args->opt[members[i].opt])
			json_object_set_new(
				body, members[i].member,
				json_string(args->opt[members[i].opt]));
	if (args->opt[AGAIN])
		json_object_set_new(body, "again", json_string("yes"));
	return body;
}

static enum cli_exit decide(struct cli *cli, const struct cli_args *args)
{
	bool by_number = is_number(args->operand[0]);
	wasl_autojson *answer = NULL;
	char path[CLI_PATH_MAX];
	cli_path(path, by_number ? "/v1/decisions/" : "/v1/dossiers/",
		 args->operand[0], by_number ? NULL : "/decisions");
	enum cli_exit code = cli_ask(cli, &answer, "POST", path, body_of(args));
	if (code != CLI_EXIT_OK)
		return code;
	if (!by_number)
		return show(cli, answer);
	if (!cli_print_json(cli, answer))
		cli_say(&cli->out, CLI_GOOD, CLI_MSG_DECIDE_NOTED);
	return CLI_EXIT_OK;
}

static enum cli_exit list(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	char path[CLI_PATH_MAX];
	cli_path(path, "/v1/dossiers/", args->operand[0], "/decisions");
	enum cli_exit code = cli_ask(cli, &answer, "GET", path, NULL);
	return code == CLI_EXIT_OK ? show(cli, answer) : code;
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	struct wasl_err err;
	bool says = args->n > 1 || is_number(args->operand[0]);
	for (size_t i = 0; i <= AGAIN; i++)
		says |= args->opt[i] != NULL;
	if (!says)
		return list(cli, args);
	if (args->opt[ANSWER] && args->opt[REASON])
		return decide(cli, args);
	(void)wasl_fault_of(&err, WASL_USAGE, "", "options-needed",
			    WASL_FAULT_T("one", WASL_TEXT("--answer")),
			    WASL_FAULT_T("other", WASL_TEXT("--reason")));
	return cli_usage(cli, &cli_verb_screen_decide, &err);
}

const struct cli_verb cli_verb_screen_decide = {
	.name = "screen decide",
	.usage = "REFERENCE [NAME… {--list NAME --record NUMBER | --with "
		 "REFERENCE} --answer ANSWER --reason TEXT [--born DATE] "
		 "[--again]] | NUMBER --answer ANSWER --reason TEXT",
	.opts = opts,
	.help = CLI_MSG_HELP_SCREEN_DECIDE,
	.more = CLI_MSG_MORE_SCREEN_DECIDE,
	.min = 1,
	.max = 9,
	.run = run,
};
