#include "support.h"

#include "base/alloc.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void test_store_store__what_is_committed_survives_reopening(void **state)
{
	struct wasl_store *store = open_items(state);

	insert_committed(store, 1);
	wasl_store_close(store);
	store = open_items(state);
	assert_int_equal(count(store), 1);
	wasl_store_close(store);
}

static void leave_without_commit(struct wasl_store *store)
{
	wasl_autotx struct store_tx tx = {0};

	check_ok(wasl_store_begin(&tx, store, NULL));
	check_ok(insert(&tx, 1, NULL));
}

static void test_store_store__leaving_scope_undoes(void **state)
{
	struct wasl_store *store = open_items(state);

	leave_without_commit(store);
	assert_int_equal(count(store), 0);
	insert_committed(store, 1);
	assert_int_equal(count(store), 1);
	wasl_store_close(store);
}

static int64_t count_in(struct store_reader *r)
{
	struct wasl_rows rows = {0};
	int64_t n;

	check_ok(wasl_store_one(&rows, r, TEST_SQL_ITEM_COUNT, NULL,
				WASL_NO_ARGS));
	n = wasl_rows_int(&rows, "n");
	check_ok(wasl_rows_finish(&rows, NULL));
	return n;
}

static void test_store_store__a_snapshot_does_not_change(void **state)
{
	struct wasl_store *store = open_items(state);
	struct store_reader r = {0};

	check_ok(wasl_store_read(&r, store, NULL));
	assert_int_equal(count_in(&r), 0);
	insert_committed(store, 1);
	assert_int_equal(count_in(&r), 0);
	assert_int_equal(count(store), 1);
	wasl_store_read_end(&r);
	wasl_store_close(store);
}

static void test_store_store__readers_are_capped_and_reused(void **state)
{
	struct wasl_store *store = open_items(state);
	struct store_reader r[3] = {0};
	struct wasl_err err = {0};

	check_ok(wasl_store_read(&r[0], store, NULL));
	check_ok(wasl_store_read(&r[1], store, NULL));
	check_status(wasl_store_read(&r[2], store, &err), WASL_NOT_READY);
	assert_string_equal(err.text, "all 2 readers are taken");
	wasl_store_read_end(&r[0]);
	check_ok(wasl_store_read(&r[2], store, NULL));
	wasl_store_read_end(&r[1]);
	wasl_store_read_end(&r[2]);
	wasl_store_close(store);
}

#define WRITERS 3
#define WRITES	20

static void *write_some(void *arg)
{
	static int64_t next;
	struct wasl_store *store = arg;

	for (int i = 0; i < WRITES; i++)
		insert_committed(
			store, __atomic_add_fetch(&next, 1, __ATOMIC_RELAXED));
	return NULL;
}

static void *read_some(void *arg)
{
	struct wasl_store *store = arg;
	int64_t before = 0;

	while (before < (int64_t)WRITERS * WRITES) {
		struct store_reader r = {0};
		wasl_status status = wasl_store_read(&r, store, NULL);
		int64_t now;

		if (status == WASL_NOT_READY)
			continue;
		check_ok(status);
		now = count_in(&r);
		assert_true(now >= before);
		before = now;
		wasl_store_read_end(&r);
	}
	return NULL;
}

static void test_store_store__threads_share_it(void **state)
{
	struct wasl_store *store = open_items(state);
	pthread_t threads[WRITERS + 3];

	for (int i = 0; i < WRITERS + 3; i++)
		assert_int_equal(
			pthread_create(&threads[i], NULL,
				       i < WRITERS ? write_some : read_some,
				       store),
			0);
	for (int i = 0; i < WRITERS + 3; i++)
		pthread_join(threads[i], NULL);
	assert_int_equal(count(store), WRITERS * WRITES);
	wasl_store_close(store);
}

static int open_in_child(void **state)
{
	struct wasl_store_options o = {.where = *state, .schema = &test_schema};
	struct wasl_store *store;
	struct wasl_err err = {0};
	char parent[32];

	snprintf(parent, sizeof(parent), "(%ld)", (long)getppid());
	if (wasl_store_open(&store, &o, &err) != WASL_CONFLICT)
		return 1;
	return strstr(err.text, "open for writing in another process") !=
				       NULL &&
			       strstr(err.text, parent) != NULL
		       ? 0
		       : 2;
}

static void test_store_store__a_second_writing_process_is_refused(void **state)
{
	struct wasl_store *store = open_items(state);
	pid_t child = fork();
	int how;

	if (child == 0)
		_exit(open_in_child(state));
	assert_int_equal(waitpid(child, &how, 0), child);
	assert_int_equal(how, 0);
	wasl_store_close(store);
	wasl_store_close(open_items(state));
}

static void test_store_store__read_only_stands_beside_the_writer(void **state)
{
	struct wasl_store_options o = {
		.where = *state, .schema = &test_schema, .read_only = true};
	struct wasl_store *store;
	struct wasl_store *beside;
	struct wasl_err err;

	check_status(wasl_store_open(&beside, &o, &err), WASL_NOT_FOUND);
	store = open_items(state);
	insert_committed(store, 1);
	check_ok(wasl_store_open(&beside, &o, &err));
	assert_int_equal(count(beside), 1);
	wasl_store_close(beside);
	wasl_store_close(store);
}

static void test_store_store__files_are_private(void **state)
{
	struct wasl_store *store = open_items(state);
	const char *const names[] = {"db", "db-wal", "db-shm", "db.lock"};
	struct stat st;

	insert_committed(store, 1);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		assert_int_equal(stat(scratch_beside(state, names[i]), &st), 0);
		assert_int_equal(st.st_mode & 0777, 0600);
	}
	wasl_store_close(store);
}

static wasl_status open_status(void **state, struct wasl_err *err)
{
	struct wasl_store_options o = {.where = *state, .schema = &test_schema};
	struct wasl_store *store = NULL;
	wasl_status status = wasl_store_open(&store, &o, err);

	if (status == WASL_OK)
		wasl_store_close(store);
	else
		assert_null(store);
	return status;
}

static void write_file(const char *path, const char *text)
{
	FILE *f = fopen(path, "wb");

	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static void test_store_store__what_is_no_database_is_refused(void **state)
{
	struct wasl_err err = {0};
	char line[4097] = {0};

	memset(line, 'x', sizeof(line) - 1);
	write_file(*state, line);
	check_status(open_status(state, &err), WASL_CORRUPT);
	assert_non_null(strstr(err.text, "store: "));
}

static void run_sql(const char *path, const char *text)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, text, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void test_store_store__another_programs_file_is_refused(void **state)
{
	run_sql(*state, "CREATE TABLE t (x); PRAGMA user_version=1;");
	check_status(open_status(state, NULL), WASL_UNSUPPORTED);
}

static void test_store_store__a_newer_database_is_refused(void **state)
{
	struct wasl_err err = {0};

	wasl_store_close(open_items(state));
	run_sql(*state, "PRAGMA user_version=4;");
	check_status(open_status(state, &err), WASL_UNSUPPORTED);
	assert_string_equal(err.text, "store: the database is of version 4, "
				      "this program knows up to 3");
}

static void
test_store_store__a_statement_that_does_not_fit_is_found_at_open(void **state)
{
	struct wasl_err err = {0};

	wasl_store_close(open_items(state));
	run_sql(*state, "DROP TABLE setting;");
	check_status(open_status(state, &err), WASL_CORRUPT);
	assert_string_equal(err.text,
			    "store: setting_get: no such table: setting");
}

static void test_store_store__a_failed_allocation_is_reported(void **state)
{
	wasl_status status = WASL_NO_MEMORY;

	for (long nth = 0; status != WASL_OK; nth++) {
		assert_true(nth < 100);
		wasl_alloc_fail_at(nth);
		status = open_status(state, NULL);
		wasl_alloc_fail_at(-1);
		if (status != WASL_OK)
			check_status(status, WASL_NO_MEMORY);
	}
}

static void test_store_store__the_products_schema_opens(void **state)
{
	struct wasl_store_options o = {.where = *state};
	struct wasl_store *store;

	check_ok(wasl_store_open(&store, &o, NULL));
	assert_int_equal(wasl_store_version(store), wasl_store_schema.sqlite_n);
	wasl_store_close(store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(
			test_store_store__what_is_committed_survives_reopening),
		IN_SCRATCH(test_store_store__leaving_scope_undoes),
		IN_SCRATCH(test_store_store__a_snapshot_does_not_change),
		IN_SCRATCH(test_store_store__readers_are_capped_and_reused),
		IN_SCRATCH(test_store_store__threads_share_it),
		IN_SCRATCH(
			test_store_store__a_second_writing_process_is_refused),
		IN_SCRATCH(
			test_store_store__read_only_stands_beside_the_writer),
		IN_SCRATCH(test_store_store__files_are_private),
		IN_SCRATCH(test_store_store__what_is_no_database_is_refused),
		IN_SCRATCH(test_store_store__another_programs_file_is_refused),
		IN_SCRATCH(test_store_store__a_newer_database_is_refused),
		IN_SCRATCH(
			test_store_store__a_statement_that_does_not_fit_is_found_at_open),
		IN_SCRATCH(test_store_store__a_failed_allocation_is_reported),
		IN_SCRATCH(test_store_store__the_products_schema_opens),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
