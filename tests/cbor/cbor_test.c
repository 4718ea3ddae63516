#include "check.h"

#include "cbor_copy.h"
#include "hex.h"

/* One line of a table: bytes in hexadecimal, and the rule they break. */
struct sample {
	const char *hex;
	const char *rule; /* NULL: of the profile */
};

#include "rfc8949.inc"

static void check_sample(const struct sample *s)
{
	uint8_t space[128];
	uint8_t again[128];
	struct wasl_buf out = WASL_BUF(again);
	wasl_bytes in = from_hex(space, sizeof(space), s->hex);
	struct wasl_err err = {.text = ""};
	wasl_status status = wasl_cbor_check(in, &err);

	if (s->rule == NULL) {
		check_ok(status);
		check_ok(copy_cbor(&out, in, NULL));
		assert_true(wasl_bytes_eq(wasl_buf_bytes(&out), in));
		return;
	}
	if (status != WASL_MALFORMED || strstr(err.text, s->rule) == NULL)
		fail_msg("%s: want \"%s\", got \"%s\"", s->hex, s->rule,
			 err.text);
}

static void test_cbor_cbor__rfc_8949_appendix_a(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rfc8949) / sizeof(rfc8949[0]); i++)
		check_sample(&rfc8949[i]);
}

static void test_cbor_cbor__each_rule_is_held_and_named(void **state)
{
	static const struct sample table[] = {
		{"", "truncated"},
		{"18", "truncated"},
		{"19ff", "truncated"},
		{"4200", "truncated"},
		{"5bffffffffffffffff", "truncated"},
		{"8201", "truncated"},
		{"a101", "truncated"},
		{"d0", "truncated"},
		{"990fff00", "truncated"},
		{"0000", "trailing bytes"},
		{"80f6", "trailing bytes"},
		{"1817", "shortest form"},
		{"1900ff", "shortest form"},
		{"1a0000ffff", "shortest form"},
		{"1b00000000ffffffff", "shortest form"},
		{"3817", "shortest form"},
		{"580100", "shortest form"},
		{"7817", "shortest form"},
		{"980100", "shortest form"},
		{"b8010000", "shortest form"},
		{"d81000", "shortest form"},
		{"d9006000", "shortest form"},
		{"9fff", "indefinite length"},
		{"5f4100ff", "indefinite length"},
		{"7fff", "indefinite length"},
		{"bfff", "indefinite length"},
		{"a202000100", "key order"},
		{"a262616100617a00", "key order"},
		{"a2200018640000", "key order"},
		{"a281186400f600", NULL}, /* 81 1864 before f6 */
		{"a2f60081186400", "key order"},
		{"a281020081010000", "key order"},
		{"a201000100", "duplicate key"},
		{"a28101008101f6", "duplicate key"},
		{"a2a1010200a1010200", "duplicate key"},
		{"81a201000100", "duplicate key"},
		{"f90000", "float"},
		{"fa00000000", "float"},
		{"fb0000000000000000", "float"},
		{"f9", "float"},
		{"c060", "tag"},
		{"d81840", "tag"},
		{"d9d9f700", "tag"},
		{"f7", "simple value"},
		{"f0", "simple value"},
		{"f820", "simple value"},
		{"f814", "simple value"},
		{"61ff", "UTF-8"},
		{"62c080", "UTF-8"},
		{"63eda080", "UTF-8"},
		{"64f4908080", "UTF-8"},
		{"61c3", "UTF-8"},
		{"1c", "reserved additional information"},
		{"3d", "reserved additional information"},
		{"5e", "reserved additional information"},
		{"1f", "reserved additional information"},
		{"df00", "reserved additional information"},
		{"fe", "reserved additional information"},
		{"ff", "reserved additional information"},
		{"818181818181818100", NULL},
		{"81818181818181818100", "depth"},
		{"d0d0d0d0d0d0d0d0d000", "depth"},
		{"a100a100a100a100a100a100a100a100a10000", "depth"},
		{"b84100", "pairs of a map"},
		{"991001", "items of an array"},
		{"bbffffffffffffffff", "pairs of a map"},
		{"9bffffffffffffffff", "items of an array"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		check_sample(&table[i]);
}

static void test_cbor_cbor__limits_are_reached_but_not_passed(void **state)
{
	static uint8_t space[2 * WASL_CBOR_ITEMS_MAX];
	struct wasl_buf out = WASL_BUF(space);

	(void)state;
	wasl_cbor_put_array(&out, WASL_CBOR_ITEMS_MAX);
	for (size_t i = 0; i < WASL_CBOR_ITEMS_MAX; i++)
		wasl_cbor_put_null(&out);
	check_ok(wasl_cbor_check(wasl_buf_bytes(&out), NULL));

	out.n = 0;
	wasl_cbor_put_map(&out, WASL_CBOR_PAIRS_MAX);
	for (size_t i = 0; i < WASL_CBOR_PAIRS_MAX; i++) {
		wasl_cbor_put_uint(&out, i);
		wasl_cbor_put_null(&out);
	}
	wasl_cbor_written(&out, 0);
}

/* spec §1: "Map keys are sorted by the bytewise order of their encodings."
 * Its sample: 10, 100, -1, "z", "aa", [100], false. */
static void test_cbor_cbor__order_of_keys_is_bytewise(void **state)
{
	static const struct sample order = {
		"a70a0018640020006"
		"17a0062616100811864"
		"00f400",
		NULL,
	};

	(void)state;
	check_sample(&order);
}

/*
 * Of all strings of 1, 2 and 3 bytes exactly these many are of the profile:
 *
 * 1 byte   24 + 24 integers, "" as bytes and text, [], {}, three simple: 55
 * 2 bytes  2 × 232 integers, 256 bytes, 128 text, array and tag 16 around
 *          one of the 55: 958
 * 3 bytes  2 × 65,280 integers, 65,536 bytes, 128² + 1,920 text, array and
 *          tag 16 around one of 958, [x, y] and {x: y} 55² each, tag 96
 *          around one of 55: 222,421
 *
 * Each that is accepted is what the encoder writes; so none is missing.
 */
static void test_cbor_cbor__accepts_exactly_what_it_writes(void **state)
{
	static const unsigned want[] = {0, 55, 958, 222421};
	uint8_t in[3];
	uint8_t space[8];

	(void)state;
	for (size_t n = 1; n <= 3; n++) {
		unsigned accepted = 0;

		for (uint32_t v = 0; v < 1u << (8 * n); v++) {
			struct wasl_buf out = WASL_BUF(space);

			for (size_t i = 0; i < n; i++)
				in[i] = (uint8_t)(v >> (8 * i));
			if (wasl_cbor_check(wasl_bytes_of(in, n), NULL) !=
			    WASL_OK)
				continue;
			accepted++;
			check_ok(copy_cbor(&out, wasl_bytes_of(in, n), NULL));
			assert_true(wasl_bytes_eq(wasl_buf_bytes(&out),
						  wasl_bytes_of(in, n)));
		}
		assert_int_equal(accepted, want[n]);
	}
}

static void test_cbor_cbor__typed_reads(void **state)
{
	static const uint8_t in[] = {0x89, 0x01, 0x20, 0x42, 0xab, 0xcd, 0x61,
				     'x',  0xf5, 0xf6, 0x82, 0x00, 0xa1, 0x03,
				     0xf4, 0xd8, 0x60, 0x80, 0x62, 'h',	 'i'};
	struct wasl_cbor c = wasl_cbor_init(WASL_BYTES(in));
	uint8_t two[2];
	wasl_bytes whole;

	(void)state;
	assert_int_equal(wasl_cbor_enter_array(&c), 9);
	assert_int_equal(wasl_cbor_uint(&c), 1);
	assert_int_equal(wasl_cbor_int(&c), -1);
	wasl_cbor_copy(&c, two, 2);
	assert_int_equal(two[1], 0xcd);
	assert_int_equal(wasl_cbor_peek(&c), WASL_CBOR_TEXT);
	assert_false(wasl_cbor_null(&c));
	assert_true(wasl_text_is(wasl_cbor_text(&c), "x"));
	assert_true(wasl_cbor_bool(&c));
	assert_true(wasl_cbor_null(&c));
	whole = wasl_cbor_skip(&c);
	assert_true(wasl_bytes_eq(whole, wasl_bytes_of(in + 10, 5)));
	wasl_cbor_expect_tag(&c, WASL_CBOR_TAG_ENCRYPT);
	wasl_cbor_expect_array(&c, 0);
	wasl_cbor_leave(&c);
	wasl_cbor_leave(&c);
	wasl_cbor_expect_text(&c, "hi");
	assert_false(wasl_cbor_more(&c));
	wasl_cbor_leave(&c);
	check_ok(wasl_cbor_finish(&c, NULL));
}

static void test_cbor_cbor__integers_keep_their_value(void **state)
{
	static const int64_t values[] = {0,    23,     24,	  INT64_MAX,
					 -1,   -24,    -25,	  -256,
					 -257, -65537, INT32_MIN, INT64_MIN};
	uint8_t space[9];

	(void)state;
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		struct wasl_buf out = WASL_BUF(space);
		struct wasl_cbor c;

		wasl_cbor_put_int(&out, values[i]);
		c = wasl_cbor_init(wasl_buf_bytes(&out));
		assert_true(wasl_cbor_int(&c) == values[i]);
		check_ok(wasl_cbor_finish(&c, NULL));
	}
}

/* What each schema failure says, for a reader of [1, "x", h'00']. */
static void wants_text_first(struct wasl_cbor *c)
{
	assert_int_equal(wasl_cbor_text(c).n, 0);
}

static void wants_four(struct wasl_cbor *c)
{
	wasl_cbor_uint(c);
	wasl_cbor_text(c);
	wasl_cbor_bytes(c);
	assert_int_equal(wasl_cbor_uint(c), 0);
}

static void wants_two(struct wasl_cbor *c)
{
	wasl_cbor_uint(c);
	wasl_cbor_text(c);
	wasl_cbor_leave(c);
}

static void wants_long_bytes(struct wasl_cbor *c)
{
	uint8_t two[2] = {1, 1};

	wasl_cbor_uint(c);
	wasl_cbor_text(c);
	wasl_cbor_copy(c, two, 2);
	assert_int_equal(two[0] | two[1], 0);
}

static void wants_version_two(struct wasl_cbor *c)
{
	wasl_cbor_expect_int(c, 2);
}

static void test_cbor_cbor__schema_failures_stick(void **state)
{
	static const uint8_t in[] = {0x83, 0x01, 0x61, 'x', 0x41, 0x00};
	static const struct {
		void (*reader)(struct wasl_cbor *c);
		const char *text;
	} table[] = {
		{wants_text_first, "not a text at byte 1"},
		{wants_four, "too few items"},
		{wants_two, "too many items"},
		{wants_long_bytes, "a byte string of another length at byte 4"},
		{wants_version_two, "another number at byte 1"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		struct wasl_cbor c = wasl_cbor_init(WASL_BYTES(in));
		struct wasl_err err;

		assert_int_equal(wasl_cbor_enter_array(&c), 3);
		table[i].reader(&c);
		assert_int_equal(wasl_cbor_peek(&c), WASL_CBOR_NONE);
		assert_false(wasl_cbor_more(&c));
		assert_int_equal(wasl_cbor_skip(&c).n, 0);
		check_status(wasl_cbor_finish(&c, &err), WASL_SCHEMA);
		assert_non_null(strstr(err.text, table[i].text));
	}
}

static void test_cbor_cbor__int_is_64_bits(void **state)
{
	static const char *const beyond[] = {"1b8000000000000000",
					     "3b8000000000000000"};
	uint8_t space[16];

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct wasl_cbor c = wasl_cbor_init(
			from_hex(space, sizeof(space), beyond[i]));

		assert_true(wasl_cbor_int(&c) == 0);
		check_status(wasl_cbor_finish(&c, NULL), WASL_SCHEMA);
	}
}

static void test_cbor_cbor__a_full_buffer_is_seen_at_the_end(void **state)
{
	uint8_t space[3];
	struct wasl_buf out = WASL_BUF(space);

	(void)state;
	wasl_cbor_put_text(&out, WASL_TEXT("abc"));
	assert_true(out.over);
	wasl_cbor_written(&out, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cbor_cbor__rfc_8949_appendix_a),
		cmocka_unit_test(test_cbor_cbor__each_rule_is_held_and_named),
		cmocka_unit_test(
			test_cbor_cbor__limits_are_reached_but_not_passed),
		cmocka_unit_test(test_cbor_cbor__order_of_keys_is_bytewise),
		cmocka_unit_test(
			test_cbor_cbor__accepts_exactly_what_it_writes),
		cmocka_unit_test(test_cbor_cbor__typed_reads),
		cmocka_unit_test(test_cbor_cbor__integers_keep_their_value),
		cmocka_unit_test(test_cbor_cbor__schema_failures_stick),
		cmocka_unit_test(test_cbor_cbor__int_is_64_bits),
		cmocka_unit_test(
			test_cbor_cbor__a_full_buffer_is_seen_at_the_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
