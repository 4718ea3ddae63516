/*
 * SQLite 3.40. One connection a thread at a time (SQLITE_OPEN_NOMUTEX); the
 * pool in store.c sees to that.
 *
 * $1 is a *name* to SQLite, numbered by first appearance, so arguments are
 * bound through sqlite3_bind_parameter_index.
 */
#include "store/sqlite.h"

#include "base/alloc.h"
#include "base/file.h"
#include "kind/fault.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/banned.h"

/* "wasl", so that no other program's file is taken for ours. */
#define APPLICATION_ID 0x7761736c

/* Arguments of one statement. */
#define ARGS_MAX 32

struct sqlite_conn {
	struct store_conn base;
	sqlite3 *db;
};

struct sqlite_stmt {
	struct store_stmt base;
	sqlite3 *db;
	sqlite3_stmt *s;
	int args_n;
	int place[ARGS_MAX]; /* SQLite's number of $1, $2 … */
};

static sqlite3 *db_of(const struct store_conn *conn)
{
	return ((const struct sqlite_conn *)conn)->db;
}

static struct sqlite_stmt *own(struct store_stmt *stmt)
{
	return (struct sqlite_stmt *)stmt;
}

static wasl_status constraint_status(int extended)
{
	switch (extended) {
	case SQLITE_CONSTRAINT_PRIMARYKEY:
	case SQLITE_CONSTRAINT_ROWID:
	case SQLITE_CONSTRAINT_UNIQUE:
		return WASL_EXISTS;
	default:
		return WASL_CONFLICT;
	}
}

/*
 * The errno of the last failed write. sqlite3_system_errno does not know it
 * for a commit; the write-ahead log's file does.
 */
static int write_errno(sqlite3 *db)
{
	sqlite3_file *wal = NULL;
	int number = 0;

	sqlite3_file_control(db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &wal);
	if (wal != NULL && wal->pMethods != NULL)
		wal->pMethods->xFileControl(wal, SQLITE_FCNTL_LAST_ERRNO,
					    &number);
	if (number == 0)
		sqlite3_file_control(db, "main", SQLITE_FCNTL_LAST_ERRNO,
				     &number);
	return number;
}

static wasl_status io_status(sqlite3 *db, int extended)
{
	switch (extended) {
	case SQLITE_IOERR_WRITE:
	case SQLITE_IOERR_FSYNC: /* blocks that were promised, not given */
		return wasl_write_status(write_errno(db));
	case SQLITE_IOERR_SHMSIZE: /* of the log's index, which cannot grow */
		return WASL_NO_SPACE;
	default:
		return sqlite3_system_errno(db) == ENOENT ? WASL_NOT_FOUND
							  : WASL_IO;
	}
}

static wasl_status status_of(sqlite3 *db)
{
	int extended = sqlite3_extended_errcode(db);

	switch (extended & 0xff) {
	case SQLITE_CONSTRAINT:
		return constraint_status(extended);
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_PROTOCOL:
		return WASL_NOT_READY;
	case SQLITE_FULL:
		return WASL_NO_SPACE;
	case SQLITE_NOMEM:
		return WASL_NO_MEMORY;
	case SQLITE_TOOBIG:
		return WASL_TOO_BIG;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
	case SQLITE_ERROR: /* a statement and the schema do not fit */
	case SQLITE_SCHEMA:
		return WASL_CORRUPT;
	default:
		return io_status(db, extended);
	}
}

wasl_status store_sqlite_fail(sqlite3 *db, struct wasl_err *err)
{
	wasl_status status;

	if (db == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "out of memory");
	status = status_of(db);
	return status == WASL_NO_SPACE
		       ? wasl_fault(err, status, "", "no-room")
		       : wasl_fail(err, status, "%s", sqlite3_errmsg(db));
}

static wasl_status run(sqlite3 *db, const char *text, struct wasl_err *err)
{
	if (sqlite3_exec(db, text, NULL, NULL, NULL) != SQLITE_OK)
		return store_sqlite_fail(db, err);
	return WASL_OK;
}

/* The integer in the first column of the only row. */
static wasl_status ask(sqlite3 *db, const char *text, int64_t *out,
		       struct wasl_err *err)
{
	sqlite3_stmt *s;
	wasl_status status = WASL_OK;

	if (sqlite3_prepare_v2(db, text, -1, &s, NULL) != SQLITE_OK)
		return store_sqlite_fail(db, err);
	if (sqlite3_step(s) == SQLITE_ROW)
		*out = sqlite3_column_int64(s, 0);
	else
		status = store_sqlite_fail(db, err);
	sqlite3_finalize(s);
	return status;
}

/*
 * What sqlite3_open would create may be read by everyone; SQLite gives the
 * files beside it (-wal, -shm) the same mode as this one.
 */
static wasl_status create_private(const char *where, struct wasl_err *err)
{
	int fd = open(where, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0)
		return wasl_fail(err, wasl_write_status(errno), "%s: %s", where,
				 strerror(errno));
	close(fd);
	return WASL_OK;
}

static wasl_status configure(sqlite3 *db, bool writer, unsigned busy_ms,
			     struct wasl_err *err)
{
	sqlite3_extended_result_codes(db, 1);
	sqlite3_busy_timeout(db, (int)busy_ms);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
	sqlite3_limit(db, SQLITE_LIMIT_LENGTH, WASL_STORE_VALUE_MAX);
	/* Names and keys never go to a temporary file. */
	WASL_TRY(run(db, "PRAGMA temp_store=MEMORY; PRAGMA cell_size_check=ON;",
		     err));
	if (!writer)
		return WASL_OK;
	return run(db,
		   "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
		   "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
		   "PRAGMA journal_size_limit=67108864;",
		   err);
}

static int is_text(void *expected, int n, char **cells, char **names)
{
	(void)names;
	return n == 1 && cells[0] != NULL &&
			       strcmp(cells[0], *(const char **)expected) == 0
		       ? 0
		       : 1;
}

/* Pragmas fail silently; those that durability and purge rest on are asked. */
static wasl_status check_settings(sqlite3 *db, struct wasl_err *err)
{
	static const struct {
		const char *pragma;
		const char *value;
	} must[] = {
		{"PRAGMA journal_mode", "wal"},
		{"PRAGMA synchronous", "2"},
		{"PRAGMA foreign_keys", "1"},
		{"PRAGMA secure_delete", "1"},
	};

	for (size_t i = 0; i < sizeof(must) / sizeof(must[0]); i++) {
		const char *value = must[i].value;

		if (sqlite3_exec(db, must[i].pragma, is_text, &value, NULL) !=
		    SQLITE_OK)
			return wasl_fail(err, WASL_UNSUPPORTED,
					 "%s cannot be %s here", must[i].pragma,
					 must[i].value);
	}
	return WASL_OK;
}

static void sqlite_close(struct store_conn *conn)
{
	sqlite3 *db = db_of(conn);

	/* Every statement was discarded before, so this cannot be busy. */
	wasl_assert(sqlite3_close(db) == SQLITE_OK);
	wasl_free(conn);
}

static wasl_status sqlite_open(struct store_conn **out, const char *where,
			       bool writer, unsigned busy_ms,
			       struct wasl_err *err)
{
	int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE |
		    (writer ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);
	struct sqlite_conn *conn;
	wasl_status status;

	if (writer)
		WASL_TRY(create_private(where, err));
	conn = wasl_alloc(1, sizeof(*conn));
	if (conn == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "out of memory");
	if (sqlite3_open_v2(where, &conn->db, flags, NULL) != SQLITE_OK)
		status = store_sqlite_fail(conn->db, err);
	else
		status = configure(conn->db, writer, busy_ms, err);
	if (status == WASL_OK && writer)
		status = check_settings(conn->db, err);
	if (status != WASL_OK) {
		wasl_err_prefix(err, "%s", where);
		sqlite_close(&conn->base);
		return status;
	}
	*out = &conn->base;
	return WASL_OK;
}

static wasl_status sqlite_begin(struct store_conn *conn, struct wasl_err *err)
{
	return run(db_of(conn), conn->writer ? "BEGIN IMMEDIATE" : "BEGIN",
		   err);
}

static void sqlite_rollback(struct store_conn *conn)
{
	/* After some failures SQLite has rolled back by itself. */
	if (sqlite3_get_autocommit(db_of(conn)) == 0)
		(void)run(db_of(conn), "ROLLBACK", NULL);
	wasl_assert(sqlite3_get_autocommit(db_of(conn)) != 0);
}

static wasl_status sqlite_commit(struct store_conn *conn, struct wasl_err *err)
{
	wasl_status status = run(db_of(conn), "COMMIT", err);

	if (status != WASL_OK)
		sqlite_rollback(conn);
	return status;
}

static wasl_status sqlite_version(struct store_conn *conn, unsigned *out,
				  struct wasl_err *err)
{
	int64_t id = 0;
	int64_t version = 0;
	int64_t tables = 0;

	*out = 0;
	WASL_TRY(ask(db_of(conn), "PRAGMA application_id", &id, err));
	WASL_TRY(ask(db_of(conn), "PRAGMA user_version", &version, err));
	WASL_TRY(ask(db_of(conn), "SELECT count(*) FROM sqlite_schema", &tables,
		     err));
	if (id == 0 && version == 0 && tables == 0)
		return WASL_OK;
	if (id != APPLICATION_ID || version < 1)
		return wasl_fail(err, WASL_UNSUPPORTED,
				 "the database belongs to another program");
	*out = (unsigned)version;
	return WASL_OK;
}

static wasl_status sqlite_migrate(struct store_conn *conn,
				  const struct wasl_store_migration *step,
				  unsigned number, struct wasl_err *err)
{
	char mark[96];

	WASL_TRY(run(db_of(conn), step->text, err));
	snprintf(mark, sizeof(mark),
		 "PRAGMA application_id=%d; PRAGMA user_version=%u;",
		 APPLICATION_ID, number);
	return run(db_of(conn), mark, err);
}

static void sqlite_discard(struct store_stmt *stmt)
{
	sqlite3_finalize(own(stmt)->s);
	wasl_free(own(stmt));
}

static void find_places(struct sqlite_stmt *stmt)
{
	stmt->args_n = sqlite3_bind_parameter_count(stmt->s);
	wasl_assert(stmt->args_n <= ARGS_MAX);
	for (int i = 0; i < stmt->args_n; i++) {
		char name[16];

		snprintf(name, sizeof(name), "$%d", i + 1);
		stmt->place[i] = sqlite3_bind_parameter_index(stmt->s, name);
		wasl_assert(stmt->place[i] > 0);
	}
}

static wasl_status sqlite_prepare(struct store_stmt **out,
				  struct store_conn *conn,
				  const struct wasl_store_sql *sql,
				  struct wasl_err *err)
{
	struct sqlite_stmt *stmt = wasl_alloc(1, sizeof(*stmt));

	if (stmt == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "out of memory");
	stmt->base.sql = sql;
	stmt->db = db_of(conn);
	if (sqlite3_prepare_v3(stmt->db, sql->text, -1,
			       SQLITE_PREPARE_PERSISTENT, &stmt->s,
			       NULL) != SQLITE_OK) {
		wasl_free(stmt);
		return store_sqlite_fail(db_of(conn), err);
	}
	stmt->base.writes = sqlite3_stmt_readonly(stmt->s) == 0;
	find_places(stmt);
	*out = &stmt->base;
	return WASL_OK;
}

/* SQLite takes a null pointer for null, whatever the length. */
static int bind_one(sqlite3_stmt *s, int place, const struct wasl_arg *arg)
{
	const void *p = arg->b.p != NULL ? (const void *)arg->b.p : "";

	switch (arg->type) {
	case WASL_ARG_NULL:
		return sqlite3_bind_null(s, place);
	case WASL_ARG_INT:
		return sqlite3_bind_int64(s, place, arg->i);
	case WASL_ARG_TEXT:
		return sqlite3_bind_text64(s, place, p, arg->b.n,
					   SQLITE_TRANSIENT, SQLITE_UTF8);
	case WASL_ARG_BYTES:
		return sqlite3_bind_blob64(s, place, p, arg->b.n,
					   SQLITE_TRANSIENT);
	}
	wasl_assert(false);
}

static void sqlite_reset(struct store_stmt *stmt)
{
	sqlite3_reset(own(stmt)->s);
	sqlite3_clear_bindings(own(stmt)->s);
}

static wasl_status sqlite_bind(struct store_stmt *stmt, struct wasl_args args,
			       struct wasl_err *err)
{
	struct sqlite_stmt *o = own(stmt);

	wasl_assert(args.n == (size_t)o->args_n);
	for (size_t i = 0; i < args.n; i++)
		if (bind_one(o->s, o->place[i], &args.v[i]) != SQLITE_OK) {
			wasl_status status = store_sqlite_fail(o->db, err);

			sqlite_reset(stmt);
			return status;
		}
	return WASL_OK;
}

static wasl_status sqlite_step(struct store_conn *conn, struct store_stmt *stmt,
			       bool *row, struct wasl_err *err)
{
	int rc = sqlite3_step(own(stmt)->s);

	*row = rc == SQLITE_ROW;
	if (rc == SQLITE_ROW)
		return WASL_OK;
	if (rc != SQLITE_DONE)
		return store_sqlite_fail(db_of(conn), err);
	conn->changed = (uint64_t)sqlite3_changes64(db_of(conn));
	return WASL_OK;
}

static bool sqlite_column(struct store_stmt *stmt, const char *name, int *at)
{
	sqlite3_stmt *s = own(stmt)->s;
	int n = sqlite3_column_count(s);

	for (*at = 0; *at < n; ++*at)
		if (strcmp(sqlite3_column_name(s, *at), name) == 0)
			return true;
	return false;
}

static bool sqlite_cell(struct store_stmt *stmt, int at, struct wasl_arg *out)
{
	sqlite3_stmt *s = own(stmt)->s;

	switch (sqlite3_column_type(s, at)) {
	case SQLITE_NULL:
		*out = wasl_arg_null();
		return true;
	case SQLITE_INTEGER:
		*out = wasl_arg_int(sqlite3_column_int64(s, at));
		return true;
	case SQLITE_TEXT:
		out->type = WASL_ARG_TEXT;
		out->b.p = sqlite3_column_text(s, at);
		break;
	case SQLITE_BLOB:
		out->type = WASL_ARG_BYTES;
		out->b.p = sqlite3_column_blob(s, at);
		break;
	default:
		return false;
	}
	out->b.n = (size_t)sqlite3_column_bytes(s, at);
	return true;
}

static wasl_status sqlite_backup(struct store_conn *reader, const char *path,
				 struct wasl_err *err)
{
	return store_sqlite_backup(db_of(reader), path, err);
}

static wasl_status sqlite_flush(struct store_conn *writer, struct wasl_err *err)
{
	if (sqlite3_wal_checkpoint_v2(db_of(writer), NULL,
				      SQLITE_CHECKPOINT_TRUNCATE, NULL,
				      NULL) != SQLITE_OK)
		return store_sqlite_fail(db_of(writer), err);
	return WASL_OK;
}

const struct store_engine store_sqlite = {
	.open = sqlite_open,
	.close = sqlite_close,
	.begin = sqlite_begin,
	.commit = sqlite_commit,
	.rollback = sqlite_rollback,
	.version = sqlite_version,
	.migrate = sqlite_migrate,
	.prepare = sqlite_prepare,
	.discard = sqlite_discard,
	.bind = sqlite_bind,
	.step = sqlite_step,
	.reset = sqlite_reset,
	.column = sqlite_column,
	.cell = sqlite_cell,
	.backup = sqlite_backup,
	.flush = sqlite_flush,
};
