#include "support.h"

#include "base/alloc.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PATH_MAX_HERE 256

int scratch_setup(void **state)
{
	const char *base = getenv("TMPDIR");
	char *path = wasl_alloc(PATH_MAX_HERE, 1);

	assert_non_null(path);
	snprintf(path, PATH_MAX_HERE, "%s/wasl-store-XXXXXX",
		 base != NULL ? base : P_tmpdir);
	assert_non_null(mkdtemp(path));
	strncat(path, "/db", PATH_MAX_HERE - strlen(path) - 1);
	*state = path;
	return 0;
}

static int remove_one(const char *path, const struct stat *st, int type,
		      struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

int scratch_teardown(void **state)
{
	char *path = *state;

	*strrchr(path, '/') = '\0';
	assert_int_equal(nftw(path, remove_one, 8, FTW_DEPTH | FTW_PHYS), 0);
	wasl_free(path);
	return 0;
}

const char *scratch_beside(void **state, const char *name)
{
	static char path[PATH_MAX_HERE];
	const char *db = *state;

	snprintf(path, sizeof(path), "%.*s/%s", (int)(strrchr(db, '/') - db),
		 db, name);
	return path;
}

struct wasl_store *open_items(void **state)
{
	struct wasl_store_options o = {
		.where = *state,
		.schema = &test_schema,
		.readers = 2,
		.busy_ms = 50,
	};
	struct wasl_store *store;
	struct wasl_err err = {0};
	wasl_status status = wasl_store_open(&store, &o, &err);

	if (status != WASL_OK)
		fail_msg("open: %s", err.text);
	assert_int_equal(wasl_store_version(store), test_schema.sqlite_n);
	return store;
}

wasl_status insert(struct store_tx *tx, int64_t id, struct wasl_err *err)
{
	static const uint8_t body[5000];

	return wasl_store_exec(tx, TEST_SQL_ITEM_INSERT, err,
			       WASL_ARGS(wasl_arg_int(id), wasl_arg_null(),
					 wasl_arg_bytes(WASL_BYTES(body)),
					 wasl_arg_null()));
}

void insert_committed(struct wasl_store *store, int64_t id)
{
	wasl_autotx struct store_tx tx = {0};

	check_ok(wasl_store_begin(&tx, store, NULL));
	check_ok(insert(&tx, id, NULL));
	check_ok(wasl_store_commit(&tx, NULL));
}

int64_t count(struct wasl_store *store)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_autorows struct wasl_rows rows = {0};
	int64_t n;

	check_ok(wasl_store_read(&r, store, NULL));
	check_ok(wasl_store_one(&rows, &r, TEST_SQL_ITEM_COUNT, NULL,
				WASL_NO_ARGS));
	n = wasl_rows_int(&rows, "n");
	check_ok(wasl_rows_finish(&rows, NULL));
	return n;
}
