#include "check.h"

#include "base/bytes.h"

static void test_base_bytes__what_is_put_is_read_back(void **state)
{
	uint8_t space[32];
	struct wasl_buf buf = WASL_BUF(space);
	struct wasl_cursor c;

	(void)state;
	wasl_buf_put_u8(&buf, 0xab);
	wasl_buf_put_u16(&buf, 0x0102);
	wasl_buf_put_u32(&buf, 0xdeadbeef);
	wasl_buf_put_u64(&buf, 0x0123456789abcdefu);
	wasl_buf_put_text(&buf, "ok");
	assert_false(buf.over);
	assert_int_equal(buf.n, 17);
	c = wasl_cursor_init(wasl_buf_bytes(&buf));
	assert_int_equal(wasl_cursor_u8(&c), 0xab);
	assert_int_equal(wasl_cursor_u16(&c), 0x0102);
	assert_int_equal(wasl_cursor_u32(&c), 0xdeadbeef);
	assert_true(wasl_cursor_u64(&c) == 0x0123456789abcdefu);
	assert_memory_equal(wasl_cursor_take(&c, 2).p, "ok", 2);
	check_ok(wasl_cursor_finish(&c, NULL));
}

static void test_base_bytes__writing_past_the_end_sticks(void **state)
{
	uint8_t space[4] = {0};
	struct wasl_buf buf = WASL_BUF(space);

	(void)state;
	wasl_buf_put_u16(&buf, 0x1111);
	wasl_buf_put_u32(&buf, 0x22222222);
	assert_true(buf.over);
	wasl_buf_put_u8(&buf, 0x33);
	assert_true(buf.over);
	assert_int_equal(buf.n, 2);
	assert_int_equal(space[2], 0);
}

static void
test_base_bytes__reading_past_the_end_sticks_and_yields_zero(void **state)
{
	const uint8_t in[] = {1, 2, 3};
	struct wasl_cursor c = wasl_cursor_init(WASL_BYTES(in));

	(void)state;
	assert_int_equal(wasl_cursor_u32(&c), 0);
	assert_int_equal(wasl_cursor_u8(&c), 0);
	check_status(wasl_cursor_finish(&c, NULL), WASL_MALFORMED);
}

static void test_base_bytes__trailing_bytes_are_reported(void **state)
{
	const uint8_t in[] = {1, 2, 3};
	struct wasl_cursor c = wasl_cursor_init(WASL_BYTES(in));
	struct wasl_err err;

	(void)state;
	assert_int_equal(wasl_cursor_u8(&c), 1);
	check_status(wasl_cursor_finish(&c, &err), WASL_MALFORMED);
	assert_string_equal(err.text, "2 trailing bytes");
}

static void test_base_bytes__order_is_bytewise_shorter_first(void **state)
{
	(void)state;
	assert_true(wasl_bytes_cmp(wasl_text_bytes(WASL_TEXT("ab")),
				   wasl_text_bytes(WASL_TEXT("abc"))) < 0);
	assert_true(wasl_bytes_cmp(wasl_text_bytes(WASL_TEXT("b")),
				   wasl_text_bytes(WASL_TEXT("abc"))) > 0);
	assert_true(wasl_bytes_eq(wasl_bytes_of(NULL, 0),
				  wasl_text_bytes(WASL_TEXT(""))));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_base_bytes__what_is_put_is_read_back),
		cmocka_unit_test(test_base_bytes__writing_past_the_end_sticks),
		cmocka_unit_test(
			test_base_bytes__reading_past_the_end_sticks_and_yields_zero),
		cmocka_unit_test(test_base_bytes__trailing_bytes_are_reported),
		cmocka_unit_test(
			test_base_bytes__order_is_bytewise_shorter_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
