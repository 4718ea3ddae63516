/*
 * The one door to the database.
 *
 *	open ── reader ── query ── rows          any thread, its own reader
 *	    └── tx ── exec, query ── commit      one at a time
 *
 * SQL lives in sql/queries as named statements, `-- name: act_insert` above
 * each, one text for every engine; the build makes WASL_SQL_ACT_INSERT of it
 * in "store/statements.h". Parameters are $1, $2 … and always bound; columns
 * are read by name. Text that does not fit the schema, an unknown column, a
 * wrong number of arguments are bugs of ours and abort.
 *
 * A statement that fails ends its transaction: nothing may run in it but the
 * rollback (PostgreSQL's rule, kept on every engine). Expected conflicts are
 * written into the SQL (ON CONFLICT DO NOTHING, then wasl_store_changed).
 *
 * Statuses that any call below may return, besides those it names:
 *	NOT_READY   locked by another for longer than the busy time
 *	NO_SPACE    the disk is full; the transaction is undone as a whole
 *	NO_MEMORY   out of memory
 *	IO          the disk failed. From a commit: whether it took place is
 *	            unknown; only opening the database again tells
 *	CORRUPT     not a database, or its contents contradict themselves
 */
#ifndef WASL_STORE_STORE_H
#define WASL_STORE_STORE_H

#include "base/bytes.h"
#include "store/schema.h"
#include "store/statements.h"

struct wasl_store;

struct wasl_store_options {
	/* SQLite: path of the database file; its folder must exist. */
	const char *where;
	/* Readers open at once, at most; 0: WASL_STORE_READERS. */
	unsigned readers;
	/* Wait for a lock or a reader this long; 0: WASL_STORE_BUSY_MS. */
	unsigned busy_ms;
	/* No writer, no migration, no lock: for tools beside a running node. */
	bool read_only;
	/* NULL: the product's own, wasl_store_schema. */
	const struct wasl_store_schema *schema;
};

#define WASL_STORE_READERS 8
#define WASL_STORE_BUSY_MS 5000

/** The product's statements and migrations. */
extern const struct wasl_store_schema wasl_store_schema;

/**
 * Open the database, create it if it is not there, take the writer's lock and
 * run the migrations that it lacks, each in one transaction.
 *
 * Out:  out  caller closes with wasl_store_close; NULL on error
 * Err:  CONFLICT     another process has it open for writing
 *       UNSUPPORTED  made by a newer version, or by another program
 *       NOT_FOUND    read only, and not there or never migrated
 */
wasl_status wasl_store_open(struct wasl_store **out,
			    const struct wasl_store_options *options,
			    struct wasl_err *err) WASL_MUST_USE;

/** Every reader and transaction must have ended. NULL is a no-op. */
void wasl_store_close(struct wasl_store *store);

/** The number of the last migration that was run. */
unsigned wasl_store_version(const struct wasl_store *store);

/**
 * A snapshot to read from: what it sees does not change until it ends. One
 * thread at a time; many readers at once. Zero-initialise, end by scope:
 *
 *	wasl_autoreader struct store_reader r = {0};
 *	WASL_TRY(wasl_store_read(&r, store, err));
 *
 * Keep it short: an old snapshot holds the write-ahead log back.
 */
struct store_reader {
	struct wasl_store *store;
	struct store_conn *conn; /* NULL: not open */
};

/** Err: NOT_READY  every reader was taken for the whole busy time. */
wasl_status wasl_store_read(struct store_reader *r, struct wasl_store *store,
			    struct wasl_err *err) WASL_MUST_USE;
/** No-op on one that is not open. */
void wasl_store_read_end(struct store_reader *r);

#define wasl_autoreader __attribute__((cleanup(wasl_store_read_end)))

/**
 * The only handle that writes: one transaction. A second begin waits for the
 * first to end (a second begin on the same thread is a bug). Reads through
 * `&tx.reader` see the transaction's own writes. It is rolled back by scope
 * unless committed:
 *
 *	wasl_autotx struct store_tx tx = {0};
 *	WASL_TRY(wasl_store_begin(&tx, store, err));
 *	WASL_TRY(wasl_store_exec(&tx, WASL_SQL_OUTBOX_DELETE, err,
 *				 WASL_ARGS(wasl_arg_int(id))));
 *	return wasl_store_commit(&tx, err);
 */
struct store_tx {
	struct store_reader reader;
};

wasl_status wasl_store_begin(struct store_tx *tx, struct wasl_store *store,
			     struct wasl_err *err) WASL_MUST_USE;
/** OK: durable on disk. Otherwise undone (but see IO above). Ends `tx`. */
wasl_status wasl_store_commit(struct store_tx *tx,
			      struct wasl_err *err) WASL_MUST_USE;
/** No-op on one that is not open. */
void wasl_store_rollback(struct store_tx *tx);

#define wasl_autotx __attribute__((cleanup(wasl_store_rollback)))

/** One bound value. Text and bytes are borrowed for the call. */
struct wasl_arg {
	enum wasl_arg_type {
		WASL_ARG_NULL,
		WASL_ARG_INT,
		WASL_ARG_TEXT,
		WASL_ARG_BYTES
	} type;
	int64_t i;
	wasl_bytes b;
};

struct wasl_args {
	const struct wasl_arg *v;
	size_t n;
};

/* $1, $2 … in this order. */
#define WASL_ARGS(...)                                                         \
	((struct wasl_args){(const struct wasl_arg[]){__VA_ARGS__},            \
			    sizeof((const struct wasl_arg[]){__VA_ARGS__}) /   \
				    sizeof(struct wasl_arg)})
#define WASL_NO_ARGS ((struct wasl_args){NULL, 0})

struct wasl_arg wasl_arg_null(void);
struct wasl_arg wasl_arg_int(int64_t v);
/** A size or index; above INT64_MAX is a bug. */
struct wasl_arg wasl_arg_u64(uint64_t v);
/** 0 or 1: no engine-specific boolean columns. */
struct wasl_arg wasl_arg_bool(bool v);
/** UTF-8 without NUL. {NULL, 0} binds the empty text, not null. */
struct wasl_arg wasl_arg_text(wasl_text v);
/** As wasl_arg_text; NULL binds null. */
struct wasl_arg wasl_arg_str(const char *v);
/** {NULL, 0} binds the empty blob, not null. */
struct wasl_arg wasl_arg_bytes(wasl_bytes v);

/**
 * Run a statement that returns no rows.
 *
 * Err:  EXISTS    a primary key or unique constraint
 *       CONFLICT  any other constraint (foreign key, check, not null)
 */
wasl_status wasl_store_exec(struct store_tx *tx, unsigned sql,
			    struct wasl_err *err,
			    struct wasl_args args) WASL_MUST_USE;

/** Rows that the last wasl_store_exec of `tx` inserted, changed or deleted. */
uint64_t wasl_store_changed(const struct store_tx *tx);

/**
 * Writing statements started in `tx` so far, whatever became of them: what
 * failed with the count unchanged has left the transaction as it was. All ones
 * once a statement failed: nothing may run in it but the rollback.
 */
uint64_t wasl_store_writes(const struct store_tx *tx);

/**
 * The rows of one running statement. The first failure sticks, whether of the
 * database or of a value that is not what was asked for: reads after it yield
 * zero, the loop ends and wasl_rows_finish tells.
 *
 *	wasl_autorows struct wasl_rows rows = {0};
 *	WASL_TRY(wasl_store_query(&rows, &r, WASL_SQL_ACT_LIST, err, args));
 *	while (wasl_rows_next(&rows))
 *		use(wasl_rows_u64(&rows, "idx"));
 *	return wasl_rows_finish(&rows, err);
 */
struct wasl_rows {
	struct store_conn *conn;
	struct store_stmt *stmt; /* NULL: not open */
	bool on_row;
	wasl_status status;
	struct wasl_err err;
};

/**
 * Start a statement. One that writes (INSERT … RETURNING) needs a reader that
 * belongs to a transaction, `&tx.reader`. The same statement may not be open
 * twice on one reader.
 *
 * Err:  EXISTS, CONFLICT as wasl_store_exec, also from wasl_rows_finish
 */
wasl_status wasl_store_query(struct wasl_rows *rows, struct store_reader *on,
			     unsigned sql, struct wasl_err *err,
			     struct wasl_args args) WASL_MUST_USE;

/**
 * As wasl_store_query, already on the first row.
 *
 * Err:  NOT_FOUND  there is none; `rows` is closed
 */
wasl_status wasl_store_one(struct wasl_rows *rows, struct store_reader *on,
			   unsigned sql, struct wasl_err *err,
			   struct wasl_args args) WASL_MUST_USE;

/** Step to the next row; false at the end and after a failure. */
bool wasl_rows_next(struct wasl_rows *rows) WASL_MUST_USE;

/** Close, and tell how it went. */
wasl_status wasl_rows_finish(struct wasl_rows *rows,
			     struct wasl_err *err) WASL_MUST_USE;

/** Close without asking; by scope. No-op on one that is not open. */
void wasl_rows_end(struct wasl_rows *rows);

#define wasl_autorows __attribute__((cleanup(wasl_rows_end)))

/*
 * Columns of the present row. A null or a value of another type sticks as
 * CORRUPT, so ask wasl_rows_null first where null is allowed. Text and bytes
 * are borrowed until the next wasl_rows_next, _finish or _end.
 */
bool wasl_rows_null(struct wasl_rows *rows, const char *column);
int64_t wasl_rows_int(struct wasl_rows *rows, const char *column);
/** Negative sticks as CORRUPT. */
uint64_t wasl_rows_u64(struct wasl_rows *rows, const char *column);
/** Anything but 0 or 1 sticks as CORRUPT. */
bool wasl_rows_bool(struct wasl_rows *rows, const char *column);
wasl_text wasl_rows_text(struct wasl_rows *rows, const char *column);
wasl_bytes wasl_rows_bytes(struct wasl_rows *rows, const char *column);
/** Copies exactly `n` bytes; zeroes and CORRUPT if there are not as many. */
void wasl_rows_copy(struct wasl_rows *rows, const char *column, uint8_t *out,
		    size_t n);

/**
 * A copy of the whole database as it is at this moment, while it is in use:
 * written beside `path`, synced, then renamed.
 *
 * In:   path  of the new file; its folder exists, the file does not
 * Err:  EXISTS  something is already there
 */
wasl_status wasl_store_backup(struct wasl_store *store, const char *path,
			      struct wasl_err *err) WASL_MUST_USE;

/**
 * Empty the write-ahead log into the database, so that what was deleted (and
 * zeroed there by secure_delete) is no longer in the log either. After a purge.
 *
 * Err:  NOT_READY  a reader holds an old snapshot
 */
wasl_status wasl_store_flush(struct wasl_store *store,
			     struct wasl_err *err) WASL_MUST_USE;

#endif
