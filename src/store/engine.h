/*
 * What a database engine must do; private to this room. A second engine is
 * one more file with one more table of functions.
 */
#ifndef WASL_STORE_ENGINE_H
#define WASL_STORE_ENGINE_H

#include "store/store.h"

/** The common front of an engine's statement. */
struct store_stmt {
	const struct wasl_store_sql *sql;
	bool writes;
	bool open; /* rows are being read */
};

/** The common front of an engine's connection. One thread at a time. */
struct store_conn {
	const struct store_engine *engine;
	struct store_stmt **stmts; /* cache, one place a statement */
	unsigned open_rows;
	bool writer;
	bool failed; /* a statement of this transaction failed */
	uint64_t changed;
	uint64_t writes; /* statements that write, started in this tx */
};

struct store_engine {
	/** In: writer  create the file if need be; otherwise read only. */
	wasl_status (*open)(struct store_conn **out, const char *where,
			    bool writer, unsigned busy_ms,
			    struct wasl_err *err);
	void (*close)(struct store_conn *conn);

	wasl_status (*begin)(struct store_conn *conn, struct wasl_err *err);
	wasl_status (*commit)(struct store_conn *conn, struct wasl_err *err);
	void (*rollback)(struct store_conn *conn);

	/** Number of the last migration; 0 for a new database. */
	wasl_status (*version)(struct store_conn *conn, unsigned *out,
			       struct wasl_err *err);
	/** Run a migration inside the open transaction and number it. */
	wasl_status (*migrate)(struct store_conn *conn,
			       const struct wasl_store_migration *step,
			       unsigned number, struct wasl_err *err);

	/** CORRUPT if the text does not fit the database's schema. */
	wasl_status (*prepare)(struct store_stmt **out, struct store_conn *conn,
			       const struct wasl_store_sql *sql,
			       struct wasl_err *err);
	void (*discard)(struct store_stmt *stmt);
	wasl_status (*bind)(struct store_stmt *stmt, struct wasl_args args,
			    struct wasl_err *err);
	/** *row: false when done; conn->changed is then set. */
	wasl_status (*step)(struct store_conn *conn, struct store_stmt *stmt,
			    bool *row, struct wasl_err *err);
	void (*reset)(struct store_stmt *stmt);
	/** False if no column has the name. */
	bool (*column)(struct store_stmt *stmt, const char *name, int *at);
	/** False for a type that the house does not use. */
	bool (*cell)(struct store_stmt *stmt, int at, struct wasl_arg *out);

	wasl_status (*backup)(struct store_conn *reader, const char *path,
			      struct wasl_err *err);
	wasl_status (*flush)(struct store_conn *writer, struct wasl_err *err);
};

extern const struct store_engine store_sqlite;

const struct wasl_store_schema *store_schema(const struct wasl_store *store);

/**
 * Run the migrations that the database lacks, each in its own transaction.
 *
 * Out:  version  of the database, also on error
 * Err:  UNSUPPORTED  the database is newer
 */
wasl_status store_migrate(struct store_conn *writer, unsigned *version,
			  const struct wasl_store_migration *steps, size_t n,
			  struct wasl_err *err);

/** A statement from the cache, prepared at its first use. */
wasl_status store_stmt_get(struct store_stmt **out, struct store_conn *conn,
			   const struct wasl_store_schema *schema, unsigned sql,
			   struct wasl_err *err);

#endif
