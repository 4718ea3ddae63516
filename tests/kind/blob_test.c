#include "base/encode.h"
#include "kind/blob.h"
#include "kinds.h"

static const char kind_file[] =
	"{\"kind\":\"probe\",\"code\":\"PRB\",\"v\":1,\"states\":[\"a\",\"z\"],"
	"\"blocks\":{\"page\":{\"scan\":{\"n\":1,\"type\":\"blob\"}}},"
	"\"fields\":{\"one\":{\"n\":1,\"type\":\"blob\"},"
	"\"many\":{\"n\":2,\"type\":\"list\",\"item\":{\"type\":\"blob\"}},"
	"\"pages\":{\"n\":3,\"type\":\"list\",\"item\":{\"type\":\"page\"}}},"
	"\"acts\":{\"open\":{\"n\":1,\"by\":\"opener\",\"role\":\"duty\","
	"\"to\":\"a\",\"fields\":[\"one\",\"many\",\"pages\"]},"
	"\"end\":{\"n\":2,\"by\":\"opener\",\"role\":\"duty\",\"from\":[\"a\"],"
	"\"to\":\"z\",\"closes\":true}}}";

#define ID    "000102030405060708090a0b0c0d0e0f"
#define HASH  ID "101112131415161718191a1b1c1d1e1f"
#define OTHER "ff0102030405060708090a0b0c0d0e0f" ID

#define BLOB(name)                                                             \
	"{\"id\":\"" ID "\",\"sealed\":\"" HASH "\",\"size\":70000,"           \
	"\"sha256\":\"" OTHER "\",\"type\":\"application/pdf\","               \
	"\"name\":\"" name "\"}"

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

static wasl_status read_json(struct wasl_record *out, struct wasl_arena *arena,
			     struct wasl_findings *f, const char *text)
{
	wasl_autojson *in = NULL;

	check_ok(wasl_json_parse(&in, wasl_text_bytes(wasl_text_of(text)),
				 65536, NULL));
	return wasl_record_read(out, arena, f, shape, NULL, in, NULL);
}

/* [id, sealed, 70000, sha256, "application/pdf", "a"] by hand, spec §3. */
static const char cbor[] = "a10186"
			   "50" ID "5820" HASH "1a00011170"
			   "5820" OTHER "6f6170706c69636174696f6e2f706466"
			   "6161";

static void test_kind_blob__has_one_form_on_the_wire(void **state)
{
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	struct wasl_findings f = wasl_findings_init(&arena);
	uint8_t space[512];
	char hex[2 * sizeof(space) + 1];
	struct wasl_buf buf = WASL_BUF(space);
	struct wasl_record record, again;
	wasl_autojson *shown = NULL;

	(void)state;
	check_ok(read_json(&record, &arena, &f, "{\"one\":" BLOB("a") "}"));
	wasl_record_write(&buf, &record);
	wasl_hex_write(hex, wasl_buf_bytes(&buf));
	assert_string_equal(hex, cbor);
	check_ok(wasl_record_parse(&again, &arena, shape, NULL,
				   wasl_buf_bytes(&buf), NULL));
	shown = wasl_record_show(&again, shape);
	check_ok(read_json(&again, &arena, &f, "{\"one\":" BLOB("a") "}"));
	assert_string_equal(json_string_value(json_object_get(
				    json_object_get(shown, "one"), "sealed")),
			    HASH);
	assert_int_equal(json_object_size(json_object_get(shown, "one")), 6);
}

static void test_kind_blob__is_found_wherever_it_stands(void **state)
{
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	struct wasl_findings f = wasl_findings_init(&arena);
	static const char *const names[] = {"a", "b", "c", "d"};
	struct wasl_record record;
	struct wasl_blob_ref ref, other;
	size_t n = 0;

	(void)state;
	check_ok(read_json(
		&record, &arena, &f,
		"{\"one\":" BLOB("a") ",\"many\":[" BLOB("b") "," BLOB(
			"c") "],\"pages\":[{},{\"scan\":" BLOB("d") "}]}"));
	for (; wasl_record_blob(&record, n, &ref); n++)
		assert_true(wasl_text_is(ref.name, names[n]));
	assert_int_equal(n, 4);
	assert_true(wasl_record_blob(&record, 0, &ref));
	assert_true(wasl_record_blob(&record, 1, &other));
	assert_false(wasl_blob_ref_eq(&ref, &other));
	assert_true(wasl_blob_ref_eq(&ref, &ref));
	assert_int_equal(ref.size, 70000);
	assert_int_equal(ref.plain.b[0], 0xff);
}

static void test_kind_blob__refuses_what_is_no_reference(void **state)
{
	static const struct {
		const char *json, *rule;
	} bad[] = {
		{"{\"one\":[]}", "type"},
		{"{\"one\":{\"id\":\"" ID "\"}}", "type"},
		{"{\"one\":" BLOB("../a") "}", "name"},
		{"{\"one\":" BLOB("a\\u202ecod.exe") "}", "control"},
		{"{\"one\":{\"id\":\"" ID "\",\"sealed\":\"" HASH
		 "\",\"size\":1073741825,\"sha256\":\"" HASH
		 "\",\"type\":\"text/plain\",\"name\":\"a\"}}",
		 "range"},
		{"{\"one\":{\"id\":\"" ID "\",\"sealed\":\"" HASH
		 "\",\"size\":1,\"sha256\":\"" HASH
		 "\",\"type\":\"text\",\"name\":\"a\"}}",
		 "type"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
		struct wasl_findings f = wasl_findings_init(&arena);
		struct wasl_record record;

		check_status(read_json(&record, &arena, &f, bad[i].json),
			     WASL_SCHEMA);
		assert_string_equal(f.items[0].rule, bad[i].rule);
	}
}

static void test_kind_blob__a_cut_reference_is_refused(void **state)
{
	uint8_t bytes[sizeof(cbor) / 2];
	struct wasl_record record;

	(void)state;
	check_ok(wasl_hex_parse(bytes, sizeof(bytes), wasl_text_of(cbor)));
	for (size_t n = 0; n <= sizeof(bytes); n++) {
		wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
		wasl_status status =
			wasl_record_parse(&record, &arena, shape, NULL,
					  wasl_bytes_of(bytes, n), NULL);

		assert_true((status == WASL_OK) == (n == sizeof(bytes)));
	}
	/* An array of five. */
	bytes[2] = 0x85;
	{
		wasl_autoarena arena = wasl_arena_init(TEST_ARENA);

		assert_int_not_equal(
			wasl_record_parse(&record, &arena, shape, NULL,
					  wasl_bytes_of(bytes, sizeof(bytes)),
					  NULL),
			WASL_OK);
	}
}

static void test_kind_blob__names_are_one_plain_part_of_a_path(void **state)
{
	static const char *const good[] = {
		"a",
		"rapport final.pdf",
		"\xd9\x88\xd8\xb5\xd9\x84.pdf",
		"\xd9\x85\xdb\x8c\xe2\x80\x8c\xd8\xb1.txt",
		"a'b(1)-_~.tar.gz",
	};
	static const char *const bad[] = {
		"",
		".",
		"..",
		".hidden",
		"a.",
		" a",
		"a ",
		"a/b",
		"../a",
		"a\\b",
		"c:a",
		"a*",
		"a?",
		"a\"",
		"a<",
		"a>",
		"a|",
		"a\nb",
		"a\x7f",
		"a\xc2\x85",
		"a\xe2\x80\xae",
		"a\xe2\x80\x8f",
		"a\xe2\x81\xa6",
		"a\xef\xbb\xbf",
		("a\xd8\x9c"
		 "b"),
		"a\xff",
		"a\xe2\x80\xa8",
	};
	char longest[WASL_BLOB_NAME_MAX + 2];

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		assert_true(wasl_blob_name_valid(wasl_text_of(good[i])));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (wasl_blob_name_valid(wasl_text_of(bad[i])))
			fail_msg("bad name %zu passes", i);
	memset(longest, 'x', sizeof(longest));
	assert_true(
		wasl_blob_name_valid((wasl_text){longest, WASL_BLOB_NAME_MAX}));
	assert_false(wasl_blob_name_valid(
		(wasl_text){longest, WASL_BLOB_NAME_MAX + 1}));
}

static void test_kind_blob__types_are_type_slash_subtype(void **state)
{
	static const char *const good[] = {"text/plain", "image/svg+xml",
					   "application/vnd.ms-excel"};
	static const char *const bad[] = {"",	   "text", "/plain",
					  "text/", "A/b",  "a/b/c",
					  "a b/c", ".a/b", "a/b;c=d"};

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		assert_true(wasl_blob_type_valid(wasl_text_of(good[i])));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(wasl_blob_type_valid(wasl_text_of(bad[i])));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kind_blob__has_one_form_on_the_wire),
		cmocka_unit_test(test_kind_blob__is_found_wherever_it_stands),
		cmocka_unit_test(test_kind_blob__refuses_what_is_no_reference),
		cmocka_unit_test(test_kind_blob__a_cut_reference_is_refused),
		cmocka_unit_test(
			test_kind_blob__names_are_one_plain_part_of_a_path),
		cmocka_unit_test(test_kind_blob__types_are_type_slash_subtype),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
