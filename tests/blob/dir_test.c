#include "check.h"

#include "base/alloc.h"
#include "blob/dir.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define MIB WASL_BLOB_CHUNK_MAX

static char base[] = "/tmp/wasl-blob-XXXXXX";
static int dir;
static uint8_t *chunk;
static const struct wasl_hash name = {{1}};

static int begin(void **state)
{
	(void)state;
	signal(SIGXFSZ, SIG_IGN);
	chunk = wasl_alloc(MIB, 1);
	return chunk == NULL || mkdtemp(base) == NULL ||
	       wasl_blob_dir_open(&dir, base, "paris.pn", NULL) != WASL_OK;
}

static void remove_one(void *ctx, const struct wasl_blob_file *file,
		       enum wasl_blob_form form)
{
	(void)form;
	(*(size_t *)ctx)++;
	wasl_blob_dir_remove(dir, file);
}

static int clean(void **state)
{
	size_t n = 0;

	(void)state;
	wasl_blob_dir_each(dir, remove_one, &n);
	return 0;
}

static int end(void **state)
{
	char path[64];

	(void)state;
	close(dir);
	snprintf(path, sizeof(path), "%s/blob/paris.pn", base);
	rmdir(path);
	snprintf(path, sizeof(path), "%s/blob", base);
	rmdir(path);
	rmdir(base);
	wasl_free(chunk);
	return 0;
}

static wasl_status put(uint64_t n, uint8_t fill, size_t len, uint64_t *held)
{
	struct wasl_blob_file file = wasl_blob_file_part(&name);
	uint64_t grown;

	memset(chunk, fill, MIB);
	return wasl_blob_dir_put(dir, &file, n, wasl_bytes_of(chunk, len), held,
				 &grown, NULL);
}

static void test_blob_dir__grows_by_whole_chunks_in_order(void **state)
{
	struct wasl_blob_file file = wasl_blob_file_part(&name);
	uint64_t held, bytes;

	(void)state;
	check_status(put(1, 'b', MIB, &held), WASL_CONFLICT);
	assert_int_equal(held, 0);
	check_ok(put(0, 'a', MIB, &held));
	check_ok(put(1, 'b', 5, &held));
	assert_int_equal(held, 2);
	/* Again, and another in its place: what is there stays. */
	check_ok(put(0, 'x', MIB, &held));
	assert_int_equal(held, 1);
	/* A short one is the last or torn: it is written again. */
	check_ok(put(1, 'c', 3, &held));
	assert_true(wasl_blob_dir_stat(dir, &file, &bytes, NULL));
	assert_int_equal(bytes, MIB + 3);
}

static void test_blob_dir__gives_back_what_was_put(void **state)
{
	struct wasl_blob_file file = wasl_blob_file_part(&name);
	uint8_t *out = wasl_alloc(MIB, 1);
	uint64_t held;
	size_t len;

	(void)state;
	check_ok(put(0, 'a', MIB, &held));
	check_ok(put(1, 'b', 7, &held));
	check_ok(wasl_blob_dir_get(dir, &file, 0, out, &len, NULL));
	assert_int_equal(len, MIB);
	assert_int_equal(out[MIB - 1], 'a');
	check_ok(wasl_blob_dir_get(dir, &file, 1, out, &len, NULL));
	assert_int_equal(len, 7);
	check_status(wasl_blob_dir_get(dir, &file, 2, out, &len, NULL),
		     WASL_NOT_FOUND);
	wasl_blob_dir_remove(dir, &file);
	check_status(wasl_blob_dir_get(dir, &file, 0, out, &len, NULL),
		     WASL_NOT_FOUND);
	wasl_free(out);
}

static void test_blob_dir__settles_under_its_hash(void **state)
{
	struct wasl_blob_file part = wasl_blob_file_part(&name);
	struct wasl_blob_file whole;
	struct wasl_hash hash, again;
	struct wasl_sha256 sha;
	uint64_t held, bytes;

	(void)state;
	check_ok(put(0, 'a', MIB, &held));
	check_ok(put(1, 'b', 9, &held));
	check_ok(wasl_blob_dir_hash(dir, &part, &hash, NULL));
	wasl_sha256_init(&sha);
	memset(chunk, 'a', MIB);
	wasl_sha256_put(&sha, wasl_bytes_of(chunk, MIB));
	wasl_sha256_put(&sha, wasl_bytes_of("bbbbbbbbb", 9));
	again = wasl_sha256_finish(&sha);
	assert_true(wasl_hash_eq(&hash, &again));
	check_ok(wasl_blob_dir_settle(dir, &part, &hash, NULL));
	whole = wasl_blob_file_whole(&hash);
	assert_true(wasl_blob_dir_stat(dir, &whole, &bytes, NULL));
	assert_int_equal(bytes, MIB + 9);
	assert_false(wasl_blob_dir_stat(dir, &part, &bytes, NULL));
}

static void test_blob_dir__a_full_disk_leaves_whole_chunks(void **state)
{
	struct wasl_blob_file file = wasl_blob_file_part(&name);
	struct rlimit before, small = {MIB + 100, MIB + 100};
	uint64_t held, bytes;

	(void)state;
	check_ok(put(0, 'a', MIB, &held));
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	small.rlim_max = before.rlim_max;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	assert_int_not_equal(put(1, 'b', MIB, &held), WASL_OK);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	assert_true(wasl_blob_dir_stat(dir, &file, &bytes, NULL));
	assert_int_equal(bytes, MIB);
	check_ok(put(1, 'b', MIB, &held));
	assert_int_equal(held, 2);
}

static void test_blob_dir__visits_only_files_of_its_own(void **state)
{
	static const uint8_t id[WASL_BLOB_ID_LEN] = {9};
	struct wasl_blob_file fresh = wasl_blob_file_new(id);
	uint64_t held, grown;
	size_t n = 0;
	int fd = openat(dir, "README", O_CREAT | O_WRONLY, 0600);

	(void)state;
	close(fd);
	check_ok(put(0, 'a', 1, &held));
	check_ok(wasl_blob_dir_put(dir, &fresh, 0, wasl_bytes_of("x", 1), &held,
				   &grown, NULL));
	assert_int_equal(grown, 1);
	wasl_blob_dir_each(dir, remove_one, &n);
	assert_int_equal(n, 2);
	assert_int_equal(unlinkat(dir, "README", 0), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(
			test_blob_dir__grows_by_whole_chunks_in_order, clean),
		cmocka_unit_test_teardown(
			test_blob_dir__gives_back_what_was_put, clean),
		cmocka_unit_test_teardown(test_blob_dir__settles_under_its_hash,
					  clean),
		cmocka_unit_test_teardown(
			test_blob_dir__a_full_disk_leaves_whole_chunks, clean),
		cmocka_unit_test_teardown(
			test_blob_dir__visits_only_files_of_its_own, clean),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
