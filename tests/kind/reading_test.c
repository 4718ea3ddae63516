/* What the fold takes from the records of acts of the shipped kinds. */
#include "kind/reading.h"
#include "kinds.h"

static struct wasl_library library;
static uint8_t space[4096];

struct probe {
	struct wasl_arena arena;
	struct wasl_buf buf;
	const struct wasl_kind *kind;
	const struct wasl_act_def *act;
	struct wasl_reading reading;
};

static int setup(void **state)
{
	(void)state;
	open_library(&library);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	wasl_library_deinit(&library);
	return 0;
}

/* A record of so many fields of an act, to be written on. */
static void begin(struct probe *p, const char *kind, const char *act, size_t n)
{
	p->arena = wasl_arena_init(TEST_ARENA);
	p->buf = (struct wasl_buf){.p = space, .cap = sizeof(space)};
	p->kind = wasl_library_kind_named(&library, kind);
	p->act = wasl_kind_act_named(p->kind, wasl_text_of(act));
	assert_non_null(p->act);
	wasl_cbor_put_map(&p->buf, n);
}

static uint32_t number(const struct probe *p, const char *field)
{
	const struct wasl_slot *slot =
		wasl_shape_find(&p->act->shape, wasl_text_of(field));

	assert_non_null(slot);
	return slot->field->n;
}

static void put(struct probe *p, const char *field)
{
	wasl_cbor_put_uint(&p->buf, number(p, field));
}

static wasl_status read_it(struct probe *p)
{
	return wasl_reading_of(&p->reading, &p->arena, p->kind, p->act,
			       wasl_buf_bytes(&p->buf), NULL);
}

static void end(struct probe *p)
{
	wasl_arena_deinit(&p->arena);
}

/* {1: key, 2: code, 3: until} of what was preserved. */
static void put_preserved(struct probe *p, uint64_t key, const char *code,
			  uint64_t until)
{
	wasl_cbor_put_map(&p->buf, 3);
	wasl_cbor_put_uint(&p->buf, 1);
	wasl_cbor_put_uint(&p->buf, key);
	wasl_cbor_put_uint(&p->buf, 2);
	wasl_cbor_put_text(&p->buf, wasl_text_of(code));
	wasl_cbor_put_uint(&p->buf, 3);
	wasl_cbor_put_uint(&p->buf, until);
}

static void test_kind_reading__answers_have_key_code_and_instant(void **state)
{
	struct probe p;
	const struct wasl_item_mark *m;

	(void)state;
	begin(&p, "evidence", "preserved", 1);
	put(&p, "preserved");
	wasl_cbor_put_array(&p.buf, 2);
	put_preserved(&p, 2, "NOT_HELD", 5);
	put_preserved(&p, 1, "PRESERVED", 7);
	check_ok(read_it(&p));
	m = p.reading.marks;
	assert_int_equal(p.reading.n_marks, 2);
	assert_true(m[0].answer && m[1].answer);
	assert_int_equal(m[0].key, 2);
	assert_int_equal(m[1].key, 1);
	assert_int_equal(m[1].due, 7);
	assert_string_equal(p.kind->items[0].codes->items[m[0].code].code,
			    "NOT_HELD");
	end(&p);
}

static void test_kind_reading__what_no_item_can_be_is_passed_over(void **state)
{
	static const struct {
		uint64_t key;
		const char *code;
		bool good;
	} rows[] = {
		{1, "OBJECTION", true},
		{10000, "UNKNOWN", true},
		{0, "OBJECTION", false},
		{10001, "OBJECTION", false},
		{65537, "UNKNOWN", false},
		{2, "NO_VERDICT", false},
		{3, "", false},
	};
	const size_t n = sizeof(rows) / sizeof(*rows);
	struct probe p;
	size_t good = 0;

	(void)state;
	begin(&p, "accreditation", "verdicts", 1);
	put(&p, "verdicts");
	wasl_cbor_put_array(&p.buf, n + 2);
	for (size_t i = 0; i < n; i++) {
		wasl_cbor_put_array(&p.buf, 2);
		wasl_cbor_put_uint(&p.buf, rows[i].key);
		wasl_cbor_put_text(&p.buf, wasl_text_of(rows[i].code));
		good += rows[i].good;
	}
	/* No tuples at all. */
	wasl_cbor_put_uint(&p.buf, 4);
	wasl_cbor_put_array(&p.buf, 0);
	check_ok(read_it(&p));
	assert_int_equal(p.reading.n_marks, good);
	for (size_t i = 0; i < good; i++)
		assert_int_equal(p.reading.marks[i].key, rows[i].key);
	end(&p);
}

static void test_kind_reading__a_count_makes_as_many(void **state)
{
	static const struct {
		uint64_t said;
		uint16_t read;
	} rows[] = {{1, 1}, {10000, 10000}, {10001, 0}, {UINT64_MAX, 0}};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct probe p;

		begin(&p, "accreditation", "open", 1);
		put(&p, "persons_count");
		wasl_cbor_put_uint(&p.buf, rows[i].said);
		check_ok(read_it(&p));
		assert_int_equal(p.reading.counts[0], rows[i].read);
		end(&p);
	}
}

static void test_kind_reading__a_list_is_one_even_if_empty(void **state)
{
	struct probe p;

	(void)state;
	begin(&p, "controlled_delivery", "replan", 1);
	put(&p, "legs");
	wasl_cbor_put_array(&p.buf, 0);
	check_ok(read_it(&p));
	assert_true(p.reading.lists[0]);
	assert_int_equal(p.reading.n_marks, 0);
	end(&p);
}

/* The hash of a proposal is that of the map of the fields it is over. */
static void test_kind_reading__both_name_one_proposal(void **state)
{
	uint8_t over_space[256];
	struct wasl_buf over = WASL_BUF(over_space);
	struct wasl_hash hash;
	struct probe p;
	uint32_t status;
	uint32_t period;

	(void)state;
	begin(&p, "commitment", "status", 3);
	status = number(&p, "status");
	period = number(&p, "period");
	assert_true(period < status);
	wasl_cbor_put_uint(&p.buf, period);
	wasl_cbor_put_text(&p.buf, WASL_TEXT("2027-01-01"));
	wasl_cbor_put_uint(&p.buf, status);
	wasl_cbor_put_text(&p.buf, WASL_TEXT("LATE"));
	/* Not one it is over. */
	wasl_cbor_put_uint(&p.buf, 900);
	wasl_cbor_put_uint(&p.buf, 1);
	check_ok(read_it(&p));
	wasl_cbor_put_map(&over, 2);
	wasl_cbor_put_uint(&over, period);
	wasl_cbor_put_text(&over, WASL_TEXT("2027-01-01"));
	wasl_cbor_put_uint(&over, status);
	wasl_cbor_put_text(&over, WASL_TEXT("LATE"));
	hash = wasl_sha256(wasl_buf_bytes(&over));
	assert_true(p.reading.hashed);
	assert_true(wasl_hash_eq(&p.reading.hash, &hash));
	end(&p);

	begin(&p, "commitment", "approve_status", 1);
	put(&p, "status_hash");
	wasl_cbor_put_bytes(&p.buf, wasl_hash_bytes(&hash));
	check_ok(read_it(&p));
	assert_true(p.reading.hashed);
	assert_true(wasl_hash_eq(&p.reading.hash, &hash));
	end(&p);

	begin(&p, "commitment", "approve_status", 1);
	put(&p, "status_hash");
	wasl_cbor_put_bytes(&p.buf, (wasl_bytes){hash.b, 31});
	check_ok(read_it(&p));
	assert_false(p.reading.hashed);
	end(&p);
}

static void test_kind_reading__entry_parent_and_asks(void **state)
{
	static const uint8_t id[16] = {7};
	struct probe p;

	(void)state;
	begin(&p, "warning", "confirm", 1);
	put(&p, "confirms");
	wasl_cbor_put_uint(&p.buf, 12);
	check_ok(read_it(&p));
	assert_true(p.reading.names_entry);
	assert_int_equal(p.reading.entry, 12);
	end(&p);

	begin(&p, "mission", "open", 1);
	put(&p, "event");
	wasl_cbor_put_bytes(&p.buf, WASL_BYTES(id));
	check_ok(read_it(&p));
	assert_true(p.reading.has_parent);
	assert_memory_equal(p.reading.parent.b, id, sizeof(id));
	end(&p);

	for (int safe = 0; safe < 2; safe++) {
		begin(&p, "missing", "found", 1);
		put(&p, "outcome");
		wasl_cbor_put_text(&p.buf, safe ? WASL_TEXT("FOUND_SAFE")
						: WASL_TEXT("NOT_FOUND"));
		check_ok(read_it(&p));
		assert_int_equal(p.reading.asks, safe);
		end(&p);
	}
}

static void test_kind_reading__a_side_lists_its_own_numbers(void **state)
{
	struct probe p;
	struct wasl_findings f;

	(void)state;
	begin(&p, "event", "incident", 1);
	put(&p, "incidents");
	wasl_cbor_put_array(&p.buf, 2);
	for (uint64_t key = 1; key <= 2; key++) {
		wasl_cbor_put_map(&p.buf, 1);
		wasl_cbor_put_uint(&p.buf, 1);
		wasl_cbor_put_uint(&p.buf, key);
	}
	check_ok(read_it(&p));
	assert_int_equal(p.reading.n_marks, 2);
	for (int partner = 0; partner < 2; partner++) {
		f = wasl_findings_init(&p.arena);
		wasl_reading_check(&f, p.kind, p.act, &p.reading,
				   partner ? WASL_PARTNER : WASL_OPENER);
		assert_int_equal(f.errors, 1);
		assert_true(has_finding(&f, "items", "/incidents"));
	}
	end(&p);
}

static void test_kind_reading__a_cut_record_is_refused(void **state)
{
	struct probe p;

	(void)state;
	begin(&p, "evidence", "preserved", 1);
	put(&p, "preserved");
	wasl_cbor_put_array(&p.buf, 1);
	put_preserved(&p, 1, "PRESERVED", 7);
	for (size_t n = 0; n < p.buf.n; n++)
		check_status(wasl_reading_of(&p.reading, &p.arena, p.kind,
					     p.act, (wasl_bytes){space, n},
					     NULL),
			     WASL_MALFORMED);
	end(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_kind_reading__answers_have_key_code_and_instant),
		cmocka_unit_test(
			test_kind_reading__what_no_item_can_be_is_passed_over),
		cmocka_unit_test(test_kind_reading__a_count_makes_as_many),
		cmocka_unit_test(
			test_kind_reading__a_list_is_one_even_if_empty),
		cmocka_unit_test(test_kind_reading__both_name_one_proposal),
		cmocka_unit_test(test_kind_reading__entry_parent_and_asks),
		cmocka_unit_test(
			test_kind_reading__a_side_lists_its_own_numbers),
		cmocka_unit_test(test_kind_reading__a_cut_record_is_refused),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
