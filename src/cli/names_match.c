/* wasl names match: two names, the verdict, and every reason. */
#include "cli/verbs.h"

#include "api/match.h"
#include "names/explain.h"

static bool read_name(struct cli *cli, struct wasl_name *name, const char *text,
		      enum cli_exit *code)
{
	struct wasl_err err;

	if (wasl_name_parse(name, wasl_text_bytes(wasl_text_of(text)), &err) ==
	    WASL_OK)
		return true;
	*code = cli_fail(cli, &err);
	return false;
}

static void put_json(struct cli *cli, const struct wasl_match *m,
		     const struct wasl_name *a, const struct wasl_name *b)
{
	json_t *all = api_match(m, a, b, api_real);

	(void)json_dumpf(all, cli->out.f, JSON_REAL_PRECISION(6));
	(void)fputc('\n', cli->out.f);
	json_decref(all);
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	static uint8_t text[WASL_EXPLAIN_MAX];
	struct wasl_buf buf = WASL_BUF(text);
	struct wasl_name a;
	struct wasl_name b;
	struct wasl_match match;
	enum cli_exit code = CLI_EXIT_OK;

	if (!read_name(cli, &a, args->operand[0], &code) ||
	    !read_name(cli, &b, args->operand[1], &code))
		return code;
	wasl_match_names(&match, &a, &b);
	if (cli->json) {
		put_json(cli, &match, &a, &b);
		return CLI_EXIT_OK;
	}
	wasl_match_write(&buf, &match, &a, &b);
	(void)fwrite(text, 1, buf.n, cli->out.f);
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
