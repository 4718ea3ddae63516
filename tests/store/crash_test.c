/* What is on disk after a disk has failed, filled up or been cut off. */
#include "support.h"

#include "fault_vfs.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Many pages, so that a commit has many writes. */
#define BATCH 20

static wasl_status insert_batch(struct wasl_store *store, int64_t from)
{
	wasl_autotx struct store_tx tx = {0};

	WASL_TRY(wasl_store_begin(&tx, store, NULL));
	for (int64_t id = from; id < from + BATCH; id++)
		WASL_TRY(insert(&tx, id, NULL));
	return wasl_store_commit(&tx, NULL);
}

/* Whole batches only; a batch that was promised is there. */
static void check_whole(struct wasl_store *store, int64_t at_least,
			int64_t at_most)
{
	int64_t n = count(store);

	assert_int_equal(n % BATCH, 0);
	assert_in_range(n, at_least, at_most);
}

static void fail_each(void **state, enum fault_what what, wasl_status expected)
{
	int64_t kept = 0;
	bool happened = true;

	for (int nth = 0; happened; nth++) {
		struct wasl_store *store = open_items(state);
		wasl_status status;

		assert_true(nth < 500);
		fault_arm(what, nth);
		status = insert_batch(store, 1000 * nth);
		happened = fault_happened();
		fault_arm(FAULT_NOTHING, 0);
		check_status(status, happened && status != WASL_OK ? expected
								   : WASL_OK);
		if (status == WASL_OK)
			kept += BATCH;
		/* Undone here and now: nothing of it is read … */
		check_whole(store, kept, kept);
		/* … and the store goes on. */
		check_ok(insert_batch(store, 1000 * nth + 500));
		kept += BATCH;
		wasl_store_close(store);
		store = open_items(state);
		check_whole(store, kept, kept + BATCH);
		kept = count(store);
		wasl_store_close(store);
	}
	assert_true(kept > 2 * BATCH);
}

static void test_store_crash__a_full_disk_leaves_nothing_half(void **state)
{
	fail_each(state, FAULT_WRITE, WASL_NO_SPACE);
}

static void test_store_crash__a_failed_sync_leaves_nothing_half(void **state)
{
	fail_each(state, FAULT_SYNC, WASL_IO);
}

static int fill_up(void **state)
{
	const struct rlimit small = {512 * 1024, 512 * 1024};
	struct wasl_store *store = open_items(state);
	wasl_status status = WASL_OK;

	signal(SIGXFSZ, SIG_IGN);
	if (setrlimit(RLIMIT_FSIZE, &small) != 0)
		return 1;
	for (int64_t at = 0; status == WASL_OK; at += BATCH)
		status = insert_batch(store, at);
	if (status != WASL_NO_SPACE)
		return 2;
	if (count(store) % BATCH != 0)
		return 3;
	wasl_store_close(store);
	return 0;
}

static void test_store_crash__a_size_limit_is_a_full_disk(void **state)
{
	struct wasl_store *store;
	pid_t child = fork();
	int how;

	if (child == 0)
		_exit(fill_up(state));
	assert_int_equal(waitpid(child, &how, 0), child);
	assert_int_equal(how, 0);
	store = open_items(state);
	check_whole(store, BATCH, 1000 * BATCH);
	check_ok(insert_batch(store, 1000000));
	wasl_store_close(store);
}

/* Insert batches and tell each through the pipe, until killed. */
static _Noreturn void insert_forever(void **state, int tell)
{
	struct wasl_store *store = open_items(state);
	int64_t at = count(store);

	for (;; at += BATCH) {
		if (insert_batch(store, at) != WASL_OK ||
		    write(tell, "x", 1) != 1)
			_exit(1);
	}
}

static void test_store_crash__what_was_told_survives_a_kill(void **state)
{
	int64_t told = 0;

	for (int round = 0; round < 5; round++) {
		struct wasl_store *store;
		char byte;
		int fds[2];
		pid_t child;

		assert_int_equal(pipe(fds), 0);
		child = fork();
		if (child == 0)
			insert_forever(state, fds[1]);
		close(fds[1]);
		for (int i = 0; i < 3 + round; i++) {
			assert_int_equal(read(fds[0], &byte, 1), 1);
			told += BATCH;
		}
		kill(child, SIGKILL);
		assert_int_equal(waitpid(child, NULL, 0), child);
		while (read(fds[0], &byte, 1) == 1)
			told += BATCH;
		close(fds[0]);
		store = open_items(state);
		check_whole(store, told, told + BATCH);
		told = count(store);
		wasl_store_close(store);
	}
}

static bool file_holds(const char *path, const char *needle)
{
	static char all[4 * 1024 * 1024];
	FILE *f = fopen(path, "rb");
	size_t n;

	if (f == NULL)
		return false;
	n = fread(all, 1, sizeof(all), f);
	fclose(f);
	return memmem(all, n, needle, strlen(needle)) != NULL;
}

static bool disk_holds(void **state, const char *needle)
{
	return file_holds(*state, needle) ||
	       file_holds(scratch_beside(state, "db-wal"), needle);
}

static void
test_store_crash__what_is_deleted_is_gone_after_a_flush(void **state)
{
	static const char secret[] = "a name that must not stay";
	struct wasl_store *store = open_items(state);
	struct wasl_rows rows = {0};
	struct store_tx tx = {0};

	check_ok(wasl_store_begin(&tx, store, NULL));
	check_ok(
		wasl_store_exec(&tx, TEST_SQL_ITEM_INSERT, NULL,
				WASL_ARGS(wasl_arg_int(1), wasl_arg_str(secret),
					  wasl_arg_null(), wasl_arg_null())));
	check_ok(wasl_store_commit(&tx, NULL));
	assert_true(disk_holds(state, secret));
	check_ok(wasl_store_begin(&tx, store, NULL));
	check_ok(wasl_store_one(&rows, &tx.reader, TEST_SQL_ITEM_TAKE, NULL,
				WASL_ARGS(wasl_arg_int(1))));
	check_ok(wasl_rows_finish(&rows, NULL));
	check_ok(wasl_store_commit(&tx, NULL));
	assert_true(disk_holds(state, secret));
	check_ok(wasl_store_flush(store, NULL));
	assert_false(disk_holds(state, secret));
	wasl_store_close(store);
}

static void test_store_crash__a_flush_waits_for_readers(void **state)
{
	struct wasl_store *store = open_items(state);
	wasl_autoreader struct store_reader r = {0};
	struct wasl_rows rows = {0};

	insert_committed(store, 1);
	check_ok(wasl_store_read(&r, store, NULL));
	check_ok(wasl_store_one(&rows, &r, TEST_SQL_ITEM_COUNT, NULL,
				WASL_NO_ARGS));
	check_ok(wasl_rows_finish(&rows, NULL));
	insert_committed(store, 2);
	check_status(wasl_store_flush(store, NULL), WASL_NOT_READY);
	wasl_store_read_end(&r);
	check_ok(wasl_store_flush(store, NULL));
	wasl_store_close(store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(test_store_crash__a_full_disk_leaves_nothing_half),
		IN_SCRATCH(test_store_crash__a_failed_sync_leaves_nothing_half),
		IN_SCRATCH(test_store_crash__a_size_limit_is_a_full_disk),
		IN_SCRATCH(test_store_crash__what_was_told_survives_a_kill),
		IN_SCRATCH(
			test_store_crash__what_is_deleted_is_gone_after_a_flush),
		IN_SCRATCH(test_store_crash__a_flush_waits_for_readers),
	};

	fault_install();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
