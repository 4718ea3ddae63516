/* wasl names score: a probability for each pair of a file. */
#include "cli/lines.h"
#include "cli/verbs.h"
#include "kind/fault.h"

#include "names/match.h"

enum { PAIRS };
static const struct cli_opt opts[] = {
	[PAIRS] = {"pairs", "FILE", CLI_MSG_OPT_PAIRS},
	{NULL, NULL, CLI_MSG_NONE},
};

/* What is no name at all is nobody's. */
static double probability(wasl_text a, wasl_text b)
{
	struct wasl_name x;
	struct wasl_name y;
	struct wasl_match match;

	if (wasl_name_parse(&x, wasl_text_bytes(a), NULL) != WASL_OK ||
	    wasl_name_parse(&y, wasl_text_bytes(b), NULL) != WASL_OK)
		return 0;
	wasl_match_names(&match, &x, &y);
	return match.probability;
}

static bool split(wasl_text line, wasl_text *a, wasl_text *b)
{
	const char *tab = memchr(line.p, '\t', line.n);

	if (tab == NULL)
		return false;
	*a = (wasl_text){line.p, (size_t)(tab - line.p)};
	*b = (wasl_text){tab + 1, line.n - a->n - 1};
	tab = memchr(b->p, '\t', b->n);
	if (tab != NULL)
		b->n = (size_t)(tab - b->p);
	return true;
}

static enum cli_exit score_lines(struct cli *cli, struct cli_lines *lines)
{
	struct wasl_err err;
	wasl_text line;
	wasl_text a;
	wasl_text b;

	while (cli_lines_next(lines, &line)) {
		if (line.n == 0)
			continue;
		if (!split(line, &a, &b)) {
			(void)wasl_fault_of(
				&err, WASL_MALFORMED, "", "pair-line",
				WASL_FAULT_N("line", lines->number));
			return cli_fail(cli, &err);
		}
		(void)fprintf(cli->out.f, "%.*s\t%.*s\t%.6f\n", (int)a.n, a.p,
			      (int)b.n, b.p, probability(a, b));
	}
	return CLI_EXIT_OK;
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	struct cli_lines lines;
	struct wasl_err err;

	if (args->opt[PAIRS] == NULL) {
		(void)wasl_fault_of(
			&err, WASL_USAGE, "", "option-needed",
			WASL_FAULT_T("option", WASL_TEXT("--pairs FILE")));
		return cli_usage(cli, &cli_verb_names_score, &err);
	}
	enum cli_exit code = cli_lines_open(cli, &lines, args->opt[PAIRS]);
	if (code != CLI_EXIT_OK)
		return code;
	code = score_lines(cli, &lines);
	cli_lines_close(cli, &lines);
	return code;
}

const struct cli_verb cli_verb_names_score = {
	.name = "names score",
	.usage = "--pairs FILE",
	.opts = opts,
	.help = CLI_MSG_HELP_NAMES_SCORE,
	.more = CLI_MSG_MORE_NAMES_SCORE,
	.run = run,
};
