/* wasl open: a new dossier to a partner, or one to each of several. */
#include "cli/input.h"
#include "cli/lessons.h"
#include "cli/persons.h"
#include "cli/rows.h"
#include "cli/sent.h"
#include "cli/upload.h"
#include "cli/verbs.h"
#include "kind/fault.h"

enum { TO, FILE_, PERSONS, WITHOUT_BAD, CASE, TITLE, LOCAL };
static const struct cli_opt opts[] = {
	[TO] = {"to", "NODE[,NODE…]", CLI_MSG_OPT_TO},
	[FILE_] = {"file", "FILE", CLI_MSG_OPT_FILE},
	[PERSONS] = {"persons", "TABLE", CLI_MSG_OPT_PERSONS},
	[WITHOUT_BAD] = {"without-bad", NULL, CLI_MSG_OPT_WITHOUT_BAD},
	[CASE] = {"case", "CASE", CLI_MSG_OPT_CASE},
	[TITLE] = {"title", "TEXT", CLI_MSG_OPT_TITLE},
	[LOCAL] = {"local", NULL, CLI_MSG_OPT_LOCAL},
	{NULL, NULL, CLI_MSG_NONE},
};

/** What is opened. */
struct opening {
	struct cli *cli;
	const struct cli_args *args;
	const char *kind;
	json_t *fields;
	json_t *to; /* texts */
};

static const char *text_or(const char *text)
{
	return text ? text : "";
}

/* --- to one --------------------------------------------------------------- */

/* Files belong to a dossier: it is begun first, and opened when they are in
 * it. What is refused then can be opened again under its reference. */
static enum cli_exit open_with_files(struct opening *o, json_t **answer)
{
	wasl_autojson *begun = NULL;
	char path[CLI_PATH_MAX];
	enum cli_exit code = cli_ask(o->cli, &begun, "POST", "/v1/dossiers",
				     json_pack("{s:s, s:O}", "kind", o->kind,
					       "to", json_array_get(o->to, 0)));
	const char *ref = cli_str(begun, "reference");
	if (code == CLI_EXIT_OK)
		code = cli_upload_fields(o->cli, ref, o->fields);
	if (code == CLI_EXIT_OK)
		code = cli_ask(o->cli, answer, "POST",
			       cli_path(path, "/v1/dossiers/", ref, "/acts"),
			       json_pack("{s:s, s:O}", "act", "open", "fields",
					 o->fields));
	if (*ref && code == CLI_EXIT_REFUSED)
		cli_say_with(&o->cli->err, CLI_WARN, CLI_MSG_OPEN_BEGUN,
			     {"reference", ref});
	return code;
}

static enum cli_exit open_one(struct opening *o, json_t **answer)
{
	if (cli_fields_have_files(o->fields))
		return open_with_files(o, answer);
	return cli_ask(o->cli, answer, "POST", "/v1/dossiers",
		       json_pack("{s:s, s:O, s:O}", "kind", o->kind, "to",
				 json_array_get(o->to, 0), "fields",
				 o->fields));
}

/* --- to several, under one case ------------------------------------------- */

static json_t *case_body(const struct opening *o, bool fields)
{
	json_t *body = json_pack("{s:s}", "kind", o->kind);
	if (!o->args->opt[CASE])
		json_object_set_new(body, "title",
				    json_string(text_or(o->args->opt[TITLE])));
	if (json_array_size(o->to) > 0)
		json_object_set(body, "to", o->to);
	if (fields)
		json_object_set(body, "fields", o->fields);
	return body;
}

static const char *case_path(char path[CLI_PATH_MAX], const char *ref,
			     const char *what)
{
	return ref ? cli_path(path, "/v1/cases/", ref, what) : "/v1/cases";
}

/* Each dossier has its own key, and so its own sealed copy of each file. */
static enum cli_exit upload_each(struct opening *o, const json_t *begun,
				 json_t *each)
{
	const json_t *one;
	size_t i;
	cli_each(json_object_get(begun, "dossiers"), i, one)
	{
		json_t *fields = json_deep_copy(o->fields);
		enum cli_exit code = cli_upload_fields(
			o->cli, cli_str(one, "reference"), fields);
		json_object_set_new(each, cli_str(one, "peer"), fields);
		if (code != CLI_EXIT_OK)
			return code;
	}
	return CLI_EXIT_OK;
}

static enum cli_exit open_case_with_files(struct opening *o, json_t **answer)
{
	wasl_autojson *begun = NULL, *each = json_object();
	char path[CLI_PATH_MAX];
	enum cli_exit code =
		cli_ask(o->cli, &begun, "POST",
			case_path(path, o->args->opt[CASE], "/begin"),
			case_body(o, false));
	const char *ref = cli_str(begun, "reference");
	if (code == CLI_EXIT_OK)
		code = upload_each(o, begun, each);
	if (code == CLI_EXIT_OK)
		code = cli_ask(
			o->cli, answer, "POST", case_path(path, ref, "/open"),
			json_pack("{s:s, s:O, s:{}, s:O}", "kind", o->kind,
				  "to", o->to, "fields", "each", each));
	if (*ref && code == CLI_EXIT_REFUSED)
		cli_say_with(&o->cli->err, CLI_WARN, CLI_MSG_OPEN_BEGUN,
			     {"reference", ref});
	return code;
}

static enum cli_exit open_case(struct opening *o, json_t **answer)
{
	char path[CLI_PATH_MAX];
	json_t *body;
	if (cli_fields_have_files(o->fields) && json_array_size(o->to) > 0)
		return open_case_with_files(o, answer);
	if (json_array_size(o->to) > 0 || !o->args->opt[CASE])
		body = case_body(o, true);
	else
		body = json_pack("{s:O}", "fields", o->fields);
	return cli_ask(
		o->cli, answer, "POST",
		case_path(path, o->args->opt[CASE],
			  json_array_size(o->to) > 0 ? "/open" : "/draft"),
		body);
}

static void say_case(struct cli *cli, const json_t *answer)
{
	const json_t *dossiers = json_object_get(answer, "dossiers");
	const json_t *one;
	size_t i;
	cli_each(dossiers, i, one)(void) cli_say_sent(
		cli, cli_int(one, "draft") != 0 ? CLI_EXIT_WAITS : CLI_EXIT_OK,
		one);
	cli_say_with(&cli->out, CLI_GOOD,
		     json_array_size(dossiers) > 0 ? CLI_MSG_CASE_OPENED
						   : CLI_MSG_CASE_KEPT,
		     {"reference", cli_str(answer, "reference")});
	cli_each(json_object_get(answer, "findings"), i, one)
		cli_say_with(&cli->out, CLI_WARN, CLI_MSG_SENT_NOTE,
			     {"text", cli_str(one, "text")});
}

/* --- all of it ------------------------------------------------------------ */

/* What was learned last time, with what was opened. */
static enum cli_exit add_lessons(struct opening *o, json_t *answer)
{
	json_t *lessons = NULL;
	enum cli_exit code = cli_lessons_ask(o->cli, &lessons, o->kind, o->to,
					     cli_str(o->fields, "competition"));
	if (code == CLI_EXIT_OK && !o->cli->json)
		cli_lessons_say(o->cli, lessons);
	if (json_array_size(lessons) > 0)
		json_object_set(answer, "last_time", lessons);
	json_decref(lessons);
	return code;
}

static enum cli_exit open_it(struct opening *o)
{
	const struct cli_args *args = o->args;
	wasl_autojson *answer = NULL;
	bool cased = json_array_size(o->to) != 1 || args->opt[CASE] ||
		     args->opt[TITLE];
	enum cli_exit code =
		cased ? open_case(o, &answer) : open_one(o, &answer);
	if (code != CLI_EXIT_OK && code != CLI_EXIT_WAITS)
		return code;
	enum cli_exit told = add_lessons(o, answer);
	if (told != CLI_EXIT_OK)
		return told;
	if (!cased)
		return cli_say_sent(o->cli, code, answer);
	if (!cli_print_json(o->cli, answer))
		say_case(o->cli, answer);
	return code;
}

static enum cli_exit check_args(struct cli *cli, const struct cli_args *args)
{
	struct wasl_err err;
	const char *fault = NULL;
	if (!args->opt[TO] && !args->opt[LOCAL])
		fault = "open-to";
	else if (args->opt[TO] && args->opt[LOCAL])
		fault = "open-local";
	else if (args->opt[CASE] && args->opt[TITLE])
		fault = "open-title";
	if (!fault)
		return CLI_EXIT_OK;
	(void)wasl_fault(&err, WASL_USAGE, "", fault);
	return cli_usage(cli, &cli_verb_open, &err);
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	json_t *given = NULL;
	enum cli_exit code = check_args(cli, args);
	cli->about = cli_place_of(args->operand[0], "open");
	if (code == CLI_EXIT_OK)
		code = cli_read_fields(cli, &given, args->opt[FILE_],
				       args->operand + 1, args->n - 1);
	wasl_autojson *fields = given, *to = cli_words(args->opt[TO]);
	struct opening o = {cli, args, args->operand[0], fields, to};
	struct cli_persons persons = {.fd = -1};
	if (code == CLI_EXIT_OK && args->opt[PERSONS])
		code = cli_persons_take(cli, &persons, fields,
					args->opt[PERSONS],
					args->opt[WITHOUT_BAD] != NULL);
	if (code == CLI_EXIT_OK)
		code = open_it(&o);
	cli_persons_free(&persons);
	return code;
}

const struct cli_verb cli_verb_open = {
	.name = "open",
	.usage = "KIND --to NODE[,NODE…] [FIELD=VALUE…] [--file FILE] "
		 "[--case CASE] [--title TEXT] [--local] "
		 "[--persons TABLE [--without-bad]]",
	.opts = opts,
	.help = CLI_MSG_HELP_OPEN,
	.more = CLI_MSG_MORE_OPEN,
	.min = 1,
	.max = CLI_OPERANDS_MAX,
	.run = run,
};
