#include "cli/sent.h"

/* What does not keep it from leaving, but ought to be read. */
static void put_notes(struct cli *cli, const json_t *findings)
{
	size_t i;
	const json_t *f;
	cli_each(findings, i, f)
	{
		struct cli_finding finding;
		if (strcmp(cli_str(f, "severity"), "note") != 0)
			continue;
		cli_finding(&finding, &cli->about, f);
		cli_say_with(&cli->out, CLI_WARN, CLI_MSG_SENT_NOTE,
			     {"text", finding.text},
			     {"detail", finding.detail});
	}
}

enum cli_exit cli_say_sent(struct cli *cli, enum cli_exit code,
			   const json_t *answer)
{
	char id[24], name[CLI_NAME_MAX];
	const char *kind = cli->about.kind ? cli->about.kind : "";
	const char *act = cli_name(name, kind, "done", cli_str(answer, "act"));
	if ((code != CLI_EXIT_OK && code != CLI_EXIT_WAITS) ||
	    cli_print_json(cli, answer))
		return code;
	if (code == CLI_EXIT_WAITS) {
		snprintf(id, sizeof(id), "%lld",
			 (long long)cli_int(answer, "draft"));
		cli_say_with(&cli->out, CLI_WARN, CLI_MSG_DRAFT_WAITS,
			     {"reference", cli_str(answer, "reference")},
			     {"act", act}, {"id", id});
	} else {
		cli_say_with(&cli->out, CLI_GOOD, CLI_MSG_SENT,
			     {"reference", cli_str(answer, "reference")},
			     {"act", act});
	}
	put_notes(cli, json_object_get(answer, "findings"));
	return code;
}
