/* wasl relief offer: the leaving officer gives the watch. */
#include "cli/input.h"
#include "cli/relief.h"
#include "cli/verbs.h"
#include "kind/fault.h"

#include <stdio.h>

enum { UNTIL, AT, FORM, TEXT, OPTIONS };
static const struct cli_opt opts[] = {
	[UNTIL] = {"until", "TIME", CLI_MSG_OPT_RELIEF_UNTIL},
	[AT] = {"at", "TIME", CLI_MSG_OPT_RELIEF_AT},
	[FORM] = {"form", "N", CLI_MSG_OPT_RELIEF_FORM},
	[TEXT] = {"text", "TEXT", CLI_MSG_OPT_RELIEF_TEXT},
	[OPTIONS] = {NULL, NULL, CLI_MSG_NONE},
};

/* REF=TEXT, as many as there are. */
static enum cli_exit notes(struct cli *cli, json_t *list,
			   const struct cli_args *args)
{
	struct wasl_err err;
	for (size_t i = 0; i < args->n; i++) {
		const char *word = args->operand[i];
		const char *equals = strchr(word, '=');
		if (!equals || equals == word || !equals[1]) {
			(void)wasl_fault_of(
				&err, WASL_USAGE, "", "note-typed",
				WASL_FAULT_T("word", wasl_text_of(word)));
			return cli_usage(cli, &cli_verb_relief_offer, &err);
		}
		json_array_append_new(list,
				      json_pack("{s:s%, s:s}", "reference",
						word, (size_t)(equals - word),
						"text", equals + 1));
	}
	return CLI_EXIT_OK;
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	json_t *list = json_array();
	json_t *body = json_pack("{s:o}", "notes", list);
	char id[24], first[24], last[24];
	enum cli_exit code = notes(cli, list, args);
	if (code != CLI_EXIT_OK) {
		json_decref(body);
		return code;
	}
	/* The options have the names of the API's members. */
	for (size_t i = 0; i < OPTIONS; i++)
		if (args->opt[i])
			json_object_set_new(body, opts[i].name,
					    json_string(args->opt[i]));
	code = cli_ask(cli, &answer, "POST", "/v1/reliefs", body);
	if (code != CLI_EXIT_OK || cli_print_json(cli, answer))
		return code;
	snprintf(id, sizeof(id), "%lld", (long long)cli_int(answer, "id"));
	snprintf(first, sizeof(first), "%06lld",
		 (long long)cli_int(answer, "form_first"));
	snprintf(last, sizeof(last), "%06lld",
		 (long long)cli_int(answer, "form_last"));
	cli_say_with(&cli->out, CLI_GOOD, CLI_MSG_RELIEF_OFFERED, {"id", id},
		     {"first", first}, {"last", last});
	return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_relief_offer = {
	.name = "relief offer",
	.usage =
		"[REF=TEXT…] [--text TEXT] [--until TIME] [--at TIME --form N]",
	.opts = opts,
	.help = CLI_MSG_HELP_RELIEF_OFFER,
	.more = CLI_MSG_MORE_RELIEF_OFFER,
	.max = 64,
	.run = run,
};
