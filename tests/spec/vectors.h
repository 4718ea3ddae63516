/* docs/spec/vectors.json, whose path is the test's only argument. */
#ifndef WASL_TESTS_SPEC_VECTORS_H
#define WASL_TESTS_SPEC_VECTORS_H

#include "base/encode.h"
#include "check.h"
#include "crypto/crypto.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static json_t *vectors;

/* A test's main(): run `tests` over the file. */
#define vectors_run(argc, argv, tests)                                         \
	(vectors_open(argc, argv) == 0                                         \
		 ? cmocka_run_group_tests(tests, NULL, vectors_close)          \
		 : 1)

static inline int vectors_open(int argc, char **argv)
{
	json_error_t error;

	if (argc != 2 || wasl_crypto_init(NULL) != WASL_OK)
		return 1;
	vectors = json_load_file(argv[1], JSON_REJECT_DUPLICATES, &error);
	if (vectors == NULL)
		fprintf(stderr, "%s:%d: %s\n", argv[1], error.line, error.text);
	return vectors != NULL ? 0 : 1;
}

static inline int vectors_close(void **state)
{
	(void)state;
	json_decref(vectors);
	return 0;
}

/* The value at a path such as "acts/0/envelope". */
static inline json_t *vectors_at(const char *path)
{
	json_t *at = vectors;

	while (*path != '\0') {
		size_t n = strcspn(path, "/");

		at = json_is_array(at)
			     ? json_array_get(at, strtoul(path, NULL, 10))
			     : json_object_getn(at, path, n);
		if (at == NULL)
			fail_msg("vectors.json has no %s", path);
		path += n + (path[n] == '/');
	}
	return at;
}

static inline wasl_text vectors_text(const char *path)
{
	json_t *value = vectors_at(path);

	assert_true(json_is_string(value));
	return (wasl_text){json_string_value(value), json_string_length(value)};
}

static inline uint64_t vectors_number(const char *path)
{
	json_t *value = vectors_at(path);

	assert_true(json_is_integer(value));
	return (uint64_t)json_integer_value(value);
}

/* Bytes of a known length. */
static inline void vectors_copy(void *out, size_t n, const char *path)
{
	check_ok(wasl_hex_parse(out, n, vectors_text(path)));
}

/* Bytes of any length, into `space`. */
static inline wasl_bytes vectors_bytes(struct wasl_buf *space, const char *path)
{
	wasl_text hex = vectors_text(path);
	uint8_t *p = wasl_buf_take(space, hex.n / 2);

	assert_non_null(p);
	check_ok(wasl_hex_parse(p, hex.n / 2, hex));
	return (wasl_bytes){p, hex.n / 2};
}

static inline void vectors_equal(wasl_bytes got, const char *path)
{
	uint8_t bytes[4096];
	struct wasl_buf space = WASL_BUF(bytes);
	wasl_bytes want = vectors_bytes(&space, path);

	assert_int_equal(got.n, want.n);
	assert_memory_equal(got.p, want.p, want.n);
}

#endif
