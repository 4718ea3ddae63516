/* wasl kind check: everything wrong with a kind file, without a node. */
#include "base/alloc.h"
#include "base/encode.h"
#include "base/file.h"
#include "cli/verbs.h"
#include "kind/builtin.h"
#include "kind/label.h"
#include "kind/library.h"
#include "kind/personal.h"
#include "kind/walk.h"
#include "kind/words.h"

#include <dirent.h>
#include <stdlib.h>

enum { OLD, TABLE };
static const struct cli_opt opts[] = {
	[OLD] = {"old", "FILE", CLI_MSG_OPT_OLD},
	[TABLE] = {"table", NULL, CLI_MSG_OPT_TABLE},
	{NULL, NULL, CLI_MSG_NONE},
};

/* Findings, names and three files of labels. */
#define CHECK_ARENA_MAX (16 * 1024 * 1024)
#define PATH_MAX_LEN	4096

struct check {
	struct cli *cli;
	struct wasl_arena arena;
	struct wasl_findings findings;
	struct wasl_library library; /* of common files only */
	struct wasl_kind *kind;	     /* NULL: a common file, or a bad one */
	json_t *file;
	size_t labels;
};

/* --- the common files -------------------------------------------------------
 */

/* A common file joins; any other is passed over. One beside the file wins over
 * the one that came with the program. */
static wasl_status add_common(struct check *c, wasl_bytes file,
			      struct wasl_err *err)
{
	wasl_autojson *parsed = NULL;
	wasl_status status;
	if (wasl_json_parse(&parsed, file, WASL_KIND_FILE_MAX, NULL) !=
		    WASL_OK ||
	    json_object_get(parsed, "common") == NULL)
		return WASL_OK;
	status = wasl_library_add_kind(NULL, &c->library, &c->findings, file,
				       err);
	return status == WASL_EXISTS ? WASL_OK : status;
}

static int json_only(const struct dirent *entry)
{
	size_t n = strlen(entry->d_name);
	return n > 5 && strcmp(entry->d_name + n - 5, ".json") == 0;
}

static wasl_status add_beside(struct check *c, const char *path,
			      struct wasl_err *err)
{
	const char *slash = strrchr(path, '/');
	char folder[PATH_MAX_LEN];
	struct dirent **names = NULL;
	wasl_status status = WASL_OK;
	int n;
	snprintf(folder, sizeof(folder), "%.*s",
		 slash ? (int)(slash - path) + 1 : 2, slash ? path : "./");
	n = scandir(folder, &names, json_only, alphasort);
	for (int i = 0; i < n; i++) {
		wasl_autofree uint8_t *file = NULL;
		size_t len = 0;
		const char *full = wasl_arena_format(&c->arena, "%s%s", folder,
						     names[i]->d_name);
		if (status == WASL_OK && full != NULL &&
		    wasl_file_read(&file, &len, full, WASL_KIND_FILE_MAX,
				   NULL) == WASL_OK)
			status = add_common(c, wasl_bytes_of(file, len), err);
		free(names[i]);
	}
	free(names);
	return status;
}

static wasl_status add_builtin(struct check *c, struct wasl_err *err)
{
	for (size_t i = 0; i < wasl_builtins_n; i++)
		WASL_TRY(add_common(c, wasl_builtins[i].file, err));
	return WASL_OK;
}

/* --- the checks
 * --------------------------------------------------------------- */

/* A common file is checked with the kinds that take it; here, its labels. */
static wasl_status compile(struct check *c, struct wasl_kind **out,
			   const char *path, struct wasl_err *err)
{
	wasl_autofree uint8_t *file = NULL;
	size_t n;
	wasl_status status;
	*out = NULL;
	WASL_TRY(wasl_file_read(&file, &n, path, WASL_KIND_FILE_MAX, err));
	if (c->file == NULL &&
	    wasl_json_parse(&c->file, wasl_bytes_of(file, n),
			    WASL_KIND_FILE_MAX, err) != WASL_OK) {
		wasl_err_prefix(err, "%s", path);
		return err->status;
	}
	if (json_object_get(c->file, "common") != NULL)
		return WASL_OK;
	status = wasl_kind_new(out, &c->findings, wasl_bytes_of(file, n),
			       c->library.common, c->library.n_common, err);
	/* Told with the rest. */
	return status == WASL_SCHEMA ? WASL_OK : status;
}

static void check_language(struct check *c, const struct wasl_labels *labels,
			   const char *path, const char *language)
{
	size_t stem = strlen(path);
	wasl_autofree uint8_t *text = NULL;
	const char *full;
	size_t n;
	if (stem > 5 && strcmp(path + stem - 5, ".json") == 0)
		stem -= 5;
	full = wasl_arena_format(&c->arena, "%.*s.%s.ftl", (int)stem, path,
				 language);
	if (full == NULL)
		return;
	if (wasl_file_read(&text, &n, full, WASL_LABEL_FILE_MAX, NULL) !=
	    WASL_OK)
		wasl_findings_schema(&c->findings, full, "label",
				     "there are no labels in %s", full);
	else
		wasl_labels_check(&c->findings, labels,
				  (wasl_text){(char *)text, n}, full);
}

static wasl_status check_labels(struct check *c, const char *path,
				struct wasl_err *err)
{
	static const char *const languages[] = {"ar", "fr", "en"};
	struct wasl_labels labels;
	WASL_TRY(wasl_labels_of(&labels, &c->arena, c->file, c->library.common,
				c->library.n_common, err));
	c->labels = labels.n;
	for (size_t i = 0; i < sizeof(languages) / sizeof(*languages); i++)
		check_language(c, &labels, path, languages[i]);
	return WASL_OK;
}

static wasl_status check_old(struct check *c, const char *path,
			     struct wasl_err *err)
{
	struct wasl_kind *old;
	if (path == NULL || c->kind == NULL)
		return WASL_OK;
	WASL_TRY(compile(c, &old, path, err));
	if (old != NULL)
		wasl_kind_check_append(&c->findings, old, c->kind);
	wasl_kind_free(old);
	return WASL_OK;
}

static wasl_status check_all(struct check *c, const struct cli_args *args,
			     struct wasl_err *err)
{
	const char *path = args->operand[0];
	WASL_TRY(add_beside(c, path, err));
	WASL_TRY(add_builtin(c, err));
	WASL_TRY(compile(c, &c->kind, path, err));
	if (c->kind != NULL) {
		wasl_kind_check_personal(&c->findings, c->kind);
		wasl_kind_check_words(&c->findings, c->kind);
	}
	WASL_TRY(check_labels(c, path, err));
	WASL_TRY(check_old(c, args->opt[OLD], err));
	return wasl_arena_check(&c->arena, err);
}

/* --- the answer
 * ----------------------------------------------------------------- */

static void put_json(const struct check *c, const char *hash)
{
	json_t *findings = json_array();
	json_t *out;
	for (size_t i = 0; i < c->findings.n; i++) {
		const struct wasl_finding *f = &c->findings.items[i];
		json_array_append_new(findings,
				      json_pack("{s:s, s:s, s:s}", "pointer",
						f->pointer, "rule", f->rule,
						"text", f->text));
	}
	out = json_pack("{s:O?, s:O?, s:s?, s:b, s:I, s:o}", "kind",
			json_object_get(c->file, "kind"), "common",
			json_object_get(c->file, "common"), "hash",
			*hash == '\0' ? NULL : hash, "clean",
			c->findings.errors == 0, "labels",
			(json_int_t)c->labels, "findings", findings);
	json_dumpf(out, c->cli->out.f, JSON_INDENT(2));
	putc('\n', c->cli->out.f);
	json_decref(out);
}

static void put_text(const struct check *c, const char *path, const char *hash)
{
	char number[2][24];
	for (size_t i = 0; i < c->findings.n; i++) {
		const char *at = c->findings.items[i].pointer;
		cli_say_with(&c->cli->out, CLI_BAD, CLI_MSG_KIND_FINDING,
			     {"at", *at ? at : path},
			     {"text", c->findings.items[i].text});
	}
	if (c->findings.errors > 0) {
		snprintf(number[0], sizeof(number[0]), "%zu",
			 c->findings.errors);
		cli_say_with(&c->cli->out, CLI_BAD, CLI_MSG_KIND_FAULTY,
			     {"file", path}, {"n", number[0]});
		return;
	}
	if (c->kind == NULL) {
		cli_say_with(&c->cli->out, CLI_GOOD, CLI_MSG_COMMON_CLEAN,
			     {"file", path});
		return;
	}
	snprintf(number[0], sizeof(number[0]), "%zu", c->kind->n_states - 1);
	snprintf(number[1], sizeof(number[1]), "%zu", c->kind->n_acts);
	cli_say_with(&c->cli->out, CLI_GOOD, CLI_MSG_KIND_CLEAN, {"file", path},
		     {"states", number[0]}, {"acts", number[1]},
		     {"hash", hash});
}

static void put_table(const struct check *c)
{
	struct wasl_buf buf = {.cap = WASL_WALK_MAX};
	buf.p = wasl_alloc(buf.cap, 1);
	if (buf.p == NULL)
		return;
	wasl_kind_walk(&buf, c->kind);
	fwrite(buf.p, 1, buf.n, c->cli->out.f);
	wasl_free(buf.p);
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	struct check c = {.cli = cli,
			  .arena = wasl_arena_init(CHECK_ARENA_MAX)};
	char hash[WASL_HEX_LEN(WASL_HASH_LEN) + 1] = "";
	enum cli_exit code = CLI_EXIT_OK;
	struct wasl_err err;
	c.findings = wasl_findings_init(&c.arena);
	wasl_library_init(&c.library);
	if (check_all(&c, args, &err) != WASL_OK) {
		code = cli_fail(cli, &err);
	} else {
		if (c.kind != NULL)
			wasl_hex_write(hash, wasl_hash_bytes(&c.kind->hash));
		if (cli->json)
			put_json(&c, hash);
		else if (args->opt[TABLE] && c.kind != NULL)
			put_table(&c);
		else
			put_text(&c, args->operand[0], hash);
		if (c.findings.errors > 0)
			code = CLI_EXIT_REFUSED;
	}
	wasl_kind_free(c.kind);
	wasl_library_deinit(&c.library);
	json_decref(c.file);
	wasl_arena_deinit(&c.arena);
	return code;
}

const struct cli_verb cli_verb_kind_check = {
	.name = "kind check",
	.usage = "FILE [--old FILE] [--table]",
	.opts = opts,
	.help = CLI_MSG_HELP_KIND_CHECK,
	.more = CLI_MSG_MORE_KIND_CHECK,
	.min = 1,
	.max = 1,
	.run = run,
};
