/* wasl user publish: an officer's passkeys become known to a partner. */
#include "cli/rows.h"
#include "cli/user.h"
#include "kind/fault.h"

enum { TO, UNTIL };
static const struct cli_opt opts[] = {
	[TO] = {"to", "NODE", CLI_MSG_OPT_TO},
	[UNTIL] = {"until", "DATE", CLI_MSG_OPT_UNTIL_KEY},
	{NULL, NULL, CLI_MSG_NONE},
};

/* One act `officer` of the line's dossier a key. */
static enum cli_exit publish(struct cli *cli, const json_t *officer,
			     const json_t *passkey, const char *to,
			     const char *until)
{
	wasl_autojson *answer = NULL;
	char path[CLI_PATH_MAX], end[64];
	snprintf(end, sizeof(end), "%.40sT23:59:59Z", until);
	return cli_ask(cli, &answer, "POST",
		       cli_path(path, "/v1/dossiers/LNK-", to, "/acts"),
		       json_pack("{s:s, s:{s:s, s:s, s:s}}", "act", "officer",
				 "fields", "pseudonym",
				 cli_str(officer, "pseudonym"), "key",
				 cli_str(passkey, "key"), "until", end));
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *officer = NULL;
	char path[CLI_PATH_MAX], n[24];
	const json_t *passkeys, *passkey;
	struct wasl_err err;
	size_t i;
	if (!args->opt[TO] || !args->opt[UNTIL]) {
		(void)wasl_fault_of(
			&err, WASL_USAGE, "", "options-needed",
			WASL_FAULT_T("one", WASL_TEXT("--to")),
			WASL_FAULT_T("other", WASL_TEXT("--until")));
		return cli_usage(cli, &cli_verb_user_publish, &err);
	}
	enum cli_exit code = cli_ask(
		cli, &officer, "GET",
		cli_path(path, "/v1/users/", args->operand[0], "/passkeys"),
		NULL);
	if (code != CLI_EXIT_OK)
		return code;
	passkeys = json_object_get(officer, "passkeys");
	if (json_array_size(passkeys) == 0) {
		cli_say_with(&cli->err, CLI_BAD, CLI_MSG_USER_NO_PASSKEY,
			     {"name", args->operand[0]});
		return CLI_EXIT_REFUSED;
	}
	cli_each(passkeys, i, passkey)
	{
		code = publish(cli, officer, passkey, args->opt[TO],
			       args->opt[UNTIL]);
		if (code != CLI_EXIT_OK)
			return code;
	}
	if (cli_print_json(cli, officer))
		return code;
	snprintf(n, sizeof(n), "%zu", json_array_size(passkeys));
	cli_say_with(&cli->out, CLI_GOOD, CLI_MSG_USER_PUBLISHED, {"n", n},
		     {"pseudonym", cli_str(officer, "pseudonym")},
		     {"peer", args->opt[TO]});
	return code;
}

const struct cli_verb cli_verb_user_publish = {
	.name = "user publish",
	.usage = "NAME --to NODE --until DATE",
	.opts = opts,
	.help = CLI_MSG_HELP_USER_PUBLISH,
	.more = CLI_MSG_MORE_USER_PUBLISH,
	.min = 1,
	.max = 1,
	.run = run,
};
