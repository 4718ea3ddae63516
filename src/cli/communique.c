/* wasl communique publish: the texts that both sides approved, as files. */
#include "cli/rows.h"
#include "cli/verbs.h"
#include "kind/fault.h"

#include "base/alloc.h"
#include "base/file.h"

#include <stdlib.h>

enum { OUT };
static const struct cli_opt opts[] = {
	[OUT] = {"out", "DIR", CLI_MSG_OPT_OUT_DIR},
	{NULL, NULL, CLI_MSG_NONE},
};

static const char *const languages[] = {"ar", "fr", "en"};

static wasl_status create(const char *dir, const json_t *answer,
			  const char *ending, wasl_bytes in,
			  struct wasl_err *err)
{
	char path[CLI_PATH_MAX];
	int n = snprintf(path, sizeof(path), "%s/%s.%s", dir,
			 cli_str(answer, "reference"), ending);
	if (n < 0 || (size_t)n >= sizeof(path))
		return wasl_fault(err, WASL_TOO_BIG, "", "path-long");
	return wasl_file_create(path, in, 0644, err);
}

/* Title, empty line, text: to the byte as approved. */
static wasl_status write_text(const char *dir, const json_t *answer,
			      const char *language, struct wasl_err *err)
{
	const json_t *texts = json_object_get(answer, "texts");
	char title[16], ending[16];
	snprintf(title, sizeof(title), "title_%s", language);
	snprintf(ending, sizeof(ending), "%s.txt", language);
	const char *parts[] = {cli_str(texts, title), "\n\n",
			       cli_str(texts, language), "\n"};
	struct wasl_buf buf = {.cap = 1};
	for (size_t i = 0; i < 4; i++)
		buf.cap += strlen(parts[i]);
	buf.p = wasl_alloc(buf.cap, 1);
	if (!buf.p)
		return wasl_fail(err, WASL_NO_MEMORY, "text");
	for (size_t i = 0; i < 4; i++)
		wasl_buf_put_text(&buf, parts[i]);
	wasl_status status =
		create(dir, answer, ending, wasl_buf_bytes(&buf), err);
	wasl_free(buf.p);
	return status;
}

/* What proves it: the hash, and where both approvals stand. */
static wasl_status write_proof(const char *dir, const json_t *answer,
			       struct wasl_err *err)
{
	char *text = json_dumps(answer, JSON_INDENT(2) | JSON_SORT_KEYS);
	if (!text)
		return wasl_fail(err, WASL_NO_MEMORY, "proof");
	wasl_status status = create(dir, answer, "json",
				    wasl_text_bytes(wasl_text_of(text)), err);
	free(text);
	return status;
}

static wasl_status write_all(const char *dir, const json_t *answer,
			     struct wasl_err *err)
{
	for (size_t i = 0; i < 3; i++)
		WASL_TRY(write_text(dir, answer, languages[i], err));
	return write_proof(dir, answer, err);
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	const json_t *finding;
	char path[CLI_PATH_MAX];
	struct wasl_err err;
	size_t i;
	if (!args->opt[OUT]) {
		(void)wasl_fault_of(
			&err, WASL_USAGE, "", "option-needed",
			WASL_FAULT_T("option", WASL_TEXT("--out FILE")));
		return cli_usage(cli, &cli_verb_communique_publish, &err);
	}
	cli_path(path, "/v1/dossiers/", args->operand[0], "/communique");
	enum cli_exit code = cli_ask(cli, &answer, "GET", path, NULL);
	if (code != CLI_EXIT_OK)
		return code;
	if (cli_true(answer, "ready") &&
	    write_all(args->opt[OUT], answer, &err) != WASL_OK)
		return cli_fail(cli, &err);
	if (cli_print_json(cli, answer))
		return cli_true(answer, "ready") ? CLI_EXIT_OK
						 : CLI_EXIT_REFUSED;
	if (!cli_true(answer, "ready"))
		cli_say_with(&cli->err, CLI_BAD, CLI_MSG_NOT_PUBLISHED,
			     {"reference", cli_str(answer, "reference")});
	cli->about = cli_place_of("communique", "open");
	cli_each(json_object_get(answer, "findings"), i, finding)
		cli_say_finding(cli, finding);
	if (!cli_true(answer, "ready"))
		return CLI_EXIT_REFUSED;
	cli_say_with(&cli->out, CLI_GOOD, CLI_MSG_PUBLISHED,
		     {"reference", cli_str(answer, "reference")},
		     {"dir", args->opt[OUT]},
		     {"hash", cli_str(answer, "hash")});
	return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_communique_publish = {
	.name = "communique publish",
	.usage = "REFERENCE --out DIR",
	.opts = opts,
	.help = CLI_MSG_HELP_COMMUNIQUE_PUBLISH,
	.more = CLI_MSG_MORE_COMMUNIQUE_PUBLISH,
	.min = 1,
	.max = 1,
	.run = run,
};
