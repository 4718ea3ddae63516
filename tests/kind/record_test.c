#include "base/encode.h"
#include "kind/record.h"
#include "kinds.h"

/* A kind with a field of every type. */
static const char kind_file[] =
	"{\"kind\":\"probe\",\"code\":\"PRB\",\"v\":1,\"states\":[\"a\",\"z\"],"
	"\"codes\":{\"size\":[\"S\",\"M\"]},"
	"\"blocks\":{"
	"\"town\":{\"name\":{\"n\":1,\"type\":\"text\",\"max\":8,\"need\":true}"
	","
	"\"size\":{\"n\":2,\"type\":\"code\",\"of\":\"size\"}}},"
	"\"fields\":{"
	"\"title\":{\"n\":1,\"type\":\"text\",\"min\":2,\"max\":5,"
	"\"need\":true},"
	"\"count\":{\"n\":2,\"type\":\"int\",\"min\":-3,\"max\":9},"
	"\"flag\":{\"n\":3,\"type\":\"bool\"},"
	"\"at\":{\"n\":4,\"type\":\"instant\"},"
	"\"day\":{\"n\":5,\"type\":\"date\"},"
	"\"sum\":{\"n\":6,\"type\":\"hash\"},"
	"\"id\":{\"n\":7,\"type\":\"id\"},"
	"\"blob\":{\"n\":8,\"type\":\"bytes\",\"max\":4},"
	"\"size\":{\"n\":9,\"type\":\"code\",\"of\":\"size\"},"
	"\"towns\":{\"n\":10,\"type\":\"list\",\"item\":{\"type\":\"town\"},"
	"\"max\":3,\"key\":\"name\"},"
	"\"pair\":{\"n\":11,\"type\":\"tuple\",\"places\":[{\"type\":\"int\"},"
	"{\"type\":\"text\"}]},"
	"\"home\":{\"n\":12,\"type\":\"town\"},"
	"\"basis\":{\"n\":30,\"type\":\"code\",\"of\":\"$profile/bases\"}},"
	"\"acts\":{\"open\":{\"n\":1,\"by\":\"opener\",\"role\":\"duty\","
	"\"to\":\"a\",\"fields\":[\"title\",\"count\",\"flag\",\"at\",\"day\","
	"\"sum\",\"id\",\"blob\",\"size\",\"towns\",\"pair\",\"home\","
	"\"basis\"]},"
	"\"end\":{\"n\":2,\"by\":\"opener\",\"role\":\"duty\",\"from\":[\"a\"],"
	"\"to\":\"z\",\"closes\":true}}}";

static struct wasl_kind *kind;
static const struct wasl_shape *shape;

static int setup(void **state)
{
	(void)state;
	kind = kind_of(kind_file);
	shape = &kind->opening->shape;
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	wasl_kind_free(kind);
	return 0;
}

static const char full[] =
	"{\"title\":\"\xd9\x88\xd8\xb5\xd9\x84\",\"count\":-3,\"flag\":false,"
	"\"at\":\"2026-11-23T14:30:00Z\",\"day\":\"1987-03\","
	"\"sum\":\"000102030405060708090a0b0c0d0e0f"
	"101112131415161718191a1b1c1d1e1f\","
	"\"id\":\"000102030405060708090a0b0c0d0e0f\",\"blob\":\"AQID\","
	"\"size\":\"M\",\"towns\":[{\"name\":\"Rabat\"},"
	"{\"name\":\"Paris\",\"size\":\"M\"}],\"pair\":[7,\"x\"],"
	"\"home\":{\"name\":\"Fes\",\"size\":\"S\"},\"basis\":\"b\"}";

/* {1: "وصل", 2: -3, 3: false, …} written out by hand, by spec §3. */
static const char full_cbor[] = "ad"
				"0166d988d8b5d984"
				"0222"
				"03f4"
				"041a6b044de8"
				"0567313938372d3033"
				"065820000102030405060708090a0b0c0d0e0f"
				"101112131415161718191a1b1c1d1e1f"
				"0750000102030405060708090a0b0c0d0e0f"
				"0843010203"
				"09614d"
				"0a82a1016552616261"
				"74a20165506172697302614d"
				"0b82076178"
				"0ca201634665730261"
				"53"
				"181e6162";

static wasl_bytes unhex(uint8_t *space, const char *hex)
{
	size_t n = strlen(hex) / 2;

	check_ok(wasl_hex_parse(space, n, wasl_text_of(hex)));
	return wasl_bytes_of(space, n);
}

static void test_kind_record__json_and_cbor_are_two_forms_of_one(void **state)
{
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	struct wasl_findings f = wasl_findings_init(&arena);
	wasl_autojson *in = json_of(full);
	wasl_autojson *out = NULL;
	uint8_t space[512];
	uint8_t want[512];
	struct wasl_buf buf = WASL_BUF(space);
	struct wasl_record record;
	struct wasl_record back;

	(void)state;
	check_ok(wasl_record_read(&record, &arena, &f, shape, NULL, in, NULL));
	wasl_record_write(&buf, &record);
	assert_true(
		wasl_bytes_eq(wasl_buf_bytes(&buf), unhex(want, full_cbor)));
	check_ok(wasl_record_parse(&back, &arena, shape, NULL,
				   wasl_buf_bytes(&buf), NULL));
	out = wasl_record_show(&back, shape);
	assert_true(json_equal(in, out));
	assert_int_equal(wasl_record_get(&back, 4)->number, 1795444200);
	assert_null(wasl_record_get(&back, 13));
}

/* One fault a row, in JSON; each with its rule and pointer. */
static void test_kind_record__json_names_rule_and_pointer(void **state)
{
	static const struct {
		const char *json, *rule, *pointer;
	} bad[] = {
		{"{}", "missing", "/title"},
		{"[]", "type", ""},
		{"{\"title\":\"ab\",\"x\":1}", "unknown", "/x"},
		{"{\"title\":\"ab\",\"a/b~\":1}", "unknown", "/a~1b~0"},
		{"{\"title\":1}", "type", "/title"},
		{"{\"title\":null}", "type", "/title"},
		{"{\"title\":\"a\"}", "length", "/title"},
		{"{\"title\":\"abcdef\"}", "length", "/title"},
		{"{\"title\":\"a\\u0007b\"}", "control", "/title"},
		{"{\"title\":\"a\\tb\"}", "control", "/title"},
		{"{\"title\":\"a\\u202eb\"}", "control", "/title"},
		{"{\"title\":\"a\\u2066b\"}", "control", "/title"},
		{"{\"title\":\"ab\",\"count\":10}", "range", "/count"},
		{"{\"title\":\"ab\",\"count\":-4}", "range", "/count"},
		{"{\"title\":\"ab\",\"count\":\"1\"}", "type", "/count"},
		{"{\"title\":\"ab\",\"flag\":0}", "type", "/flag"},
		{"{\"title\":\"ab\",\"at\":5}", "type", "/at"},
		{"{\"title\":\"ab\",\"at\":\"2026-11-23\"}", "type", "/at"},
		{"{\"title\":\"ab\",\"at\":\"1969-12-31T23:59:59Z\"}", "range",
		 "/at"},
		{"{\"title\":\"ab\",\"day\":\"1987-13\"}", "date", "/day"},
		{"{\"title\":\"ab\",\"sum\":\"00\"}", "type", "/sum"},
		{"{\"title\":\"ab\",\"id\":"
		 "\"000102030405060708090A0B0C0D0E0F\"}",
		 "type", "/id"},
		{"{\"title\":\"ab\",\"blob\":\"AQI\"}", "type", "/blob"},
		{"{\"title\":\"ab\",\"blob\":\"AQIDBAU=\"}", "length", "/blob"},
		{"{\"title\":\"ab\",\"blob\":\"\"}", "length", "/blob"},
		{"{\"title\":\"ab\",\"size\":\"L\"}", "code", "/size"},
		{"{\"title\":\"ab\",\"size\":\"s\"}", "code", "/size"},
		{"{\"title\":\"ab\",\"towns\":{}}", "type", "/towns"},
		{"{\"title\":\"ab\",\"towns\":[]}", "length", "/towns"},
		{"{\"title\":\"ab\",\"towns\":[{\"name\":\"a\"},{\"name\":\"b\""
		 "},{\"name\":\"c\"},{\"name\":\"d\"}]}",
		 "length", "/towns"},
		{"{\"title\":\"ab\",\"towns\":[{\"name\":\"a\"},{}]}",
		 "missing", "/towns/1/name"},
		{"{\"title\":\"ab\",\"towns\":[{\"name\":\"a\"},"
		 "{\"name\":\"a\"}]}",
		 "repeated", "/towns"},
		{"{\"title\":\"ab\",\"pair\":[1]}", "type", "/pair"},
		{"{\"title\":\"ab\",\"pair\":[\"x\",1]}", "type", "/pair/0"},
		{"{\"title\":\"ab\",\"home\":{\"name\":\"a\",\"size\":\"L\"}}",
		 "code", "/home/size"},
		{"{\"title\":\"ab\",\"home\":\"Fes\"}", "type", "/home"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
		struct wasl_findings f = wasl_findings_init(&arena);
		wasl_autojson *in = json_of(bad[i].json);
		struct wasl_record record;
		struct wasl_err err = {0};

		if (wasl_record_read(&record, &arena, &f, shape, NULL, in,
				     &err) != WASL_SCHEMA ||
		    !has_finding(&f, bad[i].rule, bad[i].pointer)) {
			print_findings(&f);
			fail_msg("%s: no %s at %s", bad[i].json, bad[i].rule,
				 bad[i].pointer);
		}
		assert_null(record.entries);
		assert_string_equal(err.field, f.items[0].pointer);
	}
}

static void test_kind_record__json_finds_everything_at_once(void **state)
{
	static const char *const pointers[] = {
		"/title",	 "/count", "/x",  "/towns/0/name",
		"/towns/1/size", "/home",  "/day"};
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	struct wasl_findings f = wasl_findings_init(&arena);
	wasl_autojson *in =
		json_of("{\"count\":99,\"x\":1,\"towns\":[{},{\"name\":\"a\","
			"\"size\":\"L\"}],\"home\":3,\"day\":\"x\"}");
	struct wasl_record record;
	struct wasl_err err = {0};

	(void)state;
	check_status(
		wasl_record_read(&record, &arena, &f, shape, NULL, in, &err),
		WASL_SCHEMA);
	assert_int_equal(f.errors, 7);
	for (size_t i = 0; i < 7; i++) {
		bool there = false;

		for (size_t j = 0; j < f.n; j++)
			there = there ||
				strcmp(f.items[j].pointer, pointers[i]) == 0;
		if (!there)
			fail_msg("nothing at %s", pointers[i]);
	}
	assert_non_null(strstr(err.text, "and 6 more"));
}

/* One fault a row, on the wire. */
static void test_kind_record__cbor_is_checked_against_the_schema(void **state)
{
	static const struct {
		const char *hex;
		wasl_status status;
		const char *pointer, *rule;
	} bad[] = {
		{"a0", WASL_SCHEMA, "/title", "missing"},
		{"80", WASL_SCHEMA, "", "no map"},
		{"a20162616202", WASL_MALFORMED, "", "cut short"},
		{"a10162616200", WASL_MALFORMED, "", "trailing bytes"},
		{"a30162616203f40200", WASL_MALFORMED, "", "order of keys"},
		{"a2016261620162", WASL_MALFORMED, "", "duplicate key"},
		{"bf01626162ff", WASL_MALFORMED, "", "indefinite length"},
		{"a201626162181f00", WASL_SCHEMA, "", "unknown number"},
		{"a201626162185000", WASL_SCHEMA, "", "unknown number"},
		{"a101426162", WASL_SCHEMA, "/title", "bytes for text"},
		{"a1016161", WASL_SCHEMA, "/title", "too short"},
		{"a10166616263646566", WASL_SCHEMA, "/title", "too long"},
		{"a10162c328", WASL_MALFORMED, "", "UTF-8"},
		{"a201626162020a", WASL_SCHEMA, "/count", "range"},
		{"a2016261620223", WASL_SCHEMA, "/count", "range below"},
		{"a201626162023bffffffffffffffff", WASL_SCHEMA, "",
		 "beyond int64"},
		{"a201626162021a0000000a", WASL_MALFORMED, "",
		 "not the shortest form"},
		{"a2016261620300", WASL_SCHEMA, "/flag", "int for bool"},
		{"a2016261620420", WASL_SCHEMA, "/at", "negative instant"},
		{"a201626162041bffffffffffffffff", WASL_SCHEMA, "/at",
		 "instant beyond 9999"},
		{"a201626162056131", WASL_SCHEMA, "/day", "no date"},
		{"a2016261620640", WASL_SCHEMA, "/sum", "hash of no bytes"},
		{"a2016261620740", WASL_SCHEMA, "/id", "id of no bytes"},
		{"a20162616208450102030405", WASL_SCHEMA, "/blob",
		 "too many bytes"},
		{"a201626162096158", WASL_SCHEMA, "/size", "code"},
		{"a2016261620a80", WASL_SCHEMA, "/towns", "empty list"},
		{"a2016261620a84a1016161a1016162a1016163a1016164", WASL_SCHEMA,
		 "/towns", "four items"},
		{"a2016261620a81a0", WASL_SCHEMA, "/towns/0/name",
		 "missing in an item"},
		{"a2016261620a82a1016161a1016161", WASL_SCHEMA, "/towns",
		 "repeated key"},
		{"a2016261620b8101", WASL_SCHEMA, "/pair", "one place"},
		{"a2016261620b820102", WASL_SCHEMA, "/pair/1", "int for text"},
		{"a2016261620ca1016161f6", WASL_MALFORMED, "",
		 "trailing bytes"},
		{"a2016261620cf6", WASL_SCHEMA, "/home", "null for a block"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
		struct wasl_record record;
		struct wasl_err err = {0};
		uint8_t space[64];
		wasl_status status;

		status = wasl_record_parse(&record, &arena, shape, NULL,
					   unhex(space, bad[i].hex), &err);
		if (status != bad[i].status)
			fail_msg("%s: status %d, %s", bad[i].rule, status,
				 err.text);
		if (status == WASL_SCHEMA &&
		    strcmp(err.field, bad[i].pointer) != 0)
			fail_msg("%s: at %s, not %s", bad[i].rule, err.field,
				 bad[i].pointer);
		assert_null(record.entries);
	}
}

static void
test_kind_record__profile_codes_are_checked_with_a_profile(void **state)
{
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	struct wasl_findings f = wasl_findings_init(&arena);
	wasl_autojson *in = json_of("{\"title\":\"ab\",\"basis\":\"b\"}");
	wasl_autojson *root = json_of("{\"bases\":{\"c\":{}}}");
	struct wasl_profile profile = {.root = root};
	struct wasl_record record;

	(void)state;
	check_ok(wasl_record_read(&record, &arena, &f, shape, NULL, in, NULL));
	check_status(wasl_record_read(&record, &arena, &f, shape, &profile, in,
				      NULL),
		     WASL_SCHEMA);
	assert_true(has_finding(&f, "code", "/basis"));
}

static void test_kind_record__no_cut_and_no_flip_breaks_the_reader(void **state)
{
	uint8_t space[512];
	wasl_bytes good = unhex(space, full_cbor);

	(void)state;
	for (size_t n = 0; n < good.n; n++) {
		wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
		struct wasl_record record;

		assert_int_not_equal(
			wasl_record_parse(&record, &arena, shape, NULL,
					  wasl_bytes_of(good.p, n), NULL),
			WASL_OK);
	}
	for (size_t bit = 0; bit < 8 * good.n; bit++) {
		wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
		struct wasl_record record;
		uint8_t again[512];
		struct wasl_buf buf = WASL_BUF(again);

		space[bit / 8] ^= (uint8_t)(1u << bit % 8);
		if (wasl_record_parse(&record, &arena, shape, NULL, good,
				      NULL) == WASL_OK) {
			wasl_record_write(&buf, &record);
			assert_true(wasl_bytes_eq(wasl_buf_bytes(&buf), good));
		}
		space[bit / 8] ^= (uint8_t)(1u << bit % 8);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_kind_record__json_and_cbor_are_two_forms_of_one),
		cmocka_unit_test(test_kind_record__json_names_rule_and_pointer),
		cmocka_unit_test(
			test_kind_record__json_finds_everything_at_once),
		cmocka_unit_test(
			test_kind_record__cbor_is_checked_against_the_schema),
		cmocka_unit_test(
			test_kind_record__profile_codes_are_checked_with_a_profile),
		cmocka_unit_test(
			test_kind_record__no_cut_and_no_flip_breaks_the_reader),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
