#include "cli/verbs.h"
#include "kind/fault.h"

#include <string.h>

/* Columns of a paragraph, and bytes of its longest word. */
#define WIDTH	 80
#define WORD_MAX 256

static const struct {
	int code;
	enum cli_msg text;
} exits[] = {
#define X(name, value) {(value), CLI_MSG_EXIT_##name},
#include "cli/exit.def"
#undef X
};

/* A first day, command by command; NULL: a heading. */
static const struct {
	const char *command;
	enum cli_msg note;
} story[] = {
	{NULL, CLI_MSG_HELP_STORY_CEREMONY},
	{"wasl init --root /media/root --node rabat.dgsn --side MA --admin "
	 "amal",
	 CLI_MSG_NONE},
	{"wasl card --root /media/root --to paris.pn --endpoint "
	 "https://rabat.example:8443 --out ma.card",
	 CLI_MSG_NONE},
	{"wasl secret --out line.secret", CLI_MSG_HELP_STORY_SECRET},
	{"wasl serve &", CLI_MSG_NONE},
	{"wasl peer add fr.card --secret-file line.secret",
	 CLI_MSG_HELP_STORY_PEER},
	{NULL, CLI_MSG_HELP_STORY_WORK},
	{"wasl open arrest --to paris.pn --file request.json",
	 CLI_MSG_HELP_STORY_OPEN},
	{"wasl approve", CLI_MSG_HELP_STORY_APPROVE},
	{"wasl show MA-2026-ARR-000001", CLI_MSG_HELP_STORY_SHOW},
	{"wasl act MA-2026-ARR-000001 withdraw --file why.json", CLI_MSG_NONE},
	{"wasl verify", CLI_MSG_HELP_STORY_VERIFY},
};

/* One line of a text, over as many as it needs; a command, which is indented,
 * stays whole. */
static void put_line(FILE *f, const char *at, size_t n)
{
	const char *end = at + n;
	size_t column = 0;

	while (at < end && *at != ' ') {
		char word[WORD_MAX];
		size_t len = strcspn(at, " \n"), width;

		wasl_assert(len < sizeof(word));
		memcpy(word, at, len);
		word[len] = '\0';
		width = cli_width(word);
		if (column > 0 && column + 1 + width > WIDTH) {
			putc('\n', f);
			column = 0;
		}
		fprintf(f, "%s%s", column > 0 ? " " : "", word);
		column += width + (column > 0);
		at += len;
		at += at < end && *at == ' ';
	}
	fprintf(f, "%.*s\n", (int)(end - at), at);
}

static void put_paragraphs(struct cli_term *term, enum cli_msg msg)
{
	const char *text = cli_msg_text(msg);

	while (*text) {
		size_t n = strcspn(text, "\n");

		put_line(term->f, text, n);
		text += n + (text[n] == '\n');
	}
}

static void put_story(struct cli_term *term)
{
	for (size_t i = 0; i < sizeof(story) / sizeof(story[0]); i++) {
		const char *note = cli_msg_text(story[i].note);

		if (!story[i].command)
			fprintf(term->f, "  %s\n", note);
		else
			fprintf(term->f, "    %-*s%s%s\n", *note ? 51 : 0,
				story[i].command, *note ? "  " : "", note);
	}
}

static void put_options(struct cli_term *term, const struct cli_opt *opts)
{
	struct cli_table table = cli_table_init(2);
	for (; opts && opts->name; opts++) {
		char left[64];
		snprintf(left, sizeof(left), "--%s%s%s", opts->name,
			 opts->arg ? " " : "", opts->arg ? opts->arg : "");
		cli_table_row(&table,
			      (const char *[]){left, cli_msg_text(opts->help)});
	}
	table.heading = false;
	cli_table_print(term, &table, 2);
	cli_table_deinit(&table);
}

/* All, or those of one family: "watch". */
static void put_verbs(struct cli_term *term, const char *family)
{
	struct cli_table table = cli_table_init(2);
	for (const struct cli_verb *const *v = cli_verbs; *v; v++)
		if (!family || cli_verb_of(*v, family))
			cli_table_row(
				&table,
				(const char *[]){(*v)->name,
						 cli_msg_text((*v)->help)});
	table.heading = false;
	cli_table_print(term, &table, 2);
	cli_table_deinit(&table);
}

static void put_exits(struct cli_term *term)
{
	for (size_t i = 0; i < sizeof(exits) / sizeof(exits[0]); i++)
		fprintf(term->f, "  %d  %s\n", exits[i].code,
			cli_msg_text(exits[i].text));
}

void cli_help_all(struct cli_term *term)
{
	put_paragraphs(term, CLI_MSG_HELP_HEAD);
	cli_say(term, CLI_BOLD, CLI_MSG_HELP_VERBS);
	put_verbs(term, NULL);
	cli_say(term, CLI_BOLD, CLI_MSG_HELP_COMMON);
	put_options(term, cli_common_opts);
	cli_say(term, CLI_BOLD, CLI_MSG_HELP_STORY_HEAD);
	put_story(term);
	cli_say(term, CLI_BOLD, CLI_MSG_HELP_EXITS);
	put_exits(term);
}

void cli_help_family(struct cli_term *term, const char *family)
{
	cli_say_with(term, CLI_BOLD, CLI_MSG_HELP_FAMILY, {"family", family});
	put_verbs(term, family);
	cli_say(term, CLI_BOLD, CLI_MSG_HELP_COMMON);
	put_options(term, cli_common_opts);
}

void cli_help_verb(struct cli_term *term, const struct cli_verb *verb)
{
	cli_say_with(term, CLI_BOLD, CLI_MSG_HELP_USAGE, {"verb", verb->name},
		     {"usage", verb->usage});
	cli_say(term, CLI_PLAIN, verb->help);
	if (verb->more != CLI_MSG_NONE) {
		putc('\n', term->f);
		put_paragraphs(term, verb->more);
	}
	if (verb->opts && verb->opts->name) {
		cli_say(term, CLI_BOLD, CLI_MSG_HELP_OPTIONS);
		put_options(term, verb->opts);
	}
	cli_say(term, CLI_BOLD, CLI_MSG_HELP_COMMON);
	put_options(term, cli_common_opts);
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	size_t used;
	const struct cli_verb *verb =
		cli_verb_find(args->n, args->operand, &used);
	if (args->n == 1 && !verb && cli_is_family(args->operand[0])) {
		cli_help_family(&cli->out, args->operand[0]);
		return CLI_EXIT_OK;
	}
	if (args->n > 0 && !verb) {
		struct wasl_err err;
		(void)wasl_fault_of(
			&err, WASL_USAGE, "", "verb-unknown",
			WASL_FAULT_T("verb", wasl_text_of(args->operand[0])));
		return cli_usage(cli, NULL, &err);
	}
	if (verb)
		cli_help_verb(&cli->out, verb);
	else
		cli_help_all(&cli->out);
	return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_help = {
	.name = "help",
	.usage = "[VERB]",
	.help = CLI_MSG_HELP_HELP,
	.max = 2,
	.run = run,
};
