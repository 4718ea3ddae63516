#include "base/encode.h"
#include "crypto/envelope.h"
#include "kind/act.h"
#include "kinds.h"

static const struct wasl_due dues[] = {{1, 100}, {24, 70000}};

/* Every key at once. */
static struct wasl_act full_act(void)
{
	static const uint8_t fields[] = {0xa1, 0x01, 0x61, 0x78};
	static const uint8_t assertions[] = {0x81, 0x41, 0xff};
	struct wasl_act act = {
		.number = 1,
		.time = 1795444200,
		.author = WASL_TEXT("FR-SCCOPOL-0007"),
		.approver = WASL_TEXT("FR-SCCOPOL-0012"),
		.view = {41, 44},
		.fields = WASL_BYTES(fields),
		.due = dues,
		.n_due = 2,
		.assertions = WASL_BYTES(assertions),
	};

	act.opening.present = true;
	memset(act.opening.kind.b, 0x11, 32);
	memset(act.opening.profile.b, 0x22, 32);
	act.opening.reference = WASL_TEXT("FR-2026-ARR-000123");
	return act;
}

static wasl_bytes write_act(uint8_t *space, size_t cap,
			    const struct wasl_act *act)
{
	struct wasl_buf buf = {.p = space, .cap = cap};

	wasl_act_write(&buf, act);
	assert_false(buf.over);
	return wasl_buf_bytes(&buf);
}

static void test_kind_act__every_key_comes_back(void **state)
{
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	struct wasl_act in = full_act();
	struct wasl_act out;
	uint8_t space[1024];
	wasl_bytes plain = write_act(space, sizeof(space), &in);

	(void)state;
	assert_int_equal(plain.n % WASL_ACT_BLOCK, 0);
	check_ok(wasl_act_parse(&out, &arena, plain, NULL));
	assert_int_equal(out.number, 1);
	assert_int_equal(out.time, in.time);
	assert_true(wasl_text_eq(out.author, in.author));
	assert_true(wasl_text_eq(out.approver, in.approver));
	assert_int_equal(out.view.own, 41);
	assert_int_equal(out.view.partner, 44);
	assert_true(wasl_bytes_eq(out.fields, in.fields));
	assert_true(out.opening.present);
	assert_true(wasl_hash_eq(&out.opening.kind, &in.opening.kind));
	assert_true(wasl_hash_eq(&out.opening.profile, &in.opening.profile));
	assert_true(wasl_text_eq(out.opening.reference, in.opening.reference));
	assert_int_equal(out.n_due, 2);
	assert_memory_equal(out.due, dues, sizeof(dues));
	assert_true(wasl_bytes_eq(out.assertions, in.assertions));
}

static void test_kind_act__what_an_act_has_not_is_not_written(void **state)
{
	static const char want[] = "a501030218640361610582010206a0";
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	static const uint8_t none[] = {0xa0};
	struct wasl_act in = {
		.number = 3,
		.time = 100,
		.author = WASL_TEXT("a"),
		.view = {1, 2},
		.fields = WASL_BYTES(none),
	};
	struct wasl_act out;
	uint8_t space[256];
	uint8_t head[sizeof(want) / 2];
	wasl_bytes plain = write_act(space, sizeof(space), &in);

	(void)state;
	check_ok(wasl_hex_parse(head, sizeof(head), wasl_text_of(want)));
	assert_memory_equal(plain.p, head, sizeof(head));
	assert_int_equal(plain.p[sizeof(head)], 0x80);
	check_ok(wasl_act_parse(&out, &arena, plain, NULL));
	assert_int_equal(out.approver.n, 0);
	assert_false(out.opening.present);
	assert_int_equal(out.n_due, 0);
	assert_int_equal(out.assertions.n, 0);
}

/* det-CBOR maps, padded here; each row names what it breaks. */
static void test_kind_act__bad_plaintexts_are_refused(void **state)
{
	static const struct {
		const char *hex;
		wasl_status status;
		const char *rule;
	} bad[] = {
		{"80", WASL_SCHEMA, "no map"},
		{"a0", WASL_SCHEMA, "no keys"},
		{"a401030361610582010206a0", WASL_SCHEMA, "no time"},
		{"a401030218640582010206a0", WASL_SCHEMA, "no author"},
		{"a4010302186403616106a0", WASL_SCHEMA, "no view"},
		{"a4010302186403616105820102", WASL_SCHEMA, "no fields"},
		{"a501000218640361610582010206a0", WASL_SCHEMA, "act 0"},
		{"a5011904000218640361610582010206a0", WASL_SCHEMA, "act 1024"},
		{"a5010302200361610582010206a0", WASL_SCHEMA,
		 "time before 1970"},
		{"a50103021b0000003afff441800361610582010206a0", WASL_SCHEMA,
		 "time beyond 9999"},
		{"a5010302186403600582010206a0", WASL_SCHEMA, "empty author"},
		{"a5010302186403010582010206a0", WASL_SCHEMA,
		 "author that is a number"},
		{"a5010302186403616105810106a0", WASL_SCHEMA,
		 "view of one size"},
		{"a501030218640361610582012006a0", WASL_SCHEMA,
		 "negative view"},
		{"a50103021864036161058201020680", WASL_SCHEMA,
		 "fields that are a list"},
		{"a601030218640361610582010206a00a00", WASL_SCHEMA, "key 10"},
		{"a6000001030218640361610582010206a0", WASL_SCHEMA, "key 0"},
		{"a601030218640361610582010206a008a0", WASL_SCHEMA,
		 "no clocks in key 8"},
		{"a601030218640361610582010206a008a10000", WASL_SCHEMA,
		 "clock 0"},
		{"a601030218640361610582010206a008a10120", WASL_SCHEMA,
		 "due before 1970"},
		{"a601030218640361610582010206a0078140", WASL_SCHEMA,
		 "opening of one item"},
		{"a601030218640361610582010206a007824040", WASL_SCHEMA,
		 "hashes of no bytes"},
		{"a601030218640361610582010206a00940", WASL_SCHEMA,
		 "assertions that are no array"},
		{"a501030218640361610582010206bfff", WASL_MALFORMED,
		 "indefinite fields"},
		{"a502186401030361610582010206a0", WASL_MALFORMED,
		 "order of keys"},
		{"a501030218640361ff0582010206a0", WASL_MALFORMED, "UTF-8"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
		uint8_t space[WASL_ACT_BLOCK] = {0};
		size_t n = strlen(bad[i].hex) / 2;
		struct wasl_act act;
		struct wasl_err err = {0};
		wasl_status status;

		check_ok(wasl_hex_parse(space, n, wasl_text_of(bad[i].hex)));
		space[n] = 0x80;
		status = wasl_act_parse(&act, &arena, WASL_BYTES(space), &err);
		if (status != bad[i].status)
			fail_msg("%s: %s, %s", bad[i].rule,
				 wasl_status_name(status), err.text);
		assert_int_equal(act.number, 0);
	}
}

static void test_kind_act__bad_padding_is_refused(void **state)
{
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	struct wasl_act in = full_act();
	struct wasl_act out;
	uint8_t space[1024];
	wasl_bytes plain = write_act(space, sizeof(space), &in);

	(void)state;
	assert_int_not_equal(wasl_act_parse(&out, &arena,
					    wasl_bytes_of(plain.p, plain.n - 1),
					    NULL),
			     WASL_OK);
	space[plain.n - 1] = 1;
	assert_int_not_equal(wasl_act_parse(&out, &arena, plain, NULL),
			     WASL_OK);
	memset(space, 0, sizeof(space));
	assert_int_not_equal(wasl_act_parse(&out, &arena, plain, NULL),
			     WASL_OK);
	assert_int_not_equal(
		wasl_act_parse(&out, &arena, (wasl_bytes){NULL, 0}, NULL),
		WASL_OK);
}

static void
test_kind_act__no_flip_of_a_bit_reads_as_another_writing(void **state)
{
	struct wasl_act in = full_act();
	uint8_t space[1024];
	uint8_t again[1024];
	wasl_bytes plain = write_act(space, sizeof(space), &in);

	(void)state;
	for (size_t bit = 0; bit < 8 * plain.n; bit++) {
		wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
		struct wasl_act out;

		space[bit / 8] ^= (uint8_t)(1u << bit % 8);
		if (wasl_act_parse(&out, &arena, plain, NULL) == WASL_OK)
			assert_true(wasl_bytes_eq(
				write_act(again, sizeof(again), &out), plain));
		space[bit / 8] ^= (uint8_t)(1u << bit % 8);
	}
}

static void test_kind_act__the_challenge_is_keys_1_and_3_to_8(void **state)
{
	static const char want_head[] = "836c7761736c2f617070726f766550";
	struct wasl_dossier_id id = {{0}};
	struct wasl_act act = full_act();
	struct wasl_hash one;
	struct wasl_hash other;
	struct wasl_hash want;
	uint8_t space[512];
	struct wasl_buf buf = WASL_BUF(space);

	(void)state;
	id.b[15] = 7;
	check_ok(wasl_act_challenge(&one, &id, &act, NULL));
	/* Time and assertions are outside it; everything else is inside. */
	act.time++;
	act.assertions = (wasl_bytes){NULL, 0};
	check_ok(wasl_act_challenge(&other, &id, &act, NULL));
	assert_true(wasl_hash_eq(&one, &other));
	act.view.partner++;
	check_ok(wasl_act_challenge(&other, &id, &act, NULL));
	assert_false(wasl_hash_eq(&one, &other));
	act.view.partner--;
	id.b[0] = 1;
	check_ok(wasl_act_challenge(&other, &id, &act, NULL));
	assert_false(wasl_hash_eq(&one, &other));
	/* The bytes themselves, for a small act. */
	act = (struct wasl_act){
		.number = 3,
		.author = WASL_TEXT("a"),
		.view = {1, 2},
		.fields = wasl_bytes_of("\xa0", 1),
	};
	check_ok(wasl_act_challenge(&one, &id, &act, NULL));
	check_ok(wasl_hex_parse(wasl_buf_take(&buf, sizeof(want_head) / 2),
				sizeof(want_head) / 2,
				wasl_text_of(want_head)));
	wasl_buf_put(&buf, id.b, sizeof(id.b));
	wasl_buf_put(&buf, "\xa4\x01\x03\x03\x61\x61\x05\x82\x01\x02\x06\xa0",
		     12);
	want = wasl_sha256(wasl_buf_bytes(&buf));
	assert_true(wasl_hash_eq(&one, &want));
}

static void
test_kind_act__an_act_over_an_envelope_has_no_challenge(void **state)
{
	static uint8_t fields[WASL_ENVELOPE_MAX];
	struct wasl_dossier_id id = {{0}};
	struct wasl_act act = full_act();
	struct wasl_hash hash;

	(void)state;
	act.fields = WASL_BYTES(fields);
	check_status(wasl_act_challenge(&hash, &id, &act, NULL), WASL_TOO_BIG);
}

/* A partner writes the fields, and asks for the challenge by an assertion. */
static void
test_kind_act__fields_as_deep_as_may_be_have_a_challenge(void **state)
{
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	/* {1: [[[[[[0]]]]]]}, the eighth open around 0 being the plaintext's */
	const wasl_bytes deep =
		wasl_bytes_of("\xa1\x01\x81\x81\x81\x81\x81\x81\x00", 9);
	struct wasl_dossier_id id = {{0}};
	struct wasl_act in = full_act();
	struct wasl_act act;
	struct wasl_hash hash;
	uint8_t space[1024];

	(void)state;
	in.fields = deep;
	check_ok(wasl_act_parse(&act, &arena,
				write_act(space, sizeof(space), &in), NULL));
	assert_true(wasl_bytes_eq(act.fields, deep));
	check_ok(wasl_act_challenge(&hash, &id, &act, NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kind_act__every_key_comes_back),
		cmocka_unit_test(
			test_kind_act__what_an_act_has_not_is_not_written),
		cmocka_unit_test(test_kind_act__bad_plaintexts_are_refused),
		cmocka_unit_test(test_kind_act__bad_padding_is_refused),
		cmocka_unit_test(
			test_kind_act__no_flip_of_a_bit_reads_as_another_writing),
		cmocka_unit_test(
			test_kind_act__the_challenge_is_keys_1_and_3_to_8),
		cmocka_unit_test(
			test_kind_act__an_act_over_an_envelope_has_no_challenge),
		cmocka_unit_test(
			test_kind_act__fields_as_deep_as_may_be_have_a_challenge),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
