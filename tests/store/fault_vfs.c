#include "fault_vfs.h"

#include "check.h"

#include <sqlite3.h>
#include <string.h>

static sqlite3_vfs *real;
static enum fault_what armed;
static int left;
static bool happened;

/* SQLite allocates szOsFile bytes: ours, and behind it the real file. */
struct fault_file {
	sqlite3_file base;
	sqlite3_file *real;
};

static sqlite3_file *real_of(sqlite3_file *f)
{
	return ((struct fault_file *)f)->real;
}

static bool fails(enum fault_what what)
{
	if (armed != what || left-- > 0)
		return false;
	left = 0;
	happened = true;
	return true;
}

void fault_arm(enum fault_what what, int nth)
{
	armed = what;
	left = nth;
	happened = false;
}

bool fault_happened(void)
{
	return happened;
}

static int fault_close(sqlite3_file *f)
{
	return real_of(f)->pMethods->xClose(real_of(f));
}

static int fault_read(sqlite3_file *f, void *p, int n, sqlite3_int64 at)
{
	return real_of(f)->pMethods->xRead(real_of(f), p, n, at);
}

static int fault_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at)
{
	if (fails(FAULT_WRITE))
		return SQLITE_FULL;
	return real_of(f)->pMethods->xWrite(real_of(f), p, n, at);
}

static int fault_truncate(sqlite3_file *f, sqlite3_int64 n)
{
	return real_of(f)->pMethods->xTruncate(real_of(f), n);
}

static int fault_sync(sqlite3_file *f, int flags)
{
	if (fails(FAULT_SYNC))
		return SQLITE_IOERR_FSYNC;
	return real_of(f)->pMethods->xSync(real_of(f), flags);
}

static int fault_size(sqlite3_file *f, sqlite3_int64 *n)
{
	return real_of(f)->pMethods->xFileSize(real_of(f), n);
}

static int fault_lock(sqlite3_file *f, int level)
{
	return real_of(f)->pMethods->xLock(real_of(f), level);
}

static int fault_unlock(sqlite3_file *f, int level)
{
	return real_of(f)->pMethods->xUnlock(real_of(f), level);
}

static int fault_reserved(sqlite3_file *f, int *out)
{
	return real_of(f)->pMethods->xCheckReservedLock(real_of(f), out);
}

static int fault_control(sqlite3_file *f, int op, void *arg)
{
	return real_of(f)->pMethods->xFileControl(real_of(f), op, arg);
}

static int fault_sector(sqlite3_file *f)
{
	return real_of(f)->pMethods->xSectorSize(real_of(f));
}

static int fault_device(sqlite3_file *f)
{
	return real_of(f)->pMethods->xDeviceCharacteristics(real_of(f));
}

static int fault_shm_map(sqlite3_file *f, int page, int n, int extend,
			 void volatile **out)
{
	return real_of(f)->pMethods->xShmMap(real_of(f), page, n, extend, out);
}

static int fault_shm_lock(sqlite3_file *f, int at, int n, int flags)
{
	return real_of(f)->pMethods->xShmLock(real_of(f), at, n, flags);
}

static void fault_shm_barrier(sqlite3_file *f)
{
	real_of(f)->pMethods->xShmBarrier(real_of(f));
}

static int fault_shm_unmap(sqlite3_file *f, int delete)
{
	return real_of(f)->pMethods->xShmUnmap(real_of(f), delete);
}

static const sqlite3_io_methods methods = {
	.iVersion = 2, /* without memory-mapped reads */
	.xClose = fault_close,
	.xRead = fault_read,
	.xWrite = fault_write,
	.xTruncate = fault_truncate,
	.xSync = fault_sync,
	.xFileSize = fault_size,
	.xLock = fault_lock,
	.xUnlock = fault_unlock,
	.xCheckReservedLock = fault_reserved,
	.xFileControl = fault_control,
	.xSectorSize = fault_sector,
	.xDeviceCharacteristics = fault_device,
	.xShmMap = fault_shm_map,
	.xShmLock = fault_shm_lock,
	.xShmBarrier = fault_shm_barrier,
	.xShmUnmap = fault_shm_unmap,
};

static int fault_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f,
		      int flags, int *flags_out)
{
	struct fault_file *o = (struct fault_file *)f;
	int rc;

	(void)vfs;
	o->real = (sqlite3_file *)(o + 1);
	rc = real->xOpen(real, name, o->real, flags, flags_out);
	o->base.pMethods = o->real->pMethods == NULL ? NULL : &methods;
	return rc;
}

void fault_install(void)
{
	static sqlite3_vfs mine;

	real = sqlite3_vfs_find(NULL);
	assert_non_null(real);
	mine = *real;
	mine.zName = "fault";
	mine.pNext = NULL;
	mine.szOsFile = (int)sizeof(struct fault_file) + real->szOsFile;
	mine.xOpen = fault_open;
	assert_int_equal(sqlite3_vfs_register(&mine, 1), SQLITE_OK);
}
