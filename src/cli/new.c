/* wasl new: what the opening of a kind, or another act, reads, to be filled in.
 */
#include "base/file.h"
#include "cli/lessons.h"
#include "cli/rows.h"
#include "cli/verbs.h"
#include "kind/caption.h"
#include "kind/fault.h"
#include "kind/personal.h"
#include "node/kindsdir.h"

#include <errno.h>
#include <stdlib.h>

enum { OUT, TO };
static const struct cli_opt opts[] = {
	[OUT] = {"out", "FILE", CLI_MSG_OPT_NEW_OUT},
	[TO] = {"to", "NODE[,NODE…]", CLI_MSG_OPT_NEW_TO},
	{NULL, NULL, CLI_MSG_NONE},
};

/* Codes of one field that are listed: countries are too many to read. */
#define CODES_BYTES_MAX 240
#define POINTER_MAX	160
/* Blocks in blocks; kinds have two. */
#define DEPTH_MAX 8

struct maker {
	const struct wasl_library *library;
	const struct wasl_kind *kind;
	const struct wasl_act_def *act;
	const char *language;
	json_t *help;	 /* [{"field", "needed", "type", "label", "codes"}] */
	json_t *lessons; /* of --to; empty without */
};

static json_t *object_of(struct maker *m, const struct wasl_shape *shape,
			 const char *front, const char *block, size_t depth);

static json_t *caption(const struct maker *m, const char *block,
		       const char *name)
{
	char id[160];
	if (block)
		snprintf(id, sizeof(id), "block-%s-%s", block, name);
	else
		snprintf(id, sizeof(id), "field-%s", name);
	wasl_text text =
		wasl_caption(m->library, m->language, m->kind->name, id);
	return json_stringn(text.p, text.n);
}

/* The list itself, or where it stands. */
static json_t *codes_of(const struct wasl_field *field)
{
	char space[CODES_BYTES_MAX];
	struct wasl_buf out = {(uint8_t *)space, 0, sizeof(space), false};
	if (field->profile_path)
		return json_string(field->profile_path);
	if (!field->codes)
		return json_string("");
	for (size_t i = 0; i < field->codes->n; i++) {
		if (out.n + strlen(field->codes->items[i].code) + 5 >
		    sizeof(space)) {
			wasl_buf_put_text(&out, " …");
			break;
		}
		wasl_buf_put_text(&out, i > 0 ? " " : "");
		wasl_buf_put_text(&out, field->codes->items[i].code);
	}
	return json_stringn(space, out.n);
}

static void add_help(struct maker *m, const struct wasl_slot *slot, bool needed,
		     const char *pointer, const char *block)
{
	const struct wasl_field *field = slot->field;
	const struct wasl_field *item =
		field->type == WASL_TYPE_LIST ? field->places : field;
	json_array_append_new(
		m->help,
		json_pack("{s:s, s:b, s:s, s:s, s:o, s:o}", "field", pointer,
			  "needed", needed, "type", wasl_type_name(field->type),
			  "of", item == field ? "" : wasl_type_name(item->type),
			  "label", caption(m, block, field->name), "codes",
			  codes_of(item)));
}

/* What goes with data of persons is filled in, but for the first act. */
static bool is_needed(const struct maker *m, const struct wasl_slot *slot,
		      size_t depth)
{
	const struct wasl_goes_with *with = wasl_goes_with;
	while (with->field && strcmp(with->field, slot->field->name) != 0)
		with++;
	return slot->need &&
	       (depth > 0 || m->act == m->kind->opening || !with->field);
}

static json_t *value_of(struct maker *m, const struct wasl_field *field,
			const char *pointer, size_t depth)
{
	char below[POINTER_MAX];
	if (field->type == WASL_TYPE_BLOCK && depth < DEPTH_MAX)
		return object_of(m, &field->block->shape, pointer,
				 field->block->name, depth + 1);
	if (field->type == WASL_TYPE_LIST) {
		snprintf(below, sizeof(below), "%s[]", pointer);
		return json_pack("[o]",
				 value_of(m, field->places, below, depth));
	}
	if (field->type == WASL_TYPE_BLOB)
		return json_pack("{s:n}", "@file");
	return json_null();
}

static json_t *object_of(struct maker *m, const struct wasl_shape *shape,
			 const char *front, const char *block, size_t depth)
{
	json_t *out = json_object();
	char pointer[POINTER_MAX];
	for (int needed = 1; needed >= 0; needed--)
		for (size_t i = 0; i < shape->n; i++) {
			const struct wasl_slot *slot = &shape->slots[i];
			if (is_needed(m, slot, depth) != (needed == 1))
				continue;
			snprintf(pointer, sizeof(pointer), "%s%s%s", front,
				 *front ? "." : "", slot->field->name);
			add_help(m, slot, needed == 1, pointer, block);
			json_object_set_new(
				out, slot->field->name,
				value_of(m, slot->field, pointer, depth));
		}
	return out;
}

/* --- saying it ------------------------------------------------------------ */

static const struct cli_column shown[] = {
	{"field", CLI_MSG_COL_FIELD, CLI_AS_TEXT},
	{"needed", CLI_MSG_COL_NEEDED, CLI_AS_YES},
	{"type", CLI_MSG_COL_TYPE, CLI_AS_TEXT},
	{"label", CLI_MSG_COL_MEANING, CLI_AS_TEXT},
	{"codes", CLI_MSG_COL_CODES, CLI_AS_TEXT},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};

static enum cli_exit put_template(struct cli *cli, const json_t *template,
				  const char *path)
{
	struct wasl_err err;
	FILE *f = path ? fopen(path, "wxe") : cli->out.f;
	if (!f) {
		(void)wasl_fail(&err, wasl_errno_status(errno), "%s: %s", path,
				strerror(errno));
		return cli_fail(cli, &err);
	}
	int failed = json_dumpf(template, f, JSON_INDENT(2));
	putc('\n', f);
	if (path)
		failed |= fclose(f);
	if (failed != 0) {
		(void)wasl_fail(&err, WASL_IO, "%s", path ? path : "-");
		return cli_fail(cli, &err);
	}
	return CLI_EXIT_OK;
}

/* The template where it is wanted, its help beside it. */
static enum cli_exit put(struct cli *cli, const struct maker *m,
			 const json_t *template, const char *path)
{
	wasl_autojson *both =
		json_pack("{s:s, s:s, s:O, s:O, s:O}", "kind", m->kind->name,
			  "act", m->act->name, "template", template, "fields",
			  m->help, "last_time", m->lessons);
	if (!path && cli_print_json(cli, both))
		return CLI_EXIT_OK;
	enum cli_exit code = put_template(cli, template, path);
	if (code != CLI_EXIT_OK || cli_print_json(cli, both))
		return code;
	struct cli beside = *cli;
	if (!path)
		beside.out = cli->err;
	cli_rows(&beside, m->help, shown, CLI_MSG_BLANK);
	cli_lessons_say(cli, m->lessons);
	return CLI_EXIT_OK;
}

/* Those that ship with the program, and those of the node's directory. */
static wasl_status load(struct wasl_library *library, const char *dir,
			struct wasl_err *err)
{
	WASL_TRY(wasl_library_add_builtin(library, err));
	return node_kinds_folder(library, dir, err);
}

static enum cli_exit make(struct cli *cli, const struct cli_args *args,
			  struct maker *m)
{
	wasl_autojson *to = cli_words(args->opt[TO]);
	enum cli_exit code = CLI_EXIT_OK;
	if (args->opt[TO])
		code = cli_lessons_ask(cli, &m->lessons, m->kind->name, to, "");
	else
		m->lessons = json_array();
	m->help = json_array();
	wasl_autojson *template = object_of(m, &m->act->shape, "", NULL, 0);
	if (code == CLI_EXIT_OK)
		code = put(cli, m, template, args->opt[OUT]);
	json_decref(m->help);
	json_decref(m->lessons);
	return code;
}

/* --- what is meant -------------------------------------------------------- */

/* "arrest", or the kind of "MA-2026-ARR-000001". */
static const struct wasl_kind *find_kind(const struct wasl_library *library,
					 const char *name)
{
	const struct wasl_kind *kind = wasl_library_kind_named(library, name);
	char code[CLI_NAME_MAX];
	if (kind)
		return kind;
	cli_reference_code(code, name);
	for (size_t i = library->n_kinds; i-- > 0;)
		if (strcmp(library->kinds[i]->code, code) == 0)
			return wasl_library_kind_named(library,
						       library->kinds[i]->name);
	return NULL;
}

static wasl_status no_act(const struct wasl_kind *kind, const char *act,
			  struct wasl_err *err)
{
	return *act ? wasl_fault_of(
			      err, WASL_NOT_FOUND, "", "act-listed",
			      WASL_FAULT_T("kind", wasl_text_of(kind->name)),
			      WASL_FAULT_T("act", wasl_text_of(act)))
		    : wasl_fault_of(
			      err, WASL_USAGE, "", "act-name",
			      WASL_FAULT_T("kind", wasl_text_of(kind->name)));
}

/* A kind alone means its opening; a dossier is open already. */
static wasl_status find_act(struct cli *cli, struct maker *m,
			    const struct cli_args *args, struct wasl_err *err)
{
	const char *name = args->operand[0];
	const char *act = args->n > 1 ? args->operand[1] : "";
	m->kind = find_kind(m->library, name);
	if (!m->kind)
		return wasl_fault_of(
			err, WASL_NOT_FOUND, "", "kind-anywhere",
			WASL_FAULT_T("kind", wasl_text_of(name)),
			WASL_FAULT_T("dir", wasl_text_of(cli->dir)));
	m->act = *act ? wasl_kind_act_named(m->kind, wasl_text_of(act))
		 : strcmp(name, m->kind->name) == 0 ? m->kind->opening
						    : NULL;
	return m->act ? WASL_OK : no_act(m->kind, act, err);
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	struct wasl_library library;
	struct maker m = {.library = &library, .language = cli_language()};
	struct wasl_err err;
	enum cli_exit code;
	wasl_library_init(&library);
	wasl_status status = load(&library, cli->dir, &err);
	if (status == WASL_OK)
		status = find_act(cli, &m, args, &err);
	code = status == WASL_OK ? make(cli, args, &m) : cli_fail(cli, &err);
	wasl_library_deinit(&library);
	return code;
}

const struct cli_verb cli_verb_new = {
	.name = "new",
	.usage = "KIND|REFERENCE [ACT] [--out FILE] [--to NODE[,NODE…]]",
	.opts = opts,
	.help = CLI_MSG_HELP_NEW,
	.more = CLI_MSG_MORE_NEW,
	.min = 1,
	.max = 2,
	.run = run,
};
