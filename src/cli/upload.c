/* Files of the officer's to the node, piece by piece. */
#include "cli/upload.h"

#include "base/alloc.h"
#include "base/encode.h"
#include "base/file.h"
#include "blob/name.h"
#include "blob/stream.h"
#include "cli/file.h"
#include "cli/rows.h"
#include "crypto/crypto.h"
#include "kind/fault.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* How often the node is asked whether it has checked a file. */
#define ASK_MS 100
/* The member that stands for a file in a field. */
#define FILE_MEMBER "@file"
#define NAME_MEMBER "name"

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
		return wasl_fault_of(err, WASL_USAGE, "", "no-file",
				     WASL_FAULT_T("path", wasl_text_of(path)));
	s->size = (uint64_t)st.st_size;
	if (s->size > WASL_BLOB_MAX)
		return wasl_fault_of(err, WASL_TOO_BIG, "", "file-split",
				     WASL_FAULT_T("path", wasl_text_of(path)),
				     WASL_FAULT_N("n", s->size),
				     WASL_FAULT_N("max", WASL_BLOB_MAX));
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
			return wasl_fault(err, WASL_CONFLICT, "",
					  "file-shorter");
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

static void say_file(struct cli *cli, const struct source *s,
		     const json_t *answer)
{
	if (cli->json)
		return;
	if (!cli_true(answer, "fits"))
		cli_say_with(&cli->err, CLI_WARN, CLI_MSG_FILE_NOT_ITS_NAME,
			     {"name", s->name},
			     {"type", cli_str(json_object_get(answer, "file"),
					      "type")});
	cli_say_with(&cli->err, CLI_PLAIN, CLI_MSG_FILE_UPLOADED,
		     {"name", s->name}, {"sha256", s->sha256});
}

static enum cli_exit give(struct cli *cli, struct source *s, const char *ref,
			  const char *path, const char *name, json_t **file)
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
	say_file(cli, s, answer);
	*file = json_incref(json_object_get(answer, "file"));
	return CLI_EXIT_OK;
}

enum cli_exit cli_upload(struct cli *cli, json_t **file, const char *ref,
			 const char *path, const char *name)
{
	struct source s = {.fd = -1, .piece = wasl_alloc(WASL_BLOB_PIECE, 1)};
	struct wasl_err err;
	*file = NULL;
	if (!s.piece || wasl_crypto_init(&err) != WASL_OK) {
		wasl_free(s.piece);
		(void)wasl_fail(&err, WASL_NO_MEMORY, "files");
		return cli_fail(cli, &err);
	}
	enum cli_exit code = give(cli, &s, ref, path, name, file);
	if (s.fd >= 0)
		close(s.fd);
	wasl_free(s.piece);
	return code;
}

/* --- files in fields ------------------------------------------------------ */

/* The path where a value stands for a file, or NULL. */
static const char *path_of(const json_t *value)
{
	return json_string_value(json_object_get(value, FILE_MEMBER));
}

static enum cli_exit upload_value(struct cli *cli, json_t **file,
				  const char *ref, const json_t *value)
{
	return cli_upload(
		cli, file, ref, path_of(value),
		json_string_value(json_object_get(value, NAME_MEMBER)));
}

json_t *cli_file_value(const char *path, const char *name)
{
	return json_pack("{s:s, s:s*}", FILE_MEMBER, path, NAME_MEMBER, name);
}

bool cli_fields_have_files(json_t *fields)
{
	const char *name;
	json_t *value, *item;
	size_t i;
	json_object_foreach(fields, name, value)
	{
		if (path_of(value))
			return true;
		cli_each(value, i, item) if (path_of(item)) return true;
	}
	return false;
}

static enum cli_exit upload_list(struct cli *cli, const char *ref, json_t *list)
{
	enum cli_exit code = CLI_EXIT_OK;
	json_t *item, *file;
	size_t i;
	cli_each(list, i, item)
	{
		if (!path_of(item))
			continue;
		code = upload_value(cli, &file, ref, item);
		if (code != CLI_EXIT_OK)
			return code;
		json_array_set_new(list, i, file);
	}
	return code;
}

enum cli_exit cli_upload_fields(struct cli *cli, const char *ref,
				json_t *fields)
{
	enum cli_exit code = CLI_EXIT_OK;
	const char *name;
	json_t *value, *file;
	json_object_foreach(fields, name, value)
	{
		if (path_of(value)) {
			code = upload_value(cli, &file, ref, value);
			if (code == CLI_EXIT_OK)
				json_object_set_new(fields, name, file);
		} else {
			code = upload_list(cli, ref, value);
		}
		if (code != CLI_EXIT_OK)
			return code;
	}
	return code;
}
