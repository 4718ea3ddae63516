/* wasl names match: two names, the verdict, and every reason. */
#include "cli/screen.h"
#include "cli/verbs.h"

#include "api/match.h"
#include "kind/fault.h"
#include "names/explain.h"

#include <stdio.h>

static bool read_name(struct cli *cli, struct wasl_name *name, const char *text,
		      enum cli_exit *code)
{
	struct wasl_err err;
	wasl_status status = wasl_name_parse(
		name, wasl_text_bytes(wasl_text_of(text)), NULL);

	if (status == WASL_OK)
		return true;
	if (status == WASL_TOO_BIG)
		(void)wasl_fault_of(&err, status, "", "name-long",
				    WASL_FAULT_N("max", WASL_NAME_BYTES_MAX));
	else
		(void)wasl_fault_of(&err, status, "", "name-letters",
				    WASL_FAULT_T("name", wasl_text_of(text)));
	*code = cli_fail(cli, &err);
	return false;
}

static void put_json(struct cli *cli, const struct wasl_match *m,
		     const struct wasl_name *a, const struct wasl_name *b)
{
	json_t *all = api_match(m, a, b, api_real);

	json_object_set_new(all, "notes",
			    api_notes((uint8_t)(a->notes | b->notes)));
	(void)json_dumpf(all, cli->out.f, JSON_REAL_PRECISION(6));
	(void)fputc('\n', cli->out.f);
	json_decref(all);
}

static void put_text(struct cli *cli, const struct wasl_match *m,
		     const struct wasl_name *a, const struct wasl_name *b)
{
	wasl_autojson *why = api_match(m, a, b, api_milli);
	wasl_autojson *notes = api_notes((uint8_t)(a->notes | b->notes));
	char probability[32], logit[32], verdict[CLI_NAME_MAX];

	snprintf(probability, sizeof(probability), "%.4f", m->probability);
	snprintf(logit, sizeof(logit), "%+.2f", (double)m->logit);
	cli_say_with(&cli->out, CLI_BOLD, CLI_MSG_MATCH_HEAD,
		     {"probability", probability},
		     {"verdict", cli_name(verdict, CLI_HOUSE, "verdict",
					  wasl_verdict_name(m->verdict))},
		     {"logit", logit});
	cli_name_notes(cli, notes);
	cli_why(cli, why);
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	struct wasl_name a;
	struct wasl_name b;
	struct wasl_match match;
	enum cli_exit code = CLI_EXIT_OK;

	if (!read_name(cli, &a, args->operand[0], &code) ||
	    !read_name(cli, &b, args->operand[1], &code))
		return code;
	wasl_match_names(&match, &a, &b);
	(cli->json ? put_json : put_text)(cli, &match, &a, &b);
	return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_names_match = {
	.name = "names match",
	.usage = "NAME NAME",
	.help = CLI_MSG_HELP_NAMES_MATCH,
	.more = CLI_MSG_MORE_NAMES_MATCH,
	.min = 2,
	.max = 2,
	.run = run,
};
