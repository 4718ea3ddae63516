/* wasl show: both sides' acts of a dossier in their order, and what is known
 * about each. */
#include "cli/dossier.h"
#include "cli/file.h"
#include "cli/rows.h"
#include "cli/verbs.h"
#include "cli/when.h"

#include <time.h>

enum { FIELDS, REASON };
static const struct cli_opt opts[] = {
	[FIELDS] = {"fields", NULL, CLI_MSG_OPT_FIELDS},
	[REASON] = {"reason", "TEXT", CLI_MSG_OPT_GLASS},
	{NULL, NULL, CLI_MSG_NONE},
};

/* How firmly an act stands, by what the order made of it. */
static enum cli_msg standing(const json_t *act)
{
	static const struct {
		const char *effect;
		enum cli_msg msg;
	} words[] = {
		{"crossed", CLI_MSG_NOTE_CROSSED},
		{"void", CLI_MSG_ACT_VOID},
		{"rejected", CLI_MSG_ACT_REJECTED},
		{"lost", CLI_MSG_ACT_LOST},
		{"waiting", CLI_MSG_ACT_WAITING},
		{"sealed", CLI_MSG_ACT_SEALED},
	};
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i].effect, cli_str(act, "effect")) == 0)
			return words[i].msg;
	return cli_true(act, "bound") ? CLI_MSG_ACT_BOUND
				      : CLI_MSG_NOTE_UNBOUND;
}

static void add_act(struct cli_table *table, const char *kind,
		    const json_t *act)
{
	char name[CLI_NAME_MAX], state[CLI_NAME_MAX], code[CLI_NAME_MAX];
	const json_t *position = json_object_get(act, "position");
	const json_t *receipt = json_object_get(act, "receipt");
	char place[48] = "-", when[CLI_TIME_MAX], receipted[CLI_TIME_MAX];
	if (json_is_object(position))
		snprintf(place, sizeof(place), "#%lld",
			 (long long)cli_int(position, "index"));
	cli_table_row(
		table,
		(const char *[]){
			cli_str(act, "node"), place,
			cli_name(name, kind, "done", cli_str(act, "act")),
			cli_time(when, cli_str(act, "at")),
			cli_str(act, "author"),
			*cli_str(act, "approver") ? cli_str(act, "approver")
						  : "-",
			cli_time(receipted, cli_str(receipt, "at")),
			cli_name(state, kind, "state", cli_str(act, "state")),
			cli_msg_text(standing(act)),
			cli_name(code, "line", "code-reject",
				 cli_str(act, "code"))});
}

/* What a signature of the second person's own key shows. */
static void put_passkey(struct cli *cli, const char *kind, const json_t *act)
{
	static const struct {
		const char *passkey;
		enum cli_style style;
		enum cli_msg msg;
	} found[] = {
		{"checked", CLI_GOOD, CLI_MSG_SHOW_PASSKEY_CHECKED},
		{"unknown", CLI_WARN, CLI_MSG_SHOW_PASSKEY_UNKNOWN},
		{"bad", CLI_BAD, CLI_MSG_SHOW_PASSKEY_BAD},
	};
	char when[CLI_TIME_MAX], name[CLI_NAME_MAX];
	for (size_t i = 0; i < sizeof(found) / sizeof(found[0]); i++)
		if (strcmp(cli_str(act, "passkey"), found[i].passkey) == 0)
			cli_say_with(
				&cli->out, found[i].style, found[i].msg,
				{"approver", cli_str(act, "approver")},
				{"act", cli_name(name, kind, "done",
						 cli_str(act, "act"))},
				{"at", cli_time(when, cli_str(act, "at"))});
}

static void put_acts(struct cli *cli, const char *kind, const json_t *acts)
{
	struct cli_table table = cli_table_init(10);
	size_t i;
	const json_t *act;
	cli_table_row(&table,
		      (const char *[]){cli_msg_text(CLI_MSG_COL_NODE),
				       cli_msg_text(CLI_MSG_COL_POSITION),
				       cli_msg_text(CLI_MSG_COL_ACT),
				       cli_msg_text(CLI_MSG_COL_TIME),
				       cli_msg_text(CLI_MSG_COL_AUTHOR),
				       cli_msg_text(CLI_MSG_COL_SECOND),
				       cli_msg_text(CLI_MSG_COL_RECEIPT),
				       cli_msg_text(CLI_MSG_COL_STATE),
				       cli_msg_text(CLI_MSG_COL_STANDING), ""});
	cli_each(acts, i, act) add_act(&table, kind, act);
	cli_table_print(&cli->out, &table, 0);
	cli_table_deinit(&table);
	cli_each(acts, i, act) put_passkey(cli, kind, act);
}

static void put_fields(struct cli *cli, const char *kind, const json_t *acts)
{
	size_t i;
	const json_t *act;
	char when[CLI_TIME_MAX], name[CLI_NAME_MAX];
	cli_each(acts, i, act)
	{
		struct cli_place at = cli_place_of(kind, cli_str(act, "act"));
		cli_say_with(&cli->out, CLI_BOLD, CLI_MSG_SHOW_ACT,
			     {"act", cli_name(name, kind, "done",
					      cli_str(act, "act"))},
			     {"node", cli_str(act, "node")},
			     {"at", cli_time(when, cli_str(act, "at"))});
		cli_print_fields(&cli->out, &at,
				 json_object_get(act, "fields"));
	}
}

static enum cli_msg clock_note(const json_t *clock)
{
	if (cli_true(clock, "stopped"))
		return CLI_MSG_CLOCK_STOPPED;
	if (cli_true(clock, "paused"))
		return CLI_MSG_CLOCK_PAUSED;
	if (cli_true(clock, "suspended"))
		return CLI_MSG_CLOCK_SUSPENDED;
	return cli_true(clock, "overdue") ? CLI_MSG_CLOCK_OVERDUE
					  : CLI_MSG_NONE;
}

static void put_clocks(struct cli *cli, const char *kind, const json_t *clocks)
{
	struct cli_table table = cli_table_init(4);
	size_t i;
	const json_t *clock;
	int64_t now = (int64_t)time(NULL);
	if (json_array_size(clocks) == 0)
		return;
	cli_table_row(&table,
		      (const char *[]){cli_msg_text(CLI_MSG_COL_CLOCK),
				       cli_msg_text(CLI_MSG_COL_DUE), "", ""});
	cli_each(clocks, i, clock)
	{
		char due[CLI_DUE_MAX], left[CLI_TIME_MAX], name[CLI_NAME_MAX];
		const char *at = cli_str(clock, "due_at");
		cli_table_row(&table, (const char *[]){
					      cli_name(name, kind, "clock",
						       cli_str(clock, "name")),
					      cli_due(due, clock),
					      cli_distance(left, at, now),
					      cli_msg_text(clock_note(clock))});
	}
	cli_table_print(&cli->out, &table, 0);
	cli_table_deinit(&table);
}

/* What can be done, with the words to type. */
static const char *words_of(char *out, size_t max, const char *kind,
			    const json_t *can)
{
	struct wasl_buf buf = {(uint8_t *)out, 0, max - 1, false};
	size_t i;
	const json_t *act;
	cli_each(can, i, act)
	{
		char name[CLI_NAME_MAX];
		wasl_buf_put_text(&buf, i > 0 ? ", " : "");
		wasl_buf_put_text(&buf,
				  cli_name_and_word(name, kind, "act",
						    json_string_value(act)));
	}
	out[buf.n] = '\0';
	return out;
}

static void put_can(struct cli *cli, const char *kind, const json_t *can)
{
	char acts[2048];
	if (json_array_size(can) > 0)
		cli_say_with(&cli->out, CLI_DIM, CLI_MSG_SHOW_CAN,
			     {"acts", words_of(acts, sizeof(acts), kind, can)});
}

static void put_dossier(struct cli *cli, const json_t *d, bool fields)
{
	char opened[CLI_TIME_MAX], kind_name[CLI_NAME_MAX];
	char state_name[CLI_NAME_MAX], outcome_name[CLI_NAME_MAX];
	const char *kind = cli_str(d, "kind"), *state = cli_str(d, "state");
	const char *outcome = cli_name(outcome_name, kind, "code-outcome",
				       cli_str(d, "outcome"));
	const json_t *acts = json_object_get(d, "acts");
	cli_say_with(
		&cli->out, CLI_BOLD, CLI_MSG_SHOW_HEAD,
		{"reference", cli_str(d, "reference")},
		{"kind", cli_name(kind_name, kind, "kind", kind)},
		{"state", *state ? cli_name(state_name, kind, "state", state)
				 : cli_msg_text(CLI_MSG_STATE_DRAFT)});
	cli_say_with(&cli->out, CLI_PLAIN, CLI_MSG_SHOW_WITH,
		     {"peer", cli_str(d, "peer")},
		     {"at", cli_time(opened, cli_str(d, "opened_at"))},
		     {"outcome", *outcome ? outcome : "-"});
	cli_say_cases(&cli->out, d);
	put_acts(cli, kind, acts);
	put_clocks(cli, kind, json_object_get(d, "clocks"));
	cli_files_print(&cli->out, json_object_get(d, "files"));
	if (fields)
		put_fields(cli, kind, acts);
	if (cli_int(d, "unbound") > 0)
		cli_say(&cli->out, CLI_WARN, CLI_MSG_SHOW_UNBOUND);
	if (cli_int(d, "crossed") > 0)
		cli_say(&cli->out, CLI_WARN, CLI_MSG_SHOW_CROSSED);
	put_can(cli, kind, json_object_get(d, "can"));
}

/* The reason is on record before anything is shown. */
static enum cli_exit break_glass(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	char path[CLI_PATH_MAX];
	cli_path(path, "/v1/dossiers/", args->operand[0], "/glass");
	return cli_ask(cli, &answer, "POST", path,
		       json_pack("{s:s}", "reason", args->opt[REASON]));
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	enum cli_exit code =
		args->opt[REASON] ? break_glass(cli, args) : CLI_EXIT_OK;
	if (code != CLI_EXIT_OK)
		return code;
	code = cli_ask_dossier(cli, &answer, args->operand[0]);
	if (code != CLI_EXIT_OK || cli_print_json(cli, answer))
		return code;
	put_dossier(cli, answer, args->opt[FIELDS] != NULL);
	return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_show = {
	.name = "show",
	.usage = "REFERENCE [--fields] [--reason TEXT]",
	.opts = opts,
	.help = CLI_MSG_HELP_SHOW,
	.more = CLI_MSG_MORE_SHOW,
	.min = 1,
	.max = 1,
	.run = run,
};
