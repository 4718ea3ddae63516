#include "support.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The product's or the test's schema as it was at `version`. */
static wasl_status open_at(void **state, const struct wasl_store_schema *all,
			   size_t version, struct wasl_err *err)
{
	struct wasl_store_schema old = *all;
	struct wasl_store_options o = {.where = *state, .schema = &old};
	struct wasl_store *store;
	wasl_status status;

	old.sqlite_n = version;
	/* Statements are of today; an old schema need not fit them. */
	if (version < all->sqlite_n)
		old.sql_n = 0;
	status = wasl_store_open(&store, &o, err);
	if (status == WASL_OK) {
		assert_int_equal(wasl_store_version(store), version);
		wasl_store_close(store);
	}
	return status;
}

static void ask(const char *path, const char *sql, char *out, size_t cap)
{
	size_t n = 0;
	sqlite3_stmt *s;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
	out[0] = '\0';
	while (sqlite3_step(s) == SQLITE_ROW) {
		n += (size_t)snprintf(out + n, cap - n, "%s\n",
				      sqlite3_column_text(s, 0));
		assert_true(n < cap);
	}
	sqlite3_finalize(s);
	sqlite3_close(db);
}

#define SCHEMA_MAX (256 * 1024)

static void read_schema(const char *path, char out[SCHEMA_MAX])
{
	ask(path,
	    "SELECT type || ' ' || name || ' ' || coalesce(sql, '-') "
	    "FROM sqlite_schema ORDER BY type, name",
	    out, SCHEMA_MAX);
}

static void forget(void **state)
{
	static const char *const names[] = {"db", "db-wal", "db-shm"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		unlink(scratch_beside(state, names[i]));
}

/* From every version there ever was to today's schema from scratch. */
static void check_every_way(void **state, const struct wasl_store_schema *all)
{
	static char scratch[SCHEMA_MAX];
	static char migrated[SCHEMA_MAX];

	check_ok(open_at(state, all, all->sqlite_n, NULL));
	read_schema(*state, scratch);
	assert_true(strlen(scratch) > 0);
	for (size_t from = 1; from < all->sqlite_n; from++) {
		forget(state);
		check_ok(open_at(state, all, from, NULL));
		check_ok(open_at(state, all, all->sqlite_n, NULL));
		read_schema(*state, migrated);
		assert_string_equal(migrated, scratch);
		ask(*state, "SELECT 'broken' FROM pragma_foreign_key_check",
		    migrated, sizeof(migrated));
		assert_string_equal(migrated, "");
	}
}

static void test_store_migrate__every_version_leads_to_the_same(void **state)
{
	check_every_way(state, &test_schema);
}

static void test_store_migrate__so_do_the_products_own(void **state)
{
	check_every_way(state, &wasl_store_schema);
}

static void test_store_migrate__rows_are_carried_along(void **state)
{
	char text[64];
	char *none = NULL;
	sqlite3 *db;

	check_ok(open_at(state, &test_schema, 1, NULL));
	assert_int_equal(sqlite3_open(*state, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db,
				      "INSERT INTO item (id) VALUES (1), (2)",
				      NULL, NULL, &none),
			 SQLITE_OK);
	sqlite3_close(db);
	check_ok(open_at(state, &test_schema, 3, NULL));
	ask(*state, "SELECT value FROM setting WHERE name = 'items'", text,
	    sizeof(text));
	assert_string_equal(text, "2\n");
}

static void test_store_migrate__one_that_fails_leaves_nothing(void **state)
{
	static const struct wasl_store_migration steps[] = {
		{"0001_good", "CREATE TABLE a (x INTEGER NOT NULL) STRICT;"},
		{"0002_bad", "CREATE TABLE b (x INTEGER NOT NULL) STRICT;"
			     "INSERT INTO a (x) VALUES (NULL);"},
	};
	const struct wasl_store_schema schema = {.sqlite = steps,
						 .sqlite_n = 2};
	struct wasl_err err = {0};
	char text[64];

	check_status(open_at(state, &schema, 2, &err), WASL_CONFLICT);
	assert_non_null(strstr(err.text, "migration 0002_bad: "));
	ask(*state, "SELECT name FROM sqlite_schema", text, sizeof(text));
	assert_string_equal(text, "a\n");
	/* The good one holds, and the next start goes on from there. */
	check_ok(open_at(state, &schema, 1, NULL));
}

static void test_store_migrate__a_backup_is_the_same_database(void **state)
{
	static char here[SCHEMA_MAX];
	static char there[SCHEMA_MAX];
	struct wasl_store *store = open_items(state);
	struct wasl_err err = {0};
	char path[256];

	for (int64_t id = 0; id < 50; id++)
		insert_committed(store, id);
	snprintf(path, sizeof(path), "%s", scratch_beside(state, "copy"));
	if (wasl_store_backup(store, path, &err) != WASL_OK)
		fail_msg("%s", err.text);
	check_status(wasl_store_backup(store, path, &err), WASL_EXISTS);
	insert_committed(store, 50);
	ask(path, "SELECT count(*) || sum(length(body)) FROM item", here,
	    sizeof(here));
	assert_string_equal(here, "50250000\n");
	ask(path, "PRAGMA integrity_check", here, sizeof(here));
	assert_string_equal(here, "ok\n");
	read_schema(path, there);
	read_schema(*state, here);
	assert_string_equal(here, there);
	assert_int_not_equal(access(scratch_beside(state, "copy.part"), F_OK),
			     0);
	check_status(wasl_store_backup(store, scratch_beside(state, "no/such"),
				       &err),
		     WASL_IO);
	wasl_store_close(store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(test_store_migrate__every_version_leads_to_the_same),
		IN_SCRATCH(test_store_migrate__so_do_the_products_own),
		IN_SCRATCH(test_store_migrate__rows_are_carried_along),
		IN_SCRATCH(test_store_migrate__one_that_fails_leaves_nothing),
		IN_SCRATCH(test_store_migrate__a_backup_is_the_same_database),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
