#include "bench.h"

#include "cbor/cbor.h"
#include "dossier/linestate.h"

#define A WASL_ORIGIN_FIRST
#define B WASL_ORIGIN_SECOND

static struct wasl_linestate fresh(void)
{
	struct wasl_dossier_id id = bench_id(false, false);
	struct wasl_linestate s;

	wasl_linestate_init(&s, bench_kind("line", 1), &id);
	return s;
}

static const struct wasl_dossier_id dossier = {{9}};
static uint8_t space[4096];
static int64_t now = 1000; /* of the next act */

/* Records of one or two fields. */
static wasl_bytes text_1(const char *text)
{
	struct wasl_buf buf = WASL_BUF(space);

	wasl_cbor_put_map(&buf, 1);
	wasl_cbor_put_uint(&buf, 1);
	wasl_cbor_put_text(&buf, wasl_text_of(text));
	return wasl_buf_bytes(&buf);
}

static wasl_bytes bytes_1(wasl_bytes bytes)
{
	struct wasl_buf buf = WASL_BUF(space);

	wasl_cbor_put_map(&buf, 1);
	wasl_cbor_put_uint(&buf, 1);
	wasl_cbor_put_bytes(&buf, bytes);
	return wasl_buf_bytes(&buf);
}

static wasl_bytes dossier_and(const char *ground, int64_t until)
{
	struct wasl_buf buf = WASL_BUF(space);

	wasl_cbor_put_map(&buf, 2);
	wasl_cbor_put_uint(&buf, 1);
	wasl_cbor_put_bytes(&buf, wasl_dossier_id_bytes(&dossier));
	wasl_cbor_put_uint(&buf, 2);
	if (ground != NULL)
		wasl_cbor_put_text(&buf, wasl_text_of(ground));
	else
		wasl_cbor_put_int(&buf, until);
	return wasl_buf_bytes(&buf);
}

static wasl_status try_put(struct wasl_linestate *s, enum wasl_origin origin,
			   uint64_t index, uint64_t seen, uint32_t number,
			   wasl_bytes fields, struct wasl_err *err)
{
	const struct wasl_place place = {
		.origin = origin, .epoch = 1, .index = index, .seen = seen};
	struct wasl_act act = bench_act(number, NULL);

	act.fields = fields;
	act.time = now;
	return wasl_linestate_add(s, &place, &act, err);
}

static void put(struct wasl_linestate *s, enum wasl_origin origin,
		uint64_t index, uint64_t seen, uint32_t number,
		wasl_bytes fields)
{
	struct wasl_err err = {0};

	if (try_put(s, origin, index, seen, number, fields, &err) != WASL_OK)
		fail_msg("line act %u: %s", (unsigned)number, err.text);
}

static void agree(struct wasl_linestate *s)
{
	put(s, A, 0, 0, WASL_LINE_ACT_PROFILE,
	    text_1((const char *)bench_profile()->file.p));
	put(s, B, 0, 1, WASL_LINE_ACT_AGREE,
	    bytes_1(wasl_hash_bytes(&bench_profile()->hash)));
}

static void
test_dossier_linestate__a_new_line_is_active_without_a_profile(void **state)
{
	struct wasl_linestate s = fresh();
	const struct wasl_leaving opening = {.opening = true, .always = true};
	const struct wasl_leaving note = {.opening = false};
	const struct wasl_leaving line = {.line_dossier = true};

	(void)state;
	assert_int_equal(wasl_linestate_flag(&s, &WASL_KNOWN_ALL),
			 WASL_LINE_ACTIVE);
	assert_null(wasl_linestate_profile(&s, &WASL_KNOWN_ALL));
	check_status(wasl_linestate_may(&s, &opening, NULL), WASL_CONFLICT);
	check_ok(wasl_linestate_may(&s, &note, NULL));
	check_ok(wasl_linestate_may(&s, &line, NULL));
	wasl_linestate_deinit(&s);
}

static void test_dossier_linestate__both_must_name_the_profile(void **state)
{
	struct wasl_linestate s = fresh();
	const struct wasl_leaving opening = {.opening = true};
	struct wasl_known before = {.epoch = 1, .size = {1, 0}};

	(void)state;
	agree(&s);
	assert_true(wasl_hash_eq(wasl_linestate_profile(&s, &WASL_KNOWN_ALL),
				 &bench_profile()->hash));
	/* Who knew of the proposal alone knew of no profile. */
	assert_null(wasl_linestate_profile(&s, &before));
	assert_non_null(wasl_linestate_profile_of(&s, &before, A));
	assert_null(wasl_linestate_profile_of(&s, &before, B));
	check_ok(wasl_linestate_may(&s, &opening, NULL));
	wasl_linestate_deinit(&s);
}

static void
test_dossier_linestate__the_agreed_profile_holds_until_the_next(void **state)
{
	struct wasl_linestate s = fresh();
	struct wasl_hash other = bench_profile()->hash;

	(void)state;
	agree(&s);
	other.b[0] ^= 1;
	put(&s, A, 1, 1, WASL_LINE_ACT_AGREE, bytes_1(wasl_hash_bytes(&other)));
	assert_true(wasl_hash_eq(wasl_linestate_profile(&s, &WASL_KNOWN_ALL),
				 &bench_profile()->hash));
	put(&s, B, 1, 2, WASL_LINE_ACT_AGREE, bytes_1(wasl_hash_bytes(&other)));
	assert_true(wasl_hash_eq(wasl_linestate_profile(&s, &WASL_KNOWN_ALL),
				 &other));
	/* Rejected, it never was. */
	wasl_linestate_out(&s, B, 1, 1);
	assert_true(wasl_hash_eq(wasl_linestate_profile(&s, &WASL_KNOWN_ALL),
				 &bench_profile()->hash));
	wasl_linestate_deinit(&s);
}

static void test_dossier_linestate__the_stricter_flag_holds(void **state)
{
	static const enum wasl_line_flag flags[] = {
		WASL_LINE_ACTIVE, WASL_LINE_RESTRICTED, WASL_LINE_SUSPENDED};

	(void)state;
	for (int a = 0; a < 3; a++)
		for (int b = 0; b < 3; b++) {
			struct wasl_linestate s = fresh();

			put(&s, A, 0, 0, WASL_LINE_ACT_STATE,
			    text_1(wasl_line_flag_name(flags[a])));
			put(&s, B, 0, 0, WASL_LINE_ACT_STATE,
			    text_1(wasl_line_flag_name(flags[b])));
			assert_int_equal(
				wasl_linestate_flag(&s, &WASL_KNOWN_ALL),
				a > b ? flags[a] : flags[b]);
			wasl_linestate_deinit(&s);
		}
}

static void test_dossier_linestate__a_side_lifts_only_its_own_flag(void **state)
{
	struct wasl_linestate s = fresh();

	(void)state;
	put(&s, A, 0, 0, WASL_LINE_ACT_STATE, text_1("suspended"));
	put(&s, B, 0, 1, WASL_LINE_ACT_STATE, text_1("active"));
	assert_int_equal(wasl_linestate_flag(&s, &WASL_KNOWN_ALL),
			 WASL_LINE_SUSPENDED);
	put(&s, A, 1, 1, WASL_LINE_ACT_STATE, text_1("active"));
	assert_int_equal(wasl_linestate_flag(&s, &WASL_KNOWN_ALL),
			 WASL_LINE_ACTIVE);
	wasl_linestate_deinit(&s);
}

/* "an act whose `seen` covers the suspension is rejected T08, one sent before
 * stands" (spec §7 State). */
static void
test_dossier_linestate__an_author_is_bound_by_what_it_had_seen(void **state)
{
	struct wasl_linestate s = fresh();
	const struct wasl_place before = {
		.origin = B, .epoch = 1, .index = 5, .seen = 3};
	const struct wasl_place after = {
		.origin = B, .epoch = 1, .index = 6, .seen = 4};
	struct wasl_known known;

	(void)state;
	put(&s, A, 3, 0, WASL_LINE_ACT_STATE, text_1("suspended"));
	known = wasl_known_at(&before);
	assert_int_equal(wasl_linestate_flag(&s, &known), WASL_LINE_ACTIVE);
	known = wasl_known_at(&after);
	assert_int_equal(wasl_linestate_flag(&s, &known), WASL_LINE_SUSPENDED);
	wasl_linestate_deinit(&s);
}

static void
test_dossier_linestate__what_passes_a_line_that_is_not_active(void **state)
{
	static const struct {
		const char *flag;
		bool opening;
		bool always;
		wasl_status status;
	} rows[] = {
		{"restricted", true, false, WASL_CONFLICT},
		{"restricted", true, true, WASL_OK},
		{"restricted", false, false, WASL_OK},
		{"suspended", false, false, WASL_CONFLICT},
		{"suspended", false, true, WASL_OK},
		{"active", true, false, WASL_OK},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct wasl_linestate s = fresh();
		const struct wasl_leaving act = {.opening = rows[i].opening,
						 .always = rows[i].always};

		agree(&s);
		put(&s, A, 1, 1, WASL_LINE_ACT_STATE, text_1(rows[i].flag));
		check_status(wasl_linestate_may(&s, &act, NULL),
			     rows[i].status);
		wasl_linestate_deinit(&s);
	}
}

static void test_dossier_linestate__erasure_needs_both_and_no_hold(void **state)
{
	struct wasl_linestate s = fresh();
	struct wasl_erasure e;

	(void)state;
	assert_false(
		wasl_linestate_erasure(&s, &WASL_KNOWN_ALL, &dossier).asked);
	put(&s, B, 0, 0, WASL_LINE_ACT_ERASE, dossier_and("retention", 0));
	put(&s, A, 0, 1, WASL_LINE_ACT_HOLD, dossier_and(NULL, 7000));
	e = wasl_linestate_erasure(&s, &WASL_KNOWN_ALL, &dossier);
	assert_true(e.asked);
	assert_int_equal(e.by, B);
	assert_int_equal(e.asked_at, 1000);
	assert_true(wasl_text_is(e.ground, "retention"));
	assert_int_equal(e.hold_until[A], 7000);
	assert_int_equal(e.hold_until[B], 0);
	assert_false(wasl_linestate_erased(&s, &WASL_KNOWN_ALL, &dossier));
	put(&s, B, 1, 1, WASL_LINE_ACT_ERASED,
	    bytes_1(wasl_dossier_id_bytes(&dossier)));
	e = wasl_linestate_erasure(&s, &WASL_KNOWN_ALL, &dossier);
	assert_true(e.erased[B]);
	assert_false(e.erased[A]);
	assert_true(wasl_linestate_erased(&s, &WASL_KNOWN_ALL, &dossier));
	wasl_linestate_deinit(&s);
}

static void
test_dossier_linestate__the_last_card_and_duty_are_found(void **state)
{
	struct wasl_linestate s = fresh();
	const struct wasl_linestate_act *a;

	(void)state;
	put(&s, A, 0, 0, WASL_LINE_ACT_KEYS, text_1("card one"));
	put(&s, A, 1, 0, WASL_LINE_ACT_KEYS, text_1("card two"));
	a = wasl_linestate_last(&s, A, WASL_LINE_ACT_KEYS);
	assert_non_null(a);
	assert_int_equal(a->place.index, 1);
	assert_null(wasl_linestate_last(&s, B, WASL_LINE_ACT_KEYS));
	a = wasl_linestate_of(&s, A, WASL_LINE_ACT_KEYS,
			      wasl_text_bytes(WASL_TEXT("card one")));
	assert_non_null(a);
	assert_int_equal(a->place.index, 0);
	assert_null(wasl_linestate_of(&s, A, WASL_LINE_ACT_KEYS,
				      wasl_text_bytes(WASL_TEXT("card"))));
	wasl_linestate_deinit(&s);
}

static void
test_dossier_linestate__what_breaks_its_schema_is_refused(void **state)
{
	struct wasl_linestate s = fresh();

	(void)state;
	check_status(try_put(&s, A, 0, 0, WASL_LINE_ACT_STATE, text_1("closed"),
			     NULL),
		     WASL_SCHEMA);
	check_status(try_put(&s, A, 0, 0, WASL_LINE_ACT_PROFILE,
			     text_1("no profile"), NULL),
		     WASL_MALFORMED);
	check_status(try_put(&s, A, 0, 0, 99, text_1("?"), NULL), WASL_SCHEMA);
	/* Left to the caller once it is checked. */
	put(&s, A, 0, 0, WASL_LINE_ACT_OFFER, text_1("{}"));
	assert_int_equal(s.n, 0);
	put(&s, A, 1, 0, WASL_LINE_ACT_STATE, text_1("active"));
	check_status(try_put(&s, A, 1, 0, WASL_LINE_ACT_STATE, text_1("active"),
			     NULL),
		     WASL_EXISTS);
	wasl_linestate_deinit(&s);
}

static void flag_at(struct wasl_linestate *s, enum wasl_origin side,
		    int64_t time, const char *flag)
{
	static uint64_t index;

	now = time;
	put(s, side, index++, 0, WASL_LINE_ACT_STATE, text_1(flag));
	now = 1000;
}

static void
test_dossier_linestate__suspensions_of_both_sides_are_one_time(void **state)
{
	const struct wasl_known all = WASL_KNOWN_ALL;
	wasl_autoarena arena = wasl_arena_init(4096);
	const struct wasl_suspension *list;
	struct wasl_linestate s = fresh();
	size_t n;

	(void)state;
	flag_at(&s, A, 100, "suspended");
	flag_at(&s, A, 150, "suspended");
	flag_at(&s, B, 180, "suspended");
	flag_at(&s, A, 200, "restricted");
	flag_at(&s, B, 300, "active");
	flag_at(&s, A, 500, "suspended");
	/* A clock set back: it ends before it began. */
	flag_at(&s, A, 450, "active");
	flag_at(&s, B, 700, "suspended");
	check_ok(wasl_linestate_suspensions(&list, &n, &arena, &s, &all, NULL));
	assert_int_equal(n, 2);
	assert_int_equal(list[0].from, 100);
	assert_int_equal(list[0].until, 300);
	assert_int_equal(list[1].from, 700);
	assert_int_equal(list[1].until, 0);
	wasl_linestate_deinit(&s);
}

#define CASE(claim) cmocka_unit_test(test_dossier_linestate__##claim)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_new_line_is_active_without_a_profile),
		CASE(both_must_name_the_profile),
		CASE(the_agreed_profile_holds_until_the_next),
		CASE(the_stricter_flag_holds),
		CASE(a_side_lifts_only_its_own_flag),
		CASE(an_author_is_bound_by_what_it_had_seen),
		CASE(what_passes_a_line_that_is_not_active),
		CASE(erasure_needs_both_and_no_hold),
		CASE(the_last_card_and_duty_are_found),
		CASE(what_breaks_its_schema_is_refused),
		CASE(suspensions_of_both_sides_are_one_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
