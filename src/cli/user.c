/* wasl user role, disable, enable: an officer's work changes, he leaves, or is
 * back. */
#include "cli/user.h"
#include "cli/when.h"

json_t *cli_user_roles(const char *words)
{
	json_t *list = json_array();
	while (*words) {
		size_t n = strcspn(words, ",");
		json_array_append_new(list, json_stringn(words, n));
		words += n;
		words += *words == ',';
	}
	return list;
}

static enum cli_exit ask(struct cli *cli, json_t **answer, const char *name,
			 const char *what, json_t *body)
{
	char path[512];
	struct wasl_buf buf = {(uint8_t *)path, 0, sizeof(path) - 1, false};
	wasl_buf_put_text(&buf, "/v1/users");
	if (name != NULL) {
		wasl_buf_put_text(&buf, "/");
		cli_encode(&buf, name);
		wasl_buf_put_text(&buf, what);
	}
	path[buf.n] = '\0';
	return cli_ask(cli, answer, "POST", path, body);
}

enum cli_exit cli_user_post(struct cli *cli, const char *name, const char *what,
			    json_t *body, enum cli_msg done)
{
	wasl_autojson *answer = NULL;
	enum cli_exit code = ask(cli, &answer, name, what, body);
	if ((code != CLI_EXIT_OK && code != CLI_EXIT_WAITS) ||
	    cli_print_json(cli, answer))
		return code;
	cli_say_with(&cli->out, CLI_GOOD,
		     code == CLI_EXIT_OK ? done : CLI_MSG_USER_WAITS,
		     {"name", cli_str(answer, "name")},
		     {"pseudonym", cli_str(answer, "pseudonym")});
	return code;
}

static enum cli_exit role(struct cli *cli, const struct cli_args *args)
{
	return cli_user_post(
		cli, args->operand[0], "/roles",
		json_pack("{s:o}", "roles", cli_user_roles(args->operand[1])),
		CLI_MSG_USER_ROLES);
}

static enum cli_exit disable(struct cli *cli, const struct cli_args *args)
{
	return cli_user_post(cli, args->operand[0], "/disable", json_object(),
			     CLI_MSG_USER_DISABLED);
}

static enum cli_exit enable(struct cli *cli, const struct cli_args *args)
{
	return cli_user_post(cli, args->operand[0], "/enable", json_object(),
			     CLI_MSG_USER_ENABLED);
}

static enum cli_exit link_to(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	char until[CLI_TIME_MAX];
	enum cli_exit code =
		ask(cli, &answer, args->operand[0], "/link", json_object());
	if ((code != CLI_EXIT_OK && code != CLI_EXIT_WAITS) ||
	    cli_print_json(cli, answer))
		return code;
	cli_say_with(&cli->out, CLI_GOOD,
		     code == CLI_EXIT_OK ? CLI_MSG_USER_LINK
					 : CLI_MSG_USER_WAITS,
		     {"name", cli_str(answer, "name")},
		     {"until", cli_time(until, cli_str(answer, "expires"))},
		     {"link", cli_str(answer, "link")});
	return code;
}

const struct cli_verb cli_verb_user_role = {
	.name = "user role",
	.usage = "NAME ROLE,…",
	.help = CLI_MSG_HELP_USER_ROLE,
	.more = CLI_MSG_MORE_USER_ROLE,
	.min = 2,
	.max = 2,
	.run = role,
};

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
	.more = CLI_MSG_MORE_USER_ENABLE,
	.min = 1,
	.max = 1,
	.run = enable,
};

const struct cli_verb cli_verb_user_link = {
	.name = "user link",
	.usage = "NAME",
	.help = CLI_MSG_HELP_USER_LINK,
	.more = CLI_MSG_MORE_USER_LINK,
	.min = 1,
	.max = 1,
	.run = link_to,
};
