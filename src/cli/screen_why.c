/* Why a hit is one: word by word, and what each weighs, in the reader's
 * language. */
#include "cli/client.h"
#include "cli/screen.h"

#include <stdlib.h>

/* The message of this run of messages whose key ends in `word`. */
static const char *text_of(enum cli_msg first, enum cli_msg last,
			   const char *front, const char *word)
{
	size_t n = strlen(front);
	for (int m = (int)first; m <= (int)last; m++)
		if (strcmp(cli_msg_key((enum cli_msg)m) + n, word) == 0)
			return cli_msg_text((enum cli_msg)m);
	return word;
}

static const char *how(const json_t *part)
{
	const char *list = cli_str(part, "list");
	const char *word = strcmp(list, "same") == 0	? "listed"
			   : strcmp(list, "other") == 0 ? "other"
			   : strcmp(cli_str(part, "a"), cli_str(part, "b")) == 0
				   ? "same"
				   : cli_str(part, "how");
	return text_of(CLI_MSG_PART_SAME, CLI_MSG_PART_ALONE, "part-", word);
}

/* The API counts in thousandths. */
static const char *nats(char out[static 32], const json_t *value)
{
	long long milli = (long long)json_integer_value(value);
	long long centi = (llabs(milli) + 5) / 10;
	snprintf(out, 32, "%s%lld.%02lld", milli < 0 ? "-" : "+", centi / 100,
		 centi % 100);
	return out;
}

static void add_alone(struct cli_table *table, const json_t *words, bool asked)
{
	size_t i;
	const json_t *word;
	cli_each(words, i, word)
	{
		const char *text = json_string_value(word);
		cli_table_row(table,
			      (const char *[]){"", asked ? text : "",
					       asked ? "" : text,
					       cli_msg_text(CLI_MSG_PART_ALONE),
					       "", ""});
	}
}

static void put_parts(struct cli *cli, const json_t *why)
{
	struct cli_table table = cli_table_init(6);
	size_t i;
	const json_t *part;
	char score[32];
	cli_each(json_object_get(why, "parts"), i, part) cli_table_row(
		&table,
		(const char *[]){"", cli_str(part, "a"), cli_str(part, "b"),
				 how(part),
				 nats(score, json_object_get(part, "score")),
				 cli_str(part, "units")});
	add_alone(&table, json_object_get(why, "alone_a"), true);
	add_alone(&table, json_object_get(why, "alone_b"), false);
	cli_table_print(&cli->out, &table, 0);
	cli_table_deinit(&table);
}

static void put_shares(struct cli *cli, const json_t *why)
{
	struct cli_table table = cli_table_init(3);
	const char *name;
	json_t *value;
	char score[32];
	json_object_foreach(json_object_get(why, "shares"), name, value)
		cli_table_row(&table,
			      (const char *[]){"", nats(score, value),
					       text_of(CLI_MSG_SHARE_BASE,
						       CLI_MSG_SHARE_DOCUMENT,
						       "share-", name)});
	cli_table_print(&cli->out, &table, 0);
	cli_table_deinit(&table);
}

/* The part that agrees least decides most. */
static void put_change(struct cli *cli, const json_t *why)
{
	const json_t *parts = json_object_get(why, "parts");
	const json_t *worst = json_array_get(parts, 0);
	char likely[32];
	size_t i;
	const json_t *part;
	cli_each(parts, i, part) if (cli_int(part, "score") <
				     cli_int(worst, "score")) worst = part;
	if (cli_int(worst, "if_agreed") <= cli_int(why, "probability"))
		return;
	snprintf(likely, sizeof(likely), "%.3f",
		 (double)cli_int(worst, "if_agreed") / 1000);
	cli_say_with(&cli->out, CLI_PLAIN, CLI_MSG_MATCH_CHANGE,
		     {"word", cli_str(worst, "a")}, {"probability", likely});
}

void cli_why(struct cli *cli, const json_t *why)
{
	put_parts(cli, why);
	cli_say(&cli->out, CLI_DIM, CLI_MSG_SCREEN_SHARES);
	put_shares(cli, why);
	put_change(cli, why);
}

void cli_name_notes(struct cli *cli, const json_t *notes)
{
	size_t i;
	const json_t *note;
	cli_each(notes, i, note) cli_say_with(
		&cli->out, CLI_WARN, CLI_MSG_NAME_NOTE,
		{"text", text_of(CLI_MSG_NOTE_CUT, CLI_MSG_NOTE_MIXED, "note-",
				 json_string_value(note))});
}

void cli_screen_why(struct cli *cli, const json_t *hits)
{
	size_t i;
	const json_t *hit;
	cli_each(hits, i, hit)
	{
		const json_t *why = json_object_get(hit, "explanation");
		cli_say_with(&cli->out, CLI_BOLD, CLI_MSG_SCREEN_WHY,
			     {"name", cli_str(hit, "name")},
			     {"reference", cli_str(hit, "reference")});
		cli_why(cli, why);
	}
}
