#include "cli/verbs.h"
#include "kind/fault.h"

#include "kind/fault.h"

static const struct {
	int code;
	const char *text;
} exits[] = {
#define X(name, value, text) {(value), (text)},
#include "cli/exit.def"
#undef X
};

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
		fprintf(term->f, "  %d  %s\n", exits[i].code, exits[i].text);
}

void cli_help_all(struct cli_term *term)
{
	cli_say(term, CLI_PLAIN, CLI_MSG_HELP_HEAD);
	cli_say(term, CLI_BOLD, CLI_MSG_HELP_VERBS);
	put_verbs(term, NULL);
	cli_say(term, CLI_BOLD, CLI_MSG_HELP_COMMON);
	put_options(term, cli_common_opts);
	cli_say(term, CLI_BOLD, CLI_MSG_HELP_STORY_HEAD);
	cli_say(term, CLI_PLAIN, CLI_MSG_HELP_STORY);
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
	if (verb->more != CLI_MSG_NONE)
		cli_say(term, CLI_PLAIN, verb->more);
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
