/* wasl case …: what this side keeps together. Six verbs of one noun. */
#include "cli/rows.h"
#include "cli/verbs.h"
#include "kind/fault.h"

#define CASES "/v1/cases/"

/* --- list, show ----------------------------------------------------------- */

static const struct cli_column cases[] = {
	{"reference", CLI_MSG_COL_REFERENCE, CLI_AS_TEXT},
	{"kind", CLI_MSG_COL_KIND, CLI_AS_TEXT},
	{"title", CLI_MSG_COL_TITLE, CLI_AS_TEXT},
	{"dossiers", CLI_MSG_COL_DOSSIERS, CLI_AS_NUMBER},
	{"officer", CLI_MSG_COL_BY, CLI_AS_TEXT},
	{"at", CLI_MSG_COL_SINCE, CLI_AS_TIME},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};
static const struct cli_column dossiers[] = {
	{"reference", CLI_MSG_COL_REFERENCE, CLI_AS_TEXT},
	{"kind", CLI_MSG_COL_KIND, CLI_AS_TEXT},
	{"peer", CLI_MSG_COL_PARTNER, CLI_AS_TEXT},
	{"state", CLI_MSG_COL_STATE, CLI_AS_TEXT},
	{"outcome", CLI_MSG_COL_OUTCOME, CLI_AS_TEXT},
	{"changed_at", CLI_MSG_COL_CHANGED, CLI_AS_TIME},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};

static enum cli_exit list(struct cli *cli, const struct cli_args *args)
{
	return cli_ask_page(cli, args, "/v1/cases", "cases", cases,
			    CLI_MSG_CASE_NONE);
}

static enum cli_exit show(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	char path[CLI_PATH_MAX], hidden[24];
	enum cli_exit code =
		cli_ask(cli, &answer, "GET",
			cli_path(path, CASES, args->operand[0], NULL), NULL);
	if (code != CLI_EXIT_OK || cli_print_json(cli, answer))
		return code;
	const json_t *draft = json_object_get(answer, "draft");
	struct cli_place at = cli_place_of(cli_str(answer, "kind"), "open");
	cli_say_with(&cli->out, CLI_BOLD, CLI_MSG_CASE_HEAD,
		     {"reference", cli_str(answer, "reference")},
		     {"title", cli_str(answer, "title")});
	cli_rows(cli, json_object_get(answer, "dossiers"), dossiers,
		 CLI_MSG_CASE_EMPTY);
	snprintf(hidden, sizeof(hidden), "%lld",
		 (long long)cli_int(answer, "hidden"));
	if (cli_int(answer, "hidden") > 0)
		cli_say_with(&cli->out, CLI_DIM, CLI_MSG_CASE_HIDDEN,
			     {"n", hidden});
	if (*cli_str(answer, "kept_until"))
		cli_say_with(&cli->out, CLI_DIM, CLI_MSG_CASE_KEPT_UNTIL,
			     {"until", cli_str(answer, "kept_until")});
	if (json_is_object(draft)) {
		cli_say(&cli->out, CLI_WARN, CLI_MSG_CASE_DRAFT);
		cli_print_fields(&cli->out, &at, draft);
	}
	return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_case_list = {
	.name = "case list",
	.usage = CLI_PAGE_USAGE,
	.opts = cli_page_opts,
	.help = CLI_MSG_HELP_CASE_LIST,
	.more = CLI_MSG_MORE_CASE_LIST,
	.run = list,
};

const struct cli_verb cli_verb_case_show = {
	.name = "case show",
	.usage = "CASE",
	.help = CLI_MSG_HELP_CASE_SHOW,
	.more = CLI_MSG_MORE_CASE_SHOW,
	.min = 1,
	.max = 1,
	.run = show,
};

/* --- new, add, remove ----------------------------------------------------- */

static enum cli_exit make(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	enum cli_exit code =
		cli_ask(cli, &answer, "POST", "/v1/cases",
			json_pack("{s:s}", "title", args->operand[0]));
	if (code == CLI_EXIT_OK && !cli_print_json(cli, answer))
		cli_say_with(&cli->out, CLI_GOOD, CLI_MSG_CASE_MADE,
			     {"reference", cli_str(answer, "reference")});
	return code;
}

/* The answers, one a dossier; the first that fails ends it. */
static enum cli_exit move(struct cli *cli, const struct cli_args *args,
			  const char *how, enum cli_msg done)
{
	wasl_autojson *all = json_array();
	char path[CLI_PATH_MAX];
	enum cli_exit code = CLI_EXIT_OK;
	cli_path(path, CASES, args->operand[0], how);
	for (size_t i = 1; i < args->n && code == CLI_EXIT_OK; i++) {
		json_t *answer = NULL;
		code = cli_ask(
			cli, &answer, "POST", path,
			json_pack("{s:s}", "reference", args->operand[i]));
		if (code != CLI_EXIT_OK)
			break;
		json_array_append_new(all, answer);
		if (!cli->json)
			cli_say_with(&cli->out, CLI_GOOD, done,
				     {"reference", args->operand[i]},
				     {"case", args->operand[0]});
	}
	if (code == CLI_EXIT_OK)
		(void)cli_print_json(cli, all);
	return code;
}

static enum cli_exit add(struct cli *cli, const struct cli_args *args)
{
	return move(cli, args, "/add", CLI_MSG_CASE_ADDED);
}

static enum cli_exit take_out(struct cli *cli, const struct cli_args *args)
{
	return move(cli, args, "/remove", CLI_MSG_CASE_REMOVED);
}

const struct cli_verb cli_verb_case_new = {
	.name = "case new",
	.usage = "TITLE",
	.help = CLI_MSG_HELP_CASE_NEW,
	.more = CLI_MSG_MORE_CASE_NEW,
	.min = 1,
	.max = 1,
	.run = make,
};

const struct cli_verb cli_verb_case_add = {
	.name = "case add",
	.usage = "CASE REFERENCE…",
	.help = CLI_MSG_HELP_CASE_ADD,
	.more = CLI_MSG_MORE_CASE_ADD,
	.min = 2,
	.max = CLI_OPERANDS_MAX,
	.run = add,
};

const struct cli_verb cli_verb_case_remove = {
	.name = "case remove",
	.usage = "CASE REFERENCE…",
	.help = CLI_MSG_HELP_CASE_REMOVE,
	.more = CLI_MSG_MORE_CASE_REMOVE,
	.min = 2,
	.max = CLI_OPERANDS_MAX,
	.run = take_out,
};

/* --- delete --------------------------------------------------------------- */

enum { REASON };
static const struct cli_opt delete_opts[] = {
	[REASON] = {"reason", "TEXT", CLI_MSG_OPT_CASE_REASON},
	{NULL, NULL, CLI_MSG_NONE},
};

static enum cli_exit delete (struct cli *cli, const struct cli_args *args) {
	wasl_autojson *answer = NULL; char path[CLI_PATH_MAX];
	struct wasl_err err; if (!args->opt[REASON]){
		(void)wasl_fault_of(&err, WASL_USAGE, "", "option-needed",
				    WASL_FAULT_T("option",
						 WASL_TEXT("--reason TEXT")));
		return cli_fail(cli, &err);}
enum cli_exit code = cli_ask(cli, &answer, "POST",
			     cli_path(path, CASES, args->operand[0], "/delete"),
			     json_pack("{s:s}", "reason", args->opt[REASON]));
if (code == CLI_EXIT_OK && !cli_print_json(cli, answer))
	cli_say_with(&cli->out, CLI_GOOD, CLI_MSG_CASE_DELETED,
		     {"reference", cli_str(answer, "reference")});
return code;
}

const struct cli_verb cli_verb_case_delete = {
	.name = "case delete",
	.usage = "CASE --reason TEXT",
	.opts = delete_opts,
	.help = CLI_MSG_HELP_CASE_DELETE,
	.more = CLI_MSG_MORE_CASE_DELETE,
	.min = 1,
	.max = 1,
	.run = delete,
};
