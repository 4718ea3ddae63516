/* wasl attach: files into a dossier, then the act that refers to them. */
#include "base/alloc.h"
#include "base/encode.h"
#include "base/file.h"
#include "blob/name.h"
#include "blob/stream.h"
#include "cli/file.h"
#include "cli/input.h"
#include "cli/rows.h"
#include "cli/sent.h"
#include "cli/verbs.h"
#include "crypto/crypto.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* How often the node is asked whether it has checked a file. */
#define ASK_MS 100

enum { NOTE, ACT, FIELD, NAME, FILE_, UPLOAD };
static const struct cli_opt opts[] = {
	[NOTE] = {"note", "TEXT", CLI_MSG_OPT_ATTACH_NOTE},
	[ACT] = {"act", "ACT", CLI_MSG_OPT_ATTACH_ACT},
	[FIELD] = {"field", "FIELD", CLI_MSG_OPT_ATTACH_FIELD},
	[NAME] = {"name", "NAME", CLI_MSG_OPT_ATTACH_NAME},
	[FILE_] = {"file", "FILE", CLI_MSG_OPT_FILE},
	[UPLOAD] = {"upload-only", NULL, CLI_MSG_OPT_UPLOAD_ONLY},
	{NULL, NULL, CLI_MSG_NONE},
};

/* A file of the officer's, open. */
struct source {
	int fd;
	uint64_t size;
	char name[WASL_BLOB_NAME_BYTES_MAX + 1];
	char sha256[WASL_HEX_LEN(WASL_HASH_LEN) + 1];
	uint8_t *piece; /* WASL_BLOB_PIECE bytes */
};

static wasl_status open_source(struct source *s, const char *path,
			       struct wasl_err *err)
{
	struct stat st;
	s->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (s->fd < 0 || fstat(s->fd, &st) != 0)
		return wasl_fail(err, wasl_errno_status(errno), "%s: %s", path,
				 strerror(errno));
	if (!S_ISREG(st.st_mode))
		return wasl_fail(err, WASL_USAGE, "%s is not a file", path);
	s->size = (uint64_t)st.st_size;
	if (s->size > WASL_BLOB_MAX)
		return wasl_fail(err, WASL_TOO_BIG,
				 "%s has %llu bytes; a file has at most %llu "
				 "(1 GiB): cut it, as with split(1)",
				 path, (unsigned long long)s->size,
				 (unsigned long long)WASL_BLOB_MAX);
	return WASL_OK;
}

/* Exactly `n` bytes at `at`: a file that became shorter is another one. */
static wasl_status read_piece(const struct source *s, uint64_t at, size_t n,
			      struct wasl_err *err)
{
	size_t have = 0;
	while (have < n) {
		ssize_t k = pread(s->fd, s->piece + have, n - have,
				  (off_t)(at + have));
		if (k < 0 && errno == EINTR)
			continue;
		if (k < 0)
			return wasl_fail(err, WASL_IO, "%s", strerror(errno));
		if (k == 0)
			return wasl_fail(err, WASL_CONFLICT,
					 "the file became shorter meanwhile");
		have += (size_t)k;
	}
	return WASL_OK;
}

static size_t piece_len(const struct source *s, uint64_t n)
{
	uint64_t left = s->size - n * WASL_BLOB_PIECE;
	return left < WASL_BLOB_PIECE ? (size_t)left : WASL_BLOB_PIECE;
}

static wasl_status hash_source(struct cli *cli, struct source *s,
			       struct wasl_err *err)
{
	struct wasl_sha256 sha;
	struct wasl_hash hash;
	wasl_sha256_init(&sha);
	for (uint64_t n = 0; n < wasl_blob_chunks_of(s->size); n++) {
		size_t len = piece_len(s, n);
		cli_file_progress(cli, CLI_MSG_FILE_HASHING, s->name,
				  n * WASL_BLOB_PIECE, s->size);
		WASL_TRY(read_piece(s, n * WASL_BLOB_PIECE, len, err));
		wasl_sha256_put(&sha, wasl_bytes_of(s->piece, len));
	}
	hash = wasl_sha256_finish(&sha);
	wasl_hex_write(s->sha256, wasl_hash_bytes(&hash));
	return WASL_OK;
}

static enum cli_exit ask_state(struct cli *cli, const struct source *s,
			       const char *ref, json_t **answer)
{
	char path[CLI_PATH_MAX], size[24];
	cli_path(path, "/v1/dossiers/", ref, "/blobs");
	snprintf(size, sizeof(size), "%llu", (unsigned long long)s->size);
	json_decref(*answer);
	return cli_ask(cli, answer, "POST", path,
		       json_pack("{s:s, s:s, s:s}", "name", s->name, "size",
				 size, "sha256", s->sha256));
}

static enum cli_exit put_piece(struct cli *cli, const struct source *s,
			       const char *ref, uint64_t n, uint64_t *held)
{
	wasl_autojson *answer = NULL;
	char more[160], path[CLI_PATH_MAX];
	struct wasl_err err;
	size_t len = piece_len(s, n);
	if (read_piece(s, n * WASL_BLOB_PIECE, len, &err) != WASL_OK)
		return cli_fail(cli, &err);
	snprintf(more, sizeof(more), "/blobs/%s/%llu?size=%llu", s->sha256,
		 (unsigned long long)n, (unsigned long long)s->size);
	cli_path(path, "/v1/dossiers/", ref, more);
	enum cli_exit code = cli_ask_bytes(cli, &answer, "PUT", path,
					   wasl_bytes_of(s->piece, len));
	*held = (uint64_t)cli_int(answer, "held");
	return code;
}

/* Give what is missing, until the node says that the file is whole. */
static enum cli_exit upload(struct cli *cli, const struct source *s,
			    const char *ref, json_t **answer)
{
	const struct timespec pause = {0, ASK_MS * 1000000L};
	enum cli_exit code = ask_state(cli, s, ref, answer);
	while (code == CLI_EXIT_OK &&
	       !json_is_object(json_object_get(*answer, "file"))) {
		uint64_t n = (uint64_t)cli_int(*answer, "held");
		uint64_t pieces = (uint64_t)cli_int(*answer, "pieces");
		if (n >= pieces) {
			cli_file_progress(cli, CLI_MSG_FILE_CHECKING, s->name,
					  s->size, s->size);
			nanosleep(&pause, NULL);
		}
		while (code == CLI_EXIT_OK && n < pieces) {
			cli_file_progress(cli, CLI_MSG_FILE_UPLOADING, s->name,
					  n * WASL_BLOB_PIECE, s->size);
			code = put_piece(cli, s, ref, n, &n);
		}
		if (code == CLI_EXIT_OK)
			code = ask_state(cli, s, ref, answer);
	}
	cli_progress_end(&cli->err);
	return code;
}

static void say_name(struct cli *cli, const char *path, const char *name)
{
	if (!cli->json)
		cli_say_with(&cli->err, CLI_WARN, CLI_MSG_FILE_RENAMED,
			     {"path", path}, {"name", name});
}

static enum cli_exit attach_one(struct cli *cli, struct source *s,
				const char *ref, const char *path,
				const char *name, json_t *files)
{
	wasl_autojson *answer = NULL;
	struct wasl_err err;
	const char *called = name ? name : path;
	if (open_source(s, path, &err) != WASL_OK)
		return cli_fail(cli, &err);
	(void)wasl_blob_name_clean(s->name,
				   wasl_text_bytes(wasl_text_of(called)));
	const char *slash = strrchr(called, '/');
	if (strcmp(slash ? slash + 1 : called, s->name) != 0)
		say_name(cli, called, s->name);
	if (hash_source(cli, s, &err) != WASL_OK)
		return cli_fail(cli, &err);
	enum cli_exit code = upload(cli, s, ref, &answer);
	if (code != CLI_EXIT_OK)
		return code;
	const json_t *file = json_object_get(answer, "file");
	if (!cli_true(answer, "fits") && !cli->json)
		cli_say_with(&cli->err, CLI_WARN, CLI_MSG_FILE_NOT_ITS_NAME,
			     {"name", s->name},
			     {"type", cli_str(file, "type")});
	if (!cli->json)
		cli_say_with(&cli->err, CLI_PLAIN, CLI_MSG_FILE_UPLOADED,
			     {"name", s->name}, {"sha256", s->sha256});
	json_array_append(files, json_object_get(answer, "file"));
	return CLI_EXIT_OK;
}

static enum cli_exit attach_all(struct cli *cli, const struct cli_args *args,
				json_t *files)
{
	enum cli_exit code = CLI_EXIT_OK;
	uint8_t *piece = wasl_alloc(WASL_BLOB_PIECE, 1);
	struct wasl_err err;
	if (!piece || wasl_crypto_init(&err) != WASL_OK) {
		wasl_free(piece);
		(void)wasl_fail(&err, WASL_NO_MEMORY, "files");
		return cli_fail(cli, &err);
	}
	for (size_t i = 1; i < args->n && code == CLI_EXIT_OK; i++) {
		struct source s = {.fd = -1, .piece = piece};
		code = attach_one(cli, &s, args->operand[0], args->operand[i],
				  args->opt[NAME], files);
		if (s.fd >= 0)
			close(s.fd);
	}
	wasl_free(piece);
	return code;
}

static enum cli_exit send_act(struct cli *cli, const struct cli_args *args,
			      json_t *files)
{
	wasl_autojson *answer = NULL;
	json_t *fields;
	char path[CLI_PATH_MAX];
	const char *act = args->opt[ACT] ? args->opt[ACT] : "attach";
	const char *field = args->opt[FIELD] ? args->opt[FIELD] : "attachments";
	enum cli_exit code =
		cli_read_fields(cli, &fields, args->opt[FILE_], NULL, 0);
	if (code != CLI_EXIT_OK)
		return code;
	json_object_set(fields, field, files);
	if (args->opt[NOTE])
		json_object_set_new(fields, "note",
				    json_string(args->opt[NOTE]));
	cli_path(path, "/v1/dossiers/", args->operand[0], "/acts");
	code = cli_ask(cli, &answer, "POST", path,
		       json_pack("{s:s, s:o}", "act", act, "fields", fields));
	return cli_say_sent(cli, code, answer);
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *files = json_array();
	struct wasl_err err;
	if (args->opt[NAME] && args->n > 2) {
		(void)wasl_fail(&err, WASL_USAGE, "--name is for one file");
		return cli_fail(cli, &err);
	}
	enum cli_exit code = attach_all(cli, args, files);
	if (code != CLI_EXIT_OK)
		return code;
	if (!args->opt[UPLOAD])
		return send_act(cli, args, files);
	json_dumpf(files, cli->out.f, JSON_INDENT(2));
	putc('\n', cli->out.f);
	return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_attach = {
	.name = "attach",
	.usage = "REFERENCE FILE… [--note TEXT] [--act ACT] [--field FIELD] "
		 "[--name NAME] "
		 "[--file FIELDS] [--upload-only]",
	.opts = opts,
	.help = CLI_MSG_HELP_ATTACH,
	.more = CLI_MSG_MORE_ATTACH,
	.min = 2,
	.max = CLI_OPERANDS_MAX,
	.run = run,
};
