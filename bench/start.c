/*
 * seconds to make the tree of a log of N entries at the start, and what it read
 *
 * A database of one log, act after act of 1,100 bytes, then what a node reads
 * of it before its line opens: sizes and the root keyd signed, with and without
 * the tiles; beside them the whole log's hashes, as `wasl verify` reads them.
 * The file is in the page cache, as after a restart of the process.
 *
 *   scripts/bench start [ENTRIES]
 */
#include "node/entry.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define ENVELOPE_LEN 1100
#define COMMIT	     50000

static void must(wasl_status status, const struct wasl_err *err)
{
	if (status != WASL_OK) {
		fprintf(stderr, "start: %s\n", err->text);
		exit(1);
	}
}

static double now_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static double cpu_s(void)
{
	struct rusage u;

	getrusage(RUSAGE_SELF, &u);
	return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
	       (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) * 1e-6;
}

static int64_t unix_now(void *ctx)
{
	(void)ctx;
	return 1790000000;
}

static int64_t row(struct store_tx *tx, unsigned sql, struct wasl_args args)
{
	wasl_autorows struct wasl_rows rows = {0};
	struct wasl_err err;
	int64_t id;

	must(wasl_store_one(&rows, &tx->reader, sql, &err, args), &err);
	id = wasl_rows_int(&rows, "id");
	must(wasl_rows_finish(&rows, &err), &err);
	return id;
}

static int64_t open_log(struct store_tx *tx)
{
	const wasl_bytes none = wasl_bytes_of("", 0);
	int64_t peer = row(tx, WASL_SQL_PEER_INSERT,
			   WASL_ARGS(wasl_arg_str("rabat"), wasl_arg_str("MA"),
				     wasl_arg_str("-"), wasl_arg_bytes(none),
				     wasl_arg_bytes(none), wasl_arg_int(0)));

	return row(tx, WASL_SQL_LOG_INSERT,
		   WASL_ARGS(wasl_arg_int(peer), wasl_arg_bool(true),
			     wasl_arg_int(1),
			     wasl_arg_str("paris/line/rabat")));
}

static int64_t fill(struct wasl_store *store, uint64_t n)
{
	static uint8_t envelope[ENVELOPE_LEN];
	struct wasl_node node = {.clock = {.now = unix_now}};
	struct node_stored entry = {.envelope = WASL_BYTES(envelope)};
	struct store_tx tx = {0};
	struct wasl_err err;

	must(wasl_store_begin(&tx, store, &err), &err);
	entry.log_id = open_log(&tx);
	for (; entry.index < n; entry.index++) {
		memcpy(envelope, &entry.index, sizeof(entry.index));
		entry.hash = wasl_sha256(entry.envelope);
		entry.seen = entry.index;
		must(node_entry_store(&node, &tx, &entry, &err), &err);
		if ((entry.index + 1) % COMMIT != 0)
			continue;
		must(wasl_store_commit(&tx, &err), &err);
		must(wasl_store_begin(&tx, store, &err), &err);
	}
	must(wasl_store_commit(&tx, &err), &err);
	return entry.log_id;
}

static void report(const char *what, uint64_t n, double wall, double cpu)
{
	wall = now_s() - wall;
	printf("%-28s %12llu %10.4f s %10.4f s CPU\n", what,
	       (unsigned long long)n, wall, cpu_s() - cpu);
}

static void read_size(struct wasl_store *store, int64_t log)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_autorows struct wasl_rows rows = {0};
	double wall = now_s(), cpu = cpu_s();
	struct wasl_err err;

	must(wasl_store_read(&r, store, &err), &err);
	must(wasl_store_one(&rows, &r, WASL_SQL_LOG_SIZE, &err,
			    WASL_ARGS(wasl_arg_int(log))),
	     &err);
	report("size and last seen", wasl_rows_u64(&rows, "size"), wall, cpu);
	must(wasl_rows_finish(&rows, &err), &err);
}

static struct wasl_hash read_root(struct wasl_store *store, int64_t log,
				  uint64_t from, uint64_t n, const char *what)
{
	wasl_autoreader struct store_reader r = {0};
	double wall = now_s(), cpu = cpu_s();
	struct wasl_tree tree = {0};
	struct wasl_hash root;
	struct wasl_err err;

	must(wasl_store_read(&r, store, &err), &err);
	/* From within a tile on, no tile is of use. */
	if (from > 0)
		must(node_entries_read(&r, &tree, log, from, &err), &err);
	must(node_entries_read(&r, &tree, log, n, &err), &err);
	wasl_tree_root(&root, &tree);
	report(what, n, wall, cpu);
	return root;
}

static void clean(const char *dir)
{
	static const char *const names[] = {"", "-wal", "-shm", ".lock"};
	char path[96];

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(path, sizeof(path), "%s/wasl.db%s", dir, names[i]);
		(void)unlink(path);
	}
	(void)rmdir(dir);
}

int main(int argc, char *argv[])
{
	uint64_t n = argc > 1 ? strtoull(argv[1], NULL, 10) : 1000000;
	char dir[] = "/tmp/wasl-bench-XXXXXX", path[64];
	struct wasl_store_options options = {.where = path, .readers = 2};
	struct wasl_store *store;
	struct wasl_hash quick, slow;
	struct wasl_err err;

	if (mkdtemp(dir) == NULL)
		return 1;
	snprintf(path, sizeof(path), "%s/wasl.db", dir);
	must(wasl_store_open(&store, &options, &err), &err);
	double wall = now_s(), cpu = cpu_s();
	int64_t log = fill(store, n);
	report("stored", n, wall, cpu);
	for (int i = 0; i < 3; i++) {
		read_size(store, log);
		quick = read_root(store, log, 0, n, "root by tiles");
		slow = read_root(store, log, 1, n, "root by entries");
		if (!wasl_hash_eq(&quick, &slow))
			return 1;
	}
	wasl_store_close(store);
	clean(dir);
	return 0;
}
