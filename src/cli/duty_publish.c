/* wasl duty publish: an entry of the roster becomes a card at the partner's. */
#include "cli/rows.h"
#include "cli/sent.h"
#include "cli/verbs.h"
#include "kind/fault.h"

enum { TO };
static const struct cli_opt opts[] = {
	[TO] = {"to", "NODE", CLI_MSG_OPT_TO},
	{NULL, NULL, CLI_MSG_NONE},
};

/* "ar,fr" as an array. */
static json_t *words_of(const char *text)
{
	json_t *words = json_array();
	while (*text) {
		size_t n = strcspn(text, ",");
		json_array_append_new(words, json_stringn(text, n));
		text += n + (text[n] == ',');
	}
	return words;
}

/* The act `duty` of the line's dossier, out of an entry. */
static json_t *act_of(const json_t *entry)
{
	return json_pack("{s:s, s:{s:s, s:o, s:s, s:s}}", "act", "duty",
			 "fields", "function", cli_str(entry, "function"),
			 "languages", words_of(cli_str(entry, "languages")),
			 "telephone", cli_str(entry, "telephone"), "until",
			 cli_str(entry, "until"));
}

static enum cli_exit find(struct cli *cli, json_t **act, const char *id)
{
	wasl_autojson *answer = NULL;
	size_t i;
	const json_t *entry;
	enum cli_exit code =
		cli_ask(cli, &answer, "GET", "/v1/duty?days=366", NULL);
	if (code != CLI_EXIT_OK)
		return code;
	cli_each(json_object_get(answer, "duty"), i, entry)
	{
		char text[24];
		snprintf(text, sizeof(text), "%lld",
			 (long long)cli_int(entry, "id"));
		if (strcmp(text, id) == 0)
			*act = act_of(entry);
	}
	if (*act)
		return CLI_EXIT_OK;
	cli_say_with(&cli->err, CLI_BAD, CLI_MSG_NO_SUCH_DUTY, {"id", id});
	return CLI_EXIT_REFUSED;
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	char path[CLI_PATH_MAX];
	json_t *act = NULL;
	struct wasl_err err;
	if (!args->opt[TO]) {
		(void)wasl_fault_of(
			&err, WASL_USAGE, "", "option-needed",
			WASL_FAULT_T("option", WASL_TEXT("--to NODE")));
		return cli_usage(cli, &cli_verb_duty_publish, &err);
	}
	enum cli_exit code = find(cli, &act, args->operand[0]);
	if (code != CLI_EXIT_OK)
		return code;
	cli_path(path, "/v1/dossiers/LNK-", args->opt[TO], "/acts");
	code = cli_ask(cli, &answer, "POST", path, act);
	return cli_say_sent(cli, code, answer);
}

const struct cli_verb cli_verb_duty_publish = {
	.name = "duty publish",
	.usage = "ID --to NODE",
	.opts = opts,
	.help = CLI_MSG_HELP_DUTY_PUBLISH,
	.more = CLI_MSG_MORE_DUTY_PUBLISH,
	.min = 1,
	.max = 1,
	.run = run,
};
