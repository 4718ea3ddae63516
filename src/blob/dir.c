#include "blob/dir.h"

#include "base/alloc.h"
#include "base/encode.h"
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* So many chunks may be lost with the power before they are whole: a bound on
 * what the last sync of a blob has to write. */
#define SYNC_EVERY 32

#define PART ".part"
#define NEW  ".new"

static void close_fd(const int *fd)
{
	if (*fd >= 0)
		close(*fd);
}
#define autofd __attribute__((cleanup(close_fd))) int

static wasl_status fail(struct wasl_err *err, const char *what)
{
	int error = errno;

	return wasl_fail(err, wasl_errno_status(error), "%s: %s", what,
			 strerror(error));
}

/* --- names ---------------------------------------------------------------- */

static struct wasl_blob_file named(wasl_bytes bytes, const char *ending)
{
	struct wasl_blob_file out;

	wasl_assert(WASL_HEX_LEN(bytes.n) + strlen(ending) < sizeof(out.s));
	wasl_hex_write(out.s, bytes);
	memcpy(out.s + WASL_HEX_LEN(bytes.n), ending, strlen(ending) + 1);
	return out;
}

struct wasl_blob_file wasl_blob_file_whole(const struct wasl_hash *sealed)
{
	return named(wasl_hash_bytes(sealed), "");
}

struct wasl_blob_file wasl_blob_file_part(const struct wasl_hash *sealed)
{
	return named(wasl_hash_bytes(sealed), PART);
}

struct wasl_blob_file
wasl_blob_file_new(const uint8_t id[static WASL_BLOB_ID_LEN])
{
	return named(wasl_bytes_of(id, WASL_BLOB_ID_LEN), NEW);
}

static bool form_of(const char *name, enum wasl_blob_form *form)
{
	static const struct {
		size_t hex;
		const char *ending;
	} forms[] = {
		[WASL_BLOB_WHOLE] = {WASL_HEX_LEN(WASL_HASH_LEN), ""},
		[WASL_BLOB_PART] = {WASL_HEX_LEN(WASL_HASH_LEN), PART},
		[WASL_BLOB_NEW] = {WASL_HEX_LEN(WASL_BLOB_ID_LEN), NEW},
	};
	size_t hex = strspn(name, "0123456789abcdef");

	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		*form = (enum wasl_blob_form)i;
		if (hex == forms[i].hex &&
		    strcmp(name + hex, forms[i].ending) == 0)
			return true;
	}
	return false;
}

/* --- the folder ----------------------------------------------------------- */

/* Make a folder in another and open it; its name is on disk then. */
static wasl_status enter(int *out, int in, const char *name,
			 struct wasl_err *err)
{
	bool made = mkdirat(in, name, 0700) == 0;

	if (!made && errno != EEXIST)
		return fail(err, name);
	if (made && fsync(in) != 0)
		return fail(err, name);
	*out = openat(in, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return *out < 0 ? fail(err, name) : WASL_OK;
}

wasl_status wasl_blob_dir_open(int *fd, const char *dir, const char *partner,
			       struct wasl_err *err)
{
	autofd top = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	autofd all = -1;

	*fd = -1;
	/* Node names have dots: none is a way out. */
	wasl_assert(strcmp(partner, ".") != 0 && strcmp(partner, "..") != 0 &&
		    strchr(partner, '/') == NULL);
	if (top < 0)
		return fail(err, dir);
	WASL_TRY(enter(&all, top, "blob", err));
	return enter(fd, all, partner, err);
}

/* --- files ---------------------------------------------------------------- */

static bool write_all(int fd, uint64_t at, wasl_bytes in)
{
	while (in.n > 0) {
		ssize_t k = pwrite(fd, in.p, in.n, (off_t)at);

		if (k < 0 && errno == EINTR)
			continue;
		if (k <= 0)
			return false;
		in.p += k;
		in.n -= (size_t)k;
		at += (uint64_t)k;
	}
	return true;
}

/* What is behind the chunk is what a crash left of another. */
static wasl_status write_chunk(int fd, uint64_t at, uint64_t before,
			       wasl_bytes chunk, struct wasl_err *err)
{
	wasl_status status = WASL_OK;

	if (!write_all(fd, at, chunk))
		status = fail(err, "chunk");
	else if (at + chunk.n < before &&
		 ftruncate(fd, (off_t)(at + chunk.n)) != 0)
		status = fail(err, "chunk");
	if (status != WASL_OK && ftruncate(fd, (off_t)at) != 0)
		return fail(err, "chunk");
	return status;
}

wasl_status wasl_blob_dir_put(int dir, const struct wasl_blob_file *file,
			      uint64_t n, wasl_bytes chunk, uint64_t *held,
			      uint64_t *grown, struct wasl_err *err)
{
	autofd fd = openat(dir, file->s, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	uint64_t at = n * WASL_BLOB_CHUNK_MAX;
	struct stat st;
	uint64_t size;

	*grown = 0;
	*held = 0;
	wasl_assert(chunk.n <= WASL_BLOB_CHUNK_MAX);
	if (fd < 0 || fstat(fd, &st) != 0)
		return fail(err, "chunk");
	size = (uint64_t)st.st_size;
	*held = size / WASL_BLOB_CHUNK_MAX;
	if (n < *held)
		return WASL_OK;
	if (n > *held)
		return wasl_fail(err, WASL_CONFLICT,
				 "%llu chunks are there, this is number %llu",
				 (unsigned long long)*held,
				 (unsigned long long)n);
	WASL_TRY(write_chunk(fd, at, size, chunk, err));
	if (n % SYNC_EVERY == SYNC_EVERY - 1 && fdatasync(fd) != 0)
		return fail(err, "chunk");
	*held = n + 1;
	*grown = at + chunk.n > size ? at + chunk.n - size : 0;
	return WASL_OK;
}

static wasl_status read_chunk(int fd, uint64_t n, uint8_t *out, size_t *len,
			      struct wasl_err *err)
{
	uint64_t at = n * WASL_BLOB_CHUNK_MAX;

	*len = 0;
	while (*len < WASL_BLOB_CHUNK_MAX) {
		ssize_t k = pread(fd, out + *len, WASL_BLOB_CHUNK_MAX - *len,
				  (off_t)(at + *len));

		if (k < 0 && errno == EINTR)
			continue;
		if (k < 0)
			return fail(err, "chunk");
		if (k == 0)
			break;
		*len += (size_t)k;
	}
	return WASL_OK;
}

static int open_read(int dir, const struct wasl_blob_file *file)
{
	return openat(dir, file->s, O_RDONLY | O_CLOEXEC);
}

wasl_status wasl_blob_dir_get(int dir, const struct wasl_blob_file *file,
			      uint64_t n,
			      uint8_t out[static WASL_BLOB_CHUNK_MAX],
			      size_t *len, struct wasl_err *err)
{
	autofd fd = open_read(dir, file);

	*len = 0;
	if (fd < 0)
		return fail(err, "chunk");
	WASL_TRY(read_chunk(fd, n, out, len, err));
	return *len > 0 ? WASL_OK
			: wasl_fail(err, WASL_NOT_FOUND, "no such chunk");
}

bool wasl_blob_dir_stat(int dir, const struct wasl_blob_file *file,
			uint64_t *bytes, int64_t *changed)
{
	struct stat st;

	if (fstatat(dir, file->s, &st, AT_SYMLINK_NOFOLLOW) != 0 ||
	    !S_ISREG(st.st_mode))
		return false;
	*bytes = (uint64_t)st.st_size;
	if (changed != NULL)
		*changed = st.st_mtim.tv_sec;
	return true;
}

wasl_status wasl_blob_dir_hash(int dir, const struct wasl_blob_file *file,
			       struct wasl_hash *out, struct wasl_err *err)
{
	autofd fd = open_read(dir, file);
	wasl_autofree uint8_t *space = wasl_alloc(WASL_BLOB_CHUNK_MAX, 1);
	struct wasl_sha256 sha;
	size_t len = WASL_BLOB_CHUNK_MAX;

	*out = (struct wasl_hash){0};
	if (fd < 0)
		return fail(err, "chunks");
	if (space == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "chunk");
	wasl_sha256_init(&sha);
	for (uint64_t n = 0; len == WASL_BLOB_CHUNK_MAX; n++) {
		WASL_TRY(read_chunk(fd, n, space, &len, err));
		wasl_sha256_put(&sha, wasl_bytes_of(space, len));
	}
	*out = wasl_sha256_finish(&sha);
	return WASL_OK;
}

wasl_status wasl_blob_dir_settle(int dir, const struct wasl_blob_file *from,
				 const struct wasl_hash *sealed,
				 struct wasl_err *err)
{
	struct wasl_blob_file to = wasl_blob_file_whole(sealed);
	autofd fd = open_read(dir, from);

	if (fd < 0 || fdatasync(fd) != 0)
		return fail(err, "chunks");
	if (renameat(dir, from->s, dir, to.s) != 0 || fsync(dir) != 0)
		return fail(err, "chunks");
	return WASL_OK;
}

void wasl_blob_dir_remove(int dir, const struct wasl_blob_file *file)
{
	(void)unlinkat(dir, file->s, 0);
}

void wasl_blob_dir_each(int dir,
			void (*visit)(void *ctx,
				      const struct wasl_blob_file *file,
				      enum wasl_blob_form form),
			void *ctx)
{
	/* Of its own: a duplicate would share its place. */
	int fd = openat(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *all = fd < 0 ? NULL : fdopendir(fd);
	const struct dirent *e;

	if (all == NULL) {
		close_fd(&fd);
		return;
	}
	while ((e = readdir(all)) != NULL) {
		enum wasl_blob_form form;
		struct wasl_blob_file file;

		if (!form_of(e->d_name, &form))
			continue;
		memcpy(file.s, e->d_name, strlen(e->d_name) + 1);
		visit(ctx, &file, form);
	}
	closedir(all);
}
