/* One run of the command: options, verb, failure. */
#include "cli/cli.h"

#include "kind/fault.h"

#include <locale.h>
#include <signal.h>
#include <stdlib.h>

#ifndef WASL_VERSION
#error "the build names the version"
#endif

const struct cli_verb *cli_verb_find(size_t n, const char *const *words,
				     size_t *used)
{
	const struct cli_verb *found = NULL;
	*used = 0;
	for (const struct cli_verb *const *at = cli_verbs; *at; at++) {
		const struct cli_verb *v = *at;
		const char *space = strchr(v->name, ' ');
		wasl_text first = {v->name, space ? (size_t)(space - v->name)
						  : strlen(v->name)};
		size_t need = space ? 2 : 1;
		if (n < need || !wasl_text_is(first, words[0]))
			continue;
		if (space && strcmp(space + 1, words[1]) != 0)
			continue;
		if (need > *used) {
			found = v;
			*used = need;
		}
	}
	return found;
}

static void put_problem(struct cli *cli, const struct wasl_err *error)
{
	json_t *problem = json_pack("{s:s, s:s, s:s}", "code",
				    wasl_status_name(error->status), "title",
				    wasl_status_text(error->status), "detail",
				    error->text);
	if (problem && error->field[0])
		json_object_set_new(problem, "findings",
				    json_pack("[{s:s, s:s}]", "pointer",
					      error->field, "text",
					      error->text));
	if (problem)
		wasl_fault_put(problem, error);
	if (problem)
		json_dumpf(problem, cli->out.f, JSON_INDENT(2));
	putc('\n', cli->out.f);
	json_decref(problem);
}

/* One sentence of ours says it all. */
static void say_fault(struct cli *cli, const char *field, const char *said)
{
	if (*field)
		cli_say_with(&cli->err, CLI_BAD, CLI_MSG_FAILED_AT,
			     {"field", field}, {"text", said});
	else
		cli_say_with(&cli->err, CLI_BAD, CLI_MSG_FAILED,
			     {"text", said});
}

bool cli_say_fault(struct cli *cli, const json_t *problem)
{
	const json_t *findings = json_object_get(problem, "findings");
	const char *field = json_string_value(
		json_object_get(json_array_get(findings, 0), "pointer"));
	char said[WASL_FAULT_MAX];
	if (!wasl_fault_read(said, cli_language(), problem))
		return false;
	say_fault(cli, field ? field : "", said);
	return true;
}

void cli_say_problem(struct cli *cli, const char *code, const char *detail)
{
	char title[CLI_NAME_MAX];
	cli_say_with(&cli->err, CLI_BAD, CLI_MSG_FAILED,
		     {"text", cli_name(title, CLI_HOUSE, "problem", code)});
	if (*detail)
		cli_say_with(&cli->err, CLI_BAD, CLI_MSG_DETAIL,
			     {"text", detail});
}

void cli_where(struct wasl_err *err, const char *where)
{
	if (err->field[0] != '\0')
		wasl_err_prefix(err, "%s", where);
	else
		snprintf(err->field, sizeof(err->field), "%s", where);
}

enum cli_exit cli_fail(struct cli *cli, const struct wasl_err *error)
{
	char said[WASL_FAULT_MAX];
	if (cli->json)
		put_problem(cli, error);
	else if (cli_in_english())
		say_fault(cli, error->field, error->text);
	else if (error->fault && wasl_fault_say(said, cli_language(),
						error->fault, error->value))
		say_fault(cli, error->field, said);
	else
		cli_say_problem(cli, wasl_status_name(error->status),
				error->text);
	return error->status == WASL_USAGE ? CLI_EXIT_USAGE : CLI_EXIT_REFUSED;
}

enum cli_exit cli_usage(struct cli *cli, const struct cli_verb *verb,
			const struct wasl_err *error)
{
	enum cli_exit code = cli_fail(cli, error);
	if (!cli->json && verb)
		cli_say_with(&cli->err, CLI_PLAIN, CLI_MSG_SEE_VERB,
			     {"verb", verb->name}, {"usage", verb->usage});
	else if (!cli->json)
		cli_say(&cli->err, CLI_PLAIN, CLI_MSG_SEE_HELP);
	return code;
}

/* `wasl` alone, `wasl --help`, `wasl --version`: no verb is needed. */
static bool answer_without_verb(struct cli *cli, size_t n,
				const char *const *words)
{
	if (n > 0 && strcmp(words[0], "--version") == 0) {
		cli_say_with(&cli->out, CLI_PLAIN, CLI_MSG_VERSION,
			     {"version", WASL_VERSION});
		return true;
	}
	if (n == 0 || strcmp(words[0], "--help") == 0 ||
	    strcmp(words[0], "-h") == 0) {
		cli_help_all(&cli->out);
		return true;
	}
	return false;
}

/* Err: USAGE  a language that is not spoken here */
static wasl_status set_common(struct cli *cli, const struct cli_args *common,
			      struct wasl_err *err)
{
	const char *dir = common->opt[CLI_COMMON_DIR];
	const char *lang = common->opt[CLI_COMMON_LANG];
	if (!dir)
		dir = getenv("WASL_DIR");
	cli->dir = dir && *dir ? dir : CLI_DIR_DEFAULT;
	cli_names_begin(cli->dir);
	cli->as = common->opt[CLI_COMMON_AS];
	cli->json = common->opt[CLI_COMMON_JSON] != NULL;
	if (lang && !cli_language_set(lang))
		return wasl_fault_of(err, WASL_USAGE, "", "lang",
				     WASL_FAULT_T("lang", wasl_text_of(lang)));
	return WASL_OK;
}

/* "user" of "user add" … */
bool cli_verb_of(const struct cli_verb *verb, const char *family)
{
	size_t n = strlen(family);
	return strncmp(verb->name, family, n) == 0 && verb->name[n] == ' ';
}

bool cli_is_family(const char *word)
{
	for (const struct cli_verb *const *v = cli_verbs; *v; v++)
		if (cli_verb_of(*v, word))
			return true;
	return false;
}

/* Verbs that the person may have meant: of the family, or else they begin with
 * the same letters. */
static void put_near(struct cli *cli, const char *word)
{
	char near[256] = "";
	struct wasl_buf buf = {(uint8_t *)near, 0, sizeof(near) - 1, false};
	bool family = cli_is_family(word);
	for (const struct cli_verb *const *v = cli_verbs; *v; v++) {
		if (family ? !cli_verb_of(*v, word)
			   : strncmp((*v)->name, word, 2) != 0)
			continue;
		wasl_buf_put_text(&buf, buf.n > 0 ? ", " : "");
		wasl_buf_put_text(&buf, (*v)->name);
	}
	near[buf.n] = '\0';
	if (buf.n > 0 && !cli->json)
		cli_say_with(&cli->err, CLI_PLAIN, CLI_MSG_NEAR_VERBS,
			     {"verbs", near});
}

/* `wasl watch --help`: all that begins so. */
static bool wants_help(struct cli_line *line, size_t n,
		       const char *const *words)
{
	return cli_is_family(words[0]) &&
	       cli_args_parse(line, NULL, n - 1, words + 1, NULL) == WASL_OK &&
	       line->args.n == 0 && line->common.opt[CLI_COMMON_HELP];
}

static enum cli_exit unknown(struct cli *cli, size_t n,
			     const char *const *words)
{
	struct wasl_err err;
	const char *word = words[0];
	if (cli_is_family(word) && n > 1 && words[1][0] != '-')
		(void)wasl_fault_of(
			&err, WASL_USAGE, "", "verb-unknown-of",
			WASL_FAULT_T("verb", wasl_text_of(word)),
			WASL_FAULT_T("word", wasl_text_of(words[1])));
	else if (cli_is_family(word))
		(void)wasl_fault_of(&err, WASL_USAGE, "", "verb-more",
				    WASL_FAULT_T("verb", wasl_text_of(word)));
	else
		(void)wasl_fault_of(&err, WASL_USAGE, "", "verb-unknown",
				    WASL_FAULT_T("verb", wasl_text_of(word)));
	enum cli_exit code = cli_usage(cli, NULL, &err);
	put_near(cli, word);
	return code;
}

/* Also what is wrong with the other words is said in the language asked for. */
static void speak(size_t n, const char *const *words)
{
	static const char option[] = "--lang=";
	size_t whole = sizeof(option) - 1;
	for (size_t i = 0; i < n; i++)
		if (strncmp(words[i], option, whole) == 0)
			(void)cli_language_set(words[i] + whole);
		else if (strcmp(words[i], "--lang") == 0 && i + 1 < n)
			(void)cli_language_set(words[i + 1]);
}

static enum cli_exit run(struct cli *cli, size_t n, const char *const *words)
{
	struct cli_line line;
	struct wasl_err err;
	size_t front, used;
	if (cli_args_front(&line, &front, n, words, &err) != WASL_OK ||
	    set_common(cli, &line.common, &err) != WASL_OK)
		return cli_usage(cli, NULL, &err);
	n -= front;
	words += front;
	const struct cli_verb *verb = cli_verb_find(n, words, &used);
	if (!verb && n > 0 && wants_help(&line, n, words)) {
		cli_help_family(&cli->out, words[0]);
		return CLI_EXIT_OK;
	}
	if (!verb && n > 0)
		return unknown(cli, n, words);
	if (!verb && line.common.opt[CLI_COMMON_HELP]) {
		cli_help_all(&cli->out);
		return CLI_EXIT_OK;
	}
	if (!verb) {
		(void)wasl_fault(&err, WASL_USAGE, "", "verb-missing");
		return cli_usage(cli, NULL, &err);
	}
	if (cli_args_parse(&line, verb->opts, n - used, words + used, &err) !=
		    WASL_OK ||
	    set_common(cli, &line.common, &err) != WASL_OK)
		return cli_usage(cli, verb, &err);
	if (line.common.opt[CLI_COMMON_HELP]) {
		cli_help_verb(&cli->out, verb);
		return CLI_EXIT_OK;
	}
	if (line.args.n < verb->min || line.args.n > verb->max) {
		(void)wasl_fault(&err, WASL_USAGE, "",
				 line.args.n < verb->min ? "word-missing"
							 : "word-many");
		return cli_usage(cli, verb, &err);
	}
	return verb->run(cli, &line.args);
}

enum cli_exit cli_main(size_t n, const char *const *words, FILE *in, FILE *out,
		       FILE *err)
{
	struct cli cli = {.in = in, .dir = CLI_DIR_DEFAULT};
	/* For the width of letters only; numbers and order stay those of C. */
	(void)setlocale(LC_CTYPE, "C.UTF-8");
	(void)cli_language_set(cli_language_of_system());
	/* A file that may not grow is an error, not an end; for keyd too. */
	signal(SIGXFSZ, SIG_IGN);
	cli.out = cli_term_init(out);
	cli.err = cli_term_init(err);
	enum cli_exit code = CLI_EXIT_OK;
	speak(n, words);
	if (!answer_without_verb(&cli, n, words))
		code = run(&cli, n, words);
	cli_progress_end(&cli.err);
	cli_names_end();
	if (fflush(out) != 0 && code == CLI_EXIT_OK)
		code = CLI_EXIT_REFUSED;
	return code;
}
