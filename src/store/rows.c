/* Binding arguments, running statements and reading rows. */
#include "store/engine.h"

#include "base/banned.h"

struct wasl_arg wasl_arg_null(void)
{
	return (struct wasl_arg){.type = WASL_ARG_NULL};
}

struct wasl_arg wasl_arg_int(int64_t v)
{
	return (struct wasl_arg){.type = WASL_ARG_INT, .i = v};
}

struct wasl_arg wasl_arg_u64(uint64_t v)
{
	wasl_assert(v <= INT64_MAX);
	return wasl_arg_int((int64_t)v);
}

struct wasl_arg wasl_arg_bool(bool v)
{
	return wasl_arg_int(v);
}

struct wasl_arg wasl_arg_text(wasl_text v)
{
	return (struct wasl_arg){.type = WASL_ARG_TEXT,
				 .b = wasl_text_bytes(v)};
}

struct wasl_arg wasl_arg_str(const char *v)
{
	return v == NULL ? wasl_arg_null() : wasl_arg_text(wasl_text_of(v));
}

struct wasl_arg wasl_arg_bytes(wasl_bytes v)
{
	return (struct wasl_arg){.type = WASL_ARG_BYTES, .b = v};
}

static wasl_status start(struct store_stmt **out, struct store_reader *on,
			 unsigned sql, struct wasl_args args,
			 struct wasl_err *err)
{
	struct store_conn *conn = on->conn;
	struct store_stmt *stmt;
	wasl_status status;

	wasl_assert(conn != NULL && !conn->failed);
	status = store_stmt_get(&stmt, conn, store_schema(on->store), sql, err);
	if (status == WASL_OK) {
		wasl_assert(!stmt->open);
		wasl_assert(conn->writer || !stmt->writes);
		status = conn->engine->bind(stmt, args, err);
		if (status != WASL_OK)
			wasl_err_prefix(err, "%s", stmt->sql->name);
	}
	if (status != WASL_OK) {
		conn->failed = conn->writer;
		return status;
	}
	stmt->open = true;
	if (stmt->writes)
		conn->writes++;
	conn->open_rows++;
	*out = stmt;
	return WASL_OK;
}

static wasl_status step(struct store_conn *conn, struct store_stmt *stmt,
			bool *row, struct wasl_err *err)
{
	wasl_status status = conn->engine->step(conn, stmt, row, err);

	if (status != WASL_OK) {
		conn->failed = conn->writer;
		wasl_err_prefix(err, "%s", stmt->sql->name);
	}
	return status;
}

static void stop(struct store_conn *conn, struct store_stmt *stmt)
{
	conn->engine->reset(stmt);
	stmt->open = false;
	conn->open_rows--;
}

wasl_status wasl_store_exec(struct store_tx *tx, unsigned sql,
			    struct wasl_err *err, struct wasl_args args)
{
	struct store_conn *conn = tx->reader.conn;
	struct store_stmt *stmt;
	wasl_status status;
	bool row;

	WASL_TRY(start(&stmt, &tx->reader, sql, args, err));
	status = step(conn, stmt, &row, err);
	wasl_assert(status != WASL_OK || !row);
	stop(conn, stmt);
	return status;
}

uint64_t wasl_store_changed(const struct store_tx *tx)
{
	return tx->reader.conn->changed;
}

uint64_t wasl_store_writes(const struct store_tx *tx)
{
	wasl_assert(tx->reader.conn != NULL);
	return tx->reader.conn->failed ? UINT64_MAX : tx->reader.conn->writes;
}

wasl_status wasl_store_query(struct wasl_rows *rows, struct store_reader *on,
			     unsigned sql, struct wasl_err *err,
			     struct wasl_args args)
{
	wasl_assert(rows->stmt == NULL);
	*rows = (struct wasl_rows){.conn = on->conn};
	return start(&rows->stmt, on, sql, args, err);
}

wasl_status wasl_store_one(struct wasl_rows *rows, struct store_reader *on,
			   unsigned sql, struct wasl_err *err,
			   struct wasl_args args)
{
	const char *name;

	WASL_TRY(wasl_store_query(rows, on, sql, err, args));
	name = rows->stmt->sql->name;
	if (wasl_rows_next(rows))
		return WASL_OK;
	WASL_TRY(wasl_rows_finish(rows, err));
	return wasl_fail(err, WASL_NOT_FOUND, "%s: no row", name);
}

bool wasl_rows_next(struct wasl_rows *rows)
{
	wasl_assert(rows->stmt != NULL);
	if (rows->status != WASL_OK)
		return false;
	rows->status = step(rows->conn, rows->stmt, &rows->on_row, &rows->err);
	if (rows->status != WASL_OK)
		rows->on_row = false;
	return rows->on_row;
}

wasl_status wasl_rows_finish(struct wasl_rows *rows, struct wasl_err *err)
{
	wasl_assert(rows->stmt != NULL);
	wasl_rows_end(rows);
	if (rows->status != WASL_OK && err != NULL)
		*err = rows->err;
	return rows->status;
}

void wasl_rows_end(struct wasl_rows *rows)
{
	if (rows->stmt != NULL)
		stop(rows->conn, rows->stmt);
	rows->stmt = NULL;
	rows->on_row = false;
}

static void wrong(struct wasl_rows *rows, const char *column, const char *how)
{
	if (rows->status == WASL_OK)
		rows->status =
			wasl_fail(&rows->err, WASL_CORRUPT, "%s: column %s %s",
				  rows->stmt->sql->name, column, how);
}

/* The cell of a column; after a failure an empty one. */
static struct wasl_arg cell(struct wasl_rows *rows, const char *column)
{
	const struct store_engine *engine = rows->conn->engine;
	struct wasl_arg v = {.type = WASL_ARG_NULL};
	int at = 0;

	if (rows->status != WASL_OK)
		return v;
	wasl_assert(rows->stmt != NULL && rows->on_row);
	wasl_assert(engine->column(rows->stmt, column, &at));
	if (!engine->cell(rows->stmt, at, &v))
		wrong(rows, column, "has an unknown type");
	return v;
}

static struct wasl_arg cell_of(struct wasl_rows *rows, const char *column,
			       enum wasl_arg_type type)
{
	struct wasl_arg v = cell(rows, column);

	if (rows->status == WASL_OK && v.type != type)
		wrong(rows, column,
		      v.type == WASL_ARG_NULL ? "is null"
					      : "is of another type");
	if (rows->status != WASL_OK)
		return (struct wasl_arg){.type = type};
	return v;
}

bool wasl_rows_null(struct wasl_rows *rows, const char *column)
{
	return cell(rows, column).type == WASL_ARG_NULL;
}

int64_t wasl_rows_int(struct wasl_rows *rows, const char *column)
{
	return cell_of(rows, column, WASL_ARG_INT).i;
}

uint64_t wasl_rows_u64(struct wasl_rows *rows, const char *column)
{
	int64_t v = wasl_rows_int(rows, column);

	if (v >= 0)
		return (uint64_t)v;
	wrong(rows, column, "is negative");
	return 0;
}

bool wasl_rows_bool(struct wasl_rows *rows, const char *column)
{
	int64_t v = wasl_rows_int(rows, column);

	if (v != 0 && v != 1)
		wrong(rows, column, "is neither 0 nor 1");
	return v == 1;
}

wasl_text wasl_rows_text(struct wasl_rows *rows, const char *column)
{
	wasl_bytes b = cell_of(rows, column, WASL_ARG_TEXT).b;

	return (wasl_text){(const char *)b.p, b.n};
}

wasl_bytes wasl_rows_bytes(struct wasl_rows *rows, const char *column)
{
	return cell_of(rows, column, WASL_ARG_BYTES).b;
}

void wasl_rows_copy(struct wasl_rows *rows, const char *column, uint8_t *out,
		    size_t n)
{
	wasl_bytes b = wasl_rows_bytes(rows, column);

	if (rows->status == WASL_OK && b.n != n)
		wrong(rows, column, "has not the right length");
	memset(out, 0, n);
	if (rows->status == WASL_OK && n > 0)
		memcpy(out, b.p, n);
}
