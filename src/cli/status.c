/* wasl status: is it well, and what waits. */
#include "cli/client.h"
#include "cli/name.h"
#include "cli/verbs.h"
#include "cli/when.h"

static void add_line(struct cli_table *table, const json_t *line)
{
	const json_t *own = json_object_get(line, "own");
	const json_t *mirror = json_object_get(line, "mirror");
	char sent[48], held[48], waiting[24], when[CLI_TIME_MAX];
	char phase[CLI_NAME_MAX], state[CLI_NAME_MAX];
	bool frozen = cli_true(own, "frozen") || cli_true(mirror, "frozen");
	snprintf(sent, sizeof(sent), "%lld/%lld",
		 (long long)cli_int(own, "receipted"),
		 (long long)cli_int(own, "size"));
	snprintf(held, sizeof(held), "%lld/%lld",
		 (long long)cli_int(mirror, "cosigned"),
		 (long long)cli_int(mirror, "size"));
	snprintf(waiting, sizeof(waiting), "%lld",
		 (long long)cli_int(line, "waiting"));
	cli_table_row(table,
		      (const char *[]){
			      cli_str(line, "peer"),
			      cli_name(phase, CLI_HOUSE, "phase",
				       cli_str(line, "phase")),
			      cli_name(state, CLI_HOUSE, "line",
				       cli_str(line, "state")),
			      sent, cli_time(when, cli_str(own, "receipt_at")),
			      held, waiting,
			      cli_msg_text(frozen ? CLI_MSG_STATUS_FROZEN
					   : !cli_true(line, "ready")
						   ? CLI_MSG_STATUS_NOT_READY
						   : CLI_MSG_NONE)});
}

/* What it means, in the officer's language; in English what was found. */
static const char *fact_of(char name[static CLI_NAME_MAX], const json_t *alarm)
{
	const char *code = cli_str(alarm, "code");
	const char *said = cli_name(name, CLI_HOUSE, "alarm", code);
	return said == code ? cli_str(alarm, "fact") : said;
}

static void put_needs(struct cli *cli, const json_t *answer)
{
	const json_t *alarms = json_object_get(answer, "alarms");
	const char *fault = cli_str(answer, "config_fault");
	char when[CLI_TIME_MAX], name[CLI_NAME_MAX], n[24];
	const json_t *alarm, *second;
	size_t i;
	cli_each(alarms, i, alarm)
		cli_say_with(&cli->out, CLI_BAD, CLI_MSG_STATUS_ALARM,
			     {"peer", cli_str(alarm, "peer")},
			     {"code", cli_str(alarm, "code")},
			     {"fact", fact_of(name, alarm)},
			     {"at", cli_time(when, cli_str(alarm, "at"))});
	cli_each(json_object_get(answer, "seconds"), i, second)
		cli_say_with(&cli->out, CLI_WARN, CLI_MSG_STATUS_SECOND,
			     {"officer", cli_str(second, "officer")},
			     {"what", cli_str(second, "what")},
			     {"said", cli_str(second, "said")},
			     {"at", cli_time(when, cli_str(second, "at"))});
	if (*fault)
		cli_say_with(&cli->out, CLI_BAD, CLI_MSG_STATUS_CONFIG,
			     {"text", fault});
	if (json_array_size(alarms) == 0 && !*fault)
		cli_say(&cli->out, CLI_GOOD, CLI_MSG_STATUS_NO_ALARM);
	snprintf(n, sizeof(n), "%lld", (long long)cli_int(answer, "drafts"));
	if (cli_int(answer, "drafts") > 0)
		cli_say_with(&cli->out, CLI_WARN, CLI_MSG_STATUS_DRAFTS,
			     {"n", n});
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	size_t i;
	const json_t *line;
	(void)args;
	enum cli_exit code = cli_ask(cli, &answer, "GET", "/v1/status", NULL);
	if (code != CLI_EXIT_OK || cli_print_json(cli, answer))
		return code;
	cli_say_with(&cli->out, CLI_BOLD, CLI_MSG_STATUS_HEAD,
		     {"node", cli_str(answer, "node")},
		     {"side", cli_str(answer, "side")},
		     {"version", cli_str(answer, "version")});
	struct cli_table table = cli_table_init(8);
	cli_table_row(&table,
		      (const char *[]){cli_msg_text(CLI_MSG_COL_PARTNER),
				       cli_msg_text(CLI_MSG_COL_LINE),
				       cli_msg_text(CLI_MSG_COL_STATE),
				       cli_msg_text(CLI_MSG_COL_RECEIPTED),
				       cli_msg_text(CLI_MSG_COL_LAST_RECEIPT),
				       cli_msg_text(CLI_MSG_COL_HELD),
				       cli_msg_text(CLI_MSG_COL_WAITING), ""});
	cli_each(json_object_get(answer, "lines"), i, line)
		add_line(&table, line);
	cli_table_print(&cli->out, &table, 0);
	cli_table_deinit(&table);
	const json_t *http = json_object_get(answer, "http");
	if (json_is_object(http))
		cli_say_with(&cli->out, CLI_PLAIN, CLI_MSG_STATUS_HTTP,
			     {"origin", cli_str(http, "origin")});
	put_needs(cli, answer);
	return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_status = {
	.name = "status",
	.usage = "",
	.help = CLI_MSG_HELP_STATUS,
	.more = CLI_MSG_MORE_STATUS,
	.run = run,
};
