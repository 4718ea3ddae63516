#include "check.h"

#include "cbor/cbor.h"
#include "line/wire.h"

#include "base/alloc.h"

#include <string.h>

static void test_line_wire__a_head_is_read_as_written(void **state)
{
	static const uint8_t note[] = "a note";
	const struct wasl_wire_head head = {
		.held = 300, .note = WASL_BYTES(note), .own = 7};
	uint8_t space[64];
	struct wasl_buf buf = WASL_BUF(space);
	struct wasl_wire_head out;

	(void)state;
	wasl_wire_head_write(&buf, &head);
	check_ok(wasl_wire_head_parse(&out, wasl_buf_bytes(&buf), NULL));
	assert_int_equal(out.held, 300);
	assert_int_equal(out.own, 7);
	assert_true(wasl_bytes_eq(out.note, head.note));
}

static void test_line_wire__an_empty_mirror_answers_null(void **state)
{
	static const uint8_t body[] = {0x84, 0x01, 0x00, 0xf6, 0x00};
	uint8_t space[16];
	struct wasl_buf buf = WASL_BUF(space);
	struct wasl_wire_head out;

	(void)state;
	check_ok(wasl_wire_head_parse(&out, WASL_BYTES(body), NULL));
	assert_null(out.note.p);
	wasl_wire_head_write(&buf, &out);
	assert_true(wasl_bytes_eq(wasl_buf_bytes(&buf), WASL_BYTES(body)));
}

struct bad {
	const char *rule;
	uint8_t bytes[48];
	size_t n;
	wasl_status status;
};

static void test_line_wire__a_head_that_breaks_a_rule_is_refused(void **state)
{
	static const struct bad rows[] = {
		{"empty", {0}, 0, WASL_MALFORMED},
		{"five elements", {0x85, 1, 0, 0xf6, 0, 0}, 6, WASL_MALFORMED},
		{"version 2", {0x84, 2, 0, 0xf6, 0}, 5, WASL_UNSUPPORTED},
		{"negative size", {0x84, 1, 0x20, 0xf6, 0}, 5, WASL_MALFORMED},
		{"note is text", {0x84, 1, 0, 0x61, 'a', 0}, 6, WASL_MALFORMED},
		{"long form of 0",
		 {0x84, 1, 0x18, 0, 0xf6, 0},
		 6,
		 WASL_MALFORMED},
		{"trailing byte", {0x84, 1, 0, 0xf6, 0, 0}, 6, WASL_MALFORMED},
		{"cut short", {0x84, 1, 0, 0xf6}, 4, WASL_MALFORMED},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct wasl_wire_head out;
		struct wasl_err err = {0};

		if (wasl_wire_head_parse(
			    &out, wasl_bytes_of(rows[i].bytes, rows[i].n),
			    &err) != rows[i].status)
			fail_msg("%s: %s", rows[i].rule, err.text);
		assert_memory_equal(err.text, "head", 4);
		assert_int_equal(out.held, 0);
	}
}

static void test_line_wire__an_append_is_walked_as_written(void **state)
{
	static const uint8_t envelope[] = {1, 2, 3};
	static const uint8_t hash[32] = {9};
	static const uint8_t note[] = "note";
	const struct wasl_wire_item items[] = {
		{false, WASL_BYTES(envelope)},
		{true, WASL_BYTES(hash)},
		{false, {note, 0}},
	};
	uint8_t space[128];
	struct wasl_buf buf = WASL_BUF(space);
	struct wasl_wire_append out;
	struct wasl_wire_item item;

	(void)state;
	wasl_wire_append_begin(&buf, WASL_TEXT("a/line/b"), 40, 3);
	for (size_t i = 0; i < 3; i++)
		wasl_wire_item_write(&buf, &items[i]);
	wasl_wire_append_end(&buf, WASL_BYTES(note));
	check_ok(wasl_wire_append_parse(&out, wasl_buf_bytes(&buf), NULL));
	assert_true(wasl_text_is(out.origin, "a/line/b"));
	assert_int_equal(out.first, 40);
	assert_int_equal(out.count, 3);
	assert_true(wasl_bytes_eq(out.note, WASL_BYTES(note)));
	for (size_t i = 0; i < 3; i++) {
		assert_true(wasl_wire_items_next(&out.items, &item));
		assert_int_equal(item.erased, items[i].erased);
		assert_true(wasl_bytes_eq(item.bytes, items[i].bytes));
	}
	assert_false(wasl_wire_items_next(&out.items, &item));
}

static void
test_line_wire__an_append_that_breaks_a_rule_is_refused(void **state)
{
	static const struct bad rows[] = {
		{"version 0",
		 {0x85, 0, 0x61, 'a', 0, 0x80, 0x40},
		 7,
		 WASL_UNSUPPORTED},
		{"origin is bytes",
		 {0x85, 1, 0x41, 'a', 0, 0x80, 0x40},
		 7,
		 WASL_MALFORMED},
		{"no note", {0x84, 1, 0x61, 'a', 0, 0x80}, 6, WASL_MALFORMED},
		{"note is null",
		 {0x85, 1, 0x61, 'a', 0, 0x80, 0xf6},
		 7,
		 WASL_MALFORMED},
		{"an item is text",
		 {0x85, 1, 0x61, 'a', 0, 0x81, 0x61, 'x', 0x40},
		 9,
		 WASL_MALFORMED},
		{"an erased item of 1 byte",
		 {0x85, 1, 0x61, 'a', 0, 0x81, 0x81, 0x41, 0, 0x40},
		 10,
		 WASL_MALFORMED},
		{"an erased item of two",
		 {0x85, 1, 0x61, 'a', 0, 0x81, 0x82, 0x40, 0x40, 0x40},
		 10,
		 WASL_MALFORMED},
		{"fewer items than said",
		 {0x85, 1, 0x61, 'a', 0, 0x82, 0x40, 0x40},
		 8,
		 WASL_MALFORMED},
		{"index beyond any log",
		 {0x85, 1, 0x61, 'a', 0x1b, 255, 255, 255, 255, 255, 255, 255,
		  255, 0x81, 0x40, 0x40},
		 16,
		 WASL_MALFORMED},
		{"4097 items",
		 {0x85, 1, 0x61, 'a', 0, 0x99, 0x10, 0x01, 0x40},
		 9,
		 WASL_MALFORMED},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct wasl_wire_append out;
		struct wasl_err err = {0};

		if (wasl_wire_append_parse(
			    &out, wasl_bytes_of(rows[i].bytes, rows[i].n),
			    &err) != rows[i].status)
			fail_msg("%s: %s", rows[i].rule, err.text);
		assert_memory_equal(err.text, "append", 6);
		assert_int_equal(out.count, 0);
	}
}

/* The largest batch that the sizes allow, written and read whole. */
static void test_line_wire__what_fits_is_a_batch_within_its_limits(void **state)
{
	static uint32_t lengths[WASL_BATCH_ITEMS_MAX + 1];
	const size_t cap = WASL_BATCH_BYTES_MAX + 1;
	wasl_autofree uint8_t *space = wasl_alloc(cap, 1);
	wasl_autofree uint8_t *zero = wasl_alloc(WASL_NOTE_MAX, 1);

	(void)state;
	assert_non_null(space);
	assert_non_null(zero);
	for (uint32_t length = 32; length <= WASL_ENVELOPE_MAX; length *= 2) {
		struct wasl_buf buf = {.p = space, .cap = cap};
		const struct wasl_wire_item item = {false, {zero, length}};
		struct wasl_wire_append out;
		struct wasl_wire_item next;
		uint32_t fit;
		uint32_t walked = 0;

		for (size_t i = 0; i <= WASL_BATCH_ITEMS_MAX; i++)
			lengths[i] = length;
		fit = wasl_wire_fit(lengths, WASL_BATCH_ITEMS_MAX + 1);
		assert_in_range(fit, 1, WASL_BATCH_ITEMS_MAX);
		wasl_wire_append_begin(&buf, WASL_TEXT("a/line/b"), UINT32_MAX,
				       fit);
		for (uint32_t i = 0; i < fit; i++)
			wasl_wire_item_write(&buf, &item);
		wasl_wire_append_end(&buf, wasl_bytes_of(zero, WASL_NOTE_MAX));
		assert_false(buf.over);
		check_ok(wasl_wire_append_parse(&out, wasl_buf_bytes(&buf),
						NULL));
		while (wasl_wire_items_next(&out.items, &next))
			walked++;
		assert_int_equal(walked, fit);
	}
	assert_int_equal(wasl_wire_fit(lengths, 0), 0);
}

static void test_line_wire__a_body_over_eight_mebibytes_is_refused(void **state)
{
	const size_t n = WASL_BATCH_BYTES_MAX + 1;
	wasl_autofree uint8_t *space = wasl_alloc(n, 1);
	struct wasl_wire_append append;
	struct wasl_wire_items items;

	(void)state;
	assert_non_null(space);
	check_status(
		wasl_wire_append_parse(&append, wasl_bytes_of(space, n), NULL),
		WASL_TOO_BIG);
	check_status(
		wasl_wire_acts_parse(&items, wasl_bytes_of(space, n), NULL),
		WASL_TOO_BIG);
}

static void test_line_wire__acts_are_walked_as_written(void **state)
{
	static const uint8_t envelope[] = {7};
	const struct wasl_wire_item item = {false, WASL_BYTES(envelope)};
	uint8_t space[16];
	struct wasl_buf buf = WASL_BUF(space);
	struct wasl_wire_items items;
	struct wasl_wire_item out;

	(void)state;
	wasl_wire_acts_begin(&buf, 2);
	wasl_wire_item_write(&buf, &item);
	wasl_wire_item_write(&buf, &item);
	check_ok(wasl_wire_acts_parse(&items, wasl_buf_bytes(&buf), NULL));
	assert_int_equal(items.left, 2);
	assert_true(wasl_wire_items_next(&items, &out));
	assert_true(wasl_wire_items_next(&items, &out));
	assert_true(wasl_bytes_eq(out.bytes, item.bytes));
	assert_false(wasl_wire_items_next(&items, &out));
}

static void test_line_wire__regrants_are_walked_as_written(void **state)
{
	static const uint8_t id[16] = {5};
	static const uint8_t grant[] = {1, 2};
	uint8_t space[128];
	struct wasl_buf buf = WASL_BUF(space);
	struct wasl_wire_regrants regrants;
	struct wasl_wire_regrant out;

	(void)state;
	wasl_wire_regrants_begin(&buf, 1);
	wasl_wire_regrant_ask_write(&buf, WASL_BYTES(id));
	check_ok(wasl_wire_regrant_ask_parse(&regrants, wasl_buf_bytes(&buf),
					     NULL));
	assert_true(wasl_wire_regrants_next(&regrants, &out));
	assert_true(wasl_bytes_eq(out.id, WASL_BYTES(id)));
	assert_false(wasl_wire_regrants_next(&regrants, &out));
	check_status(wasl_wire_regrant_answer_parse(&regrants,
						    wasl_buf_bytes(&buf), NULL),
		     WASL_MALFORMED);

	buf.n = 0;
	wasl_wire_regrants_begin(&buf, 2);
	wasl_wire_regrant_answer_write(&buf, WASL_BYTES(id), WASL_BYTES(grant));
	wasl_wire_regrant_answer_write(&buf, WASL_BYTES(id),
				       (wasl_bytes){NULL, 0});
	check_ok(wasl_wire_regrant_answer_parse(&regrants, wasl_buf_bytes(&buf),
						NULL));
	assert_true(wasl_wire_regrants_next(&regrants, &out));
	assert_true(wasl_bytes_eq(out.grant, WASL_BYTES(grant)));
	assert_true(wasl_wire_regrants_next(&regrants, &out));
	assert_null(out.grant.p);
	assert_false(wasl_wire_regrants_next(&regrants, &out));
}

static void
test_line_wire__a_regrant_that_breaks_a_rule_is_refused(void **state)
{
	static const uint8_t short_id[] = {0x81, 0x41, 0};
	wasl_autofree uint8_t *space = wasl_alloc(2 * WASL_WIRE_GRANT_MAX, 1);
	struct wasl_buf buf = {.p = space, .cap = 2 * WASL_WIRE_GRANT_MAX};
	struct wasl_wire_regrants regrants;
	static const uint8_t id[16];
	static const uint8_t grant[WASL_WIRE_GRANT_MAX + 1];

	(void)state;
	check_status(wasl_wire_regrant_ask_parse(&regrants,
						 WASL_BYTES(short_id), NULL),
		     WASL_MALFORMED);
	wasl_wire_regrants_begin(&buf, 1);
	wasl_wire_regrant_answer_write(&buf, WASL_BYTES(id), WASL_BYTES(grant));
	check_status(wasl_wire_regrant_answer_parse(&regrants,
						    wasl_buf_bytes(&buf), NULL),
		     WASL_MALFORMED);
}

static void test_line_wire__epoch_is_read_as_written(void **state)
{
	const struct wasl_wire_epoch in = {
		.number = 2,
		.own = wasl_bytes_of("own", 3),
		.partner = wasl_bytes_of("", 0),
		.asked = true,
	};
	uint8_t space[64];
	struct wasl_buf buf = WASL_BUF(space);
	struct wasl_wire_epoch out;

	(void)state;
	wasl_wire_epoch_write(&buf, &in);
	check_ok(wasl_wire_epoch_parse(&out, wasl_buf_bytes(&buf), NULL));
	assert_int_equal(out.number, 2);
	assert_true(wasl_bytes_eq(out.own, in.own));
	assert_int_equal(out.partner.n, 0);
	assert_true(out.asked);
}

static void test_line_wire__a_bad_epoch_names_its_rule(void **state)
{
	static uint8_t space[WASL_WIRE_EPOCH_MAX + 8];
	static const uint8_t note[WASL_KEYD_NOTE_MAX + 1];
	static const struct {
		const char *what;
		size_t n;
		uint8_t body[8];
		wasl_status status;
	} rows[] = {
		{"empty", 0, {0}, WASL_MALFORMED},
		{"four members", 5, {0x84, 1, 2, 0x40, 0x40}, WASL_MALFORMED},
		{"version 2",
		 6,
		 {0x85, 2, 2, 0x40, 0x40, 0xf4},
		 WASL_UNSUPPORTED},
		{"epoch 1", 6, {0x85, 1, 1, 0x40, 0x40, 0xf4}, WASL_MALFORMED},
		{"a number for a note",
		 6,
		 {0x85, 1, 2, 0, 0x40, 0xf4},
		 WASL_MALFORMED},
		{"a number for asked",
		 6,
		 {0x85, 1, 2, 0x40, 0x40, 1},
		 WASL_MALFORMED},
		{"a byte behind",
		 7,
		 {0x85, 1, 2, 0x40, 0x40, 0xf4, 0},
		 WASL_MALFORMED},
	};
	struct wasl_wire_epoch out = {.number = 2, .own = WASL_BYTES(note)};
	struct wasl_buf buf = WASL_BUF(space);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		check_status(wasl_wire_epoch_parse(
				     &out,
				     wasl_bytes_of(rows[i].body, rows[i].n),
				     NULL),
			     rows[i].status);
		assert_int_equal(out.number, 0);
	}
	out = (struct wasl_wire_epoch){.number = 2, .own = WASL_BYTES(note)};
	wasl_wire_epoch_write(&buf, &out);
	check_status(wasl_wire_epoch_parse(&out, wasl_buf_bytes(&buf), NULL),
		     WASL_TOO_BIG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_line_wire__a_head_is_read_as_written),
		cmocka_unit_test(test_line_wire__an_empty_mirror_answers_null),
		cmocka_unit_test(
			test_line_wire__a_head_that_breaks_a_rule_is_refused),
		cmocka_unit_test(
			test_line_wire__an_append_is_walked_as_written),
		cmocka_unit_test(
			test_line_wire__an_append_that_breaks_a_rule_is_refused),
		cmocka_unit_test(
			test_line_wire__what_fits_is_a_batch_within_its_limits),
		cmocka_unit_test(
			test_line_wire__a_body_over_eight_mebibytes_is_refused),
		cmocka_unit_test(test_line_wire__acts_are_walked_as_written),
		cmocka_unit_test(
			test_line_wire__regrants_are_walked_as_written),
		cmocka_unit_test(
			test_line_wire__a_regrant_that_breaks_a_rule_is_refused),
		cmocka_unit_test(test_line_wire__epoch_is_read_as_written),
		cmocka_unit_test(test_line_wire__a_bad_epoch_names_its_rule),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
