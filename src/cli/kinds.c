/* wasl kinds: what can be opened; of one kind, its acts and their fields. */
#include "cli/client.h"
#include "cli/verbs.h"
#include "kind/fault.h"

/* The fields that an act takes, each with the word to type. */
static void put_names(struct wasl_buf *out, const struct cli_place *act,
		      const json_t *fields)
{
	size_t i;
	const json_t *field;
	cli_each(fields, i, field)
	{
		char name[CLI_NAME_MAX];
		const char *word = cli_str(field, "name");
		(void)cli_place_member(name, act, word);
		wasl_buf_put_text(out, i == 0		  ? ""
				       : cli_in_english() ? " "
							  : cli_comma());
		wasl_buf_put_text(out, name);
		if (strcmp(name, word) != 0) {
			wasl_buf_put_text(out, " ");
			wasl_buf_put_text(out, word);
		}
		if (cli_true(field, "needed"))
			wasl_buf_put_text(out, "*");
	}
}

static void put_acts(struct cli *cli, const char *kind_name, const json_t *kind)
{
	struct cli_table table = cli_table_init(4);
	size_t i;
	const json_t *act;
	cli_table_row(&table,
		      (const char *[]){cli_msg_text(CLI_MSG_COL_ACT),
				       cli_msg_text(CLI_MSG_COL_BY),
				       cli_msg_text(CLI_MSG_COL_SECOND),
				       cli_msg_text(CLI_MSG_COL_FIELDS)});
	cli_each(json_object_get(kind, "acts"), i, act)
	{
		char space[8192], name[CLI_NAME_MAX], by[CLI_NAME_MAX];
		char second[CLI_NAME_MAX];
		const char *word = cli_str(act, "name");
		struct cli_place at = cli_place_of(kind_name, word);
		struct wasl_buf names = {(uint8_t *)space, 0, sizeof(space) - 1,
					 false};
		put_names(&names, &at, json_object_get(act, "fields"));
		space[names.n] = '\0';
		cli_table_row(
			&table,
			(const char *[]){
				cli_name_and_word(name, kind_name, "act", word),
				cli_name(by, CLI_HOUSE, "by",
					 cli_str(act, "by")),
				cli_name(second, CLI_HOUSE, "second",
					 cli_str(act, "second")),
				space});
	}
	cli_table_print(&cli->out, &table, 2);
	cli_table_deinit(&table);
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	size_t i;
	const json_t *kind;
	bool found = args->n == 0;
	enum cli_exit code = cli_ask(cli, &answer, "GET", "/v1/kinds", NULL);
	if (code != CLI_EXIT_OK || cli_print_json(cli, answer))
		return code;
	cli_each(json_object_get(answer, "kinds"), i, kind)
	{
		char called[CLI_NAME_MAX];
		const char *name = cli_str(kind, "name");
		if (args->n > 0 && strcmp(args->operand[0], name) != 0)
			continue;
		found = true;
		cli_say_with(
			&cli->out, CLI_BOLD, CLI_MSG_KIND,
			{"name", cli_name_and_word(called, name, "kind", name)},
			{"code", cli_str(kind, "code")},
			{"hash", cli_str(kind, "hash")});
		if (args->n > 0)
			put_acts(cli, name, kind);
	}
	if (!found) {
		struct wasl_err err;
		(void)wasl_fault_of(
			&err, WASL_NOT_FOUND, "", "kind-listed",
			WASL_FAULT_T("kind", wasl_text_of(args->operand[0])));
		return cli_fail(cli, &err);
	}
	return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_kinds = {
	.name = "kinds",
	.usage = "[KIND]",
	.help = CLI_MSG_HELP_KINDS,
	.more = CLI_MSG_MORE_KINDS,
	.max = 1,
	.run = run,
};
