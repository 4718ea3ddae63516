/* wasl peer add: the ceremony with a partner. Both persons compare the six
 * words by voice before the line is used (docs/spec §2). */
#include "base/alloc.h"
#include "base/encode.h"
#include "base/file.h"
#include "cli/client.h"
#include "cli/input.h"
#include "cli/verbs.h"
#include "crypto/crypto.h"
#include "crypto/words.h"
#include "kind/fault.h"
#include "node/cards.h"

#include <unistd.h>

enum { SECRET, MATCH };
static const struct cli_opt opts[] = {
	[SECRET] = {"secret-file", "FILE", CLI_MSG_OPT_SECRET_FILE},
	[MATCH] = {"yes-words-match", NULL, CLI_MSG_OPT_WORDS_MATCH},
	{NULL, NULL, CLI_MSG_NONE},
};

/* The line secret from its file, as base64 for the API. */
static wasl_status read_secret(struct cli *cli, json_t *body, const char *path,
			       struct wasl_err *err)
{
	wasl_autosecret secret = {0};
	char base64[WASL_BASE64_LEN(WASL_SECRET_LEN) + 1];
	uint8_t *text = NULL;
	size_t n = 0;
	wasl_status status =
		strcmp(path, "-") == 0
			? wasl_fd_read(&text, &n, fileno(cli->in),
				       WASL_SECRET_TEXT_MAX, err)
			: wasl_file_read(&text, &n, path, WASL_SECRET_TEXT_MAX,
					 err);
	WASL_TRY(status);
	status = wasl_secret_read(&secret, (wasl_text){(char *)text, n}, err);
	explicit_bzero(text, n);
	wasl_free(text);
	if (status != WASL_OK) {
		cli_where(err, path);
		return status;
	}
	wasl_base64_write(base64, wasl_secret_reveal(&secret));
	json_object_set_new(body, "secret", json_string(base64));
	explicit_bzero(base64, sizeof(base64));
	return WASL_OK;
}

/* Both cards and the secret: the body of both calls. */
static wasl_status make_body(struct cli *cli, json_t *body,
			     const struct cli_args *args, struct wasl_err *err)
{
	wasl_autofree uint8_t *card_bytes = NULL, *own_bytes = NULL;
	struct wasl_card card, own;
	size_t n;
	WASL_TRY(wasl_crypto_init(err));
	WASL_TRY(wasl_file_read(&card_bytes, &n, args->operand[0],
				WASL_CARD_MAX, err));
	wasl_status status =
		wasl_card_parse(&card, wasl_bytes_of(card_bytes, n), NULL, err);
	if (status != WASL_OK) {
		cli_where(err, args->operand[0]);
		return status;
	}
	WASL_TRY(wasl_node_card_last(&own_bytes, &own, cli->dir, NULL,
				     card.node, err));
	json_object_set_new(
		body, "card",
		json_stringn((const char *)card.bytes.p, card.bytes.n));
	json_object_set_new(
		body, "own_card",
		json_stringn((const char *)own.bytes.p, own.bytes.n));
	return read_secret(cli, body, args->opt[SECRET], err);
}

static void show_words(struct cli *cli, const json_t *answer)
{
	struct cli_table table = cli_table_init(3);
	const json_t *word;
	size_t i;
	table.heading = false;
	cli_say_with(&cli->err, CLI_BOLD, CLI_MSG_WORDS_HEAD,
		     {"name", cli_str(answer, "name")},
		     {"side", cli_str(answer, "side")},
		     {"endpoint", cli_str(answer, "endpoint")});
	cli_each(json_object_get(answer, "words"), i, word)
	{
		char place[24], number[24];
		snprintf(place, sizeof(place), "%zu.", i + 1);
		snprintf(number, sizeof(number), "%04lld",
			 (long long)cli_int(word, "number"));
		cli_table_row(
			&table,
			(const char *[]){place, cli_str(word, "word"), number});
	}
	cli_table_print(&cli->err, &table, 4);
	cli_table_deinit(&table);
}

static json_t *numbers_of(const json_t *words)
{
	json_t *list = json_array();
	const json_t *word;
	size_t i;
	cli_each(words, i, word) json_array_append_new(
		list, json_integer(cli_int(word, "number")));
	return list;
}

static enum cli_exit hold(struct cli *cli, json_t *body,
			  const struct cli_args *args)
{
	wasl_autojson *words = NULL, *answer = NULL;
	enum cli_exit code = cli_ask(cli, &words, "POST", "/v1/peers/words",
				     json_incref(body));
	if (code != CLI_EXIT_OK)
		return code;
	if (!args->opt[MATCH]) {
		show_words(cli, words);
		code = cli_confirm(cli, CLI_MSG_WORDS_ASK, "--yes-words-match");
	}
	if (code != CLI_EXIT_OK)
		return code;
	json_object_set_new(body, "words",
			    numbers_of(json_object_get(words, "words")));
	code = cli_ask(cli, &answer, "POST", "/v1/peers", json_incref(body));
	if ((code != CLI_EXIT_OK && code != CLI_EXIT_WAITS) ||
	    cli_print_json(cli, answer))
		return code;
	if (args->opt[MATCH])
		show_words(cli, words);
	cli_say_with(&cli->out, CLI_GOOD,
		     code == CLI_EXIT_OK ? CLI_MSG_PEER_ADDED
					 : CLI_MSG_PEER_WAITS,
		     {"name", cli_str(answer, "name")});
	return code;
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *body = json_object();
	struct wasl_err err;
	if (!args->opt[SECRET]) {
		(void)wasl_fault_of(
			&err, WASL_USAGE, "", "option-needed",
			WASL_FAULT_T("option",
				     WASL_TEXT("--secret-file FILE")));
		return cli_usage(cli, &cli_verb_peer_add, &err);
	}
	enum cli_exit code = make_body(cli, body, args, &err) == WASL_OK
				     ? hold(cli, body, args)
				     : cli_fail(cli, &err);
	wasl_text secret = wasl_json_text(json_object_get(body, "secret"));
	if (secret.n > 0)
		explicit_bzero((void *)(uintptr_t)secret.p, secret.n);
	return code;
}

const struct cli_verb cli_verb_peer_add = {
	.name = "peer add",
	.usage = "CARD --secret-file FILE",
	.opts = opts,
	.help = CLI_MSG_HELP_PEER_ADD,
	.more = CLI_MSG_MORE_PEER_ADD,
	.min = 1,
	.max = 1,
	.run = run,
};
