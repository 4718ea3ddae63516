#include "bench.h"

#include "base/alloc.h"
#include "dossier/snapshot.h"

#define A WASL_ORIGIN_FIRST
#define B WASL_ORIGIN_SECOND

/* Openings, dues, marks, a crossing, a reject, clocks. */
static struct wasl_dossier rich(void)
{
	static const uint8_t yes[] = {0xa1, 0x01, 0x63, 'Y', 'E', 'S'};
	static const struct wasl_due due = {.clock = 1, .at = 4600};
	struct wasl_dossier_id id = bench_id(false, false);
	struct wasl_act act;
	struct wasl_dossier d;

	wasl_dossier_init(&d, bench_library(), &id);
	bench_add(&d, A, 0, 0, bench_act(TINY_OPEN, bench_kind("tiny", 1)));
	act = bench_act(TINY_TAKE, NULL);
	act.due = &due;
	act.n_due = 1;
	bench_add(&d, B, 0, 1, act);
	bench_add(&d, A, 1, 1, bench_act(TINY_WITHDRAW, NULL));
	act = bench_act(TINY_ANSWER, NULL);
	act.fields = WASL_BYTES(yes);
	bench_add(&d, B, 1, 1, act);
	bench_add(&d, A, 2, 2, bench_act(TINY_NOTE, NULL));
	check_ok(wasl_dossier_out(&d, A, 1, 2, NULL));
	return d;
}

static void test_dossier_snapshot__it_is_read_as_written(void **state)
{
	struct wasl_dossier d = rich();
	wasl_bytes bytes = bench_snapshot(&d);
	struct wasl_dossier out;

	(void)state;
	check_ok(wasl_snapshot_parse(&out, bench_library(), bytes, NULL));
	assert_int_equal(out.n, d.n);
	assert_string_equal(wasl_dossier_state(&out), wasl_dossier_state(&d));
	assert_string_equal(out.marks[WASL_MARK_OUTCOME], "YES");
	assert_int_equal(out.crossed, 1);
	assert_true(wasl_bytes_eq(bench_snapshot(&out), bytes));
	/* And it goes on from there. */
	bench_add(&out, A, 3, 2, bench_act(TINY_CLOSE, NULL));
	assert_true(wasl_dossier_closed(&out));
	wasl_dossier_deinit(&out);
	wasl_dossier_deinit(&d);
}

static void test_dossier_snapshot__an_empty_dossier_is_one(void **state)
{
	struct wasl_dossier_id id = bench_id(true, true);
	struct wasl_dossier d;
	struct wasl_dossier out;

	(void)state;
	wasl_dossier_init(&d, bench_library(), &id);
	check_ok(wasl_snapshot_parse(&out, bench_library(), bench_snapshot(&d),
				     NULL));
	assert_true(wasl_dossier_id_eq(&out.id, &id));
	assert_int_equal(out.n, 0);
	wasl_dossier_deinit(&out);
	wasl_dossier_deinit(&d);
}

static void
test_dossier_snapshot__more_acts_than_an_array_may_hold(void **state)
{
	struct wasl_dossier_id id = bench_id(false, false);
	const size_t cap = (size_t)1024 * 1024;
	wasl_autofree uint8_t *space = wasl_alloc(cap, 1);
	struct wasl_buf buf = {.p = space, .cap = cap};
	struct wasl_dossier d;
	struct wasl_dossier out;

	(void)state;
	assert_non_null(space);
	wasl_dossier_init(&d, bench_library(), &id);
	bench_add(&d, A, 0, 0, bench_act(TINY_OPEN, bench_kind("tiny", 1)));
	for (uint64_t i = 1; i <= WASL_CBOR_ITEMS_MAX; i++)
		bench_add(&d, A, i, 0, bench_act(TINY_NOTE, NULL));
	wasl_snapshot_write(&buf, &d);
	assert_false(buf.over);
	check_ok(wasl_snapshot_parse(&out, bench_library(),
				     wasl_buf_bytes(&buf), NULL));
	assert_int_equal(out.n, WASL_CBOR_ITEMS_MAX + 1);
	wasl_dossier_deinit(&out);
	wasl_dossier_deinit(&d);
}

/* Any byte changed is an error, or another dossier's sound snapshot. */
static void test_dossier_snapshot__a_changed_byte_is_found(void **state)
{
	struct wasl_dossier d = rich();
	wasl_bytes bytes = bench_snapshot(&d);
	wasl_autofree uint8_t *copy = wasl_alloc(bytes.n, 1);
	size_t refused = 0;

	(void)state;
	assert_non_null(copy);
	for (size_t i = 0; i < bytes.n; i++) {
		struct wasl_dossier out;
		wasl_bytes changed = {copy, bytes.n};

		memcpy(copy, bytes.p, bytes.n);
		copy[i] ^= 1;
		if (wasl_snapshot_parse(&out, bench_library(), changed, NULL) ==
		    WASL_OK) {
			assert_true(
				wasl_bytes_eq(bench_snapshot(&out), changed));
			wasl_dossier_deinit(&out);
		} else {
			refused++;
		}
	}
	assert_true(refused > bytes.n / 2);
	wasl_dossier_deinit(&d);
}

/* The last byte but the clocks' is the state. */
static void
test_dossier_snapshot__a_result_that_is_not_the_folds_is_corrupt(void **state)
{
	struct wasl_dossier_id id = bench_id(false, false);
	struct wasl_dossier d;
	struct wasl_dossier out;
	uint8_t copy[64];
	wasl_bytes bytes;

	(void)state;
	wasl_dossier_init(&d, bench_library(), &id);
	bytes = bench_snapshot(&d);
	assert_in_range(bytes.n, 4, sizeof(copy));
	memcpy(copy, bytes.p, bytes.n);
	/* … null, null, state, [] */
	copy[bytes.n - 2] = 3;
	check_status(wasl_snapshot_parse(&out, bench_library(),
					 wasl_bytes_of(copy, bytes.n), NULL),
		     WASL_CORRUPT);
	wasl_dossier_deinit(&d);
}

static void test_dossier_snapshot__what_breaks_its_form_is_refused(void **state)
{
	static const struct {
		const char *rule;
		uint8_t bytes[32];
		size_t n;
		wasl_status status;
	} rows[] = {
		{"empty", {0}, 0, WASL_MALFORMED},
		{"not an array", {0x00}, 1, WASL_SCHEMA},
		{"version 2",
		 {0x84, 2, 0x50, 0, 0, 0, 0, 0, 0,    0,   0,
		  0,	0, 0,	 0, 0, 0, 0, 0, 0x80, 0xf6},
		 21,
		 WASL_SCHEMA},
		{"id of 15 bytes",
		 {0x84, 1, 0x4f, 0, 0, 0, 0, 0, 0,    0,
		  0,	0, 0,	 0, 0, 0, 0, 0, 0x80, 0xf6},
		 20,
		 WASL_SCHEMA},
		{"an act of two elements",
		 {0x84, 1, 0x50, 0, 0, 0, 0,	0,    0,    0, 0, 0,   0,
		  0,	0, 0,	 0, 0, 0, 0x81, 0x81, 0x82, 0, 0, 0xf6},
		 25,
		 WASL_SCHEMA},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct wasl_dossier out;
		struct wasl_err err = {0};

		if (wasl_snapshot_parse(&out, bench_library(),
					wasl_bytes_of(rows[i].bytes, rows[i].n),
					&err) != rows[i].status)
			fail_msg("%s: %s", rows[i].rule, err.text);
		assert_memory_equal(err.text, "snapshot", 8);
	}
}

static void test_dossier_snapshot__out_of_memory_leaks_nothing(void **state)
{
	struct wasl_dossier d = rich();
	wasl_bytes bytes = bench_snapshot(&d);
	wasl_status status = WASL_NO_MEMORY;

	(void)state;
	for (long nth = 0; status != WASL_OK; nth++) {
		struct wasl_dossier out;

		wasl_alloc_fail_at(nth);
		status =
			wasl_snapshot_parse(&out, bench_library(), bytes, NULL);
		wasl_alloc_fail_at(-1);
		if (status == WASL_OK)
			wasl_dossier_deinit(&out);
		else
			check_status(status, WASL_NO_MEMORY);
	}
	wasl_dossier_deinit(&d);
}

#define CASE(claim) cmocka_unit_test(test_dossier_snapshot__##claim)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(it_is_read_as_written),
		CASE(an_empty_dossier_is_one),
		CASE(more_acts_than_an_array_may_hold),
		CASE(a_changed_byte_is_found),
		CASE(a_result_that_is_not_the_folds_is_corrupt),
		CASE(what_breaks_its_form_is_refused),
		CASE(out_of_memory_leaks_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
