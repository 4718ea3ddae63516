#include "store/lock.h"

#include "base/alloc.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/banned.h"

static char *lock_path(const char *where)
{
	static const char suffix[] = ".lock";
	size_t n = strlen(where);
	char *path = wasl_alloc(n + sizeof(suffix), 1);

	if (path != NULL)
		snprintf(path, n + sizeof(suffix), "%s%s", where, suffix);
	return path;
}

/* Who holds it, as it wrote into the file; only for the error's text. */
static wasl_status held(const char *where, int fd, struct wasl_err *err)
{
	char pid[16];
	ssize_t n = pread(fd, pid, sizeof(pid) - 1, 0);

	pid[n > 0 ? n : 0] = '\0';
	pid[strspn(pid, "0123456789")] = '\0';
	return wasl_fail(err, WASL_CONFLICT,
			 "%s is open for writing in another process (%s)",
			 where, pid[0] == '\0' ? "unknown" : pid);
}

static wasl_status lock_file(int fd, const char *where, struct wasl_err *err)
{
	struct flock all = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	char pid[16];

	if (fcntl(fd, F_OFD_SETLK, &all) != 0) {
		if (errno == EAGAIN || errno == EACCES)
			return held(where, fd, err);
		return wasl_fail(err, WASL_IO, "%s.lock: %s", where,
				 strerror(errno));
	}
	snprintf(pid, sizeof(pid), "%ld\n", (long)getpid());
	if (ftruncate(fd, 0) != 0 ||
	    pwrite(fd, pid, strlen(pid), 0) != (ssize_t)strlen(pid))
		return wasl_fail(err, wasl_write_status(errno), "%s.lock: %s",
				 where, strerror(errno));
	return WASL_OK;
}

wasl_status wasl_store_lock_take(struct wasl_store_lock *lock,
				 const char *where, struct wasl_err *err)
{
	wasl_autofree char *path = lock_path(where);
	wasl_status status;

	lock->fd = -1;
	if (path == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "out of memory");
	lock->fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (lock->fd < 0)
		return wasl_fail(err, WASL_IO, "%s: %s", path, strerror(errno));
	status = lock_file(lock->fd, where, err);
	if (status != WASL_OK)
		wasl_store_lock_end(lock);
	return status;
}

void wasl_store_lock_end(struct wasl_store_lock *lock)
{
	if (lock->fd >= 0)
		close(lock->fd);
	lock->fd = -1;
}
