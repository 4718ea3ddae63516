#include "scratch.h"

#include "base/alloc.h"
#include "base/file.h"

#include <errno.h>

static void test_base_file__is_read_back_as_created(void **state)
{
	wasl_autofree uint8_t *text = NULL;
	struct stat st;
	size_t n;
	const char *path = scratch_path(state, "f");
	check_ok(wasl_file_create(path, wasl_text_bytes(WASL_TEXT("a\0b")),
				  0600, NULL));
	check_ok(wasl_file_read(&text, &n, path, 3, NULL));
	assert_int_equal(n, 3);
	assert_memory_equal(text, "a\0b", 4);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
}

static void test_base_file__longer_than_its_limit_is_refused(void **state)
{
	uint8_t *text = NULL;
	size_t n;
	const char *path = scratch_path(state, "f");
	check_ok(wasl_file_create(path, wasl_text_bytes(WASL_TEXT("abcd")),
				  0600, NULL));
	check_status(wasl_file_read(&text, &n, path, 3, NULL), WASL_TOO_BIG);
	check_status(wasl_file_read(&text, &n, "/dev/zero", 100000, NULL),
		     WASL_TOO_BIG);
	assert_null(text);
}

static void test_base_file__what_is_there_stays_as_it_is(void **state)
{
	wasl_autofree uint8_t *text = NULL;
	size_t n;
	const char *path = scratch_path(state, "f");
	check_ok(wasl_file_create(path, wasl_text_bytes(WASL_TEXT("old")), 0600,
				  NULL));
	check_status(wasl_file_create(path, wasl_text_bytes(WASL_TEXT("new")),
				      0600, NULL),
		     WASL_EXISTS);
	check_ok(wasl_file_read(&text, &n, path, 10, NULL));
	assert_string_equal((const char *)text, "old");
}

static void test_base_file__a_failed_write_leaves_nothing(void **state)
{
	struct wasl_err err;
	uint8_t *text = NULL;
	size_t n;
	(void)state;
	check_status(wasl_file_create("/dev/full/x", (wasl_bytes){NULL, 0},
				      0600, &err),
		     WASL_NOT_FOUND);
	check_status(wasl_file_read(&text, &n, scratch_path(state, "none"), 10,
				    &err),
		     WASL_NOT_FOUND);
	check_status(wasl_file_read(&text, &n, *state, 10, &err), WASL_IO);
}

static void test_base_file__a_quota_or_a_limit_is_a_full_disk(void **state)
{
	(void)state;
	for (const int *error = (const int[]){ENOSPC, EDQUOT, EFBIG, 0};
	     *error != 0; error++) {
		assert_int_equal(wasl_errno_status(*error), WASL_NO_SPACE);
		assert_int_equal(wasl_write_status(*error), WASL_NO_SPACE);
	}
	assert_int_equal(wasl_write_status(EIO), WASL_IO);
}

static void test_base_file__out_of_memory_is_told(void **state)
{
	uint8_t *text = NULL;
	size_t n;
	(void)state;
	wasl_alloc_fail_at(0);
	check_status(wasl_file_read(&text, &n, "/dev/null", 10, NULL),
		     WASL_NO_MEMORY);
	wasl_alloc_fail_at(-1);
	assert_null(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(test_base_file__is_read_back_as_created),
		IN_SCRATCH(test_base_file__longer_than_its_limit_is_refused),
		IN_SCRATCH(test_base_file__what_is_there_stays_as_it_is),
		IN_SCRATCH(test_base_file__a_failed_write_leaves_nothing),
		cmocka_unit_test(
			test_base_file__a_quota_or_a_limit_is_a_full_disk),
		cmocka_unit_test(test_base_file__out_of_memory_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
