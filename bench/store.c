/* Rows a second into the store: 1 KiB blobs, fully synced commits. */
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* A batch of one commit after another, for about this long. */
#define SECONDS 3.0

enum { INSERT };

static const struct wasl_store_sql sql[] = {
	[INSERT] = {"row_insert", "INSERT INTO row (id, body) VALUES ($1, $2)"},
};
static const struct wasl_store_migration steps[] = {
	{"0001_row", "CREATE TABLE row (id INTEGER NOT NULL PRIMARY KEY,"
		     " body BLOB NOT NULL) STRICT;"},
};
static const struct wasl_store_schema schema = {
	.sql = sql, .sql_n = 1, .sqlite = steps, .sqlite_n = 1};

static double now(void)
{
	struct timespec at;

	clock_gettime(CLOCK_MONOTONIC, &at);
	return (double)at.tv_sec + (double)at.tv_nsec * 1e-9;
}

static wasl_status commit_batch(struct wasl_store *store, int64_t *id, int size)
{
	static const uint8_t body[1024];
	wasl_autotx struct store_tx tx = {0};

	WASL_TRY(wasl_store_begin(&tx, store, NULL));
	for (int i = 0; i < size; i++)
		WASL_TRY(wasl_store_exec(
			&tx, INSERT, NULL,
			WASL_ARGS(wasl_arg_int(++*id),
				  wasl_arg_bytes(WASL_BYTES(body)))));
	return wasl_store_commit(&tx, NULL);
}

static wasl_status measure(struct wasl_store *store, int64_t *id, int size)
{
	double start = now();
	double took = 0;
	int commits = 0;

	for (; took < SECONDS; took = now() - start) {
		WASL_TRY(commit_batch(store, id, size));
		commits++;
	}
	printf("%5d rows a commit: %7.0f rows/s, %6.2f ms a commit\n", size,
	       (double)commits * size / took, took * 1000 / commits);
	return WASL_OK;
}

int main(void)
{
	static const int sizes[] = {1, 16, 256, 4096};
	char folder[] = "bench-store-XXXXXX";
	char path[64];
	struct wasl_store_options o = {.where = path, .schema = &schema};
	struct wasl_store *store;
	struct wasl_err err = {0};
	int64_t id = 0;

	if (mkdtemp(folder) == NULL)
		return 1;
	snprintf(path, sizeof(path), "%s/db", folder);
	if (wasl_store_open(&store, &o, &err) != WASL_OK) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		if (measure(store, &id, sizes[i]) != WASL_OK)
			return 1;
	wasl_store_close(store);
	unlink(path);
	snprintf(path, sizeof(path), "%s/db.lock", folder);
	unlink(path);
	return rmdir(folder) == 0 ? 0 : 1;
}
