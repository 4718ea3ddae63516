/* wasl batch: the persons of a batch, and the verdicts on them. */
#include "cli/dossier.h"
#include "cli/persons.h"
#include "cli/rows.h"
#include "cli/sent.h"
#include "cli/verbs.h"
#include "kind/fault.h"

/* Verdicts of one act: it must fit into an envelope. */
#define VERDICTS_PER_ACT 2000

enum { VERDICTS, CSV };
static const struct cli_opt opts[] = {
	[VERDICTS] = {"verdicts", "FILE", CLI_MSG_OPT_VERDICTS},
	[CSV] = {"csv", NULL, CLI_MSG_OPT_BATCH_CSV},
	{NULL, NULL, CLI_MSG_NONE},
};

static enum cli_exit ask(struct cli *cli, json_t **answer, const char *ref,
			 const char *what)
{
	char path[CLI_PATH_MAX];
	return cli_ask(cli, answer, "GET",
		       cli_path(path, "/v1/dossiers/", ref, what), NULL);
}

/* --- showing -------------------------------------------------------------- */

static void say_counts(struct cli *cli, json_t *counts)
{
	const char *name;
	json_t *n;
	char text[24];
	json_object_foreach(counts, name, n)
	{
		snprintf(text, sizeof(text), "%lld",
			 (long long)json_integer_value(n));
		cli_say_with(&cli->out, CLI_BOLD, CLI_MSG_BATCH_COUNT,
			     {"verdict", name}, {"n", text});
	}
}

static const struct cli_column shown[] = {
	{"number", CLI_MSG_COL_NUMBER, CLI_AS_NUMBER},
	{"own_number", CLI_MSG_COL_OWN_NUMBER, CLI_AS_TEXT},
	{"family_name,family_name_latin", CLI_MSG_COL_FAMILY_NAME, CLI_AS_TEXT},
	{"given_names,given_names_latin", CLI_MSG_COL_GIVEN_NAMES, CLI_AS_TEXT},
	{"birth_date", CLI_MSG_COL_BORN, CLI_AS_TEXT},
	{"nationality", CLI_MSG_COL_NATIONALITY, CLI_AS_TEXT},
	{"document", CLI_MSG_COL_DOCUMENT, CLI_AS_TEXT},
	{"verdict", CLI_MSG_COL_VERDICT, CLI_AS_TEXT},
	{"known", CLI_MSG_COL_KNOWN, CLI_AS_KNOWN},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};

static bool write_part(void *ctx, wasl_bytes part)
{
	return fwrite(part.p, 1, part.n, ctx) == part.n;
}

/* The table as it travelled. */
static enum cli_exit put_csv(struct cli *cli, const char *ref)
{
	wasl_autojson *dossier = NULL;
	char path[CLI_PATH_MAX], more[160];
	enum cli_exit code = cli_ask_dossier(cli, &dossier, ref);
	if (code != CLI_EXIT_OK)
		return code;
	const json_t *opening = json_object_get(
		json_array_get(json_object_get(dossier, "acts"), 0), "fields");
	snprintf(more, sizeof(more), "/blobs/%s",
		 cli_str(json_object_get(opening, "persons"), "sealed"));
	return cli_fetch(cli, cli_path(path, "/v1/dossiers/", ref, more),
			 write_part, cli->out.f, WASL_BATCH_TABLE_MAX);
}

static enum cli_exit show(struct cli *cli, const char *ref)
{
	wasl_autojson *answer = NULL;
	enum cli_exit code = ask(cli, &answer, ref, "/batch");
	if (code != CLI_EXIT_OK || cli_print_json(cli, answer))
		return code;
	cli_rows(cli, json_object_get(answer, "persons"), shown,
		 CLI_MSG_BATCH_NONE);
	say_counts(cli, json_object_get(answer, "counts"));
	cli_batch_say(cli, json_object_get(answer, "findings"));
	return CLI_EXIT_OK;
}

/* --- verdicts ------------------------------------------------------------- */

static json_t *act_body(const struct wasl_batch_verdict *all, size_t n)
{
	json_t *list = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(
			list, json_pack("[I, s%]", (json_int_t)all[i].number,
					all[i].code.p, all[i].code.n));
	return json_pack("{s:s, s:{s:o}}", "act", "verdicts", "fields",
			 "verdicts", list);
}

/* As many acts as are needed; the answers of those that were taken. */
static enum cli_exit send_all(struct cli *cli, const char *ref,
			      const struct wasl_batch_verdicts *verdicts,
			      json_t *sent)
{
	char path[CLI_PATH_MAX];
	enum cli_exit code = CLI_EXIT_OK;
	cli_path(path, "/v1/dossiers/", ref, "/acts");
	for (size_t i = 0; i < verdicts->n; i += VERDICTS_PER_ACT) {
		size_t left = verdicts->n - i;
		json_t *answer = NULL;
		code = cli_ask(cli, &answer, "POST", path,
			       act_body(verdicts->all + i,
					left < VERDICTS_PER_ACT
						? left
						: VERDICTS_PER_ACT));
		if (code != CLI_EXIT_OK && code != CLI_EXIT_WAITS)
			return code;
		json_array_append_new(sent, answer);
	}
	return code;
}

/* Persons of the batch; 0, with the reason said, where there is none. */
static enum cli_exit count_of(struct cli *cli, uint32_t *count, const char *ref)
{
	wasl_autojson *dossier = NULL;
	struct wasl_err err;
	enum cli_exit code = ask(cli, &dossier, ref, NULL);
	if (code != CLI_EXIT_OK)
		return code;
	const json_t *items =
		json_object_get(json_object_get(dossier, "items"), "persons");
	*count = (uint32_t)cli_int(items, "all");
	if (*count > 0)
		return CLI_EXIT_OK;
	(void)wasl_fault_of(&err, WASL_NOT_FOUND, "", "no-batch",
			    WASL_FAULT_T("reference", wasl_text_of(ref)));
	return cli_fail(cli, &err);
}

static enum cli_exit give(struct cli *cli, const char *ref, const char *path)
{
	struct wasl_batch_verdicts verdicts = {0};
	wasl_autoarena arena = wasl_arena_init(WASL_BATCH_ARENA_MAX);
	wasl_autojson *sent = json_array();
	uint32_t count;
	enum cli_exit code = count_of(cli, &count, ref);
	if (code == CLI_EXIT_OK)
		code = cli_verdicts_read(cli, &verdicts, &arena, path, count);
	if (code == CLI_EXIT_OK)
		code = send_all(cli, ref, &verdicts, sent);
	if (json_array_size(sent) == 0)
		return code;
	if (cli->json) {
		wasl_autojson *answer = json_pack(
			"{s:s, s:I, s:O}", "reference", ref, "verdicts",
			(json_int_t)verdicts.n, "acts", sent);
		cli_print_json(cli, answer);
		return code;
	}
	size_t i;
	const json_t *one;
	cli_each(sent, i, one)(void) cli_say_sent(
		cli, cli_int(one, "draft") != 0 ? CLI_EXIT_WAITS : CLI_EXIT_OK,
		one);
	return code;
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	const char *ref = args->operand[0];
	if (args->opt[VERDICTS])
		return give(cli, ref, args->opt[VERDICTS]);
	return args->opt[CSV] ? put_csv(cli, ref) : show(cli, ref);
}

const struct cli_verb cli_verb_batch = {
	.name = "batch",
	.usage = "REFERENCE [--csv] [--verdicts FILE]",
	.opts = opts,
	.help = CLI_MSG_HELP_BATCH,
	.more = CLI_MSG_MORE_BATCH,
	.min = 1,
	.max = 1,
	.run = run,
};
