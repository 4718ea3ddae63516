/* wasl card: what this side hands one partner. The node must be stopped: the
 * keys are opened here, and one process at a time holds them. */
#include "base/alloc.h"
#include "base/file.h"
#include "cli/cards.h"
#include "cli/passphrase.h"
#include "cli/root.h"
#include "cli/verbs.h"
#include "crypto/crypto.h"
#include "keyd/client.h"
#include "node/config.h"

enum { ROOT, TO, ENDPOINT, OUT, FD, CREDENTIAL, ROOT_FD };
static const struct cli_opt opts[] = {
	[ROOT] = {"root", "DIR", CLI_MSG_OPT_ROOT},
	[TO] = {"to", "NODE", CLI_MSG_OPT_TO},
	[ENDPOINT] = {"endpoint", "URL", CLI_MSG_OPT_ENDPOINT},
	[OUT] = {"out", "FILE", CLI_MSG_OPT_CARD_OUT},
	[FD] = {"passphrase-fd", "N", CLI_MSG_OPT_PASSPHRASE_FD},
	[CREDENTIAL] = {"passphrase-credential", "NAME",
			CLI_MSG_OPT_PASSPHRASE_CREDENTIAL},
	[ROOT_FD] = {"root-passphrase-fd", "N", CLI_MSG_OPT_ROOT_FD},
	{NULL, NULL, CLI_MSG_NONE},
};

static struct wasl_card_key key_of(enum wasl_card_purpose purpose)
{
	return (struct wasl_card_key){.purpose = purpose,
				      .status = WASL_CARD_ACTIVE,
				      .until = WASL_CARD_NO_END};
}

static struct wasl_card_key vkey_of(enum wasl_card_purpose purpose,
				    const struct wasl_vkey *vkey)
{
	struct wasl_card_key key = key_of(purpose);
	key.vkey = *vkey;
	return key;
}

/* The keys of a first card: what keyd holds now. */
static wasl_status put_keys(struct wasl_card *card, struct wasl_keyd *keyd,
			    const struct wasl_vkey *root,
			    const struct wasl_vkey *log, struct wasl_err *err)
{
	struct wasl_keyd_identity id;
	WASL_TRY(wasl_keyd_identity(keyd, &id, err));
	struct wasl_card_key sealing = key_of(WASL_CARD_SEALING);
	struct wasl_card_key tls = key_of(WASL_CARD_TLS);
	sealing.sealing = id.sealing[id.sealing_n - 1];
	tls.spki = id.spki;
	const struct wasl_card_key keys[] = {
		vkey_of(WASL_CARD_ROOT, root),
		vkey_of(WASL_CARD_LOG, log),
		vkey_of(WASL_CARD_MIRROR, &id.mirror),
		vkey_of(WASL_CARD_WITNESS, &id.witness),
		sealing,
		tls,
	};
	card->keys_n = sizeof(keys) / sizeof(keys[0]);
	memcpy(card->keys, keys, sizeof(keys));
	return WASL_OK;
}

/* A card by keyd's present keys; after a first one the next of its chain. */
static wasl_status compose(struct wasl_card *card, struct wasl_keyd *keyd,
			   const struct wasl_card *last,
			   const struct wasl_node_config *config,
			   const struct cli_root *root,
			   const struct cli_args *args, struct wasl_err *err)
{
	struct wasl_vkey log;
	uint32_t line;
	const char *endpoint = args->opt[ENDPOINT];
	card->node = wasl_text_of(config->node);
	card->partner = wasl_text_of(args->opt[TO]);
	card->serial = last ? last->serial + 1 : 1;
	card->first = !last;
	if (last)
		card->prev = wasl_sha256(last->bytes);
	if (strcmp(endpoint, "-") != 0)
		card->endpoint = wasl_text_of(endpoint);
	memcpy(card->side, config->side, sizeof(card->side));
	WASL_TRY(wasl_keyd_line_prepare(keyd, &line, &log, card->partner, err));
	WASL_TRY(put_keys(card, keyd, &root->vkey, &log, err));
	return last ? wasl_card_follows(card, last, err) : WASL_OK;
}

static wasl_status sign_and_keep(struct cli *cli, const struct wasl_card *card,
				 const struct cli_root *root,
				 const struct cli_args *args,
				 struct wasl_err *err)
{
	uint8_t space[WASL_CARD_MAX];
	struct wasl_buf buf = WASL_BUF(space);
	struct wasl_card signed_card;
	WASL_TRY(wasl_card_write(&buf, card, &root->key, err));
	WASL_TRY(wasl_card_parse(&signed_card, wasl_buf_bytes(&buf),
				 &root->vkey, err));
	if (args->opt[OUT])
		WASL_TRY(wasl_file_create(args->opt[OUT], wasl_buf_bytes(&buf),
					  0644, err));
	WASL_TRY(cli_cards_keep(args->opt[ROOT], &signed_card, err));
	WASL_TRY(cli_cards_keep(cli->dir, &signed_card, err));
	if (!args->opt[OUT])
		fwrite(buf.p, 1, buf.n, cli->out.f);
	return WASL_OK;
}

static wasl_status make(struct cli *cli, struct wasl_keyd *keyd,
			const struct wasl_passphrase_source *root_source,
			const struct cli_args *args, uint64_t *serial,
			struct wasl_err *err)
{
	wasl_autoconfig struct wasl_node_config config = {0};
	wasl_autofree uint8_t *bytes = NULL;
	cli_autoroot root = {0};
	struct wasl_card last, card = {0};
	WASL_TRY(wasl_node_config_load(&config, cli->dir, err));
	WASL_TRY(cli_root_open(&root, args->opt[ROOT], root_source, err));
	if (strcmp(root.node, config.node) != 0)
		return wasl_fail(err, WASL_CONFLICT,
				 "%s is the root key of %s, this node is %s",
				 args->opt[ROOT], root.node, config.node);
	wasl_status status =
		cli_cards_last(&bytes, &last, args->opt[ROOT], &root.vkey,
			       wasl_text_of(args->opt[TO]), err);
	if (status != WASL_OK && status != WASL_NOT_FOUND)
		return status;
	WASL_TRY(compose(&card, keyd, bytes ? &last : NULL, &config, &root,
			 args, err));
	*serial = card.serial;
	return sign_and_keep(cli, &card, &root, args, err);
}

static wasl_status open_keys(struct wasl_keyd **keyd, struct cli *cli,
			     const struct cli_args *args, struct wasl_err *err)
{
	struct wasl_keyd_options options = {.dir = cli->dir,
					    .caps = WASL_KEYD_CAP_CEREMONY};
	WASL_TRY(cli_passphrase_source(&options.passphrase, args->opt[FD],
				       args->opt[CREDENTIAL], err));
	WASL_TRY(wasl_crypto_init(err));
	wasl_status status = wasl_keyd_start(keyd, &options, err);
	if (status == WASL_CONFLICT)
		return wasl_fail(err, status,
				 "the node is running in %s: stop it, then "
				 "make the card",
				 cli->dir);
	if (status != WASL_OK)
		wasl_err_prefix(err, "the keys in %s", cli->dir);
	return status;
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	struct wasl_passphrase_source root_source;
	struct wasl_keyd *keyd = NULL;
	struct wasl_err err;
	uint64_t number = 0;
	char serial[24];
	wasl_status status;
	if (!args->opt[ROOT] || !args->opt[TO] || !args->opt[ENDPOINT])
		status = wasl_fail(&err, WASL_USAGE,
				   "--root, --to and --endpoint are needed");
	else
		status = cli_passphrase_source(&root_source, args->opt[ROOT_FD],
					       NULL, &err);
	if (status != WASL_OK)
		return cli_usage(cli, &cli_verb_card, &err);
	status = open_keys(&keyd, cli, args, &err);
	if (status == WASL_OK)
		status = make(cli, keyd, &root_source, args, &number, &err);
	wasl_keyd_stop(keyd);
	if (status != WASL_OK)
		return cli_fail(cli, &err);
	snprintf(serial, sizeof(serial), "%llu", (unsigned long long)number);
	cli_say_with(&cli->err, CLI_GOOD, CLI_MSG_CARD_MADE, {"serial", serial},
		     {"partner", args->opt[TO]});
	return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_card = {
	.name = "card",
	.usage = "--root DIR --to NODE --endpoint URL [--out FILE]",
	.opts = opts,
	.help = CLI_MSG_HELP_CARD,
	.more = CLI_MSG_MORE_CARD,
	.run = run,
};
