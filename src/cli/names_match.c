/* wasl names match: two names, the verdict, and every reason. */
#include "cli/verbs.h"

#include "names/explain.h"

#include <jansson.h>

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

static json_t *word_json(const struct wasl_name *name, size_t w)
{
	uint8_t text[4 * WASL_WORD_LETTERS_MAX];
	struct wasl_buf buf = WASL_BUF(text);

	wasl_word_write(&buf, &name->word[w], 0, name->word[w].n);
	return json_stringn((const char *)text, buf.n);
}

static json_t *alone_json(const struct wasl_name *name, uint16_t alone)
{
	json_t *list = json_array();

	for (size_t w = 0; w < name->n; w++)
		if (alone >> w & 1)
			(void)json_array_append_new(list, word_json(name, w));
	return list;
}

static json_t *part_json(const struct wasl_match *m, size_t p,
			 const struct wasl_name *a, const struct wasl_name *b)
{
	const struct wasl_part *part = &m->part[p];
	uint8_t units[1024];
	struct wasl_buf buf = WASL_BUF(units);

	wasl_part_write(&buf, part, a, b, m->habit);
	return json_pack("{s:o, s:o, s:s, s:s, s:f, s:s%, s:f}", "a",
			 word_json(a, part->a), "b", word_json(b, part->b),
			 "how", wasl_part_name((enum wasl_part_kind)part->kind),
			 "list", wasl_known_name((enum wasl_known)part->known),
			 "score", (double)part->score / WASL_NAT, "units",
			 (const char *)units, buf.n, "if_agreed",
			 wasl_match_if_agreed(m, p));
}

static void put_json(struct cli *cli, const struct wasl_match *m,
		     const struct wasl_name *a, const struct wasl_name *b)
{
	json_t *parts = json_array();
	json_t *shares = json_object();

	for (size_t p = 0; p < m->parts; p++)
		(void)json_array_append_new(parts, part_json(m, p, a, b));
	for (size_t f = 0; f < WASL_FEATURES; f++)
		if (m->share[f] != 0)
			(void)json_object_set_new(
				shares, wasl_feature_name((enum wasl_feature)f),
				json_real((double)m->share[f]));
	json_t *all = json_pack("{s:f, s:s, s:f, s:o, s:o, s:o, s:o}",
				"probability", m->probability, "verdict",
				wasl_verdict_name(m->verdict), "log_odds",
				(double)m->logit, "parts", parts, "alone_a",
				alone_json(a, m->alone_a), "alone_b",
				alone_json(b, m->alone_b), "shares", shares);
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
