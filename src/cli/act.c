/* wasl act: an act in a dossier that is open. */
#include "cli/input.h"
#include "cli/sent.h"
#include "cli/upload.h"
#include "cli/verbs.h"

enum { FILE_, GROUND, WHY };
static const struct cli_opt opts[] = {
	[FILE_] = {"file", "FILE", CLI_MSG_OPT_FILE},
	[GROUND] = {"true-ground", "CODE", CLI_MSG_OPT_TRUE_GROUND},
	[WHY] = {"why", "TEXT", CLI_MSG_OPT_WHY},
	{NULL, NULL, CLI_MSG_NONE},
};

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	json_t *fields = NULL;
	char path[512];
	struct wasl_buf buf = {(uint8_t *)path, 0, sizeof(path) - 1, false};
	cli->about =
		cli_place_of(cli_kind_of(args->operand[0]), args->operand[1]);
	enum cli_exit code = cli_read_fields(cli, &fields, args->opt[FILE_],
					     args->operand + 2, args->n - 2);
	if (code == CLI_EXIT_OK)
		code = cli_upload_fields(cli, args->operand[0], fields);
	if (code != CLI_EXIT_OK) {
		json_decref(fields);
		return code;
	}
	wasl_buf_put_text(&buf, "/v1/dossiers/");
	cli_encode(&buf, args->operand[0]);
	wasl_buf_put_text(&buf, "/acts");
	path[buf.n] = '\0';
	json_t *body = json_pack("{s:s, s:o}", "act", args->operand[1],
				 "fields", fields);
	if (args->opt[GROUND])
		json_object_set_new(
			body, "true_ground",
			json_pack("{s:s, s:s}", "code", args->opt[GROUND],
				  "why", args->opt[WHY] ? args->opt[WHY] : ""));
	code = cli_ask(cli, &answer, "POST", path, body);
	return cli_say_sent(cli, code, answer);
}

const struct cli_verb cli_verb_act = {
	.name = "act",
	.usage = "REFERENCE ACT [FIELD=VALUE…] [--file FILE] "
		 "[--true-ground CODE --why TEXT]",
	.opts = opts,
	.help = CLI_MSG_HELP_ACT,
	.more = CLI_MSG_MORE_ACT,
	.min = 2,
	.max = CLI_OPERANDS_MAX,
	.run = run,
};
