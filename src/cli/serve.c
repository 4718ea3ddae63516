/* wasl serve: the node itself. */
#include "api/api.h"
#include "cli/passphrase.h"
#include "cli/verbs.h"
#include "crypto/crypto.h"
#include "desk/credential.h"
#include "keyd/client.h"
#include "node/config.h"

#include <sys/resource.h>

/* Browsers' connections, the socket's and the lines', files and database. */
#define FILES_WANTED 8192

enum { FD, CREDENTIAL };
static const struct cli_opt opts[] = {
	[FD] = {"passphrase-fd", "N", CLI_MSG_OPT_PASSPHRASE_FD},
	[CREDENTIAL] = {"passphrase-credential", "NAME",
			CLI_MSG_OPT_PASSPHRASE_CREDENTIAL},
	{NULL, NULL, CLI_MSG_NONE},
};

/* Where the screens are, and who opens them first. */
static void say_screens(struct cli *cli, struct wasl_api *api)
{
	char link[WASL_API_LINK_MAX], days[24];
	struct wasl_user who;
	const char *origin = wasl_api_origin(api);
	if (*origin == '\0')
		return;
	cli_say_with(&cli->out, CLI_PLAIN, CLI_MSG_SERVE_SCREENS,
		     {"origin", origin});
	if (wasl_api_first_link(api, link, &who, NULL) == WASL_OK) {
		snprintf(days, sizeof(days), "%d", WASL_ENROLMENT_S / 3600);
		cli_say_with(&cli->out, CLI_BOLD, CLI_MSG_SERVE_FIRST,
			     {"name", who.name}, {"hours", days},
			     {"link", link});
		explicit_bzero(link, sizeof(link));
	}
	fflush(stdout);
}

/* As many open files as the system lets us have; the usual 1,024 are fewer
 * than the connections that may be open. */
static void want_files(void)
{
	struct rlimit files;
	if (getrlimit(RLIMIT_NOFILE, &files) != 0 ||
	    files.rlim_cur >= FILES_WANTED)
		return;
	files.rlim_cur =
		files.rlim_max < FILES_WANTED ? files.rlim_max : FILES_WANTED;
	(void)setrlimit(RLIMIT_NOFILE, &files);
}

/* The node's exit code in *code, once it has run. */
static wasl_status serve(struct cli *cli, struct wasl_keyd *keyd, int *code,
			 struct wasl_err *err)
{
	wasl_autoconfig struct wasl_node_config config = {0};
	struct wasl_node *node = NULL;
	struct wasl_api *api = NULL;
	WASL_TRY(wasl_node_config_load(&config, cli->dir, err));
	want_files();
	const struct wasl_node_options options = {
		.dir = cli->dir, .config = &config, .keyd = keyd};
	WASL_TRY(wasl_node_start(&node, &options, err));
	wasl_status status = wasl_api_start(&api, node, cli->dir, err);
	if (status == WASL_OK) {
		say_screens(cli, api);
		*code = wasl_node_run(node);
	}
	wasl_api_stop(api);
	wasl_node_stop(node);
	return status;
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	struct wasl_keyd_options options = {
		.dir = cli->dir,
		.caps = WASL_KEYD_CAP_LINE | WASL_KEYD_CAP_DOSSIER |
			WASL_KEYD_CAP_TLS | WASL_KEYD_CAP_CEREMONY |
			WASL_KEYD_CAP_THAW,
	};
	struct wasl_keyd *keyd = NULL;
	struct wasl_err err;
	int code = CLI_EXIT_REFUSED;
	if (cli_passphrase_source(&options.passphrase, args->opt[FD],
				  args->opt[CREDENTIAL], &err) != WASL_OK)
		return cli_usage(cli, &cli_verb_serve, &err);
	/* Before any thread, before anything is parsed. */
	wasl_status status = wasl_crypto_init(&err);
	if (status == WASL_OK)
		status = wasl_keyd_start(&keyd, &options, &err);
	if (status != WASL_OK)
		wasl_err_prefix(&err, "the keys in %s", cli->dir);
	else
		status = serve(cli, keyd, &code, &err);
	wasl_keyd_stop(keyd);
	if (status != WASL_OK)
		return cli_fail(cli, &err);
	return (enum cli_exit)code;
}

const struct cli_verb cli_verb_serve = {
	.name = "serve",
	.usage = "[--passphrase-fd N | --passphrase-credential NAME]",
	.opts = opts,
	.help = CLI_MSG_HELP_SERVE,
	.more = CLI_MSG_MORE_SERVE,
	.run = run,
};
