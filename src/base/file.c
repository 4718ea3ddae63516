#include "base/file.h"

#include "base/alloc.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Read in steps that grow, so that a small file costs little. */
#define FIRST_STEP 4096

wasl_status wasl_errno_status(int error)
{
	switch (error) {
	case ENOENT:
	case ENOTDIR:
		return WASL_NOT_FOUND;
	case EEXIST:
	case ENOTEMPTY:
		return WASL_EXISTS;
	case EACCES:
	case EPERM:
	case EROFS:
		return WASL_DENIED;
	case ENOMEM:
		return WASL_NO_MEMORY;
	default:
		return wasl_write_status(error);
	}
}

wasl_status wasl_write_status(int error)
{
	return error == ENOSPC || error == EDQUOT || error == EFBIG
		       ? WASL_NO_SPACE
		       : WASL_IO;
}

bool wasl_pwrite_all(int fd, wasl_bytes in, uint64_t at)
{
	while (in.n > 0) {
		ssize_t n = pwrite(fd, in.p, in.n, (off_t)at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		in.p += n;
		in.n -= (size_t)n;
		at += (uint64_t)n;
	}
	return true;
}

static wasl_status fail_errno(struct wasl_err *err, const char *what)
{
	char text[128];
	int error = errno;
	return wasl_fail(err, wasl_errno_status(error), "%s: %s", what,
			 strerror_r(error, text, sizeof(text)));
}

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
}

#define autofd __attribute__((cleanup(close_fd)))

wasl_status wasl_fd_read(uint8_t **out, size_t *n, int fd, size_t max,
			 struct wasl_err *err)
{
	wasl_autofree uint8_t *p = NULL;
	size_t used = 0, cap = 0;
	for (;;) {
		if (!wasl_grow(&p, &cap, used + FIRST_STEP, 1))
			return wasl_fail(err, WASL_NO_MEMORY, "reading");
		ssize_t got = read(fd, p + used, cap - used - 1);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return fail_errno(err, "reading");
		if (got == 0)
			break;
		used += (size_t)got;
		if (used > max)
			return wasl_fail(err, WASL_TOO_BIG,
					 "more than %zu bytes", max);
	}
	p[used] = 0;
	*out = p;
	*n = used;
	p = NULL;
	return WASL_OK;
}

wasl_status wasl_file_read(uint8_t **out, size_t *n, const char *path,
			   size_t max, struct wasl_err *err)
{
	autofd int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return fail_errno(err, path);
	wasl_status status = wasl_fd_read(out, n, fd, max, err);
	if (status != WASL_OK)
		wasl_err_prefix(err, "%s", path);
	return status;
}

static wasl_status write_all(int fd, wasl_bytes in, struct wasl_err *err)
{
	while (in.n > 0) {
		ssize_t done = write(fd, in.p, in.n);
		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return fail_errno(err, "writing");
		in.p += done;
		in.n -= (size_t)done;
	}
	return WASL_OK;
}

static wasl_status fill(int fd, wasl_bytes in, unsigned mode,
			struct wasl_err *err)
{
	/* Removable media are often FAT, which knows no modes and says EPERM.
	 */
	if (fchmod(fd, (mode_t)mode) < 0 && errno != EPERM)
		return fail_errno(err, "setting its mode");
	WASL_TRY(write_all(fd, in, err));
	if (fsync(fd) < 0)
		return fail_errno(err, "writing to disk");
	return WASL_OK;
}

/* The name only if nothing has it: in one step where the file system can. */
static wasl_status give_name(const char *fresh, const char *path,
			     struct wasl_err *err)
{
	if (renameat2(AT_FDCWD, fresh, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
		return WASL_OK;
	if (errno != EINVAL)
		return fail_errno(err, path);
	if (access(path, F_OK) == 0)
		return wasl_fail(err, WASL_EXISTS, "%s: is there already",
				 path);
	if (rename(fresh, path) < 0)
		return fail_errno(err, path);
	return WASL_OK;
}

static wasl_status sync_folder_of(const char *path, struct wasl_err *err)
{
	const char *slash = strrchr(path, '/');
	wasl_autofree char *folder =
		slash ? wasl_strndup(path,
				     slash == path ? 1 : (size_t)(slash - path))
		      : wasl_strndup(".", 1);
	if (!folder)
		return wasl_fail(err, WASL_NO_MEMORY, "%s", path);
	return wasl_dir_sync(folder, err);
}

wasl_status wasl_file_create(const char *path, wasl_bytes in, unsigned mode,
			     struct wasl_err *err)
{
	size_t n = strlen(path) + sizeof(".XXXXXX");
	wasl_autofree char *fresh = wasl_alloc(n, 1);
	if (!fresh)
		return wasl_fail(err, WASL_NO_MEMORY, "%s", path);
	snprintf(fresh, n, "%s.XXXXXX", path);
	autofd int fd = mkostemp(fresh, O_CLOEXEC);
	if (fd < 0)
		return fail_errno(err, path);
	wasl_status status = fill(fd, in, mode, err);
	if (status == WASL_OK)
		status = give_name(fresh, path, err);
	if (status != WASL_OK) {
		unlink(fresh);
		return status;
	}
	return sync_folder_of(path, err);
}

wasl_status wasl_dir_sync(const char *path, struct wasl_err *err)
{
	autofd int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0 || fsync(fd) < 0)
		return fail_errno(err, path);
	return WASL_OK;
}
