/* Opening, the pool of readers, and the one writer. */
#include "store/store.h"

#include "base/alloc.h"
#include "store/engine.h"
#include "store/lock.h"

#include <errno.h>
#include <pthread.h>
#include <time.h>

#include "base/banned.h"

struct wasl_store {
	const struct store_engine *engine;
	const struct wasl_store_schema *schema;
	char *where;
	unsigned busy_ms;
	unsigned version;
	struct wasl_store_lock lock;

	struct store_conn *writer; /* NULL: read only */
	pthread_mutex_t writing;   /* held from begin to its end */

	pthread_mutex_t pool;
	pthread_cond_t returned;
	struct store_conn **idle; /* the first idle_n are free to take */
	unsigned idle_n;
	unsigned made;
	unsigned readers;
};

const struct wasl_store_schema *store_schema(const struct wasl_store *store)
{
	return store->schema;
}

wasl_status store_stmt_get(struct store_stmt **out, struct store_conn *conn,
			   const struct wasl_store_schema *schema, unsigned sql,
			   struct wasl_err *err)
{
	wasl_assert(sql < schema->sql_n);
	if (conn->stmts[sql] == NULL) {
		wasl_status status = conn->engine->prepare(
			&conn->stmts[sql], conn, &schema->sql[sql], err);

		if (status != WASL_OK) {
			wasl_err_prefix(err, "%s", schema->sql[sql].name);
			return status;
		}
	}
	*out = conn->stmts[sql];
	return WASL_OK;
}

static void conn_close(struct wasl_store *store, struct store_conn *conn)
{
	for (size_t i = 0; i < store->schema->sql_n; i++)
		if (conn->stmts[i] != NULL)
			conn->engine->discard(conn->stmts[i]);
	wasl_free(conn->stmts);
	conn->engine->close(conn);
}

static wasl_status conn_open(struct store_conn **out, struct wasl_store *store,
			     bool writer, struct wasl_err *err)
{
	struct store_stmt **stmts =
		wasl_alloc(store->schema->sql_n, sizeof(struct store_stmt *));
	wasl_status status;

	if (stmts == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "out of memory");
	status = store->engine->open(out, store->where, writer, store->busy_ms,
				     err);
	if (status != WASL_OK) {
		wasl_free(stmts);
		return status;
	}
	(*out)->engine = store->engine;
	(*out)->writer = writer;
	(*out)->stmts = stmts;
	return WASL_OK;
}

/* A statement that does not fit is found at the start, not when it is due. */
static wasl_status prepare_all(struct wasl_store *store,
			       struct store_conn *conn, struct wasl_err *err)
{
	for (size_t i = 0; i < store->schema->sql_n; i++) {
		struct store_stmt *stmt;

		WASL_TRY(store_stmt_get(&stmt, conn, store->schema, (unsigned)i,
					err));
	}
	return WASL_OK;
}

static wasl_status open_writer(struct wasl_store *store, struct wasl_err *err)
{
	WASL_TRY(wasl_store_lock_take(&store->lock, store->where, err));
	WASL_TRY(conn_open(&store->writer, store, true, err));
	WASL_TRY(store_migrate(store->writer, &store->version,
			       store->schema->sqlite, store->schema->sqlite_n,
			       err));
	return prepare_all(store, store->writer, err);
}

static wasl_status open_reader(struct wasl_store *store, struct wasl_err *err)
{
	struct store_conn *first;

	WASL_TRY(conn_open(&first, store, false, err));
	store->idle[store->idle_n++] = first;
	store->made = 1;
	WASL_TRY(first->engine->version(first, &store->version, err));
	if (store->version > store->schema->sqlite_n)
		return wasl_fail(err, WASL_UNSUPPORTED,
				 "the database is of a newer version");
	if (store->version < store->schema->sqlite_n)
		return wasl_fail(err, WASL_NOT_FOUND,
				 "the database is not migrated yet");
	return WASL_OK;
}

static void init_locks(struct wasl_store *store)
{
	pthread_mutexattr_t checked;
	pthread_condattr_t steady;

	pthread_mutexattr_init(&checked);
	pthread_mutexattr_settype(&checked, PTHREAD_MUTEX_ERRORCHECK);
	wasl_assert(pthread_mutex_init(&store->writing, &checked) == 0);
	wasl_assert(pthread_mutex_init(&store->pool, &checked) == 0);
	pthread_mutexattr_destroy(&checked);
	pthread_condattr_init(&steady);
	pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
	wasl_assert(pthread_cond_init(&store->returned, &steady) == 0);
	pthread_condattr_destroy(&steady);
}

static struct wasl_store *store_new(const struct wasl_store_options *options)
{
	struct wasl_store *store = wasl_alloc(1, sizeof(*store));

	if (store == NULL)
		return NULL;
	store->engine = &store_sqlite;
	store->schema =
		options->schema != NULL ? options->schema : &wasl_store_schema;
	store->busy_ms =
		options->busy_ms != 0 ? options->busy_ms : WASL_STORE_BUSY_MS;
	store->readers =
		options->readers != 0 ? options->readers : WASL_STORE_READERS;
	store->lock.fd = -1;
	init_locks(store);
	store->where = wasl_strndup(options->where, strlen(options->where));
	store->idle = wasl_alloc(store->readers, sizeof(struct store_conn *));
	if (store->where == NULL || store->idle == NULL) {
		wasl_store_close(store);
		return NULL;
	}
	return store;
}

wasl_status wasl_store_open(struct wasl_store **out,
			    const struct wasl_store_options *options,
			    struct wasl_err *err)
{
	struct wasl_store *store = store_new(options);
	wasl_status status;

	*out = NULL;
	if (store == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "out of memory");
	status = options->read_only ? open_reader(store, err)
				    : open_writer(store, err);
	if (status != WASL_OK) {
		wasl_err_prefix(err, "store");
		wasl_store_close(store);
		return status;
	}
	*out = store;
	return WASL_OK;
}

void wasl_store_close(struct wasl_store *store)
{
	if (store == NULL)
		return;
	wasl_assert(store->idle_n == store->made);
	wasl_assert(store->idle_n == 0 || store->idle != NULL);
	for (unsigned i = 0; i < store->idle_n; i++)
		conn_close(store, store->idle[i]);
	if (store->writer != NULL)
		conn_close(store, store->writer);
	wasl_store_lock_end(&store->lock);
	pthread_cond_destroy(&store->returned);
	pthread_mutex_destroy(&store->pool);
	wasl_assert(pthread_mutex_destroy(&store->writing) == 0);
	wasl_free(store->idle);
	wasl_free(store->where);
	wasl_free(store);
}

unsigned wasl_store_version(const struct wasl_store *store)
{
	return store->version;
}

static struct timespec busy_end(const struct wasl_store *store)
{
	struct timespec at;

	clock_gettime(CLOCK_MONOTONIC, &at);
	at.tv_sec += store->busy_ms / 1000;
	at.tv_nsec += (long)(store->busy_ms % 1000) * 1000000;
	if (at.tv_nsec >= 1000000000) {
		at.tv_sec++;
		at.tv_nsec -= 1000000000;
	}
	return at;
}

/*
 * A free reader, or leave to make one more (*out is NULL then): opening is
 * slow, so it is done outside the pool's lock.
 */
static wasl_status pool_take(struct store_conn **out, struct wasl_store *store,
			     struct wasl_err *err)
{
	struct timespec end = busy_end(store);
	wasl_status status = WASL_OK;

	*out = NULL;
	pthread_mutex_lock(&store->pool);
	while (store->idle_n == 0 && store->made == store->readers &&
	       status == WASL_OK)
		if (pthread_cond_timedwait(&store->returned, &store->pool,
					   &end) == ETIMEDOUT)
			status = wasl_fail(err, WASL_NOT_READY,
					   "all %u readers are taken",
					   store->readers);
	if (store->idle_n > 0) {
		*out = store->idle[--store->idle_n];
		status = WASL_OK;
	} else if (status == WASL_OK) {
		store->made++;
	}
	pthread_mutex_unlock(&store->pool);
	return status;
}

/* Give a reader back; NULL: the one that was to be made was not. */
static void pool_return(struct wasl_store *store, struct store_conn *conn)
{
	pthread_mutex_lock(&store->pool);
	if (conn != NULL)
		store->idle[store->idle_n++] = conn;
	else
		store->made--;
	pthread_cond_signal(&store->returned);
	pthread_mutex_unlock(&store->pool);
}

wasl_status wasl_store_read(struct store_reader *r, struct wasl_store *store,
			    struct wasl_err *err)
{
	struct store_conn *conn;
	wasl_status status;

	wasl_assert(r->conn == NULL);
	WASL_TRY(pool_take(&conn, store, err));
	if (conn == NULL) {
		status = conn_open(&conn, store, false, err);
		if (status != WASL_OK) {
			pool_return(store, NULL);
			return status;
		}
	}
	status = conn->engine->begin(conn, err);
	if (status != WASL_OK) {
		pool_return(store, conn);
		return status;
	}
	*r = (struct store_reader){.store = store, .conn = conn};
	return WASL_OK;
}

void wasl_store_read_end(struct store_reader *r)
{
	if (r->conn == NULL)
		return;
	wasl_assert(!r->conn->writer && r->conn->open_rows == 0);
	r->conn->engine->rollback(r->conn);
	pool_return(r->store, r->conn);
	r->conn = NULL;
}

wasl_status wasl_store_begin(struct store_tx *tx, struct wasl_store *store,
			     struct wasl_err *err)
{
	wasl_status status;

	wasl_assert(tx->reader.conn == NULL && store->writer != NULL);
	wasl_assert(pthread_mutex_lock(&store->writing) == 0);
	status = store->engine->begin(store->writer, err);
	if (status != WASL_OK) {
		pthread_mutex_unlock(&store->writing);
		return status;
	}
	store->writer->failed = false;
	store->writer->changed = 0;
	store->writer->writes = 0;
	tx->reader = (struct store_reader){store, store->writer};
	return WASL_OK;
}

static void end(struct store_tx *tx)
{
	tx->reader.conn = NULL;
	wasl_assert(pthread_mutex_unlock(&tx->reader.store->writing) == 0);
}

wasl_status wasl_store_commit(struct store_tx *tx, struct wasl_err *err)
{
	struct store_conn *conn = tx->reader.conn;
	wasl_status status;

	wasl_assert(conn != NULL && !conn->failed && conn->open_rows == 0);
	status = conn->engine->commit(conn, err);
	if (status != WASL_OK)
		wasl_err_prefix(err, "commit");
	end(tx);
	return status;
}

void wasl_store_rollback(struct store_tx *tx)
{
	if (tx->reader.conn == NULL)
		return;
	wasl_assert(tx->reader.conn->open_rows == 0);
	tx->reader.conn->engine->rollback(tx->reader.conn);
	end(tx);
}

wasl_status wasl_store_backup(struct wasl_store *store, const char *path,
			      struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};

	WASL_TRY(wasl_store_read(&r, store, err));
	return store->engine->backup(r.conn, path, err);
}

wasl_status wasl_store_flush(struct wasl_store *store, struct wasl_err *err)
{
	wasl_status status;

	wasl_assert(store->writer != NULL);
	wasl_assert(pthread_mutex_lock(&store->writing) == 0);
	status = store->engine->flush(store->writer, err);
	pthread_mutex_unlock(&store->writing);
	return status;
}
