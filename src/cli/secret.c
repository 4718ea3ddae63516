/* wasl secret: a fresh line secret for the ceremony. */
#include "base/encode.h"
#include "base/file.h"
#include "cli/verbs.h"
#include "crypto/crypto.h"
#include "crypto/line.h"
#include "crypto/words.h"

#include <jansson.h>

enum { OUT };
static const struct cli_opt opts[] = {
	[OUT] = {"out", "FILE", CLI_MSG_OPT_SECRET_OUT},
	{NULL, NULL, CLI_MSG_NONE},
};

#define A_ROW 4

static void put_words(struct cli *cli, const struct wasl_secret *secret)
{
	uint16_t words[WASL_SECRET_WORDS];
	struct cli_table table = cli_table_init(A_ROW);
	table.heading = false;
	wasl_secret_words(words, secret);
	for (size_t i = 0; i < WASL_SECRET_WORDS; i += A_ROW) {
		char cells[A_ROW][32];
		const char *row[A_ROW];
		for (size_t c = 0; c < A_ROW; c++) {
			snprintf(cells[c], sizeof(cells[c]), "%2zu %s",
				 i + c + 1, wasl_word(words[i + c]));
			row[c] = cells[c];
		}
		cli_table_row(&table, row);
	}
	cli_table_print(&cli->out, &table, 2);
	cli_table_deinit(&table);
	explicit_bzero(words, sizeof(words));
	cli_say(&cli->out, CLI_PLAIN, CLI_MSG_SECRET_SHOWN);
}

static void put_json(struct cli *cli, const struct wasl_secret *secret,
		     const char *base64)
{
	uint16_t words[WASL_SECRET_WORDS];
	json_t *list = json_array();
	wasl_secret_words(words, secret);
	for (size_t i = 0; i < WASL_SECRET_WORDS; i++)
		json_array_append_new(list, json_string(wasl_word(words[i])));
	json_t *v = json_pack("{s:o, s:s}", "words", list, "base64", base64);
	json_dumpf(v, cli->out.f, JSON_INDENT(2));
	putc('\n', cli->out.f);
	json_decref(v);
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autosecret secret = {0};
	char base64[WASL_BASE64_LEN(WASL_SECRET_LEN) + 2];
	struct wasl_err err;
	enum cli_exit code = CLI_EXIT_OK;
	if (wasl_crypto_init(&err) != WASL_OK)
		return cli_fail(cli, &err);
	const struct wasl_random random = wasl_crypto_random();
	wasl_secret_make(&secret, &random);
	wasl_base64_write(base64, wasl_secret_reveal(&secret));
	if (args->opt[OUT]) {
		base64[sizeof(base64) - 2] = '\n';
		if (wasl_file_create(args->opt[OUT],
				     wasl_bytes_of(base64, sizeof(base64) - 1),
				     0600, &err) != WASL_OK)
			code = cli_fail(cli, &err);
		else
			cli_say_with(&cli->err, CLI_GOOD, CLI_MSG_SECRET_FILE,
				     {"file", args->opt[OUT]});
	} else if (cli->json) {
		put_json(cli, &secret, base64);
	} else {
		put_words(cli, &secret);
	}
	explicit_bzero(base64, sizeof(base64));
	return code;
}

const struct cli_verb cli_verb_secret = {
	.name = "secret",
	.usage = "[--out FILE]",
	.opts = opts,
	.help = CLI_MSG_HELP_SECRET,
	.more = CLI_MSG_MORE_SECRET,
	.run = run,
};
