/* wasl batch: the persons of a batch, and the verdicts on them. */
#include "base/alloc.h"
#include "base/encode.h"
#include "calendar/civil.h"
#include "cli/persons.h"
#include "cli/rows.h"
#include "cli/sent.h"
#include "cli/verbs.h"

#include <time.h>

/* Verdicts of one act: it must fit into an envelope. */
#define VERDICTS_PER_ACT 2000

enum { VERDICTS, CSV };
static const struct cli_opt opts[] = {
	[VERDICTS] = {"verdicts", "FILE", CLI_MSG_OPT_VERDICTS},
	[CSV] = {"csv", NULL, CLI_MSG_OPT_BATCH_CSV},
	{NULL, NULL, CLI_MSG_NONE},
};

/* A dossier with a batch, as this side sees it. */
struct batch {
	struct cli *cli;
	const char *ref;
	json_t *dossier;
	const json_t *opening; /* the fields of its opening */
	uint32_t count;
	const char **verdict; /* [number]; NULL: none yet */
	struct cli_persons persons;
};

static bool stands(const json_t *act)
{
	const char *effect = cli_str(act, "effect");
	return strcmp(effect, "rejected") != 0 && strcmp(effect, "void") != 0;
}

/* The last one of each person holds. */
static void collect(struct batch *b)
{
	const json_t *act, *pair;
	size_t i, k;
	cli_each(json_object_get(b->dossier, "acts"), i, act)
	{
		const json_t *fields = json_object_get(act, "fields");
		if (!stands(act))
			continue;
		cli_each(json_object_get(fields, "verdicts"), k, pair)
		{
			json_int_t n =
				json_integer_value(json_array_get(pair, 0));
			if (n >= 1 && n <= (json_int_t)b->count)
				b->verdict[n] = json_string_value(
					json_array_get(pair, 1));
		}
	}
}

/* After expires_at no verdict holds any more; that is a view, not an act. */
static bool expired(const struct batch *b)
{
	int64_t at;
	return wasl_instant_parse(
		       &at, wasl_text_of(cli_str(b->opening, "expires_at"))) &&
	       at < (int64_t)time(NULL);
}

static const char *verdict_of(const struct batch *b, uint32_t number)
{
	const char *verdict = number <= b->count ? b->verdict[number] : NULL;
	return verdict && expired(b) ? "EXPIRED" : verdict;
}

static enum cli_exit load(struct batch *b)
{
	char path[CLI_PATH_MAX];
	struct wasl_err err;
	enum cli_exit code =
		cli_ask(b->cli, &b->dossier, "GET",
			cli_path(path, "/v1/dossiers/", b->ref, NULL), NULL);
	if (code != CLI_EXIT_OK)
		return code;
	b->opening = json_object_get(
		json_array_get(json_object_get(b->dossier, "acts"), 0),
		"fields");
	b->count = (uint32_t)cli_int(b->opening, "persons_count");
	if (b->count == 0 || b->count > WASL_BATCH_ROWS_MAX) {
		(void)wasl_fail(&err, WASL_NOT_FOUND,
				"%s has no batch of persons", b->ref);
		return cli_fail(b->cli, &err);
	}
	b->verdict = wasl_alloc(b->count + 1, sizeof(*b->verdict));
	if (!b->verdict) {
		(void)wasl_fail(&err, WASL_NO_MEMORY, "batch");
		return cli_fail(b->cli, &err);
	}
	collect(b);
	return CLI_EXIT_OK;
}

/* --- showing -------------------------------------------------------------- */

static json_t *row_json(const struct batch *b, const struct wasl_batch_row *row)
{
	json_t *out = json_object();
	const char *verdict = verdict_of(b, row->number);
	for (enum wasl_batch_column c = 0; c < WASL_BATCH_COLUMNS; c++)
		if (row->field[c].n > 0)
			json_object_set_new(
				out, wasl_batch_column_name(c),
				json_stringn(row->field[c].p, row->field[c].n));
	json_object_set_new(out, "number", json_integer(row->number));
	json_object_set_new(out, "verdict",
			    verdict ? json_string(verdict) : json_null());
	return out;
}

static json_t *counts_json(const struct batch *b)
{
	json_t *out = json_object();
	for (uint32_t n = 1; n <= b->count; n++) {
		const char *verdict = verdict_of(b, n);
		const char *name = verdict ? verdict : "OPEN";
		json_object_set_new(out, name,
				    json_integer(cli_int(out, name) + 1));
	}
	return out;
}

static json_t *view(const struct batch *b)
{
	const struct wasl_batch *persons = &b->persons.batch;
	json_t *rows = json_array();
	for (size_t i = 0; i < persons->n; i++)
		json_array_append_new(rows, row_json(b, &persons->rows[i]));
	return json_pack(
		"{s:s, s:s, s:i, s:o, s:o, s:o}", "reference", b->ref,
		"expires_at", cli_str(b->opening, "expires_at"),
		"persons_count", (int)b->count, "counts", counts_json(b),
		"persons", rows, "findings",
		cli_batch_findings(persons->findings, persons->n_findings));
}

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
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};

static enum cli_exit put_csv(const struct batch *b)
{
	struct wasl_buf out = {.cap = WASL_BATCH_TABLE_MAX};
	struct wasl_err err;
	out.p = wasl_alloc(out.cap, 1);
	if (!out.p) {
		(void)wasl_fail(&err, WASL_NO_MEMORY, "batch");
		return cli_fail(b->cli, &err);
	}
	wasl_batch_write(&out, &b->persons.batch);
	fwrite(out.p, 1, out.n, b->cli->out.f);
	explicit_bzero(out.p, out.n);
	wasl_free(out.p);
	return CLI_EXIT_OK;
}

static enum cli_exit show(struct batch *b, bool csv)
{
	enum cli_exit code =
		cli_persons_fetch(b->cli, &b->persons, b->ref,
				  json_object_get(b->opening, "persons"));
	if (code != CLI_EXIT_OK)
		return code;
	if (csv)
		return put_csv(b);
	wasl_autojson *answer = view(b);
	if (cli_print_json(b->cli, answer))
		return CLI_EXIT_OK;
	cli_rows(b->cli, json_object_get(answer, "persons"), shown,
		 CLI_MSG_BATCH_NONE);
	say_counts(b->cli, json_object_get(answer, "counts"));
	cli_batch_say(b->cli, json_object_get(answer, "findings"));
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
static enum cli_exit send_all(struct batch *b,
			      const struct wasl_batch_verdicts *verdicts,
			      json_t *sent)
{
	char path[CLI_PATH_MAX];
	enum cli_exit code = CLI_EXIT_OK;
	cli_path(path, "/v1/dossiers/", b->ref, "/acts");
	for (size_t i = 0; i < verdicts->n; i += VERDICTS_PER_ACT) {
		size_t left = verdicts->n - i;
		json_t *answer = NULL;
		code = cli_ask(b->cli, &answer, "POST", path,
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

static enum cli_exit give(struct batch *b, const char *path)
{
	struct wasl_batch_verdicts verdicts;
	wasl_autoarena arena = wasl_arena_init(WASL_BATCH_ARENA_MAX);
	wasl_autojson *sent = json_array();
	enum cli_exit code =
		cli_verdicts_read(b->cli, &verdicts, &arena, path, b->count);
	if (code == CLI_EXIT_OK)
		code = send_all(b, &verdicts, sent);
	if (json_array_size(sent) == 0)
		return code;
	if (b->cli->json) {
		wasl_autojson *answer = json_pack(
			"{s:s, s:I, s:O}", "reference", b->ref, "verdicts",
			(json_int_t)verdicts.n, "acts", sent);
		cli_print_json(b->cli, answer);
		return code;
	}
	size_t i;
	const json_t *one;
	cli_each(sent, i, one)(void) cli_say_sent(
		b->cli,
		cli_int(one, "draft") != 0 ? CLI_EXIT_WAITS : CLI_EXIT_OK, one);
	return code;
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	struct batch b = {.cli = cli, .ref = args->operand[0]};
	enum cli_exit code = load(&b);
	if (code == CLI_EXIT_OK)
		code = args->opt[VERDICTS] ? give(&b, args->opt[VERDICTS])
					   : show(&b, args->opt[CSV] != NULL);
	cli_persons_free(&b.persons);
	wasl_free(b.verdict);
	json_decref(b.dossier);
	return code;
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
