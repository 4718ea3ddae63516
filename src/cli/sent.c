#include "cli/sent.h"

/* What does not keep it from leaving, but ought to be read. */
static void put_notes(struct cli *cli, const json_t *findings)
{
	size_t i;
	const json_t *f;
	cli_each(findings, i,
		 f) if (strcmp(cli_str(f, "severity"), "note") == 0)
		cli_say_with(&cli->out, CLI_WARN, CLI_MSG_SENT_NOTE,
			     {"text", cli_str(f, "text")});
}

enum cli_exit cli_say_sent(struct cli *cli, enum cli_exit code,
			   const json_t *answer)
{
	char id[24];
	if ((code != CLI_EXIT_OK && code != CLI_EXIT_WAITS) ||
	    cli_print_json(cli, answer))
		return code;
	if (code == CLI_EXIT_WAITS) {
		snprintf(id, sizeof(id), "%lld",
			 (long long)cli_int(answer, "draft"));
		cli_say_with(&cli->out, CLI_WARN, CLI_MSG_DRAFT_WAITS,
			     {"reference", cli_str(answer, "reference")},
			     {"act", cli_str(answer, "act")}, {"id", id});
	} else {
		cli_say_with(&cli->out, CLI_GOOD, CLI_MSG_SENT,
			     {"reference", cli_str(answer, "reference")},
			     {"act", cli_str(answer, "act")});
	}
	put_notes(cli, json_object_get(answer, "findings"));
	return code;
}
