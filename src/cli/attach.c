/* wasl attach: files into a dossier, then the act that refers to them. */
#include "cli/input.h"
#include "cli/rows.h"
#include "cli/sent.h"
#include "cli/upload.h"
#include "cli/verbs.h"
#include "kind/fault.h"

enum {
	NOTE,
	BASIS,
	NECESSITY,
	HANDLING,
	ORIGIN,
	RETENTION,
	ACT,
	FIELD,
	NAME,
	FILE_,
	UPLOAD
};
static const struct cli_opt opts[] = {
	[NOTE] = {"note", "TEXT", CLI_MSG_OPT_ATTACH_NOTE},
	[BASIS] = {"basis", "CODE", CLI_MSG_OPT_ATTACH_BASIS},
	[NECESSITY] = {"necessity", "TEXT", CLI_MSG_OPT_ATTACH_NECESSITY},
	[HANDLING] = {"handling", "CODE", CLI_MSG_OPT_ATTACH_HANDLING},
	[ORIGIN] = {"origin", "CODE", CLI_MSG_OPT_ATTACH_ORIGIN},
	[RETENTION] = {"retention", "DATE", CLI_MSG_OPT_ATTACH_RETENTION},
	[ACT] = {"act", "ACT", CLI_MSG_OPT_ATTACH_ACT},
	[FIELD] = {"field", "FIELD", CLI_MSG_OPT_ATTACH_FIELD},
	[NAME] = {"name", "NAME", CLI_MSG_OPT_ATTACH_NAME},
	[FILE_] = {"file", "FILE", CLI_MSG_OPT_FILE},
	[UPLOAD] = {"upload-only", NULL, CLI_MSG_OPT_UPLOAD_ONLY},
	{NULL, NULL, CLI_MSG_NONE},
};

/* Fields of the act that have an option of their own. */
static const struct {
	int opt;
	const char *field;
} named[] = {
	{NOTE, "note"},		  {BASIS, "transfer_basis"},
	{NECESSITY, "necessity"}, {HANDLING, "handling"},
	{ORIGIN, "origin"},	  {RETENTION, "retention"},
};

static enum cli_exit attach_all(struct cli *cli, const struct cli_args *args,
				json_t *files)
{
	enum cli_exit code = CLI_EXIT_OK;
	json_t *file;
	for (size_t i = 1; i < args->n && code == CLI_EXIT_OK; i++) {
		code = cli_upload(cli, &file, args->operand[0],
				  args->operand[i], args->opt[NAME]);
		if (code == CLI_EXIT_OK)
			json_array_append_new(files, file);
	}
	return code;
}

static enum cli_exit send_act(struct cli *cli, const struct cli_args *args,
			      json_t *files)
{
	wasl_autojson *answer = NULL;
	json_t *fields;
	char path[CLI_PATH_MAX];
	const char *act = args->opt[ACT] ? args->opt[ACT] : "attach";
	const char *field = args->opt[FIELD] ? args->opt[FIELD] : "attachments";
	enum cli_exit code =
		cli_read_fields(cli, &fields, args->opt[FILE_], NULL, 0);
	if (code != CLI_EXIT_OK)
		return code;
	json_object_set(fields, field, files);
	for (size_t i = 0; i < sizeof(named) / sizeof(named[0]); i++)
		if (args->opt[named[i].opt])
			json_object_set_new(
				fields, named[i].field,
				json_string(args->opt[named[i].opt]));
	cli_path(path, "/v1/dossiers/", args->operand[0], "/acts");
	code = cli_ask(cli, &answer, "POST", path,
		       json_pack("{s:s, s:o}", "act", act, "fields", fields));
	return cli_say_sent(cli, code, answer);
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *files = json_array();
	struct wasl_err err;
	if (args->opt[NAME] && args->n > 2) {
		(void)wasl_fault(&err, WASL_USAGE, "", "name-one-file");
		return cli_fail(cli, &err);
	}
	enum cli_exit code = attach_all(cli, args, files);
	if (code != CLI_EXIT_OK)
		return code;
	if (!args->opt[UPLOAD])
		return send_act(cli, args, files);
	json_dumpf(files, cli->out.f, JSON_INDENT(2));
	putc('\n', cli->out.f);
	return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_attach = {
	.name = "attach",
	.usage = "REFERENCE FILE… [--note TEXT] [--basis CODE] "
		 "[--necessity TEXT] [--handling CODE] [--origin CODE] "
		 "[--retention DATE] [--act ACT] [--field FIELD] [--name NAME] "
		 "[--file FIELDS] [--upload-only]",
	.opts = opts,
	.help = CLI_MSG_HELP_ATTACH,
	.more = CLI_MSG_MORE_ATTACH,
	.min = 2,
	.max = CLI_OPERANDS_MAX,
	.run = run,
};
