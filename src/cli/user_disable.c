/* wasl user disable, wasl user enable: an officer leaves, or is back. */
#include "cli/client.h"
#include "cli/verbs.h"

static enum cli_exit ask(struct cli *cli, const struct cli_args *args,
			 const char *what, enum cli_msg said)
{
	wasl_autojson *answer = NULL;
	char path[512];
	struct wasl_buf buf = {(uint8_t *)path, 0, sizeof(path) - 1, false};
	wasl_buf_put_text(&buf, "/v1/users/");
	cli_encode(&buf, args->operand[0]);
	wasl_buf_put_text(&buf, what);
	path[buf.n] = '\0';
	enum cli_exit code = cli_ask(cli, &answer, "POST", path, json_object());
	if (code != CLI_EXIT_OK || cli_print_json(cli, answer))
		return code;
	cli_say_with(&cli->out, CLI_GOOD, said,
		     {"name", cli_str(answer, "name")});
	return CLI_EXIT_OK;
}

static enum cli_exit disable(struct cli *cli, const struct cli_args *args)
{
	return ask(cli, args, "/disable", CLI_MSG_USER_DISABLED);
}

static enum cli_exit enable(struct cli *cli, const struct cli_args *args)
{
	return ask(cli, args, "/enable", CLI_MSG_USER_ENABLED);
}

const struct cli_verb cli_verb_user_disable = {
	.name = "user disable",
	.usage = "NAME",
	.help = CLI_MSG_HELP_USER_DISABLE,
	.more = CLI_MSG_MORE_USER_DISABLE,
	.min = 1,
	.max = 1,
	.run = disable,
};

const struct cli_verb cli_verb_user_enable = {
	.name = "user enable",
	.usage = "NAME",
	.help = CLI_MSG_HELP_USER_ENABLE,
	.min = 1,
	.max = 1,
	.run = enable,
};
