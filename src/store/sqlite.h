/* What the files of the SQLite engine share; private to this room. */
#ifndef WASL_STORE_SQLITE_H
#define WASL_STORE_SQLITE_H

#include "store/engine.h"

#include <sqlite3.h>

/* One value: a full batch of acts as one blob is far below. */
#define WASL_STORE_VALUE_MAX (32 * 1024 * 1024)

/** The status and text of the last failure of `db`; NULL: out of memory. */
wasl_status store_sqlite_fail(sqlite3 *db, struct wasl_err *err);

/** wasl_store_backup, from a connection inside a read transaction. */
wasl_status store_sqlite_backup(sqlite3 *from, const char *path,
				struct wasl_err *err);

#endif
