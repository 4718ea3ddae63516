/* A folder of its own for a test, removed with all in it. */
#ifndef WASL_TESTS_SUPPORT_SCRATCH_H
#define WASL_TESTS_SUPPORT_SCRATCH_H

#include "check.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SCRATCH_MAX 256

/* cmocka fixtures: *state is the folder's path. */
static inline int scratch_setup(void **state)
{
	static char path[SCRATCH_MAX];
	const char *base = getenv("TMPDIR");
	snprintf(path, sizeof(path), "%s/wasl-test-XXXXXX",
		 base ? base : P_tmpdir);
	assert_non_null(mkdtemp(path));
	*state = path;
	return 0;
}

static inline int scratch_remove_one(const char *path, const struct stat *st,
				     int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

static inline int scratch_teardown(void **state)
{
	return nftw(*state, scratch_remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* A path in it; valid until the next call. */
static inline const char *scratch_path(void **state, const char *name)
{
	static char path[SCRATCH_MAX];
	snprintf(path, sizeof(path), "%s/%s", (const char *)*state, name);
	return path;
}

#define IN_SCRATCH(test)                                                       \
	cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

#endif
