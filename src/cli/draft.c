#include "cli/draft.h"

#include "base/text.h"
#include "cli/rows.h"
#include "cli/when.h"
#include "kind/fault.h"

void cli_drafts_print(struct cli_term *term, const json_t *drafts)
{
	struct cli_table table = cli_table_init(7);
	size_t i;
	const json_t *d;
	cli_table_row(&table, (const char *[]){
				      "id", cli_msg_text(CLI_MSG_COL_REFERENCE),
				      cli_msg_text(CLI_MSG_COL_ACT),
				      cli_msg_text(CLI_MSG_COL_PARTNER),
				      cli_msg_text(CLI_MSG_COL_AUTHOR),
				      cli_msg_text(CLI_MSG_COL_WAITS_FOR),
				      cli_msg_text(CLI_MSG_COL_SINCE)});
	cli_each(drafts, i, d)
	{
		char id[24], when[CLI_TIME_MAX], roles[512];
		char act[CLI_NAME_MAX];
		snprintf(id, sizeof(id), "%lld", (long long)cli_int(d, "id"));
		cli_table_row(
			&table,
			(const char *[]){
				id, cli_str(d, "reference"),
				cli_name(act, cli_str(d, "kind"), "done",
					 cli_str(d, "act")),
				cli_str(d, "peer"), cli_str(d, "author"),
				cli_names_join(roles, sizeof(roles), CLI_HOUSE,
					       "role",
					       json_object_get(d, "roles")),
				cli_time(when, cli_str(d, "at"))});
	}
	cli_table_print(term, &table, 0);
	cli_table_deinit(&table);
}

/* The id of the one draft this officer may decide. */
static enum cli_exit find_only(struct cli *cli, char *id, size_t max)
{
	wasl_autojson *answer = NULL;
	const json_t *d, *only = NULL;
	size_t i, n = 0;
	enum cli_exit code = cli_ask(cli, &answer, "GET", "/v1/drafts", NULL);
	if (code != CLI_EXIT_OK)
		return code;
	const json_t *drafts = json_object_get(answer, "drafts");
	cli_each(drafts, i, d)
	{
		if (!cli_true(d, "yours"))
			continue;
		only = d;
		n++;
	}
	if (n == 1) {
		snprintf(id, max, "%lld", (long long)cli_int(only, "id"));
		return CLI_EXIT_OK;
	}
	struct wasl_err err;
	if (n == 0)
		(void)wasl_fault(&err, WASL_NOT_FOUND, "", "no-draft");
	else
		(void)wasl_fault_of(&err, WASL_CONFLICT, "", "drafts-several",
				    WASL_FAULT_N("n", n));
	if (n > 1 && !cli->json)
		cli_drafts_print(&cli->err, drafts);
	return cli_fail(cli, &err);
}

enum cli_exit cli_draft_get(struct cli *cli, json_t **draft, const char *id)
{
	char path[128], only[24];
	uint64_t number;
	struct wasl_buf buf = {(uint8_t *)path, 0, sizeof(path) - 1, false};
	enum cli_exit code = CLI_EXIT_OK;
	if (!id) {
		code = find_only(cli, only, sizeof(only));
		id = only;
	}
	if (code != CLI_EXIT_OK)
		return code;
	if (!wasl_decimal_parse(&number, wasl_text_of(id))) {
		cli_say_with(&cli->err, CLI_BAD, CLI_MSG_DRAFT_NUMBER,
			     {"given", id});
		return CLI_EXIT_USAGE;
	}
	wasl_buf_put_text(&buf, "/v1/drafts/");
	cli_encode(&buf, id);
	path[buf.n] = '\0';
	return cli_ask(cli, draft, "GET", path, NULL);
}

void cli_draft_print(struct cli_term *term, const json_t *draft)
{
	char id[24], when[CLI_TIME_MAX], roles[512];
	char act_name[CLI_NAME_MAX], kind_name[CLI_NAME_MAX];
	const char *kind = cli_str(draft, "kind"), *act = cli_str(draft, "act");
	struct cli_place at = cli_place_of(kind, act);
	snprintf(id, sizeof(id), "%lld", (long long)cli_int(draft, "id"));
	cli_say_with(term, CLI_BOLD, CLI_MSG_DRAFT_HEAD, {"id", id},
		     {"act", cli_name(act_name, kind, "done", act)},
		     {"reference", cli_str(draft, "reference")},
		     {"kind", cli_name(kind_name, kind, "kind", kind)},
		     {"peer", cli_str(draft, "peer")});
	cli_say_with(
		term, CLI_PLAIN, CLI_MSG_DRAFT_BY,
		{"author", cli_str(draft, "author")},
		{"at", cli_time(when, cli_str(draft, "at"))},
		{"role", cli_names_join(roles, sizeof(roles), CLI_HOUSE, "role",
					json_object_get(draft, "roles"))});
	cli_say_cases(term, draft);
	cli_print_fields(term, &at, json_object_get(draft, "fields"));
	cli_say_with(term, CLI_DIM, CLI_MSG_DRAFT_DIGEST,
		     {"digest", cli_str(draft, "digest")});
}

enum cli_exit cli_draft_post(struct cli *cli, json_t **answer,
			     const json_t *draft, const char *what,
			     json_t *body)
{
	char path[128];
	cli->about =
		cli_place_of(cli_str(draft, "kind"), cli_str(draft, "act"));
	snprintf(path, sizeof(path), "/v1/drafts/%lld/%s",
		 (long long)cli_int(draft, "id"), what);
	return cli_ask(cli, answer, "POST", path, body);
}
