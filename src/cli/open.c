/* wasl open: a new dossier to a partner. */
#include "cli/input.h"
#include "cli/persons.h"
#include "cli/rows.h"
#include "cli/sent.h"
#include "cli/upload.h"
#include "cli/verbs.h"

enum { TO, FILE_, PERSONS, WITHOUT_BAD };
static const struct cli_opt opts[] = {
	[TO] = {"to", "NODE", CLI_MSG_OPT_TO},
	[FILE_] = {"file", "FILE", CLI_MSG_OPT_FILE},
	[PERSONS] = {"persons", "TABLE", CLI_MSG_OPT_PERSONS},
	[WITHOUT_BAD] = {"without-bad", NULL, CLI_MSG_OPT_WITHOUT_BAD},
	{NULL, NULL, CLI_MSG_NONE},
};

/* Files belong to a dossier: it is begun first, and opened when they are in
 * it. What is refused then can be opened again under its reference. */
static enum cli_exit open_with_files(struct cli *cli, const char *kind,
				     const char *to, json_t *fields,
				     json_t **answer)
{
	wasl_autojson *begun = NULL;
	char path[CLI_PATH_MAX];
	enum cli_exit code =
		cli_ask(cli, &begun, "POST", "/v1/dossiers",
			json_pack("{s:s, s:s}", "kind", kind, "to", to));
	const char *ref = cli_str(begun, "reference");
	if (code == CLI_EXIT_OK)
		code = cli_upload_fields(cli, ref, fields);
	if (code == CLI_EXIT_OK)
		code = cli_ask(cli, answer, "POST",
			       cli_path(path, "/v1/dossiers/", ref, "/acts"),
			       json_pack("{s:s, s:O}", "act", "open", "fields",
					 fields));
	if (*ref && code == CLI_EXIT_REFUSED)
		cli_say_with(&cli->err, CLI_WARN, CLI_MSG_OPEN_BEGUN,
			     {"reference", ref});
	return code;
}

static enum cli_exit open_it(struct cli *cli, const struct cli_args *args,
			     json_t *fields)
{
	wasl_autojson *answer = NULL;
	enum cli_exit code;
	if (cli_fields_have_files(fields))
		code = open_with_files(cli, args->operand[0], args->opt[TO],
				       fields, &answer);
	else
		code = cli_ask(cli, &answer, "POST", "/v1/dossiers",
			       json_pack("{s:s, s:s, s:O}", "kind",
					 args->operand[0], "to", args->opt[TO],
					 "fields", fields));
	return cli_say_sent(cli, code, answer);
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	json_t *given = NULL;
	struct wasl_err err;
	if (!args->opt[TO]) {
		(void)wasl_fail(&err, WASL_USAGE, "--to is needed");
		return cli_usage(cli, &cli_verb_open, &err);
	}
	cli->about = cli_place_of(args->operand[0], "open");
	enum cli_exit code = cli_read_fields(cli, &given, args->opt[FILE_],
					     args->operand + 1, args->n - 1);
	wasl_autojson *fields = given;
	struct cli_persons persons = {.fd = -1};
	if (code == CLI_EXIT_OK && args->opt[PERSONS])
		code = cli_persons_take(cli, &persons, fields,
					args->opt[PERSONS],
					args->opt[WITHOUT_BAD] != NULL);
	if (code == CLI_EXIT_OK)
		code = open_it(cli, args, fields);
	cli_persons_free(&persons);
	return code;
}

const struct cli_verb cli_verb_open = {
	.name = "open",
	.usage = "KIND --to NODE [FIELD=VALUE…] [--file FILE] "
		 "[--persons TABLE [--without-bad]]",
	.opts = opts,
	.help = CLI_MSG_HELP_OPEN,
	.more = CLI_MSG_MORE_OPEN,
	.min = 1,
	.max = CLI_OPERANDS_MAX,
	.run = run,
};
