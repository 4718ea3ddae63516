/* wasl verify: every signature, root, receipt, envelope and fold again. */
#include "cli/client.h"
#include "cli/verbs.h"

#include <time.h>

/* How often a running job is asked. */
#define ASK_MS 200

static const char *number(char out[24], const json_t *o, const char *name)
{
	snprintf(out, 24, "%lld", (long long)cli_int(o, name));
	return out;
}

/* Ask until the job has ended; progress on a terminal. */
static enum cli_exit follow(struct cli *cli, json_t **job, const char *id)
{
	char path[128], done[24], total[24];
	struct wasl_buf buf = {(uint8_t *)path, 0, sizeof(path) - 1, false};
	const struct timespec pause = {0, ASK_MS * 1000000L};
	wasl_buf_put_text(&buf, "/v1/jobs/");
	cli_encode(&buf, id);
	path[buf.n] = '\0';
	for (;;) {
		enum cli_exit code = cli_ask(cli, job, "GET", path, NULL);
		if (code != CLI_EXIT_OK ||
		    strcmp(cli_str(*job, "state"), "running") != 0)
			return code;
		cli_progress(&cli->err, CLI_MSG_VERIFY_PROGRESS,
			     (const struct cli_value[]){
				     {"done", number(done, *job, "done")},
				     {"total", number(total, *job, "total")},
				     {NULL, NULL}});
		json_decref(*job);
		*job = NULL;
		nanosleep(&pause, NULL);
	}
}

static void put_logs(struct cli *cli, const json_t *logs)
{
	struct cli_table table = cli_table_init(6);
	size_t i;
	const json_t *log;
	cli_table_row(&table,
		      (const char *[]){cli_msg_text(CLI_MSG_COL_LOG),
				       cli_msg_text(CLI_MSG_COL_ENTRIES),
				       cli_msg_text(CLI_MSG_COL_ENVELOPES),
				       cli_msg_text(CLI_MSG_COL_SEALED),
				       cli_msg_text(CLI_MSG_COL_SIGNATURES),
				       cli_msg_text(CLI_MSG_COL_COSIGNATURES)});
	cli_each(logs, i, log)
	{
		char n[5][24];
		cli_table_row(
			&table,
			(const char *[]){cli_str(log, "origin"),
					 number(n[0], log, "entries"),
					 number(n[1], log, "envelopes"),
					 number(n[2], log, "sealed"),
					 number(n[3], log, "signatures"),
					 number(n[4], log, "cosignatures")});
	}
	cli_table_print(&cli->out, &table, 0);
	cli_table_deinit(&table);
	cli_each(logs, i, log) if (*cli_str(log, "fault"))
		cli_say_with(&cli->out, CLI_BAD, CLI_MSG_VERIFY_FAULT,
			     {"origin", cli_str(log, "origin")},
			     {"text", cli_str(log, "fault")});
}

/* Of all logs; nothing where nobody used one. */
static void put_passkeys(struct cli *cli, const json_t *logs)
{
	json_int_t good = 0, bad = 0;
	char n[2][24];
	size_t i;
	const json_t *log;
	cli_each(logs, i, log)
	{
		good += cli_int(log, "passkeys");
		bad += cli_int(log, "passkeys_bad");
	}
	if (good + bad == 0)
		return;
	snprintf(n[0], sizeof(n[0]), "%lld", (long long)good);
	snprintf(n[1], sizeof(n[1]), "%lld", (long long)bad);
	cli_say_with(&cli->out, bad > 0 ? CLI_BAD : CLI_GOOD,
		     CLI_MSG_VERIFY_PASSKEYS, {"good", n[0]}, {"bad", n[1]});
}

static enum cli_exit put_report(struct cli *cli, const json_t *job)
{
	char entries[24], dossiers[24], rate[24];
	bool ok = cli_true(job, "ok");
	enum cli_exit code = ok ? CLI_EXIT_OK : CLI_EXIT_FAULT;
	if (cli_print_json(cli, job))
		return code;
	put_logs(cli, json_object_get(job, "logs"));
	cli_say_with(&cli->out, CLI_BOLD, CLI_MSG_VERIFY_CHECKED,
		     {"entries", number(entries, job, "done")},
		     {"dossiers", number(dossiers, job, "dossiers")},
		     {"rate", number(rate, job, "entries_per_second")});
	put_passkeys(cli, json_object_get(job, "logs"));
	if (ok)
		cli_say(&cli->out, CLI_GOOD, CLI_MSG_VERIFY_GOOD);
	else
		cli_say_with(&cli->out, CLI_BAD, CLI_MSG_VERIFY_BAD,
			     {"fault", cli_str(job, "fault")});
	return code;
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *started = NULL, *job = NULL;
	(void)args;
	enum cli_exit code =
		cli_ask(cli, &started, "POST", "/v1/verify", json_object());
	if (code != CLI_EXIT_WAITS)
		return code;
	code = follow(cli, &job, cli_str(started, "job"));
	return code == CLI_EXIT_OK ? put_report(cli, job) : code;
}

const struct cli_verb cli_verb_verify = {
	.name = "verify",
	.usage = "",
	.help = CLI_MSG_HELP_VERIFY,
	.more = CLI_MSG_MORE_VERIFY,
	.run = run,
};
