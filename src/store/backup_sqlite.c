/* An online copy through SQLite's backup interface. */
#include "store/sqlite.h"

#include "base/alloc.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <unistd.h>

#include "base/banned.h"

static wasl_status os_fail(const char *path, struct wasl_err *err)
{
	wasl_status status =
		errno == EEXIST ? WASL_EXISTS : wasl_write_status(errno);

	return wasl_fail(err, status, "%s: %s", path, strerror(errno));
}

static wasl_status copy(sqlite3 *from, sqlite3 *to, struct wasl_err *err)
{
	sqlite3_backup *b = sqlite3_backup_init(to, "main", from, "main");

	if (b == NULL)
		return store_sqlite_fail(to, err);
	/* All pages in one step: the snapshot is the reader's anyway. */
	sqlite3_backup_step(b, -1);
	if (sqlite3_backup_finish(b) != SQLITE_OK)
		return store_sqlite_fail(to, err);
	return WASL_OK;
}

static wasl_status copy_to(sqlite3 *from, const char *path,
			   struct wasl_err *err)
{
	sqlite3 *to = NULL;
	wasl_status status;

	if (sqlite3_open_v2(path, &to,
			    SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
			    NULL) != SQLITE_OK)
		status = store_sqlite_fail(to, err);
	else
		status = copy(from, to, err);
	sqlite3_close(to);
	return status;
}

/* fsync of a file or a folder. */
static wasl_status sync_path(const char *path, int flags, struct wasl_err *err)
{
	int fd = open(path, flags | O_RDONLY | O_CLOEXEC);
	wasl_status status = WASL_OK;

	if (fd < 0)
		return os_fail(path, err);
	if (fsync(fd) != 0)
		status = os_fail(path, err);
	close(fd);
	return status;
}

static wasl_status publish(const char *part, const char *path,
			   struct wasl_err *err)
{
	wasl_autofree char *name = wasl_strndup(path, strlen(path));

	if (name == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "out of memory");
	WASL_TRY(sync_path(part, 0, err));
	if (renameat2(AT_FDCWD, part, AT_FDCWD, path, RENAME_NOREPLACE) != 0)
		return os_fail(path, err);
	return sync_path(dirname(name), O_DIRECTORY, err);
}

wasl_status store_sqlite_backup(sqlite3 *from, const char *path,
				struct wasl_err *err)
{
	size_t n = strlen(path) + sizeof(".part");
	wasl_autofree char *part = wasl_alloc(n, 1);
	wasl_status status;
	int fd;

	if (part == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "out of memory");
	if (access(path, F_OK) == 0)
		return wasl_fail(err, WASL_EXISTS, "%s: exists", path);
	snprintf(part, n, "%s.part", path);
	fd = open(part, O_RDWR | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC,
		  0600);
	if (fd < 0)
		return os_fail(part, err);
	close(fd);
	status = copy_to(from, part, err);
	if (status == WASL_OK)
		status = publish(part, path, err);
	if (status != WASL_OK) {
		unlink(part);
		wasl_err_prefix(err, "backup");
	}
	return status;
}
