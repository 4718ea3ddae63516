/* wasl fetch: a file of a dossier, opened and checked before it has a name. */
#include "base/encode.h"
#include "base/file.h"
#include "blob/sniff.h"
#include "cli/file.h"
#include "cli/rows.h"
#include "cli/verbs.h"
#include "crypto/crypto.h"
#include "kind/blob.h"
#include "kind/fault.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

enum { OUT, DANGEROUS };
static const struct cli_opt opts[] = {
	[OUT] = {"out", "FILE", CLI_MSG_OPT_FETCH_OUT},
	[DANGEROUS] = {"dangerous", NULL, CLI_MSG_OPT_FETCH_DANGEROUS},
	{NULL, NULL, CLI_MSG_NONE},
};

/* A file on its way to the disk. */
struct target {
	struct cli *cli;
	const char *name;
	uint64_t size, got;
	int fd;
	int error;
	struct wasl_sha256 sha;
	struct wasl_sniff sniff;
};

static bool take(void *ctx, wasl_bytes part)
{
	struct target *t = ctx;
	size_t done = 0;
	while (done < part.n) {
		ssize_t k = write(t->fd, part.p + done, part.n - done);
		if (k < 0 && errno == EINTR)
			continue;
		if (k <= 0) {
			t->error = errno;
			return false;
		}
		done += (size_t)k;
	}
	wasl_sha256_put(&t->sha, part);
	wasl_sniff_put(&t->sniff, part);
	t->got += part.n;
	cli_file_progress(t->cli, CLI_MSG_FILE_FETCHING, t->name, t->got,
			  t->size);
	return true;
}

/* --- which file ----------------------------------------------------------- */

static bool is_it(const json_t *file, size_t i, const char *word)
{
	char number[24];
	size_t n = strlen(word);
	snprintf(number, sizeof(number), "%zu", i + 1);
	return strcmp(number, word) == 0 ||
	       strcmp(cli_str(file, "name"), word) == 0 ||
	       (n >= 8 && (strncmp(cli_str(file, "sha256"), word, n) == 0 ||
			   strncmp(cli_str(file, "sealed"), word, n) == 0));
}

static enum cli_exit find(struct cli *cli, const json_t *files,
			  const char *word, const json_t **out)
{
	struct wasl_err err;
	size_t i, n = 0;
	const json_t *file;
	cli_each(files, i, file)
	{
		if (!is_it(file, i, word))
			continue;
		*out = file;
		n++;
	}
	if (n == 1)
		return CLI_EXIT_OK;
	(void)wasl_fault_of(&err, WASL_NOT_FOUND, "",
			    n == 0 ? "no-such-file" : "files-several",
			    WASL_FAULT_T("file", wasl_text_of(word)));
	enum cli_exit code = cli_fail(cli, &err);
	if (!cli->json)
		cli_files_print(&cli->err, files);
	return code;
}

/* --- to the disk ---------------------------------------------------------- */

/* What the act says, once more, over all of it. */
static wasl_status check(const struct target *t, const json_t *file,
			 bool dangerous, struct wasl_err *err)
{
	struct wasl_sha256 sha = t->sha;
	struct wasl_hash hash = wasl_sha256_finish(&sha);
	char hex[WASL_HEX_LEN(WASL_HASH_LEN) + 1];
	struct wasl_sniffed is =
		wasl_sniff_finish(&t->sniff, wasl_text_of(t->name));
	wasl_hex_write(hex, wasl_hash_bytes(&hash));
	if (t->got != t->size || strcmp(hex, cli_str(file, "sha256")) != 0)
		return wasl_fault(err, WASL_BAD_SEAL, "", "file-other-hash");
	if (is.dangers != 0 && !dangerous)
		return wasl_fault_of(
			err, WASL_RULE, "", "file-danger",
			WASL_FAULT_T("danger",
				     wasl_text_of(wasl_danger_name((
					     enum wasl_danger)(is.dangers &
							       -is.dangers)))));
	return WASL_OK;
}

static wasl_status give_name(const struct target *t, const char *temporary,
			     const char *path, struct wasl_err *err)
{
	if (fsync(t->fd) != 0)
		return wasl_fail(err, wasl_errno_status(errno), "%s", path);
	/* link(2) takes no name that is taken. */
	if (link(temporary, path) != 0)
		return wasl_fail(err, wasl_errno_status(errno), "%s: %s", path,
				 strerror(errno));
	return WASL_OK;
}

static enum cli_exit ask(struct target *t, const char *ref, const json_t *file,
			 bool dangerous)
{
	char more[160], path[CLI_PATH_MAX];
	snprintf(more, sizeof(more), "/blobs/%s%s", cli_str(file, "sealed"),
		 dangerous ? "?dangerous=yes" : "");
	cli_path(path, "/v1/dossiers/", ref, more);
	return cli_fetch(t->cli, path, take, t, t->size);
}

static enum cli_exit save(struct cli *cli, const char *ref, const json_t *file,
			  const char *path, bool dangerous)
{
	struct target t = {.cli = cli,
			   .name = cli_str(file, "name"),
			   .size = (uint64_t)cli_int(file, "size")};
	char temporary[PATH_MAX];
	struct wasl_err err;
	snprintf(temporary, sizeof(temporary), "%s.XXXXXX", path);
	wasl_sha256_init(&t.sha);
	if (access(path, F_OK) == 0) {
		(void)wasl_fault_of(&err, WASL_EXISTS, "", "file-there",
				    WASL_FAULT_T("path", wasl_text_of(path)));
		return cli_fail(cli, &err);
	}
	t.fd = mkostemp(temporary, O_CLOEXEC);
	if (t.fd < 0) {
		(void)wasl_fail(&err, wasl_errno_status(errno), "%s: %s", path,
				strerror(errno));
		return cli_fail(cli, &err);
	}
	enum cli_exit code = ask(&t, ref, file, dangerous);
	cli_progress_end(&cli->err);
	if (code == CLI_EXIT_OK &&
	    (check(&t, file, dangerous, &err) != WASL_OK ||
	     give_name(&t, temporary, path, &err) != WASL_OK))
		code = cli_fail(cli, &err);
	unlink(temporary);
	close(t.fd);
	return code;
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *dossier = NULL;
	const json_t *file = NULL;
	char path[CLI_PATH_MAX];
	struct wasl_err err;
	cli_path(path, "/v1/dossiers/", args->operand[0], NULL);
	enum cli_exit code = cli_ask(cli, &dossier, "GET", path, NULL);
	if (code == CLI_EXIT_OK)
		code = find(cli, json_object_get(dossier, "files"),
			    args->operand[1], &file);
	if (code != CLI_EXIT_OK)
		return code;
	const char *out =
		args->opt[OUT] ? args->opt[OUT] : cli_str(file, "name");
	/* The node has checked it; it is a partner's word all the same. */
	if (!args->opt[OUT] && !wasl_blob_name_valid(wasl_text_of(out))) {
		(void)wasl_fault(&err, WASL_SCHEMA, "", "file-name-out");
		return cli_fail(cli, &err);
	}
	code = save(cli, args->operand[0], file, out,
		    args->opt[DANGEROUS] != NULL);
	if (code == CLI_EXIT_OK && !cli_print_json(cli, file))
		cli_say_with(&cli->out, CLI_GOOD, CLI_MSG_FILE_FETCHED,
			     {"path", out},
			     {"sha256", cli_str(file, "sha256")});
	return code;
}

const struct cli_verb cli_verb_fetch = {
	.name = "fetch",
	.usage = "REFERENCE NAME|NUMBER|SHA-256 [--out FILE] [--dangerous]",
	.opts = opts,
	.help = CLI_MSG_HELP_FETCH,
	.more = CLI_MSG_MORE_FETCH,
	.min = 2,
	.max = 2,
	.run = run,
};
