/* wasl hash: the name of a kind or treaty profile (docs/spec §3). */
#include "base/encode.h"
#include "cli/input.h"
#include "cli/verbs.h"

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *file = NULL;
	struct wasl_err err;
	struct wasl_hash hash;
	char hex[WASL_HEX_LEN(WASL_HASH_LEN) + 1];
	enum cli_exit code = cli_read_object(cli, &file, args->operand[0]);
	if (code != CLI_EXIT_OK)
		return code;
	if (wasl_jcs_hash(&hash, file, &err) != WASL_OK)
		return cli_fail(cli, &err);
	wasl_hex_write(hex, wasl_hash_bytes(&hash));
	fprintf(cli->out.f, cli->json ? "{\"hash\": \"%s\"}\n" : "%s\n", hex);
	return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_hash = {
	.name = "hash",
	.usage = "FILE",
	.help = CLI_MSG_HELP_HASH,
	.more = CLI_MSG_MORE_HASH,
	.min = 1,
	.max = 1,
	.run = run,
};
