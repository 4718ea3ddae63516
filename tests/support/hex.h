/* Hexadecimal of tables as bytes. */
#ifndef WASL_TESTS_SUPPORT_HEX_H
#define WASL_TESTS_SUPPORT_HEX_H

#include "check.h"

#include "base/encode.h"

/* The bytes of `text`, in `space` of `cap` bytes. */
static inline wasl_bytes from_hex(uint8_t *space, size_t cap, const char *text)
{
	size_t n = strlen(text) / 2;

	assert_true(n <= cap);
	check_ok(wasl_hex_parse(space, n, wasl_text_of(text)));
	return wasl_bytes_of(space, n);
}

/* Fill the whole array or fail. */
#define FROM_HEX(array, text)                                                  \
	assert_int_equal(from_hex((array), sizeof(array), (text)).n,           \
			 sizeof(array))

/* Are these the bytes of `text`? */
static inline bool is_hex(wasl_bytes in, const char *text)
{
	uint8_t space[1024];

	return wasl_bytes_eq(in, from_hex(space, sizeof(space), text));
}

#endif
