/* wasl card: what this side hands one partner. The node must be stopped: the
 * keys are opened here, and one process at a time holds them. */
#include "base/alloc.h"
#include "base/file.h"
#include "cli/passphrase.h"
#include "cli/root.h"
#include "cli/verbs.h"
#include "crypto/crypto.h"
#include "keyd/client.h"
#include "kind/fault.h"
#include "node/cards.h"
#include "node/config.h"

enum { ROOT, TO, ENDPOINT, RENEW, COMPROMISED, OUT, FD, CREDENTIAL, ROOT_FD };
static const struct cli_opt opts[] = {
	[ROOT] = {"root", "DIR", CLI_MSG_OPT_ROOT},
	[TO] = {"to", "NODE", CLI_MSG_OPT_TO},
	[ENDPOINT] = {"endpoint", "URL", CLI_MSG_OPT_ENDPOINT},
	[RENEW] = {"renew", "PURPOSE,…", CLI_MSG_OPT_RENEW},
	[COMPROMISED] = {"compromised", "PURPOSE,…", CLI_MSG_OPT_COMPROMISED},
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
static wasl_status put_keys(struct wasl_card *card,
			    const struct wasl_keyd_identity *id,
			    const struct wasl_vkey *root,
			    const struct wasl_vkey *log)
{
	struct wasl_card_key sealing = key_of(WASL_CARD_SEALING);
	struct wasl_card_key tls = key_of(WASL_CARD_TLS);
	sealing.sealing = id->sealing[id->sealing_n - 1];
	tls.spki = id->spki;
	const struct wasl_card_key keys[] = {
		vkey_of(WASL_CARD_ROOT, root),
		vkey_of(WASL_CARD_LOG, log),
		vkey_of(WASL_CARD_MIRROR, &id->mirror),
		vkey_of(WASL_CARD_WITNESS, &id->witness),
		sealing,
		tls,
	};
	card->keys_n = sizeof(keys) / sizeof(keys[0]);
	memcpy(card->keys, keys, sizeof(keys));
	return WASL_OK;
}

/* --- a later card -------------------------------------------------------- */

static const struct {
	const char *name;
	enum wasl_card_purpose purpose;
} renewable[] = {
	{"log", WASL_CARD_LOG},
	{"mirror", WASL_CARD_MIRROR},
	{"sealing", WASL_CARD_SEALING},
	{"tls", WASL_CARD_TLS},
};
#define RENEWABLE (sizeof(renewable) / sizeof(renewable[0]))

/* "log,sealing": bits of `renewable`. */
static wasl_status purposes_parse(unsigned *out, const char *option,
				  const char *text, struct wasl_err *err)
{
	*out = 0;
	while (text && *text) {
		size_t n = strcspn(text, ","), i = 0;
		while (i < RENEWABLE &&
		       !wasl_text_is((wasl_text){text, n}, renewable[i].name))
			i++;
		if (i == RENEWABLE)
			return wasl_fault_of(
				err, WASL_USAGE, "", "card-keys",
				WASL_FAULT_T("option", wasl_text_of(option)));
		*out |= 1U << i;
		text += text[n] == ',' ? n + 1 : n;
	}
	return WASL_OK;
}

/* What keyd knows of the line. */
struct line {
	uint32_t number;
	struct wasl_vkey log;
	struct wasl_keyd_identity id;
	struct wasl_keyd_head own, mirror;
	struct wasl_keyd_line keys;
};

static wasl_status line_read(struct line *line, struct wasl_keyd *keyd,
			     wasl_text partner, struct wasl_err *err)
{
	WASL_TRY(wasl_keyd_line_prepare(keyd, &line->number, &line->log,
					partner, err));
	WASL_TRY(wasl_keyd_line_get(keyd, &line->keys, line->number, err));
	WASL_TRY(wasl_keyd_identity(keyd, &line->id, err));
	return wasl_keyd_heads(keyd, &line->own, &line->mirror, line->number,
			       err);
}

/* Is the key that a card names as active out of use for good? A pair's old key
 * is, once the active one is the one in use; a sealing key once it is gone. */
static bool superseded(const struct wasl_card_key *key,
		       const struct wasl_card *last, const struct line *line)
{
	const struct wasl_card_key *active =
		wasl_card_active(last, key->purpose);
	if (key->status != WASL_CARD_ACTIVE || key == active)
		return false;
	switch (key->purpose) {
	case WASL_CARD_LOG:
		return wasl_vkey_eq(&active->vkey, &line->log);
	case WASL_CARD_MIRROR:
		return wasl_vkey_eq(&active->vkey, &line->id.mirror);
	case WASL_CARD_TLS:
		return wasl_hash_eq(&active->spki, &line->id.spki);
	case WASL_CARD_SEALING:
		for (size_t i = 0; i < line->id.sealing_n; i++)
			if (memcmp(key->sealing.b, line->id.sealing[i].b,
				   sizeof(key->sealing.b)) == 0)
				return false;
		return true;
	case WASL_CARD_ROOT:
	case WASL_CARD_WITNESS:
		break;
	}
	return false;
}

/* spec §2: log keys count entries of the own log (from f: sizes above f),
 * mirror and sealing keys those of the partner's; on over the epochs. */
static uint64_t count_of(enum wasl_card_purpose purpose,
			 const struct line *line)
{
	switch (purpose) {
	case WASL_CARD_LOG:
		return line->keys.own_before + line->own.size;
	case WASL_CARD_MIRROR:
	case WASL_CARD_SEALING:
		return line->keys.mirror_before + line->mirror.size;
	case WASL_CARD_TLS:
	case WASL_CARD_ROOT:
	case WASL_CARD_WITNESS:
		break;
	}
	return 0;
}

static wasl_status add_renewed(struct wasl_card *card, struct wasl_keyd *keyd,
			       const struct line *line,
			       enum wasl_card_purpose purpose,
			       struct wasl_err *err)
{
	struct wasl_card_key key;
	uint64_t from = count_of(purpose, line);
	if (card->keys_n == WASL_CARD_KEYS_MAX)
		return wasl_fault(err, WASL_TOO_BIG, "", "card-full");
	WASL_TRY(wasl_keyd_key_next(keyd, &key, line->number, purpose, err));
	/* The mirror may cosign the size it holds again, by the new key. */
	key.from = purpose == WASL_CARD_MIRROR && from > 0 ? from - 1 : from;
	card->keys[card->keys_n++] = key;
	return WASL_OK;
}

/* A key that is out of use, or was: no more than it has signed so far. */
static void end_key(struct wasl_card_key *key, enum wasl_card_status status,
		    const struct line *line)
{
	uint64_t end = count_of(key->purpose, line);
	key->status = status;
	if (end < key->until)
		key->until = end > key->from ? end : key->from;
}

/* Whoever has the key that is in use must renew it first, and send that card:
 * up to then its notes must count. */
static wasl_status end_compromised(struct wasl_card *card,
				   const struct wasl_card *last,
				   const struct line *line,
				   enum wasl_card_purpose purpose,
				   const char *name, struct wasl_err *err)
{
	size_t ended = 0;
	for (size_t i = 0; i < last->keys_n; i++) {
		struct wasl_card_key *key = &card->keys[i];
		if (key->purpose != purpose ||
		    (key->status == WASL_CARD_ACTIVE &&
		     !superseded(&last->keys[i], last, line)))
			continue;
		if (key->status != WASL_CARD_COMPROMISED) {
			end_key(key, WASL_CARD_COMPROMISED, line);
			ended++;
		}
	}
	if (ended > 0)
		return WASL_OK;
	return wasl_fault_of(err, WASL_CONFLICT, "", "card-one-key",
			     WASL_FAULT_T("key", wasl_text_of(name)));
}

/* What is asked for the keys of a later card: bits of `renewable`. */
struct wanted {
	unsigned renew, compromised;
};

/* The keys of the last card, those out of use retired, and renewed ones. */
static wasl_status put_later(struct wasl_card *card, struct wasl_keyd *keyd,
			     const struct wasl_card *last,
			     const struct line *line,
			     const struct wanted *wanted, struct wasl_err *err)
{
	card->keys_n = last->keys_n;
	memcpy(card->keys, last->keys, sizeof(card->keys));
	for (size_t i = 0; i < RENEWABLE; i++)
		if (wanted->compromised & 1U << i)
			WASL_TRY(end_compromised(card, last, line,
						 renewable[i].purpose,
						 renewable[i].name, err));
	for (size_t i = 0; i < last->keys_n; i++)
		if (card->keys[i].status == WASL_CARD_ACTIVE &&
		    superseded(&last->keys[i], last, line))
			end_key(&card->keys[i], WASL_CARD_RETIRED, line);
	for (size_t i = 0; i < RENEWABLE; i++)
		if (wanted->renew & 1U << i)
			WASL_TRY(add_renewed(card, keyd, line,
					     renewable[i].purpose, err));
	return wasl_card_follows(card, last, err);
}

static wasl_status wanted_parse(struct wanted *wanted,
				const struct cli_args *args,
				struct wasl_err *err)
{
	WASL_TRY(
		purposes_parse(&wanted->renew, "renew", args->opt[RENEW], err));
	return purposes_parse(&wanted->compromised, "compromised",
			      args->opt[COMPROMISED], err);
}

/* A card by keyd's present keys; after a first one the next of its chain. */
static wasl_status compose(struct wasl_card *card, struct wasl_keyd *keyd,
			   const struct wasl_card *last,
			   const struct wasl_node_config *config,
			   const struct cli_root *root,
			   const struct cli_args *args, struct wasl_err *err)
{
	struct line line;
	struct wanted wanted;
	const char *endpoint = args->opt[ENDPOINT];
	card->node = wasl_text_of(config->node);
	card->partner = wasl_text_of(args->opt[TO]);
	card->serial = last ? last->serial + 1 : 1;
	card->first = !last;
	if (last) {
		card->prev = wasl_sha256(last->bytes);
		card->endpoint = last->endpoint;
	} else if (!endpoint) {
		return wasl_fault(err, WASL_USAGE, "", "card-endpoint");
	}
	if (endpoint)
		card->endpoint = strcmp(endpoint, "-") == 0
					 ? (wasl_text){"", 0}
					 : wasl_text_of(endpoint);
	memcpy(card->side, config->side, sizeof(card->side));
	WASL_TRY(wanted_parse(&wanted, args, err));
	WASL_TRY(line_read(&line, keyd, card->partner, err));
	if (last)
		return put_later(card, keyd, last, &line, &wanted, err);
	if (wanted.renew | wanted.compromised)
		return wasl_fault(err, WASL_CONFLICT, "", "card-none");
	return put_keys(card, &line.id, &root->vkey, &line.log);
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
	WASL_TRY(wasl_node_card_keep(args->opt[ROOT], &signed_card, err));
	WASL_TRY(wasl_node_card_keep(cli->dir, &signed_card, err));
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
		return wasl_fault_of(
			err, WASL_CONFLICT, "", "root-other",
			WASL_FAULT_T("path", wasl_text_of(args->opt[ROOT])),
			WASL_FAULT_T("root", wasl_text_of(root.node)),
			WASL_FAULT_T("node", wasl_text_of(config.node)));
	wasl_status status =
		wasl_node_card_last(&bytes, &last, args->opt[ROOT], &root.vkey,
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
					    .caps = WASL_KEYD_CAP_CEREMONY |
						    WASL_KEYD_CAP_LINE};
	WASL_TRY(cli_passphrase_source(&options.passphrase, args->opt[FD],
				       args->opt[CREDENTIAL], err));
	WASL_TRY(wasl_crypto_init(err));
	wasl_status status = wasl_keyd_start(keyd, &options, err);
	if (status == WASL_CONFLICT)
		return wasl_fault_of(
			err, status, "", "node-runs",
			WASL_FAULT_T("dir", wasl_text_of(cli->dir)));
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
	struct wanted wanted;
	if (!args->opt[ROOT] || !args->opt[TO])
		status =
			wasl_fault_of(&err, WASL_USAGE, "", "options-needed",
				      WASL_FAULT_T("one", WASL_TEXT("--root")),
				      WASL_FAULT_T("other", WASL_TEXT("--to")));
	else if (wanted_parse(&wanted, args, &err) != WASL_OK)
		status = WASL_USAGE;
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
	.usage = "--root DIR --to NODE [--endpoint URL] [--renew PURPOSE,…] "
		 "[--compromised PURPOSE,…] [--out FILE]",
	.opts = opts,
	.help = CLI_MSG_HELP_CARD,
	.more = CLI_MSG_MORE_CARD,
	.run = run,
};
