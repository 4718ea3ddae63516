/* wasl epoch: see what a new epoch would cost, and ask for it. */
#include "cli/client.h"
#include "cli/input.h"
#include "cli/verbs.h"

enum { YES, SEEN };
static const struct cli_opt opts[] = {
	[YES] = {"yes", NULL, CLI_MSG_OPT_YES},
	[SEEN] = {"seen", NULL, CLI_MSG_OPT_SEEN},
	{NULL, NULL, CLI_MSG_NONE},
};

static void number(char out[static 24], const json_t *object, const char *name)
{
	snprintf(out, 24, "%lld", (long long)cli_int(object, name));
}

static void put_end(struct cli_term *term, enum cli_msg msg, const json_t *end)
{
	char size[24], held[24], known[24];
	number(size, end, "size");
	number(held, end, "held");
	number(known, end, "known");
	cli_say_with(term, CLI_PLAIN, msg, {"size", size}, {"held", held},
		     {"known", known});
}

static void put_lost(struct cli_term *term, const json_t *lost)
{
	struct cli_table table = cli_table_init(3);
	const json_t *row;
	size_t i;
	cli_table_row(&table,
		      (const char *[]){cli_msg_text(CLI_MSG_COL_REFERENCE),
				       cli_msg_text(CLI_MSG_COL_OWN_ACTS),
				       cli_msg_text(CLI_MSG_COL_PARTNER_ACTS)});
	cli_each(lost, i, row)
	{
		char own[24], partner[24];
		const char *ref = cli_str(row, "reference");
		number(own, row, "own");
		number(partner, row, "partner");
		cli_table_row(
			&table,
			(const char *[]){
				*ref ? ref
				     : cli_msg_text(CLI_MSG_EPOCH_UNKNOWN),
				own, partner});
	}
	cli_table_print(term, &table, 0);
	cli_table_deinit(&table);
}

static void put_loss(struct cli_term *term, const json_t *epoch)
{
	const json_t *lost = json_object_get(epoch, "lost");
	const json_t *gone = json_object_get(epoch, "gone");
	if (cli_true(epoch, "needed")) {
		bool any = json_array_size(lost) > 0;
		cli_say(term, any ? CLI_WARN : CLI_PLAIN,
			any ? CLI_MSG_EPOCH_LOSES : CLI_MSG_EPOCH_LOSES_NONE);
		if (any)
			put_lost(term, lost);
	}
	if (json_array_size(gone) > 0) {
		cli_say(term, CLI_WARN, CLI_MSG_EPOCH_GONE);
		put_lost(term, gone);
	}
}

static void put_words(struct cli_term *term, const json_t *epoch,
		      const char *peer)
{
	enum cli_msg theirs = CLI_MSG_EPOCH_PARTNER_UNHEARD;
	if (cli_true(epoch, "partner_asked"))
		theirs = cli_true(epoch, "same") ? CLI_MSG_EPOCH_PARTNER_SAME
						 : CLI_MSG_EPOCH_PARTNER_OTHER;
	else if (cli_true(epoch, "heard"))
		theirs = CLI_MSG_EPOCH_PARTNER_NOT;
	cli_say_with(term, CLI_PLAIN, theirs, {"peer", peer});
	if (cli_true(epoch, "asked"))
		cli_say(term, CLI_GOOD, CLI_MSG_EPOCH_ASKED_BOTH);
	else if (*cli_str(epoch, "first"))
		cli_say_with(term, CLI_WARN, CLI_MSG_EPOCH_FIRST,
			     {"who", cli_str(epoch, "first")});
}

static void print(struct cli_term *term, const json_t *epoch, const char *peer)
{
	char n[24];
	number(n, epoch, "number");
	cli_say_with(term, CLI_BOLD, CLI_MSG_EPOCH_HEAD, {"number", n},
		     {"peer", peer}, {"why", cli_str(epoch, "why")});
	if (cli_true(epoch, "needed")) {
		put_end(term, CLI_MSG_EPOCH_OWN, json_object_get(epoch, "own"));
		put_end(term, CLI_MSG_EPOCH_PARTNER,
			json_object_get(epoch, "partner"));
	}
	put_loss(term, epoch);
	if (cli_true(epoch, "needed"))
		put_words(term, epoch, peer);
}

/* The path of the call for a partner. */
static const char *path_of(char out[static 512], const char *peer,
			   const char *end)
{
	struct wasl_buf buf = {(uint8_t *)out, 0, 511, false};
	wasl_buf_put_text(&buf, "/v1/lines/");
	cli_encode(&buf, peer);
	wasl_buf_put_text(&buf, end);
	out[buf.n] = '\0';
	return out;
}

static enum cli_exit ask(struct cli *cli, const json_t *epoch, const char *peer)
{
	wasl_autojson *answer = NULL;
	char path[512];
	enum cli_exit code =
		cli_ask(cli, &answer, "POST", path_of(path, peer, "/epoch"),
			json_pack("{s:s}", "digest", cli_str(epoch, "digest")));
	if (code != CLI_EXIT_OK && code != CLI_EXIT_WAITS)
		return code;
	if (!cli_print_json(cli, answer))
		cli_say_with(&cli->out, CLI_GOOD,
			     code == CLI_EXIT_WAITS ? CLI_MSG_EPOCH_WAITS
						    : CLI_MSG_EPOCH_DONE,
			     {"peer", peer});
	return code;
}

static enum cli_exit seen(struct cli *cli, const char *peer)
{
	wasl_autojson *answer = NULL;
	char path[512];
	enum cli_exit code =
		cli_ask(cli, &answer, "POST",
			path_of(path, peer, "/epoch/seen"), json_object());
	if (code == CLI_EXIT_OK && !cli_print_json(cli, answer))
		cli_say(&cli->out, CLI_GOOD, CLI_MSG_EPOCH_SEEN_DONE);
	return code;
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *epoch = NULL;
	const char *peer = args->operand[0];
	enum cli_exit code;
	char path[512];
	if (args->opt[SEEN])
		return seen(cli, peer);
	code = cli_ask(cli, &epoch, "GET", path_of(path, peer, "/epoch"), NULL);
	if (code != CLI_EXIT_OK || args->opt[YES])
		return code == CLI_EXIT_OK ? ask(cli, epoch, peer) : code;
	if (cli_print_json(cli, epoch))
		return code;
	print(&cli->out, epoch, peer);
	if (!cli_true(epoch, "needed") || cli_true(epoch, "asked"))
		return code;
	code = cli_confirm(cli, CLI_MSG_EPOCH_ASK, "--yes");
	return code == CLI_EXIT_OK ? ask(cli, epoch, peer) : code;
}

const struct cli_verb cli_verb_epoch = {
	.name = "epoch",
	.usage = "PARTNER [--yes | --seen]",
	.opts = opts,
	.help = CLI_MSG_HELP_EPOCH,
	.more = CLI_MSG_MORE_EPOCH,
	.min = 1,
	.max = 1,
	.run = run,
};
